//! The holders of a permission, and how they hold it: on the permission page and in the user list.

use contract::role::Role;
use entity::{permission, user, user_group};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use time::Duration;

use crate::{
    admin::{give, give_to_group, listed, names_of, staff},
    browser::Browser,
    test_app::TestApp,
};

async fn inactive(app: &TestApp, user: user::Model) {
    let mut user = user.into_active_model();
    user.is_active = Set(false);
    user.update(app.auth.db.writer()).await.expect("updated");
}

testkit::on_both_databases! {
    async fn holders_are_listed_by_every_path(url: String) {
        let app = TestApp::start(url).await;
        let (_, root) = staff(&app, "root", None, true).await;
        give(&app, &app.user("direct", None).await, "sessions.view_session").await;
        give_to_group(&app, "Manager", "sessions.view_session").await;
        app.user("member", Some(Role::Manager)).await;
        give(&app, &app.user("both", Some(Role::Manager)).await, "sessions.view_session").await;
        app.user("plain", Some(Role::Customer)).await;
        let former = app.user("former", Some(Role::Manager)).await;
        user_group::Entity::update_many()
            .col_expr(user_group::Column::ExpiresAt, Some(app.clock.now() - Duration::seconds(1)).into())
            .filter(user_group::Column::UserId.eq(former.id))
            .exec(app.auth.db.writer())
            .await
            .expect("ended");
        let gone = app.user("gone", Some(Role::Manager)).await;
        give(&app, &gone, "sessions.view_session").await;
        inactive(&app, gone).await;
        let (retired, _) = staff(&app, "retired", None, true).await;
        inactive(&app, retired).await;

        let names = async |query: &str| {
            let list = listed(&app, query).await;
            (names_of(&list), list.total)
        };
        let everybody = ["both", "direct", "member", "root"].map(str::to_owned).to_vec();
        assert_eq!(names("permission=sessions.view_session").await, (everybody, "4 users".to_owned()));
        assert_eq!(names("permission=auth.add_user").await.0, ["root"], "superusers hold all of them");
        assert_eq!(names("permission=sessions.view_session&q=me").await.0, ["member"]);
        assert_eq!(names("permission=sessions.view_session&is_superuser=false&sort=-username").await.0, ["member", "direct", "both"]);
        for unknown in ["sessions.View_session", "sessions", "nonsense", "x.y"] {
            assert_eq!(names(&format!("permission={unknown}")).await.0, Vec::<String>::new(), "{unknown}");
        }

        let mut browser = Browser::new();
        browser.cookies = root.cookies.clone();
        let page = browser.get(&app, "/admin/permissions").await.body;
        assert!(page.contains("1 active superuser") && page.contains("/admin/users?is_active=true&amp;is_superuser=true"), "{page}");
        let row = page.split("<tr").find(|row| row.contains("<code>sessions.view_session</code>")).expect("a row");
        assert!(row.contains("Admin, Manager") && row.contains("/admin/users?permission=sessions.view_session"), "{row}");
        let direct = row.split("Given directly").nth(1).and_then(|rest| rest.split("</td>").next()).expect("a number");
        assert!(direct.contains('2'), "an inactive user holds none: {direct}");
        let page = browser.get(&app, "/admin/users?permission=sessions.view_session&sort=-username").await;
        assert!(page.body.contains("Permission: sessions.view_session") && !page.body.contains(">plain<"), "{}", page.body);
        assert_eq!(page.value_of("permission").as_deref(), Some("sessions.view_session"), "the form keeps it");

        // Staff who can view permissions but not users see no link to the list.
        let (clerk, script) = staff(&app, "clerk", None, false).await;
        give(&app, &clerk, "auth.view_permission").await;
        browser.cookies = script.cookies.clone();
        let page = browser.get(&app, "/admin/permissions").await.body;
        assert!(page.contains("1 active superuser") && !page.contains("/admin/users?"), "{page}");
    }

    /// More holders than are looked up by key: the query walks the list until it has found enough of them.
    async fn a_permission_that_very_many_hold(url: String) {
        let app = TestApp::start(url).await;
        staff(&app, "root", None, true).await;
        let add = permission::Entity::find().filter(permission::Column::Codename.eq("add_session")).one(app.auth.db.reader()).await;
        let add = add.expect("reads").expect("is there").id;
        let template = app.user("template", None).await;
        let id_of = |number: i64| 10_000 + number;
        for chunk in (0..5_100_i64).collect::<Vec<_>>().chunks(500) {
            let users = chunk.iter().map(|number| user::ActiveModel {
                id: Set(id_of(*number)),
                username: Set(format!("user{number:04}")),
                username_canonical: Set(format!("user{number:04}")),
                password: Set(template.password.clone()),
                date_joined: Set(template.date_joined),
                is_active: Set(*number != 3),
                ..Default::default()
            });
            user::Entity::insert_many(users).exec_without_returning(app.auth.db.writer()).await.expect("made");
            let grants = chunk.iter().map(|number| entity::user_permission::ActiveModel {
                user_id: Set(id_of(*number)),
                permission_id: Set(add),
            });
            entity::user_permission::Entity::insert_many(grants).exec_without_returning(app.auth.db.writer()).await.expect("given");
        }
        let list = listed(&app, "permission=sessions.add_session").await;
        assert_eq!(list.total, "more than 1,000 users");
        assert_eq!(names_of(&list)[..5], ["root", "user0000", "user0001", "user0002", "user0004"]);
        assert_eq!(listed(&app, "permission=sessions.add_session&q=template").await.total, "0 users");
    }
}
