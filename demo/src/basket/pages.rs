//! The page of the basket, and what its forms do.

mod content;

use contract::forms::FormData;
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, FormErrors, PageHeader, PageLayout, SelectField, SettingsCard, TextField},
    page::title_prefix,
    redirect,
};

use self::content::{Filled, Nothing};
use super::{
    Basket, ITEMS, check_out,
    forms::{AddToBasket, ChangeBasket, CheckOut, EmptyBasket, RemoveFromBasket},
    paths, session,
};
use crate::{money::euros, orders, path_of};

/// The page at `/basket`.
pub(super) async fn basket_page(request: Request) -> Result<impl IntoView, AppError> {
    let basket = session::read(&request).await?;
    let content = if basket.is_empty() {
        view! { <Nothing /> }.into_any()
    } else {
        view! { <Filled basket /> }.into_any()
    };
    Ok(view! {
        <PageLayout title=format!("{}Basket", title_prefix())>
            <PageHeader title="Basket" />
            <FormErrors form=ChangeBasket::FORM />
            <FormErrors form=RemoveFromBasket::FORM />
            <FormErrors form=CheckOut::FORM />
            <div class="columns">
                {content} <div class="columns__side">
                    <SettingsCard title="Add something" id="add-title">
                        <AddForm />
                    </SettingsCard>
                </div>
            </div>
        </PageLayout>
    })
}

#[component]
fn AddForm() -> impl IntoView {
    let options = ITEMS
        .iter()
        .map(|item| {
            (
                item.code.to_owned(),
                format!("{}, {}", item.name, euros(item.price_cents)),
            )
        })
        .collect();
    view! {
        <Form form=AddToBasket::FORM submit="Add to basket" busy="Adding…" button=Button::Plain>
            <SelectField name="item" label="Item" options />
            <TextField name="quantity" label="Quantity" autocomplete="off" value="1" />
        </Form>
    }
}

/// Puts an item in.
pub(super) async fn add_to_basket(request: Request, form: AddToBasket) -> Result<Next, AppError> {
    let mut basket = session::read(&request).await?;
    basket.add(&form.item, &form.quantity)?;
    session::keep(&request, &basket).await?;
    Ok(redirect(paths::BASKET).flash("The item is in your basket."))
}

/// Has more or less of an item.
pub(super) async fn change_basket(request: Request, form: ChangeBasket) -> Result<Next, AppError> {
    let mut basket = session::read(&request).await?;
    basket.change(&form.item, &form.pieces)?;
    session::keep(&request, &basket).await?;
    Ok(redirect(paths::BASKET).flash("The quantity has been changed."))
}

/// Takes one item out.
pub(super) async fn remove_from_basket(request: Request, form: RemoveFromBasket) -> Result<Next, AppError> {
    let mut basket = session::read(&request).await?;
    basket.remove(&form.item);
    session::keep(&request, &basket).await?;
    Ok(redirect(paths::BASKET).flash("The item has been removed from your basket."))
}

/// Takes everything out.
pub(super) async fn empty_basket(request: Request, _: EmptyBasket) -> Result<Next, AppError> {
    session::keep(&request, &Basket::default()).await?;
    Ok(redirect(paths::BASKET).flash("Your basket is now empty."))
}

/// Orders what is in, once.
pub(super) async fn order_basket(request: Request, form: CheckOut) -> Result<Next, AppError> {
    let basket = session::read(&request).await?;
    let id = check_out(&request.auth, request.viewer()?.id, &basket, &form.basket).await?;
    // What another tab put in since the order was made stays.
    if form.basket.is_empty() || form.basket == basket.stamp() {
        session::keep(&request, &Basket::default()).await?;
    }
    Ok(redirect(path_of(orders::paths::ORDER, id)).flash("The order has been placed."))
}
