//! `groups`: named sets of permissions.

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
    /// The form in which names are compared. `None` if the group was created by a binary that does not know the column, or if its name
    /// equals another group's in this form.
    #[sea_orm(unique)]
    pub name_canonical: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
