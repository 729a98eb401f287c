//! What an order from a basket is made of.

use contract::orders::OrderLine;
use leptos::prelude::*;

use super::{Amount, Column, ListTable};

/// A card with a table.
#[component]
pub fn OrderLines(
    /// In the order of the basket.
    lines: Vec<OrderLine>,
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
                        <Amount cents=line.price_cents />
                    </td>
                    <td class="table__number" data-label="Amount">
                        <Amount cents />
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
