//! The theme: light, dark, or the system's.

use serde::{Deserialize, Serialize};

/// The theme that a visitor chose. It is stored in a cookie, so that the server renders pages with it and nothing flashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Follow `prefers-color-scheme`.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value in the cookie, in the form and in `<html data-theme>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The label of its button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Parses a name; `None` for an unknown one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The cookie that stores the theme for a year, as text for `Set-Cookie` and `document.cookie`: the server writes it after a form, the
    /// switch after a click. It is not a secret, so scripts can read it.
    #[must_use]
    pub fn cookie(self, is_https: bool) -> String {
        let (name, secure) = if is_https {
            (SECURE_COOKIE, "; Secure")
        } else {
            (COOKIE, "")
        };
        format!(
            "{name}={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}",
            self.name()
        )
    }

    /// Reads the theme from a `Cookie` header.
    #[must_use]
    pub fn of_cookies(header: &str) -> Option<Self> {
        let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs
            .filter(|(name, _)| *name == COOKIE || *name == SECURE_COOKIE)
            .find_map(|(_, value)| Self::parse(value))
    }
}

const COOKIE: &str = "theme";
/// The name on https. The prefix prevents other hosts from setting the cookie.
const SECURE_COOKIE: &str = "__Host-theme";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for is_https in [false, true] {
            let written = Theme::Dark.cookie(is_https);
            let pair = written.split(';').next().expect("a pair");
            assert_eq!(
                Theme::of_cookies(&format!("sessionid=x; {pair}")),
                Some(Theme::Dark)
            );
        }
        assert_eq!(Theme::of_cookies("theme=pink; other"), None);
    }
}
