//! What becomes of a value when a template prints it. `askama.toml` puts these in front of every `{{ … }}`.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Html};

/// Stands for a space inside a value: a value is not wrapped, so no part of it comes to stand at the start of a line.
/// It is a control character, so no value can bring one along.
pub(crate) const UNBROKEN_SPACE: char = '\u{1f}';

/// For `.txt`: one line of visible characters.
#[derive(Clone, Copy)]
pub(crate) struct OneLine;

/// For `.html`: the same, with markup taken for text.
#[derive(Clone, Copy)]
pub(crate) struct Markup;

impl Escaper for OneLine {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        visible(string).try_for_each(|c| dest.write_char(if c == ' ' { UNBROKEN_SPACE } else { c }))
    }
}

impl Escaper for Markup {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        visible(string).try_for_each(|c| Html.write_escaped_char(&mut dest, c))
    }
}

/// Leaves out what ends a line, what steers a terminal, and what turns or hides text: control characters, line and
/// paragraph separators, marks of direction, zero-width spaces, tags. What joins letters in words of some languages
/// (U+200C, U+200D) stays.
pub(crate) fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| {
        !c.is_control()
            && !matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
                    ..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                    | '\u{e0000}'..='\u{e007f}'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escaper: impl Escaper, text: &str) -> String {
        let mut dest = String::new();
        escaper
            .write_escaped_str(&mut dest, text)
            .expect("a string takes all");
        dest
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        for (text, seen) in [
            ("ada", "ada"),
            ("a\r\nb\tc\0\u{1f}\u{85}", "abc"),
            ("a\u{2028}\u{2029}b", "ab"),
            ("\u{202e}evil\u{202c}\u{2066}\u{200f}\u{feff}", "evil"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(escaped(OneLine, text), seen);
            assert_eq!(escaped(Markup, text), seen);
        }
    }

    #[test]
    fn markup_is_text_and_spaces_are_kept_together() {
        assert_eq!(
            escaped(Markup, "<a href='x'>&\""),
            "&#60;a href=&#39;x&#39;&#62;&#38;&#34;"
        );
        assert_eq!(escaped(OneLine, "<a b>&"), "<a\u{1f}b>&");
    }
}
