//! A page that asks before something is done to a user.

use contract::admin::UserDetail;
use leptos::prelude::*;

use super::{above_user, load_target};
use crate::{
    components::{AdminLayout, SettingsCard, loaded},
    url_params::parameter,
};

/// The page of a question about the user in the address: `title` names the user, `question` is what stands below it.
pub(in crate::pages::admin) fn question_page<V: IntoView + 'static>(
    title: fn(&str) -> String,
    question: fn(UserDetail) -> V,
) -> AnyView {
    let id = parameter("id");
    loaded(
        move || load_target(id.clone()),
        move |user| {
            let title = title(&user.username);
            let above = above_user(&user);
            view! {
                <AdminLayout title above>
                    {question(user)}
                </AdminLayout>
            }
        },
    )
}

/// In place of a question where there is nothing to do, with the way back.
#[component]
pub(in crate::pages::admin) fn NothingToDo(title: &'static str, text: String, back: String) -> impl IntoView {
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
