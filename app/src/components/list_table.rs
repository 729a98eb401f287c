//! A list as a table.

use leptos::prelude::*;

use super::{Icon, SelectAll, icon::Shape};

/// One column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    label: &'static str,
    kind: Kind,
}

/// Which way a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boxes,
    Sortable { href: String, order: Option<Order> },
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn text(label: &'static str) -> Self {
        Self {
            label,
            kind: Kind::Text,
        }
    }

    /// A column of numbers, set flush right.
    #[must_use]
    pub const fn number(label: &'static str) -> Self {
        Self {
            label,
            kind: Kind::Number,
        }
    }

    /// A column that the list can go by: where its head leads, and which way the list goes by it now, if it does.
    #[must_use]
    pub const fn sortable(label: &'static str, href: String, order: Option<Order>) -> Self {
        Self {
            label,
            kind: Kind::Sortable { href, order },
        }
    }

    /// A column of check boxes of this name; with script its head ticks all of them.
    #[must_use]
    pub const fn boxes(name: &'static str) -> Self {
        Self {
            label: name,
            kind: Kind::Boxes,
        }
    }

    fn head(self) -> AnyView {
        let Self { label, kind } = self;
        match kind {
            // A head without words would be read out as nothing.
            Kind::Boxes => view! {
                <td class="table__check">
                    <SelectAll name=label.to_owned() />
                </td>
            }
            .into_any(),
            Kind::Text => view! { <th scope="col">{label}</th> }.into_any(),
            Kind::Number => view! {
                <th class="table__number" scope="col">
                    {label}
                </th>
            }
            .into_any(),
            Kind::Sortable { href, order } => {
                let sort = match order {
                    None => "none",
                    Some(Order::Ascending) => "ascending",
                    Some(Order::Descending) => "descending",
                };
                view! {
                    <th scope="col" aria-sort=sort>
                        <a class="table__sort" href=href>
                            {label}
                            {order.map(|_| view! { <Icon shape=Shape::Chevron /> })}
                        </a>
                    </th>
                }
                .into_any()
            }
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
    let heads = columns.into_iter().map(Column::head).collect_view();
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
