//! What an order from a basket is made of.

use leptos::prelude::*;
use web::components::{Column, ListTable};

use crate::{entity::order_line, money::euros};

/// A card with a table.
#[component]
pub(super) fn OrderLines(
    /// In the order of the basket.
    lines: Vec<order_line::Model>,
) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let cents = line.price_cents.saturating_mul(line.quantity.into());
            view! {
                <tr>
                    <th scope="row">{line.name}</th>
                    <td class="table__number" data-label="Quantity">
                        {line.quantity}
                    </td>
                    <td class="table__number" data-label="Price">
                        {euros(line.price_cents)}
                    </td>
                    <td class="table__number" data-label="Amount">
                        {euros(cents)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card card--flush" aria-label="What was ordered">
            <ListTable
                caption="What was ordered"
                columns=[
                    Column::text("Item"),
                    Column::number("Quantity"),
                    Column::number("Price"),
                    Column::number("Amount"),
                ]
            >
                {rows}
            </ListTable>
        </section>
    }
}
