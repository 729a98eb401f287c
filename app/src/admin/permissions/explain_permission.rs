//! Why a user may do something, or may not.

use contract::{
    admin::Why,
    forms::{MAX_PERMISSION_NAME_LENGTH, MAX_USERNAME_LENGTH},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{AdminLayout, FilterSelect, FilterText},
};

use super::above;
use crate::admin::limited_query::limited;

/// The page at `/admin/permissions/why`.
pub(in crate::admin) async fn explain_permission_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = limited(&request, "user", MAX_USERNAME_LENGTH)?;
    let permission = limited(&request, "permission", MAX_PERMISSION_NAME_LENGTH)?;
    let domains = request.services.domains.iter();
    let kinds: Vec<_> = domains
        .flat_map(|domain| domain.object_kinds())
        .copied()
        .collect();
    let why = auth::admin::permissions::why(&request.auth, &user, &permission, &kinds).await?;
    Ok(view! {
        <AdminLayout title="Why can this user do this?" above=above()>
            <Answer why />
        </AdminLayout>
    })
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
