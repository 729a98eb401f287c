//! What is in the basket.

use std::collections::BTreeMap;

use contract::{field_errors::FieldError, forms::FormData, number::counted};
use leptos::prelude::*;
use web::{
    components::{CsrfToken, Icon, PostButton, Shape},
    page::{may_send, rejected, use_page, use_viewer},
};

use crate::{
    basket::{
        Basket, Item,
        forms::{ChangeBasket, CheckOut},
        paths,
    },
    money::euros,
};

/// An empty one.
#[component]
pub(super) fn Nothing() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty-state">
                <Icon shape=Shape::Cart />
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
    basket: Basket,
) -> impl IntoView {
    let lines: Vec<_> = basket
        .lines()
        .map(|(item, quantity)| view! { <Line item quantity /> })
        .collect();
    let items = u64::try_from(lines.len()).unwrap_or_default();
    let may_check_out = may_send(CheckOut::FORM);
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
                carries=vec![("basket", basket.stamp())]
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
                    {euros(basket.cents())}
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
fn Line(item: &'static Item, quantity: u32) -> impl IntoView {
    let title_id = format!("item-{}", item.code);
    view! {
        <li class="item">
            <div class="item__text">
                <p class="item__title" id=title_id.clone()>
                    {item.name}
                </p>
                <p class="item__note">
                    <span>{euros(item.price_cents)} " each"</span>
                </p>
            </div>
            <PiecesForm item quantity described_by=title_id.clone() />
            <p class="item__amount">{euros(item.cents(quantity))}</p>
            <PostButton
                path=paths::REMOVE_FROM_BASKET
                carries=vec![("item", item.code.to_owned())]
                label="Remove"
                class="button button--quiet button--small"
                described_by=title_id
            />
        </li>
    }
}

/// One of many forms alike on the page: a plain one, so that the errors of one are not those of all.
#[component]
fn PiecesForm(item: &'static Item, quantity: u32, described_by: String) -> impl IntoView {
    let is_this =
        |values: &BTreeMap<String, String>| values.get("item").is_some_and(|code| code == item.code);
    let rejected = rejected(ChangeBasket::FORM).filter(|rejected| is_this(&rejected.values));
    let errors: Vec<String> = rejected
        .iter()
        .flat_map(|rejected| rejected.errors.of("pieces"))
        .map(FieldError::message)
        .collect();
    let typed = rejected.and_then(|rejected| rejected.values.get("pieces").cloned());
    let value = typed.unwrap_or_else(|| quantity.to_string());
    let id = format!("pieces-{}", item.code);
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
            <CsrfToken token=use_page().csrf_token.clone() />
            <input type="hidden" name="item" value=item.code />
            <label class="visually-hidden" for=id.clone()>
                "Pieces of "
                {item.name}
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
