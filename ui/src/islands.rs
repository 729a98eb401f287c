//! All islands of the site.

mod checkbox_search;
pub mod fields;
pub mod form;
mod selection;
mod theme_switch;

pub use self::{
    checkbox_search::CheckboxSearch,
    form::{Button, CancelLink, FormIsland},
    selection::{SelectAll, SelectedCount},
    theme_switch::ThemeSwitch,
};
