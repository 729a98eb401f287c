//! `user_groups`: who is in which group.

use sea_orm::{Condition, entity::prelude::*};

/// One line of the join.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_groups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// From then on the membership counts for nothing; null is for good.
    pub expires_at: Option<TimeDateTimeWithTimeZone>,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
    #[sea_orm(belongs_to, from = "group_id", to = "id", on_delete = "Cascade")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

/// True of a membership that counts at this moment: one for good, or one that has not ended.
#[must_use]
pub fn is_live(now: TimeDateTimeWithTimeZone) -> Condition {
    Condition::any()
        .add(Column::ExpiresAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}
