//! The audit log records grants and revocations, and the old and new values of changes.

use axum::http::StatusCode;
use contract::role::Role;
use entity::audit_entry;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    admin::{group_id, save, staff},
    browser::Browser,
    test_app::TestApp,
};

/// The details of all entries of an event, oldest first, without the name of the account.
async fn details(app: &TestApp, event: &str) -> Vec<Value> {
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::Event.eq(event))
        .order_by_asc(audit_entry::Column::Id)
        .all(app.auth.db.reader())
        .await
        .expect("reads");
    entries
        .iter()
        .map(|entry| {
            let mut details: Value = serde_json::from_str(&entry.details).expect("JSON");
            details.as_object_mut().expect("an object").remove("username");
            details
        })
        .collect()
}

testkit::on_both_databases! {
    async fn a_change_of_a_user_says_what_was_before_and_is_now(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let user = app.user("clerk", Some(Role::Customer)).await;
        let manager = group_id(&app, "Manager").await;
        let answer = save(&app, &mut root, &user, &[
            ("username", "office"), ("email", "office@example.com"), ("first_name", "Olga"), ("phone", "+46 70 123 45 67"),
            ("is_staff", "true"), ("groups", &manager),
            ("user_permissions", "sessions.view_session"), ("user_permissions", "audit.view_entry"),
        ]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(details(&app, "user_changed").await, [json!({ "changes": [
            { "field": "username", "before": "clerk", "after": "office" },
            { "field": "email", "before": "clerk@example.com", "after": "office@example.com" },
            { "field": "is_staff", "before": false, "after": true },
            { "field": "groups", "added": ["Manager"], "removed": ["Customer"] },
            { "field": "user_permissions", "added": ["audit.view_entry", "sessions.view_session"], "removed": [] },
            { "field": "first_name", "before": "", "after": "Olga" },
            // Personal data, which must not be kept forever.
            { "field": "phone" },
        ]})]);
        assert_eq!(details(&app, "email_changed").await, [json!({ "from": "clerk@example.com", "to": "office@example.com", "by": "staff" })]);

        let page = root.get(&app, "/admin/audit?event=user_changed").await.body;
        for said in [
            "Username: clerk → office", "Email: clerk@example.com → office@example.com", "Staff: no → yes",
            "Groups added: Manager", "Groups removed: Customer", "Permissions added: audit.view_entry, sessions.view_session",
            "First name: none → Olga", "Phone changed",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("+46") && !page.contains("fields:"), "{page}");
        // The dashboard shows the same.
        app.user("dash", Some(Role::Admin)).await;
        let mut admin = Browser::logged_in(&app, "dash").await;
        let page = admin.get(&app, "/dashboard/admin").await.body;
        assert!(page.contains("Staff: no → yes"), "{page}");
    }

    async fn memberships_name_the_group_and_the_last_day(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let clerk = app.user("clerk", None).await;
        let manager = group_id(&app, "Manager").await;
        let path = format!("/admin/groups/{manager}/members");
        let id = clerk.id.to_string();
        for (path, fields) in [
            (path.clone(), vec![("user", "clerk"), ("until", "2199-12-31")]),
            (path.clone(), vec![("user", "clerk")]),
            (format!("{path}/remove"), vec![("user", id.as_str())]),
            (path.clone(), vec![("user", "clerk")]),
        ] {
            let answer = root.post(&app, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        }
        assert_eq!(details(&app, "user_changed").await, [
            json!({ "changes": [{ "field": "groups", "added": ["Manager"], "removed": [], "last_day": "2199-12-31" }] }),
            json!({ "changes": [{ "field": "last_day", "group": "Manager", "before": "2199-12-31", "after": null }] }),
            json!({ "changes": [{ "field": "groups", "added": [], "removed": ["Manager"] }] }),
            json!({ "changes": [{ "field": "groups", "added": ["Manager"], "removed": [] }] }),
        ]);
        let page = root.get(&app, "/admin/audit?event=user_changed").await.body;
        for said in ["Groups added: Manager, until 2199-12-31", "Last day in Manager: 2199-12-31 → none", "Groups removed: Manager"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }

    async fn groups_many_at_once_and_permissions_say_it_too(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let (one, two) = (app.user("one", None).await, app.user("two", None).await);
        let ids = [one.id.to_string(), two.id.to_string()];
        let bulk = [("action", "deactivate"), ("user", ids[0].as_str()), ("user", ids[1].as_str())];
        assert_eq!(root.post(&app, "/admin/users/bulk", &bulk).await.status, StatusCode::OK);
        let deactivated = json!({ "changes": [{ "field": "is_active", "before": true, "after": false }] });
        assert_eq!(details(&app, "user_changed").await, [deactivated.clone(), deactivated]);

        let fields = [("name", "Temps"), ("permissions", "sessions.view_session")];
        assert_eq!(root.post(&app, "/admin/groups/new", &fields).await.status, StatusCode::OK);
        let id = group_id(&app, "Temps").await;
        let member = [("user", "one")];
        assert_eq!(root.post(&app, &format!("/admin/groups/{id}/members"), &member).await.status, StatusCode::OK);
        let fields = [("name", "Helpers"), ("permissions", "audit.view_entry")];
        assert_eq!(root.post(&app, &format!("/admin/groups/{id}"), &fields).await.status, StatusCode::OK);
        assert_eq!(root.post(&app, &format!("/admin/groups/{id}/delete"), &[]).await.status, StatusCode::OK);
        assert_eq!(details(&app, "group_created").await, [json!({ "group": "Temps", "permissions": ["sessions.view_session"] })]);
        assert_eq!(details(&app, "group_changed").await, [json!({
            "group": "Helpers", "before": "Temps", "added": ["audit.view_entry"], "removed": ["sessions.view_session"],
        })]);
        assert_eq!(details(&app, "group_deleted").await, [json!({ "group": "Helpers", "permissions": ["audit.view_entry"], "members": 1 })]);

        let fields = [("app_label", "news"), ("model", "article"), ("codename", "archive_article"), ("name", "Can archive article")];
        assert_eq!(root.post(&app, "/admin/permissions/new", &fields).await.status, StatusCode::OK);
        let user = app.stored("one").await;
        save(&app, &mut root, &user, &[("user_permissions", "news.archive_article")]).await;
        let customer = [("name", "Archivists"), ("permissions", "news.archive_article")];
        assert_eq!(root.post(&app, "/admin/groups/new", &customer).await.status, StatusCode::OK);
        let rows = entity::permission::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        let custom = rows.iter().find(|row| row.is_custom).expect("made").id;
        assert_eq!(root.post(&app, &format!("/admin/permissions/{custom}/delete"), &[]).await.status, StatusCode::OK);
        assert_eq!(details(&app, "permission_deleted").await, [json!({ "permission": "news.archive_article", "users": 1, "groups": ["Archivists"] })]);

        let page = root.get(&app, "/admin/audit").await.body;
        for said in [
            "Active: yes → no", "Group: Temps", "Permissions: sessions.view_session", "Renamed from Temps",
            "Permissions added: audit.view_entry", "Permissions removed: sessions.view_session", "Members: 1",
            "Permission: news.archive_article", "Taken from groups: Archivists", "Taken from users: 1",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }

    /// Users' changes of their own accounts are recorded in the same way, and older entries are still readable.
    async fn own_changes_and_old_entries_are_readable(url: String) {
        let app = TestApp::start(url).await;
        let (root, mut script) = staff(&app, "root", None, true).await;
        app.user("alice", None).await;
        let mut alice = Browser::logged_in(&app, "alice").await;
        alice.post(&app, "/settings/profile", &[("first_name", "Alice"), ("date_of_birth", "1990-04-12")]).await;
        assert_eq!(details(&app, "profile_changed").await, [json!({ "changes": [
            { "field": "first_name", "before": "", "after": "Alice" }, { "field": "date_of_birth" },
        ]})]);
        alice.post(&app, "/settings/email", &[("email", "new@example.org")]).await;
        let link = app.link("new@example.org", "/verify_email/").await;
        alice.post(&app, &link, &[]).await;
        assert_eq!(details(&app, "email_changed").await, [json!({ "from": "alice@example.com", "to": "new@example.org", "by": "owner" })]);
        audit_entry::Entity::insert(audit_entry::ActiveModel {
            created_at: sea_orm::ActiveValue::Set(app.clock.now()),
            event: sea_orm::ActiveValue::Set("user_changed".to_owned()),
            actor_id: sea_orm::ActiveValue::Set(Some(root.id)),
            user_id: sea_orm::ActiveValue::Set(Some(root.id)),
            details: sea_orm::ActiveValue::Set(r#"{"fields":["is_active","groups"],"username":"root"}"#.to_owned()),
            ..Default::default()
        })
        .exec_without_returning(app.auth.db.writer())
        .await
        .expect("written");
        let page = script.get(&app, "/admin/audit").await.body;
        for said in ["Changed: is_active, groups", "Date of birth changed", "alice@example.com → new@example.org"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("1990"), "{page}");
    }
}
