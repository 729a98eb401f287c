//! The geometry of a chart: widths in per cent of the plot, heights in pixels out of 240.
//!
//! All values are integers, in hundredths of a per cent and of a pixel.

/// The y coordinate of the bottom of the bars, in hundredths of a pixel.
const BASE: i64 = 21_200;
/// The distance from there to the top grid line, in hundredths of a pixel.
const HEIGHT: i64 = 19_200;
/// The maximum number of grid lines above the lowest.
const MAX_LINES: i64 = 5;

/// The grid lines of a chart: at zero, and at every step up to the first one that no bar exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    step: i64,
    lines: i64,
}

impl Scale {
    /// Creates a scale for values up to `max`. The step is 1, 2 or 5 times a power of ten, and at least `min_step`.
    pub(super) fn new(max: i64, min_step: i64) -> Self {
        let max = max.max(1);
        let mut step = min_step.max(1);
        // The factors from 1 to 2, 5, 10, 20, 50 and so on.
        for factor in [(2, 1), (5, 2), (2, 1)].into_iter().cycle() {
            if max <= step.saturating_mul(MAX_LINES) {
                break;
            }
            step = (step / factor.1).saturating_mul(factor.0);
        }
        let lines = max / step + i64::from(max % step != 0);
        Self { step, lines }
    }

    /// The values of the grid lines, lowest first.
    pub(super) fn values(self) -> impl Iterator<Item = i64> {
        (0..=self.lines).map(move |line| self.step.saturating_mul(line))
    }

    /// The y coordinate of a value.
    pub(super) fn y(self, value: i64) -> i64 {
        let max = i128::from(self.step) * i128::from(self.lines);
        let above = (i128::from(value) * i128::from(HEIGHT) + max / 2) / max;
        BASE - i64::try_from(above).unwrap_or(HEIGHT)
    }
}

/// The x coordinate of the left edge of a bar.
pub(super) const fn left(index: i64, bars: i64) -> i64 {
    (index * 100 + 18) * 100 / bars
}

/// The width of a bar.
pub(super) const fn width(bars: i64) -> i64 {
    64 * 100 / bars
}

/// The x coordinate of a bar's label.
pub(super) const fn middle(index: i64, bars: i64) -> i64 {
    ((index * 100 + 50) * 100 + bars / 2) / bars
}

/// Whether this bar has a label. With many bars, only every nth one has.
pub(super) fn is_named(index: i64, bars: i64) -> bool {
    index % (bars / 10).max(1) == 0
}

/// Whether the label is hidden on a phone. Two of three are, because "14 Nov" is wider than a bar there.
pub(super) fn is_minor(index: i64, bars: i64) -> bool {
    let every = (bars / 10).max(1);
    // With few bars the last one keeps its label, with many the first.
    if every == 1 {
        (bars - 1 - index) % 3 != 0
    } else {
        (index / every) % 3 != 0
    }
}

/// Formats hundredths as a number for SVG, such as `135.2`.
pub(super) fn decimal(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Formats a number in a short form, such as `950`, `1.5k`, `20k` or `3M`.
pub(super) fn short(number: i64) -> String {
    let (tenth, name) = match number {
        ..1_000 => return number.to_string(),
        1_000..1_000_000 => (100, "k"),
        1_000_000..1_000_000_000 => (100_000, "M"),
        _ => (100_000_000, "G"),
    };
    format!("{}{name}", decimal(number / tenth * 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_round_and_few() {
        for (max, values) in [
            (0, vec![0, 1]),
            (3, vec![0, 1, 2, 3]),
            (5, vec![0, 1, 2, 3, 4, 5]),
            (6, vec![0, 2, 4, 6]),
            (24, vec![0, 5, 10, 15, 20, 25]),
            (26, vec![0, 10, 20, 30]),
            (68_000, vec![0, 20_000, 40_000, 60_000, 80_000]),
        ] {
            assert_eq!(Scale::new(max, 1).values().collect::<Vec<_>>(), values, "{max}");
        }
        assert_eq!(
            Scale::new(3, 100).values().collect::<Vec<_>>(),
            [0, 100],
            "no line between two cents"
        );
        assert!(Scale::new(i64::MAX, 1).values().all(|value| value >= 0));
    }

    #[test]
    fn bars_stand_where_the_design_has_them() {
        let scale = Scale {
            step: 20_000,
            lines: 4,
        };
        for (value, y) in [(0, "212"), (55_000, "80"), (56_000, "77.6"), (80_000, "20")] {
            assert_eq!(decimal(scale.y(value)), y, "{value}");
        }
        assert_eq!(
            [left(0, 30), width(30), middle(0, 30)].map(decimal),
            ["0.6", "2.13", "1.67"]
        );
        assert_eq!([left(3, 12), width(12)].map(decimal), ["26.5", "5.33"]);
        assert!(scale.y(i64::MAX) < 0, "beyond the top, and no overflow");
    }

    #[test]
    fn names_have_room() {
        let named = |bars| (0..bars).filter(|bar| is_named(*bar, bars)).collect::<Vec<_>>();
        assert_eq!(named(30), [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
        assert_eq!(named(12).len(), 12);
        let on_a_phone = |bars| {
            (0..bars)
                .filter(|bar| is_named(*bar, bars) && !is_minor(*bar, bars))
                .collect::<Vec<_>>()
        };
        assert_eq!(on_a_phone(12), [2, 5, 8, 11]);
        assert_eq!(on_a_phone(30), [0, 9, 18, 27]);
    }

    #[test]
    fn figures_are_short() {
        for (number, said) in [
            (0, "0"),
            (950, "950"),
            (1_500, "1.5k"),
            (20_000, "20k"),
            (3_000_000, "3M"),
        ] {
            assert_eq!(short(number), said);
        }
    }
}
