//! Mail on its way out: the worker that empties the outbox, and the ways by which it leaves.

mod message;
mod transport;
mod worker;

pub use self::{
    transport::{Mailer, Refusal},
    worker::{Worker, deliver_due},
};
