//! A new order.

use contract::forms::FormData;
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, PageHeader, PageLayout, SettingsCard, TextField},
    redirect,
};

use crate::{
    orders::{forms::PlaceOrder, paths, place},
    path_of,
};

/// The page at `/orders/new`.
pub(in crate::orders) async fn new_order_page(_: Request) -> Result<impl IntoView, AppError> {
    Ok(view! {
        <PageLayout title="New order">
            <PageHeader title="New order" />
            <div class="stack stack--narrow">
                <SettingsCard title="What and how much" id="order-title">
                    <Form form=PlaceOrder::FORM submit="Place order" busy="Placing…" button=Button::Plain>
                        <TextField name="reference" label="Reference" autocomplete="off" hint="Your own name for it." />
                        <TextField name="amount" label="Amount in euros" autocomplete="off" hint="Such as 12.50." />
                    </Form>
                </SettingsCard>
            </div>
        </PageLayout>
    })
}

/// Places an order.
pub(in crate::orders) async fn place_order(request: Request, form: PlaceOrder) -> Result<Next, AppError> {
    let id = place(&request.auth, request.viewer()?.id, &form.reference, &form.amount).await?;
    Ok(redirect(path_of(paths::ORDER, id)).flash("The order has been placed."))
}
