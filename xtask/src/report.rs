//! Says what is being done and how long it took, and collects it where a summary follows.

use std::time::{Duration, Instant};

use crate::process::Result;
use crate::summary::{self, Ending, Step};

/// Does `work`, saying so before and afterwards.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let started = Instant::now();
    let result = work();
    let ending = if result.is_ok() { "done" } else { "FAILED" };
    println!("    {name}: {ending} in {}", seconds(started.elapsed()));
    result
}

/// `3.2 s`
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// The steps of a command that goes on after a failure and tells everything at its end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
    warnings: Vec<String>,
}

impl Report {
    /// Does `work` as a step; `None` where it failed.
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let started = Instant::now();
        let result = timed(name, work);
        let (value, ending) = match result {
            Ok(value) => (Some(value), Ending::Passed),
            Err(sentence) => {
                eprintln!("    {sentence}");
                (None, Ending::Failed(sentence))
            }
        };
        self.steps.push(Step {
            name: name.to_owned(),
            took: started.elapsed(),
            ending,
        });
        value
    }

    /// Notes a step that cannot be done because an earlier one failed, or is not wanted.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) {
        println!("==> {name}: skipped, {reason}");
        let ending = Ending::Skipped(reason.to_owned());
        self.steps.push(Step {
            name: name.to_owned(),
            took: Duration::ZERO,
            ending,
        });
    }

    /// Says `sentence` now and again at the end.
    pub(crate) fn warn(&mut self, sentence: &str) {
        eprintln!("\nWARNING: {sentence}\n");
        self.warnings.push(sentence.to_owned());
    }

    /// Prints the summary; an error, of which nothing is left to say, where a step failed.
    pub(crate) fn finish(self) -> Result {
        print!("\n{}", summary::table(&self.steps));
        for warning in &self.warnings {
            println!("WARNING: {warning}");
        }
        println!("{}", summary::counts(&self.steps));
        let failed = self
            .steps
            .iter()
            .any(|step| matches!(step.ending, Ending::Failed(_)));
        if failed { Err(String::new()) } else { Ok(()) }
    }
}
