//! A table that lists objects.

use leptos::prelude::*;

use ui::{Icon, icon::Shape, islands::SelectAll};

/// A column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    label: &'static str,
    kind: Kind,
}

/// The sort order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
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
    /// A column of text.
    #[must_use]
    pub const fn text(label: &'static str) -> Self {
        Self {
            label,
            kind: Kind::Text,
        }
    }

    /// A column of numbers, aligned to the end.
    #[must_use]
    pub const fn number(label: &'static str) -> Self {
        Self {
            label,
            kind: Kind::Number,
        }
    }

    /// A column by which the list can be sorted: the link of its header, and the current order if the list is sorted by it.
    #[must_use]
    pub const fn sortable(label: &'static str, href: String, order: Option<Order>) -> Self {
        Self {
            label,
            kind: Kind::Sortable { href, order },
        }
    }

    /// A column of check boxes with this name. With JavaScript, its header selects all of them.
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
            // A header cell needs text for screen readers.
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

/// A table that fills its card. On a phone, each row is a block, and cells are labelled by `data-label`.
#[component]
pub fn ListTable(
    /// The caption: what is listed, and in which order.
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
