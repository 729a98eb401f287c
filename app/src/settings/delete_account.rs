//! Deleting the viewer's account.

use contract::{
    forms::{DeleteAccount, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, PasswordField, SettingsCard, SettingsLayout, TextField},
    redirect,
};

/// The page at `/settings/delete`.
pub(super) async fn delete_account_page(request: Request) -> Result<impl IntoView, AppError> {
    let viewer = request.viewer()?;
    let username = viewer.username.clone();
    let has_password = auth::accounts::first_password::has_password(&request.auth, viewer.id).await?;
    let of_domains = request
        .domains
        .iter()
        .filter_map(|domain| domain.deleted_with_account())
        .collect();
    let lead = view! { <p>"Delete the account " <strong>{username.clone()}</strong> " and everything that belongs to it?"</p> };
    Ok(view! {
        <SettingsLayout title="Delete account">
            <SettingsCard title="Delete account" id="delete-title" lead=lead.into_any() is_dangerous=true>
                <Consequences of_domains />
                <Form
                    form=DeleteAccount::FORM
                    submit="Delete my account"
                    busy="Deleting…"
                    button=Button::Danger
                    cancel=("Cancel", paths::PROFILE.to_owned())
                >
                    {has_password
                        .then(|| {
                            view! {
                                <PasswordField
                                    name="password"
                                    label="Password"
                                    autocomplete="current-password"
                                />
                            }
                        })}
                    <TextField
                        name="confirm"
                        label="Type your username to confirm"
                        autocomplete="off"
                        hint=format!("Type {username}")
                    />
                </Form>
            </SettingsCard>
        </SettingsLayout>
    })
}

#[component]
fn Consequences(of_domains: Vec<&'static str>) -> impl IntoView {
    let own = [
        "Your profile, your email address, your password and your connected accounts",
        "Your groups and permissions",
    ];
    let items = own
        .into_iter()
        .chain(of_domains)
        .chain(["All your sessions, on every device"])
        .map(|item| view! { <li class="rules__item">{item}</li> })
        .collect_view();
    view! {
        <div>
            <h3>"What will be deleted immediately"</h3>
            <ul class="rules">{items}</ul>
        </div>
        <div>
            <h3>"What will not be deleted"</h3>
            <ul class="rules">
                <li class="rules__item">
                    "Audit log entries about your account, which include your username"
                </li>
            </ul>
        </div>
        <p>
            <strong>"This cannot be undone"</strong>
            ", not even by an administrator."
        </p>
    }
}

/// Deletes the viewer's account.
pub(super) async fn delete_account(request: Request, form: DeleteAccount) -> Result<Next, AppError> {
    auth::accounts::deletion::delete_account(&request.auth, &request.context, &request.session, form).await?;
    auth::sessions::end(&request.session).await?;
    Ok(redirect(paths::HOME).flash("Your account has been deleted."))
}
