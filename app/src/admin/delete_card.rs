//! The card that leads to the deletion of a user or a group.

use leptos::prelude::*;
use web::components::SettingsCard;

/// A card with a link to the page that asks before it deletes.
#[component]
pub(super) fn DeleteCard(
    /// The name of the object.
    name: String,
    /// A sentence about the consequences.
    text: &'static str,
    /// The path of the page.
    href: String,
) -> impl IntoView {
    let lead = view! { <p>{text}</p> }.into_any();
    view! {
        <SettingsCard title=format!("Delete {name}") id="delete-title" lead is_dangerous=true>
            <div class="form__actions">
                <a class="button button--danger-quiet" href=href>
                    "Delete …"
                </a>
            </div>
        </SettingsCard>
    }
}
