//! Renders templates: subject, plain text and HTML, and the layout of the plain text.

use std::fmt;

use askama::Template;

use crate::escape::{UNBROKEN_SPACE, visible};

/// The maximum width of a line of text. URLs are not broken.
const MAX_WIDTH: usize = 72;

/// A rendered mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line without control characters, safe for a header.
    pub subject: String,
    /// The plain text. Lines end with `
    /// ` and have at most 72 characters, except lines with a URL.
    pub text: String,
    /// The HTML: one document without external resources.
    pub html: String,
}

/// Shows only the subject, because the bodies may contain a link that grants access.
impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// Implements [`Mail`](crate::Mail) for a type with the three templates of a folder. Templates access the mail as `mail`, the
/// [`Site`](crate::Site) as `site` and, in HTML, the rendered `subject`. Askama requires each path as one literal.
macro_rules! mail {
    ($Mail:ident, $name:literal, $subject:literal, $text:literal, $html:literal) => {
        impl $crate::Mail for $Mail<'_> {
            const NAME: &'static str = $name;

            fn render(&self, site: &$crate::Site<'_>) -> Result<$crate::Rendered, askama::Error> {
                #[derive(askama::Template)]
                #[template(path = $subject)]
                #[allow(dead_code, reason = "a subject need not name site or mail")]
                struct Subject<'a> {
                    site: &'a $crate::Site<'a>,
                    mail: &'a $Mail<'a>,
                }
                #[derive(askama::Template)]
                #[template(path = $text)]
                struct Text<'a> {
                    site: &'a $crate::Site<'a>,
                    mail: &'a $Mail<'a>,
                }
                #[derive(askama::Template)]
                #[template(path = $html)]
                struct Page<'a> {
                    site: &'a $crate::Site<'a>,
                    mail: &'a $Mail<'a>,
                    subject: &'a str,
                }
                let subject = $crate::render::subject(&Subject { site, mail: self })?;
                Ok($crate::Rendered {
                    text: $crate::render::text(&Text { site, mail: self })?,
                    html: askama::Template::render(&Page {
                        site,
                        mail: self,
                        subject: &subject,
                    })?,
                    subject,
                })
            }
        }
    };
}
pub(crate) use mail;

/// Renders a subject as one line.
pub(crate) fn subject(template: &impl Template) -> Result<String, askama::Error> {
    let text = template.render()?.replace([UNBROKEN_SPACE, '\n'], " ");
    Ok(visible(text.trim()).collect())
}

/// Renders plain text: wraps long lines, and removes trailing spaces and repeated blank lines. A line of two dashes becomes the signature
/// separator, which ends with a space (RFC 3676, section 4.3).
pub(crate) fn text(template: &impl Template) -> Result<String, askama::Error> {
    let mut set = String::new();
    for line in template.render()?.trim().lines().map(str::trim_end) {
        if line.is_empty() && set.ends_with("\n\n") {
            continue;
        }
        if line == "--" {
            set.push_str("-- \n");
        } else {
            wrap(line, &mut set);
        }
    }
    Ok(set.replace(UNBROKEN_SPACE, " "))
}

fn wrap(line: &str, set: &mut String) {
    let words = line.trim_start_matches(' ');
    let indent = &line[..line.len() - words.len()];
    let mut length = 0;
    for word in words.split(' ') {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > MAX_WIDTH {
            set.push('\n');
            length = 0;
        }
        let gap = if length == 0 { indent } else { " " };
        set.push_str(gap);
        set.push_str(word);
        length += gap.len() + word_length;
    }
    set.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Template)]
    #[template(
        source = "{{ value }} \n\n\n\n{{ value }}: twelve twelve twelve\n  --\n--\nend",
        ext = "txt"
    )]
    struct Sample<'a> {
        value: &'a str,
    }

    #[test]
    fn a_subject_is_one_line() {
        let subject = subject(&Sample {
            value: "a b\r\nBcc: x@y\t\0",
        })
        .expect("a subject");
        assert!(subject.starts_with("a bBcc: x@y "), "{subject:?}");
        assert!(subject.ends_with("-- end"), "{subject:?}");
        assert!(!subject.contains(char::is_control));
    }

    #[test]
    fn a_value_stays_on_one_line_and_blank_lines_are_few() {
        let value = "word ".repeat(14);
        let value = value.trim_end();
        let text = text(&Sample { value }).expect("a text");
        assert_eq!(
            text,
            format!("{value}\n\n{value}:\ntwelve twelve twelve\n  --\n-- \nend\n")
        );
    }

    #[test]
    fn long_lines_are_wrapped_and_long_words_are_not() {
        let long = "x".repeat(100);
        let mut set = String::new();
        wrap(
            &format!("  {} {long} end", "word ".repeat(20).trim_end()),
            &mut set,
        );
        let lines: Vec<&str> = set.lines().collect();
        assert_eq!(lines[0], format!("  {}", "word ".repeat(14).trim_end()));
        assert_eq!(lines[1], format!("  {}", "word ".repeat(6).trim_end()));
        assert_eq!(lines[2], format!("  {long}"));
        assert_eq!(lines[3], "  end");
    }

    #[test]
    fn debug_shows_no_link() {
        let rendered = Rendered {
            subject: "Password reset".into(),
            text: "/reset/MQ/abc".into(),
            html: "/reset/MQ/abc".into(),
        };
        assert_eq!(
            format!("{rendered:?}"),
            "Rendered { subject: \"Password reset\", .. }"
        );
    }
}
