//! Figures about orders.

use contract::number::{grouped, signed, thousands};
use leptos::prelude::*;
use web::components::{RelativeTime, Tile, Trend};

use super::ManagerDashboard;
use crate::money::euros;

/// What waits, and how this week went.
#[component]
pub(super) fn Tiles(
    /// The figures.
    dashboard: ManagerDashboard,
) -> impl IntoView {
    let (count, amount): (Vec<i64>, Vec<i64>) = dashboard
        .weeks
        .iter()
        .map(|week| (signed(week.totals.orders()), week.totals.cents()))
        .unzip();
    let (orders, orders_before) = last_two(&count);
    let (cents, cents_before) = last_two(&amount);
    let as_of = dashboard.as_of;
    let (since, which) = match dashboard.oldest {
        Some(order) => (
            view! { <RelativeTime at=order.created_at as_of /> }.into_any(),
            order.reference,
        ),
        None => ("none".into_any(), "nothing waits".to_owned()),
    };
    view! {
        <dl class="tiles">
            <Tile label="Waiting for approval" note=format!("{} in all", euros(dashboard.pending_cents))>
                {thousands(dashboard.pending)}
            </Tile>
            <Tile
                label="Orders, 7 days"
                trend=view! { <Trend now=orders before=orders_before /> }.into_any()
                series=("Orders by week, the last 12 weeks".to_owned(), count)
            >
                {grouped(orders)}
            </Tile>
            <Tile
                label="Amount, 7 days"
                trend=view! { <Trend now=cents before=cents_before is_share=true /> }.into_any()
                series=("Euros by week, the last 12 weeks".to_owned(), amount.iter().map(|cents| cents / 100).collect())
            >
                {euros(cents)}
            </Tile>
            <Tile label="Oldest waiting" note=which>
                {since}
            </Tile>
        </dl>
    }
}

/// The last figure and the one before it.
fn last_two(figures: &[i64]) -> (i64, i64) {
    match figures {
        [.., before, last] => (*last, *before),
        [last] => (*last, 0),
        [] => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_compared_with_the_one_before() {
        assert_eq!(last_two(&[1, 2, 3]), (3, 2));
        assert_eq!(last_two(&[3]), (3, 0));
        assert_eq!(last_two(&[]), (0, 0));
    }
}
