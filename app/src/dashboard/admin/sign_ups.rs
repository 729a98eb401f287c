//! Sign-ups by day.

use contract::{
    calendar::{long_day, short_day},
    dashboard::MAX_SIGN_UPS,
    number::{counted, signed, thousands},
};
use leptos::prelude::*;
use time::Date;

use web::components::{Bar, Chart, ChartTable, Unit};

/// A chart and a table of the sign-ups by day.
#[component]
pub(super) fn SignUps(
    /// The days, oldest first.
    sign_ups: Vec<(Date, u64)>,
) -> impl IntoView {
    let caption = caption(&sign_ups);
    let bars = sign_ups
        .iter()
        .map(|(day, number)| Bar {
            name: short_day(*day),
            full: signed(*number),
            hollow: 0,
        })
        .collect();
    let rows = sign_ups
        .into_iter()
        .rev()
        .map(|(day, number)| (day, vec![at_most(number)]))
        .collect();
    let table = view! { <ChartTable first="Day" columns=vec!["Sign-ups"] rows /> };
    view! {
        <Chart
            id="sign-ups"
            title="Sign-ups per day"
            caption
            bars
            unit=Unit::Count
            table=table.into_any()
        />
    }
}

/// The summary of the chart.
fn caption(sign_ups: &[(Date, u64)]) -> String {
    let Some(((first, _), (last, _))) = sign_ups.first().zip(sign_ups.last()) else {
        return String::new();
    };
    let span = format!("{} to {}", long_day(*first), long_day(*last));
    let sum = sign_ups.iter().map(|(_, number)| number).sum();
    let most = sign_ups.iter().max_by_key(|(_, number)| number);
    match most {
        Some((day, number @ 1..)) => format!(
            "{span}: {}, at most {} on a day ({}).",
            counted(sum, "sign-up"),
            at_most(*number),
            short_day(*day)
        ),
        _ => format!("{span}: no sign-ups."),
    }
}

/// Formats a number that was counted up to [`MAX_SIGN_UPS`].
fn at_most(number: u64) -> String {
    let more = if number >= MAX_SIGN_UPS { " or more" } else { "" };
    format!("{}{more}", thousands(number))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_caption_says_what_the_bars_show() {
        let (one, two) = (date!(2026 - 10 - 22), date!(2026 - 11 - 20));
        assert_eq!(
            caption(&[(one, 2), (two, 1_002)]),
            "22 October 2026 to 20 November 2026: 1,004 sign-ups, at most 1,002 on a day (20 Nov)."
        );
        assert_eq!(
            caption(&[(one, 0), (two, 0)]),
            "22 October 2026 to 20 November 2026: no sign-ups."
        );
        assert_eq!(at_most(MAX_SIGN_UPS), "10,000 or more");
    }
}
