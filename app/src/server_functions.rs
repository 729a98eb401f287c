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
        admin::{
            audit::LoadAudit,
            delete_group::DeleteGroup,
            delete_permission::{DeletePermission, LoadPermission},
            delete_user::{DeleteUser, LoadDependents},
            disable_password::DisableUserPassword,
            end_sessions::EndUserSessions,
            group::{
                ChangeGroup, LoadGroup,
                members::{AddMember, RemoveMember},
            },
            group_new::{AddGroup, LoadNewGroup},
            groups::LoadGroups,
            permission_new::AddPermission,
            permissions::LoadPermissions,
            user::{ChangeUser, LoadUser},
            user_new::AddUser,
            user_password::SetUserPassword,
            users::LoadUsers,
            users_bulk::{ChangeUsers, LoadBulk},
            why::LoadWhy,
        },
        basket::{AddToBasket, ChangeBasket, CheckOut, EmptyBasket, LoadBasket, RemoveFromBasket},
        dashboard::{LoadDashboard, admin::LoadAdminDashboard, manager::LoadManagerDashboard},
        mailbox::LoadMailbox,
        orders::{ApproveOrder, LoadOrder, LoadOrders, PlaceOrder},
        projects::{
            delete::DeleteProject,
            detail::LoadProject,
            edit::ChangeProject,
            list::LoadProjects,
            new::AddProject,
            share::{RevokeProject, ShareProject},
        },
        reports::LoadReport,
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
    register_explicit::<LoadAudit>();
    register_explicit::<DeleteUser>();
    register_explicit::<LoadDependents>();
    register_explicit::<AddGroup>();
    register_explicit::<ChangeGroup>();
    register_explicit::<AddMember>();
    register_explicit::<RemoveMember>();
    register_explicit::<DeleteGroup>();
    register_explicit::<LoadGroup>();
    register_explicit::<LoadNewGroup>();
    register_explicit::<LoadGroups>();
    register_explicit::<LoadPermissions>();
    register_explicit::<AddPermission>();
    register_explicit::<LoadPermission>();
    register_explicit::<DeletePermission>();
    register_explicit::<LoadWhy>();
    register_explicit::<ChangeUser>();
    register_explicit::<DisableUserPassword>();
    register_explicit::<EndUserSessions>();
    register_explicit::<LoadUser>();
    register_explicit::<AddUser>();
    register_explicit::<SetUserPassword>();
    register_explicit::<LoadUsers>();
    register_explicit::<LoadBulk>();
    register_explicit::<ChangeUsers>();
    register_explicit::<ApproveOrder>();
    register_explicit::<LoadOrder>();
    register_explicit::<LoadOrders>();
    register_explicit::<PlaceOrder>();
    register_explicit::<LoadProjects>();
    register_explicit::<LoadProject>();
    register_explicit::<AddProject>();
    register_explicit::<ChangeProject>();
    register_explicit::<ShareProject>();
    register_explicit::<RevokeProject>();
    register_explicit::<DeleteProject>();
    register_explicit::<LoadAdminDashboard>();
    register_explicit::<LoadManagerDashboard>();
    register_explicit::<LoadReport>();
    register_explicit::<LoadBasket>();
    register_explicit::<AddToBasket>();
    register_explicit::<ChangeBasket>();
    register_explicit::<RemoveFromBasket>();
    register_explicit::<EmptyBasket>();
    register_explicit::<CheckOut>();
}
