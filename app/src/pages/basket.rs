//! The basket: anybody fills it, whoever may place orders orders what is in it.

use content::{Filled, Nothing};
use contract::{
    basket::BasketView,
    forms::{self, FormState},
    orders::decimal,
};
use leptos::prelude::*;

use crate::{
    components::{Button, Form, PageLayout, Refusal, SelectField, SettingsCard, TextField, loaded},
    error::AppError,
    page_context::{form_state, use_page},
};

mod content;

/// What is in the basket, and what may be put in.
#[server(prefix = "/api", endpoint = "basket")]
pub async fn load_basket() -> Result<BasketView, AppError> {
    use crate::ssr::require;
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    Ok(request.basket().await?.view())
}

/// Puts something in.
#[server(prefix = "", endpoint = "basket")]
pub async fn add_to_basket(
    #[server(default)] item: String,
    #[server(default)] quantity: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths};

    let request = require(Policy::Anyone)?;
    let mut basket = request.basket().await?;
    basket.add(&item, &quantity)?;
    request.keep_basket(&basket).await?;
    request.flash(FlashMessage::AddedToBasket).await?;
    see_other(paths::BASKET);
    Ok(())
}

/// Has more or less of what is in.
#[server(prefix = "", endpoint = "basket/change")]
pub async fn change_basket(
    #[server(default)] item: String,
    #[server(default)] pieces: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths};

    let request = require(Policy::Anyone)?;
    let mut basket = request.basket().await?;
    basket.change(&item, &pieces)?;
    request.keep_basket(&basket).await?;
    request.flash(FlashMessage::BasketChanged).await?;
    see_other(paths::BASKET);
    Ok(())
}

/// Takes one item out.
#[server(prefix = "", endpoint = "basket/remove")]
pub async fn remove_from_basket(#[server(default)] item: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths};

    let request = require(Policy::Anyone)?;
    let mut basket = request.basket().await?;
    basket.remove(&item);
    request.keep_basket(&basket).await?;
    request.flash(FlashMessage::RemovedFromBasket).await?;
    see_other(paths::BASKET);
    Ok(())
}

/// Takes everything out.
#[server(prefix = "", endpoint = "basket/empty")]
pub async fn empty_basket() -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths};
    use demo::basket::Basket;

    let request = require(Policy::Anyone)?;
    request.keep_basket(&Basket::default()).await?;
    request.flash(FlashMessage::BasketEmptied).await?;
    see_other(paths::BASKET);
    Ok(())
}

/// Orders what is in, once.
#[server(prefix = "", endpoint = "basket/checkout")]
pub async fn check_out(#[server(default)] basket: String) -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths, permission::order};
    use demo::basket::Basket;

    let (request, viewer) = require_viewer(Policy::Holds(order::ADD))?;
    let filled = request.basket().await?;
    let id = demo::check_out::check_out(&request.auth, viewer.id, &filled, &basket).await?;
    // What another tab put in since the order was made stays.
    if basket.is_empty() || basket == filled.stamp() {
        request.keep_basket(&Basket::default()).await?;
    }
    request.flash(FlashMessage::OrderPlaced).await?;
    see_other(&paths::fill(paths::ORDER, &[&id.to_string()]));
    Ok(())
}

/// The page at `/basket`.
#[component]
pub fn BasketPage() -> impl IntoView {
    let error = if use_page().refused.is_some() {
        "Error: "
    } else {
        ""
    };
    view! {
        <PageLayout title=format!("{error}Basket")>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Basket"</h1>
                </div>
            </header>
            <Refusal form=&forms::CHANGE_BASKET />
            <Refusal form=&forms::REMOVE_FROM_BASKET />
            <Refusal form=&forms::CHECK_OUT />
            {loaded(load_basket, |basket| view! { <Content basket /> })}
        </PageLayout>
    }
}

#[component]
fn Content(basket: BasketView) -> impl IntoView {
    let options = basket
        .articles
        .iter()
        .map(|article| {
            let words = format!("{}, €{}", article.name, decimal(article.price_cents));
            (article.item.clone(), words)
        })
        .collect();
    let left = if basket.lines.is_empty() {
        view! { <Nothing /> }.into_any()
    } else {
        view! { <Filled basket /> }.into_any()
    };
    view! {
        <div class="columns">
            {left} <div class="columns__side">
                <SettingsCard title="Add something" id="add-title">
                    <AddForm start=form_state(&forms::BASKET) options />
                </SettingsCard>
            </div>
        </div>
    }
}

#[island]
fn AddForm(start: FormState, options: Vec<(String, String)>) -> impl IntoView {
    view! {
        <Form form=&forms::BASKET start submit="Add to basket" busy="Adding…" button=Button::Plain>
            <SelectField name="item" label="Item" options />
            <TextField name="quantity" label="Quantity" autocomplete="off" value="1" />
        </Form>
    }
}
