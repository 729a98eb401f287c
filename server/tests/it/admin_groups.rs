//! Memberships with a last day, copies of groups, and permissions that are created at run time.

use axum::http::StatusCode;
use contract::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use testapp::grants::held_by_group;
use time::Duration;

use crate::{
    admin::{give, give_to_group, group_id, staff},
    browser::{Answer, Browser},
    test_app::TestApp,
};

async fn members(app: &TestApp, browser: &mut Browser, group: &str, fields: &[(&str, &str)]) -> Answer {
    browser
        .post(app, &format!("/admin/groups/{group}/members"), fields)
        .await
}

testkit::on_both_databases! {
    /// A membership is valid until the end of its last day, which the page shows.
    async fn a_membership_has_a_last_day(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        app.user("clerk", None).await;
        let admin = group_id(&app, "Admin").await;
        let mut clerk = Browser::logged_in(&app, "clerk").await;
        assert_eq!(clerk.get(&app, "/dashboard/admin").await.status, StatusCode::FORBIDDEN);

        let today = app.clock.now().date().to_string();
        let added = members(&app, &mut root, &admin, &[("user", "CLERK"), ("until", &today)]).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.body);
        assert_eq!(clerk.get(&app, "/dashboard/admin").await.status, StatusCode::OK);
        let mut browser = Browser::new();
        browser.cookies = root.cookies.clone();
        let page = browser.get(&app, &format!("/admin/groups/{admin}")).await;
        assert!(page.body.contains("until <time") && page.body.contains("1 member"), "{}", page.body);

        app.clock.advance(Duration::days(1));
        for (visitor, name) in [(&mut clerk, "clerk"), (&mut root, "root"), (&mut browser, "root")] {
            visitor.log_in(&app, name, &[]).await;
        }
        assert_eq!(clerk.get(&app, "/dashboard/admin").await.status, StatusCode::FORBIDDEN, "the day is over");
        let page = browser.get(&app, &format!("/admin/groups/{admin}")).await;
        assert!(page.body.contains("Ended") && page.body.contains("Nobody is in this group."), "{}", page.body);

        // Adding the user again changes the last day, and creates no second membership.
        assert_eq!(members(&app, &mut root, &admin, &[("user", "clerk")]).await.status, StatusCode::OK);
        assert_eq!(clerk.get(&app, "/dashboard/admin").await.status, StatusCode::OK);
        let count = entity::user_group::Entity::find().count(app.auth.db.reader()).await.expect("counts");
        assert_eq!(count, 1);
        let clerk_id = app.stored("clerk").await.id.to_string();
        let path = format!("/admin/groups/{admin}/members/remove");
        assert_eq!(root.post(&app, &path, &[("user", &clerk_id)]).await.status, StatusCode::OK);
        assert_eq!(clerk.get(&app, "/dashboard/admin").await.status, StatusCode::FORBIDDEN);
        assert_eq!(root.post(&app, &path, &[("user", &clerk_id)]).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_is_no_member_or_no_day_is_said_beside_its_field(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        app.user("clerk", None).await;
        let manager = group_id(&app, "Manager").await;
        for (fields, said) in [
            (vec![("user", "")], r#""user":[{"code":"required"}]"#),
            (vec![("user", "nobody")], r#""user":[{"code":"no_such_user"}]"#),
            (vec![("user", "clerk"), ("until", "2020-01-01")], r#""until":[{"code":"day_is_over"}]"#),
            (vec![("user", "clerk"), ("until", "tomorrow")], r#""until":[{"code":"day_is_over"}]"#),
        ] {
            let answer = members(&app, &mut root, &manager, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert!(answer.codes().contains(said), "{fields:?}: {}", answer.body);
        }
        assert_eq!(members(&app, &mut root, "999", &[("user", "clerk")]).await.status, StatusCode::NOT_FOUND);
    }

    /// The same limits apply as in a user's form.
    async fn members_are_no_way_up(url: String) {
        let app = TestApp::start(url).await;
        staff(&app, "root", None, true).await;
        let (clerk, mut browser) = staff(&app, "clerk", None, false).await;
        let admin = group_id(&app, "Admin").await;
        let customer = group_id(&app, "Customer").await;
        give_to_group(&app, "Customer", "sessions.view_session").await;
        let own = [("user", "clerk")];
        assert_eq!(members(&app, &mut browser, &customer, &own).await.status, StatusCode::FORBIDDEN);
        give(&app, &clerk, "auth.change_user").await;
        assert_eq!(members(&app, &mut browser, &admin, &own).await.status, StatusCode::FORBIDDEN);
        assert_eq!(members(&app, &mut browser, &customer, &own).await.status, StatusCode::FORBIDDEN, "it gives what clerk has not");
        for permission in held_by_group(&app, "Customer").await {
            give(&app, &clerk, &permission).await;
        }
        assert_eq!(members(&app, &mut browser, &customer, &[("user", "root")]).await.status, StatusCode::FORBIDDEN);
        let boss = app.user("boss", Some(Role::Admin)).await.id.to_string();
        let path = format!("/admin/groups/{admin}/members/remove");
        assert_eq!(browser.post(&app, &path, &[("user", &boss)]).await.status, StatusCode::FORBIDDEN);
        let count = entity::user_group::Entity::find().count(app.auth.db.reader()).await.expect("counts");
        assert_eq!(count, 1, "the boss's own");
    }

    async fn a_group_is_copied_with_its_permissions(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let manager = group_id(&app, "Manager").await;
        give_to_group(&app, "Manager", "sessions.view_session").await;
        let page = browser.get(&app, &format!("/admin/groups/{manager}")).await;
        let link = format!("/admin/groups/new?from={manager}");
        assert!(page.body.contains(&link), "{}", page.body);
        let copy = browser.get(&app, &link).await.body;
        let box_of = |value: &str| {
            let at = copy.find(&format!("value=\"{value}\"")).expect("a box");
            copy[at..].split('>').next().expect("a tag").to_owned()
        };
        assert!(box_of("sessions.view_session").contains("checked"));
        assert!(!box_of("auth.delete_user").contains("checked"));
    }

    /// Creates a permission, grants and checks it, and deletes it with every grant.
    async fn a_permission_is_made_at_run_time(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let fields = [("app_label", "news"), ("model", "article"), ("codename", "archive_article"), ("name", "Can archive article")];
        assert_eq!(root.post(&app, "/admin/permissions/new", &fields).await.status, StatusCode::OK);
        let again = root.post(&app, "/admin/permissions/new", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.codes().contains(r#""codename":[{"code":"permission_taken"}]"#), "{}", again.body);
        for (name, value) in [("app_label", "Ne ws"), ("model", ""), ("codename", "a.b"), ("name", " ")] {
            let bad: Vec<_> = fields.iter().map(|field| if field.0 == name { (name, value) } else { *field }).collect();
            assert_eq!(root.post(&app, "/admin/permissions/new", &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }

        let clerk = app.user("clerk", None).await;
        give(&app, &clerk, "news.archive_article").await;
        let mut browser = Browser::logged_in(&app, "clerk").await;
        let me = browser.get(&app, "/api/me").await.body;
        assert!(me.contains("news.archive_article"), "{me}");
        let viewer: contract::viewer::Viewer = serde_json::from_str(&me).expect("a viewer");
        assert!(viewer.has_perm_named("news.archive_article") && !viewer.has_perm_named("news.Archive_article"));
        // The permission is not declared in code, and is kept by a restart.
        auth::authorization::permissions::synchronise(app.auth.db.writer(), &app.auth.permissions).await.expect("synchronised");
        let transaction = app.auth.db.begin().await.expect("begun");
        assert!(auth::authorization::permissions::prune(&transaction, &app.auth.permissions).await.expect("pruned").is_empty());
        transaction.commit().await.expect("committed");

        let row = entity::permission::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        let custom = row.iter().find(|row| row.is_custom).expect("made").id;
        let declared = row.iter().find(|row| !row.is_custom).expect("declared").id;
        let path = |id: i64| format!("/admin/permissions/{id}/delete");
        assert_eq!(root.post(&app, &path(declared), &[]).await.status, StatusCode::NOT_FOUND, "code declares it");
        assert_eq!(root.post(&app, &path(custom), &[]).await.status, StatusCode::OK);
        assert!(!browser.get(&app, "/api/me").await.body.contains("archive_article"));
        let events: Vec<_> = app.audited().await.into_iter().map(|(event, ..)| event).collect();
        for event in ["permission_created", "permission_deleted"] {
            assert!(events.contains(&event.to_owned()), "{event}");
        }
    }

    /// The creator of a permission does not hold it, and therefore cannot grant it.
    async fn a_permission_of_ones_own_making_is_no_way_up(url: String) {
        let app = TestApp::start(url).await;
        let (clerk, mut browser) = staff(&app, "clerk", None, false).await;
        let fields = [("app_label", "news"), ("model", "article"), ("codename", "archive_article"), ("name", "Can archive article")];
        assert_eq!(browser.post(&app, "/admin/permissions/new", &fields).await.status, StatusCode::FORBIDDEN);
        for permission in ["auth.add_permission", "auth.add_group"] {
            give(&app, &clerk, permission).await;
        }
        assert_eq!(browser.post(&app, "/admin/permissions/new", &fields).await.status, StatusCode::OK);
        let mine = [("name", "Mine"), ("permissions", "news.archive_article")];
        assert_eq!(browser.post(&app, "/admin/groups/new", &mine).await.status, StatusCode::FORBIDDEN);
        // Nor can the creator delete it, which would revoke it from its holders.
        give(&app, &clerk, "auth.delete_permission").await;
        let rows = entity::permission::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        let custom = rows.iter().find(|row| row.is_custom).expect("made").id;
        let path = format!("/admin/permissions/{custom}/delete");
        assert_eq!(browser.post(&app, &path, &[]).await.status, StatusCode::FORBIDDEN);
    }

    /// A declaration in code takes over a permission that was created at run time, on any model, and its holders keep it.
    async fn code_takes_a_permission_over(url: String) {
        let app = TestApp::start(url).await;
        let (clerk, mut script) = staff(&app, "clerk", None, false).await;
        give(&app, &clerk, "audit.view_entry").await;
        let made = entity::permission::Entity::update_many()
            .col_expr(entity::permission::Column::Model, "report".into())
            .col_expr(entity::permission::Column::IsCustom, true.into())
            .filter(entity::permission::Column::Codename.eq("view_entry"))
            .exec(app.auth.db.writer())
            .await
            .expect("as if made at run time");
        assert_eq!(made.rows_affected, 1);
        auth::authorization::permissions::synchronise(app.auth.db.writer(), &app.auth.permissions).await.expect("synchronised");
        let row = entity::permission::Entity::find()
            .filter(entity::permission::Column::Codename.eq("view_entry"))
            .one(app.auth.db.reader())
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!((row.model.as_str(), row.is_custom), ("entry", false));
        assert_eq!(script.get(&app, "/admin/audit").await.status, StatusCode::OK);
    }
}
