//! All groups.

use contract::admin::GroupRow;
use sea_orm::{FromQueryResult, Statement};

use crate::{Auth, Error, sql::live_membership};

#[derive(FromQueryResult)]
struct Counted {
    id: i64,
    name: String,
    permissions: i64,
    members: i64,
}

/// Every group with its numbers, by name.
pub async fn list(auth: &Auth) -> Result<Vec<GroupRow>, Error> {
    let db = auth.db.reader();
    let sql = concat!(
        "SELECT g.id, g.name, \
         (SELECT COUNT(*) FROM group_permissions WHERE group_id = g.id) AS permissions, \
         (SELECT COUNT(*) FROM user_groups ug WHERE ug.group_id = g.id AND ",
        live_membership!("$1"),
        ") AS members FROM \"groups\" g ORDER BY g.name"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [auth.clock.now().into()]);
    let rows = Counted::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| GroupRow {
            id: row.id,
            name: row.name,
            permissions: row.permissions,
            members: row.members,
        })
        .collect())
}
