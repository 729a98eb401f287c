//! The viewer's own account in the admin. Name, address and password are changed in the settings: there the password is asked for, and the
//! owner is told.

use contract::{admin::UserDetail, paths};
use leptos::prelude::*;
use web::components::{Description, ProfileDescription, SettingsCard};

/// Name, address and profile, to read.
#[component]
pub(super) fn OwnAccount(user: UserDetail) -> impl IntoView {
    view! {
        <section class="card card--stack" aria-labelledby="own-title">
            <header>
                <h2 id="own-title">"Your own account"</h2>
                <p>"Change your name, your email address and your password in your settings."</p>
            </header>
            <dl class="description-list">
                <Description name="Username" value=user.username />
                <Description name="Email" value=user.email />
                <ProfileDescription profile=user.profile />
            </dl>
            <div class="form__actions">
                <a class="button button--small" href=paths::PROFILE>
                    "Change profile"
                </a>
                <a class="button button--small" href=paths::EMAIL>
                    "Change email address"
                </a>
            </div>
        </section>
    }
}

/// Stands in place of a form that sets or disables the viewer's own password.
#[component]
pub(in crate::admin::users) fn OwnPassword() -> impl IntoView {
    let lead = view! { <p>"To change your own password, you need the current one."</p> }.into_any();
    view! {
        <div class="stack stack--narrow">
            <SettingsCard title="This is your own account" id="own-title" lead>
                <div class="form__actions">
                    <a class="button" href=paths::PASSWORD_CHANGE>
                        "Change password"
                    </a>
                </div>
            </SettingsCard>
        </div>
    }
}
