//! E-mail addresses: which ones we send to, and the form that two of them are compared in. Narrower than RFC 5321, so that no two readings of one address exist.

use contract::field_errors::FieldError;

use crate::python_str;

/// The longest address, in characters: RFC 5321's limit, and Django's `max_length` of `EmailField`.
pub const MAX_LENGTH: usize = contract::forms::MAX_EMAIL_LENGTH;
/// RFC 5321, section 4.5.3.1.1.
const MAX_LOCAL_PART: usize = 64;
/// RFC 1035, section 2.3.4.
const MAX_LABEL: usize = 63;

/// A well-formed address. That it exists and belongs to the person, only a mail sent to it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmailAddress {
    /// The address as it is stored, shown and written to: stripped, with the domain in lower case.
    pub display: String,
    /// The address as it is compared: all in ASCII lower case.
    pub canonical: String,
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailProblem {
    /// "This field is required."
    Required,
    /// "Ensure this value has at most {max} characters."
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// "Enter a valid email address."
    Invalid,
}

/// Django's `BaseUserManager.normalize_email`: strip, and put what follows the last `@` in lower case. Without an `@` the text stays as it is, even unstripped.
#[must_use]
pub fn normalize(text: &str) -> String {
    match python_str::strip(text).rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.to_lowercase()),
        None => text.to_owned(),
    }
}

/// Reads an address: a dot-atom of at most 64 characters, one `@`, and a host name with a dot; no quoted parts, no domain literals.
///
/// Only ASCII is accepted. Case folding and compatibility characters (ı, ſ, the Kelvin sign, ＠) have led mail for one person to another (CVE-2019-19844); here such an address is nobody's. International domains can be given in their `xn--` form.
///
/// # Errors
/// `Required`, `Invalid` or `TooLong`, the first that is true. A line break or other control character makes it `Invalid` even at the ends.
pub fn parse(text: &str) -> Result<EmailAddress, EmailProblem> {
    let address = python_str::strip(text);
    if address.is_empty() {
        return Err(EmailProblem::Required);
    }
    if !address.is_ascii() || text.contains(char::is_control) {
        return Err(EmailProblem::Invalid);
    }
    if address.len() > MAX_LENGTH {
        return Err(EmailProblem::TooLong { max: MAX_LENGTH });
    }
    match address.split_once('@') {
        Some((local, domain)) if is_dot_atom(local) && is_host_name(domain) => Ok(EmailAddress {
            display: normalize(address),
            canonical: address.to_ascii_lowercase(),
        }),
        _ => Err(EmailProblem::Invalid),
    }
}

/// The form to look an address up by; none if it cannot be anybody's.
pub fn canonical(text: &str) -> Option<String> {
    parse(text).ok().map(|address| address.canonical)
}

/// Reads an address that may be left empty: `None` where nothing was given.
///
/// # Errors
/// As [`parse`].
pub fn parse_optional(text: &str) -> Result<Option<EmailAddress>, EmailProblem> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        parse(text).map(Some)
    }
}

impl From<EmailProblem> for FieldError {
    fn from(problem: EmailProblem) -> Self {
        match problem {
            EmailProblem::Required => Self::Required,
            EmailProblem::TooLong { max } => Self::TooLong { max },
            EmailProblem::Invalid => Self::InvalidEmail,
        }
    }
}

fn is_dot_atom(local: &str) -> bool {
    let is_atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    local.len() <= MAX_LOCAL_PART
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

/// At least two labels, the last of them as in Django's `DomainNameValidator`: two characters or more and no digits, save in the `xn--` form.
fn is_host_name(domain: &str) -> bool {
    let is_top_level = |label: &str| {
        label.len() >= 2
            && (label.to_ascii_lowercase().starts_with("xn--")
                || !label.contains(|c: char| c.is_ascii_digit()))
    };
    let last = domain.rsplit_once('.').map(|(_, last)| last);
    domain.split('.').all(is_label) && last.is_some_and(is_top_level)
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalize_is_djangos() {
        for (text, normalized) in [
            ("Alice@EXAMPLE.com", "Alice@example.com"),
            (" a@B.org\n", "a@b.org"),
            ("a@b@EXAMPLE.COM", "a@b@example.com"),
            ("NoAt ", "NoAt "),
            ("", ""),
            ("@B", "@b"),
        ] {
            assert_eq!(normalize(text), normalized);
        }
    }

    #[test]
    fn the_forms_of_an_address() {
        let address = parse(" O'Neil.Jane+Tag@Mail.EXAMPLE.org ").unwrap();
        assert_eq!(address.display, "O'Neil.Jane+Tag@mail.example.org");
        assert_eq!(address.canonical, "o'neil.jane+tag@mail.example.org");
        assert_eq!(canonical("MIKE@example.ORG").as_deref(), Some("mike@example.org"));
        for text in [
            "a@b.co",
            "a@xn--bcher-kva.example",
            "a@b.xn--p1ai",
            "a@1.de",
            "!#$%&'*+-/=?^_`{|}~@a.bc",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_looks_like_somebody_elses_address_is_nobodys() {
        for text in [
            "mıke@example.org",
            "mike@exampľe.org",
            "mike@ıxample.org",
            "mi\u{212a}e@example.org",
            "ſam@example.org",
            "a＠b.co",
            "a@b。co",
            "a@bücher.example",
        ] {
            assert_eq!(parse(text), Err(EmailProblem::Invalid), "{text}");
            assert_eq!(canonical(text), None);
        }
    }

    #[test]
    fn malformed_addresses_are_refused() {
        for text in [
            "a",
            "@",
            "a@",
            "@b.co",
            "a@b",
            "a@@b.co",
            "a@b@c.de",
            "a@b.co,evil@d.de",
            "a@b.co\n",
            "\na@b.co",
            "a@b.co\r\nBcc: x@y.de",
            "a@b\n.co",
            "\"a b\"@c.de",
            "\"a\"@c.de",
            "a b@c.de",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@10.0.0.10",
            "a@b.c",
            "a@b.c1",
            "a@b.c1d",
            ".a@b.co",
            "a.@b.co",
            "a..b@c.de",
            "a@.b.co",
            "a@b.co.",
            "a@b..co",
            "a@-b.co",
            "a@b-.co",
            "a@b_c.de",
            "<a@b.co>",
            "a(x)@b.co",
            "a@b.co\0",
            "a@b.c o",
            "mailto:a@b.co",
        ] {
            assert_eq!(parse(text), Err(EmailProblem::Invalid), "{text:?}");
        }
        assert_eq!(parse("  "), Err(EmailProblem::Required));
    }

    #[test]
    fn lengths_have_limits() {
        let local = "l".repeat(64);
        let domain = |length: usize| format!("{}.{}.{}", "d".repeat(63), "d".repeat(63), "d".repeat(length));
        assert!(parse(&format!("{local}@{}", domain(61))).is_ok_and(|address| address.display.len() == 254));
        assert_eq!(
            parse(&format!("{local}@{}", domain(62))),
            Err(EmailProblem::TooLong { max: 254 })
        );
        assert_eq!(
            parse(&format!("{local}l@example.org")),
            Err(EmailProblem::Invalid)
        );
        assert_eq!(
            parse(&format!("a@{}.org", "d".repeat(64))),
            Err(EmailProblem::Invalid)
        );
    }
}
