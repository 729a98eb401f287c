//! The table at the end of a long command.

use std::fmt::Write as _;
use std::time::Duration;

use crate::report::seconds;

/// One thing that was done.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) took: Duration,
    pub(crate) ending: Ending,
}

/// How it ended.
#[derive(Debug)]
pub(crate) enum Ending {
    Passed,
    Failed(String),
    Skipped(String),
}

/// A line for each step: name, seconds, how it ended.
pub(crate) fn table(steps: &[Step]) -> String {
    let width = steps
        .iter()
        .map(|step| step.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(4);
    let mut table = format!("{:width$}  {:>9}  result\n", "step", "time");
    for step in steps {
        let ending = match &step.ending {
            Ending::Passed => "ok".to_owned(),
            Ending::Failed(sentence) => format!("FAILED: {}", sentence.lines().next().unwrap_or_default()),
            Ending::Skipped(reason) => format!("skipped: {reason}"),
        };
        let _ = writeln!(table, "{:width$}  {:>9}  {ending}", step.name, seconds(step.took));
    }
    let total = steps.iter().map(|step| step.took).sum();
    let _ = writeln!(table, "{:width$}  {:>9}", "total", seconds(total));
    table
}

/// `6 passed, 1 failed`, counting steps; a skipped one is neither.
pub(crate) fn counts(steps: &[Step]) -> String {
    let passed = steps
        .iter()
        .filter(|step| matches!(step.ending, Ending::Passed))
        .count();
    let failed = steps
        .iter()
        .filter(|step| matches!(step.ending, Ending::Failed(_)))
        .count();
    format!("{passed} passed, {failed} failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_seen_and_a_skipped_step_is_not_counted() {
        let step = |name: &str, ending| Step {
            name: name.to_owned(),
            took: Duration::from_millis(1500),
            ending,
        };
        let steps = [
            step("format", Ending::Passed),
            step(
                "lints",
                Ending::Failed("`cargo clippy` ended with 101.\nmore".to_owned()),
            ),
            step("browser", Ending::Skipped("nothing was built".to_owned())),
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
