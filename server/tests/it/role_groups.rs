//! The groups Admin, Manager and Customer, whose names define the roles.

use std::sync::Arc;

use axum::http::StatusCode;
use contract::role::Role;
use entity::{group, user_group};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::{
    admin::{give, group_id, staff},
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

async fn names(app: &TestApp) -> Vec<String> {
    let groups = group::Entity::find()
        .all(app.auth.db.reader())
        .await
        .expect("reads");
    let mut names: Vec<_> = groups.into_iter().map(|group| group.name).collect();
    names.sort();
    names
}

const SEEDED: [&str; 3] = ["Admin", "Customer", "Manager"];

testkit::on_both_databases! {
    /// Not even a superuser can rename or delete one of the three groups. Their permissions can be changed.
    async fn role_groups_keep_their_names(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        for name in SEEDED {
            let id = group_id(&app, name).await;
            let path = format!("/admin/groups/{id}");
            for other in ["Renamed", &name.to_lowercase(), "", "Cus tomer"] {
                let answer = root.post(&app, &path, &[("name", other)]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} to {other:?}: {}", answer.body);
                assert!(answer.body.contains("role_group"), "{}", answer.body);
            }
            let answer = root.post(&app, &format!("{path}/delete"), &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.body);
            assert!(answer.body.contains("role_group"), "{}", answer.body);
            let saved = root.post(&app, &path, &[("name", name), ("permissions", "sessions.add_session")]).await;
            assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);

            let mut browser = Browser::new();
            browser.cookies = root.cookies.clone();
            let page = browser.get(&app, &path).await.body;
            let input = page.split("id=\"name\"").nth(1).and_then(|rest| rest.split('>').next()).expect("an input");
            assert!(input.contains("readonly"), "{input}");
            assert!(page.contains("cannot be renamed") && !page.contains(&format!("{path}/delete\"")), "{page}");
            let page = browser.get(&app, &format!("{path}/delete")).await.body;
            assert!(page.contains("cannot be deleted") && !page.contains("Delete this group"), "{page}");
        }
        assert_eq!(names(&app).await, SEEDED);
    }

    /// A name that resembles a role's, in any spelling, is reserved: for new and for renamed groups, even while the role's group is
    /// missing.
    async fn no_other_group_takes_the_name_of_a_role(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        assert_eq!(root.post(&app, "/admin/groups/new", &[("name", "Sales")]).await.status, StatusCode::OK);
        let sales = group_id(&app, "Sales").await;
        group::Entity::delete_many().filter(group::Column::Name.eq("Manager")).exec(app.auth.db.writer()).await.expect("gone");
        for name in [
            "admin", "ADMIN", " Admin ", "Ad min", "Admin.", "Ａｄｍｉｎ", "\u{430}dmin", "ADMI\u{39d}", "Adm\u{456}n", "Admln", "Adrnin",
            "Ad\u{200d}min", "Cust\u{3bf}mer", "CUST0MER", "Customer\u{3000}", "manager", "Manager", "M\u{430}n\u{430}ger", "Ma\u{ad}nager",
        ] {
            for path in ["/admin/groups/new".to_owned(), format!("/admin/groups/{sales}")] {
                let answer = root.post(&app, &path, &[("name", name)]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?} at {path}: {}", answer.body);
            }
        }
        assert_eq!(names(&app).await, ["Admin", "Customer", "Sales"]);
        for name in ["Administrators", "Customer care", "Managers"] {
            assert_eq!(root.post(&app, "/admin/groups/new", &[("name", name)]).await.status, StatusCode::OK, "{name}");
        }
    }

    /// Several requests create a group with different spellings of one name at the same time: a unique index lets one succeed.
    async fn one_name_is_one_group(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let (_, root) = staff(&app, "root", None, true).await;
        let spellings = ["Sales team", "SALES TEAM", "sales  team", " Sales\u{a0}Team", "ｓａｌｅｓ team"];
        let attempts: Vec<_> = spellings
            .into_iter()
            .map(|name| {
                let (app, mut browser) = (Arc::clone(&app), root.clone());
                tokio::spawn(async move { browser.post(&app, "/admin/groups/new", &[("name", name)]).await })
            })
            .collect();
        let mut made = 0;
        for attempt in attempts {
            let answer = attempt.await.expect("no panic");
            if answer.status == StatusCode::OK {
                made += 1;
            } else {
                assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("group_taken"), "{}", answer.body);
            }
        }
        assert_eq!((made, names(&app).await.len()), (1, 4));
        let mut root = root;
        let id = group_id(&app, "Customer").await;
        assert_eq!(root.post(&app, "/admin/groups/new", &[("name", "Sales crew")]).await.status, StatusCode::OK);
        let crew = group_id(&app, "Sales crew").await;
        let answer = root.post(&app, &format!("/admin/groups/{crew}"), &[("name", "sales TEAM")]).await;
        assert!(answer.body.contains("group_taken"), "{}", answer.body);
        assert_eq!(root.post(&app, &format!("/admin/groups/{crew}"), &[("name", "SALES crew")]).await.status, StatusCode::OK, "its own name");
        assert_ne!(id, crew);
    }

    /// Groups without a canonical name get one, except those whose canonical name is taken by another group.
    async fn groups_from_before_are_filled_in(url: String) {
        let app = TestApp::start(url).await;
        let db = app.auth.db.writer();
        for name in ["Sales team", "SALES TEAM", "ADMIN", "Support"] {
            group::ActiveModel { name: Set(name.to_owned()), ..Default::default() }.insert(db).await.expect("made");
        }
        group::Entity::update_many()
            .col_expr(group::Column::NameCanonical, Expr::value(None::<String>))
            .exec(db)
            .await
            .expect("as before");
        for _ in 0..2 {
            auth::authorization::groups::ensure_roles(db).await.expect("filled");
            let groups = group::Entity::find().order_by_asc(group::Column::Name).all(db).await.expect("reads");
            let mut found: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.name_canonical.as_deref())).collect();
            found.sort_unstable();
            assert_eq!(found, [
                ("ADMIN", None),
                ("Admin", Some("admin")),
                ("Customer", Some("customer")),
                ("Manager", Some("manager")),
                ("SALES TEAM", None),
                ("Sales team", Some("sales team")),
                ("Support", Some("support")),
            ]);
        }
        // A colliding group can be renamed, but not to a name that is taken.
        let (_, mut root) = staff(&app, "root", None, true).await;
        let path = format!("/admin/groups/{}", group_id(&app, "ADMIN").await);
        for name in ["aDMIN", "support"] {
            assert_eq!(root.post(&app, &path, &[("name", name)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }
        assert_eq!(root.post(&app, &path, &[("name", "Operators")]).await.status, StatusCode::OK);
    }

    /// A role protects its members, even if its group has no permissions.
    async fn a_higher_role_is_out_of_reach(url: String) {
        let app = TestApp::start(url).await;
        let everything: Vec<_> = app.auth.permissions.declared().map(|one| one.full_name()).collect();
        let boss = app.user("boss", Some(Role::Admin)).await;
        let peer = app.user("peer", Some(Role::Manager)).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        let (clerk, mut browser) = staff(&app, "clerk", Some(Role::Manager), false).await;
        for name in &everything {
            give(&app, &clerk, name).await;
        }
        let password = [("password1", "quite another password"), ("password2", "quite another password")];
        let post = async |browser: &mut Browser, id: i64, rest: &str, fields: &[(&str, &str)]| {
            browser.post(&app, &format!("/admin/users/{id}{rest}"), fields).await.status
        };
        let before = app.stored("boss").await;
        for (rest, fields) in [
            ("/password", &password[..]),
            ("/password/disable", &[]),
            ("/sessions", &[]),
            ("/delete", &[]),
            ("", &[("username", "owned"), ("email", "boss@example.com"), ("is_active", "true")]),
            ("", &[("username", "boss"), ("email", "clerk@evil.example"), ("is_active", "true")]),
            ("", &[("username", "boss"), ("email", "boss@example.com"), ("user_permissions", "sessions.add_session"), ("is_active", "true")]),
        ] {
            assert_eq!(post(&mut browser, boss.id, rest, fields).await, StatusCode::FORBIDDEN, "{rest} {fields:?}");
        }
        let bulk = [("action", "deactivate"), ("user", &*boss.id.to_string())];
        browser.post(&app, "/admin/users/bulk", &bulk).await;
        let after = app.stored("boss").await;
        assert_eq!((before.password, before.auth_epoch, after.is_active), (after.password, after.auth_epoch, true));
        for user in [&peer, &customer] {
            assert_eq!(post(&mut browser, user.id, "/password", &password).await, StatusCode::OK, "{}", user.username);
        }
        // Staff without a role: the role Customer does not protect a user from them, the role Manager does.
        let (helper, mut browser) = staff(&app, "helper", None, false).await;
        for name in &everything {
            give(&app, &helper, name).await;
        }
        assert_eq!(post(&mut browser, customer.id, "/password", &password).await, StatusCode::OK);
        assert_eq!(post(&mut browser, peer.id, "/password", &password).await, StatusCode::FORBIDDEN);
        assert_eq!(post(&mut browser, boss.id, "/delete", &[]).await, StatusCode::FORBIDDEN);
    }

    /// If an operator has deleted a role's group, sign-up still works: the group is created again, without permissions until `seed_roles`.
    async fn sign_up_survives_a_missing_group(url: String) {
        let app = TestApp::start(url).await;
        group::Entity::delete_many().filter(group::Column::Name.eq("Customer")).exec(app.auth.db.writer()).await.expect("gone");
        for name in ["alice", "bob"] {
            let address = format!("{name}@example.com");
            let fields = [("username", name), ("email", &address), ("password1", PASSWORD), ("password2", PASSWORD)];
            let mut browser = Browser::new();
            assert_eq!(browser.post(&app, "/signup", &fields).await.location(), "/dashboard");
            let me = browser.get(&app, "/api/me").await.body;
            let me: serde_json::Value = serde_json::from_str(&me).expect("JSON");
            assert_eq!((&me["groups"], &me["permissions"]), (&serde_json::json!(["Customer"]), &serde_json::json!([])));
        }
        assert_eq!(names(&app).await, SEEDED);
        assert_eq!(user_group::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 2);
    }
}
