//! What became of a figure since the week before.

use contract::number::grouped;
use leptos::prelude::*;

use super::{Icon, icon::Shape};

/// An arrow, a difference in words, and what it is compared with. Neither green nor red: more orders are more work for one and
/// more sales for another.
#[component]
pub fn Trend(
    /// The figure.
    now: i64,
    /// The one before.
    before: i64,
    /// As a share of the one before, in per cent.
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

/// "3 more", "4 % less"; `None` where there is no difference.
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
        // Of nothing there is no share.
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
