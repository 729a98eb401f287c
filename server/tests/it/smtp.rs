//! The outbox with misbehaving mail servers: no mail is lost or sent twice, and no request waits (F-09, F-10).

use contract::site::NAME;
use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration as StdDuration, Instant},
};

use auth::mail::outbox::{self, Counts};
use axum::http::StatusCode;
use entity::outbox_mail;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use server::{
    config::{Config, Variables},
    mail::{Mailer, Worker, deliver_due},
};
use time::Duration;

use crate::{
    browser::Browser,
    fake_smtp::{Accepted, FakeSmtp, Mode},
    test_app::{PASSWORD, TestApp},
};

fn mailer(url: &str) -> Mailer {
    let variables = [
        ("EMAIL_URL", url),
        ("SECRET_KEY", "x"),
        ("DEFAULT_FROM_EMAIL", "Example <noreply@portico.example>"),
    ];
    let config = Config::read(&Variables::from_pairs(&variables)).expect("a configuration");
    Mailer::new(&config.mail).expect("a mailer")
}

async fn sign_up(app: &TestApp, name: &str) {
    let email = format!("{name}@example.com");
    let fields = [
        ("username", name),
        ("email", &email),
        ("password1", PASSWORD),
        ("password2", PASSWORD),
    ];
    let answer = Browser::new().post(app, "/signup", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}");
}

async fn counts(app: &TestApp) -> (u64, u64, u64) {
    let Counts {
        waiting,
        sent,
        failed,
    } = outbox::counts(&app.auth).await.expect("counts");
    (waiting, sent, failed)
}

