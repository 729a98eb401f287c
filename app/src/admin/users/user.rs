//! One user: Django's fieldsets, and what staff may do to an account.

use auth::admin::users::{change, disconnect};
use contract::{
    forms::{ChangeUser, DisconnectUserAccount},
    paths,
};
use facts::UserFacts;
use form::UserForm;
use leptos::prelude::*;
use side::Side;
use web::{AppError, Next, Request, components::AdminLayout, redirect, request::parse_id};

use super::{above, load_user};
use crate::admin::path_of;

pub(super) use own_account::OwnPassword;

mod facts;
mod form;
mod own_account;
mod side;

/// The page at `/admin/users/{id}`.
pub(in crate::admin) async fn user_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = load_user(&request).await?;
    let content = if user.may_change {
        view! { <UserForm user=user.clone() /> }.into_any()
    } else {
        view! { <UserFacts user=user.clone() /> }.into_any()
    };
    Ok(view! {
        <AdminLayout title=user.username.clone() above=above()>
            <div class="columns">{content} <Side user /></div>
        </AdminLayout>
    })
}

/// Disconnects an account at a provider.
pub(in crate::admin) async fn disconnect_account(
    request: Request,
    form: DisconnectUserAccount,
) -> Result<Next, AppError> {
    let (id, account) = (request.id()?, parse_id(&form.account)?);
    disconnect(&request.auth, &request.context, id, account).await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id))
        .flash("The account has been disconnected, and the user has been logged out everywhere."))
}

/// Saves a user.
pub(in crate::admin) async fn change_user(request: Request, form: ChangeUser) -> Result<Next, AppError> {
    let id = request.id()?;
    change(&request.auth, &request.context, id, form).await?;
    request.end_if_invalidated().await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id)).flash("The user has been saved."))
}
