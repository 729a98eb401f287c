//! Routes: a path, a policy and a handler in one expression.

mod endpoint;
mod guard;
mod link;
mod policy;
mod redirect;
mod route;
mod table;

pub use self::{
    endpoint::PageError,
    guard::with_next,
    link::{Link, Menu},
    policy::{Policy, Recency, Test, Verdict},
    redirect::{Next, back, redirect, redirect_to_site, see_other},
    route::{Route, cross_site_post, form, machine, page, resource},
    table::{Listed, Method, RouteTable},
};
pub(crate) use self::{
    endpoint::{Verb, View},
    guard::Admission,
    redirect::location,
};
