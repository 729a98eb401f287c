//! What this domain shows on the dashboard of every user: their figures and their latest orders.

use leptos::prelude::*;
use web::{AppError, Request, components::Tile, domain::Dashboard};

use crate::{
    money::euros,
    orders::{self, OrderTable},
};

/// Orders that the dashboard lists.
const SHOWN: u64 = 5;

/// The tiles and the card.
pub(crate) async fn dashboard(request: &Request) -> Result<Dashboard, AppError> {
    let viewer = request.viewer()?;
    let summary = orders::summary(&request.auth, viewer.id).await?;
    let latest = orders::latest(&request.auth, viewer.id, SHOWN).await?;
    let as_of = request.auth.clock.now();
    let pending = if summary.pending == 0 {
        "nothing to wait for"
    } else {
        "waiting for approval"
    };
    Ok(Dashboard {
        tiles: vec![
            view! {
                <Tile label="Orders" note="placed by you">
                    {summary.count}
                </Tile>
            }
            .into_any(),
            view! {
                <Tile label="Pending" note=pending>
                    {summary.pending}
                </Tile>
            }
            .into_any(),
            view! {
                <Tile label="Total spent" note="approved orders only">
                    {euros(summary.approved_cents)}
                </Tile>
            }
            .into_any(),
        ],
        cards: vec![view! { <OrderTable title="Recent orders" orders=latest as_of /> }.into_any()],
    })
}
