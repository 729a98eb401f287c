//! Form handling: strict about input, with equivalent responses for browsers and scripts.

mod answer;
mod submission;

pub(crate) use answer::{answer, see_next, take_for_page};
