//! The viewer: the user of a session with all groups and permissions, in one query.

use std::collections::BTreeSet;

use contract::{role::Role, viewer::Viewer};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use time::OffsetDateTime;

use crate::{
    sessions::Identity,
    sql::{live_membership, permission_name},
};

/// One row a group, one a permission; at least one row where the user exists. The placeholders and the SQL are
/// understood alike by both engines.
const SQL: &str = concat!(
    r#"
SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.is_staff, u.is_superuser,
       u.email_confirmed_at IS NOT NULL AS email_is_confirmed, held.kind, held.name
FROM users u
LEFT JOIN (
    SELECT 'group' AS kind, g.name AS name
    FROM user_groups ug JOIN "groups" g ON g.id = ug.group_id
    WHERE ug.user_id = $1 AND "#,
    live_membership!("$3"),
    "
    UNION ALL
    SELECT 'permission', ",
    permission_name!(),
    "
    FROM permissions p
    WHERE p.id IN (SELECT permission_id FROM user_permissions WHERE user_id = $1)
       OR p.id IN (SELECT gp.permission_id
                   FROM group_permissions gp JOIN user_groups ug ON ug.group_id = gp.group_id
                   WHERE ug.user_id = $1 AND ",
    live_membership!("$3"),
    ")
       OR (SELECT is_superuser FROM users WHERE id = $1)
) held ON TRUE
WHERE u.id = $1 AND u.auth_epoch = $2 AND u.is_active
"
);

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    username: String,
    email: String,
    first_name: String,
    last_name: String,
    is_staff: bool,
    is_superuser: bool,
    email_is_confirmed: bool,
    kind: Option<String>,
    name: Option<String>,
}

/// The viewer of a session that was started as this identity. `None` where the user is gone or inactive, or has
/// changed the password since: the session is over.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn load(
    db: &impl ConnectionTrait,
    identity: Identity,
    now: OffsetDateTime,
) -> Result<Option<Viewer>, DbErr> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        SQL,
        [identity.user_id.into(), identity.auth_epoch.into(), now.into()],
    );
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(assemble(rows))
}

fn assemble(rows: Vec<Row>) -> Option<Viewer> {
    let mut groups = BTreeSet::new();
    let mut permissions = BTreeSet::new();
    let mut user = None;
    for mut row in rows {
        match (row.kind.take().as_deref(), row.name.take()) {
            (Some("group"), Some(name)) => groups.insert(name),
            (Some(_), Some(name)) => permissions.insert(name),
            _ => false,
        };
        user.get_or_insert(row);
    }
    let user = user?;
    Some(Viewer {
        id: user.id,
        username: user.username,
        email: user.email,
        first_name: user.first_name,
        last_name: user.last_name,
        is_staff: user.is_staff,
        is_superuser: user.is_superuser,
        email_is_confirmed: user.email_is_confirmed,
        role: Role::highest(groups.iter().map(String::as_str)),
        groups,
        permissions,
    })
}
