//! Orders and projects: the example domain. A fork writes its own beside it, in the same shape, and deletes this one.

pub mod basket;
pub mod catalogue;
pub mod check_out;
pub mod figures;
pub mod orders;
pub mod projects;
pub mod seed;

use auth::{Auth, Error};
use entity::{order, project};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// What of this domain goes with a user: kind and number.
pub async fn dependents(auth: &Auth, user_id: i64) -> Result<Vec<(String, u64)>, Error> {
    let db = auth.db.reader();
    let orders = order::Entity::of(user_id).count(db).await?;
    let projects = project::Entity::find()
        .filter(project::Column::OwnerId.eq(user_id))
        .count(db)
        .await?;
    Ok(vec![
        ("orders".to_owned(), orders),
        ("projects".to_owned(), projects),
    ])
}
