//! Mail delivery: the worker that processes the outbox, and the transports.

mod message;
mod transport;
mod worker;

pub use self::{
    transport::{DeliveryError, Mailer},
    worker::{Worker, deliver_due},
};
