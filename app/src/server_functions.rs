//! The server's side of every form and every page that loads data, by name. The router is checked against this list.
//!
//! Leptos registers server functions by itself where the linker allows; naming them is certain everywhere.

pub use crate::{
    components::theme_switch::SetTheme,
    pages::{
        account::{
            log_in::LogIn,
            log_out::LogOut,
            password_change::ChangePassword,
            password_reset::RequestPasswordReset,
            reauthenticate::Reauthenticate,
            reset::{OpenResetLink, SetPassword},
            sign_up::SignUp,
            undo_email_change::UndoEmailChange,
            verify_email::{ConfirmEmail, LoadLink, RequestConfirmation},
        },
        dashboard::LoadDashboard,
        mailbox::LoadMailbox,
        settings::{
            delete::DeleteAccount,
            email::{ChangeEmail, LoadEmail},
            profile::{LoadProfile, SaveProfile},
            sessions::{EndOtherSessions, EndSession, LoadSessions},
        },
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
    register_explicit::<ChangePassword>();
    register_explicit::<RequestPasswordReset>();
    register_explicit::<OpenResetLink>();
    register_explicit::<SetPassword>();
    register_explicit::<RequestConfirmation>();
    register_explicit::<LoadLink>();
    register_explicit::<ConfirmEmail>();
    register_explicit::<UndoEmailChange>();
    register_explicit::<Reauthenticate>();
    register_explicit::<LoadProfile>();
    register_explicit::<SaveProfile>();
    register_explicit::<LoadEmail>();
    register_explicit::<ChangeEmail>();
    register_explicit::<LoadSessions>();
    register_explicit::<EndSession>();
    register_explicit::<EndOtherSessions>();
    register_explicit::<DeleteAccount>();
    register_explicit::<LoadMailbox>();
}
