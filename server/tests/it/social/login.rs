//! Logging in and signing up without a form.

use super::*;

testkit::on_both_databases! {
    /// The provider knows everything: a new user in the group Customer, without a password, with a confirmed address.
    async fn the_first_login_creates_a_user_and_the_next_one_finds_it(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let page = browser.get(&app, "/login").await;
        assert!(page.body.contains("Continue with Acme") && page.body.contains("action=\"/oauth/oidc/login\""));
        let policy = page.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains(&format!("form-action 'self' {};", provider.issuer())), "{policy}");
        let to = to_provider(&app, &mut browser, LOG_IN, &[]).await;
        let before = browser.session().expect("a session").to_owned();
        let callback = provider.approve(&app, &to, &alice());
        let answer = browser.get(&app, &callback).await;
        assert_leads(&answer, "/dashboard");
        assert_ne!(browser.session(), Some(before.as_str()), "a new session id");
        assert!(browser.get(&app, "/dashboard").await.body.contains("Your account has been created."));

        let user = app.stored("alice").await;
        assert_eq!((user.email.as_str(), user.email_confirmed_at.is_some()), ("alice@example.com", true));
        assert!(!auth::passwords::is_usable(&user.password.0));
        assert!(!user.is_staff && !user.is_superuser && user.is_active);
        assert!(app.viewer("alice").await.groups.iter().eq([Role::Customer.group()]));
        let expected = Rows { users: 1, accounts: vec![(user.id, "subject-of-alice".into())], sessions: vec![user.id] };
        assert_eq!(rows(&app).await, expected);
        assert_eq!(flows(&app).await, 0);
        assert_eq!(
            events(&app).await,
            ["user_created", "email_confirmed", "social_account_connected", "user_logged_in"]
        );
        assert_eq!(app.subjects("alice@example.com").await.len(), 1, "a welcome and nothing else");

        let first = social_account::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a row");
        app.clock.advance(time::Duration::HOUR);
        let mut elsewhere = logged_in(&app, &provider, &alice()).await;
        assert_eq!(elsewhere.who(&app).await.as_deref(), Some("alice"));
        assert!(!elsewhere.get(&app, "/dashboard").await.body.contains("Your account has been created."));
        let after = social_account::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a row");
        assert!(after.last_login_at > first.last_login_at);
        let expected = Rows { sessions: vec![user.id, user.id], ..expected };
        assert_eq!(rows(&app).await, expected);
        assert!(elsewhere.cookies.get("login_method").is_some_and(|method| method == "oauth:oidc"));
    }

    /// 10.5.2: the subject identifies an account. A changed address or name at the provider changes nothing here, and another subject with
    /// the same address is another account.
    async fn the_subject_identifies_an_account(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let changed = Login::of("subject-of-alice").email("new@example.com", true).username("root");
        assert_eq!(logged_in(&app, &provider, &changed).await.who(&app).await.as_deref(), Some("alice"));
        let stored = app.stored("alice").await;
        assert_eq!(stored.email, "alice@example.com");
        for subject in ["SUBJECT-OF-ALICE", "subject-of-alice ", "subject-of-alic", "1"] {
            let mut other = Browser::new();
            let login = Login::of(subject).email("alice@example.com", true).username("alice");
            assert_leads(&log_in(&app, &provider, &mut other, &login).await, "/oauth/connect");
            assert_eq!(other.who(&app).await, None, "`{subject}`");
        }
        assert_eq!(rows(&app).await.accounts, [(stored.id, "subject-of-alice".to_owned())]);
    }

    /// T-OIDC-13: a subject that is not printable is refused. PostgreSQL could not even look for one with NUL.
    async fn a_subject_with_control_characters_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for subject in ["a\0b", "\0", "a\nb", "a\u{7f}"] {
            let login = Login::of(subject).email("alice@example.com", true).username("alice");
            let answer = log_in(&app, &provider, &mut Browser::new(), &login).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{subject:?}");
        }
        assert_eq!(rows(&app).await, Rows { users: 0, accounts: vec![], sessions: vec![] });
    }

    /// T-OIDC-15: an inactive user is not logged in, whatever the provider says.
    async fn an_inactive_user_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        set(&app, "alice", |user| user.is_active = Set(false)).await;
        let mut browser = Browser::new();
        let answer = log_in(&app, &provider, &mut browser, &alice()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(main_of(&answer).contains("The account is not active."));
        assert_eq!(browser.who(&app).await, None);
        assert_eq!(events(&app).await.last().map(String::as_str), Some("user_login_failed"));
    }

    /// T-OIDC-16: claims are suggestions for a new user. They give no rights, and a picture is not fetched.
    async fn claims_give_no_rights(url: String) {
        let provider = OpenIdProvider::start().await;
        let pictures = testapp::provider::Stub::start().await;
        let app = configured(url, &provider, &[]).await;
        let login = alice()
            .claim("picture", pictures.url())
            .claim("profile", format!("{}/profile", pictures.url()))
            .claim("groups", serde_json::json!(["Admin", "Manager"]))
            .claim("roles", serde_json::json!(["admin"]))
            .claim("is_staff", true)
            .claim("is_superuser", true)
            .claim("user_id", 1)
            .claim("given_name", "<b>Alice</b>")
            .claim("family_name", "Liddell");
        let mut browser = logged_in(&app, &provider, &login).await;
        let viewer = app.viewer("alice").await;
        assert!(viewer.groups.iter().eq([Role::Customer.group()]), "{:?}", viewer.groups);
        assert!(!viewer.is_staff && !viewer.is_superuser);
        assert_eq!((viewer.first_name.as_str(), viewer.permissions.contains("auth.view_user")), ("<b>Alice</b>", false));
        let page = browser.get(&app, "/settings/profile").await;
        assert!(!page.body.contains("<b>Alice") && page.body.contains("Liddell"));
        assert_eq!(pictures.all_calls(), Vec::<String>::new());
    }

    /// Two replicas share nothing but the database.
    async fn a_login_may_end_on_another_replica(url: String) {
        let provider = OpenIdProvider::start().await;
        let one = configured(url.clone(), &provider, &[]).await;
        let two = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let to = to_provider(&one, &mut browser, LOG_IN, &[("next", "/settings/profile")]).await;
        let callback = provider.approve(&one, &to, &alice());
        assert_leads(&browser.get(&two, &callback).await, "/settings/profile");
        assert_eq!(browser.who(&one).await.as_deref(), Some("alice"));
        // The first replica does not accept the response again.
        assert_leads(&browser.post(&one, "/logout", &[]).await, "/login");
        assert_eq!(browser.get(&one, &callback).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(browser.who(&one).await, None);
    }

    /// The forms are closed to everybody whom a login at a provider has not led there.
    async fn the_forms_are_for_those_who_were_sent_there(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        for path in ["/oauth/signup", "/oauth/connect"] {
            assert_leads(&Browser::new().get(&app, path).await, "/login");
        }
        let fields = [("username", "mallory"), ("email", "m@example.com")];
        assert_eq!(Browser::new().post(&app, "/oauth/signup", &fields).await.status, StatusCode::NOT_FOUND);
        let password = [("password", testapp::PASSWORD)];
        assert_eq!(Browser::new().post(&app, "/oauth/connect", &password).await.status, StatusCode::NOT_FOUND);
        // The other form is not open either.
        let mut browser = Browser::new();
        let bob = Login::of("bob").email("bob@example.com", true).username("bob");
        assert_leads(&log_in(&app, &provider, &mut browser, &bob).await, "/oauth/connect");
        assert_leads(&browser.get(&app, "/oauth/signup").await, "/login");
        assert_eq!(browser.post(&app, "/oauth/signup", &fields).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rows(&app).await, Rows { users: 1, accounts: vec![], sessions: vec![] });
    }

    /// A provider that is not configured any more opens no sessions, and those that it has opened end.
    async fn a_provider_that_is_removed_ends_its_sessions(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url.clone(), &provider, &[]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let to = to_provider(&app, &mut Browser::new(), LOG_IN, &[]).await;
        let callback = provider.approve(&app, &to, &alice());
        let later = TestApp::start(url).await;
        assert_eq!(browser.who(&later).await, None);
        assert_eq!(browser.get(&later, &callback).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rows(&later).await.accounts.len(), 1, "the account stays connected");
    }

    /// Without a provider there are no buttons and no routes to use.
    async fn without_a_provider_there_is_nothing(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        for path in ["/login", "/signup"] {
            assert!(!Browser::new().get(&app, path).await.body.contains("/oauth/"), "{path}");
        }
        assert_eq!(Browser::new().post(&app, LOG_IN, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::new().get(&app, "/oauth/oidc/callback?state=x&code=y").await.status, StatusCode::NOT_FOUND);
        let mut browser = Browser::logged_in(&app, "alice").await;
        assert!(!browser.get(&app, CONNECTIONS).await.body.contains("Connect an account"));
        let connect = browser.post(&app, "/settings/connections/oidc/connect", &[]).await;
        assert_eq!(connect.status, StatusCode::NOT_FOUND);
    }
}
