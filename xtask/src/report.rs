//! Prints the steps of a task with their durations, and collects them for a summary.

use std::time::{Duration, Instant};

use crate::process::Result;
use crate::summary::{self, Outcome, Step};

/// Runs `work`, with a message before and after it.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let started = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "FAILED" };
    println!("    {name}: {outcome} in {}", seconds(started.elapsed()));
    result
}

/// Formats as `3.2 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// The steps of a task that continues after a failure and prints a summary.
#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
    warnings: Vec<String>,
}

impl Report {
    /// Runs `work` as a step; `None` if it failed.
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let started = Instant::now();
        let result = timed(name, work);
        let (value, outcome) = match result {
            Ok(value) => (Some(value), Outcome::Passed),
            Err(sentence) => {
                eprintln!("    {sentence}");
                (None, Outcome::Failed(sentence))
            }
        };
        self.steps.push(Step {
            name: name.to_owned(),
            took: started.elapsed(),
            outcome,
        });
        value
    }

    /// Records a step that is skipped, because an earlier one failed or it was not requested.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) {
        println!("==> {name}: skipped, {reason}");
        let outcome = Outcome::Skipped(reason.to_owned());
        self.steps.push(Step {
            name: name.to_owned(),
            took: Duration::ZERO,
            outcome,
        });
    }

    /// Prints a warning now, and again in the summary.
    pub(crate) fn warn(&mut self, sentence: &str) {
        eprintln!("\nWARNING: {sentence}\n");
        self.warnings.push(sentence.to_owned());
    }

    /// Prints the summary. Returns an error with an empty message if a step failed, because the summary has said everything.
    pub(crate) fn finish(self) -> Result {
        print!("\n{}", summary::table(&self.steps));
        for warning in &self.warnings {
            println!("WARNING: {warning}");
        }
        println!("{}", summary::counts(&self.steps));
        let failed = self
            .steps
            .iter()
            .any(|step| matches!(step.outcome, Outcome::Failed(_)));
        if failed { Err(String::new()) } else { Ok(()) }
    }
}
