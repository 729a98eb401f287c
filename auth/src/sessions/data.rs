//! The data of a session beside its user: which of it is one-time, and how much of it there may be.

use std::collections::HashMap;

use serde_json::Value;

use super::{BINDING, renewal::RENEWED};

/// The key of the one-time message: Django's `messages`.
pub const FLASH_MESSAGE: &str = "flash";
/// The key of a refused form on the way back to its page.
pub const REFUSED: &str = "refused";
/// The key of a form that waits, not looked at yet, until a recent password is given.
pub const INTERRUPTED: &str = "interrupted";

/// The key of a log-in that waits for a second factor.
pub(crate) const PENDING_LOGIN: &str = "pending_login";

/// The key of a provider's user who has to complete a form.
pub(crate) const PENDING_SOCIAL: &str = "pending_social";

/// The key of the secret that binds log-ins at providers to this session. It survives a log-in.
pub(crate) const OAUTH_BROWSER: &str = "oauth_browser";

/// The values that a later page shows or completes, and removes. A session that holds nothing else is short-lived.
const ONE_TIME: [&str; 6] = [
    FLASH_MESSAGE,
    REFUSED,
    INTERRUPTED,
    PENDING_LOGIN,
    PENDING_SOCIAL,
    OAUTH_BROWSER,
];

/// Most bytes of JSON that a session holds.
pub(super) const MAX_DATA: usize = 32 * 1024;

/// What a session holds, by key.
pub(super) type Data = HashMap<String, Value>;

/// Does it hold nothing but one-time values?
pub(super) fn is_one_time(data: &Data) -> bool {
    data.keys().all(|key| ONE_TIME.contains(&key.as_str()))
}

/// Reads the stored data; `None` where it is no JSON object. The user of a session stands in columns, so a key of that name is
/// dropped.
pub(super) fn decode(text: &str) -> Option<Data> {
    let mut data: Data = serde_json::from_str(text).ok()?;
    data.retain(|key, _| key != BINDING && key != RENEWED);
    Some(data)
}

/// Encodes the data as it is stored. Where that is more than [`MAX_DATA`], one-time values are left out; `None` where the rest is too
/// much as well.
pub(super) fn encode(mut data: Data) -> Result<Option<String>, serde_json::Error> {
    data.remove(BINDING);
    data.remove(RENEWED);
    let text = serde_json::to_string(&data)?;
    if text.len() <= MAX_DATA {
        return Ok(Some(text));
    }
    tracing::warn!(event = "session.too_large", bytes = text.len());
    data.retain(|key, _| !ONE_TIME.contains(&key.as_str()));
    let text = serde_json::to_string(&data)?;
    Ok((text.len() <= MAX_DATA).then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(pairs: &[(&str, usize)]) -> Data {
        let value = |length: &usize| Value::from("x".repeat(*length));
        pairs
            .iter()
            .map(|(key, length)| ((*key).to_owned(), value(length)))
            .collect()
    }

    #[test]
    fn a_session_holds_only_so_much() {
        let encoded = |pairs: &[(&str, usize)]| encode(data(pairs)).expect("JSON");
        assert!(encoded(&[(REFUSED, 1_000), ("draft", 1_000)]).is_some_and(|text| text.contains(REFUSED)));
        let cut = encoded(&[(REFUSED, MAX_DATA), ("draft", 1_000)]).expect("the draft");
        assert!(cut.contains("draft") && !cut.contains(REFUSED));
        assert_eq!(encoded(&[("draft", MAX_DATA)]), None);
    }

    #[test]
    fn what_is_shown_once_does_not_last() {
        assert!(is_one_time(&data(&[(FLASH_MESSAGE, 1), (REFUSED, 1)])));
        assert!(!is_one_time(&data(&[(FLASH_MESSAGE, 1), ("draft", 1)])));
    }

    #[test]
    fn columns_are_not_overruled_by_the_data() {
        let found = decode(r#"{"binding":{"user_id":1},"renewed":"x","draft":1}"#).expect("an object");
        assert_eq!(found.keys().collect::<Vec<_>>(), ["draft"]);
        for garbage in ["", "null", "[]", "1", "{"] {
            assert_eq!(decode(garbage), None, "{garbage}");
        }
    }
}
