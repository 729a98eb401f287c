//! The objects on which a user has a permission, as conditions for the queries that list them.

use contract::permission::{self, Permission};
use sea_orm::{
    ConnectionTrait, ExprTrait, FromQueryResult,
    sea_query::{Condition, Expr, Order, Query, SelectStatement, UnionType},
};
use time::OffsetDateTime;

use super::{Found, Kind};
use crate::Error;

impl Kind {
    /// Guardian's `get_objects_for_user`, as a condition for the query that lists them: one query, however many objects.
    /// For who holds the permission on everything no condition is needed.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app.
    pub fn objects_for_user(
        &self,
        user_id: i64,
        permission: Permission,
        now: OffsetDateTime,
    ) -> Result<Expr, Error> {
        Ok(self.is_granted_to(user_id, self.own(permission)?, now))
    }

    /// [`Self::objects_for_user`] with those that the user owns: any of several permissions will do, and `owner` is the column of
    /// the objects' table that names the owner. One set of keys and not an alternative of two conditions, which a database
    /// would answer by looking at every object.
    ///
    /// # Errors
    /// [`Error::Internal`] for a permission of another app.
    pub fn objects_for_owner_or(
        &self,
        owner: &'static str,
        user_id: i64,
        permissions: &[Permission],
        now: OffsetDateTime,
    ) -> Result<Expr, Error> {
        let mut keys = Query::select()
            .column("id")
            .from(self.table)
            .and_where(Expr::col(owner).eq(user_id))
            .to_owned();
        for permission in permissions {
            for granted in self.granted_keys(user_id, self.own(*permission)?, now) {
                keys.union(UnionType::Distinct, granted);
            }
        }
        Ok(Expr::col((self.table, "id")).in_subquery(keys))
    }

    /// Names of up to twenty objects on which a user has a permission.
    pub(crate) async fn names_for_user(
        &self,
        db: &impl ConnectionTrait,
        user_id: i64,
        name: &str,
        now: OffsetDateTime,
    ) -> Result<Vec<String>, Error> {
        let Ok(permission) = permission::split(name) else {
            return Ok(Vec::new());
        };
        let select = self
            .select_names(user_id, permission, now)
            .order_by((self.table, self.name_column), Order::Asc)
            .limit(20)
            .to_owned();
        let found = Found::find_by_statement(db.get_database_backend().build(&select))
            .all(db)
            .await?;
        Ok(found.into_iter().map(|object| object.name).collect())
    }

    pub(super) fn select_names(
        &self,
        user_id: i64,
        permission: (&str, &str),
        now: OffsetDateTime,
    ) -> SelectStatement {
        Query::select()
            .expr_as(Expr::col((self.table, self.name_column)), "name")
            .from(self.table)
            .and_where(self.is_granted_to(user_id, permission, now))
            .to_owned()
    }

    /// True of the rows of the objects' table on which the user has the permission, directly or through a group.
    fn is_granted_to(&self, user_id: i64, permission: (&str, &str), now: OffsetDateTime) -> Expr {
        let [mut direct, by_group] = self.granted_keys(user_id, permission, now);
        direct.union(UnionType::Distinct, by_group);
        Expr::col((self.table, "id")).in_subquery(direct)
    }

    /// Keys of the objects on which the user has the permission: directly, and through a group.
    fn granted_keys(
        &self,
        user_id: i64,
        (app_label, codename): (&str, &str),
        now: OffsetDateTime,
    ) -> [SelectStatement; 2] {
        let permission = Query::select()
            .column("id")
            .from("permissions")
            .and_where(Expr::col("app_label").eq(app_label))
            .and_where(Expr::col("codename").eq(codename))
            .to_owned();
        let groups = Query::select()
            .column("group_id")
            .from("user_groups")
            .and_where(Expr::col("user_id").eq(user_id))
            .cond_where(
                Condition::any()
                    .add(Expr::col("expires_at").is_null())
                    .add(Expr::col("expires_at").gt(now)),
            )
            .to_owned();
        let keys = |table: &'static str, is_holder: Expr| {
            Query::select()
                .column(self.key)
                .from(table)
                .and_where(is_holder)
                .and_where(Expr::col("permission_id").in_subquery(permission.clone()))
                .to_owned()
        };
        [
            keys(self.user_grants, Expr::col("user_id").eq(user_id)),
            keys(self.group_grants, Expr::col("group_id").in_subquery(groups)),
        ]
    }
}
