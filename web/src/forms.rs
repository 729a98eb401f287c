//! Form handling: strict about input, with equivalent responses for browsers and scripts.

mod answer;
mod submission;

pub(crate) use answer::{answer, take_for_page};
