//! A staff session without recent authentication: what it is not allowed to do (ASVS 6.2.3, 7.5.1), and what it can never do to its own
//! account.

use axum::http::StatusCode;
use contract::role::Role;
use entity::{session, user};
use sea_orm::EntityTrait;
use time::Duration;

use crate::{
    admin::{give, group_id, save, staff},
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

/// A time after which the authentication is no longer recent, but the session is still valid.
const A_WHILE: Duration = Duration::minutes(11);

const NEW_PASSWORD: [(&str, &str); 2] = [
    ("password1", "quite another password"),
    ("password2", "quite another password"),
];

/// The same session, as a browser that requests pages.
fn page_browser(script: &Browser) -> Browser {
    let mut browser = Browser::new();
    browser.cookies = script.cookies.clone();
    browser
}

/// The values that determine who can log in to an account.
fn credentials(user: &user::Model) -> (String, String, String, i64) {
    (
        user.username.clone(),
        user.email.clone(),
        user.password.0.clone(),
        user.auth_epoch,
    )
}

testkit::on_both_databases! {
    /// Staff change their own name, address and password in the settings, which ask for the password.
    async fn staff_do_not_take_their_own_account_over_in_the_admin(url: String) {
        let app = TestApp::start(url).await;
        staff(&app, "boss", None, true).await;
        let (root, mut script) = staff(&app, "root", None, true).await;
        let (clerk, mut clerks) = staff(&app, "clerk", None, false).await;
        give(&app, &clerk, "auth.change_user").await;
        for (own, browser) in [(&root, &mut script), (&clerk, &mut clerks)] {
            for fields in [
                ("email", "thief@evil.example"),
                ("email", "Root@example.com"),
                ("username", "renamed"),
                ("first_name", "Mallory"),
                ("phone", "+46 70 123 45 67"),
            ] {
                if own.username == "clerk" && fields.1 == "Root@example.com" {
                    continue;
                }
                let answer = save(&app, browser, own, &[fields]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}: {}", answer.body);
                assert!(answer.body.contains("own_account"), "{fields:?}: {}", answer.body);
            }
            for (path, fields) in [("password", &NEW_PASSWORD[..]), ("password/disable", &[])] {
                let answer = browser.post(&app, &format!("/admin/users/{}/{path}", own.id), fields).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
                assert!(answer.body.contains("own_account"), "{path}: {}", answer.body);
            }
            let after = app.stored(&own.username).await;
            assert_eq!(credentials(&after), credentials(own));
            assert!(after.first_name.is_empty() && after.phone.is_empty());
        }
        assert!(app.mails().await.is_empty());

        // The page shows them and links to the settings.
        let mut browser = page_browser(&script);
        let path = format!("/admin/users/{}", root.id);
        let page = browser.get(&app, &path).await;
        assert!(page.body.contains("root@example.com"), "{}", page.body);
        for link in ["/settings/profile", "/settings/email", "/password_change"] {
            assert!(page.body.contains(&format!("href=\"{link}\"")), "{link}: {}", page.body);
        }
        for name in ["email", "username", "first_name"] {
            assert!(!page.body.contains(&format!("id=\"{name}\"")), "{name}");
        }
        let page = browser.get(&app, &format!("{path}/password")).await.body;
        assert!(page.contains("href=\"/password_change\"") && !page.contains("name=\"password1\""), "{page}");

        // Submitting the form keeps them, and changes the other fields.
        let customer = group_id(&app, "Customer").await;
        let fields = [("is_active", "true"), ("is_staff", "true"), ("is_superuser", "true"), ("groups", customer.as_str())];
        let answer = script.post(&app, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(credentials(&app.stored("root").await), credentials(&root));
        let refused = browser.post(&app, &path, &[&fields[..], &[("email", "thief@evil.example")]].concat()).await;
        let page = browser.get(&app, refused.location()).await.body;
        assert!(page.contains("in your settings"), "{page}");
    }

    /// Every form of the admin, and every page with a form.
    async fn the_admins_forms_want_a_recent_password(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut script) = staff(&app, "root", None, true).await;
        let victim = app.user("victim", Some(Role::Customer)).await;
        let manager = group_id(&app, "Manager").await;
        let id = victim.id.to_string();
        app.clock.advance(A_WHILE);
        let mut browser = page_browser(&script);

        let user = format!("/admin/users/{id}");
        let group = format!("/admin/groups/{manager}");
        for (path, fields) in [
            (user.clone(), vec![("username", "victim"), ("email", "thief@evil.example")]),
            (user.clone(), vec![("username", "victim"), ("email", "victim@example.com"), ("is_superuser", "true")]),
            (format!("{user}/password"), NEW_PASSWORD.to_vec()),
            (format!("{user}/password/disable"), vec![]),
            (format!("{user}/sessions"), vec![]),
            (format!("{user}/delete"), vec![]),
            ("/admin/users/bulk".to_owned(), vec![("action", "deactivate"), ("user", id.as_str())]),
            (group.clone(), vec![("name", "Manager")]),
            (format!("{group}/members"), vec![("user", "victim")]),
            (format!("{group}/members/remove"), vec![("user", id.as_str())]),
            (format!("{group}/delete"), vec![]),
        ] {
            let answer = script.post(&app, &path, &fields).await;
            assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::FORBIDDEN, r#"{"error":"reauthentication_required"}"#), "{path}");
            let answer = browser.post(&app, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert!(answer.location().starts_with("/reauthenticate?next=%2Fadmin%2F"), "{path}: {}", answer.location());
        }
        assert_eq!(credentials(&app.stored("victim").await), credentials(&victim));
        assert!(app.stored("victim").await.is_active);

        for path in [
            user.clone(), format!("{user}/password"), format!("{user}/password/disable"), format!("{user}/sessions"),
            format!("{user}/delete"), group.clone(), format!("{group}/delete"), "/admin/groups/new".to_owned(),
        ] {
            let answer = browser.get(&app, &path).await;
            let next = path.replace('/', "%2F");
            assert_eq!(answer.location(), format!("/reauthenticate?next={next}"), "{path}");
        }
        // Lists are shown without recent authentication.
        for path in ["/admin", "/admin/users", "/admin/groups", "/admin/permissions", "/admin/audit"] {
            assert_eq!(browser.get(&app, path).await.status, StatusCode::OK, "{path}");
        }
        // So is a user's page to staff who are only allowed to view it.
        let (viewer, script) = staff(&app, "viewer", None, false).await;
        give(&app, &viewer, "auth.view_user").await;
        give(&app, &viewer, "auth.view_group").await;
        app.clock.advance(A_WHILE);
        let mut viewer = page_browser(&script);
        for path in [&user, &group] {
            assert_eq!(viewer.get(&app, path).await.status, StatusCode::OK, "{path}");
        }
    }

    /// The input is kept while the user authenticates, without secrets.
    async fn what_was_typed_is_there_after_the_password(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let victim = app.user("victim", None).await;
        let mut browser = page_browser(&script);
        let path = format!("/admin/users/{}", victim.id);
        assert_eq!(browser.get(&app, &path).await.status, StatusCode::OK);
        app.clock.advance(A_WHILE);

        let fields = [("username", "victim"), ("email", "typed@example.com"), ("first_name", "Typed"), ("is_staff", "true")];
        let asked = browser.post(&app, &path, &fields).await;
        let page = browser.get(&app, asked.location()).await;
        assert_eq!(page.value_of("next").as_deref(), Some(path.as_str()));
        let wrong = browser.post(&app, "/reauthenticate", &[("password", "wrong"), ("next", &path)]).await;
        let page = browser.get(&app, wrong.location()).await.body;
        assert!(page.contains("Your password was entered incorrectly."), "{page}");
        let right = browser.post(&app, "/reauthenticate", &[("password", PASSWORD), ("next", &path)]).await;
        assert_eq!(right.location(), path);
        let page = browser.get(&app, &path).await;
        assert!(page.body.contains("value=\"typed@example.com\""), "{}", page.body);
        assert_eq!(page.value_of("first_name").as_deref(), Some("Typed"));
        assert!(page.body.contains("Nothing has been saved yet"), "{}", page.body);
        assert_eq!(app.stored("victim").await.email, "victim@example.com");
        assert!(!browser.get(&app, &path).await.body.contains("typed@example.com"), "once");
        assert_eq!(browser.post(&app, &path, &fields).await.location(), path);
        assert_eq!(app.stored("victim").await.first_name, "Typed");

        app.clock.advance(A_WHILE);
        browser.post(&app, &format!("{path}/password"), &[("password1", "kept nowhere at all"), ("password2", "kept nowhere at all")]).await;
        let rows = format!("{:?}", session::Entity::find().all(app.auth.db.reader()).await.expect("reads"));
        assert!(!rows.contains("kept nowhere"), "{rows}");
    }
}
