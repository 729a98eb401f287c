//! Policies: the conditions under which a route admits a request.

use std::fmt;

use auth::authentication::AuthContext;
use contract::{permission::Permission, role::Role, viewer::Viewer};
use time::OffsetDateTime;

/// The condition under which a route admits a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Every request.
    Anyone,
    /// Only anonymous visitors. A logged-in user is redirected as after a login.
    Anonymous,
    /// Logged-in users.
    LoggedIn,
    /// Logged-in users who have authenticated recently ([`Recency`]).
    RecentAuthentication,
    /// Users whom the inner policy admits and who have authenticated recently ([`Recency`]). A user whom the inner policy forbids is not
    /// asked to authenticate.
    WithRecentAuthentication(&'static Policy),
    /// The verdict of the first policy that does not forbid, or [`Verdict::Forbid`]. Put the strictest one first: a user who is allowed to
    /// change an object authenticates for a page that others can only read.
    FirstOf(&'static [Policy]),
    /// Members of at least one of these groups.
    InGroup(&'static [Role]),
    /// Users with this permission.
    Holds(Permission),
    /// Users with at least one of these permissions.
    HoldsAny(&'static [Permission]),
    /// Users with all of these permissions.
    HoldsAll(&'static [Permission]),
    /// Users with `is_staff`.
    Staff,
    /// Users with `is_staff` and all of these permissions.
    StaffWith(&'static [Permission]),
    /// Users with `is_staff` and at least one of these permissions.
    StaffWithAny(&'static [Permission]),
    /// Users who pass a custom test: Django's `user_passes_test`.
    Passes(Test),
}

/// A named test of the viewer.
#[derive(Clone, Copy)]
pub struct Test {
    /// The name, for the list of routes.
    pub name: &'static str,
    /// Returns whether the viewer passes.
    pub passes: fn(&Viewer) -> bool,
}

/// Two tests are equal if their names are equal.
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

/// The result of applying a policy to a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The request is admitted.
    Admit,
    /// The visitor has to log in first.
    LogIn,
    /// The viewer is already logged in.
    AlreadyLoggedIn,
    /// The user has to authenticate again first.
    Reauthenticate,
    /// The user is not allowed.
    Forbid,
}

/// Whether the user has authenticated within the last [`RECENT_MINUTES`](auth::authentication::RECENT_MINUTES).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recency {
    /// Within the limit.
    Recent,
    /// Too long ago, or never.
    Stale,
}

impl Policy {
    /// Applies the policy to a request.
    #[must_use]
    pub fn judge(self, context: &AuthContext, now: OffsetDateTime) -> Verdict {
        let recency = if context.is_recently_authenticated(now) {
            Recency::Recent
        } else {
            Recency::Stale
        };
        self.judge_viewer(context.viewer(), recency)
    }

    /// Applies the policy to a user with this recency; `None` is an anonymous visitor.
    #[must_use]
    pub fn judge_viewer(self, viewer: Option<&Viewer>, recency: Recency) -> Verdict {
        let is_recent = recency == Recency::Recent;
        let Some(viewer) = viewer else {
            return match self {
                Self::Anyone | Self::Anonymous => Verdict::Admit,
                _ => Verdict::LogIn,
            };
        };
        let admitted = match self {
            Self::Anonymous => return Verdict::AlreadyLoggedIn,
            Self::RecentAuthentication if !is_recent => return Verdict::Reauthenticate,
            Self::Anyone | Self::LoggedIn | Self::RecentAuthentication => true,
            Self::InGroup(roles) => roles.iter().any(|role| viewer.is_in(*role)),
            Self::Holds(permission) => viewer.has_perm(permission),
            Self::HoldsAny(permissions) => viewer.has_any_perm(permissions),
            Self::HoldsAll(permissions) => viewer.has_perms(permissions),
            Self::Staff => viewer.is_staff,
            Self::StaffWith(permissions) => viewer.is_staff && viewer.has_perms(permissions),
            Self::StaffWithAny(permissions) => viewer.is_staff && viewer.has_any_perm(permissions),
            Self::Passes(test) => (test.passes)(viewer),
            Self::WithRecentAuthentication(inner) => {
                return match inner.judge_viewer(Some(viewer), recency) {
                    Verdict::Admit if !is_recent => Verdict::Reauthenticate,
                    verdict => verdict,
                };
            }
            Self::FirstOf(policies) => {
                return policies
                    .iter()
                    .map(|policy| policy.judge_viewer(Some(viewer), recency))
                    .find(|verdict| *verdict != Verdict::Forbid)
                    .unwrap_or(Verdict::Forbid);
            }
        };
        if admitted { Verdict::Admit } else { Verdict::Forbid }
    }

    /// The permissions that the policy refers to.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::Holds(permission) => vec![*permission],
            Self::HoldsAny(permissions)
            | Self::HoldsAll(permissions)
            | Self::StaffWith(permissions)
            | Self::StaffWithAny(permissions) => permissions.to_vec(),
            Self::WithRecentAuthentication(policy) => policy.permissions(),
            Self::FirstOf(policies) => policies.iter().flat_map(Self::permissions).collect(),
            Self::Anyone
            | Self::Anonymous
            | Self::LoggedIn
            | Self::RecentAuthentication
            | Self::InGroup(_)
            | Self::Staff
            | Self::Passes(_) => Vec::new(),
        }
    }

    /// Whether the viewer is admitted, possibly after authenticating again. Use it to hide links to pages that the viewer is not allowed to
    /// open.
    #[must_use]
    pub fn admits(self, viewer: Option<&Viewer>) -> bool {
        self.judge_viewer(viewer, Recency::Recent) == Verdict::Admit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::permission;

    fn viewer(groups: &[Role], permissions: &[Permission]) -> Viewer {
        Viewer {
            groups: groups.iter().map(|role| role.group().to_owned()).collect(),
            permissions: permissions
                .iter()
                .map(|permission| permission.name().to_owned())
                .collect(),
            ..Viewer::default()
        }
    }

    #[test]
    fn nobody_gets_past_a_log_in() {
        for policy in [
            Policy::LoggedIn,
            Policy::InGroup(&[Role::Admin]),
            Policy::Holds(permission::entry::VIEW),
            Policy::Staff,
            Policy::StaffWith(&[permission::user::VIEW]),
        ] {
            assert_eq!(
                policy.judge_viewer(None, Recency::Recent),
                Verdict::LogIn,
                "{policy:?}"
            );
        }
        assert_eq!(
            Policy::Anonymous.judge_viewer(None, Recency::Recent),
            Verdict::Admit
        );
    }

    #[test]
    fn a_password_grows_old() {
        let viewer = viewer(&[], &[]);
        assert_eq!(
            Policy::RecentAuthentication.judge_viewer(Some(&viewer), Recency::Recent),
            Verdict::Admit
        );
        assert_eq!(
            Policy::RecentAuthentication.judge_viewer(Some(&viewer), Recency::Stale),
            Verdict::Reauthenticate
        );
        assert_eq!(
            Policy::RecentAuthentication.judge_viewer(None, Recency::Recent),
            Verdict::LogIn
        );
        assert!(
            Policy::RecentAuthentication.admits(Some(&viewer)),
            "the link is shown"
        );
    }

    #[test]
    fn a_recent_password_is_asked_of_those_who_may_come_in() {
        const CHANGES: Policy = Policy::StaffWith(&[permission::user::CHANGE]);
        const RECENTLY: Policy = Policy::WithRecentAuthentication(&CHANGES);
        let mut clerk = viewer(&[], &[permission::user::CHANGE]);
        assert_eq!(
            RECENTLY.judge_viewer(Some(&clerk), Recency::Stale),
            Verdict::Forbid,
            "not staff"
        );
        clerk.is_staff = true;
        assert_eq!(
            RECENTLY.judge_viewer(Some(&clerk), Recency::Recent),
            Verdict::Admit
        );
        assert_eq!(
            RECENTLY.judge_viewer(Some(&clerk), Recency::Stale),
            Verdict::Reauthenticate
        );
        assert_eq!(RECENTLY.judge_viewer(None, Recency::Stale), Verdict::LogIn);
        assert!(RECENTLY.admits(Some(&clerk)), "the link is shown");
    }

    #[test]
    fn the_first_policy_that_does_not_forbid_decides() {
        const READS: Policy = Policy::StaffWith(&[permission::user::VIEW]);
        const CHANGES: Policy = Policy::StaffWith(&[permission::user::CHANGE]);
        const OPENS: Policy = Policy::FirstOf(&[Policy::WithRecentAuthentication(&CHANGES), READS]);
        let staff = |permissions: &[Permission]| Viewer {
            is_staff: true,
            ..viewer(&[], permissions)
        };
        let reader = staff(&[permission::user::VIEW]);
        assert_eq!(OPENS.judge_viewer(Some(&reader), Recency::Stale), Verdict::Admit);
        let both = staff(&[permission::user::VIEW, permission::user::CHANGE]);
        assert_eq!(
            OPENS.judge_viewer(Some(&both), Recency::Stale),
            Verdict::Reauthenticate
        );
        assert_eq!(OPENS.judge_viewer(Some(&both), Recency::Recent), Verdict::Admit);
        assert_eq!(
            OPENS.judge_viewer(Some(&staff(&[])), Recency::Recent),
            Verdict::Forbid
        );
        assert_eq!(OPENS.judge_viewer(None, Recency::Recent), Verdict::LogIn);
        assert_eq!(
            Policy::FirstOf(&[]).judge_viewer(Some(&both), Recency::Recent),
            Verdict::Forbid
        );
    }

    #[test]
    fn groups_and_permissions_open_what_names_them_and_nothing_else() {
        let manager = viewer(&[Role::Manager], &[permission::entry::VIEW]);
        assert!(Policy::InGroup(&[Role::Manager, Role::Admin]).admits(Some(&manager)));
        assert_eq!(
            Policy::InGroup(&[Role::Admin]).judge_viewer(Some(&manager), Recency::Recent),
            Verdict::Forbid
        );
        assert!(Policy::Holds(permission::entry::VIEW).admits(Some(&manager)));
        assert_eq!(
            Policy::Holds(permission::session::DELETE).judge_viewer(Some(&manager), Recency::Recent),
            Verdict::Forbid
        );
        assert_eq!(
            Policy::Anonymous.judge_viewer(Some(&manager), Recency::Recent),
            Verdict::AlreadyLoggedIn
        );
    }

    #[test]
    fn any_all_and_a_question_of_its_own() {
        let manager = viewer(&[Role::Manager], &[permission::session::VIEW]);
        let both = &[permission::session::VIEW, permission::session::DELETE];
        assert!(Policy::HoldsAny(both).admits(Some(&manager)));
        assert!(!Policy::HoldsAll(both).admits(Some(&manager)));
        let named = Policy::Passes(Test {
            name: "has a first name",
            passes: |viewer| !viewer.first_name.is_empty(),
        });
        assert_eq!(
            named.judge_viewer(Some(&manager), Recency::Recent),
            Verdict::Forbid
        );
        assert_eq!(named.judge_viewer(None, Recency::Recent), Verdict::LogIn);
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
}
