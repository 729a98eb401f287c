//! What a text that people read may hold (ASVS 1.3.3): no control characters, nothing that is invisible or turns the direction of
//! what stands around it.

use contract::field_errors::FieldError;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Checks a text of one line: a name, a department, a reference.
///
/// Refused are the categories Cc (control characters, line breaks and tabs among them), Zl and Zp (line and paragraph separators), and
/// Cf (format characters): the bidirectional controls U+200E, U+200F, U+061C, U+202A to U+202E and U+2066 to U+2069, zero-width spaces,
/// tags. Two kinds of format characters stay:
///
/// - the zero-width joiner and non-joiner, U+200D and U+200C, which Persian, Hindi and other languages need to write names, and emoji
///   are put together with;
/// - the signs that Unicode calls prepended concatenation marks, such as the Arabic number sign: they can be seen.
///
/// # Errors
/// [`FieldError::ControlCharacters`].
pub fn check_line(text: &str) -> Result<(), FieldError> {
    if text.chars().all(is_allowed) {
        Ok(())
    } else {
        Err(FieldError::ControlCharacters)
    }
}

/// Checks a text of several lines, such as a description: as [`check_line`], with line feeds and tabs.
///
/// # Errors
/// [`FieldError::ControlCharacters`].
pub fn check_lines(text: &str) -> Result<(), FieldError> {
    if text.chars().all(|c| matches!(c, '\n' | '\t') || is_allowed(c)) {
        Ok(())
    } else {
        Err(FieldError::ControlCharacters)
    }
}

/// U+200C and U+200D: see [`check_line`].
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_allowed(c: char) -> bool {
    use GeneralCategory as Category;
    match c.general_category() {
        Category::Control | Category::LineSeparator | Category::ParagraphSeparator => false,
        Category::Format => is_joiner(c) || is_prepended_mark(c),
        _ => true,
    }
}

/// The property `Prepended_Concatenation_Mark`, which no crate here knows.
fn is_prepended_mark(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{605}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{890}'..='\u{891}'
            | '\u{8e2}'
            | '\u{110bd}'
            | '\u{110cd}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_bidirectional_characters_are_refused() {
        let bidi = ['\u{61c}', '\u{200e}', '\u{200f}']
            .into_iter()
            .chain('\u{202a}'..='\u{202e}')
            .chain('\u{2066}'..='\u{2069}');
        let control = ('\0'..=' ').filter(|c| c.is_control()).chain('\u{7f}'..='\u{9f}');
        let invisible = [
            '\u{ad}',
            '\u{200b}',
            '\u{2028}',
            '\u{2029}',
            '\u{2060}',
            '\u{feff}',
            '\u{e0001}',
            '\u{e0041}',
        ];
        for c in bidi.chain(control).chain(invisible) {
            let text = format!("a{c}b");
            assert_eq!(check_line(&text), Err(FieldError::ControlCharacters), "{c:?}");
            assert_eq!(check_lines(&text).is_ok(), matches!(c, '\n' | '\t'), "{c:?}");
        }
    }

    #[test]
    fn names_of_every_script_are_fine() {
        for name in [
            "",
            "Zoë O’Neil-Ström",
            "علی‌رضا",
            "क्‍ष",
            "李 四",
            "אברהם",
            "👩‍💻",
            "\u{600}١٢",
            "e\u{301}",
            "ᠮᠣᠩᠭᠣᠯ",
        ] {
            assert_eq!(check_line(name), Ok(()), "{name}");
        }
    }
}
