//! The viewer's own account in the admin: what is changed in the settings, where the password is asked for and the owner is told.

use contract::{admin::UserDetail, paths};
use leptos::prelude::*;

use crate::components::{Description, SettingsCard};

/// Name, address and profile, to look at.
#[component]
pub(super) fn OwnAccount(user: UserDetail) -> impl IntoView {
    let profile = user.profile;
    view! {
        <section class="card card--stack" aria-labelledby="own-title">
            <header>
                <h2 id="own-title">"Your own account"</h2>
                <p>"Change your name, your email address and your password in your settings."</p>
            </header>
            <dl class="facts">
                <Description name="Username" value=user.username />
                <Description name="Email" value=user.email />
                <Description name="Name" value=format!("{} {}", profile.first_name, profile.last_name) />
                <Description name="Department" value=profile.department />
                <Description name="Date of birth" value=profile.date_of_birth />
                <Description name="Phone" value=profile.phone />
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

/// In place of a form that would set or disable the viewer's own password.
#[component]
pub fn OwnPassword() -> impl IntoView {
    let lead = view! { <p>"You change your own password with the one that you have."</p> }.into_any();
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
