//! Users without a password, who log in with an account at a provider.

use serde_json::Value;
use time::Duration;

use super::*;

const REAUTHENTICATE: &str = "/reauthenticate/oidc";
const NEW: &str = "quite another password";

fn new_password() -> [(&'static str, &'static str); 2] {
    [("new_password1", NEW), ("new_password2", NEW)]
}

/// Authenticates again at the provider.
async fn reauthenticate(
    app: &TestApp,
    provider: &OpenIdProvider,
    browser: &mut Browser,
    login: &Login,
) -> Answer {
    let to = to_provider(app, browser, REAUTHENTICATE, &[("next", "/password_set")]).await;
    let request = provider.authorization(&to);
    assert_eq!(
        (request.value("prompt"), request.value("max_age")),
        ("login", "0")
    );
    let callback = provider.approve(app, &to, login);
    browser.get(app, &callback).await
}

testkit::on_both_databases! {
    /// A user without a password authenticates again at the provider, which has to have asked for it: `auth_time` is checked.
    async fn the_provider_reauthenticates(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        logged_in(&app, &provider, &Login::of("bob").email("bob@example.com", true).username("bob")).await;
        app.clock.advance(Duration::minutes(30));
        let locked = "/reauthenticate?next=%2Fpassword_set";
        assert_leads(&browser.get(&app, "/password_set").await, locked);
        let page = browser.get(&app, locked).await;
        assert!(page.body.contains("Continue with Acme") && !page.body.contains("name=\"password\""));

        let refused = [
            ("an old login at the provider", alice().time("auth_time", -1800), 400),
            ("two minutes before the request", alice().time("auth_time", -120), 400),
            ("no auth_time", alice().claim("auth_time", Value::Null), 400),
            ("auth_time: text", alice().claim("auth_time", "now"), 400),
            ("an old ID token", alice().time("iat", -1800), 400),
            ("another nonce", alice().claim("nonce", "x"), 400),
            ("the account of another user", Login::of("bob").email("alice@example.com", true), 403),
            ("an unknown account", Login::of("nobody").email("alice@example.com", true), 403),
        ];
        for (case, login, status) in refused {
            let session = browser.session().map(str::to_owned);
            let answer = reauthenticate(&app, &provider, &mut browser, &login).await;
            assert_eq!(answer.status.as_u16(), status, "{case}");
            assert_eq!(browser.session().map(str::to_owned), session, "{case}");
            assert_leads(&browser.get(&app, "/password_set").await, locked);
        }
        let before = browser.clone();
        assert_leads(&reauthenticate(&app, &provider, &mut browser, &alice()).await, "/password_set");
        assert_ne!(browser.session(), before.session(), "a new session id");
        assert_eq!(before.clone().who(&app).await, None);
        assert_eq!(browser.get(&app, "/password_set").await.status, StatusCode::OK);
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert_eq!(events(&app).await.iter().filter(|event| *event == "reauthenticated").count(), 1);
        assert_eq!(rows(&app).await.accounts.len(), 2, "nothing was connected");
    }

    /// A reauthentication belongs to the user who has started it, and a login is none.
    async fn a_reauthentication_is_started_by_its_user(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        assert_leads(&Browser::new().post(&app, REAUTHENTICATE, &[]).await, "/login?next=%2Freauthenticate");
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let to = to_provider(&app, &mut browser, REAUTHENTICATE, &[]).await;
        let callback = provider.approve(&app, &to, &alice());
        browser.post(&app, "/logout", &[]).await;
        assert_eq!(browser.get(&app, &callback).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(browser.who(&app).await, None);
        // A login of an anonymous visitor, started before, does not count in the session that has been opened since.
        let mut browser = Browser::new();
        let to = to_provider(&app, &mut browser, LOG_IN, &[("next", "/password_set")]).await;
        let second = to_provider(&app, &mut browser, LOG_IN, &[]).await;
        let callback = provider.approve(&app, &second, &alice());
        assert_leads(&browser.get(&app, &callback).await, "/dashboard");
        app.clock.advance(Duration::minutes(9));
        let callback = provider.approve(&app, &to, &alice());
        assert_leads(&browser.get(&app, &callback).await, "/password_set");
        app.clock.advance(Duration::minutes(9));
        assert_leads(&browser.get(&app, "/password_set").await, "/reauthenticate?next=%2Fpassword_set");
    }

    /// The first password needs no old one. From then on the password is changed as anybody's.
    async fn a_first_password_is_set_once(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let mut elsewhere = logged_in(&app, &provider, &alice()).await;
        assert_leads(&browser.get(&app, "/password_change").await, "/password_set");
        let old = [("old_password", ""), ("new_password1", NEW), ("new_password2", NEW)];
        for guess in ["", "!", "x"] {
            let fields = [("old_password", guess), old[1], old[2]];
            assert_leads(&browser.post(&app, "/password_change", &fields).await, "/password_change");
        }
        let mut script = Browser::script_with(&browser);
        for (fields, code) in [
            ([("new_password1", "short"), ("new_password2", "short")], "password_too_short"),
            ([("new_password1", NEW), ("new_password2", "another")], "password_mismatch"),
        ] {
            let answer = script.post(&app, "/password_set", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(code), "{}", answer.body);
        }
        assert!(!auth::passwords::is_usable(&app.stored("alice").await.password.0));
        let before = browser.clone();
        assert_leads(&browser.post(&app, "/password_set", &new_password()).await, "/password_change/done");
        assert_ne!(browser.session(), before.session(), "a new session id");
        assert_eq!((before.clone().who(&app).await, elsewhere.who(&app).await), (None, None), "all others end");
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert!(app.subjects("alice@example.com").await.contains(&"Your password was changed".to_owned()));

        assert_eq!(browser.post(&app, "/password_set", &new_password()).await.status, StatusCode::CONFLICT);
        assert_leads(&browser.get(&app, "/password_set").await, "/password_change");
        let change = [("old_password", NEW), ("new_password1", testapp::PASSWORD), ("new_password2", testapp::PASSWORD)];
        assert_leads(&browser.post(&app, "/password_change", &change).await, "/password_change/done");
        Browser::logged_in(&app, "alice").await;
        logged_in(&app, &provider, &alice()).await;
        assert_leads(&Browser::new().post(&app, "/password_set", &new_password()).await, "/login?next=%2Fpassword_set");
    }

    /// Two requests set the first password at the same moment: one of them does.
    async fn parallel_first_passwords_set_one(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = std::sync::Arc::new(configured(url, &provider, &[]).await);
        logged_in(&app, &provider, &alice()).await;
        for round in 0..4 {
            set(&app, "alice", |user| user.password = Set(auth::passwords::make_unusable().into())).await;
            let browser = logged_in(&app, &provider, &alice()).await;
            let requests: Vec<_> = (0..4)
                .map(|number| {
                    let (app, browser) = (app.clone(), browser.clone());
                    tokio::spawn(async move {
                        let password = format!("password of request {number}");
                        let fields = [("new_password1", password.as_str()), ("new_password2", password.as_str())];
                        Browser::script_with(&browser).post(&app, "/password_set", &fields).await.status
                    })
                })
                .collect();
            let mut set = 0;
            for request in requests {
                match request.await.expect("no panic") {
                    StatusCode::OK => set += 1,
                    status => assert!(status.is_client_error(), "round {round}: {status}"),
                }
            }
            assert_eq!(set, 1, "round {round}");
        }
    }

    /// Without a password, an account is deleted after recent authentication, and the username is typed.
    async fn an_account_is_deleted_without_a_password(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let page = browser.get(&app, "/settings/delete").await;
        assert!(page.body.contains("name=\"confirm\"") && !page.body.contains("name=\"password\""));
        browser.post(&app, "/settings/delete", &[("confirm", "bob")]).await;
        assert_eq!(rows(&app).await.users, 1);
        app.clock.advance(Duration::minutes(30));
        let confirm = [("confirm", "alice")];
        let late = browser.post(&app, "/settings/delete", &confirm).await;
        assert!(late.location().starts_with("/reauthenticate"), "{} {}", late.status, late.location());
        assert_eq!(rows(&app).await.users, 1, "not without recent authentication");
        assert_leads(&reauthenticate(&app, &provider, &mut browser, &alice()).await, "/password_set");
        assert_leads(&browser.post(&app, "/settings/delete", &confirm).await, "/");
        assert_eq!(rows(&app).await, Rows { users: 0, accounts: vec![], sessions: vec![] });
        assert_eq!(browser.who(&app).await, None);
        // The account at the provider is free for a new user.
        logged_in(&app, &provider, &alice()).await;
        assert_ne!(app.stored("alice").await.id, 0);
    }

    /// A user with a password cannot leave it out.
    async fn a_password_that_exists_is_needed_for_a_deletion(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        let mut browser = Browser::logged_in(&app, "bob").await;
        connect(&app, &provider, &mut browser, &Login::of("of bob")).await;
        for password in ["", "wrong"] {
            browser.post(&app, "/settings/delete", &[("confirm", "bob"), ("password", password)]).await;
            browser.post(&app, "/settings/delete", &[("confirm", "bob")]).await;
            assert_eq!(rows(&app).await.users, 1, "`{password}`");
        }
    }

    /// A reset mail sets a first password if the address is confirmed. Otherwise none is sent: whoever has the mailbox may be somebody else.
    async fn a_reset_mail_goes_to_a_confirmed_address(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let mut browser = Browser::new();
        let bob = Login::of("bob").email("bob@example.com", false).username("bob");
        assert_leads(&log_in(&app, &provider, &mut browser, &bob).await, "/oauth/signup");
        let fields = [("username", "bob"), ("email", "bob@example.com")];
        assert_leads(&browser.post(&app, "/oauth/signup", &fields).await, "/dashboard");
        let mut visitor = Browser::new();
        for email in ["alice@example.com", "bob@example.com", "nobody@example.com"] {
            assert_leads(&visitor.post(&app, "/password_reset", &[("email", email)]).await, "/password_reset/done");
        }
        let mut resets = app.mails().await;
        resets.retain(|mail| mail.text.contains("/reset/"));
        assert_eq!(resets.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["alice@example.com"]);
        let link = app.link("alice@example.com", "/reset/").await;
        let form = visitor.get(&app, &link).await.location().to_owned();
        assert_leads(&visitor.post(&app, &form, &new_password()).await, "/reset/done");
        let answer = visitor.post(&app, "/login", &[("username", "alice"), ("password", NEW)]).await;
        assert_leads(&answer, "/dashboard");
        let mut again = logged_in(&app, &provider, &alice()).await;
        assert_eq!(again.who(&app).await.as_deref(), Some("alice"), "an account that was connected since stays");
    }

    /// T-OIDC-9: a reset disconnects what was connected before the address was confirmed, and keeps what was connected since.
    async fn a_reset_disconnects_what_was_connected_before_the_address_was_confirmed(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        app.user("bob", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "bob").await;
        connect(&app, &provider, &mut browser, &Login::of("before")).await;
        app.clock.advance(Duration::minutes(5));
        set(&app, "bob", |user| user.email_confirmed_at = Set(Some(app.clock.now()))).await;
        app.clock.advance(Duration::minutes(1));
        connect(&app, &provider, &mut browser, &Login::of("since")).await;
        let mut of_provider = logged_in(&app, &provider, &Login::of("before")).await;
        assert_eq!(rows(&app).await.accounts.len(), 2);

        browser.post(&app, "/settings/email", &[("email", "pending@example.com")]).await;
        let pending = app.link("pending@example.com", "/verify_email/").await;
        let mut visitor = Browser::new();
        visitor.post(&app, "/password_reset", &[("email", "bob@example.com")]).await;
        let link = app.link("bob@example.com", "/reset/").await;
        let form = visitor.get(&app, &link).await.location().to_owned();
        assert_leads(&visitor.post(&app, &form, &new_password()).await, "/reset/done");
        let accounts = rows(&app).await.accounts;
        assert_eq!(accounts.iter().map(|(_, subject)| subject.as_str()).collect::<Vec<_>>(), ["since"]);
        assert_eq!((browser.who(&app).await, of_provider.who(&app).await), (None, None), "all sessions end");
        let subjects = app.subjects("bob@example.com").await;
        assert!(subjects.contains(&DISCONNECTED.to_owned()), "{subjects:?}");
        // A change of address that was under way is void as well.
        visitor.get(&app, &pending).await;
        visitor.post(&app, &pending, &[]).await;
        assert_eq!(app.stored("bob").await.email, "bob@example.com");
        assert_leads(&log_in(&app, &provider, &mut visitor, &Login::of("before")).await, "/oauth/signup");
        logged_in(&app, &provider, &Login::of("since")).await;
    }
}
