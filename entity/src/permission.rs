//! `permissions`: the permissions that can be granted. The natural key is app label, model and codename.

use sea_orm::entity::prelude::*;

/// Django's `Permission`, with the content type as two columns.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "permissions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique_key = "natural")]
    pub app_label: String,
    #[sea_orm(unique_key = "natural")]
    pub model: String,
    #[sea_orm(unique_key = "natural")]
    pub codename: String,
    pub name: String,
    /// Created in the admin at run time instead of declared in code. `permissions prune` does not remove it.
    pub is_custom: bool,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The full name, `app_label.codename`, which code uses. Case-sensitive, as in Django's `has_perm`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.app_label, self.codename)
    }
}
