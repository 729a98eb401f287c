//! Declared permissions that nothing asks for.

use super::{Permission, entry, order, permission_model, session};

/// Every model has four permissions, as in Django, whether or not the site does all four. To hold one of these opens nothing; each comes
/// with the reason. A test compares the list with what routes and verbs ask for: a permission that stands on neither side fails it, and
/// so does one that stands on both.
pub const UNASKED: &[(Permission, &str)] = &[
    (
        permission_model::CHANGE,
        "a permission is made and deleted, and never changed: checks go by its name",
    ),
    (session::ADD, "a session begins with a log-in of its owner"),
    (session::CHANGE, "a session is ended, and never changed"),
    (entry::ADD, "the server alone writes the audit log"),
    (entry::CHANGE, "the audit log only grows"),
    (entry::DELETE, "the audit log only grows"),
    (order::DELETE, "no page deletes an order"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::ROUTES;

    #[test]
    fn no_route_asks_for_what_nothing_asks_for() {
        for (permission, why) in UNASKED {
            let asks = ROUTES
                .iter()
                .find(|route| route.policy.permissions().contains(permission));
            assert!(asks.is_none(), "{} ({why}): {asks:?}", permission.name());
        }
    }
}
