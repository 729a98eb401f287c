//! Pieces of SQL that more than one query needs, for the places where the query builder says less than SQL does.

/// The full name of the permission `p`, as [`entity::permission::Model::full_name`].
macro_rules! permission_name {
    () => {
        "p.app_label || '.' || p.codename"
    };
}

/// Does the membership `ug` count now? The parameter, `"$2"`, is the time. The same rule as [`entity::user_group::is_live`].
macro_rules! live_membership {
    ($now:literal) => {
        concat!("(ug.expires_at IS NULL OR ug.expires_at > ", $now, ")")
    };
}

pub(crate) use {live_membership, permission_name};
