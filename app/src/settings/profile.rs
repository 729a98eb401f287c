//! The viewer's profile.

use contract::{
    forms::{FormData, SaveProfile},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, ProfileFields, SettingsCard, SettingsLayout},
    redirect,
};

/// The page at `/settings/profile`.
pub(super) async fn profile_page(request: Request) -> Result<impl IntoView, AppError> {
    let profile = auth::accounts::profile::load(&request.auth, request.viewer()?.id).await?;
    let lead = view! { <p>"Your personal details. Only you and administrators can see them."</p> }.into_any();
    Ok(view! {
        <SettingsLayout title="Profile">
            <SettingsCard title="Profile" id="profile-title" lead>
                <Form form=SaveProfile::FORM submit="Save profile" busy="Saving…" button=Button::Plain>
                    <ProfileFields profile is_own=true />
                </Form>
            </SettingsCard>
        </SettingsLayout>
    })
}

/// Saves the viewer's profile.
pub(super) async fn save_profile(request: Request, form: SaveProfile) -> Result<Next, AppError> {
    auth::accounts::profile::save(&request.auth, &request.context, &form.profile).await?;
    Ok(redirect(paths::PROFILE).flash("Your profile has been saved."))
}
