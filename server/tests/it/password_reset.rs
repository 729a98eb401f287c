//! Password reset: the T-RST rows of SECURITY.

use std::{cmp::Ordering, sync::Arc};

use axum::http::StatusCode;
use entity::{one_time_token, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    test_app::TestApp,
};

const NEW: &str = "quite another password";
const UNSUCCESSFUL: &str = "Password reset unsuccessful";

/// Requests a link and returns its path.
async fn link(app: &TestApp, email: &str) -> String {
    let answer = Browser::new()
        .post(app, "/password_reset", &[("email", email)])
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/password_reset/done")
    );
    app.link("alice@example.com", "/reset/").await
}

/// Opens a link and submits its form, as a browser does.
async fn follow(app: &TestApp, browser: &mut Browser, link: &str, password: &str) -> Answer {
    let opened = browser.get(app, link).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let page = opened.location().to_owned();
    assert!(page.ends_with("/set-password"), "{page}");
    let form = browser.get(app, &page).await;
    assert!(form.body.contains("Set a new password"), "{}", form.body);
    assert!(form.body.contains(&format!("action=\"{page}\"")), "{}", form.body);
    browser
        .post(
            app,
            &page,
            &[("new_password1", password), ("new_password2", password)],
        )
        .await
}

async fn shows_invalid(app: &TestApp, link: &str) {
    let mut browser = Browser::new();
    let page = browser.get(app, link).await;
    assert_eq!(page.status, StatusCode::OK, "{link}: {}", page.location());
    assert!(page.body.contains(UNSUCCESSFUL), "{link}");
}

