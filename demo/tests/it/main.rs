//! The example domain on real databases: its tables, and its pages and forms as browsers and scripts meet them.

mod approval;
mod basket;
mod dashboards;
mod object_permissions;
mod orders;
mod permissions_asked;
mod projects;
mod reports;
mod schema;
mod shared_pages;
