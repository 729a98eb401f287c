//! Social login: log in, sign up and authenticate again with an account at a provider.

mod callback;
mod connect;
mod sign_up;
mod start;

pub(crate) use self::start::start;
pub(super) use self::{
    callback::{callback_page, callback_post},
    connect::{connect, connect_page},
    sign_up::{sign_up, sign_up_page},
    start::{log_in, reauthenticate},
};
