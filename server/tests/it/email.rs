//! Confirming and changing an email address: the T-VER rows of SECURITY.

use contract::site::NAME;
use std::sync::Arc;

use axum::http::StatusCode;
use entity::{one_time_token, user};
use sea_orm::{EntityTrait, PaginatorTrait};
use time::Duration;

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

const MANDATORY: [(&str, &str); 1] = [("ACCOUNT_EMAIL_VERIFICATION", "mandatory")];

fn sign_up<'a>(name: &'a str, email: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("username", name),
        ("email", email),
        ("password1", PASSWORD),
        ("password2", PASSWORD),
    ]
}

/// Opens a link and presses its button.
async fn press(app: &TestApp, browser: &mut Browser, link: &str) -> crate::browser::Answer {
    let page = browser.get(app, link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&format!("action=\"{link}\"")), "{}", page.body);
    browser.post(app, link, &[]).await
}

async fn is_invalid(app: &TestApp, link: &str) {
    let page = Browser::new().get(app, link).await;
    assert_eq!(page.status, StatusCode::OK, "{link}");
    assert!(
        !page.body.contains("method=\"post\" action=\"/verify_email/"),
        "{link} still has its button"
    );
    assert!(page.body.contains("Email address not confirmed"), "{link}");
    let answer = Browser::script().post(app, link, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{link}");
    assert!(answer.body.contains("invalid_link"), "{}", answer.body);
}

testkit::on_both_databases! {
    /// T-VER-1, T-VER-5.
    async fn a_button_confirms_and_opening_the_link_does_not(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        browser.post(&app, "/signup", &sign_up("alice", "alice@example.com")).await;
        assert!(browser.get(&app, "/dashboard").await.body.contains("Your email address is not confirmed yet"));
        let link = app.link("alice@example.com", "/verify_email/").await;
        for _ in 0..3 {
            assert_eq!(Browser::new().get(&app, &link).await.status, StatusCode::OK);
        }
        assert!(app.stored("alice").await.email_confirmed_at.is_none());
        let mut elsewhere = Browser::new();
        let answer = press(&app, &mut elsewhere, &link).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/login"));
        assert!(elsewhere.get(&app, "/login").await.body.contains("Your email address is confirmed."));
        assert_eq!(elsewhere.who(&app).await, None, "it logs nobody in");
        assert!(app.stored("alice").await.email_confirmed_at.is_some());
        assert!(!browser.get(&app, "/dashboard").await.body.contains("not confirmed yet"));
        is_invalid(&app, &link).await;
        is_invalid(&app, "/verify_email/x").await;
        is_invalid(&app, "/verify_email/%7Btoken%7D").await;
    }

    async fn a_confirmation_expires(url: String) {
        let app = TestApp::configured(url, &[("EMAIL_VERIFICATION_TIMEOUT", "3600")]).await;
        Browser::new().post(&app, "/signup", &sign_up("alice", "alice@example.com")).await;
        let link = app.link("alice@example.com", "/verify_email/").await;
        app.clock.advance(Duration::seconds(3601));
        is_invalid(&app, &link).await;
        assert!(app.stored("alice").await.email_confirmed_at.is_none());
    }

    async fn without_verification_nobody_is_asked(url: String) {
        let app = TestApp::configured(url, &[("ACCOUNT_EMAIL_VERIFICATION", "none")]).await;
        let mut browser = Browser::new();
        browser.post(&app, "/signup", &sign_up("alice", "alice@example.com")).await;
        assert!(!browser.get(&app, "/dashboard").await.body.contains("not confirmed yet"));
        Browser::new().post(&app, "/verify_email", &[("email", "alice@example.com")]).await;
        assert_eq!(app.subjects("alice@example.com").await, [format!("Welcome to {NAME}")]);
    }

    /// S2-37: no login before the address is confirmed; sign-up does not log in.
    async fn mandatory_means_first(url: String) {
        let app = TestApp::configured(url, &MANDATORY).await;
        let mut browser = Browser::new();
        let answer = browser.post(&app, "/signup", &sign_up("alice", "alice@example.com")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/verify_email"));
        assert!(browser.get(&app, "/verify_email").await.body.contains("We have sent you an email with a link."));
        assert_eq!(browser.who(&app).await, None);

        // T-ENUM-2: the reason is shown only after the correct password.
        let wrong = Browser::script().post(&app, "/login", &[("username", "alice"), ("password", "wrong")]).await;
        assert!(wrong.body.contains("invalid_login"), "{}", wrong.body);
        let right = Browser::script().log_in(&app, "alice", &[]).await;
        assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(right.body.contains("email_not_confirmed"), "{}", right.body);
        assert_eq!(app.mails().await.len(), 1, "the first mail is a moment old");
        app.clock.advance(Duration::minutes(4));
        Browser::script().log_in(&app, "alice", &[]).await;
        assert_eq!(app.mails().await.len(), 2);

        let link = app.link("alice@example.com", "/verify_email/").await;
        assert_eq!(press(&app, &mut browser, &link).await.location(), "/login");
        assert_eq!(browser.log_in(&app, "alice", &[]).await.location(), "/dashboard");
        assert_eq!(app.subjects("alice@example.com").await[0], format!("Welcome to {NAME}"));
    }

    /// T-ENUM-3: a sign-up with a known address gets the same response, and its owner is notified.
    async fn mandatory_sign_up_does_not_tell_who_has_an_account(url: String) {
        let app = TestApp::configured(url, &MANDATORY).await;
        let owner = app.user("owner", None).await;
        let mut answers = Vec::new();
        let mut times = Vec::new();
        for (name, email) in [("one", "new@example.com"), ("two", "Owner@Example.com")] {
            let mut browser = Browser::new();
            let started = std::time::Instant::now();
            let answer = browser.post(&app, "/signup", &sign_up(name, email)).await;
            times.push(started.elapsed());
            answers.push((answer.status, answer.location().to_owned(), browser.get(&app, "/verify_email").await.body.len()));
            let mut script = Browser::script();
            let again = script.post(&app, "/signup", &sign_up(&format!("{name}-script"), email)).await;
            assert_eq!((again.status, again.body.as_str()), (StatusCode::OK, r#"{"next":"/verify_email"}"#), "{email}");
        }
        assert_eq!(answers[0], answers[1]);
        // A username that is an address does not reveal its owner either.
        for (name, email) in [("owner@example.com", "a@example.com"), ("nobody@example.com", "b@example.com")] {
            let answer = Browser::script().post(&app, "/signup", &sign_up(name, email)).await;
            assert!(answer.body.contains("username_taken"), "{name}: {}", answer.body);
        }
        assert!(times.iter().all(|time| time.as_millis() >= 400), "{times:?}");
        assert_eq!(app.subjects("owner@example.com").await[0], format!("You already have an account on {NAME}"));
        let after = app.stored("owner").await;
        assert_eq!((after.password, after.email), (owner.password, owner.email), "no row changed");
        let users = user::Entity::find().count(app.auth.db.reader()).await.expect("counts");
        assert_eq!(users, 2, "the owner and the first new one");
    }

    /// A password reset confirms the address, because the link proves that the user can read its mail.
    async fn a_reset_confirms_the_address(url: String) {
        let app = TestApp::configured(url, &MANDATORY).await;
        Browser::new().post(&app, "/signup", &sign_up("alice", "alice@example.com")).await;
        Browser::new().post(&app, "/password_reset", &[("email", "alice@example.com")]).await;
        let link = app.link("alice@example.com", "/reset/").await;
        let mut browser = Browser::new();
        let page = browser.get(&app, &link).await.location().to_owned();
        let new = "quite another password";
        browser.post(&app, &page, &[("new_password1", new), ("new_password2", new)]).await;
        assert!(app.audited().await.iter().any(|(event, ..)| event == "email_confirmed"));
        let answer = browser.post(&app, "/login", &[("username", "alice"), ("password", new)]).await;
        assert_eq!(answer.location(), "/dashboard");
        // A username may be the user's own address, but not another user's.
        let own = Browser::script().post(&app, "/signup", &sign_up("own@example.com", "own@example.com")).await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.body);
    }

    /// T-RACE-1 for addresses: one account is created, and the responses do not differ.
    async fn mandatory_sign_ups_at_once(url: String) {
        let app = Arc::new(TestApp::configured(url, &MANDATORY).await);
        let attempts: Vec<_> = (0..12)
            .map(|attempt| {
                let app = Arc::clone(&app);
                tokio::spawn(async move {
                    let name = format!("user{attempt}");
                    Browser::script().post(&app, "/signup", &sign_up(&name, "same@example.com")).await.status
                })
            })
            .collect();
        for attempt in attempts {
            assert_eq!(attempt.await.expect("no panic"), StatusCode::OK);
        }
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 1);
        let confirmations = app.subjects("same@example.com").await;
        assert_eq!(confirmations.iter().filter(|s| s.starts_with("Please confirm")).count(), 1, "{confirmations:?}");
    }

    /// The same response for every address, and a limit on mails.
    async fn asking_for_the_link_again_says_nothing(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut answers = Vec::new();
        for email in ["alice@example.com", "nobody@example.com", "alice@example.com"] {
            let mut browser = Browser::new();
            let answer = browser.post(&app, "/verify_email", &[("email", email)]).await;
            answers.push((answer.status, answer.location().to_owned(), browser.get(&app, "/verify_email").await.body.len()));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(app.mails().await.len(), 1, "one within three minutes");
        app.clock.advance(Duration::minutes(4));
        Browser::new().post(&app, "/verify_email", &[("email", "alice@example.com")]).await;
        assert_eq!(app.mails().await.len(), 2);
    }

    /// P-8: the new address is confirmed, the former one is notified and can undo the change.
    async fn a_change_takes_effect_when_confirmed_and_can_be_undone(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let answer = browser.post(&app, "/settings/email", &[("email", "New@Example.org")]).await;
        assert_eq!(answer.location(), "/settings/email");
        let page = browser.get(&app, "/settings/email").await.body;
        assert!(page.contains("We sent a link to <strong>New@example.org"), "{page}");
        assert_eq!(app.stored("alice").await.email, "alice@example.com", "not yet");

        let link = app.link("New@example.org", "/verify_email/").await;
        // T-VER-2: the link works in a browser with another session, which it does not change.
        app.user("bob", None).await;
        let mut bob = Browser::logged_in(&app, "bob").await;
        assert_eq!(press(&app, &mut bob, &link).await.location(), "/dashboard");
        assert_eq!(bob.who(&app).await.as_deref(), Some("bob"));
        let stored = app.stored("alice").await;
        assert_eq!(stored.email, "New@example.org");
        assert_eq!(stored.email_canonical.as_deref(), Some("new@example.org"));
        assert!(stored.email_confirmed_at.is_some());
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"), "a session outlives a change of address");
        is_invalid(&app, &link).await;

        assert_eq!(app.subjects("alice@example.com").await[0], "Your email address was changed");
        let undo = app.link("alice@example.com", "/undo_email_change/").await;
        // The attacker also changed the password, and the address once more.
        let own = "the thief's own password";
        let change = [("old_password", PASSWORD), ("new_password1", own), ("new_password2", own)];
        assert_eq!(browser.post(&app, "/password_change", &change).await.location(), "/password_change/done");
        let mut thief = Browser::new();
        thief.post(&app, "/login", &[("username", "alice"), ("password", "the thief's own password")]).await;
        thief.post(&app, "/settings/email", &[("email", "thief@example.org")]).await;
        let second = app.link("thief@example.org", "/verify_email/").await;
        thief.post(&app, &second, &[]).await;
        assert_eq!(app.stored("alice").await.email, "thief@example.org");

        // The attacker's undo link does not invalidate the owner's.
        let thiefs_undo = app.link("New@example.org", "/undo_email_change/").await;
        assert_eq!(Browser::script().post(&app, &thiefs_undo, &[]).await.status, StatusCode::OK);
        for _ in 0..2 {
            assert!(Browser::new().get(&app, &undo).await.body.contains("alice@example.com"), "opening undoes nothing");
        }
        let answer = Browser::new().post(&app, &undo, &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        let stored = app.stored("alice").await;
        assert_eq!(stored.email, "alice@example.com");
        assert_eq!(thief.who(&app).await, None, "every session has ended");
        let answer = thief.post(&app, "/login", &[("username", "alice"), ("password", "the thief's own password")]).await;
        assert_eq!(answer.location(), "/login", "and so has the password that the thief knows");
        let reset = app.link("alice@example.com", "/reset/").await;
        assert_eq!(Browser::new().get(&app, &reset).await.status, StatusCode::SEE_OTHER, "and the owner can set a password");
        let answer = Browser::script().post(&app, &undo, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        // The attacker's undo link is no longer valid.
        let tokens = one_time_token::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        assert_eq!(tokens.iter().map(|token| token.purpose.as_str()).collect::<Vec<_>>(), ["reset_password"]);
    }

    /// If the user is logged in where the button is pressed, the session ends and the next page says why.
    async fn an_undo_ends_the_session_it_is_done_in(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        browser.post(&app, "/settings/email", &[("email", "new@example.org")]).await;
        let link = app.link("new@example.org", "/verify_email/").await;
        browser.post(&app, &link, &[]).await;
        let undo = app.link("alice@example.com", "/undo_email_change/").await;
        assert_eq!(browser.post(&app, &undo, &[]).await.location(), "/");
        assert!(browser.get(&app, "/").await.body.contains("Your former email address is back."));
        assert_eq!(browser.who(&app).await, None);
    }

    /// A former address is reserved while its owner can still restore it.
    async fn a_former_address_is_kept_for_its_owner(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        browser.post(&app, "/settings/email", &[("email", "new@example.org")]).await;
        let link = app.link("new@example.org", "/verify_email/").await;
        browser.post(&app, &link, &[]).await;
        let squatter = Browser::script().post(&app, "/signup", &sign_up("squatter", "alice@example.com")).await;
        assert_eq!(squatter.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(squatter.body.contains("email_taken"), "{}", squatter.body);
        app.clock.advance(Duration::days(8));
        let later = Browser::script().post(&app, "/signup", &sign_up("later", "alice@example.com")).await;
        assert_eq!(later.status, StatusCode::OK, "{}", later.body);
    }

    /// T-VER-3, Devise's CVE-2026-32700: the second request invalidates the first, and a link confirms only its own address.
    async fn a_link_confirms_the_address_it_was_sent_to(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        app.user("victim", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        browser.post(&app, "/settings/email", &[("email", "first@example.org")]).await;
        let first = app.link("first@example.org", "/verify_email/").await;
        browser.post(&app, "/settings/email", &[("email", "second@example.org")]).await;
        let second = app.link("second@example.org", "/verify_email/").await;
        is_invalid(&app, &first).await;

        // T-ENUM-6: the address of another account gets the same response, and no link.
        let answer = browser.post(&app, "/settings/email", &[("email", "victim@example.com")]).await;
        assert_eq!(answer.location(), "/settings/email");
        assert!(browser.get(&app, "/settings/email").await.body.contains("We have sent a link to the new address."));
        assert!(browser.get(&app, "/settings/email").await.body.contains("We sent a link to <strong>victim@example.com"));
        assert_eq!(app.subjects("victim@example.com").await, ["Someone tried to use your email address"]);
        is_invalid(&app, &second).await;
        assert_eq!(app.stored("alice").await.email, "alice@example.com");
    }

    /// The race of the CVE: in no interleaving is an unconfirmed address set.
    async fn changes_at_once_never_confirm_another_address(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        let mut browser = Browser::script();
        browser.log_in(&app, "alice", &[]).await;
        for round in 0..6 {
            let own = format!("own{round}@example.org");
            browser.post(&app, "/settings/email", &[("email", &own)]).await;
            let link = app.link(&own, "/verify_email/").await;
            let (one, two) = (Arc::clone(&app), Arc::clone(&app));
            let (mut changing, mut confirming) = (browser.clone(), Browser::script());
            let change = tokio::spawn(async move {
                changing.post(&one, "/settings/email", &[("email", "somebody-elses@example.org")]).await.status
            });
            let confirm = tokio::spawn(async move { confirming.post(&two, &link, &[]).await.status });
            assert!(!change.await.expect("no panic").is_server_error());
            assert!(!confirm.await.expect("no panic").is_server_error());
            assert_ne!(app.stored("alice").await.email, "somebody-elses@example.org");
        }
    }

    /// Two accounts request one address: the first to confirm gets it, and the other keeps its own.
    async fn an_address_that_was_taken_meanwhile_is_refused(url: String) {
        let app = TestApp::start(url).await;
        let mut links = Vec::new();
        for name in ["alice", "bob"] {
            app.user(name, None).await;
            let mut browser = Browser::logged_in(&app, name).await;
            browser.post(&app, "/settings/email", &[("email", "wanted@example.org")]).await;
            links.push(app.link("wanted@example.org", "/verify_email/").await);
        }
        assert_ne!(links[0], links[1]);
        assert_eq!(Browser::script().post(&app, &links[0], &[]).await.status, StatusCode::OK);
        let second = Browser::script().post(&app, &links[1], &[]).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("email_taken"), "{}", second.body);
        let mut browser = Browser::new();
        assert_eq!(browser.post(&app, &links[1], &[]).await.location(), links[1]);
        let page = browser.get(&app, &links[1]).await.body;
        assert!(page.contains("A user with that email address already exists."), "{page}");
        assert_eq!(app.stored("bob").await.email, "bob@example.com");
    }

    async fn what_is_no_new_address_is_refused(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::script();
        browser.log_in(&app, "alice", &[]).await;
        for (email, code) in [("", "required"), ("nonsense", "invalid_email"), ("ALICE@example.com", "same_email")] {
            let answer = browser.post(&app, "/settings/email", &[("email", email)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(code), "{}", answer.body);
        }
        assert!(app.subjects("alice@example.com").await.is_empty());
    }
}
