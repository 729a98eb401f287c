//! The methods by which the user of a session has authenticated, and when.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The method of a password that is stored here. Sessions from before methods had names have used it.
pub const PASSWORD: &str = "password";

/// A method, and when it was last used in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodUse {
    /// Name of the method: `password`, `oauth:google`.
    pub method: String,
    /// When it was last used.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl MethodUse {
    /// A use of a method.
    pub fn new(method: impl Into<String>, at: OffsetDateTime) -> Self {
        Self {
            method: method.into(),
            at,
        }
    }
}

/// Adds a use. A method that was used before keeps its place and gets the new time, so the method of the log-in stays the first.
pub(crate) fn add_use(methods: &mut Vec<MethodUse>, method: &str, at: OffsetDateTime) {
    match methods.iter_mut().find(|known| known.method == method) {
        Some(known) => known.at = at,
        None => methods.push(MethodUse::new(method, at)),
    }
}

/// The latest use of any method.
pub(crate) fn latest_use(methods: &[MethodUse]) -> Option<OffsetDateTime> {
    methods.iter().map(|method| method.at).max()
}

/// The methods in the columns of a row: the name of the first one, the time of the latest use, and the list as JSON.
///
/// A binary from before the list writes the first two columns alone. Where they contradict the list, it is out of date, and the
/// columns count. `None` where there is no time, or where the list cannot be read.
pub(super) fn from_columns(
    first: Option<&str>,
    latest: Option<OffsetDateTime>,
    list: Option<&str>,
) -> Option<Vec<MethodUse>> {
    let (first, latest) = (first.unwrap_or(PASSWORD), latest?);
    if let Some(list) = list {
        let methods: Vec<MethodUse> = serde_json::from_str(list).ok()?;
        let agrees = methods.first().is_some_and(|method| method.method == first);
        if agrees && latest_use(&methods) == Some(latest) {
            return Some(methods);
        }
    }
    Some(vec![MethodUse::new(first, latest)])
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-21 12:00:00.000123 UTC);
    const LATER: OffsetDateTime = datetime!(2026-11-21 12:05 UTC);

    #[test]
    fn a_method_stands_once_with_its_last_use() {
        let mut methods = vec![MethodUse::new(PASSWORD, NOON), MethodUse::new("totp", NOON)];
        add_use(&mut methods, PASSWORD, LATER);
        assert_eq!(
            methods,
            [MethodUse::new(PASSWORD, LATER), MethodUse::new("totp", NOON)]
        );
        assert_eq!(latest_use(&methods), Some(LATER));
        assert_eq!(latest_use(&[]), None);
    }

    #[test]
    fn a_session_from_before_the_list_has_one_method() {
        assert_eq!(
            from_columns(Some("ldap"), Some(NOON), None),
            Some(vec![MethodUse::new("ldap", NOON)])
        );
        assert_eq!(
            from_columns(None, Some(NOON), None),
            Some(vec![MethodUse::new(PASSWORD, NOON)])
        );
        assert_eq!(from_columns(Some(PASSWORD), None, None), None);
    }

    #[test]
    fn the_list_counts_as_long_as_it_agrees_with_the_columns() {
        let methods = vec![MethodUse::new(PASSWORD, NOON), MethodUse::new("totp", LATER)];
        let list = serde_json::to_string(&methods).expect("JSON");
        let read = |first, latest| from_columns(Some(first), Some(latest), Some(&list));
        assert_eq!(read(PASSWORD, LATER), Some(methods.clone()));
        // An older binary has renewed the session, or opened it.
        let renewed = datetime!(2026-11-21 12:07 UTC);
        assert_eq!(
            read(PASSWORD, renewed),
            Some(vec![MethodUse::new(PASSWORD, renewed)])
        );
        assert_eq!(read("ldap", LATER), Some(vec![MethodUse::new("ldap", LATER)]));
        for garbage in ["", "{}", "null", "[1]"] {
            assert_eq!(
                from_columns(Some(PASSWORD), Some(NOON), Some(garbage)),
                None,
                "{garbage}"
            );
        }
    }
}
