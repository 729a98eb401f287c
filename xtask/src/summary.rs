//! The summary of a task.

use std::fmt::Write as _;
use std::time::Duration;

use crate::report::seconds;

/// A step of a task.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) took: Duration,
    pub(crate) outcome: Outcome,
}

/// The outcome of a step.
#[derive(Debug)]
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

/// Formats a line per step: name, seconds, outcome.
pub(crate) fn table(steps: &[Step]) -> String {
    let width = steps
        .iter()
        .map(|step| step.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(4);
    let mut table = format!("{:width$}  {:>9}  result\n", "step", "time");
    for step in steps {
        let outcome = match &step.outcome {
            Outcome::Passed => "ok".to_owned(),
            Outcome::Failed(sentence) => format!("FAILED: {}", sentence.lines().next().unwrap_or_default()),
            Outcome::Skipped(reason) => format!("skipped: {reason}"),
        };
        let _ = writeln!(
            table,
            "{:width$}  {:>9}  {outcome}",
            step.name,
            seconds(step.took)
        );
    }
    let total = steps.iter().map(|step| step.took).sum();
    let _ = writeln!(table, "{:width$}  {:>9}", "total", seconds(total));
    table
}

/// Formats the number of steps, such as `6 passed, 1 failed`. Skipped steps are not counted.
pub(crate) fn counts(steps: &[Step]) -> String {
    let passed = steps
        .iter()
        .filter(|step| matches!(step.outcome, Outcome::Passed))
        .count();
    let failed = steps
        .iter()
        .filter(|step| matches!(step.outcome, Outcome::Failed(_)))
        .count();
    format!("{passed} passed, {failed} failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_seen_and_a_skipped_step_is_not_counted() {
        let step = |name: &str, outcome| Step {
            name: name.to_owned(),
            took: Duration::from_millis(1500),
            outcome,
        };
        let steps = [
            step("format", Outcome::Passed),
            step(
                "lints",
                Outcome::Failed("`cargo clippy` ended with 101.\nmore".to_owned()),
            ),
            step("browser", Outcome::Skipped("nothing was built".to_owned())),
        ];
        let table = table(&steps);
        assert!(
            table.contains("lints        1.5 s  FAILED: `cargo clippy` ended with 101.\n"),
            "{table}"
        );
        assert!(table.contains("skipped: nothing was built"), "{table}");
        assert_eq!(counts(&steps), "1 passed, 1 failed");
    }
}
