//! Asking both databases in turn, so that whatever else the machine does slows both.

use std::time::{Duration, Instant};

use crate::{LIMIT, Result, questions::Question, subject::Subject};

/// Not counted: plans and pages get into their caches.
const WARM_UP: i64 = 20;
const REPETITIONS: i64 = 200;
/// Enough of one question, once it was asked a few times.
const PATIENCE: Duration = Duration::from_secs(20);
const AT_LEAST: i64 = 20;

/// How long something took with few users and with many.
pub(crate) struct Comparison {
    pub(crate) engine: &'static str,
    pub(crate) question: &'static Question,
    /// Medians.
    pub(crate) few: Duration,
    pub(crate) many: Duration,
}

impl Comparison {
    /// How many times as long it takes with many.
    pub(crate) fn ratio(&self) -> f64 {
        self.many.as_secs_f64() / self.few.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// Within the limit, or not held to it.
    pub(crate) fn is_fine(&self) -> bool {
        !self.question.is_held || self.ratio() <= LIMIT
    }
}

/// Times a question.
pub(crate) async fn compare(
    engine: &'static str,
    question: &'static Question,
    small: &Subject,
    large: &Subject,
) -> Result<Comparison> {
    let started = Instant::now();
    let (mut few, mut many) = (Vec::new(), Vec::new());
    for turn in -WARM_UP..REPETITIONS {
        if turn >= AT_LEAST && started.elapsed() > PATIENCE {
            break;
        }
        // Who comes first may find the processor's caches warm, or cold.
        let mut sides = [(small, &mut few), (large, &mut many)];
        if turn % 2 != 0 {
            sides.reverse();
        }
        for (subject, times) in sides {
            let asked = Instant::now();
            question.ask(subject, turn + WARM_UP).await?;
            if turn >= 0 {
                times.push(asked.elapsed());
            }
        }
    }
    Ok(Comparison {
        engine,
        question,
        few: median(few),
        many: median(many),
    })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_slow_answer_does_not_move_the_median() {
        let times = [3, 1, 900, 2, 4].map(Duration::from_millis);
        assert_eq!(median(times.to_vec()), Duration::from_millis(3));
    }
}
