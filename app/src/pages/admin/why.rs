//! "Why can this user do this?"

use contract::{admin::Why, paths};
use leptos::prelude::*;

use super::permissions::above;
use crate::{
    components::{AdminLayout, FilterSelect, FilterText, loaded},
    error::AppError,
    url_params::query,
};

/// Why a user may do something, or not.
#[server(prefix = "/api", endpoint = "admin/why")]
pub async fn load_why(
    #[server(default)] user: String,
    #[server(default)] permission: String,
) -> Result<Why, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::VIEW]))?;
    let kinds = [demo::projects::KIND];
    Ok(auth::admin::permissions::why(&request.auth, &user, &permission, &kinds).await?)
}

/// The page at `/admin/permissions/why`.
#[component]
pub fn AdminWhyPage() -> impl IntoView {
    let user = query("user");
    let permission = query("permission");
    view! {
        <AdminLayout
            title="Why can this user do this?"
            above=above()
        >
            {loaded(
                move || load_why(user.clone(), permission.clone()),
                |why| view! { <Answer why /> },
            )}
        </AdminLayout>
    }
}

#[component]
fn Answer(why: Why) -> impl IntoView {
    let options = why
        .permissions
        .into_iter()
        .map(|name| (name.clone(), name))
        .collect();
    let verdict = why.is_held.map(|is_held| {
        let word = if is_held { "Yes" } else { "No" };
        let class = if is_held {
            "verdict status status--success"
        } else {
            "verdict status"
        };
        view! { <p class=class><strong>{word}</strong></p> }
    });
    let reasons = why
        .reasons
        .into_iter()
        .map(|reason| view! { <li class="rules__item">{reason}</li> })
        .collect_view();
    view! {
        <div class="stack stack--narrow">
            <section class="card card--stack" aria-label="Question and answer">
                <form class="form" method="get" action=paths::ADMIN_WHY>
                    <div class="field-row">
                        <FilterText name="user" label="Username" value=why.user />
                        <FilterSelect name="permission" label="Permission" options chosen=why.permission />
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary">"Explain"</button>
                    </div>
                </form>
                {verdict}
                <ul class="rules">{reasons}</ul>
            </section>
        </div>
    }
}
