//! Permissions in the database: declared ones made to exist, stale ones pruned, and what a user holds, by Django's rules.

mod checks;
mod explain;
mod synchronise;

pub(crate) use self::checks::held_by_grant;
pub use self::{
    checks::{
        Authority, WithPerm, all_permissions, authority, group_permissions, has_module_perms, has_perm,
        require, user_permissions, with_perm,
    },
    explain::{Explanation, Reason, explain},
    synchronise::{Stale, prune, rename, seed_roles, stale, synchronise},
};
