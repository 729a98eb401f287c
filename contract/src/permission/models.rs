//! The models that have permissions. A line here is all that a new one needs.

use super::{Model, Permission};

/// For each model a module with the default four as constants, and with its own.
macro_rules! models {
    ($(
        $(#[$doc:meta])*
        $module:ident = $app:literal $model:literal {
            $($(#[$extra_doc:meta])* $extra:ident = $codename:literal $sentence:literal;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            pub mod $module {
                use super::Permission;

                /// May make one.
                pub const ADD: Permission = Permission(concat!($app, ".add_", $model));
                /// May change any of them.
                pub const CHANGE: Permission = Permission(concat!($app, ".change_", $model));
                /// May delete any of them.
                pub const DELETE: Permission = Permission(concat!($app, ".delete_", $model));
                /// May see all of them.
                pub const VIEW: Permission = Permission(concat!($app, ".view_", $model));
                $(
                    $(#[$extra_doc])*
                    pub const $extra: Permission = Permission(concat!($app, ".", $codename));
                )*
            }
        )*

        /// All models.
        pub const MODELS: &[Model] = &[
            $(Model {
                app_label: $app,
                name: $model,
                extra: &[$(($codename, $sentence)),*],
            },)*
        ];
    };
}

models! {
    /// Users.
    user = "auth" "user" {}
    /// Groups.
    group = "auth" "group" {}
    /// Permissions.
    permission_model = "auth" "permission" {}
    /// Sessions.
    session = "sessions" "session" {}
    /// Lines of the audit log.
    entry = "audit" "entry" {}
    /// Orders.
    order = "orders" "order" {
        /// May turn a pending order into an approved one.
        APPROVE = "approve_order" "Can approve order";
        /// May open the order report.
        VIEW_REPORT = "view_report" "Can view report";
    }
    /// Projects.
    project = "projects" "project" {}
}

/// Models and codenames that were called otherwise: whoever held the old one holds the new one after `migrate`. App label,
/// model and codename, before and after.
pub const RENAMED: &[([&str; 3], [&str; 3])] = &[];
