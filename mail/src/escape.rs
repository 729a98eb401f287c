//! The escapers for template values. `askama.toml` applies them to every `{{ … }}`.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Html};

/// Replaces a space inside a value, so that wrapping does not move a part of the value to the start of a line. It is a control character,
/// so a value cannot contain it.
pub(crate) const UNBROKEN_SPACE: char = '\u{1f}';

/// Escaper for `.txt`: one line of visible characters.
#[derive(Clone, Copy)]
pub(crate) struct OneLine;

/// Escaper for `.html`: one line of visible characters, with markup escaped.
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

/// Removes line breaks, terminal control sequences, and invisible or direction-changing characters: control characters, line and paragraph
/// separators, bidirectional marks, zero-width spaces and tags. The joiners U+200C and U+200D, which some languages need, are kept.
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
