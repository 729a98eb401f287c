//! Staff restore an account to its owner: no link of the attacker remains valid.

use axum::http::StatusCode;
use entity::{one_time_token, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    admin::{save, staff},
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

const NEW: &str = "quite another password";

/// Changes the address as the session's user, by the link that is mailed to the new address.
async fn move_to(app: &TestApp, browser: &mut Browser, email: &str) {
    browser.post(app, "/settings/email", &[("email", email)]).await;
    let link = app.link(email, "/verify_email/").await;
    browser.post(app, &link, &[]).await;
    assert_eq!(app.stored("victim").await.email, email);
}

/// An account that was taken over. Its address was changed twice, so undoing the second change leads to the first.
async fn stolen(app: &TestApp) -> (user::Model, String) {
    let victim = app.user("victim", None).await;
    let mut thief = Browser::logged_in(app, "victim").await;
    move_to(app, &mut thief, "a1@evil.example").await;
    move_to(app, &mut thief, "a2@evil.example").await;
    let undo = app.link("a1@evil.example", "/undo_email_change/").await;
    (victim, undo)
}

async fn undo_links(app: &TestApp, user_id: i64) -> usize {
    one_time_token::Entity::find()
        .filter(one_time_token::Column::UserId.eq(user_id))
        .filter(one_time_token::Column::Purpose.eq("undo_email_change"))
        .all(app.auth.db.reader())
        .await
        .expect("reads")
        .len()
}

async fn is_dead(app: &TestApp, undo: &str) {
    let before = app.stored("victim").await;
    let answer = Browser::script().post(app, undo, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let after = app.stored("victim").await;
    assert_eq!((after.email, after.password), (before.email, before.password));
}

testkit::on_both_databases! {
    async fn an_address_that_staff_restore_stays(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let (victim, undo) = stolen(&app).await;
        // A pending change of address is cancelled as well.
        let mut thief = Browser::logged_in(&app, "victim").await;
        thief.post(&app, "/settings/email", &[("email", "a3@evil.example")]).await;
        let pending = app.link("a3@evil.example", "/verify_email/").await;
        let now = app.stored("victim").await;
        let answer = save(&app, &mut root, &now, &[("email", "victim@example.com")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        is_dead(&app, &undo).await;
        assert_eq!(undo_links(&app, victim.id).await, 0);
        assert_eq!(Browser::script().post(&app, &pending, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.stored("victim").await.email, "victim@example.com");
    }

    async fn a_password_that_staff_set_or_take_away_stays(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let (victim, undo) = stolen(&app).await;
        let path = format!("/admin/users/{}/password", victim.id);
        assert_eq!(root.post(&app, &path, &[("password1", NEW), ("password2", NEW)]).await.status, StatusCode::OK);
        is_dead(&app, &undo).await;
        assert_eq!(undo_links(&app, victim.id).await, 0);
    }

    async fn a_password_that_staff_disable_stays_disabled(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let (victim, undo) = stolen(&app).await;
        let path = format!("/admin/users/{}/password/disable", victim.id);
        assert_eq!(root.post(&app, &path, &[]).await.status, StatusCode::OK);
        is_dead(&app, &undo).await;
        assert_eq!(undo_links(&app, victim.id).await, 0);
    }

    async fn changepassword_voids_undo_links(url: String) {
        let app = TestApp::start(url).await;
        let (victim, undo) = stolen(&app).await;
        auth::passwords::change::set_by_operator(&app.auth, victim.id, NEW.to_owned()).await.expect("set");
        is_dead(&app, &undo).await;
        assert_eq!(undo_links(&app, victim.id).await, 0);
    }

    /// A request of the attacker that is in progress while staff set the password creates no link afterwards.
    async fn no_link_is_made_by_a_session_that_has_ended(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let victim = app.user("victim", None).await;
        let context = app.context_of(&victim).await;
        let path = format!("/admin/users/{}/password", victim.id);
        assert_eq!(root.post(&app, &path, &[("password1", NEW), ("password2", NEW)]).await.status, StatusCode::OK);
        let late = auth::accounts::email_change::request(&app.auth, &context, "thief@evil.example").await;
        assert!(matches!(late, Err(auth::Error::Conflict)), "{late:?}");
        assert!(app.subjects("thief@evil.example").await.is_empty());
    }

    /// An attacker with an open session knows the password, or gets one by a link to a new address. Neither invalidates the owner's undo
    /// link.
    async fn the_owners_own_change_leaves_the_way_back(url: String) {
        let app = TestApp::start(url).await;
        stolen(&app).await;
        let mut thief = Browser::logged_in(&app, "victim").await;
        let fields = [("old_password", PASSWORD), ("new_password1", NEW), ("new_password2", NEW)];
        assert_eq!(thief.post(&app, "/password_change", &fields).await.location(), "/password_change/done");
        thief.post(&app, "/password_reset", &[("email", "a2@evil.example")]).await;
        let reset = app.link("a2@evil.example", "/reset/").await;
        let page = thief.get(&app, &reset).await.location().to_owned();
        let third = "and one more password";
        thief.post(&app, &page, &[("new_password1", third), ("new_password2", third)]).await;
        let undo = app.link("victim@example.com", "/undo_email_change/").await;
        assert_eq!(Browser::script().post(&app, &undo, &[]).await.status, StatusCode::OK);
        let after = app.stored("victim").await;
        assert_eq!(after.email, "victim@example.com");
        assert!(after.password.0.starts_with('!'));
    }
}
