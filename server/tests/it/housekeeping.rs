//! Housekeeping: the server deletes expired rows in small batches.

use std::time::Duration;

use auth::housekeeping::{BATCH, Expired, clear_batch, clear_expired};
use entity::{known_device, one_time_token, outbox_mail, session};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use server::housekeeping::Housekeeper;
use time::{Duration as Span, OffsetDateTime};

use crate::{browser::Browser, test_app::TestApp};

/// Inserts a number of anonymous sessions with this expiry.
async fn sessions(app: &TestApp, name: &str, count: u64, expires_at: OffsetDateTime) {
    let row = |number| session::ActiveModel {
        id_hash: Set(format!("{name}{number}")),
        data: Set("{}".to_owned()),
        is_remembered: Set(false),
        created_at: Set(app.clock.now()),
        last_seen_at: Set(app.clock.now()),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    session::Entity::insert_many((0..count).map(row))
        .exec_without_returning(app.auth.db.writer())
        .await
        .expect("written");
}

async fn left<E: EntityTrait>(app: &TestApp) -> u64
where
    E::Model: Send + Sync,
{
    E::find().count(app.auth.db.reader()).await.expect("counts")
}

testkit::on_both_databases! {
    async fn expired_rows_go_in_small_batches(url: String) {
        let app = TestApp::start(url).await;
        let now = app.clock.now();
        sessions(&app, "over", BATCH + 7, now).await;
        sessions(&app, "live", 3, now + Span::hours(1)).await;
        assert_eq!(clear_batch(&app.auth, Expired::Sessions).await.expect("cleared"), BATCH);
        assert_eq!(clear_batch(&app.auth, Expired::Sessions).await.expect("cleared"), 7);
        assert_eq!(clear_batch(&app.auth, Expired::Sessions).await.expect("cleared"), 0);
        assert_eq!(left::<session::Entity>(&app).await, 3);
    }

    /// Two replicas run at the same time while visitors log in: each row is deleted once, and valid rows are kept.
    async fn the_server_removes_what_is_past_use(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::new();
        browser.log_in(&app, "alice", &[("remember_me", "true")]).await;
        Browser::new().log_in(&app, "nobody", &[]).await;
        Browser::new().post(&app, "/password_reset", &[("email", "alice@example.com")]).await;
        assert_eq!(app.mails().await.len(), 1);
        app.clock.advance(Span::minutes(11));
        browser.who(&app).await;
        sessions(&app, "over", 2 * BATCH + 7, app.clock.now()).await;

        let often = Duration::from_millis(200);
        let replicas = [Housekeeper::every(often, app.auth.clone()), Housekeeper::every(often, app.auth.clone())];
        let deadline = std::time::Instant::now() + Duration::from_secs(30);
        while left::<session::Entity>(&app).await > 1 && std::time::Instant::now() < deadline {
            assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(left::<session::Entity>(&app).await, 1, "the one that lives");
        assert_eq!((left::<one_time_token::Entity>(&app).await, left::<known_device::Entity>(&app).await), (1, 1));
        for replica in replicas {
            replica.stop().await;
        }
        // A stopped worker deletes nothing.
        sessions(&app, "later", 1, app.clock.now()).await;
        tokio::time::sleep(often * 3).await;
        assert_eq!(left::<session::Entity>(&app).await, 2);

        app.clock.advance(Span::days(401));
        outbox_mail::Entity::update_many()
            .col_expr(outbox_mail::Column::SentAt, sea_orm::sea_query::Expr::value(app.clock.now() - Span::days(31)))
            .exec(app.auth.db.writer())
            .await
            .expect("delivered");
        assert_eq!(clear_expired(&app.auth).await.expect("cleared"), 2 + 1 + 1 + 1, "sessions, link, mail, device");
        assert_eq!(left::<outbox_mail::Entity>(&app).await, 0);
    }
}

/// The rows to delete are found by an index, whatever the number of rows.
#[tokio::test]
async fn each_batch_is_found_by_an_index() {
    testkit::with_sqlite(|url| async move {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        for what in Expired::ALL {
            let sql = format!("EXPLAIN QUERY PLAN {}", what.batch_query());
            let statement =
                Statement::from_sql_and_values(db.get_database_backend(), sql, [app.clock.now().into()]);
            let rows = db.query_all_raw(statement).await.expect("a plan");
            let plan: Vec<String> = rows
                .iter()
                .map(|row| row.try_get("", "detail").expect("text"))
                .collect();
            assert!(
                plan[0].starts_with("SEARCH") && plan[0].contains("INDEX"),
                "{what:?}: {plan:?}"
            );
            assert!(
                !plan.iter().any(|step| step.contains("TEMP B-TREE")),
                "{what:?}: {plan:?}"
            );
        }
    })
    .await;
}
