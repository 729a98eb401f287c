//! Permission checks compared with Django's, and the rows of permissions.

use auth::authorization::permissions::{self, Reason, WithPerm};
use contract::role::Role;
use entity::{permission as row, user, user_group, user_permission};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait,
    PaginatorTrait, QueryFilter, Select,
};
use serde_json::{Value, json};
use testapp::{
    grants::{give, give_to_group, group_with},
    staff::flags,
};
use time::{Duration, OffsetDateTime};

use crate::{browser::Browser, test_app::TestApp};

/// The results of the same checks in Django.
fn measured() -> Value {
    let vectors = include_str!("../../../auth/tests/vectors/django_semantics.json");
    let vectors: Value = serde_json::from_str(vectors).expect("JSON");
    vectors["live_semantics"].clone()
}

async fn count<E: EntityTrait>(app: &TestApp, select: Select<E>) -> u64
where
    E::Model: Send + Sync,
{
    select.count(app.auth.db.reader()).await.expect("counts")
}

testkit::on_both_databases! {
    /// Every check has the same result as in Django.
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

        // The holders: `a` is inactive and holds it through a group, `b` holds it directly, and `root` is a superuser.
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
        assert_eq!(every.len(), app.auth.permissions.declared().count(), "a superuser has all that there are");
        assert!(measured["superuser get_all_permissions count"].is_number(), "Django counts its own models");
        assert_eq!(ours.len(), 25);
    }

    /// S0-10, U-8: declared permissions exist, renamed permissions keep their grants, and obsolete ones can be pruned.
    async fn permissions_in_the_database(url: String) {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        let before = count(&app, row::Entity::find()).await;
        permissions::synchronise(db, &app.auth.permissions).await.expect("again");
        assert_eq!(count(&app, row::Entity::find()).await, before);
        assert_eq!(before, app.auth.permissions.declared().count() as u64);

        let alice = app.user("alice", None).await;
        for (codename, is_custom) in [("print_article", false), ("frame_article", true)] {
            row::Entity::insert(row::ActiveModel {
                app_label: Set("news".into()),
                model: Set("article".into()),
                codename: Set(codename.into()),
                name: Set(codename.into()),
                is_custom: Set(is_custom),
                ..Default::default()
            })
            .exec_without_returning(db)
            .await
            .expect("made");
            give(&app, &alice, &format!("news.{codename}")).await;
        }
        let stale = permissions::stale(db, &app.auth.permissions).await.expect("reads");
        assert_eq!(stale.iter().map(|s| (s.name.as_str(), s.grants)).collect::<Vec<_>>(), [("news.print_article", 1)]);
        assert_eq!(count(&app, row::Entity::find()).await, before + 2, "a dry run removes nothing");

        let transaction = app.auth.db.begin().await.expect("begun");
        permissions::rename(&transaction, [(["news", "article", "print_article"], ["news", "article", "send_article"])])
            .await
            .expect("renamed");
        transaction.commit().await.expect("committed");
        let held = permissions::user_permissions(db, alice.id).await.expect("reads");
        assert!(held.contains("news.send_article") && !held.contains("news.print_article"), "{held:?}");

        let transaction = app.auth.db.begin().await.expect("begun");
        assert_eq!(permissions::prune(&transaction, &app.auth.permissions).await.expect("pruned").len(), 1);
        transaction.commit().await.expect("committed");
        let held = permissions::user_permissions(db, alice.id).await.expect("reads");
        assert_eq!(held.into_iter().collect::<Vec<_>>(), ["news.frame_article"], "made at run time, left alone");
    }

    /// When a membership ends, its permissions and its role end with the next request.
    async fn a_membership_may_end(url: String) {
        let app = TestApp::start(url).await;
        let manager = app.user("manager", Some(Role::Manager)).await;
        give_to_group(&app, "Manager", "sessions.view_session").await;
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
        assert!(browser.get(&app, "/api/me").await.body.contains("sessions.view_session"));
        app.clock.advance(Duration::minutes(31));
        let me = browser.get(&app, "/api/me").await.body;
        assert!(!me.contains("sessions.view_session") && !me.contains("MANAGER"), "{me}");
    }

    /// U-10.
    async fn why_and_why_not(url: String) {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        let alice = app.user("alice", None).await;
        let why = async |user: &user::Model, name: &str, now: OffsetDateTime| {
            let answer = permissions::explain(db, user, name, &[], now).await.expect("reads");
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
