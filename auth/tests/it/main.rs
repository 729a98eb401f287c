//! The rules of accounts, tested from outside.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is right")]

mod authentication;
mod vectors;
