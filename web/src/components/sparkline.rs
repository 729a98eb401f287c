//! A small line chart of a figure's history.

use contract::number::grouped;
use leptos::prelude::*;

/// A line chart inside a tile.
#[component]
pub fn Sparkline(
    /// A description of the data, such as "Logins by week".
    name: String,
    /// The values, oldest first.
    points: Vec<i64>,
) -> impl IntoView {
    let values: Vec<String> = points.iter().copied().map(grouped).collect();
    let label = format!("{name}: {}", values.join(", "));
    view! {
        <svg class="sparkline" viewBox="0 0 100 32" preserveAspectRatio="none" role="img" aria-label=label>
            <polyline points=line(&points)></polyline>
        </svg>
    }
}

/// The points of the line, from left to right, with the largest value near the top and zero near the bottom; in tenths of a pixel.
fn line(points: &[i64]) -> String {
    let largest = i128::from(points.iter().copied().max().unwrap_or_default().max(1));
    let gaps = i128::try_from(points.len().saturating_sub(1).max(1)).unwrap_or(1);
    let tenths = |value: i128| {
        format!("{}.{}", value / 10, value % 10)
            .trim_end_matches(".0")
            .to_owned()
    };
    let at = |(index, value): (i128, &i64)| {
        let x = (index * 1_000 + gaps / 2) / gaps;
        let y = 310 - (i128::from((*value).max(0)) * 300 + largest / 2) / largest;
        format!("{},{}", tenths(x), tenths(y))
    };
    (0..).zip(points).map(at).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_the_designs() {
        let points = [3, 5, 2, 6, 7, 9, 4, 6, 8, 11, 9, 12, 13, 14];
        let drawn = line(&points);
        assert!(
            drawn.starts_with("0,24.6 7.7,20.3 15.4,26.7 23.1,18.1 30.8,16 "),
            "{drawn}"
        );
        assert!(drawn.ends_with(" 92.3,3.1 100,1"), "{drawn}");
        assert_eq!(line(&[0, 0]), "0,31 100,31");
        assert_eq!(line(&[7]), "0,1");
        assert_eq!(line(&[]), "");
    }
}
