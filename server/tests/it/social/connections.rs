//! Connecting and disconnecting accounts in the settings (T-OIDC-10, T-OIDC-11).

use time::Duration;

use super::*;

testkit::on_both_databases! {
    async fn an_account_is_connected_and_disconnected(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let bob = confirmed(&app, "bob").await;
        let mut browser = Browser::logged_in(&app, "bob").await;
        let session = browser.session().map(str::to_owned);
        let login = Login::of("subject-of-bob").email("robert@example.com", false);
        assert_leads(&connect(&app, &provider, &mut browser, &login).await, CONNECTIONS);
        let page = browser.get(&app, CONNECTIONS).await;
        assert!(page.body.contains("Your Acme account has been connected."));
        assert!(page.body.contains("robert@example.com") && page.body.contains("Disconnect"));
        assert_eq!(browser.session().map(str::to_owned), session, "the session is the same");
        assert_leads(&connect(&app, &provider, &mut browser, &login).await, CONNECTIONS);
        assert!(browser.get(&app, CONNECTIONS).await.body.contains("This Acme account is already connected."));
        assert_eq!(rows(&app).await.accounts, [(bob.id, "subject-of-bob".to_owned())]);
        assert_eq!(app.stored("bob").await.email, "bob@example.com", "the address is not changed");

        let mut elsewhere = logged_in(&app, &provider, &login).await;
        let mut by_password = Browser::logged_in(&app, "bob").await;
        assert_leads(&disconnect(&app, &mut browser, "subject-of-bob").await, CONNECTIONS);
        assert!(browser.get(&app, CONNECTIONS).await.body.contains("Your Acme account has been disconnected."));
        assert_eq!(rows(&app).await.accounts, vec![]);
        assert_eq!(elsewhere.who(&app).await, None, "a session that was opened with it ends");
        assert_eq!(by_password.who(&app).await.as_deref(), Some("bob"));
        assert_eq!(browser.who(&app).await.as_deref(), Some("bob"));
        let answer = log_in(&app, &provider, &mut Browser::new(), &login).await;
        assert_leads(&answer, "/oauth/signup");

        let events = events(&app).await;
        let of = |name| events.iter().filter(|event| *event == name).count();
        assert_eq!((of("social_account_connected"), of("social_account_disconnected")), (1, 1));
        let subjects = app.subjects("bob@example.com").await;
        for about in [CONNECTED, DISCONNECTED] {
            assert_eq!(subjects.iter().filter(|subject| *subject == about).count(), 1, "{subjects:?}");
        }
        assert!(app.mails().await.iter().any(|mail| mail.text.contains("robert@example.com")));
    }

    /// T-OIDC-10: recent authentication, and a form of this site.
    async fn connecting_needs_recent_authentication(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        let mut browser = Browser::logged_in(&app, "bob").await;
        connect(&app, &provider, &mut browser, &Login::of("1")).await;
        let path = disconnect_path(&app, "1").await;
        app.clock.advance(Duration::minutes(30));
        for form in [CONNECT, &path] {
            let answer = browser.post(&app, form, &[]).await;
            assert_leads(&answer, "/reauthenticate?next=%2Fsettings%2Fconnections");
            let script = Browser::script_with(&browser).post(&app, form, &[]).await;
            assert_eq!(script.status, StatusCode::FORBIDDEN, "{form}");
            assert_leads(&Browser::new().post(&app, form, &[]).await, "/login?next=%2Fsettings%2Fconnections");
            assert_eq!(browser.get(&app, form).await.status, StatusCode::METHOD_NOT_ALLOWED, "{form}");
            let cross_site = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
            let answer = browser.send(&app, axum::http::Method::POST, form, &cross_site, String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        }
        assert_eq!((flows(&app).await, rows(&app).await.accounts.len()), (0, 1));
        let password = [("password", testapp::PASSWORD), ("next", CONNECTIONS)];
        assert_leads(&browser.post(&app, "/reauthenticate", &password).await, CONNECTIONS);
        assert_leads(&connect(&app, &provider, &mut browser, &Login::of("2")).await, CONNECTIONS);
    }

    /// T-OIDC-10: an account that is connected with a user cannot be connected with another one.
    async fn an_account_of_somebody_else_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let (bob, carol) = (confirmed(&app, "bob").await, confirmed(&app, "carol").await);
        let mut of_bob = Browser::logged_in(&app, "bob").await;
        let mut of_carol = Browser::logged_in(&app, "carol").await;
        connect(&app, &provider, &mut of_bob, &Login::of("of bob")).await;
        connect(&app, &provider, &mut of_carol, &Login::of("of carol")).await;
        let expected = vec![(bob.id, "of bob".to_owned()), (carol.id, "of carol".to_owned())];
        for (browser, subject, name) in [(&mut of_bob, "of carol", "bob"), (&mut of_carol, "of bob", "carol")] {
            let answer = connect(&app, &provider, browser, &Login::of(subject)).await;
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert!(main_of(&answer).contains("connected with another account"), "{}", main_of(&answer));
            assert_eq!(browser.who(&app).await.as_deref(), Some(name));
            let path = disconnect_path(&app, subject).await;
            assert_eq!(browser.post(&app, &path, &[]).await.status, StatusCode::NOT_FOUND, "not an account of {name}");
        }
        assert_eq!(rows(&app).await.accounts, expected);
        for path in ["/settings/connections/0/disconnect", "/settings/connections/x/disconnect"] {
            assert_eq!(of_bob.post(&app, path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// A connection that is under way belongs to the user who has started it.
    async fn a_connection_ends_with_the_session_that_has_started_it(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for name in ["bob", "carol"] {
            confirmed(&app, name).await;
        }
        let mut browser = Browser::logged_in(&app, "bob").await;
        let to = to_provider(&app, &mut browser, CONNECT, &[]).await;
        let callback = provider.approve(&app, &to, &Login::of("of bob"));
        // Another user in the same browser, nobody in the same browser, and another browser of the same user.
        browser.post(&app, "/logout", &[]).await;
        assert_eq!(browser.get(&app, &callback).await.status, StatusCode::BAD_REQUEST);
        browser.log_in(&app, "carol", &[]).await;
        assert_eq!(browser.get(&app, &callback).await.status, StatusCode::BAD_REQUEST);
        let mut other = Browser::logged_in(&app, "bob").await;
        assert_eq!(other.get(&app, &callback).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(rows(&app).await.accounts, vec![]);

        // A session that has ended in the meantime: the password was changed elsewhere.
        let mut browser = Browser::logged_in(&app, "bob").await;
        let to = to_provider(&app, &mut browser, CONNECT, &[]).await;
        let callback = provider.approve(&app, &to, &Login::of("of bob"));
        let bob = app.stored("bob").await.id;
        auth::passwords::change::set_by_operator(&app.auth, bob, "a brand new password".into()).await.expect("changed");
        let answer = browser.get(&app, &callback).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        assert_eq!((rows(&app).await.accounts, browser.who(&app).await), (vec![], None));
    }

    /// T-OIDC-11: the last way to log in stays. An account of a provider that is not configured any more is no way to log in.
    async fn the_last_way_to_log_in_cannot_be_disconnected(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let alice_id = app.stored("alice").await.id;
        let page = browser.get(&app, CONNECTIONS).await;
        assert!(page.body.contains("Your only way to log in") && !page.body.contains(">Disconnect<"));
        let answer = disconnect(&app, &mut browser, "subject-of-alice").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let gone = social_account::ActiveModel {
            user_id: Set(alice_id),
            provider: Set("gone".into()),
            issuer: Set("https://gone.example".into()),
            subject: Set("of gone".into()),
            created_at: Set(app.clock.now()),
            ..Default::default()
        };
        social_account::Entity::insert(gone).exec(app.auth.db.writer()).await.expect("inserted");
        assert_eq!(disconnect(&app, &mut browser, "subject-of-alice").await.status, StatusCode::CONFLICT);
        assert!(browser.get(&app, CONNECTIONS).await.body.contains("gone"));
        assert_leads(&disconnect(&app, &mut browser, "of gone").await, CONNECTIONS);
        assert_eq!(rows(&app).await.accounts, [(alice_id, "subject-of-alice".to_owned())]);

        // With another account, or with a password, it can be disconnected. The session from which that is done stays.
        connect(&app, &provider, &mut browser, &Login::of("second")).await;
        assert_leads(&disconnect(&app, &mut browser, "subject-of-alice").await, CONNECTIONS);
        assert_eq!(disconnect(&app, &mut browser, "second").await.status, StatusCode::CONFLICT);
        let new = [("new_password1", "quite another password"), ("new_password2", "quite another password")];
        assert_leads(&browser.post(&app, "/password_set", &new).await, "/password_change/done");
        assert_leads(&disconnect(&app, &mut browser, "second").await, CONNECTIONS);
        assert_eq!(rows(&app).await.accounts, vec![]);
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
    }
}
