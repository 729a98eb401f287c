//! Bar charts of time series, rendered by the server as SVG, without JavaScript.

use leptos::prelude::*;
use scale::{Scale, decimal, is_minor, is_named, left, middle, short, width};

mod scale;
mod table;

pub use table::ChartTable;

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The label on the axis.
    pub name: String,
    /// The value of the filled part.
    pub full: i64,
    /// The value of the outlined part on top of it.
    pub hollow: i64,
}

/// The unit of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of items.
    Count,
    /// An amount of money, in cents.
    Cents,
}

impl Unit {
    /// The smallest distance between two grid lines, which is a whole unit.
    const fn min_step(self) -> i64 {
        match self {
            Self::Count => 1,
            Self::Cents => 100,
        }
    }

    fn on_axis(self, value: i64) -> String {
        match self {
            Self::Count => short(value),
            Self::Cents => format!("€{}", short(value / 100)),
        }
    }
}

/// A card with a bar chart. The caption and the table convey the data to screen readers.
#[component]
pub fn Chart(
    /// The prefix of the ids of heading and caption.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// A textual summary of the chart.
    caption: String,
    /// The bars, oldest first.
    bars: Vec<Bar>,
    /// The unit of the values.
    unit: Unit,
    /// The labels of the filled and the outlined part, if both are used.
    #[prop(optional)]
    legend: Option<[&'static str; 2]>,
    /// The data as a table, unless the page shows it elsewhere.
    #[prop(optional)]
    table: Option<AnyView>,
) -> impl IntoView {
    let (title_id, caption_id) = (format!("{id}-title"), format!("{id}-caption"));
    let legend = legend.map(|[full, hollow]| {
        view! {
            <ul class="chart__legend" aria-hidden="true">
                <li>{full}</li>
                <li class="chart__hollow">{hollow}</li>
            </ul>
        }
    });
    let table = table.map(|table| {
        view! {
            <details>
                <summary>"Show as table"</summary>
                {table}
            </details>
        }
    });
    view! {
        <section class="card" aria-labelledby=title_id.clone()>
            <header class="card__header">
                <h2 id=title_id.clone()>{title}</h2>
            </header>
            <figure class="chart">
                <figcaption id=caption_id.clone()>{caption}</figcaption>
                {legend}
                {plot(&bars, unit, format!("{title_id} {caption_id}"))}
                {table}
            </figure>
        </section>
    }
}

fn plot(bars: &[Bar], unit: Unit, labelled_by: String) -> impl IntoView + use<> {
    let max_value = bars.iter().map(|bar| bar.full.saturating_add(bar.hollow)).max();
    let scale = Scale::new(max_value.unwrap_or_default(), unit.min_step());
    let count = i64::try_from(bars.len()).unwrap_or(i64::MAX);
    let figures = scale
        .values()
        .map(|value| {
            let y = decimal(scale.y(value) + 400);
            view! { <text x="100%" y=y text-anchor="end">{unit.on_axis(value)}</text> }
        })
        .collect_view();
    let lines = scale
        .values()
        .map(|value| {
            let y = decimal(scale.y(value));
            view! { <line x1="0" x2="100%" y1=y.clone() y2=y></line> }
        })
        .collect_view();
    let columns = (0..)
        .zip(bars)
        .map(|(index, bar)| {
            let top = bar.full.saturating_add(bar.hollow);
            let x = format!("{}%", decimal(left(index, count)));
            let full = rect(None, x.clone(), count, scale.y(bar.full), scale.y(0));
            let hollow = rect(Some("chart__hollow"), x, count, scale.y(top), scale.y(bar.full));
            view! { {full} {hollow} }
        })
        .collect_view();
    let names = (0..)
        .zip(bars)
        .filter(|(index, _)| is_named(*index, count))
        .map(|(index, bar)| {
            let x = format!("{}%", decimal(middle(index, count)));
            let class = is_minor(index, count).then_some("chart__minor-label");
            view! { <text class=class x=x y="232" text-anchor="middle">{bar.name.clone()}</text> }
        })
        .collect_view();
    view! {
        <div class="chart__plot">
            <svg aria-hidden="true">{figures}</svg>
            <svg role="img" aria-labelledby=labelled_by>
                {lines} {columns} {names}
            </svg>
        </div>
    }
}

/// A part of a bar; nothing if it is empty.
fn rect(class: Option<&'static str>, x: String, bars: i64, top: i64, bottom: i64) -> Option<impl IntoView> {
    (bottom > top).then(|| {
        let width = format!("{}%", decimal(width(bars)));
        view! { <rect class=class x=x width=width y=decimal(top) height=decimal(bottom - top)></rect> }
    })
}
