//! Object permissions, by the rules of django-guardian.

use std::collections::BTreeSet;

use auth::authorization::{
    object_permissions::Holder,
    permissions::{Reason, explain},
};
use contract::permission::Permission;
use demo::{
    entity::{project, project_group_permission, project_user_permission},
    permission::{order as order_permission, project as project_permission},
    projects::KIND,
};
use entity::{user, user_group};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait,
    QueryFilter, Select,
};
use testapp::{
    TestApp,
    grants::{give, group_with},
    staff::flags,
};
use time::Duration;

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
    /// The rules of django-guardian, and S2-49.
    async fn grants_on_one_object(url: String) {
        let app = TestApp::start(url).await;
        let (db, now) = (app.auth.db.writer(), app.clock.now());
        let owner = app.user("owner", None).await;
        let (alice, bob) = (app.user("alice", None).await, app.user("bob", None).await);
        let (one, two) = (new_project(&app, &owner, "One").await, new_project(&app, &owner, "Two").await);
        let (view, change) = (project_permission::VIEW, project_permission::CHANGE);
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

        // A permission on all projects and a superuser's authority apply to each project; an inactive user has no permission on any.
        give(&app, &alice, "projects.change_project").await;
        assert!(may(&alice, change, two).await);
        let root = flags(&app, owner, true, true).await;
        assert!(may(&root, change, one).await);
        let inactive = flags(&app, alice, false, false).await;
        assert!(!may(&inactive, view, one).await && !may(&inactive, change, two).await);

        // When the membership ends, so does the access through the group.
        let mut membership = user_group::Entity::find_by_id((bob.id, friends.id)).one(db).await.expect("reads").expect("is there").into_active_model();
        membership.expires_at = Set(Some(now - Duration::seconds(1)));
        membership.update(db).await.expect("updated");
        assert!(!may(&bob, view, two).await && list(&bob).await.is_empty());

        assert!(KIND.revoke(db, one, Holder::User(inactive.id), view).await.expect("revoked"));
        assert!(!KIND.revoke(db, one, Holder::User(inactive.id), view).await.expect("nothing to revoke"));
        let wrong = KIND.grant(db, one, Holder::User(bob.id), order_permission::VIEW).await;
        assert!(wrong.expect_err("guardian's WrongAppError").to_string().contains("orders.view_order"));

        // The grants of a deleted object, and those of a deleted holder, are deleted.
        KIND.grant(db, one, Holder::User(bob.id), change).await.expect("granted");
        project::Entity::delete_by_id(one).exec(db).await.expect("deleted");
        assert_eq!(count(&app, project_user_permission::Entity::find()).await, 0);
        friends.delete(db).await.expect("deleted");
        assert_eq!(count(&app, project_group_permission::Entity::find()).await, 0);
    }

    /// A list of objects is one query, which contains the permission check as a condition.
    async fn a_list_is_one_query(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let db = app.auth.db.writer();
        let mut wanted = BTreeSet::new();
        for number in 0..60 {
            let project = new_project(&app, &alice, &format!("Project {number}")).await;
            if number % 3 == 0 {
                KIND.grant(db, project, Holder::User(alice.id), project_permission::VIEW).await.expect("granted");
                wanted.insert(project);
            }
        }
        let condition = KIND.objects_for_user(alice.id, project_permission::VIEW, app.clock.now()).expect("a condition");
        let found = project::Entity::find().filter(condition).all(db).await.expect("reads");
        assert_eq!(found.into_iter().map(|project| project.id).collect::<BTreeSet<_>>(), wanted);
    }

    /// An object permission does not apply to all objects, and the explanation names the object.
    async fn an_explanation_names_the_object(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let project = new_project(&app, &alice, "Bridge").await;
        let db = app.auth.db.writer();
        KIND.grant(db, project, Holder::User(alice.id), project_permission::VIEW).await.expect("granted");
        let answer = explain(db, &alice, "projects.view_project", &[KIND], app.clock.now()).await.expect("reads");
        assert_eq!((answer.is_held, answer.reasons), (false, vec![Reason::NotGranted, Reason::Object("Bridge".into())]));
    }
}
