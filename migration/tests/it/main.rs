//! The schema on real databases: up, down, up again, by two replicas at once, and in agreement with the entities.

use migration::{down, is_current, status, up};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, IdenStatic, Iterable, Statement,
};

testkit::on_both_databases! {
    /// Every step goes down as well as up, and up again from there.
    async fn every_step_goes_both_ways(url: String) {
        let db = connect(&url).await;
        assert!(!is_current(&db).await.expect("reads"), "an empty database is not in order");
        up(&db).await.expect("up");
        assert!(is_current(&db).await.expect("reads"));
        for _ in status(&db).await.expect("reads") {
            down(&db).await.expect("down");
        }
        assert!(status(&db).await.expect("reads").iter().all(|state| !state.is_applied));
        assert!(!is_current(&db).await.expect("reads"));
        up(&db).await.expect("up again");
        assert!(is_current(&db).await.expect("reads"));
    }

    /// A database that a newer binary has migrated is not in order for this one.
    async fn an_unknown_step_is_noticed(url: String) {
        let db = connect(&url).await;
        up(&db).await.expect("up");
        db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99990101_from_the_future', 0)")
            .await
            .expect("inserts");
        assert!(!is_current(&db).await.expect("reads"));
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
        agrees::<entity::order::Entity>(&db).await;
        agrees::<entity::project::Entity>(&db).await;
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
        assert!(is_current(&one).await.expect("reads"));
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
