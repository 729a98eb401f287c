//! Routes: a path, a policy and a handler in one expression.

mod guard;
mod policy;
mod redirect;
mod route;
mod table;

pub(crate) use self::{
    guard::Admission,
    redirect::location,
    route::{Verb, View},
};
pub use self::{
    guard::with_next,
    policy::{Policy, Recency, Test, Verdict},
    redirect::{Next, back, redirect, see_other},
    route::{Link, Menu, PageError, Route, form, machine, page, resource},
    table::{Listed, Method, RouteTable},
};
