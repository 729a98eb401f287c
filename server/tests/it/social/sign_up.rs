//! Signing up with an account at a provider, where something is missing.

use serde_json::{Value, json};

use super::*;

const SIGN_UP: &str = "/oauth/signup";

fn form<'a>(username: &'a str, email: &'a str) -> [(&'a str, &'a str); 2] {
    [("username", username), ("email", email)]
}

/// A browser that waits for the form.
async fn waiting(app: &TestApp, provider: &OpenIdProvider, login: &Login) -> Browser {
    let mut browser = Browser::new();
    assert_leads(&log_in(app, provider, &mut browser, login).await, SIGN_UP);
    assert_eq!(browser.who(app).await, None);
    browser
}

testkit::on_both_databases! {
    /// The form suggests what the provider knows. The user is in the group Customer, without a password.
    async fn a_form_asks_for_what_is_missing(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let login = Login::of("1").email("alice.liddell@example.com", true).claim("given_name", "Alice");
        let mut browser = Browser::new();
        let to = to_provider(&app, &mut browser, LOG_IN, &[("next", "/settings/profile")]).await;
        let before = browser.session().map(str::to_owned);
        let callback = provider.approve(&app, &to, &login);
        assert_leads(&browser.get(&app, &callback).await, SIGN_UP);
        assert_ne!(browser.session().map(str::to_owned), before, "a new session id");
        let page = browser.get(&app, SIGN_UP).await;
        assert_eq!(page.value_of("username").as_deref(), Some("alice.liddell"));
        assert_eq!(page.value_of("email").as_deref(), Some("alice.liddell@example.com"));
        assert!(page.body.contains("Confirmed by Acme."));
        assert_eq!(rows(&app).await, Rows { users: 0, accounts: vec![], sessions: vec![] });
        let before = browser.session().map(str::to_owned);
        let answer = browser.post(&app, SIGN_UP, &form("alice", "Alice.Liddell@EXAMPLE.com")).await;
        assert_leads(&answer, "/settings/profile");
        assert_ne!(browser.session().map(str::to_owned), before, "a new session id");
        let user = app.stored("alice").await;
        assert!(!auth::passwords::is_usable(&user.password.0) && !user.is_staff && !user.is_superuser);
        assert!(user.email_confirmed_at.is_some(), "the address is the provider's");
        let viewer = app.viewer("alice").await;
        assert!(viewer.groups.iter().eq([Role::Customer.group()]) && viewer.first_name == "Alice");
        let expected = Rows { users: 1, accounts: vec![(user.id, "1".into())], sessions: vec![user.id] };
        assert_eq!(rows(&app).await, expected);
        assert_leads(&Browser::new().get(&app, SIGN_UP).await, "/login");
        assert_eq!(logged_in(&app, &provider, &login).await.who(&app).await.as_deref(), Some("alice"));
    }

    /// The address counts as confirmed only if it is the one that the provider has verified.
    async fn another_address_has_to_be_confirmed(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for (name, login, email) in [
            ("changed", Login::of("1").email("one@example.com", true), "other1@example.com"),
            ("unverified", Login::of("2").email("two@example.com", false), "two@example.com"),
            ("unsaid", Login::of("3").email("three@example.com", Value::Null), "three@example.com"),
            ("text", Login::of("4").email("four@example.com", "false"), "four@example.com"),
            ("absent", Login::of("5"), "five@example.com"),
        ] {
            let mut browser = waiting(&app, &provider, &login).await;
            let page = browser.get(&app, SIGN_UP).await;
            assert_eq!(page.body.contains("Confirmed by Acme."), name == "changed", "{name}");
            assert_leads(&browser.post(&app, SIGN_UP, &form(name, email)).await, "/dashboard");
            assert_eq!(app.stored(name).await.email_confirmed_at, None, "{name}");
            assert!(app.link(email, "/verify_email/").await.len() > 20, "{name}");
        }
    }

    /// What the form refuses: taken and invalid names, taken addresses, further fields. It is open for ten minutes.
    async fn the_form_has_the_rules_of_a_sign_up(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        let mut browser = waiting(&app, &provider, &Login::of("1").email("bob@example.com", false).username("bob")).await;
        let mut script = Browser::script_with(&browser);
        for (username, email, code) in [
            ("BOB", "new@example.com", "username_taken"),
            ("bob@example.com", "new@example.com", "username_taken"),
            ("al ice", "new@example.com", "invalid_username"),
            ("", "new@example.com", "required"),
            ("alice", "Bob@example.com", "email_taken"),
            ("alice", "nonsense", "invalid_email"),
            ("alice", "", "required"),
        ] {
            let answer = script.post(&app, SIGN_UP, &form(username, email)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{username} {email}");
            assert!(answer.body.contains(code), "{username} {email}: {}", answer.body);
        }
        for extra in ["is_staff", "password", "password1", "subject", "issuer", "provider", "email_is_verified", "id"] {
            let fields = [("username", "alice"), ("email", "new@example.com"), (extra, "true")];
            assert_eq!(script.post(&app, SIGN_UP, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{extra}");
        }
        assert_leads(&browser.post(&app, SIGN_UP, &form("al ice", "new@example.com")).await, SIGN_UP);
        assert!(browser.get(&app, SIGN_UP).await.body.contains("role=\"alert\""));
        assert_eq!(rows(&app).await, Rows { users: 1, accounts: vec![], sessions: vec![] });
        app.clock.advance(time::Duration::minutes(11));
        assert_leads(&browser.get(&app, SIGN_UP).await, "/login");
        let late = browser.post(&app, SIGN_UP, &form("alice", "new@example.com")).await;
        assert_eq!((late.status, rows(&app).await.users), (StatusCode::NOT_FOUND, 1));
    }

    /// A username that is taken or not allowed here leads to the form, and is not suggested if it is not allowed.
    async fn a_name_that_cannot_be_used_leads_to_the_form(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        for (number, (name, suggested)) in [
            ("bob", Some("bob")),
            ("<script>", Some("carol")),
            ("two words", Some("carol")),
            ("admin", Some("carol")),
            ("", Some("carol")),
            ("a\u{202e}b", Some("carol")),
        ]
        .into_iter()
        .enumerate()
        {
            let login = Login::of(&number.to_string()).email("carol@example.com", true).username(name);
            let mut browser = waiting(&app, &provider, &login).await;
            let page = browser.get(&app, SIGN_UP).await;
            assert_eq!(page.value_of("username").as_deref(), suggested, "{name}");
            assert!(!page.body.contains("<script>\""), "{name}");
        }
        assert_eq!(rows(&app).await.users, 1);
    }

    /// T-OIDC-15: sign-up that is closed is closed for accounts at providers. Users who are connected log in.
    async fn a_closed_sign_up_is_closed_here_as_well(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url.clone(), &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let mut waiting = waiting(&app, &provider, &Login::of("waits")).await;
        let closed = configured(url, &provider, &[("ACCOUNT_SIGNUP_OPEN", "false")]).await;
        logged_in(&closed, &provider, &alice()).await;
        let before = rows(&closed).await;
        for login in [Login::of("1"), Login::of("2").email("b@example.com", true).username("bob")] {
            let mut browser = Browser::new();
            let answer = log_in(&closed, &provider, &mut browser, &login).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(main_of(&answer).contains("sign-up is closed"));
            assert_eq!(browser.who(&closed).await, None);
            assert_leads(&browser.get(&closed, SIGN_UP).await, "/login");
        }
        waiting.post(&closed, SIGN_UP, &form("waits", "waits@example.com")).await;
        assert_eq!(rows(&closed).await, before, "a form that was opened before is refused");
        assert!(!Browser::new().get(&closed, "/signup").await.body.contains("/oauth/"));
        // The owner of an address can still connect.
        confirmed(&closed, "bob").await;
        let bob = Login::of("of bob").email("bob@example.com", true);
        assert_leads(&log_in(&closed, &provider, &mut Browser::new(), &bob).await, "/oauth/connect");
    }

    /// `ACCOUNT_EMAIL_VERIFICATION=mandatory`: an address that the provider has not verified has to be confirmed before the first login, and
    /// an address that is taken is not revealed.
    async fn a_mandatory_confirmation_comes_first(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[("ACCOUNT_EMAIL_VERIFICATION", "mandatory")]).await;
        confirmed(&app, "bob").await;
        let mut answers = Vec::new();
        for (subject, email) in [("1", "new@example.com"), ("2", "bob@example.com")] {
            let mut browser = waiting(&app, &provider, &Login::of(subject).email(email, false)).await;
            let answer = browser.post(&app, SIGN_UP, &form(&format!("user{subject}"), email)).await;
            assert_leads(&answer, "/verify_email");
            assert_eq!(browser.who(&app).await, None, "{email}");
            let page = browser.get(&app, "/verify_email").await;
            let token = page.value_of("csrf_token").expect("a token");
            answers.push(main_of(&page).replace(&token, ""));
        }
        assert_eq!(answers[0], answers[1], "nothing tells whether the address is taken");
        assert!(answers[0].contains("We have sent you an email with a link."));
        assert_eq!(rows(&app).await.sessions, Vec::<i64>::new());
        assert_eq!(rows(&app).await.accounts.len(), 1);
        let subjects = app.subjects("new@example.com").await;
        assert_eq!(subjects.len(), 1, "one link: {subjects:?}");
        assert_eq!(app.subjects("bob@example.com").await.len(), 1, "the owner of the address is told");

        // The link confirms the address; then the account at the provider logs in.
        let again = Login::of("1").email("new@example.com", false);
        assert_leads(&log_in(&app, &provider, &mut Browser::new(), &again).await, "/verify_email");
        let link = app.link("new@example.com", "/verify_email/").await;
        let mut browser = Browser::new();
        browser.get(&app, &link).await;
        browser.post(&app, &link, &[]).await;
        assert!(app.stored("user1").await.email_confirmed_at.is_some());
        assert_eq!(logged_in(&app, &provider, &again).await.who(&app).await.as_deref(), Some("user1"));
        // An address that the provider has verified needs no link.
        logged_in(&app, &provider, &alice()).await;
    }

    /// T-OIDC-16: text of a provider is shortened, dropped or escaped, and never makes a page fail.
    async fn claims_that_cannot_be_stored_are_dropped(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let long = "x".repeat(50_000);
        for (number, (name, value)) in [
            ("given_name", json!("a\u{0}b")),
            ("given_name", json!("a\nb")),
            ("given_name", json!("\u{202e}evil")),
            ("given_name", json!("n".repeat(151))),
            ("given_name", json!(long)),
            ("family_name", json!(long)),
            ("picture", json!(format!("https://pictures.example/{long}"))),
        ]
        .into_iter()
        .enumerate()
        {
            let username = format!("user{number}");
            let email = format!("{username}@example.com");
            let login = Login::of(&username).email(&email, true).username(&username).claim(name, value);
            logged_in(&app, &provider, &login).await;
            let viewer = app.viewer(&username).await;
            assert_eq!((viewer.first_name.as_str(), viewer.last_name.as_str()), ("", ""), "{name} {number}");
        }
        for (number, (name, value)) in [
            ("preferred_username", json!("a\u{0}b")),
            ("preferred_username", json!(long)),
            ("email", json!("a\u{0}b@example.com")),
            ("email", json!(format!("{long}@example.com"))),
            ("given_name", json!(long)),
        ]
        .into_iter()
        .enumerate()
        {
            let login = Login::of(&format!("form {number}")).claim(name, value).claim("email_verified", true);
            let mut browser = waiting(&app, &provider, &login).await;
            let page = browser.get(&app, SIGN_UP).await;
            assert_eq!(page.status, StatusCode::OK, "{name} {number}");
            let name = format!("form{number}");
            let email = format!("{name}@example.com");
            assert_leads(&browser.post(&app, SIGN_UP, &form(&name, &email)).await, "/dashboard");
            assert_eq!(browser.get(&app, CONNECTIONS).await.status, StatusCode::OK);
            assert_eq!(app.stored(&name).await.email_confirmed_at, None, "{name}");
        }
    }
}
