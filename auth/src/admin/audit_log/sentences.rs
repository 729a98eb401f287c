//! The details of an entry in English: the one place that reads them. What a newer or an older version wrote is shown as it
//! stands.

use serde_json::{Map, Value};

/// The keys that come first, in this order; all others follow.
const ORDER: [&str; 9] = [
    "group",
    "before",
    "permission",
    "object",
    "changes",
    "added",
    "removed",
    "permissions",
    "from",
];

/// One sentence for each thing that there is to say.
pub(super) fn sentences(details: &Map<String, Value>) -> Vec<String> {
    let first = ORDER.iter().filter_map(|key| details.get_key_value(*key));
    let rest = details.iter().filter(|(key, _)| !ORDER.contains(&key.as_str()));
    first
        .chain(rest)
        .flat_map(|(key, value)| said(key, value, details))
        .collect()
}

fn said(key: &str, value: &Value, details: &Map<String, Value>) -> Vec<String> {
    let text = words(value);
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    let one = |sentence: String| vec![sentence];
    match key {
        // The account is named beside it; a browser that is known is nothing to tell.
        "username" => Vec::new(),
        "new_device" if *value == Value::Bool(false) => Vec::new(),
        "added" | "removed" | "permissions" | "groups" if is_empty => Vec::new(),
        "changes" => value.as_array().into_iter().flatten().flat_map(change).collect(),
        "fields" => one(format!("Changed: {text}")),
        "before" => one(format!("Renamed from {text}")),
        "added" => one(format!("Permissions added: {text}")),
        "removed" => one(format!("Permissions removed: {text}")),
        "groups" => one(format!("Taken from groups: {text}")),
        "users" => one(format!("Taken from users: {text}")),
        "from" => match details.get("to") {
            Some(to) => one(format!("Address: {text} → {}", words(to))),
            None => one(format!("Address taken away: {text}")),
        },
        "to" if details.contains_key("from") => Vec::new(),
        "to" => one(format!("New address: {text}")),
        "by" => one(by(&text)),
        "reason" => one(reason(&text)),
        "new_device" => one("New browser".to_owned()),
        "backend" => one(format!("Back end: {text}")),
        _ => one(format!("{}: {text}", label(key))),
    }
}

/// One of the `changes`.
fn change(change: &Value) -> Vec<String> {
    let field = change["field"].as_str().unwrap_or_default();
    let name = label(field);
    let arrow = || format!("{} → {}", words(&change["before"]), words(&change["after"]));
    if let Some(group) = change.get("group") {
        return vec![format!("{name} in {}: {}", words(group), arrow())];
    }
    if change.get("after").is_some() {
        return vec![format!("{name}: {}", arrow())];
    }
    let until = change
        .get("last_day")
        .map(|day| format!(", until {}", words(day)))
        .unwrap_or_default();
    let grants: Vec<String> = [("added", until.as_str()), ("removed", "")]
        .into_iter()
        .filter(|(key, _)| change[key].as_array().is_some_and(|list| !list.is_empty()))
        .map(|(key, until)| format!("{name} {key}: {}{until}", words(&change[key])))
        .collect();
    if grants.is_empty() {
        vec![format!("{name} changed")]
    } else {
        grants
    }
}

/// A field as people read it: `is_staff` is "Staff", `last_day` is "Last day".
fn label(field: &str) -> String {
    let field = match field {
        "user_permissions" => "permissions",
        other => other.strip_prefix("is_").unwrap_or(other),
    };
    let mut letters = field.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .collect::<String>()
        .replace('_', " ")
}

fn by(code: &str) -> String {
    match code {
        "owner" => "By the owner of the account".to_owned(),
        "link" => "By a link from a mail".to_owned(),
        "command" => "By a command on the server".to_owned(),
        "staff" => "By staff".to_owned(),
        other => format!("By: {other}"),
    }
}

fn reason(code: &str) -> String {
    match code {
        "unknown_user" => "No such user".to_owned(),
        "wrong_password" => "Wrong password".to_owned(),
        "vetoed" => "Refused by a back end".to_owned(),
        "inactive" => "Inactive account".to_owned(),
        "not_confirmed" => "Address not confirmed".to_owned(),
        "invalid_state" => "Unknown, expired or repeated response".to_owned(),
        "provider_refused" => "Refused by the provider, or an invalid response".to_owned(),
        "provider_unavailable" => "The provider did not respond".to_owned(),
        other => format!("Reason: {other}"),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(details: &Value) -> Vec<String> {
        sentences(details.as_object().expect("an object"))
    }

    #[test]
    fn changes_are_read_as_before_and_after() {
        let changes = json!({ "username": "bo", "changes": [
            { "field": "is_staff", "before": false, "after": true },
            { "field": "email", "before": "", "after": "a@example.com" },
            { "field": "user_permissions", "added": ["a.b", "c.d"], "removed": ["e.f"] },
            { "field": "groups", "added": ["Manager"], "removed": [], "last_day": "2026-12-31" },
            { "field": "last_day", "group": "Manager", "before": "2026-12-31", "after": null },
            { "field": "phone" },
        ]});
        assert_eq!(
            said(&changes),
            [
                "Staff: no → yes",
                "Email: none → a@example.com",
                "Permissions added: a.b, c.d",
                "Permissions removed: e.f",
                "Groups added: Manager, until 2026-12-31",
                "Last day in Manager: 2026-12-31 → none",
                "Phone changed",
            ]
        );
    }

    #[test]
    fn every_event_reads_as_english() {
        for (details, sentences) in [
            (json!({}), vec![]),
            (
                json!({ "new_device": false, "backend": "password" }),
                vec!["Back end: password"],
            ),
            (
                json!({ "new_device": true, "backend": "ldap" }),
                vec!["Back end: ldap", "New browser"],
            ),
            (json!({ "reason": "wrong_password" }), vec!["Wrong password"]),
            (
                json!({ "from": "a@x.org", "to": "b@x.org", "by": "staff" }),
                vec!["Address: a@x.org → b@x.org", "By staff"],
            ),
            (json!({ "to": "b@x.org" }), vec!["New address: b@x.org"]),
            (
                json!({ "group": "New", "before": "Old", "added": ["a.b"], "removed": [] }),
                vec!["Group: New", "Renamed from Old", "Permissions added: a.b"],
            ),
            (
                json!({ "group": "Old", "permissions": ["a.b"], "members": 2 }),
                vec!["Group: Old", "Permissions: a.b", "Members: 2"],
            ),
            (
                json!({ "permission": "a.b", "users": 1, "groups": [] }),
                vec!["Permission: a.b", "Taken from users: 1"],
            ),
            // From before, and from later.
            (json!({ "fields": ["groups"] }), vec!["Changed: groups"]),
            (json!({ "from": "a@x.org" }), vec!["Address taken away: a@x.org"]),
            (json!({ "odd_thing": 3, "changes": "x" }), vec!["Odd thing: 3"]),
            (json!({ "changes": [{}, 1] }), vec![" changed", " changed"]),
        ] {
            assert_eq!(said(&details), sentences, "{details}");
        }
    }
}
