//! What Python's `str` methods call a space, a digit and a word character, because Django's rules are written with them and Rust's own methods draw the lines elsewhere.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// `str.strip()`: Unicode white space and the four ASCII separators U+001C to U+001F, which Rust's `trim` leaves.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

/// `\w` of Python's `re`: `str.isalnum()` or the underscore, that is the categories L*, Nd, Nl and No.
/// Combining marks and joiners are not in it; ², ½ and ⅷ are.
pub(crate) fn is_word(c: char) -> bool {
    use GeneralCategory as Category;
    c == '_'
        || matches!(
            c.general_category(),
            Category::UppercaseLetter
                | Category::LowercaseLetter
                | Category::TitlecaseLetter
                | Category::ModifierLetter
                | Category::OtherLetter
                | Category::DecimalNumber
                | Category::LetterNumber
                | Category::OtherNumber
        )
}

/// `str.isdigit()` of the whole text: not empty, and every character has the numeric type Decimal or Digit.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_digit)
}

/// Decimal is the category Nd. Digit is a property that no crate here knows, so its 128 characters (all of category No) are listed.
/// Unicode gives new characters the type Numeric instead (UAX #44 on `Numeric_Type`), so the list cannot grow.
fn is_digit(c: char) -> bool {
    c.general_category() == GeneralCategory::DecimalNumber
        || matches!(c,
            '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉'
            | '①'..='⑨' | '⑴'..='⑼' | '⒈'..='⒐' | '⓪' | '⓵'..='⓽' | '⓿'
            | '❶'..='❾' | '➀'..='➈' | '➊'..='➒'
            | '\u{1369}'..='\u{1371}' // Ethiopic
            | '\u{19da}' // New Tai Lue
            | '\u{10a40}'..='\u{10a43}' // Kharoshthi
            | '\u{10e60}'..='\u{10e68}' // Rumi
            | '\u{11052}'..='\u{1105a}' // Brahmi
            | '\u{1f100}'..='\u{1f10a}') // with full stop or comma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strip_removes_what_python_removes() {
        assert_eq!(strip("\u{1c}\u{a0} a b \u{3000}\n"), "a b");
        assert_eq!(strip("\u{200b}a"), "\u{200b}a");
    }

    #[test]
    fn word_characters_are_letters_and_numbers_but_no_marks() {
        for c in "a_Ω李ª²½ⅷ١".chars() {
            assert!(is_word(c), "{c:?}");
        }
        for c in ['-', '@', ' ', '\u{301}', '\u{93f}', '\u{200d}', '\u{200b}', '⁄'] {
            assert!(!is_word(c), "{c:?}");
        }
    }

    #[test]
    fn digits_are_decimals_and_the_listed_ones() {
        for text in ["0123456789", "٣٤٥", "²³¹", "①⑨", "\u{1f100}", "𝟗"] {
            assert!(is_digits(text), "{text}");
        }
        for text in ["", "½", "ⅷ", "四", "⑩", "1 2", "-1", "1a"] {
            assert!(!is_digits(text), "{text}");
        }
    }

    #[test]
    fn the_list_of_digits_is_as_long_as_pythons() {
        let others = ('\0'..=char::MAX)
            .filter(|&c| is_digit(c) && c.general_category() == GeneralCategory::OtherNumber)
            .count();
        assert_eq!(others, 128);
    }
}
