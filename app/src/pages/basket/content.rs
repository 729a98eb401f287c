//! What is in the basket.

use contract::{
    basket::{BasketLine, BasketView},
    field_errors::FieldError,
    forms,
    number::counted,
    orders::decimal,
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{Amount, CsrfToken, Icon, PostButton, icon::Shape},
    page_context::{form_state, may_send, use_viewer},
};

/// An empty one.
#[component]
pub(super) fn Nothing() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Basket />
                <h2>"Your basket is empty"</h2>
                <p>"What you add stays here until you check out or log out."</p>
            </div>
        </section>
    }
}

/// What is in it, what it comes to, and what to do about it.
#[component]
pub(super) fn Filled(
    /// The basket.
    basket: BasketView,
) -> impl IntoView {
    let items = u64::try_from(basket.lines.len()).unwrap_or_default();
    let lines = basket
        .lines
        .into_iter()
        .map(|line| view! { <Line line /> })
        .collect_view();
    let may_check_out = may_send(paths::CHECK_OUT);
    let note = if use_viewer().is_none() {
        "You will be asked to log in first. Your basket stays as it is."
    } else if may_check_out {
        "What you order waits for approval."
    } else {
        "Your account may not place orders."
    };
    let check_out = may_check_out.then(|| {
        view! {
            <PostButton
                path=paths::CHECK_OUT
                carries=vec![("basket", basket.stamp)]
                label="Check out"
                class="button button--primary"
                described_by="check-out-note"
            />
        }
    });
    view! {
        <section class="card card--stack" aria-labelledby="basket-title">
            <header>
                <h2 id="basket-title">{counted(items, "item")}</h2>
            </header>
            <ul class="items">{lines}</ul>
            <dl class="card__footer">
                <dt>"Total"</dt>
                <dd class="tile__figure">
                    <Amount cents=basket.cents />
                </dd>
            </dl>
            <p id="check-out-note">{note}</p>
            <div class="form__actions">
                {check_out}
                <PostButton path=paths::EMPTY_BASKET label="Empty basket" class="button button--danger-quiet" />
            </div>
        </section>
    }
}

#[component]
fn Line(line: BasketLine) -> impl IntoView {
    let item = line.article.item;
    let title_id = format!("item-{item}");
    view! {
        <li class="item">
            <div class="item__text">
                <p class="item__title" id=title_id.clone()>
                    {line.article.name.clone()}
                </p>
                <p class="item__note">
                    <span>"€" {decimal(line.article.price_cents)} " each"</span>
                </p>
            </div>
            <PiecesForm item=item.clone() name=line.article.name quantity=line.quantity described_by=title_id.clone() />
            <p class="item__amount">
                <Amount cents=line.cents />
            </p>
            <PostButton
                path=paths::REMOVE_FROM_BASKET
                carries=vec![("item", item)]
                label="Remove"
                class="button button--quiet button--small"
                described_by=title_id
            />
        </li>
    }
}

/// One of many forms alike on the page: a plain one, so that the errors of one are not those of all.
#[component]
fn PiecesForm(item: String, name: String, quantity: u32, described_by: String) -> impl IntoView {
    let start = form_state(&forms::CHANGE_BASKET);
    let refused = start
        .refused
        .filter(|refused| refused.values.get("item") == Some(&item));
    let errors: Vec<String> = refused
        .iter()
        .flat_map(|refused| refused.errors.of("pieces"))
        .map(FieldError::message)
        .collect();
    let typed = refused.and_then(|refused| refused.values.get("pieces").cloned());
    let value = typed.unwrap_or_else(|| quantity.to_string());
    let id = format!("pieces-{item}");
    let error_id = format!("{id}-error");
    let is_bad = !errors.is_empty();
    let error = is_bad.then(|| {
        view! {
            <p class="field__error" id=error_id.clone()>
                <Icon shape=Shape::Alert />
                <span>{errors.join(" ")}</span>
            </p>
        }
    });
    view! {
        <form class="form--inline" method="post" action=paths::CHANGE_BASKET novalidate>
            <CsrfToken token=start.csrf_token />
            <input type="hidden" name="item" value=item />
            <label class="visually-hidden" for=id.clone()>
                "Pieces of "
                {name}
            </label>
            {error}
            <input
                class="field__input"
                id=id
                name="pieces"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value=value
                required
                aria-invalid=is_bad.then_some("true")
                aria-describedby=is_bad.then_some(error_id)
            />
            <button class="button button--small" aria-describedby=described_by>
                "Change"
            </button>
        </form>
    }
}
