//! Page rendering: the session state of the page, its view, and the document around it.

mod answer;
mod context;
mod document;
mod state;

pub use self::{
    answer::{init_executor, render, render_error},
    context::{may_open, may_send, rejected, title_prefix, use_page, use_site, use_viewer},
    state::PageState,
};
pub(crate) use answer::answer;
