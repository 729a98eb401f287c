//! Pages, one a file, each beside the server functions that it calls.

pub mod account;
pub mod dashboard;
mod error_page;
mod home;
mod not_found;

pub use account::{log_in::LogInPage, sign_up::SignUpPage};
pub use dashboard::DashboardPage;
pub use error_page::{ErrorPage, FailurePage};
pub use home::HomePage;
pub use not_found::NotFoundPage;
