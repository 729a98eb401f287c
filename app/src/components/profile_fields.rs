//! Name and the like.

use contract::settings::Profile;
use leptos::prelude::*;

use super::TextField;

/// The fields of a [`Profile`].
#[component]
pub fn ProfileFields(
    /// What they start with.
    profile: Profile,
    /// The browser may fill in what it knows about who sits in front of it.
    #[prop(optional)]
    is_own: bool,
) -> impl IntoView {
    let autocomplete = move |token: &'static str| if is_own { token } else { "off" };
    view! {
        <div class="field-row">
            <TextField
                name="first_name"
                label="First name"
                autocomplete=autocomplete("given-name")
                value=profile.first_name
                is_optional=true
            />
            <TextField
                name="last_name"
                label="Last name"
                autocomplete=autocomplete("family-name")
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
                autocomplete=autocomplete("bday")
                value=profile.date_of_birth
                is_optional=true
            />
            <TextField
                name="phone"
                label="Phone"
                autocomplete=autocomplete("tel")
                value=profile.phone
                is_optional=true
            />
        </div>
    }
}
