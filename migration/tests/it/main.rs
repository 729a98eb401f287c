//! The migrations of the core on real databases: up, down, up again, concurrently, and compared with the entities.

use migration::{SchemaStatus, core, down, schema_status, status, up};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use testkit::schema::agrees;

testkit::on_both_databases! {
    /// Every migration can be applied, reverted and applied again.
    async fn every_step_goes_both_ways(url: String) {
        let db = connect(&url).await;
        assert_eq!(schema_status(&db, &core()).await.expect("reads"), SchemaStatus::Behind);
        up(&db, core()).await.expect("up");
        assert_eq!(schema_status(&db, &core()).await.expect("reads"), SchemaStatus::Current);
        for _ in status(&db, &core()).await.expect("reads") {
            down(&db, core()).await.expect("down");
        }
        assert!(status(&db, &core()).await.expect("reads").iter().all(|state| !state.is_applied));
        assert_eq!(schema_status(&db, &core()).await.expect("reads"), SchemaStatus::Behind);
        up(&db, core()).await.expect("up again");
        assert_eq!(schema_status(&db, &core()).await.expect("reads"), SchemaStatus::Current);
    }

    /// A schema that a newer binary has migrated is recognised.
    async fn an_unknown_step_is_noticed(url: String) {
        let db = connect(&url).await;
        up(&db, core()).await.expect("up");
        db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99990101_from_the_future', 0)")
            .await
            .expect("inserts");
        assert_eq!(schema_status(&db, &core()).await.expect("reads"), SchemaStatus::Ahead);
    }

    /// Each entity has the columns of its table, with the same nullability.
    async fn entities_and_tables_agree(url: String) {
        let db = connect(&url).await;
        up(&db, core()).await.expect("up");
        agrees::<entity::user::Entity>(&db).await;
        agrees::<entity::group::Entity>(&db).await;
        agrees::<entity::permission::Entity>(&db).await;
        agrees::<entity::user_group::Entity>(&db).await;
        agrees::<entity::user_permission::Entity>(&db).await;
        agrees::<entity::group_permission::Entity>(&db).await;
        agrees::<entity::session::Entity>(&db).await;
        agrees::<entity::outbox_mail::Entity>(&db).await;
        agrees::<entity::mail_request::Entity>(&db).await;
        agrees::<entity::one_time_token::Entity>(&db).await;
        agrees::<entity::known_device::Entity>(&db).await;
        agrees::<entity::audit_entry::Entity>(&db).await;
        agrees::<entity::social_account::Entity>(&db).await;
        agrees::<entity::social_token::Entity>(&db).await;
        agrees::<entity::oauth_flow::Entity>(&db).await;
    }

    /// ASVS 16.4.2: entries of the audit log cannot be changed or deleted.
    async fn the_audit_log_only_grows(url: String) {
        let db = connect(&url).await;
        up(&db, core()).await.expect("up");
        db.execute_unprepared("INSERT INTO audit_log (created_at, event, details) VALUES ('2026-11-20 12:00:00+00:00', 'x', '{}')")
            .await
            .expect("inserts");
        let replace = "INSERT OR REPLACE INTO audit_log (id, created_at, event, details) VALUES (1, '2026-11-20 12:00:00+00:00', 'y', '{}')";
        let mut changes = vec!["UPDATE audit_log SET event = 'y'", "DELETE FROM audit_log"];
        changes.push(if url.starts_with("sqlite") { replace } else { "TRUNCATE audit_log" });
        for sql in changes {
            let error = db.execute_unprepared(sql).await.expect_err(sql);
            assert!(error.to_string().contains("append-only"), "{error}");
        }
    }
}

/// Two replicas start at the same time: one migrates, the other waits and finds nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_replicas_migrate_once_postgres() {
    testkit::with_postgres(|url| async move {
        let (one, two) = (connect(&url).await, connect(&url).await);
        let (first, second) = tokio::join!(up(&one, core()), up(&two, core()));
        first.expect("the first replica");
        second.expect("the second replica");
        assert_eq!(
            schema_status(&one, &core()).await.expect("reads"),
            SchemaStatus::Current
        );
    })
    .await;
}

async fn connect(url: &str) -> DatabaseConnection {
    let url = if url.starts_with("sqlite:") {
        format!("{url}?mode=rwc")
    } else {
        url.to_owned()
    };
    Database::connect(url).await.expect("connects")
}

/// A role that can only read and write rows is sufficient to serve: checking the schema creates nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_role_without_ddl_can_ask_postgres() {
    testkit::with_postgres(|url| async move {
        up(&connect(&url).await, core()).await.expect("up");
        // A single connection, so that every query runs with the role that is set on it.
        let mut single = ConnectOptions::new(&url);
        single.max_connections(1);
        let owner = Database::connect(single).await.expect("connects");
        let role = format!("portico_reader_{:016x}", rand_suffix(&url));
        for sql in [
            format!("CREATE ROLE {role} LOGIN"),
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC".to_owned(),
            format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"),
        ] {
            owner.execute_unprepared(&sql).await.expect("granted");
        }
        owner
            .execute_unprepared(&format!("SET ROLE {role}"))
            .await
            .expect("assumed");
        assert_eq!(
            schema_status(&owner, &core()).await.expect("reads"),
            SchemaStatus::Current
        );
        owner.execute_unprepared("RESET ROLE").await.expect("back");
        owner
            .execute_unprepared(&format!("DROP OWNED BY {role}"))
            .await
            .expect("dropped");
        owner
            .execute_unprepared(&format!("DROP ROLE {role}"))
            .await
            .expect("dropped");
    })
    .await;
}

/// The role's name contains the random name of the database, because all databases of a server share roles.
fn rand_suffix(url: &str) -> u64 {
    let name = url.rsplit('_').next().unwrap_or_default();
    u64::from_str_radix(name, 16).unwrap_or_default()
}
