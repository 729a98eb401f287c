//! Asking both databases in turn, so that whatever else the machine does slows both.

use std::time::{Duration, Instant};

use crate::{
    LIMIT, Result,
    questions::{self, Question},
    subject::Subject,
};

/// Everything is asked in this many rounds: a bad second of the machine does not fall on one thing alone.
const ROUNDS: i64 = 5;
/// At the beginning of a round, not counted: plans and pages get into their caches.
const WARM_UP: i64 = 10;
/// How often in a round, of each database.
const REPETITIONS: i64 = 40;
/// Enough of one thing in one round, once it was asked a few times.
const PATIENCE: Duration = Duration::from_secs(4);
const AT_LEAST: i64 = 5;

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

/// Times all questions.
pub(crate) async fn compare(
    engine: &'static str,
    small: &Subject,
    large: &Subject,
) -> Result<Vec<Comparison>> {
    let mut times: Vec<Times> = questions::ALL.iter().map(|_| Times::default()).collect();
    for round in 0..ROUNDS {
        eprintln!("{engine}: round {} of {ROUNDS}", round + 1);
        for (question, times) in questions::ALL.iter().zip(&mut times) {
            times.add(question, small, large, round).await?;
        }
    }
    let compared = questions::ALL.iter().zip(times);
    Ok(compared
        .map(|(question, times)| Comparison {
            engine,
            question,
            few: median(times.few),
            many: median(times.many),
        })
        .collect())
}

#[derive(Default)]
struct Times {
    few: Vec<Duration>,
    many: Vec<Duration>,
}

impl Times {
    /// One round of one question.
    async fn add(&mut self, question: &Question, small: &Subject, large: &Subject, round: i64) -> Result {
        let started = Instant::now();
        for turn in -WARM_UP..REPETITIONS {
            if turn >= AT_LEAST && started.elapsed() > PATIENCE {
                break;
            }
            // Who comes first may find the processor's caches warm, or cold.
            let mut sides = [(small, &mut self.few), (large, &mut self.many)];
            if turn % 2 != 0 {
                sides.reverse();
            }
            for (subject, times) in sides {
                let asked = Instant::now();
                question
                    .ask(subject, round * REPETITIONS + turn + WARM_UP)
                    .await?;
                if turn >= 0 {
                    times.push(asked.elapsed());
                }
            }
        }
        Ok(())
    }
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
