//! Every permission of the core is checked by a route or by a verb.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::permission::{Catalogue, Permission, session, user};
use testapp::witness::{Witness, assert_asked_for, assert_witnesses};

use crate::{
    admin::{give, staff},
    browser::Browser,
    test_app::TestApp,
};

const WITNESSES: &[Witness] = &[Witness {
    permission: session::VIEW,
    beside: &[user::VIEW],
    page: "/admin/users/{user}",
    shows: "1 session",
}];

#[test]
fn every_permission_is_asked_for() {
    let core = Catalogue::default();
    let declared: Vec<String> = core.declared().map(|permission| permission.full_name()).collect();
    let unasked: BTreeSet<&str> = core
        .unasked()
        .map(|(permission, _)| Permission::name(permission))
        .collect();
    assert_asked_for(&declared, &server::routes::routes(&[], true), WITNESSES, &unasked);
}

testkit::on_both_databases! {
    async fn verbs_ask_for_what_is_said_of_them(url: String) {
        let app = TestApp::start(url).await;
        let owner = app.user("owner", None).await;
        Browser::logged_in(&app, "owner").await;
        assert_witnesses(&app, WITNESSES, |page| page.replace("{user}", &owner.id.to_string())).await;
    }

    /// Ending the sessions of another user requires `sessions.delete_session`.
    async fn ending_sessions_takes_its_permission(url: String) {
        let app = TestApp::start(url).await;
        let victim = app.user("victim", None).await;
        let mut browser = Browser::logged_in(&app, "victim").await;
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
