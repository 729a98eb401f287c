//! The change of a figure since the previous period.

use contract::number::grouped;
use leptos::prelude::*;

use ui::{Icon, icon::Shape};

/// An arrow, the difference in words, and the period of comparison. Neither green nor red, because an increase may be good or bad.
#[component]
pub fn Trend(
    /// The current value.
    now: i64,
    /// The previous value.
    before: i64,
    /// Whether the difference is a percentage of the previous value.
    #[prop(optional)]
    is_share: bool,
) -> impl IntoView {
    match difference(now, before, is_share) {
        None => view! { "the same as the week before" }.into_any(),
        Some(difference) => {
            let shape = if now > before { Shape::Up } else { Shape::Down };
            view! {
                <span class="trend">
                    <Icon shape />
                    {difference}
                </span>
                " than the week before"
            }
            .into_any()
        }
    }
}

/// The difference in words, such as "3 more" or "4 % less"; `None` if there is none.
fn difference(now: i64, before: i64, is_share: bool) -> Option<String> {
    let by = now.saturating_sub(before);
    if by == 0 {
        return None;
    }
    if !is_share {
        let word = if by > 0 { "more" } else { "fewer" };
        return Some(format!("{} {word}", grouped(by.saturating_abs())));
    }
    let word = if by > 0 { "more" } else { "less" };
    if before <= 0 {
        // There is no percentage of zero.
        return Some(word.to_owned());
    }
    let share = (i128::from(by).abs() * 200 / i128::from(before) + 1) / 2;
    match i64::try_from(share).unwrap_or(i64::MAX) {
        0 => Some(format!("a little {word}")),
        share => Some(format!("{} % {word}", grouped(share))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_said_in_words() {
        for (now, before, is_share, said) in [
            (5, 2, false, Some("3 more")),
            (2, 5, false, Some("3 fewer")),
            (4, 4, false, None),
            (106, 100, true, Some("6 % more")),
            (2, 3, true, Some("33 % less")),
            (1, 0, true, Some("more")),
            (10_001, 10_000, true, Some("a little more")),
        ] {
            assert_eq!(
                difference(now, before, is_share).as_deref(),
                said,
                "{now} {before}"
            );
        }
    }
}
