//! `groups`: named bundles of permissions.

use sea_orm::entity::prelude::*;

/// Django's `Group`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "groups")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub name: String,
    /// As it is compared; `None` where no binary that knows the column has seen the group, or where another has its name in another
    /// spelling.
    #[sea_orm(unique)]
    pub name_canonical: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
