//! Each declared permission is asked for: by a route, or by a verb that answers otherwise to who holds it. What nothing asks for stands
//! in a list, with its reason.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::{
    access::ROUTES,
    permission::{self, Permission, UNASKED, order, project, session, user},
    role::Role,
};
use entity::user_permission;
use sea_orm::EntityTrait;

use crate::{
    admin::{give, staff},
    browser::Browser,
    test_app::TestApp,
};

/// What only a verb asks for: to a member of staff who holds the permission a page shows something that it shows to nobody else.
struct Witness {
    permission: Permission,
    /// What it takes beside.
    beside: &'static [Permission],
    /// `{order}`, `{project}` and `{user}` are somebody else's.
    page: &'static str,
    shows: &'static str,
}

const WITNESSES: &[Witness] = &[
    Witness {
        permission: order::VIEW,
        beside: &[],
        page: "/orders/{order}",
        shows: "Desk lamp",
    },
    Witness {
        permission: order::CHANGE,
        beside: &[],
        page: "/orders/{order}",
        shows: "Desk lamp",
    },
    Witness {
        permission: project::VIEW,
        beside: &[],
        page: "/projects/{project}",
        shows: "Bridge",
    },
    Witness {
        permission: project::CHANGE,
        beside: &[],
        page: "/projects/{project}/edit",
        shows: "Save",
    },
    Witness {
        permission: project::DELETE,
        beside: &[project::VIEW],
        page: "/projects/{project}/delete",
        shows: "Bridge",
    },
    Witness {
        permission: session::VIEW,
        beside: &[user::VIEW],
        page: "/admin/users/{user}",
        shows: "1 session",
    },
];

#[test]
fn every_permission_is_asked_for() {
    let asked: BTreeSet<&str> = ROUTES
        .iter()
        .flat_map(|route| route.policy.permissions())
        .map(Permission::name)
        .chain(WITNESSES.iter().map(|witness| witness.permission.name()))
        .collect();
    let unasked: BTreeSet<&str> = UNASKED.iter().map(|(permission, _)| permission.name()).collect();
    let declared: Vec<String> = permission::declared()
        .map(|one| format!("{}.{}", one.app_label, one.codename))
        .collect();
    for name in &declared {
        let (is_asked, is_unasked) = (asked.contains(name.as_str()), unasked.contains(name.as_str()));
        assert!(
            is_asked || is_unasked,
            "nothing asks for {name}: name it in the policy of a route, write a witness of the verb that asks for it, or say in \
             UNASKED why nothing does"
        );
        assert!(
            !(is_asked && is_unasked),
            "{name} is asked for: take it out of UNASKED"
        );
    }
    for name in asked.union(&unasked) {
        assert!(declared.iter().any(|one| one == name), "{name} is not declared");
    }
}

testkit::on_both_databases! {
    async fn verbs_ask_for_what_is_said_of_them(url: String) {
        let app = TestApp::start(url).await;
        let owner = app.user("owner", Some(Role::Customer)).await;
        let mut browser = Browser::new();
        browser.log_in(&app, "owner", &[]).await;
        let id = |location: &str| location.rsplit('/').next().unwrap_or_default().to_owned();
        let order = browser.post(&app, "/orders/new", &[("reference", "Desk lamp"), ("amount", "1")]).await;
        let project = browser.post(&app, "/projects/new", &[("name", "Bridge"), ("description", "")]).await;
        let (order, project) = (id(order.location()), id(project.location()));
        let (clerk, mut clerks) = staff(&app, "clerk", None, false).await;
        let mut page_of = Browser::new();
        page_of.cookies = std::mem::take(&mut clerks.cookies);
        for witness in WITNESSES {
            let name = witness.permission.name();
            let page = witness.page.replace("{order}", &order).replace("{project}", &project).replace("{user}", &owner.id.to_string());
            user_permission::Entity::delete_many().exec(app.auth.db.writer()).await.expect("taken");
            for other in witness.beside {
                give(&app, &clerk, other.name()).await;
            }
            let before = page_of.get(&app, &page).await;
            assert!(before.status != StatusCode::OK || !before.body.contains(witness.shows), "{name}: {page} without it");
            give(&app, &clerk, name).await;
            let after = page_of.get(&app, &page).await;
            assert!(after.status == StatusCode::OK && after.body.contains(witness.shows), "{name}: {page} with it: {}", after.status);
        }
    }

    /// `sessions.delete_session` ends the sessions of another user.
    async fn ending_sessions_takes_its_permission(url: String) {
        let app = TestApp::start(url).await;
        let victim = app.user("victim", None).await;
        let mut browser = Browser::new();
        browser.log_in(&app, "victim", &[]).await;
        let (clerk, mut script) = staff(&app, "clerk", None, false).await;
        give(&app, &clerk, "auth.change_user").await;
        let (page, path) = (format!("/admin/users/{}", victim.id), format!("/admin/users/{}/sessions", victim.id));
        assert_eq!(script.post(&app, &path, &[]).await.status, StatusCode::FORBIDDEN);
        assert!(!script.get(&app, &page).await.body.contains("End sessions"));
        assert_eq!(browser.who(&app).await.as_deref(), Some("victim"));
        give(&app, &clerk, "sessions.delete_session").await;
        assert!(script.get(&app, &page).await.body.contains("End sessions"));
        assert_eq!(script.post(&app, &path, &[]).await.status, StatusCode::OK);
        assert_eq!(browser.who(&app).await, None);
    }
}
