//! Permissions on single objects: django-guardian's, on typed foreign keys.
//!
//! Each kind of object has two tables of its own, for grants to users and to groups; [`Kind`] names them. Foreign keys see
//! to it that nothing is left when the object, the holder or the permission goes.

use contract::permission::{self, Permission};
use entity::user;
use sea_orm::{ConnectionTrait, ExprTrait, FromQueryResult, Statement, Value, sea_query::Expr};
use time::OffsetDateTime;

use crate::{Error, authorization::permissions, sql::permission_name};

mod objects;

/// Where the grants on one kind of object are kept. All names are the code's own: they are written into SQL as they are.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The objects' table; its key is `id`.
    pub table: &'static str,
    /// The column that people know an object by.
    pub name_column: &'static str,
    /// The column of both grant tables that holds the object.
    pub key: &'static str,
    /// Grants to users: key, `user_id`, `permission_id`.
    pub user_grants: &'static str,
    /// Grants to groups: key, `group_id`, `permission_id`.
    pub group_grants: &'static str,
    /// The app label that its permissions have; guardian's `WrongAppError` is about any other.
    pub app_label: &'static str,
}

/// The holder of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// One user.
    User(i64),
    /// Everybody in a group.
    Group(i64),
}

/// One grant, for the page that lists them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Grant {
    /// `user` or `group`.
    pub holder_kind: String,
    /// Primary key of the holder.
    pub holder_id: i64,
    /// User name or group name.
    pub holder_name: String,
    /// `app_label.codename`.
    pub permission: String,
}

#[derive(FromQueryResult)]
struct Found {
    name: String,
}

impl Kind {
    /// Guardian's `assign_perm`. To give it twice is to give it once; says whether it is new.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app; a foreign key refuses a holder or an object that is not there.
    pub async fn grant(
        &self,
        db: &impl ConnectionTrait,
        object_id: i64,
        holder: Holder,
        permission: Permission,
    ) -> Result<bool, Error> {
        let (table, column, id) = self.side(holder);
        let sql = format!(
            "INSERT INTO {table} ({key}, {column}, permission_id) \
             SELECT $1, $2, id FROM permissions WHERE app_label = $3 AND codename = $4 \
             ON CONFLICT ({key}, {column}, permission_id) DO NOTHING",
            key = self.key
        );
        let (app_label, codename) = self.own(permission)?;
        let values = [object_id.into(), id.into(), app_label.into(), codename.into()];
        Ok(execute(db, &sql, values).await? > 0)
    }

    /// Guardian's `remove_perm`. Says whether there was one.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app.
    pub async fn revoke(
        &self,
        db: &impl ConnectionTrait,
        object_id: i64,
        holder: Holder,
        permission: Permission,
    ) -> Result<bool, Error> {
        let (table, column, id) = self.side(holder);
        let sql = format!(
            "DELETE FROM {table} WHERE {key} = $1 AND {column} = $2 AND permission_id IN \
             (SELECT id FROM permissions WHERE app_label = $3 AND codename = $4)",
            key = self.key
        );
        let (app_label, codename) = self.own(permission)?;
        let values = [object_id.into(), id.into(), app_label.into(), codename.into()];
        Ok(execute(db, &sql, values).await? > 0)
    }

    /// `has_perm(permission, object)`: with the permission on that object, or on everything, or as a superuser. An inactive
    /// user has none.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app.
    pub async fn has_perm(
        &self,
        db: &impl ConnectionTrait,
        user: &user::Model,
        permission: Permission,
        object_id: i64,
        now: OffsetDateTime,
    ) -> Result<bool, Error> {
        self.own(permission)?;
        if permissions::has_perm(db, Some(user), permission.name(), now).await? {
            return Ok(true);
        }
        if !user.is_active {
            return Ok(false);
        }
        self.is_granted(db, user.id, permission, object_id, now).await
    }

    /// Is the permission granted on this one object, to the user or to a group of theirs? For a viewer, whose general
    /// permissions are known already.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app.
    pub async fn is_granted(
        &self,
        db: &impl ConnectionTrait,
        user_id: i64,
        permission: Permission,
        object_id: i64,
        now: OffsetDateTime,
    ) -> Result<bool, Error> {
        let (app_label, codename) = self.own(permission)?;
        let select = self
            .select_names(user_id, (app_label, codename), now)
            .and_where(Expr::col((self.table, "id")).eq(object_id))
            .to_owned();
        Ok(Found::find_by_statement(db.get_database_backend().build(&select))
            .one(db)
            .await?
            .is_some())
    }

    /// Every grant on an object, users first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where the database cannot be reached.
    pub async fn grants(&self, db: &impl ConnectionTrait, object_id: i64) -> Result<Vec<Grant>, Error> {
        let sql = format!(
            "SELECT 'user' AS holder_kind, u.id AS holder_id, u.username AS holder_name, \
                    {name} AS permission \
             FROM {users} x JOIN users u ON u.id = x.user_id JOIN permissions p ON p.id = x.permission_id \
             WHERE x.{key} = $1 \
             UNION ALL \
             SELECT 'group', g.id, g.name, {name} \
             FROM {groups} x JOIN \"groups\" g ON g.id = x.group_id JOIN permissions p ON p.id = x.permission_id \
             WHERE x.{key} = $1 ORDER BY holder_kind DESC, holder_name, permission",
            users = self.user_grants,
            groups = self.group_grants,
            key = self.key,
            name = permission_name!()
        );
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [object_id.into()]);
        Ok(Grant::find_by_statement(statement).all(db).await?)
    }

    /// Guardian's `WrongAppError`: a permission of another app is a mistake in the code.
    fn own(&self, permission: Permission) -> Result<(&'static str, &'static str), Error> {
        permission::split(permission.name())
            .ok()
            .filter(|(app_label, _)| *app_label == self.app_label)
            .ok_or_else(|| {
                Error::Internal(format!("{} is no permission on {}", permission.name(), self.table).into())
            })
    }

    const fn side(&self, holder: Holder) -> (&'static str, &'static str, i64) {
        match holder {
            Holder::User(id) => (self.user_grants, "user_id", id),
            Holder::Group(id) => (self.group_grants, "group_id", id),
        }
    }
}

async fn execute(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, Error> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}
