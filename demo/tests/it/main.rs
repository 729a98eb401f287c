//! The example domain on real databases: its tables, and the responses of its pages and forms to browsers and scripts.

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
