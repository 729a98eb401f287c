//! From the catalogue into the database: Django's `create_permissions` after a migration, with renames and pruning.

use std::collections::BTreeSet;

use contract::{
    permission::{Catalogue, Rename},
    role::Role,
};
use entity::{group, group_permission, permission as row};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, Statement,
    sea_query::{Expr, OnConflict},
};

use crate::{Error, authorization::groups};

/// Renames permissions whose names have changed, inserts missing ones, and removes none. Idempotent. A full name that exists already, on
/// another model or made at run time, becomes the declared permission: its grants stay.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn synchronise(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<(), Error> {
    rename(db, catalogue.renamed()).await?;
    let rows = catalogue.declared().map(|declared| row::ActiveModel {
        app_label: Set(declared.app_label.to_owned()),
        model: Set(declared.model.to_owned()),
        codename: Set(declared.codename),
        name: Set(declared.name),
        is_custom: Set(false),
        ..Default::default()
    });
    row::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([row::Column::AppLabel, row::Column::Codename])
                .update_columns([row::Column::Model, row::Column::Name, row::Column::IsCustom])
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Gives permissions other natural keys: app label, model and codename, before and after. The rows stay, and so do the
/// grants.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn rename(
    db: &impl ConnectionTrait,
    renamed: impl IntoIterator<Item = Rename>,
) -> Result<(), Error> {
    for ([app_label, model, codename], [new_app_label, new_model, new_codename]) in renamed {
        row::Entity::update_many()
            .col_expr(row::Column::AppLabel, Expr::value(new_app_label))
            .col_expr(row::Column::Model, Expr::value(new_model))
            .col_expr(row::Column::Codename, Expr::value(new_codename))
            .filter(row::Column::AppLabel.eq(app_label))
            .filter(row::Column::Model.eq(model))
            .filter(row::Column::Codename.eq(codename))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// A permission that no code declares any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// `app_label.codename`.
    pub name: String,
    /// How many users and groups hold it.
    pub grants: i64,
}

#[derive(FromQueryResult)]
struct Counted {
    id: i64,
    app_label: String,
    model: String,
    codename: String,
    grants: i64,
}

/// What [`prune`] would remove: neither declared nor made in the admin. A dry run.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn stale(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<Vec<Stale>, Error> {
    Ok(find_stale(db, catalogue)
        .await?
        .into_iter()
        .map(|(_, stale)| stale)
        .collect())
}

/// Removes them, and every grant of them.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn prune(db: &DatabaseTransaction, catalogue: &Catalogue) -> Result<Vec<Stale>, Error> {
    let (ids, stale): (Vec<_>, Vec<_>) = find_stale(db, catalogue).await?.into_iter().unzip();
    row::Entity::delete_many()
        .filter(row::Column::Id.is_in(ids))
        .exec(db)
        .await?;
    Ok(stale)
}

async fn find_stale(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<Vec<(i64, Stale)>, Error> {
    let sql = "SELECT p.id, p.app_label, p.model, p.codename, \
               (SELECT COUNT(*) FROM user_permissions WHERE permission_id = p.id) \
               + (SELECT COUNT(*) FROM group_permissions WHERE permission_id = p.id) AS grants \
               FROM permissions p WHERE NOT p.is_custom ORDER BY p.app_label, p.model, p.codename";
    let rows = Counted::find_by_statement(Statement::from_string(db.get_database_backend(), sql))
        .all(db)
        .await?;
    let declared: BTreeSet<_> = catalogue
        .declared()
        .map(|d| (d.app_label.to_owned(), d.model.to_owned(), d.codename))
        .collect();
    Ok(rows
        .into_iter()
        .filter(|row| !declared.contains(&(row.app_label.clone(), row.model.clone(), row.codename.clone())))
        .map(|row| {
            let name = format!("{}.{}", row.app_label, row.codename);
            (
                row.id,
                Stale {
                    name,
                    grants: row.grants,
                },
            )
        })
        .collect())
}

/// Sets what the three groups hold to exactly what the catalogue seeds. Running it twice changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn seed_roles(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<(), Error> {
    groups::ensure_roles(db).await?;
    let permissions = row::Entity::find().all(db).await?;
    for role in Role::ALL {
        let Some(group) = group::Entity::find()
            .filter(group::Column::Name.eq(role.group()))
            .one(db)
            .await?
        else {
            continue;
        };
        group_permission::Entity::delete_many()
            .filter(group_permission::Column::GroupId.eq(group.id))
            .exec(db)
            .await?;
        let held: Vec<_> = permissions
            .iter()
            .filter(|row| !row.is_custom && catalogue.is_seeded(role, &row.full_name()))
            .map(|row| group_permission::ActiveModel {
                group_id: Set(group.id),
                permission_id: Set(row.id),
            })
            .collect();
        group_permission::Entity::insert_many(held)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
