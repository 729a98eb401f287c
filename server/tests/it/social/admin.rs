//! Staff disconnect an account at a provider from a user.

use contract::permission;
use testapp::{grants::give, staff::staff};

use super::*;

async fn account_id(app: &TestApp, subject: &str) -> String {
    let path = disconnect_path(app, subject).await;
    path.split('/').nth(3).expect("an id").to_owned()
}

testkit::on_both_databases! {
    /// Staff may take the last way to log in away; the account may be an attacker's. Every session of the user ends.
    async fn staff_disconnect_an_account(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut user = logged_in(&app, &provider, &alice()).await;
        let alice_id = app.stored("alice").await.id;
        let (root, mut admin) = staff(&app, "root", None, true).await;
        let path = format!("/admin/users/{alice_id}/connections");
        let account = account_id(&app, "subject-of-alice").await;
        let page = admin_pages(&admin).get(&app, &format!("/admin/users/{alice_id}")).await;
        assert!(page.body.contains("Acme") && page.body.contains("alice@example.com"), "{}", main_of(&page));
        let answer = admin.post(&app, &path, &[("account", &account)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(rows(&app).await.accounts, vec![]);
        assert_eq!((user.who(&app).await, admin.who(&app).await.as_deref()), (None, Some("root")));
        let entry = ("social_account_disconnected".to_owned(), Some(root.id), Some(alice_id));
        assert!(app.audited().await.contains(&entry));
        let subjects = app.subjects("alice@example.com").await;
        assert!(subjects.contains(&DISCONNECTED.to_owned()), "{subjects:?}");
        assert_eq!(admin.post(&app, &path, &[("account", &account)]).await.status, StatusCode::NOT_FOUND, "twice");
    }

    /// Not the actor's own account, not without the permission or recent authentication, and not that of a more powerful user.
    async fn what_staff_may_not_disconnect(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let alice_id = app.stored("alice").await.id;
        let (root, admin) = staff(&app, "root", None, true).await;
        connect(&app, &provider, &mut admin_pages(&admin), &Login::of("of root")).await;
        let (of_alice, of_root) = (account_id(&app, "subject-of-alice").await, account_id(&app, "of root").await);
        let (clerk, mut clerks) = staff(&app, "clerk", None, false).await;
        let path = |id: i64| format!("/admin/users/{id}/connections");
        let without = clerks.post(&app, &path(alice_id), &[("account", &of_alice)]).await;
        assert_eq!(without.status, StatusCode::FORBIDDEN);
        give(&app, &clerk, permission::user::CHANGE.name()).await;
        for (mut browser, user, account, status, case) in [
            (clerks.clone(), root.id, &of_root, StatusCode::FORBIDDEN, "a superuser’s"),
            (admin.clone(), root.id, &of_root, StatusCode::UNPROCESSABLE_ENTITY, "one’s own"),
            (admin.clone(), alice_id, &of_root, StatusCode::NOT_FOUND, "another user’s"),
            (admin.clone(), alice_id, &"x".to_owned(), StatusCode::NOT_FOUND, "no number"),
            (admin.clone(), 0, &of_alice, StatusCode::NOT_FOUND, "nobody’s"),
            (Browser::script(), alice_id, &of_alice, StatusCode::UNAUTHORIZED, "anonymous"),
        ] {
            let answer = browser.post(&app, &path(user), &[("account", account)]).await;
            assert_eq!(answer.status, status, "{case}: {}", answer.body);
        }
        assert_eq!(rows(&app).await.accounts.len(), 2);
        app.clock.advance(time::Duration::minutes(30));
        let late = clerks.post(&app, &path(alice_id), &[("account", &of_alice)]).await;
        assert_eq!((late.status, rows(&app).await.accounts.len()), (StatusCode::FORBIDDEN, 2), "{}", late.body);
    }
}

/// A browser in the same session.
fn admin_pages(script: &Browser) -> Browser {
    let mut browser = Browser::new();
    browser.cookies = script.cookies.clone();
    browser
}
