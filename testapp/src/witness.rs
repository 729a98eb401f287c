//! Each declared permission is asked for: by a route, or by a verb that gives another answer to a user who holds it. A permission that
//! nothing asks for stands in the declaration, with its reason.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::permission::Permission;
use entity::user_permission;
use sea_orm::EntityTrait;
use web::routing::RouteTable;

use crate::{Browser, TestApp, grants::give, staff::staff};

/// Shows that a verb asks for a permission: a page shows something to a member of staff who holds the permission, and to nobody else.
pub struct Witness {
    /// The permission.
    pub permission: Permission,
    /// Permissions that the page takes besides.
    pub beside: &'static [Permission],
    /// The path of the page. Names in braces stand for keys that the test knows.
    pub page: &'static str,
    /// A text on the page.
    pub shows: &'static str,
}

/// Checks that each of these permissions stands on one side: routes and witnesses ask for it, or it is excused.
pub fn assert_asked_for(
    declared: &[String],
    routes: &RouteTable,
    witnesses: &[Witness],
    unasked: &BTreeSet<&str>,
) {
    let asked: BTreeSet<&str> = routes
        .list()
        .flat_map(|route| route.policy.permissions())
        .chain(witnesses.iter().map(|witness| witness.permission))
        .map(Permission::name)
        .collect();
    for name in declared {
        let (is_asked, is_unasked) = (asked.contains(name.as_str()), unasked.contains(name.as_str()));
        assert!(
            is_asked || is_unasked,
            "nothing asks for {name}: name it in the policy of a route, write a witness of the verb that asks for it, or say in \
             `unasked` why nothing does"
        );
        assert!(
            !(is_asked && is_unasked),
            "{name} is asked for: take it out of `unasked`"
        );
    }
}

/// Opens the page of each witness without its permission and with it. `page` puts keys into a path.
pub async fn assert_witnesses(app: &TestApp, witnesses: &[Witness], page: impl Fn(&str) -> String) {
    let (clerk, mut script) = staff(app, "clerk", None, false).await;
    let mut browser = Browser::new();
    browser.cookies = std::mem::take(&mut script.cookies);
    for witness in witnesses {
        let (name, page) = (witness.permission.name(), page(witness.page));
        user_permission::Entity::delete_many()
            .exec(app.auth.db.writer())
            .await
            .expect("taken");
        for other in witness.beside {
            give(app, &clerk, other.name()).await;
        }
        let before = browser.get(app, &page).await;
        assert!(
            before.status != StatusCode::OK || !before.body.contains(witness.shows),
            "{name}: {page} without it"
        );
        give(app, &clerk, name).await;
        let after = browser.get(app, &page).await;
        assert!(
            after.status == StatusCode::OK && after.body.contains(witness.shows),
            "{name}: {page} with it: {}",
            after.status
        );
    }
}
