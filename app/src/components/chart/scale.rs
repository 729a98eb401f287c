//! Where things stand in a chart: widths in per cent of the plot, heights in pixels of its 240.
//!
//! All in whole numbers: hundredths of a per cent and of a pixel.

/// The line at the bottom of the bars, in hundredths of a pixel.
const BASE: i64 = 21_200;
/// From there to the top line.
const HEIGHT: i64 = 19_200;
/// No more lines than this above the lowest.
const MAX_LINES: i64 = 5;

/// The lines of a chart: at nought, and at every step up to the first that no bar goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    step: i64,
    lines: i64,
}

impl Scale {
    /// For bars up to this. A step is 1, 2 or 5 of some power of ten, and `least` at least.
    pub(super) fn new(largest: i64, least: i64) -> Self {
        let largest = largest.max(1);
        let mut step = least.max(1);
        // 1, 2, 5, 10, 20, 50, …
        for factor in [(2, 1), (5, 2), (2, 1)].into_iter().cycle() {
            if largest <= step.saturating_mul(MAX_LINES) {
                break;
            }
            step = (step / factor.1).saturating_mul(factor.0);
        }
        let lines = largest / step + i64::from(largest % step != 0);
        Self { step, lines }
    }

    /// The values that have a line, lowest first.
    pub(super) fn values(self) -> impl Iterator<Item = i64> {
        (0..=self.lines).map(move |line| self.step.saturating_mul(line))
    }

    /// How far from the top a value is.
    pub(super) fn y(self, value: i64) -> i64 {
        let largest = i128::from(self.step) * i128::from(self.lines);
        let above = (i128::from(value) * i128::from(HEIGHT) + largest / 2) / largest;
        BASE - i64::try_from(above).unwrap_or(HEIGHT)
    }
}

/// Where a bar begins, of so many.
pub(super) const fn left(index: i64, bars: i64) -> i64 {
    (index * 100 + 18) * 100 / bars
}

/// How wide each is.
pub(super) const fn width(bars: i64) -> i64 {
    64 * 100 / bars
}

/// Where its name stands.
pub(super) const fn middle(index: i64, bars: i64) -> i64 {
    ((index * 100 + 50) * 100 + bars / 2) / bars
}

/// Has this bar a name? With many, one in so many has.
pub(super) fn is_named(index: i64, bars: i64) -> bool {
    index % (bars / 10).max(1) == 0
}

/// Is its name left out on a phone? Two of three are: "14 Nov" is wider than a bar there.
pub(super) fn is_minor(index: i64, bars: i64) -> bool {
    let every = (bars / 10).max(1);
    // Of few bars the last one keeps its name, of many the first.
    if every == 1 {
        (bars - 1 - index) % 3 != 0
    } else {
        (index / every) % 3 != 0
    }
}

/// Hundredths as a number of SVG: `135.2`.
pub(super) fn decimal(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number in as few characters as it takes: `950`, `1.5k`, `20k`, `3M`.
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
        for (largest, values) in [
            (0, vec![0, 1]),
            (3, vec![0, 1, 2, 3]),
            (5, vec![0, 1, 2, 3, 4, 5]),
            (6, vec![0, 2, 4, 6]),
            (24, vec![0, 5, 10, 15, 20, 25]),
            (26, vec![0, 10, 20, 30]),
            (68_000, vec![0, 20_000, 40_000, 60_000, 80_000]),
        ] {
            assert_eq!(
                Scale::new(largest, 1).values().collect::<Vec<_>>(),
                values,
                "{largest}"
            );
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
