//! Permissions and groups of users, written into the database without a form.

use contract::permission::split;
use entity::{group, group_permission, permission, user, user_permission};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::TestApp;

/// Gives a user the permission of this full name.
pub async fn give(app: &TestApp, user: &user::Model, name: &str) {
    let grant = user_permission::ActiveModel {
        user_id: Set(user.id),
        permission_id: Set(permission_id(app, name).await),
    };
    user_permission::Entity::insert(grant)
        .exec_without_returning(app.auth.db.writer())
        .await
        .expect("given");
}

/// Gives a group the permission of this full name.
pub async fn give_to_group(app: &TestApp, group: &str, name: &str) {
    let grant = group_permission::ActiveModel {
        group_id: Set(group_named(app, group).await.id),
        permission_id: Set(permission_id(app, name).await),
    };
    group_permission::Entity::insert(grant)
        .exec_without_returning(app.auth.db.writer())
        .await
        .expect("given");
}

/// Makes a group that holds one permission and has one member.
pub async fn group_with(app: &TestApp, name: &str, permission: &str, member: &user::Model) -> group::Model {
    let group = group::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    };
    let group = group.insert(app.auth.db.writer()).await.expect("made");
    give_to_group(app, name, permission).await;
    auth::authorization::groups::join(app.auth.db.writer(), member.id, name)
        .await
        .expect("joined");
    group
}

/// The full names of the permissions that a group holds, sorted.
pub async fn held_by_group(app: &TestApp, name: &str) -> Vec<String> {
    let db = app.auth.db.reader();
    let keys: Vec<i64> = group_permission::Entity::find()
        .filter(group_permission::Column::GroupId.eq(group_named(app, name).await.id))
        .all(db)
        .await
        .expect("reads")
        .into_iter()
        .map(|grant| grant.permission_id)
        .collect();
    let held = permission::Entity::find()
        .filter(permission::Column::Id.is_in(keys))
        .order_by_asc(permission::Column::AppLabel)
        .order_by_asc(permission::Column::Codename)
        .all(db)
        .await;
    held.expect("reads")
        .iter()
        .map(permission::Model::full_name)
        .collect()
}

/// The key of a group, as forms name it.
pub async fn group_id(app: &TestApp, name: &str) -> String {
    group_named(app, name).await.id.to_string()
}

/// The key of the permission of this full name.
pub async fn permission_id(app: &TestApp, name: &str) -> i64 {
    let (app_label, codename) = split(name).expect("a name");
    let found = permission::Entity::find()
        .filter(permission::Column::AppLabel.eq(app_label))
        .filter(permission::Column::Codename.eq(codename))
        .one(app.auth.db.reader())
        .await;
    found.expect("reads").expect("is there").id
}

async fn group_named(app: &TestApp, name: &str) -> group::Model {
    let found = group::Entity::find()
        .filter(group::Column::Name.eq(name))
        .one(app.auth.db.reader())
        .await;
    found.expect("reads").expect("is there")
}
