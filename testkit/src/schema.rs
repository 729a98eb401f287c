//! Drift between entities and tables: both are written by hand.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IdenStatic, Iterable, Statement,
};

/// Whether the columns of an entity are the columns of its table, nullable ones included.
pub async fn agrees<E: EntityTrait>(db: &DatabaseConnection) {
    let table = E::default().table_name().to_owned();
    let mut wanted: Vec<(String, bool)> = E::Column::iter()
        .map(|column| {
            let definition = column.def();
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
