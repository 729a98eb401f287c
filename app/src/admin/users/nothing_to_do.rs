//! What stands in place of a question where there is nothing to do.

use leptos::prelude::*;
use web::components::SettingsCard;

/// A card that says why there is nothing to do, with a link back.
#[component]
pub(super) fn NothingToDo(title: &'static str, text: String, back: String) -> impl IntoView {
    view! {
        <div class="stack stack--narrow">
            <SettingsCard title id="what-title">
                <p>{text}</p>
                <div class="form__actions">
                    <a class="button" href=back>
                        "Back"
                    </a>
                </div>
            </SettingsCard>
        </div>
    }
}
