//! The form of a user: Django's fieldsets.

use contract::{admin::UserDetail, forms, paths};
use leptos::prelude::*;

use super::own::OwnAccount;
use crate::{
    components::{Button, CheckboxGroup, FlagField, Form, HiddenField, ProfileFields, TextField},
    page_context::form_state,
};

#[component]
pub(super) fn UserForm(user: UserDetail) -> impl IntoView {
    let start = form_state(&forms::ADMIN_USER);
    let id = user.id.to_string();
    let path = paths::fill(paths::ADMIN_USER, &[&id]);
    let active_locked = (!user.may_change_identity).then_some("This user may do more than you.");
    let flags_locked = (!user.may_change_flags).then_some("Only a superuser can change this.");
    let (own, identity) = if user.is_own {
        (Some(view! { <OwnAccount user=user.clone() /> }), None)
    } else {
        (None, Some(user.clone()))
    };
    view! {
        <div class="stack">
            {own}
            <Form form=&forms::ADMIN_USER
                path
                start
                submit="Save user"
                busy="Saving…"
                button=Button::Plain
            >
                <HiddenField name="id" value=id />
                {identity.map(|user| view! { <Identity user /> })}
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
                    <CheckboxGroup
                        name="groups"
                        label="Groups"
                        hint="A member may do whatever the group may do."
                        choices=user.groups
                    />
                    <CheckboxGroup
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

/// Username, email and profile: the fields that are shown for somebody else's account only.
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
