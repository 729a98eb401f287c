//! Names of groups: the form that two of them are compared in, and the names that only the groups of the roles have.

use contract::{field_errors::FieldError, forms::MAX_GROUP_NAME_LENGTH, role::Role};
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::{python_str, text, users::username};

/// A well-formed name. Whether another group has it is for the database to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupName {
    /// As it is stored and shown: stripped.
    pub(crate) display: String,
    /// As it is compared.
    pub(crate) canonical: String,
}

/// Reads the name of a group that is no role's.
///
/// # Errors
/// `Required`, `TooLong`, `ControlCharacters`, or `ReservedGroupName` where people would take it for the name of a role; the first that
/// is true.
pub(crate) fn parse(name: &str) -> Result<GroupName, FieldError> {
    let display = python_str::strip(name);
    if display.chars().count() > MAX_GROUP_NAME_LENGTH {
        return Err(FieldError::TooLong {
            max: MAX_GROUP_NAME_LENGTH,
        });
    }
    let canonical = canonical(display);
    if canonical.is_empty() {
        return Err(FieldError::Required);
    }
    text::check_line(display)?;
    if imitated_role(display).is_some() {
        return Err(FieldError::ReservedGroupName);
    }
    Ok(GroupName {
        display: display.to_owned(),
        canonical,
    })
}

/// The form that two names are compared in: NFKC and full case folding as for user names, white space collapsed into single spaces,
/// joiners left out. Empty for a name that is longer than a name may be.
#[must_use]
pub fn canonical(name: &str) -> String {
    let folded = username::canonical(name);
    let words: Vec<String> = folded
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !text::is_joiner(*c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The role whose group people would take this name for. Its own name is the nearest of all.
///
/// Letter case, white space, punctuation, accents and characters that look alike (UTS #39, section 4) make no difference.
#[must_use]
pub fn imitated_role(name: &str) -> Option<Role> {
    let seen = outline(name);
    Role::ALL.into_iter().find(|role| outline(role.group()) == seen)
}

/// What is left of a name at a quick glance. Coarser than a skeleton of UTS #39: that one keeps letter case, and Ν is an N as a capital
/// letter and a v as a small one, so it is taken before folding and after.
fn outline(name: &str) -> String {
    let normal: String = name.nfkc().collect();
    let capital: String = skeleton(&normal).collect();
    let folded = username::fold(&capital);
    let small: String = skeleton(&folded).collect();
    let letters: String = username::fold(&small)
        .nfd()
        .filter(|c| c.is_alphanumeric())
        .collect();
    // In a skeleton m is rn, and 1 and a capital I are l.
    letters.replace("rn", "m").replace('l', "i")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_stripped_and_compared_in_one_form() {
        let name = parse(" Sales\u{a0} Team\n").expect("a name");
        assert_eq!(
            (name.display.as_str(), name.canonical.as_str()),
            ("Sales\u{a0} Team", "sales team")
        );
        assert_eq!(canonical("ＳＡＬＥＳ\u{3000}team"), "sales team");
        assert_eq!(canonical("STRASSE"), canonical("straße"));
        assert_ne!(canonical("salesteam"), "sales team");
        for (text, error) in [
            (" ", FieldError::Required),
            ("\u{200d}", FieldError::Required),
            ("a\u{202e}b", FieldError::ControlCharacters),
            ("aD min", FieldError::ReservedGroupName),
        ] {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
        let long = "ä".repeat(MAX_GROUP_NAME_LENGTH + 1);
        assert_eq!(
            parse(&long),
            Err(FieldError::TooLong {
                max: MAX_GROUP_NAME_LENGTH
            })
        );
    }

    #[test]
    fn what_looks_like_a_role_is_one() {
        for name in [
            "Admin",
            "admin",
            "ADMIN",
            "Ad min",
            "-Admin-",
            "Ａｄｍｉｎ",
            "Аdmin",
            "ADMI\u{39d}",
            "Adm\u{456}n",
            "Adm1n",
            "AdmIn",
            "Admln",
            "Adrnin",
            "Ádmin",
            "A\u{336}dmin",
            "𝐀𝐝𝐦𝐢𝐧",
            "Ad\u{ad}min",
        ] {
            assert_eq!(imitated_role(name), Some(Role::Admin), "{name}");
        }
        assert_eq!(imitated_role("CUST0MER"), Some(Role::Customer));
        assert_eq!(imitated_role("Mánager"), Some(Role::Manager));
        for name in [
            "Administrators",
            "Admins",
            "Customer care",
            "Managing",
            "",
            "Kunde",
            "管理",
        ] {
            assert_eq!(imitated_role(name), None, "{name}");
        }
    }
}
