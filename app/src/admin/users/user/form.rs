//! The form of a user: Django's fieldsets.

use contract::{
    admin::UserDetail,
    forms::{ChangeUser, FormData},
    paths,
};
use leptos::prelude::*;
use web::components::{Button, CheckboxGroup, FlagField, Form, ProfileFields, TextField};

use super::own_account::OwnAccount;
use crate::admin::path_of;

/// The form. A viewer's own name, address and profile are not in it: they are changed in the settings.
#[component]
pub(super) fn UserForm(user: UserDetail) -> impl IntoView {
    let path = path_of(paths::ADMIN_USER, user.id);
    let active_locked =
        (!user.may_change_identity).then_some("This user has permissions that you do not have.");
    let flags_locked = (!user.may_change_flags).then_some("Only a superuser can change this.");
    let (own, identity) = if user.is_own {
        (Some(view! { <OwnAccount user=user.clone() /> }), None)
    } else {
        (None, Some(user.clone()))
    };
    view! {
        <div class="stack">
            {own}
            <Form form=ChangeUser::FORM path submit="Save user" busy="Saving…" button=Button::Plain>
                {identity.map(|user| view! { <Identity user /> })}
                <fieldset class="card card--stack">
                    <legend>
                        <h2>"Permissions"</h2>
                    </legend>
                    <FlagField
                        name="is_active"
                        label="Active"
                        hint="May log in. Clear this box instead of deleting the account."
                        is_checked=user.is_active
                        locked=active_locked
                    />
                    <FlagField
                        name="is_staff"
                        label="Staff"
                        hint="May open the admin, and do there what their permissions allow."
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
                    <CheckboxGroup
                        name="groups"
                        label="Groups"
                        hint="A member may do whatever the group may do."
                        choices=user.groups
                    />
                    <CheckboxGroup
                        name="user_permissions"
                        label="User permissions"
                        hint="For this user alone, in addition to those of the groups."
                        choices=user.permissions
                    />
                </fieldset>
            </Form>
        </div>
    }
}

/// Username, email and profile. They are shown only for the account of another user.
#[component]
fn Identity(user: UserDetail) -> impl IntoView {
    let email_hint = match (user.email.is_empty(), user.email_is_confirmed) {
        (true, _) => "None.",
        (false, true) => "Confirmed. A new address has to be confirmed again.",
        (false, false) => "Not confirmed by its owner yet.",
    };
    let email_hint = if user.may_change_identity {
        email_hint.to_owned()
    } else {
        format!(
            "{email_hint} You can't change the username or email address of a user with more permissions than you."
        )
    };
    view! {
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
        <fieldset class="card card--stack">
            <legend>
                <h2>"Personal info"</h2>
            </legend>
            <ProfileFields profile=user.profile />
        </fieldset>
    }
}
