//! The server's side of every form and every page that loads data, by name. The router is checked against this list.
//!
//! Leptos registers server functions by itself where the linker allows; naming them is certain everywhere.

pub use crate::{
    components::theme_switch::SetTheme,
    pages::{
        account::{log_in::LogIn, log_out::LogOut, sign_up::SignUp},
        dashboard::LoadDashboard,
    },
};

/// Makes every server function known to the router.
#[cfg(feature = "ssr")]
pub fn register() {
    use server_fn::axum::register_explicit;
    register_explicit::<LogIn>();
    register_explicit::<LogOut>();
    register_explicit::<SignUp>();
    register_explicit::<SetTheme>();
    register_explicit::<LoadDashboard>();
}
