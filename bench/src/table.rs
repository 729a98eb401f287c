//! The table of results.

use std::fmt::Write as _;
use std::time::Duration;

use crate::{MAX_RATIO, measure::Comparison, progress::thousands};

/// A row for each query and engine.
pub(crate) fn table(comparisons: &[Comparison], few: i64, many: i64) -> String {
    let width = comparisons
        .iter()
        .map(|comparison| comparison.question.what.chars().count())
        .max()
        .unwrap_or(0);
    let mut table = format!(
        "{:width$}  {:10}  {:>10}  {:>10}  ratio\n",
        "median",
        "database",
        thousands(few),
        thousands(many)
    );
    for comparison in comparisons {
        let verdict = match (comparison.question.has_limit, comparison.is_within_limit()) {
            (false, _) => "no limit".to_owned(),
            (true, true) => "ok".to_owned(),
            (true, false) => format!("OVER {MAX_RATIO}"),
        };
        let _ = writeln!(
            table,
            "{:width$}  {:10}  {:>10}  {:>10}  {:>5.2}  {verdict}",
            comparison.question.what,
            comparison.engine,
            milliseconds(comparison.few),
            milliseconds(comparison.many),
            comparison.ratio(),
        );
    }
    table
}

/// Formats as `1.23 ms`.
fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1_000.0)
}
