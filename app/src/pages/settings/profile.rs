//! One's own name and the like.

use contract::{
    forms::{self, FormState},
    settings::Profile,
};
use leptos::prelude::*;

use crate::{
    components::{Button, Form, ProfileFields, SettingsCard, SettingsLayout, loaded},
    error::AppError,
    page_context::form_state,
};

/// The viewer's own profile.
#[server(prefix = "/api", endpoint = "settings/profile")]
pub async fn load_profile() -> Result<Profile, AppError> {
    use crate::ssr::require_viewer;
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    Ok(auth::accounts::profile::load(&request.auth, viewer.id).await?)
}

/// Saves the viewer's own profile.
#[server(prefix = "", endpoint = "settings/profile")]
pub async fn save_profile(
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] department: String,
    #[server(default)] date_of_birth: String,
    #[server(default)] phone: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths};

    let request = require(Policy::LoggedIn)?;
    let profile = Profile {
        first_name,
        last_name,
        department,
        date_of_birth,
        phone,
    };
    auth::accounts::profile::save(&request.auth, &request.context, &profile).await?;
    request.flash(FlashMessage::ProfileSaved).await?;
    see_other(paths::PROFILE);
    Ok(())
}

/// The page at `/settings/profile`.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <SettingsLayout title="Profile">
            {loaded(
                load_profile,
                |profile| {
                    let start = form_state(&forms::PROFILE);
                    let lead = view! {
                        <p>"What you are called here. Only administrators see it beside you."</p>
                    }
                    .into_any();
                    view! {
                        <SettingsCard title="Profile" id="profile-title" lead>
                            <ProfileForm start profile />
                        </SettingsCard>
                    }
                },
            )}
        </SettingsLayout>
    }
}

#[island]
fn ProfileForm(start: FormState, profile: Profile) -> impl IntoView {
    view! {
        <Form form=&forms::PROFILE start submit="Save profile" busy="Saving…" button=Button::Plain>
            <ProfileFields profile is_own=true />
        </Form>
    }
}
