//! The schema on real databases: up, down, up again, by two replicas at once, and in agreement with the entities.

use migration::{SchemaStatus, down, schema_status, status, up};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, IdenStatic,
    Iterable, Statement,
};

testkit::on_both_databases! {
    /// Every step goes down as well as up, and up again from there.
    async fn every_step_goes_both_ways(url: String) {
        let db = connect(&url).await;
        assert_eq!(schema_status(&db).await.expect("reads"), SchemaStatus::Behind);
        up(&db).await.expect("up");
        assert_eq!(schema_status(&db).await.expect("reads"), SchemaStatus::Current);
        for _ in status(&db).await.expect("reads") {
            down(&db).await.expect("down");
        }
        assert!(status(&db).await.expect("reads").iter().all(|state| !state.is_applied));
        assert_eq!(schema_status(&db).await.expect("reads"), SchemaStatus::Behind);
        up(&db).await.expect("up again");
        assert_eq!(schema_status(&db).await.expect("reads"), SchemaStatus::Current);
    }

    /// A database that a newer binary has migrated is known as such.
    async fn an_unknown_step_is_noticed(url: String) {
        let db = connect(&url).await;
        up(&db).await.expect("up");
        db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99990101_from_the_future', 0)")
            .await
            .expect("inserts");
        assert_eq!(schema_status(&db).await.expect("reads"), SchemaStatus::Ahead);
    }

    /// Drift: each entity's columns are the table's columns, nullable ones included.
    async fn entities_and_tables_agree(url: String) {
        let db = connect(&url).await;
        up(&db).await.expect("up");
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
        agrees::<entity::order::Entity>(&db).await;
        agrees::<entity::order_line::Entity>(&db).await;
        agrees::<entity::project::Entity>(&db).await;
        agrees::<entity::project_user_permission::Entity>(&db).await;
        agrees::<entity::project_group_permission::Entity>(&db).await;
    }

    /// ASVS 16.4.2: what happened stays said, whoever asks.
    async fn the_audit_log_only_grows(url: String) {
        let db = connect(&url).await;
        up(&db).await.expect("up");
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

/// Two replicas that start at once: one migrates, the other waits and finds nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_replicas_migrate_once_postgres() {
    testkit::with_postgres(|url| async move {
        let (one, two) = (connect(&url).await, connect(&url).await);
        let (first, second) = tokio::join!(up(&one), up(&two));
        first.expect("the first replica");
        second.expect("the second replica");
        assert_eq!(schema_status(&one).await.expect("reads"), SchemaStatus::Current);
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

async fn agrees<E: EntityTrait>(db: &DatabaseConnection) {
    let table = E::default().table_name().to_owned();
    let mut wanted: Vec<(String, bool)> = E::Column::iter()
        .map(|column| {
            let definition = sea_orm::ColumnTrait::def(&column);
            (column.as_str().to_owned(), definition.is_null())
        })
        .collect();
    let mut found = columns(db, &table).await;
    wanted.sort();
    found.sort();
    assert_eq!(
        wanted, found,
        "entity and table {table} disagree (name, nullable)"
    );
}

/// Name and nullability of each column, as the database itself tells them.
async fn columns(db: &DatabaseConnection, table: &str) -> Vec<(String, bool)> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Sqlite {
        "SELECT name, \"notnull\" = 0 AND pk = 0 AS nullable FROM pragma_table_info($1)"
    } else {
        "SELECT column_name::text AS name, is_nullable = 'YES' AS nullable \
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1"
    };
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(backend, sql, [table.into()]))
        .await
        .expect("the catalogue");
    rows.iter()
        .map(|row| {
            (
                row.try_get("", "name").expect("a name"),
                row.try_get("", "nullable").expect("a boolean"),
            )
        })
        .collect()
}

/// A role that may only read and write rows can serve: asking how the database stands creates nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_role_without_ddl_can_ask_postgres() {
    testkit::with_postgres(|url| async move {
        up(&connect(&url).await).await.expect("up");
        // One connection, so that a role assumed on it is the role of every query.
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
        assert_eq!(schema_status(&owner).await.expect("reads"), SchemaStatus::Current);
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

/// The database's own random name makes the role's: roles are shared by all databases of a server.
fn rand_suffix(url: &str) -> u64 {
    let name = url.rsplit('_').next().unwrap_or_default();
    u64::from_str_radix(name, 16).unwrap_or_default()
}