testkit::on_both_databases! {
    async fn a_link_sets_a_password_once(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut elsewhere = Browser::logged_in(&app, "alice").await;
        let link = link(&app, " ALICE@Example.com ").await;
        assert!(link.starts_with("/reset/MQ/"), "{link}");

        // Mail scanners open links, which must not use them up.
        for _ in 0..3 {
            Browser::new().get(&app, &link).await;
        }
        let mut browser = Browser::new();
        let answer = follow(&app, &mut browser, &link, NEW).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/reset/done"));
        let done = browser.get(&app, "/reset/done").await;
        assert!(done.body.contains("href=\"/login\""));
        assert_eq!(browser.who(&app).await, None, "a reset does not log in");
        assert_eq!(elsewhere.who(&app).await, None, "all sessions ended");
        let stored = app.stored("alice").await;
        assert!(auth::passwords::verify(NEW, &stored.password.0));
        assert!(stored.email_confirmed_at.is_some(), "whoever read the mail has the address");
        assert!(app.subjects("alice@example.com").await.contains(&"Your password was changed".to_owned()));

        shows_invalid(&app, &link).await;
        let page = "/reset/MQ/set-password";
        let again = [("new_password1", "yet another password"), ("new_password2", "yet another password")];
        let answer = browser.post(&app, page, &again).await;
        assert_eq!(answer.location(), page);
        assert!(browser.get(&app, page).await.body.contains(UNSUCCESSFUL));
        assert!(auth::passwords::verify(NEW, &app.stored("alice").await.password.0));
    }

    /// T-RST-1, T-RST-2: every invalid link gets the same page.
    async fn a_wrong_link_is_a_page_that_says_so(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        app.user("victor", None).await;
        let link = link(&app, "alice@example.com").await;
        let token = link.rsplit('/').next().expect("a token").to_owned();
        for wrong in [
            format!("/reset/Mg/{token}"),
            format!("/reset/MQ/{}", &token[1..]),
            format!("/reset/MQ/{token}A"),
            format!("/reset/MQ/{}", token.to_lowercase()),
            format!("/reset/zzzzzzzzzzzzz/{token}"),
            "/reset/MQ/x".to_owned(),
            "/reset/MQ/set-password".to_owned(),
            "/reset/%01/%ff".to_owned(),
            format!("/reset/MQ/{}", "a".repeat(3000)),
            "/reset/%7Buid%7D/%7Btoken%7D".to_owned(),
        ] {
            shows_invalid(&app, &wrong).await;
            let fields = [("new_password1", NEW), ("new_password2", NEW)];
            let answer = Browser::script().post(&app, &wrong, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", answer.body);
        }
        for name in ["alice", "victor"] {
            assert_eq!(app.stored(name).await.auth_epoch, 0, "{name}");
        }
        for path in ["/reset/MQ", "/reset/%00/%00"] {
            assert_eq!(Browser::new().get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// 14.2.1: the token is removed from the URL before a page is shown, and no page contains it.
    async fn the_token_leaves_the_address_bar(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let link = link(&app, "alice@example.com").await;
        let token = link.rsplit('/').next().expect("a token");
        let mut browser = Browser::new();
        let opened = browser.get(&app, &link).await;
        assert_eq!(opened.location(), "/reset/MQ/set-password");
        assert!(!opened.body.contains(token), "not in the body of the redirect");
        let page = browser.get(&app, opened.location()).await;
        assert!(!page.body.contains(token));
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        let stored = entity::session::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        assert!(stored.iter().all(|row| !row.data.contains(token)), "the session holds its hash");
        // Another browser has not opened the link.
        shows_invalid(&app, "/reset/MQ/set-password").await;
    }

    /// T-RST-4.
    async fn a_refused_password_does_not_use_the_link_up(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let link = link(&app, "alice@example.com").await;
        let mut browser = Browser::new();
        let answer = follow(&app, &mut browser, &link, "short").await;
        assert_eq!(answer.location(), "/reset/MQ/set-password");
        let page = browser.get(&app, answer.location()).await.body;
        assert!(page.contains("role=\"alert\"") && page.contains("This password is too short."), "{page}");
        let fields = [("new_password1", NEW), ("new_password2", "something else entirely")];
        assert_eq!(browser.post(&app, "/reset/MQ/set-password", &fields).await.location(), "/reset/MQ/set-password");
        let fields = [("new_password1", NEW), ("new_password2", NEW)];
        assert_eq!(browser.post(&app, "/reset/MQ/set-password", &fields).await.location(), "/reset/done");
    }

    /// T-RST-3: the changes that invalidate a link.
    async fn a_link_dies_of_what_has_changed_since(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", None).await;
        let fresh = async || {
            app.clock.advance(Duration::minutes(2));
            link(&app, "alice@example.com").await
        };
        let (first, second) = (fresh().await, fresh().await);
        Browser::logged_in(&app, "alice").await;
        shows_invalid(&app, &first).await;
        shows_invalid(&app, &second).await;

        let link = fresh().await;
        auth::passwords::change::set_by_operator(&app.auth, user.id, NEW.into()).await.expect("set");
        shows_invalid(&app, &link).await;

        let link = fresh().await;
        let mut changed = app.stored("alice").await.into_active_model();
        changed.email_canonical = Set(Some("elsewhere@example.com".into()));
        let changed: user::Model = changed.update(app.auth.db.writer()).await.expect("changed");
        shows_invalid(&app, &link).await;

        let mut back = changed.into_active_model();
        back.email_canonical = Set(Some("alice@example.com".into()));
        back.is_active = Set(false);
        back.update(app.auth.db.writer()).await.expect("changed");
        shows_invalid(&app, &link).await;
    }

    /// T-RST-3: a newer link invalidates the older ones, but not within the cool-down: a visitor who requests a link in the owner's name
    /// does not invalidate the one that the owner is waiting for. Using any link invalidates all.
    async fn a_newer_link_voids_those_from_before_the_cool_down(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let old = link(&app, "alice@example.com").await;
        app.clock.advance(Duration::seconds(181));
        let owners = link(&app, "alice@example.com").await;
        shows_invalid(&app, &old).await;

        app.clock.advance(Duration::seconds(120));
        let again = link(&app, "alice@example.com").await;
        // Requests beyond the rate limit invalidate nothing either.
        for _ in 0..8 {
            Browser::new().post(&app, "/password_reset", &[("email", "alice@example.com")]).await;
        }
        app.mails().await;
        for link in [&owners, &again] {
            let opened = Browser::new().get(&app, link).await;
            assert_eq!(opened.location(), "/reset/MQ/set-password", "{link}");
        }
        assert_eq!(follow(&app, &mut Browser::new(), &owners, NEW).await.location(), "/reset/done");
        for link in [&owners, &again] {
            shows_invalid(&app, link).await;
        }
        assert_eq!(one_time_token::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0);
    }

    /// S2-26: a link is valid up to and including the last second.
    async fn a_link_expires_by_the_second(url: String) {
        let app = TestApp::configured(url, &[("PASSWORD_RESET_TIMEOUT", "3600")]).await;
        app.user("alice", None).await;
        let link = link(&app, "alice@example.com").await;
        let token = digest_of(&link);
        let row = one_time_token::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a row");
        assert_eq!(row.expires_at - row.created_at, Duration::seconds(3600));
        assert_eq!(row.digest, token, "stored hashed");
        app.clock.advance(Duration::seconds(3590));
        assert_eq!(Browser::new().get(&app, &link).await.status, StatusCode::SEE_OTHER);
        app.clock.advance(Duration::seconds(11));
        shows_invalid(&app, &link).await;
        assert_eq!(auth::housekeeping::clear_expired(&app.auth).await.expect("cleared"), 1, "the link");
    }

    /// T-RST-5, T-RACE-2: of several simultaneous uses of a link, one succeeds.
    async fn of_many_who_use_a_link_one_wins(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        let link = link(&app, "alice@example.com").await;
        let mut browser = Browser::new();
        browser.get(&app, &link).await;
        let attempts: Vec<_> = (0..20)
            .map(|attempt| {
                let (app, mut browser) = (Arc::clone(&app), Browser::script_with(&browser));
                tokio::spawn(async move {
                    let password = format!("the password of number {attempt}");
                    let fields = [("new_password1", password.as_str()), ("new_password2", password.as_str())];
                    browser.post(&app, "/reset/MQ/set-password", &fields).await.status
                })
            })
            .collect();
        let mut won = 0;
        for attempt in attempts {
            let status = attempt.await.expect("no panic");
            assert!(status == StatusCode::OK || status == StatusCode::UNPROCESSABLE_ENTITY, "{status}");
            won += usize::from(status == StatusCode::OK);
        }
        assert_eq!(won, 1);
        assert_eq!(app.stored("alice").await.auth_epoch, 1);
    }

    /// T-RST-7: opening another user's link does not change the session.
    async fn somebody_elses_link_does_not_take_over_a_session(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        app.user("bob", None).await;
        let link = link(&app, "alice@example.com").await;
        let mut bob = Browser::logged_in(&app, "bob").await;
        assert_eq!(follow(&app, &mut bob, &link, NEW).await.location(), "/reset/done");
        assert_eq!(bob.who(&app).await.as_deref(), Some("bob"));
        assert!(auth::passwords::verify(NEW, &app.stored("alice").await.password.0));
        assert_eq!(app.stored("bob").await.auth_epoch, 0);
    }

    /// T-ENUM-5, U-13: the same response for every address, and mail only to eligible users.
    async fn who_gets_a_mail_and_who_does_not(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut inactive = app.user("inactive", None).await.into_active_model();
        inactive.is_active = Set(false);
        inactive.update(app.auth.db.writer()).await.expect("changed");
        app.user_with_hash("social", None, auth::passwords::make_unusable()).await;
        let mut confirmed = app.user_with_hash("confirmed", None, auth::passwords::make_unusable()).await.into_active_model();
        confirmed.email_confirmed_at = Set(Some(app.clock.now()));
        confirmed.update(app.auth.db.writer()).await.expect("changed");

        let mut answers = Vec::new();
        for name in ["alice", "inactive", "social", "confirmed", "unknown"] {
            let email = format!("{name}@example.com");
            let answer = Browser::new().post(&app, "/password_reset", &[("email", &email)]).await;
            let mut headers: Vec<_> = answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "x-request-id")
                .map(|(name, value)| format!("{name}: {value:?}"))
                .collect();
            headers.sort();
            answers.push((answer.status, headers, answer.body));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        let mut to: Vec<_> = app.mails().await.into_iter().map(|mail| mail.to).collect();
        to.sort();
        assert_eq!(to, ["alice@example.com", "confirmed@example.com"]);

        for wrong in ["", "nobody", "a@b", "mıke@example.org"] {
            let answer = Browser::script().post(&app, "/password_reset", &[("email", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    }

    /// T-RST-8: the number of mails to an address is limited, in any spelling.
    async fn at_most_five_mails_a_minute(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        for attempt in 0..8 {
            let email = ["alice@example.com", "Alice@Example.COM"][attempt % 2];
            Browser::new().post(&app, "/password_reset", &[("email", email)]).await;
        }
        assert_eq!(app.mails().await.len(), 5);
        app.clock.advance(Duration::minutes(1) + Duration::seconds(1));
        Browser::new().post(&app, "/password_reset", &[("email", "alice@example.com")]).await;
        assert_eq!(app.mails().await.len(), 6);
    }

    /// T-HDR: links contain `PUBLIC_URL`, whatever a request says; a request with a foreign Host is rejected.
    async fn a_forged_host_never_shows_in_a_mail(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let body = "email=alice%40example.com".to_owned();
        let common = [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://127.0.0.1:3000")];
        for forged in [
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
            ("x-forwarded-proto", "gopher"),
            ("x-original-url", "http://evil.example/"),
        ] {
            let headers = [common[0], common[1], forged];
            let answer = Browser::new()
                .send(&app, axum::http::Method::POST, "/password_reset", &headers, body.clone())
                .await;
            assert!(!answer.status.is_server_error());
        }
        let mails = app.mails().await;
        let sent = mails.len() as u64;
        assert!(sent > 0);
        for mail in mails {
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(!part.contains("evil") && !part.contains("gopher"), "{part}");
            }
        }
        let links = one_time_token::Entity::find().count(app.auth.db.reader()).await.expect("counts");
        assert_eq!(links, sent, "one a mail, and none for the foreign host");
    }

    /// 2.3: neither the response nor its time depends on whether there is an account. The handler writes one small row for every address.
    async fn known_and_unknown_addresses_take_the_same_time(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::new();
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..340 {
            // Alternates in an order that is independent of the time.
            let which = (round * 7 + round / 3) % 2;
            let email = ["alice@example.com", "nobody@example.com"][which];
            let started = std::time::Instant::now();
            browser.post(&app, "/password_reset", &[("email", email)]).await;
            if round >= 40 {
                times[which].push(started.elapsed());
            }
            if round % 10 == 0 {
                app.mails().await;
            }
        }
        let [known, unknown] = times;
        let auc = area_under_curve(&known, &unknown);
        assert!((0.40..=0.60).contains(&auc), "told apart by time: {auc}");
    }
}

/// The area under the ROC curve of a threshold on the time: 0.5 means indistinguishable.
pub fn area_under_curve(one: &[std::time::Duration], two: &[std::time::Duration]) -> f64 {
    let wins = one
        .iter()
        .flat_map(|a| {
            two.iter().map(move |b| match a.cmp(b) {
                Ordering::Greater => 1.0,
                Ordering::Equal => 0.5,
                Ordering::Less => 0.0,
            })
        })
        .sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand pairs")]
    let pairs = (one.len() * two.len()) as f64;
    wins / pairs
}

fn digest_of(link: &str) -> String {
    auth::tokens::digest(link.rsplit('/').next().expect("a token"))
}
