//! One user: Django's fieldsets, and what staff may do to an account.

use contract::{admin::UserDetail, flag::Flag, forms, paths, settings::Profile};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    components::{
        AdminLayout, Button, FlagField, Form, HiddenField, Icon, Moment, Picker, PostButton, TextField,
        icon::Shape, loaded,
    },
    error::AppError,
    page_context::start_of,
};

/// One user, and what the viewer may give to them.
#[server(prefix = "/api", endpoint = "admin/user")]
pub async fn load_user(#[server(default)] id: String) -> Result<UserDetail, AppError> {
    use crate::ssr::{key, require_viewer};
    use contract::{access::Policy, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWithAny(&[user::VIEW, user::CHANGE]))?;
    Ok(auth::admin::user_detail::detail(&request.auth, &viewer, key(&id)?).await?)
}

/// Saves a user.
#[server(prefix = "", endpoint = "admin/users/{id}")]
pub async fn change_user(
    #[server(default)] id: String,
    #[server(default)] username: String,
    #[server(default)] email: String,
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] department: String,
    #[server(default)] date_of_birth: String,
    #[server(default)] phone: String,
    #[server(default)] is_active: Flag,
    #[server(default)] is_staff: Flag,
    #[server(default)] is_superuser: Flag,
    #[server(default)] groups: Vec<String>,
    #[server(default)] user_permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use auth::admin::users::{Change, change};
    use contract::{access::Policy, notice::Notice, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
    let form = Change {
        username,
        email,
        profile: Profile {
            first_name,
            last_name,
            department,
            date_of_birth,
            phone,
        },
        is_active: is_active.0,
        is_staff: is_staff.0,
        is_superuser: is_superuser.0,
        groups,
        permissions: user_permissions,
    };
    change(&request.auth, &request.origin(), &viewer, key(&id)?, form).await?;
    request.tell(Notice::UserSaved).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// Ends every session of a user.
#[server(prefix = "", endpoint = "admin/users/{id}/sessions")]
pub async fn end_user_sessions(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
    auth::admin::users::end_sessions(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::UserSessionsEnded).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// Takes a user's password away.
#[server(prefix = "", endpoint = "admin/users/{id}/password/disable")]
pub async fn disable_user_password(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
    auth::admin::users::disable_password(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::PasswordDisabled).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The page at `/admin/users/{id}`.
#[component]
pub fn AdminUserPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|parameters| parameters.get("id"))
        .unwrap_or_default();
    loaded(
        move || load_user(id.clone()),
        |user| {
            let above = vec![("Users".to_owned(), paths::ADMIN_USERS.to_owned())];
            let form = if user.may_change {
                view! { <UserForm user=user.clone() /> }.into_any()
            } else {
                view! { <Facts user=user.clone() /> }.into_any()
            };
            view! {
                <AdminLayout title=user.username.clone() above>
                    <div class="columns">{form} <Side user /></div>
                </AdminLayout>
            }
        },
    )
}

#[component]
fn UserForm(user: UserDetail) -> impl IntoView {
    let start = start_of(&forms::ADMIN_USER);
    let id = user.id.to_string();
    let path = paths::fill(paths::ADMIN_USER, &[&id]);
    let active_locked = (!user.may_change_identity).then_some("This user may do more than you.");
    let flags_locked = (!user.may_change_flags).then_some("Only a superuser can change this.");
    let email_hint = match (user.email.is_empty(), user.email_is_confirmed) {
        (true, _) => "None.",
        (false, true) => "Confirmed. A new address has to be confirmed again.",
        (false, false) => "Not confirmed by its owner yet.",
    };
    let email_hint = if user.may_change_identity {
        email_hint.to_owned()
    } else {
        format!(
            "{email_hint} You may not change the name or the address of somebody who may do more than you."
        )
    };
    view! {
        <div class="stack">
            <Form form=&forms::ADMIN_USER
                path
                start
                submit="Save user"
                busy="Saving…"
                button=Button::Plain
            >
                <HiddenField name="id" value=id />
                <fieldset class="card card--stack">
                    <legend>
                        <h2>"Account"</h2>
                    </legend>
                    <TextField name="username" label="Username" autocomplete="off" value=user.username />
                    <TextField
                        name="email"
                        label="Email"
                        autocomplete="off"
                        value=user.email
                        hint=email_hint
                        is_optional=true
                    />
                </fieldset>
                <PersonalInfo profile=user.profile />
                <fieldset class="card card--stack">
                    <legend>
                        <h2>"Permissions"</h2>
                    </legend>
                    <FlagField
                        name="is_active"
                        label="Active"
                        hint="May log in. Take the tick away instead of deleting the account."
                        is_checked=user.is_active
                        locked=active_locked
                    />
                    <FlagField
                        name="is_staff"
                        label="Staff"
                        hint="May open the admin, and there what their permissions allow."
                        is_checked=user.is_staff
                        locked=flags_locked
                    />
                    <FlagField
                        name="is_superuser"
                        label="Superuser"
                        hint="Has every permission without being given it."
                        is_checked=user.is_superuser
                        locked=flags_locked
                    />
                    <Picker
                        name="groups"
                        label="Groups"
                        hint="A member may do whatever the group may do."
                        choices=user.groups
                    />
                    <Picker
                        name="user_permissions"
                        label="User permissions"
                        hint="For this user alone, beside those of the groups."
                        choices=user.permissions
                    />
                </fieldset>
            </Form>
        </div>
    }
}

#[component]
fn PersonalInfo(profile: Profile) -> impl IntoView {
    view! {
        <fieldset class="card card--stack">
            <legend>
                <h2>"Personal info"</h2>
            </legend>
            <div class="field-row">
                <TextField
                    name="first_name"
                    label="First name"
                    autocomplete="off"
                    value=profile.first_name
                    is_optional=true
                />
                <TextField
                    name="last_name"
                    label="Last name"
                    autocomplete="off"
                    value=profile.last_name
                    is_optional=true
                />
            </div>
            <TextField
                name="department"
                label="Department"
                autocomplete="off"
                value=profile.department
                is_optional=true
            />
            <div class="field-row">
                <TextField
                    name="date_of_birth"
                    label="Date of birth"
                    autocomplete="off"
                    value=profile.date_of_birth
                    is_optional=true
                />
                <TextField name="phone" label="Phone" autocomplete="off" value=profile.phone is_optional=true />
            </div>
        </fieldset>
    }
}

/// For who may look and not change.
#[component]
fn Facts(user: UserDetail) -> impl IntoView {
    let chosen = |choices: Vec<contract::admin::Choice>, by_value: bool| {
        let names: Vec<_> = choices
            .into_iter()
            .filter(|choice| choice.is_chosen)
            .map(|choice| if by_value { choice.value } else { choice.label })
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    let yes = |is_so: bool| if is_so { "yes" } else { "no" };
    view! {
        <div class="stack">
            <div class="status">
                <Icon shape=Shape::Lock />
                <p>"You may look at this user but not change them."</p>
            </div>
            <section class="card">
                <dl class="facts">
                    <dt>"Username"</dt>
                    <dd>{user.username}</dd>
                    <dt>"Email"</dt>
                    <dd>{user.email}</dd>
                    <dt>"Name"</dt>
                    <dd>{user.profile.first_name} " " {user.profile.last_name}</dd>
                    <dt>"Department"</dt>
                    <dd>{user.profile.department}</dd>
                    <dt>"Active"</dt>
                    <dd>{yes(user.is_active)}</dd>
                    <dt>"Staff"</dt>
                    <dd>{yes(user.is_staff)}</dd>
                    <dt>"Superuser"</dt>
                    <dd>{yes(user.is_superuser)}</dd>
                    <dt>"Groups"</dt>
                    <dd>{chosen(user.groups, false)}</dd>
                    <dt>"User permissions"</dt>
                    <dd>{chosen(user.permissions, true)}</dd>
                </dl>
            </section>
        </div>
    }
}

#[component]
fn Side(user: UserDetail) -> impl IntoView {
    let id = user.id.to_string();
    let fill = |pattern: &str| paths::fill(pattern, &[&id]);
    let password = user.may_change_identity.then(|| {
        let note = if user.has_password {
            "set"
        } else {
            "none: cannot log in with one"
        };
        let disable = user.has_password.then(|| {
            view! {
                <PostButton
                    path=fill(paths::ADMIN_DISABLE_PASSWORD)
                    label="Disable"
                    class="button button--danger-quiet button--small"
                    described_by="a-password"
                />
            }
        });
        view! {
            <li class="item">
                <div class="item__text">
                    <p class="item__title" id="a-password">
                        "Password"
                    </p>
                    <p class="item__note">{note}</p>
                </div>
                <a class="button button--small" href=fill(paths::ADMIN_USER_PASSWORD)>
                    "Set password"
                </a>
                {disable}
            </li>
        }
    });
    let sessions = if user.sessions == 1 {
        "1 session".to_owned()
    } else {
        format!("{} sessions", user.sessions)
    };
    let end_sessions = (user.may_change_identity && user.sessions > 0).then(|| {
        view! {
            <PostButton
                path=fill(paths::ADMIN_END_SESSIONS)
                label="End sessions"
                class="button button--danger-quiet button--small"
                described_by="a-sessions"
            />
        }
    });
    let delete = user.may_delete.then(|| {
        view! {
            <section class="card card--stack card--danger" aria-labelledby="delete-title">
                <header>
                    <h2 id="delete-title">"Delete " {user.username.clone()}</h2>
                    <p>"The next page lists what goes with the account."</p>
                </header>
                <div class="form__actions">
                    <a class="button button--danger-quiet" href=fill(paths::ADMIN_DELETE_USER)>
                        "Delete …"
                    </a>
                </div>
            </section>
        }
    });
    view! {
        <div class="columns__side">
            <section class="card card--stack" aria-labelledby="actions-title">
                <header>
                    <h2 id="actions-title">"Actions"</h2>
                </header>
                <ul class="items">
                    {password}
                    <li class="item">
                        <div class="item__text">
                            <p class="item__title" id="a-sessions">
                                {sessions}
                            </p>
                        </div>
                        {end_sessions}
                    </li>
                    <li class="item">
                        <div class="item__text">
                            <p class="item__title">"What " {user.username.clone()} " may do"</p>
                        </div>
                        <a
                            class="button button--quiet button--small"
                            href=paths::with_query(paths::ADMIN_WHY, &[("user", &user.username)])
                        >
                            "Why can this user …?"
                        </a>
                    </li>
                    <li class="item">
                        <div class="item__text">
                            <p class="item__title">"What happened"</p>
                        </div>
                        <a
                            class="button button--quiet button--small"
                            href=paths::with_query(paths::ADMIN_AUDIT, &[("user", &user.username)])
                        >
                            "Audit log"
                        </a>
                    </li>
                </ul>
            </section>
            <section class="card">
                <header class="card__header">
                    <h2>"Important dates"</h2>
                </header>
                <dl class="facts">
                    <dt>"Joined"</dt>
                    <dd>
                        <Moment at=user.date_joined as_of=user.as_of />
                    </dd>
                    <dt>"Last log-in"</dt>
                    <dd>
                        {match user.last_login {
                            Some(at) => view! { <Moment at as_of=user.as_of /> }.into_any(),
                            None => "never".into_any(),
                        }}
                    </dd>
                </dl>
            </section>
            {delete}
        </div>
    }
}
