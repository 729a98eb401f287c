//! Permissions by Django's truth table, on single objects by guardian's, and their life in the database.

use std::collections::BTreeSet;

use auth::authorization::{
    object_permissions::Holder,
    permissions::{self, Reason, WithPerm},
};
use contract::{
    permission::{self, Permission},
    role::Role,
};
use demo::projects::KIND;
use entity::{
    group, group_permission, permission as row, project, project_group_permission, project_user_permission,
    user, user_group, user_permission,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait,
    PaginatorTrait, QueryFilter, Select,
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::{browser::Browser, test_app::TestApp};

/// Measured with Django: what each check answered.
fn measured() -> Value {
    let vectors = include_str!("../../../auth/tests/vectors/django_semantics.json");
    let vectors: Value = serde_json::from_str(vectors).expect("JSON");
    vectors["live_semantics"].clone()
}

async fn permission_id(app: &TestApp, name: &str) -> i64 {
    let (app_label, codename) = permission::split(name).expect("a name");
    let found = row::Entity::find()
        .filter(row::Column::AppLabel.eq(app_label))
        .filter(row::Column::Codename.eq(codename))
        .one(app.auth.db.reader())
        .await
        .expect("reads");
    found.expect("is there").id
}

async fn give(app: &TestApp, user: &user::Model, name: &str) {
    let grant = user_permission::ActiveModel {
        user_id: Set(user.id),
        permission_id: Set(permission_id(app, name).await),
    };
    user_permission::Entity::insert(grant)
        .exec_without_returning(app.auth.db.writer())
        .await
        .expect("granted");
}

/// A group that holds one permission, with one member.
async fn group_with(app: &TestApp, name: &str, permission: &str, member: &user::Model) -> group::Model {
    let group: group::Model = group::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
    .insert(app.auth.db.writer())
    .await
    .expect("made");
    group_permission::Entity::insert(group_permission::ActiveModel {
        group_id: Set(group.id),
        permission_id: Set(permission_id(app, permission).await),
    })
    .exec_without_returning(app.auth.db.writer())
    .await
    .expect("granted");
    auth::authorization::groups::join(app.auth.db.writer(), member.id, name)
        .await
        .expect("joined");
    group
}

async fn flags(app: &TestApp, user: user::Model, is_active: bool, is_superuser: bool) -> user::Model {
    let mut user = user.into_active_model();
    user.is_active = Set(is_active);
    user.is_superuser = Set(is_superuser);
    user.update(app.auth.db.writer()).await.expect("updated")
}

async fn new_project(app: &TestApp, owner: &user::Model, name: &str) -> i64 {
    let project: project::Model = project::ActiveModel {
        owner_id: Set(owner.id),
        name: Set(name.to_owned()),
        description: Set(String::new()),
        created_at: Set(app.clock.now()),
        ..Default::default()
    }
    .insert(app.auth.db.writer())
    .await
    .expect("made");
    project.id
}

async fn count<E: EntityTrait>(app: &TestApp, select: Select<E>) -> u64
where
    E::Model: Send + Sync,
{
    select.count(app.auth.db.reader()).await.expect("counts")
}

testkit::on_both_databases! {
    /// Django's own answers, key by key.
    async fn djangos_truth_table_holds(url: String) {
        let app = TestApp::start(url).await;
        let (db, now) = (app.auth.db.reader(), app.clock.now());
        let a = app.user("a", None).await;
        let root = app.user("root", None).await;
        let root = flags(&app, root, true, true).await;
        let has = async |user: &user::Model, name: &str| {
            permissions::has_perm(db, Some(user), name, now).await.expect("reads")
        };
        let module = async |user: &user::Model, label: &str| {
            permissions::has_module_perms(db, Some(user), label, now).await.expect("reads")
        };
        let mut ours = serde_json::Map::new();
        ours.insert("no perms".into(), has(&a, "auth.view_user").await.into());
        group_with(&app, "Viewers", "auth.view_user", &a).await;
        give(&app, &a, "auth.change_group").await;
        ours.insert("fresh instance after group grant".into(), has(&a, "auth.view_user").await.into());
        let direct = permissions::user_permissions(db, a.id).await.expect("reads");
        ours.insert("user_permissions only direct".into(), json!(direct));
        let by_group = permissions::group_permissions(db, a.id, now).await.expect("reads");
        ours.insert("group perms".into(), json!(by_group));
        let all = permissions::all_permissions(db, &a, now).await.expect("reads");
        ours.insert("all perms".into(), json!(all));
        ours.insert("has_perm unqualified codename".into(), has(&a, "view_user").await.into());
        ours.insert("has_perm('AUTH.view_user') case".into(), has(&a, "AUTH.view_user").await.into());
        let authority = permissions::authority(db, Some(&a), now).await.expect("reads");
        let has_all = |names: &[&str]| names.iter().all(|name| authority.has_perm(name));
        ours.insert("has_perms all".into(), has_all(&["auth.view_user", "auth.change_group"]).into());
        ours.insert("has_perms one missing".into(), has_all(&["auth.view_user", "auth.add_user"]).into());
        ours.insert("has_perms empty list".into(), has_all(&[]).into());
        ours.insert("has_module_perms auth".into(), module(&a, "auth").await.into());
        ours.insert("has_module_perms other".into(), module(&a, "sessions").await.into());
        ours.insert("superuser any perm incl nonexistent".into(), has(&root, "no.such_thing").await.into());
        ours.insert("superuser module nonexistent".into(), module(&root, "nonexistent").await.into());
        let of_nobody = permissions::has_perm(db, None, "auth.view_user", now).await.expect("reads");
        ours.insert("anonymous has_perm".into(), of_nobody.into());

        let a = flags(&app, a, false, false).await;
        ours.insert("inactive has_perm".into(), has(&a, "auth.view_user").await.into());
        let none = permissions::all_permissions(db, &a, now).await.expect("reads");
        ours.insert("inactive all perms".into(), json!(none));
        ours.insert("inactive module".into(), module(&a, "auth").await.into());
        let retired = app.user("retired", None).await;
        let retired = flags(&app, retired, false, true).await;
        ours.insert("inactive superuser has_perm".into(), has(&retired, "auth.view_user").await.into());
        retired.delete(app.auth.db.writer()).await.expect("deleted");

        // Who holds it: `a` is inactive and holds it by a group, `b` is given it directly, `root` has everything.
        let with = async |whom: WithPerm| {
            permissions::with_perm(db, "auth.view_user", whom, now).await.expect("reads")
        };
        let (any, default) = (Some(true), WithPerm::default());
        assert_eq!(default.is_active, any);
        ours.insert("with_perm default".into(), json!(with(default).await));
        let b = app.user("b", None).await;
        give(&app, &b, "auth.view_user").await;
        ours.insert("with_perm default 2".into(), json!(with(default).await));
        ours.insert("with_perm is_active=None".into(), json!(with(WithPerm { is_active: None, ..default }).await));
        ours.insert("with_perm is_active=False".into(), json!(with(WithPerm { is_active: Some(false), ..default }).await));
        let without = WithPerm { include_superusers: false, ..default };
        ours.insert("with_perm include_superusers=False".into(), json!(with(without).await));
        let error = permissions::with_perm(db, "view_user", default, now).await.expect_err("no name");
        ours.insert("with_perm unqualified".into(), error.to_string().replace("internal: ", "ValueError: ").into());

        let measured = measured();
        for (key, answer) in &ours {
            assert_eq!(Some(answer), measured.get(key), "{key}");
        }
        let every = permissions::all_permissions(db, &root, now).await.expect("reads");
        assert_eq!(every.len(), permission::declared().count(), "a superuser has all that there are");
        assert!(measured["superuser get_all_permissions count"].is_number(), "Django counts its own models");
        assert_eq!(ours.len(), 25);
    }

    /// Guardian's rules, and S2-49.
    async fn grants_on_one_object(url: String) {
        let app = TestApp::start(url).await;
        let (db, now) = (app.auth.db.writer(), app.clock.now());
        let owner = app.user("owner", None).await;
        let (alice, bob) = (app.user("alice", None).await, app.user("bob", None).await);
        let (one, two) = (new_project(&app, &owner, "One").await, new_project(&app, &owner, "Two").await);
        let (view, change) = (permission::project::VIEW, permission::project::CHANGE);
        let may = async |user: &user::Model, permission: Permission, project: i64| {
            KIND.has_perm(db, user, permission, project, now).await.expect("reads")
        };
        let list = async |user: &user::Model| {
            let condition = KIND.objects_for_user(user.id, view, now).expect("a condition");
            let found = project::Entity::find().filter(condition).all(db).await.expect("reads");
            found.into_iter().map(|project| project.id).collect::<BTreeSet<_>>()
        };
        assert!(!may(&alice, view, one).await && list(&alice).await.is_empty());
        for _ in 0..2 {
            KIND.grant(db, one, Holder::User(alice.id), view).await.expect("granted");
        }
        assert_eq!(count(&app, project_user_permission::Entity::find()).await, 1, "twice is once");
        assert!(may(&alice, view, one).await);
        assert!(!may(&alice, change, one).await && !may(&alice, view, two).await && !may(&bob, view, one).await);

        let friends = group_with(&app, "Friends", "auth.view_user", &bob).await;
        KIND.grant(db, two, Holder::Group(friends.id), view).await.expect("granted");
        assert!(may(&bob, view, two).await && !may(&alice, view, two).await);
        assert_eq!((list(&alice).await, list(&bob).await), (BTreeSet::from([one]), BTreeSet::from([two])));

        let grants = KIND.grants(db, two).await.expect("reads");
        assert_eq!(
            grants.iter().map(|g| (g.holder_kind.as_str(), g.holder_name.as_str(), g.permission.as_str())).collect::<Vec<_>>(),
            [("group", "Friends", "projects.view_project")]
        );

        // With it on everything, and as a superuser, on each; inactive on none.
        give(&app, &alice, "projects.change_project").await;
        assert!(may(&alice, change, two).await);
        let root = flags(&app, owner, true, true).await;
        assert!(may(&root, change, one).await);
        let inactive = flags(&app, alice, false, false).await;
        assert!(!may(&inactive, view, one).await && !may(&inactive, change, two).await);

        // The membership ends, and so does what came with it.
        let mut membership = user_group::Entity::find_by_id((bob.id, friends.id)).one(db).await.expect("reads").expect("is there").into_active_model();
        membership.expires_at = Set(Some(now - Duration::seconds(1)));
        membership.update(db).await.expect("updated");
        assert!(!may(&bob, view, two).await && list(&bob).await.is_empty());

        assert!(KIND.revoke(db, one, Holder::User(inactive.id), view).await.expect("revoked"));
        assert!(!KIND.revoke(db, one, Holder::User(inactive.id), view).await.expect("nothing to revoke"));
        let wrong = KIND.grant(db, one, Holder::User(bob.id), permission::order::VIEW).await;
        assert!(wrong.expect_err("guardian's WrongAppError").to_string().contains("orders.view_order"));

        // Nothing is left of an object, nor of a holder.
        KIND.grant(db, one, Holder::User(bob.id), change).await.expect("granted");
        project::Entity::delete_by_id(one).exec(db).await.expect("deleted");
        assert_eq!(count(&app, project_user_permission::Entity::find()).await, 0);
        friends.delete(db).await.expect("deleted");
        assert_eq!(count(&app, project_group_permission::Entity::find()).await, 0);
    }

    /// Many objects are one query: the condition stands in the query that lists them.
    async fn a_list_is_one_query(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let db = app.auth.db.writer();
        let mut wanted = BTreeSet::new();
        for number in 0..60 {
            let project = new_project(&app, &alice, &format!("Project {number}")).await;
            if number % 3 == 0 {
                KIND.grant(db, project, Holder::User(alice.id), permission::project::VIEW).await.expect("granted");
                wanted.insert(project);
            }
        }
        let condition = KIND.objects_for_user(alice.id, permission::project::VIEW, app.clock.now()).expect("a condition");
        let found = project::Entity::find().filter(condition).all(db).await.expect("reads");
        assert_eq!(found.into_iter().map(|project| project.id).collect::<BTreeSet<_>>(), wanted);
    }

    /// S0-10, U-8: what is declared exists, what was renamed keeps its grants, what is gone can be pruned.
    async fn permissions_in_the_database(url: String) {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        let before = count(&app, row::Entity::find()).await;
        permissions::synchronise(db).await.expect("again");
        assert_eq!(count(&app, row::Entity::find()).await, before);
        assert_eq!(before, permission::declared().count() as u64);

        let alice = app.user("alice", None).await;
        for (codename, is_custom) in [("ship_order", false), ("frame_order", true)] {
            row::Entity::insert(row::ActiveModel {
                app_label: Set("orders".into()),
                model: Set("order".into()),
                codename: Set(codename.into()),
                name: Set(codename.into()),
                is_custom: Set(is_custom),
                ..Default::default()
            })
            .exec_without_returning(db)
            .await
            .expect("made");
            give(&app, &alice, &format!("orders.{codename}")).await;
        }
        let stale = permissions::stale(db).await.expect("reads");
        assert_eq!(stale.iter().map(|s| (s.name.as_str(), s.grants)).collect::<Vec<_>>(), [("orders.ship_order", 1)]);
        assert_eq!(count(&app, row::Entity::find()).await, before + 2, "a dry run removes nothing");

        let transaction = app.auth.db.begin().await.expect("begun");
        permissions::rename(&transaction, &[(["orders", "order", "ship_order"], ["orders", "order", "send_order"])])
            .await
            .expect("renamed");
        transaction.commit().await.expect("committed");
        let held = permissions::user_permissions(db, alice.id).await.expect("reads");
        assert!(held.contains("orders.send_order") && !held.contains("orders.ship_order"), "{held:?}");

        let transaction = app.auth.db.begin().await.expect("begun");
        assert_eq!(permissions::prune(&transaction).await.expect("pruned").len(), 1);
        transaction.commit().await.expect("committed");
        let held = permissions::user_permissions(db, alice.id).await.expect("reads");
        assert_eq!(held.into_iter().collect::<Vec<_>>(), ["orders.frame_order"], "made at run time, left alone");
    }

    /// A membership that ends takes its permissions along at the next click, and its role.
    async fn a_membership_may_end(url: String) {
        let app = TestApp::start(url).await;
        let manager = app.user("manager", Some(Role::Manager)).await;
        let mut browser = Browser::script();
        browser.log_in(&app, "manager", &[]).await;
        assert!(browser.get(&app, "/api/me").await.body.contains("MANAGER"));
        let mut membership = user_group::Entity::find()
            .filter(user_group::Column::UserId.eq(manager.id))
            .one(app.auth.db.reader())
            .await
            .expect("reads")
            .expect("is there")
            .into_active_model();
        membership.expires_at = Set(Some(app.clock.now() + Duration::minutes(30)));
        membership.update(app.auth.db.writer()).await.expect("updated");
        assert!(browser.get(&app, "/api/me").await.body.contains("orders.view_order"));
        app.clock.advance(Duration::minutes(31));
        let me = browser.get(&app, "/api/me").await.body;
        assert!(!me.contains("orders.view_order") && !me.contains("MANAGER"), "{me}");
    }

    /// U-10.
    async fn why_and_why_not(url: String) {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        let alice = app.user("alice", None).await;
        let why = async |user: &user::Model, name: &str, now: OffsetDateTime| {
            let answer = permissions::explain(db, user, name, &[KIND], now).await.expect("reads");
            (answer.is_held, answer.reasons)
        };
        let now = app.clock.now();
        assert_eq!(why(&alice, "auth.view_user", now).await, (false, vec![Reason::NotGranted]));
        assert_eq!(why(&alice, "auth.fly", now).await, (false, vec![Reason::Unknown]));
        give(&app, &alice, "auth.view_user").await;
        group_with(&app, "Viewers", "auth.view_user", &alice).await;
        assert_eq!(
            why(&alice, "auth.view_user", now).await,
            (true, vec![Reason::Direct, Reason::Group("Viewers".into())])
        );
        let project = new_project(&app, &alice, "Bridge").await;
        KIND.grant(db, project, Holder::User(alice.id), permission::project::VIEW).await.expect("granted");
        assert_eq!(
            why(&alice, "projects.view_project", now).await,
            (false, vec![Reason::NotGranted, Reason::Object("Bridge".into())])
        );
        let mut membership = user_group::Entity::find().one(db).await.expect("reads").expect("is there").into_active_model();
        membership.expires_at = Set(Some(now));
        membership.update(db).await.expect("updated");
        assert_eq!(why(&alice, "auth.view_user", now).await, (true, vec![Reason::Direct]));
        user_permission::Entity::delete_many().exec(db).await.expect("withdrawn");
        assert_eq!(
            why(&alice, "auth.view_user", now).await,
            (false, vec![Reason::MembershipEnded("Viewers".into()), Reason::NotGranted])
        );
        let root = flags(&app, alice, true, true).await;
        assert_eq!(why(&root, "auth.view_user", now).await.1, [Reason::Superuser]);
        let retired = flags(&app, root, false, true).await;
        assert_eq!(why(&retired, "auth.view_user", now).await.1[0], Reason::Inactive);
    }
}
