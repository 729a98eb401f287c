//! Every permission of the domain is checked by a route or by a verb.

use std::collections::BTreeSet;

use contract::{permission::Catalogue, role::Role};
use demo::{
    Demo,
    permission::{DECLARATION, order, project},
};
use testapp::{
    Browser, TestApp,
    witness::{Witness, assert_asked_for, assert_witnesses},
};
use web::{Domain, routing::RouteTable};

/// The verbs that check a permission. `{order}` and `{project}` belong to another user.
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
];

#[test]
fn every_permission_is_asked_for() {
    let (core, all) = (Catalogue::default(), Catalogue::new([DECLARATION]));
    let declared: Vec<String> = all
        .declared()
        .map(|permission| permission.full_name())
        .filter(|name| !core.contains(name))
        .collect();
    let unasked: BTreeSet<&str> = DECLARATION
        .unasked
        .iter()
        .map(|(permission, _)| permission.name())
        .collect();
    assert_asked_for(
        &declared,
        &RouteTable::new(Demo.routes(), true),
        WITNESSES,
        &unasked,
    );
}

testkit::on_both_databases! {
    async fn verbs_ask_for_what_is_said_of_them(url: String) {
        let app = TestApp::start(url).await;
        app.user("owner", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "owner").await;
        let id = |location: &str| location.rsplit('/').next().unwrap_or_default().to_owned();
        let order = browser.post(&app, "/orders/new", &[("reference", "Desk lamp"), ("amount", "1")]).await;
        let project = browser.post(&app, "/projects/new", &[("name", "Bridge"), ("description", "")]).await;
        let (order, project) = (id(order.location()), id(project.location()));
        assert_witnesses(&app, WITNESSES, |page| page.replace("{order}", &order).replace("{project}", &project)).await;
    }
}
