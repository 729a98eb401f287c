//! The progress of a long operation: one line on a terminal that is rewritten, or a line per tenth in a file.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// The interval between two updates of the line on a terminal.
const UPDATE_INTERVAL: Duration = Duration::from_millis(200);

/// The progress of an operation on a number of rows.
pub(crate) struct Progress {
    name: String,
    rows: i64,
    started: Instant,
    said: Option<(Instant, i64)>,
    is_terminal: bool,
}

impl Progress {
    /// Starts at zero.
    pub(crate) fn new(name: String, rows: i64) -> Self {
        Self {
            name,
            rows,
            started: Instant::now(),
            said: None,
            is_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Reports the number of rows that are done.
    pub(crate) fn at(&mut self, done: i64) {
        let is_due = match self.said {
            None => true,
            Some((when, _)) if self.is_terminal => when.elapsed() > UPDATE_INTERVAL,
            Some((_, rows)) => tenth(done, self.rows) > tenth(rows, self.rows),
        };
        if !is_due && done < self.rows {
            return;
        }
        self.said = Some((Instant::now(), done));
        let seconds = self.started.elapsed().as_secs_f64();
        let line = format!(
            "{}: {:>3} %, {} of {} rows, {} rows/s",
            self.name,
            done * 100 / self.rows.max(1),
            thousands(done),
            thousands(self.rows),
            thousands(rate(done, seconds)),
        );
        if self.is_terminal {
            eprint!("\r{line}\x1b[K");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }

    /// Reports completion.
    pub(crate) fn finish(self) {
        let end = if self.is_terminal { "\n" } else { "" };
        eprint!("{end}");
    }
}

fn tenth(done: i64, rows: i64) -> i64 {
    done * 10 / rows.max(1)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "people read it"
)]
fn rate(rows: i64, seconds: f64) -> i64 {
    (rows as f64 / seconds.max(0.001)) as i64
}

/// Formats as `1,000,000`.
pub(crate) fn thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(
            [7, 999, 1_000, 20_000, 1_000_000].map(thousands),
            ["7", "999", "1,000", "20,000", "1,000,000"]
        );
    }
}
