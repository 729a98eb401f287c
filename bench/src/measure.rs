//! Measures queries on both databases in turn, so that other load on the machine affects both.

use std::time::{Duration, Instant};

use crate::{
    MAX_RATIO, Result,
    questions::{self, Question},
    subject::Subject,
};

/// The number of rounds. Several rounds keep a slow moment of the machine from affecting a single query.
const ROUNDS: i64 = 5;
/// The repetitions at the start of a round that are not counted, so that plans and pages are cached.
const WARM_UP_REPETITIONS: i64 = 10;
/// The counted repetitions per round and database.
const REPETITIONS: i64 = 40;
/// The time after which a query is not repeated further in a round, after the minimum number of repetitions.
const MAX_ROUND_TIME: Duration = Duration::from_secs(4);
const MIN_REPETITIONS: i64 = 5;

/// The times of a query with few and with many users.
pub(crate) struct Comparison {
    pub(crate) engine: &'static str,
    pub(crate) question: &'static Question,
    /// The medians.
    pub(crate) few: Duration,
    pub(crate) many: Duration,
}

impl Comparison {
    /// The ratio of the two medians.
    pub(crate) fn ratio(&self) -> f64 {
        self.many.as_secs_f64() / self.few.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// Returns `true` if the query is within the limit or not subject to it.
    pub(crate) fn is_within_limit(&self) -> bool {
        !self.question.has_limit || self.ratio() <= MAX_RATIO
    }
}

/// Measures all queries.
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
    /// Runs one round of a query.
    async fn add(&mut self, question: &Question, small: &Subject, large: &Subject, round: i64) -> Result {
        let started = Instant::now();
        for turn in -WARM_UP_REPETITIONS..REPETITIONS {
            if turn >= MIN_REPETITIONS && started.elapsed() > MAX_ROUND_TIME {
                break;
            }
            // The order alternates, because the first database may find the processor's caches warm or cold.
            let mut sides = [(small, &mut self.few), (large, &mut self.many)];
            if turn % 2 != 0 {
                sides.reverse();
            }
            for (subject, times) in sides {
                let asked = Instant::now();
                question
                    .ask(subject, round * REPETITIONS + turn + WARM_UP_REPETITIONS)
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
