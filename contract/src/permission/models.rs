//! How models declare their permissions.

/// A model as far as permissions are concerned: Django's content type, and `Meta.permissions`.
#[derive(Debug)]
pub struct Model {
    /// `auth`, `sessions`, …
    pub app_label: &'static str,
    /// `user`, `session`, …
    pub name: &'static str,
    /// Codename and sentence of what this model has beyond the default four.
    pub extra: &'static [(&'static str, &'static str)],
}

/// Declares models: for each one a module with a constant for each of its permissions and with `ALL` of them, and the list `MODELS` for a
/// [`Declaration`](crate::permission::Declaration).
///
/// ```
/// mod permission {
///     contract::permission_models! {
///         /// Articles.
///         article = "news" "article" {
///             /// May publish any article.
///             PUBLISH = "publish_article" "Can publish article";
///         }
///     }
/// }
///
/// assert_eq!(permission::article::ADD.name(), "news.add_article");
/// assert_eq!(permission::article::PUBLISH.name(), "news.publish_article");
/// assert_eq!(permission::article::ALL.len(), 5);
/// ```
#[macro_export]
macro_rules! permission_models {
    ($(
        $(#[$doc:meta])*
        $module:ident = $app:literal $model:literal {
            $($(#[$extra_doc:meta])* $extra:ident = $codename:literal $sentence:literal;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            pub mod $module {
                use $crate::permission::Permission;

                /// May add one.
                pub const ADD: Permission = Permission::declared(concat!($app, ".add_", $model));
                /// May change any of them.
                pub const CHANGE: Permission = Permission::declared(concat!($app, ".change_", $model));
                /// May delete any of them.
                pub const DELETE: Permission = Permission::declared(concat!($app, ".delete_", $model));
                /// May view all of them.
                pub const VIEW: Permission = Permission::declared(concat!($app, ".view_", $model));
                $(
                    $(#[$extra_doc])*
                    pub const $extra: Permission = Permission::declared(concat!($app, ".", $codename));
                )*
                /// All permissions of this model.
                pub const ALL: &[Permission] = &[ADD, CHANGE, DELETE, VIEW, $($extra),*];
            }
        )*

        /// All models of this declaration.
        pub const MODELS: &[$crate::permission::Model] = &[
            $($crate::permission::Model {
                app_label: $app,
                name: $model,
                extra: &[$(($codename, $sentence)),*],
            },)*
        ];
    };
}
