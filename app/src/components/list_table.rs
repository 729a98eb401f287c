//! A list as a table.

use leptos::prelude::*;

/// One column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    label: &'static str,
    is_number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn text(label: &'static str) -> Self {
        Self {
            label,
            is_number: false,
        }
    }

    /// A column of numbers, set flush right.
    #[must_use]
    pub const fn number(label: &'static str) -> Self {
        Self {
            label,
            is_number: true,
        }
    }
}

/// A table that fills its card; on a phone each row is a block of its own, and cells say what they are by `data-label`.
#[component]
pub fn ListTable(
    /// Says what is listed, and in which order.
    caption: &'static str,
    /// The columns.
    #[prop(into)]
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|column| {
            view! {
                <th class=column.is_number.then_some("table__number") scope="col">
                    {column.label}
                </th>
            }
        })
        .collect_view();
    view! {
        <table class="table table--list">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}