testkit::on_both_databases! {
    async fn a_mail_arrives_whole_and_its_secrets_go(url: String) {
        let production = [
            ("APP_ENV", "production"),
            ("PUBLIC_URL", "https://portico.example"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("EMAIL_URL", "smtp://127.0.0.1:1"),
            ("ARGON2_MEMORY_KIB", "19456"),
            ("ARGON2_TIME", "2"),
        ];
        let app = TestApp::configured(url, &production).await;
        app.user("alice", None).await;
        auth::passwords::reset::request_link(&app.auth, &auth::Client::default(), "alice@example.com").await.expect("asked");
        let smtp = FakeSmtp::start(Mode::Accept).await;
        assert_eq!(deliver_due(&app.auth, &mailer(&smtp.url())).await.expect("delivered"), 1);
        let [mail] = &smtp.accepted()[..] else { panic!("one mail") };
        assert_eq!(mail.to, ["alice@example.com"]);
        assert_eq!(mail.from, "noreply@portico.example");
        assert_eq!(mail.header("From").as_deref(), Some("Example <noreply@portico.example>"));
        assert_eq!(mail.header("Subject").as_deref(), Some(&*format!("Password reset on {NAME}")));
        assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(mail.message_id().ends_with("@portico.example>"), "{}", mail.message_id());
        assert!(mail.raw.contains("text/plain") && mail.raw.contains("text/html"));
        let row = outbox_mail::Entity::find()
            .one(app.auth.db.reader())
            .await
            .expect("reads")
            .expect("a row");
        assert_eq!((row.text, row.html), (None, None), "sent, and the link is nowhere any more");
        assert!(row.sent_at.is_some() && row.next_attempt_at.is_none());
        assert_eq!(deliver_due(&app.auth, &mailer(&smtp.url())).await.expect("nothing"), 0);
    }

    /// After any temporary error, the mail is retried and arrives once, with the same Message-ID.
    async fn what_goes_wrong_is_tried_again(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let smtp = FakeSmtp::start(Mode::RefuseConnection421).await;
        let mailer = mailer(&smtp.url());
        for mode in [Mode::RefuseConnection421, Mode::Refuse451AfterRcpt, Mode::DropBeforeData, Mode::DropAfterData] {
            smtp.set_mode(mode);
            deliver_due(&app.auth, &mailer).await.expect("tried");
            assert_eq!(counts(&app).await, (2, 0, 0), "{mode:?}");
            assert_eq!(deliver_due(&app.auth, &mailer).await.expect("tried"), 0, "not before the pause is over");
            app.clock.advance(Duration::minutes(3));
        }
        smtp.set_mode(Mode::Accept);
        deliver_due(&app.auth, &mailer).await.expect("delivered");
        assert_eq!(counts(&app).await, (0, 2, 0));
        assert_eq!(smtp.accepted().len(), 2);
    }

    /// A request that cannot be processed is dropped, and delays neither the next one nor the mail.
    async fn an_unanswerable_request_is_dropped(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let request = entity::mail_request::ActiveModel {
            kind: Set("of a newer replica".into()),
            email: Set("alice@example.com".into()),
            created_at: Set(app.clock.now()),
            ..Default::default()
        };
        request.insert(app.auth.db.writer()).await.expect("inserted");
        auth::passwords::reset::request_link(&app.auth, &auth::Client::default(), "alice@example.com").await.expect("asked");
        assert_eq!(app.subjects("alice@example.com").await, [format!("Password reset on {NAME}")]);
        assert!(!auth::mail::requests::is_waiting(&app.auth).await.expect("reads"));
    }

    async fn nobody_listens(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
        deliver_due(&app.auth, &mailer(&format!("smtp://{free}"))).await.expect("tried");
        assert_eq!(counts(&app).await, (2, 0, 0));
    }

    /// A permanent error is not retried: the mail is logged, audited and counted as failed, and the operator can retry it.
    async fn a_dead_letter_is_visible_and_can_be_retried(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let smtp = FakeSmtp::start(Mode::Refuse550AfterRcpt).await;
        let mailer = mailer(&smtp.url());
        deliver_due(&app.auth, &mailer).await.expect("tried");
        assert_eq!(counts(&app).await, (0, 0, 2));
        assert_eq!(app.audited().await.iter().filter(|(event, ..)| event == "mail_given_up").count(), 2);
        assert!(app.mails().await.iter().all(|mail| mail.state == contract::mailbox::MailState::Failed));

        smtp.set_mode(Mode::Accept);
        assert_eq!(outbox::retry_failed(&app.auth).await.expect("retried"), 2);
        deliver_due(&app.auth, &mailer).await.expect("delivered");
        assert_eq!(counts(&app).await, (0, 2, 0));
    }

    async fn after_thirty_attempts_it_is_over(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let smtp = FakeSmtp::start(Mode::Refuse451AfterRcpt).await;
        let mailer = mailer(&smtp.url());
        for attempt in 1..=outbox::MAX_ATTEMPTS {
            assert_eq!(counts(&app).await.2, 0, "before attempt {attempt}");
            assert_eq!(deliver_due(&app.auth, &mailer).await.expect("tried"), 2);
            app.clock.advance(Duration::hours(1));
        }
        assert_eq!(counts(&app).await, (0, 0, 2));
        assert_eq!(deliver_due(&app.auth, &mailer).await.expect("nothing"), 0);
    }

    /// F-10: the process dies between delivery and marking: the mail is sent once more, with the same Message-ID.
    async fn a_crash_repeats_a_mail_recognisably(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        auth::passwords::reset::request_link(&app.auth, &auth::Client::default(), "alice@example.com").await.expect("asked");
        while auth::accounts::mail_requests::process_next(&app.auth).await.expect("answered") {}
        let smtp = FakeSmtp::start(Mode::Accept).await;
        let mailer = mailer(&smtp.url());
        // A worker claims the mail, delivers it, and never reports back.
        let taken = outbox::claim(&app.auth).await.expect("reads").expect("a mail");
        mailer.deliver(&taken).await.expect("accepted");
        assert_eq!(deliver_due(&app.auth, &mailer).await.expect("nothing"), 0, "nobody else takes it meanwhile");
        app.clock.advance(outbox::LEASE + Duration::seconds(1));
        assert_eq!(deliver_due(&app.auth, &mailer).await.expect("delivered"), 1);
        app.clock.advance(Duration::hours(2));
        assert_eq!(deliver_due(&app.auth, &mailer).await.expect("nothing"), 0, "once more, and no more");
        let ids: Vec<_> = smtp.accepted().iter().map(Accepted::message_id).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
        // The worker that was thought dead reports back; its lease has expired, so its report is ignored.
        outbox::mark_refused(&app.auth, &taken, "too late", true).await.expect("ignored");
        assert_eq!(counts(&app).await, (0, 1, 0));
    }

    /// T-RACE-12: workers of several replicas never send one mail twice.
    async fn replicas_share_the_work(url: String) {
        let app = TestApp::start(url).await;
        for number in 0..12 {
            sign_up(&app, &format!("user{number}")).await;
        }
        let smtp = FakeSmtp::start(Mode::Accept).await;
        let workers: Vec<_> = (0..3).map(|_| Worker::start(app.auth.clone(), mailer(&smtp.url()))).collect();
        wait_until(async || counts(&app).await.1 == 24).await;
        for worker in workers {
            worker.stop().await;
        }
        let ids: BTreeSet<_> = smtp.accepted().iter().map(Accepted::message_id).collect();
        assert_eq!((smtp.accepted().len(), ids.len()), (24, 24), "each once");
    }

    /// a mail server that does not respond delays no request, and other mails are sent when it responds again.
    async fn a_hanging_mail_server_slows_nobody(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let smtp = FakeSmtp::start(Mode::HangAfterData).await;
        let worker = Worker::start(app.auth.clone(), mailer(&smtp.url()));
        for number in 0..8 {
            let started = Instant::now();
            sign_up(&app, &format!("user{number}")).await;
            assert!(started.elapsed() < StdDuration::from_millis(1500), "{:?}", started.elapsed());
        }
        let started = Instant::now();
        worker.stop().await;
        assert!(started.elapsed() < StdDuration::from_secs(15), "told to stop, it stops: {:?}", started.elapsed());
        assert_eq!(counts(&app).await, (16, 0, 0), "nothing is lost");
        smtp.set_mode(Mode::Accept);
        app.clock.advance(outbox::LEASE + Duration::seconds(1));
        deliver_due(&app.auth, &mailer(&smtp.url())).await.expect("delivered");
        assert_eq!(counts(&app).await, (0, 16, 0));
    }

    /// One server does not respond, and one responds byte by byte: the first delivery is retried later, the second succeeds.
    async fn silent_and_slow_mail_servers(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        auth::passwords::reset::request_link(&app.auth, &auth::Client::default(), "alice@example.com").await.expect("asked");
        let smtp = FakeSmtp::start(Mode::HangOnConnect).await;
        let worker = Worker::start(app.auth.clone(), mailer(&smtp.url()));
        wait_until(async || smtp.sessions() == 1).await;
        worker.stop().await;
        assert_eq!(counts(&app).await, (1, 0, 0));
        smtp.set_mode(Mode::TrickleBytes);
        app.clock.advance(outbox::LEASE + Duration::seconds(1));
        deliver_due(&app.auth, &mailer(&smtp.url())).await.expect("delivered");
        assert_eq!(counts(&app).await, (0, 1, 0));
        assert_eq!(smtp.sessions(), 2, "no connection is used twice: a late answer would be taken for the next mail's");
    }

    /// The connection breaks after the server has accepted the mail and before it responds: the mail is sent again, with the same
    /// Message-ID.
    async fn an_answer_that_is_lost_repeats_a_mail_recognisably(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        auth::passwords::reset::request_link(&app.auth, &auth::Client::default(), "alice@example.com").await.expect("asked");
        let smtp = FakeSmtp::start(Mode::AcceptThenDrop).await;
        let mailer = mailer(&smtp.url());
        deliver_due(&app.auth, &mailer).await.expect("tried");
        assert_eq!(counts(&app).await, (1, 0, 0));
        smtp.set_mode(Mode::Accept);
        app.clock.advance(Duration::minutes(1));
        deliver_due(&app.auth, &mailer).await.expect("delivered");
        let ids: BTreeSet<_> = smtp.accepted().iter().map(Accepted::message_id).collect();
        assert_eq!((smtp.accepted().len(), ids.len()), (2, 1));
    }

    /// P-26: if TLS is required and not offered, neither the mail nor the password is sent.
    async fn nothing_in_clear_text_where_tls_is_required(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let smtp = FakeSmtp::start(Mode::Accept).await;
        let url = smtp.url().replace("smtp://", "smtp://user:pass@") + "?tls=required";
        deliver_due(&app.auth, &mailer(&url)).await.expect("tried");
        assert!(smtp.accepted().is_empty());
        assert!(!smtp.saw_starttls_or_auth_in_clear().1, "no password in clear text");
        assert_eq!(counts(&app).await, (2, 0, 0), "it waits for a server that offers it");
    }

    /// mail of a transaction that was rolled back is not sent.
    async fn a_sign_up_that_fails_sends_nothing(url: String) {
        let app = TestApp::start(url).await;
        sign_up(&app, "alice").await;
        let before = app.mails().await.len();
        let fields = [("username", "ALICE"), ("email", "else@example.com"), ("password1", PASSWORD), ("password2", PASSWORD)];
        Browser::new().post(&app, "/signup", &fields).await;
        assert_eq!(app.mails().await.len(), before);
    }
}

async fn wait_until(done: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + StdDuration::from_secs(20);
    while !done().await {
        assert!(Instant::now() < deadline, "it did not happen");
        tokio::time::sleep(StdDuration::from_millis(20)).await;
    }
}
