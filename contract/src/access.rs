//! Who may open what: one table for every page and every server function.
//!
//! The server guards from it before anything is rendered, the navigation shows links from it, and a test walks all
//! registered routes against it. What is not in the table needs a log-in: deny by default.

use std::fmt;

pub use routes::ROUTES;

use crate::{forms::Form, permission::Permission, role::Role, viewer::Viewer};

mod routes;

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Everybody.
    Anyone,
    /// Only visitors who are not logged in; all others are sent to where a log-in leads.
    Anonymous,
    /// Everybody who is logged in.
    LoggedIn,
    /// Everybody who is logged in and has given their password within the last [`RECENT_MINUTES`].
    RecentPassword,
    /// Everybody whom the inner policy admits and who has given their password within the last [`RECENT_MINUTES`]. A viewer
    /// whom the inner policy forbids is not asked for a password first.
    WithRecentPassword(&'static Policy),
    /// The verdict of the first of these that does not forbid, or [`Verdict::Forbid`]. Put the stricter one first: a user with
    /// the permission to change something gives a recent password for a page that others can only read.
    FirstOf(&'static [Policy]),
    /// Members of at least one of these groups.
    InGroup(&'static [Role]),
    /// Holders of this permission.
    Holds(Permission),
    /// Holders of at least one of these.
    HoldsAny(&'static [Permission]),
    /// Holders of all of these.
    HoldsAll(&'static [Permission]),
    /// `is_staff`: the admin's door.
    Staff,
    /// `is_staff`, and all of these permissions as well.
    StaffWith(&'static [Permission]),
    /// `is_staff`, and at least one of these permissions.
    StaffWithAny(&'static [Permission]),
    /// Whoever passes a test of its own, for the odd case: Django's `user_passes_test`.
    Passes(Test),
}

/// A named question about the viewer.
#[derive(Clone, Copy)]
pub struct Test {
    /// What it asks, for people who read the list of routes.
    pub name: &'static str,
    /// The answer.
    pub passes: fn(&Viewer) -> bool,
}

/// Two tests of one name are one test.
impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Test {}

impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What a policy says to one viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Come in.
    Admit,
    /// Log in first, then come back.
    LogIn,
    /// You are already logged in.
    AlreadyLoggedIn,
    /// Logged in, but not recently enough: give the password again, then come back.
    Reauthenticate,
    /// Logged in, and still not allowed.
    Forbid,
}

/// How long a password counts as recent, in minutes (ASVS 7.5.1). Logging in counts as giving it.
pub const RECENT_MINUTES: i64 = 10;

impl Policy {
    /// What this policy says to the viewer, who has given a password recently or has not; `None` is an anonymous one.
    #[must_use]
    pub fn judge(self, viewer: Option<&Viewer>, is_recent: bool) -> Verdict {
        let Some(viewer) = viewer else {
            return match self {
                Self::Anyone | Self::Anonymous => Verdict::Admit,
                _ => Verdict::LogIn,
            };
        };
        let admitted = match self {
            Self::Anonymous => return Verdict::AlreadyLoggedIn,
            Self::RecentPassword if !is_recent => return Verdict::Reauthenticate,
            Self::Anyone | Self::LoggedIn | Self::RecentPassword => true,
            Self::InGroup(roles) => roles.iter().any(|role| viewer.is_in(*role)),
            Self::Holds(permission) => viewer.has_perm(permission),
            Self::HoldsAny(permissions) => viewer.has_any_perm(permissions),
            Self::HoldsAll(permissions) => viewer.has_perms(permissions),
            Self::Staff => viewer.is_staff,
            Self::StaffWith(permissions) => viewer.is_staff && viewer.has_perms(permissions),
            Self::StaffWithAny(permissions) => viewer.is_staff && viewer.has_any_perm(permissions),
            Self::Passes(test) => (test.passes)(viewer),
            Self::WithRecentPassword(inner) => {
                return match inner.judge(Some(viewer), is_recent) {
                    Verdict::Admit if !is_recent => Verdict::Reauthenticate,
                    verdict => verdict,
                };
            }
            Self::FirstOf(policies) => {
                return policies
                    .iter()
                    .map(|policy| policy.judge(Some(viewer), is_recent))
                    .find(|verdict| *verdict != Verdict::Forbid)
                    .unwrap_or(Verdict::Forbid);
            }
        };
        if admitted { Verdict::Admit } else { Verdict::Forbid }
    }

    /// The permissions that it asks for, all or any of them.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::Holds(permission) => vec![*permission],
            Self::HoldsAny(permissions)
            | Self::HoldsAll(permissions)
            | Self::StaffWith(permissions)
            | Self::StaffWithAny(permissions) => permissions.to_vec(),
            Self::WithRecentPassword(policy) => policy.permissions(),
            Self::FirstOf(policies) => policies.iter().flat_map(Self::permissions).collect(),
            Self::Anyone
            | Self::Anonymous
            | Self::LoggedIn
            | Self::RecentPassword
            | Self::InGroup(_)
            | Self::Staff
            | Self::Passes(_) => Vec::new(),
        }
    }

    /// May this viewer come in, with their password if it takes that? For links that should not be shown to who would be
    /// turned away.
    #[must_use]
    pub fn admits(self, viewer: Option<&Viewer>) -> bool {
        self.judge(viewer, true) == Verdict::Admit
    }
}

/// How a route is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A page or a read-only resource.
    Get,
    /// A form or a server function.
    Post,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// How.
    pub method: Method,
    /// As axum writes it: parameters are `{name}`.
    pub path: &'static str,
    /// Who.
    pub policy: Policy,
}

/// The only method that the table has for this path, where it is not the one that was asked for: 405.
#[must_use]
pub fn other_method(method: Method, path: &str) -> Option<Method> {
    let mut here = ROUTES
        .iter()
        .filter(|route| route.path == path)
        .map(|route| route.method)
        .peekable();
    let only = *here.peek()?;
    here.all(|there| there != method).then_some(only)
}

/// The policy of a route; a log-in for what the table does not name.
#[must_use]
pub fn policy(method: Method, path: &str) -> Policy {
    ROUTES
        .iter()
        .find(|route| route.method == method && route.path == path)
        .map_or(Policy::LoggedIn, |route| route.policy)
}

/// Is there a page that shows this form?
#[must_use]
pub fn has_page(form: &Form) -> bool {
    let page = form.page.unwrap_or(form.path);
    ROUTES
        .iter()
        .any(|route| route.method == Method::Get && route.path == page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{paths, permission};

    fn viewer(groups: &[Role], permissions: &[Permission]) -> Viewer {
        Viewer {
            groups: groups.iter().map(|role| role.group().to_owned()).collect(),
            permissions: permissions
                .iter()
                .map(|permission| permission.name().to_owned())
                .collect(),
            ..Viewer::plain()
        }
    }

    #[test]
    fn nobody_gets_past_a_log_in() {
        for policy in [
            Policy::LoggedIn,
            Policy::InGroup(&[Role::Admin]),
            Policy::Holds(permission::order::VIEW_REPORT),
            Policy::Staff,
            Policy::StaffWith(&[permission::user::VIEW]),
        ] {
            assert_eq!(policy.judge(None, true), Verdict::LogIn, "{policy:?}");
        }
        assert_eq!(Policy::Anonymous.judge(None, true), Verdict::Admit);
    }

    #[test]
    fn a_password_grows_old() {
        let viewer = viewer(&[], &[]);
        assert_eq!(Policy::RecentPassword.judge(Some(&viewer), true), Verdict::Admit);
        assert_eq!(
            Policy::RecentPassword.judge(Some(&viewer), false),
            Verdict::Reauthenticate
        );
        assert_eq!(Policy::RecentPassword.judge(None, true), Verdict::LogIn);
        assert!(Policy::RecentPassword.admits(Some(&viewer)), "the link is shown");
    }

    #[test]
    fn a_recent_password_is_asked_of_those_who_may_come_in() {
        const CHANGES: Policy = Policy::StaffWith(&[permission::user::CHANGE]);
        const RECENTLY: Policy = Policy::WithRecentPassword(&CHANGES);
        let mut clerk = viewer(&[], &[permission::user::CHANGE]);
        assert_eq!(RECENTLY.judge(Some(&clerk), false), Verdict::Forbid, "not staff");
        clerk.is_staff = true;
        assert_eq!(RECENTLY.judge(Some(&clerk), true), Verdict::Admit);
        assert_eq!(RECENTLY.judge(Some(&clerk), false), Verdict::Reauthenticate);
        assert_eq!(RECENTLY.judge(None, false), Verdict::LogIn);
        assert!(RECENTLY.admits(Some(&clerk)), "the link is shown");
    }

    #[test]
    fn the_first_policy_that_does_not_forbid_decides() {
        const READS: Policy = Policy::StaffWith(&[permission::user::VIEW]);
        const CHANGES: Policy = Policy::StaffWith(&[permission::user::CHANGE]);
        const OPENS: Policy = Policy::FirstOf(&[Policy::WithRecentPassword(&CHANGES), READS]);
        let staff = |permissions: &[Permission]| Viewer {
            is_staff: true,
            ..viewer(&[], permissions)
        };
        let reader = staff(&[permission::user::VIEW]);
        assert_eq!(OPENS.judge(Some(&reader), false), Verdict::Admit);
        let both = staff(&[permission::user::VIEW, permission::user::CHANGE]);
        assert_eq!(OPENS.judge(Some(&both), false), Verdict::Reauthenticate);
        assert_eq!(OPENS.judge(Some(&both), true), Verdict::Admit);
        assert_eq!(OPENS.judge(Some(&staff(&[])), true), Verdict::Forbid);
        assert_eq!(OPENS.judge(None, true), Verdict::LogIn);
        assert_eq!(Policy::FirstOf(&[]).judge(Some(&both), true), Verdict::Forbid);
    }

    #[test]
    fn groups_and_permissions_open_what_names_them_and_nothing_else() {
        let manager = viewer(&[Role::Manager], &[permission::order::VIEW_REPORT]);
        assert!(Policy::InGroup(&[Role::Manager, Role::Admin]).admits(Some(&manager)));
        assert_eq!(
            Policy::InGroup(&[Role::Admin]).judge(Some(&manager), true),
            Verdict::Forbid
        );
        assert!(Policy::Holds(permission::order::VIEW_REPORT).admits(Some(&manager)));
        assert_eq!(
            Policy::Holds(permission::order::APPROVE).judge(Some(&manager), true),
            Verdict::Forbid
        );
        assert_eq!(
            Policy::Anonymous.judge(Some(&manager), true),
            Verdict::AlreadyLoggedIn
        );
    }

    #[test]
    fn any_all_and_a_question_of_its_own() {
        let manager = viewer(&[Role::Manager], &[permission::order::VIEW]);
        let both = &[permission::order::VIEW, permission::order::APPROVE];
        assert!(Policy::HoldsAny(both).admits(Some(&manager)));
        assert!(!Policy::HoldsAll(both).admits(Some(&manager)));
        let named = Policy::Passes(Test {
            name: "has a first name",
            passes: |viewer| !viewer.first_name.is_empty(),
        });
        assert_eq!(named.judge(Some(&manager), true), Verdict::Forbid);
        assert_eq!(named.judge(None, true), Verdict::LogIn);
        assert_eq!(format!("{named:?}"), "Passes(has a first name)");
    }

    #[test]
    fn the_admin_wants_the_flag_and_the_permission() {
        let mut staff = viewer(&[], &[]);
        staff.is_staff = true;
        assert!(Policy::Staff.admits(Some(&staff)));
        assert!(!Policy::StaffWith(&[permission::user::VIEW]).admits(Some(&staff)));
        let holder = viewer(&[], &[permission::user::VIEW]);
        assert!(!Policy::StaffWith(&[permission::user::VIEW]).admits(Some(&holder)));
        let mut root = viewer(&[], &[]);
        root.is_superuser = true;
        assert!(
            !Policy::Staff.admits(Some(&root)),
            "a superuser without is_staff stays outside, as in Django"
        );
    }

    #[test]
    fn what_the_table_does_not_name_needs_a_log_in() {
        assert_eq!(policy(Method::Get, "/brand/new"), Policy::LoggedIn);
        assert_eq!(policy(Method::Get, paths::LOG_OUT), Policy::LoggedIn);
        assert_eq!(other_method(Method::Get, paths::LOG_OUT), Some(Method::Post));
        assert_eq!(other_method(Method::Post, paths::LOG_IN), None);
        assert_eq!(other_method(Method::Get, "/brand/new"), None);
    }

    #[test]
    fn no_form_of_the_admin_goes_without_a_recent_password() {
        let mut root = viewer(&[], &[]);
        root.is_staff = true;
        root.is_superuser = true;
        for route in ROUTES {
            if route.method == Method::Post && route.path.starts_with("/admin/") {
                assert_eq!(
                    route.policy.judge(Some(&root), false),
                    Verdict::Reauthenticate,
                    "{}",
                    route.path
                );
            }
        }
    }

    #[test]
    fn no_route_is_named_twice() {
        let mut seen = Vec::new();
        for route in ROUTES {
            assert!(
                !seen.contains(&(route.method as u8, route.path)),
                "{} twice",
                route.path
            );
            seen.push((route.method as u8, route.path));
        }
    }
}
