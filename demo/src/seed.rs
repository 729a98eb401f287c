//! Something to look at in a fresh installation.

use auth::{Auth, Error, authorization::object_permissions::Holder, users};
use contract::{permission::Permission, role::Role};
use entity::group;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use time::{Duration, OffsetDateTime};

use crate::{
    entity::{order, project},
    permission::project as permissions,
    projects::KIND,
};

/// Reference, cents, status, age in hours.
const ORDERS: [(&str, i64, order::Status, i64); 7] = [
    ("Standing desk, oak", 64_900, order::Status::Approved, 24 * 40),
    ("Desk lamp", 8_950, order::Status::Approved, 24 * 33),
    ("Office chair", 42_000, order::Status::Approved, 24 * 19),
    ("Notebook refills (20)", 5_980, order::Status::Approved, 24 * 8),
    ("Monitor arm", 13_900, order::Status::Pending, 24 * 3),
    ("Whiteboard, 120 × 90", 11_250, order::Status::Pending, 26),
    ("Noise-cancelling headphones", 27_999, order::Status::Pending, 2),
];

const PROJECTS: [(&str, &str); 2] = [
    (
        "Office move",
        "Everything that has to happen before the first of the month.",
    ),
    (
        "Website relaunch",
        "Copy, pictures and the long list of redirects.",
    ),
];

/// Whom something is shared with.
#[derive(Clone, Copy)]
enum With {
    User(&'static str),
    Group(Role),
}

/// Owner, project, whom it is shared with, and what they may do.
const SHARES: [(&str, &str, With, Permission); 3] = [
    (
        "customer",
        PROJECTS[0].0,
        With::Group(Role::Manager),
        permissions::VIEW,
    ),
    (
        "customer",
        PROJECTS[1].0,
        With::User("manager"),
        permissions::CHANGE,
    ),
    (
        "manager",
        PROJECTS[0].0,
        With::User("customer"),
        permissions::VIEW,
    ),
];

/// Gives this user orders and projects, unless they have some already.
pub async fn seed(auth: &Auth, db: &impl ConnectionTrait, user_id: i64) -> Result<(), Error> {
    let now = auth.clock.now();
    if order::Entity::of(user_id).count(db).await? == 0 {
        let rows = ORDERS.map(|(reference, amount_cents, status, hours)| order::ActiveModel {
            user_id: Set(user_id),
            reference: Set(reference.to_owned()),
            amount_cents: Set(amount_cents),
            status: Set(status),
            created_at: Set(now - Duration::hours(hours)),
            ..Default::default()
        });
        order::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    if project::Entity::find()
        .filter(project::Column::OwnerId.eq(user_id))
        .count(db)
        .await?
        == 0
    {
        let rows = PROJECTS.map(|(name, description)| project_row(user_id, name, description, now));
        project::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Shares some of the projects among the users of `seed_demo`. What or who is not there is left out.
pub async fn share(db: &impl ConnectionTrait) -> Result<(), Error> {
    for (owner, name, with, permission) in SHARES {
        let Some(owner) = users::by_username(db, owner).await? else {
            continue;
        };
        let project = project::Entity::find()
            .filter(project::Column::OwnerId.eq(owner.id))
            .filter(project::Column::Name.eq(name))
            .order_by_asc(project::Column::Id)
            .one(db)
            .await?;
        if let Some((project, holder)) = project.zip(holder(db, with).await?) {
            KIND.grant(db, project.id, holder, permission).await?;
        }
    }
    Ok(())
}

async fn holder(db: &impl ConnectionTrait, with: With) -> Result<Option<Holder>, Error> {
    Ok(match with {
        With::User(name) => users::by_username(db, name)
            .await?
            .map(|user| Holder::User(user.id)),
        With::Group(role) => group::Entity::find()
            .filter(group::Column::Name.eq(role.group()))
            .one(db)
            .await?
            .map(|group| Holder::Group(group.id)),
    })
}

fn project_row(owner_id: i64, name: &str, description: &str, now: OffsetDateTime) -> project::ActiveModel {
    project::ActiveModel {
        owner_id: Set(owner_id),
        name: Set(name.to_owned()),
        description: Set(description.to_owned()),
        created_at: Set(now),
        ..Default::default()
    }
}
