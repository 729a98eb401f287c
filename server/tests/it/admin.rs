//! The admin: permissions of staff, and the absence of privilege escalation (SECURITY 2.7).

use std::sync::Arc;

use axum::http::StatusCode;
use contract::{
    admin::{UserList, UserQuery},
    role::Role,
};
use entity::{user, user_group, user_permission};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

pub use testapp::{
    grants::{give, give_to_group, group_id},
    staff::staff,
};

use crate::{
    browser::{Answer, Browser},
    test_app::TestApp,
};

/// Submits a user's current form with some fields replaced.
pub async fn save(
    app: &TestApp,
    browser: &mut Browser,
    user: &user::Model,
    fields: &[(&str, &str)],
) -> Answer {
    let groups: Vec<i64> = user_group::Entity::find()
        .filter(user_group::Column::UserId.eq(user.id))
        .all(app.auth.db.reader())
        .await
        .expect("reads")
        .into_iter()
        .map(|row| row.group_id)
        .collect();
    let mut all = vec![("username", user.username.clone()), ("email", user.email.clone())];
    for (name, is_on) in [
        ("is_active", user.is_active),
        ("is_staff", user.is_staff),
        ("is_superuser", user.is_superuser),
    ] {
        if is_on {
            all.push((name, "true".to_owned()));
        }
    }
    all.extend(groups.iter().map(|id| ("groups", id.to_string())));
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend(
        fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    let all: Vec<_> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser
        .post(app, &format!("/admin/users/{}", user.id), &all)
        .await
}

/// Loads a page of the user list.
pub async fn listed(app: &TestApp, query: &str) -> UserList {
    let mut read = UserQuery::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let field = match &*name {
            "q" => &mut read.q,
            "is_active" => &mut read.is_active,
            "is_staff" => &mut read.is_staff,
            "is_superuser" => &mut read.is_superuser,
            "group" => &mut read.group,
            "permission" => &mut read.permission,
            "sort" => &mut read.sort,
            "page" => &mut read.page,
            "after" => &mut read.after,
            "before" => &mut read.before,
            other => panic!("{other} is no filter"),
        };
        *field = value.into_owned();
    }
    auth::admin::user_list::list(&app.auth, read)
        .await
        .expect("a list")
}

/// The usernames on a page of the list.
pub fn names_of(list: &UserList) -> Vec<String> {
    list.rows.iter().map(|row| row.username.clone()).collect()
}

testkit::on_both_databases! {
    /// Grants a permission through a group and revokes it; both take effect with the next request.
    async fn a_group_gives_and_takes_at_the_next_click(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let (clerk, mut browser) = staff(&app, "clerk", Some(Role::Customer), false).await;
        assert_eq!(browser.get(&app, "/admin/audit").await.status, StatusCode::FORBIDDEN);

        let made = root.post(&app, "/admin/groups/new", &[("name", "Auditors"), ("permissions", "audit.view_entry")]).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let (customer, auditors) = (group_id(&app, "Customer").await, group_id(&app, "Auditors").await);
        let saved = save(&app, &mut root, &clerk, &[("groups", &customer), ("groups", &auditors)]).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        assert_eq!(browser.get(&app, "/admin/audit").await.status, StatusCode::OK);

        let path = format!("/admin/groups/{auditors}");
        assert_eq!(root.post(&app, &path, &[("name", "Auditors")]).await.status, StatusCode::OK);
        assert_eq!(browser.get(&app, "/admin/audit").await.status, StatusCode::FORBIDDEN);
        let events: Vec<_> = app.audited().await.into_iter().map(|(event, ..)| event).collect();
        for event in ["group_created", "group_changed", "user_changed"] {
            assert!(events.contains(&event.to_owned()), "{event}");
        }
    }

    /// Staff cannot grant a permission that they do not hold, even with a forged request.
    async fn there_is_no_way_up(url: String) {
        let app = TestApp::start(url).await;
        let (root, _) = staff(&app, "root", None, true).await;
        let (clerk, mut browser) = staff(&app, "clerk", None, false).await;
        for name in ["auth.view_user", "auth.change_user", "auth.delete_user", "auth.add_user", "auth.add_group", "auth.change_group", "sessions.view_session"] {
            give(&app, &clerk, name).await;
        }
        give_to_group(&app, "Manager", "sessions.delete_session").await;
        let victim = app.user("victim", Some(Role::Manager)).await;
        let plain = app.user("plain", None).await;
        let (admin, manager) = (group_id(&app, "Admin").await, group_id(&app, "Manager").await);

        for (user, fields) in [
            (&plain, vec![("is_superuser", "true")]),
            (&plain, vec![("is_staff", "true")]),
            (&plain, vec![("groups", admin.as_str())]),
            (&plain, vec![("groups", manager.as_str())]),
            (&plain, vec![("user_permissions", "sessions.delete_session")]),
            (&plain, vec![("user_permissions", "sessions.view_session"), ("user_permissions", "audit.view_entry")]),
            (&clerk, vec![("is_superuser", "true")]),
            (&clerk, vec![("groups", manager.as_str())]),
            (&root, vec![("first_name", "Owned")]),
            (&root, vec![("is_active", "")]),
            (&victim, vec![("email", "clerk@evil.example")]),
            (&victim, vec![("username", "renamed")]),
        ] {
            let answer = save(&app, &mut browser, user, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {fields:?}: {}", user.username, answer.body);
        }
        for (user, path) in [(&root, "password"), (&root, "password/disable"), (&root, "sessions"), (&root, "delete"), (&victim, "password"), (&victim, "password/disable"), (&victim, "delete")] {
            let fields: &[(&str, &str)] = if path == "password" {
                &[("password1", "quite another password"), ("password2", "quite another password")]
            } else {
                &[]
            };
            let answer = browser.post(&app, &format!("/admin/users/{}/{path}", user.id), fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {path}: {}", user.username, answer.body);
        }
        // Groups: staff can neither create a group with a permission that they do not hold, nor change a group that has one.
        for (path, fields) in [
            ("/admin/groups/new".to_owned(), vec![("name", "Mine"), ("permissions", "sessions.delete_session")]),
            (format!("/admin/groups/{manager}"), vec![("name", "Manager")]),
            (format!("/admin/groups/{admin}"), vec![("name", "Nobody")]),
        ] {
            assert_eq!(browser.post(&app, &path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for (name, before) in [("root", &root), ("victim", &victim), ("plain", &plain), ("clerk", &clerk)] {
            let after = app.stored(name).await;
            assert_eq!((&after.password, after.is_superuser, after.is_staff, &after.email, after.auth_epoch), (&before.password, before.is_superuser, before.is_staff, &before.email, before.auth_epoch), "{name}");
        }
        assert_eq!(user_permission::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 7);
        // Staff can grant what they hold. What they are not allowed to revoke is kept.
        let answer = save(&app, &mut browser, &plain, &[("user_permissions", "sessions.view_session")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let answer = save(&app, &mut browser, &victim, &[("groups", ""), ("first_name", "Vic")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(app.stored("victim").await.first_name, "Vic");
        assert_eq!(user_group::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 1, "still a manager");
        let answer = save(&app, &mut browser, &victim, &[("is_active", "")]).await;
        assert!(answer.status == StatusCode::OK && app.stored("victim").await.is_active, "greyed out, and not locked");
        let answer = browser.post(&app, &format!("/admin/users/{}/sessions", victim.id), &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }

    /// A view permission allows viewing and nothing else.
    async fn each_door_has_its_own_key(url: String) {
        let app = TestApp::start(url).await;
        let victim = app.user("victim", None).await;
        let (viewer, mut browser) = staff(&app, "viewer", None, false).await;
        let path = format!("/admin/users/{}", victim.id);
        assert_eq!(browser.get(&app, "/admin").await.status, StatusCode::OK);
        assert_eq!(browser.get(&app, "/admin/users").await.status, StatusCode::FORBIDDEN);
        give(&app, &viewer, "auth.view_user").await;
        assert_eq!(browser.get(&app, "/admin/users").await.status, StatusCode::OK);
        let page = browser.get(&app, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("You have permission to view this user, but not to change them.") && !page.body.contains("Save user"));
        assert_eq!(save(&app, &mut browser, &victim, &[]).await.status, StatusCode::FORBIDDEN);
        for door in ["/admin/users/new", "/admin/groups", "/admin/permissions", "/admin/audit"] {
            assert_eq!(browser.get(&app, door).await.status, StatusCode::FORBIDDEN, "{door}");
        }
        give(&app, &viewer, "auth.add_user").await;
        assert_eq!(browser.get(&app, "/admin/users/new").await.status, StatusCode::FORBIDDEN, "adding needs change as well");
        give(&app, &viewer, "auth.change_user").await;
        assert_eq!(browser.get(&app, "/admin/users/new").await.status, StatusCode::OK);
        assert!(browser.get(&app, &path).await.body.contains("Save user"));
        assert_eq!(browser.get(&app, "/admin/users/999999").await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(&app, "/admin/users/x").await.status, StatusCode::NOT_FOUND);
    }

    /// T-AZ-8, P-31.
    async fn accounts_are_made_changed_and_locked(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        let password = "quite another password";
        let fields = [("username", "newcomer"), ("email", "New@Example.com"), ("password1", password), ("password2", password)];
        let added = root.post(&app, "/admin/users/new", &fields).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.body);
        let user = app.stored("newcomer").await;
        assert_eq!(added.location(), format!("/admin/users/{}", user.id));
        assert_eq!((user.email.as_str(), user.is_staff, user.is_superuser), ("New@example.com", false, false));
        let mut browser = Browser::new();
        browser.post(&app, "/login", &[("username", "newcomer"), ("password", password)]).await;
        assert_eq!(browser.who(&app).await.as_deref(), Some("newcomer"));

        let collides = save(&app, &mut root, &user, &[("email", "root@example.com")]).await;
        assert!(collides.status == StatusCode::UNPROCESSABLE_ENTITY && collides.body.contains("email_taken"), "{}", collides.body);
        assert_eq!(browser.who(&app).await.as_deref(), Some("newcomer"));
        let moved = save(&app, &mut root, &user, &[("email", "moved@example.com")]).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
        assert_eq!(app.subjects("New@example.com").await[0], "Your account was changed", "the address as it was is told");
        assert!(app.stored("newcomer").await.email_confirmed_at.is_none());
        let user = app.stored("newcomer").await;
        save(&app, &mut root, &user, &[("is_staff", "true")]).await;
        assert_eq!(browser.who(&app).await, None, "a new flag logs out everywhere");

        let path = |rest: &str| format!("/admin/users/{}/{rest}", user.id);
        browser.post(&app, "/login", &[("username", "newcomer"), ("password", password)]).await;
        let set = [("password1", "set by the staff now"), ("password2", "set by the staff now")];
        assert_eq!(root.post(&app, &path("password"), &set).await.status, StatusCode::OK);
        assert_eq!(browser.who(&app).await, None);
        browser.post(&app, "/login", &[("username", "newcomer"), ("password", "set by the staff now")]).await;
        assert_eq!(root.post(&app, &path("sessions"), &[]).await.status, StatusCode::OK);
        assert_eq!(browser.who(&app).await, None);
        assert_eq!(root.post(&app, &path("password/disable"), &[]).await.status, StatusCode::OK);
        assert!(app.stored("newcomer").await.password.0.starts_with('!'));
        let answer = browser.post(&app, "/login", &[("username", "newcomer"), ("password", "set by the staff now")]).await;
        assert_eq!(answer.location(), "/login");
        let page = root.get(&app, &path("delete")).await.body;
        assert!(page.contains("Delete newcomer?"), "{page}");
        assert_eq!(root.post(&app, &path("delete"), &[]).await.location(), "/admin/users");
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 1);
    }

    /// T-AZ-6, T-RACE-6: the last superuser is kept, even if two superusers deactivate each other at the same time.
    async fn one_superuser_remains(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let (one, first) = staff(&app, "one", None, true).await;
        let (two, second) = staff(&app, "two", None, true).await;
        let attempts: Vec<_> = [(first, two.clone()), (second, one.clone())]
            .into_iter()
            .map(|(mut browser, target)| {
                let app = Arc::clone(&app);
                tokio::spawn(async move { save(&app, &mut browser, &target, &[("is_superuser", "")]).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.expect("no panic"));
        }
        let left = user::Entity::find().filter(user::Column::IsSuperuser.eq(true)).all(app.auth.db.reader()).await.expect("reads");
        assert_eq!(left.len(), 1, "{statuses:?}");
        let last = &left[0];
        let mut browser = Browser::script();
        browser.log_in(&app, &last.username, &[]).await;
        for fields in [[("is_active", "")], [("is_superuser", "")]] {
            let answer = save(&app, &mut browser, last, &fields).await;
            assert!(answer.body.contains("last_superuser"), "{fields:?}: {}", answer.body);
        }
        let answer = browser.post(&app, &format!("/admin/users/{}/delete", last.id), &[]).await;
        assert!(answer.body.contains("last_superuser"), "{}", answer.body);
    }

    /// The user list: filters, prefix search, pagination by key and by number, and no access to password hashes.
    async fn users_are_found(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        for number in 0..120 {
            let mut user = app.user(&format!("user{number:03}"), (number % 2 == 0).then_some(Role::Customer)).await.into_active_model();
            user.last_name = Set(format!("Family{}", number % 10));
            user.is_active = Set(number != 7);
            user.update(app.auth.db.writer()).await.expect("updated");
        }
        let names = async |query: &str| {
            let list = listed(&app, query).await;
            (names_of(&list), list)
        };
        let (first, list) = names("").await;
        assert_eq!((first.len(), first[0].as_str(), list.total.as_str()), (50, "root", "121 users"));
        assert!(list.previous.is_none());
        let (second, list) = names(&format!("after={}", list.next.expect("more"))).await;
        assert_eq!((second[0].as_str(), second.len()), ("user049", 50));
        assert_eq!(names("page=2").await.0, second, "by number as well");
        let (back, _) = names(&format!("before={}", list.previous.expect("less"))).await;
        assert_eq!(back, first);
        let (last, list) = names("page=last").await;
        assert_eq!((last.len(), last.last().map(String::as_str), list.next.is_none()), (50, Some("user119"), true));
        assert_eq!(names("q=USER11").await.0.len(), 10);
        assert_eq!(names("q=user011%40example").await.0, ["user011"]);
        assert_eq!(names("q=family3").await.0.len(), 12);
        assert_eq!(names("q=argon2").await.0.len(), 0);
        assert_eq!(names("is_active=false").await.0, ["user007"]);
        assert_eq!(names("is_superuser=true").await.0, ["root"]);
        let customer = group_id(&app, "Customer").await;
        assert_eq!(names(&format!("group={customer}&q=user00")).await.0.len(), 5);
        for query in ["sort=password", "sort=-password"] {
            assert_eq!(root.get(&app, &format!("/admin/users?{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        let whole = root.get(&app, "/admin/users").await.body;
        assert!(whole.contains("user010") && !whole.contains("argon2"));
        assert_eq!(root.get(&app, "/admin/users?password=x&filter[password]=x").await.body.matches("<tr").count(), whole.matches("<tr").count());
        let page = root.get(&app, "/admin/users?q=user00&is_active=true").await;
        assert_eq!(page.value_of("q").as_deref(), Some("user00"));
        assert!(page.body.contains("Active: yes") && page.body.contains("/admin/users?q=user00\""), "{}", page.body);
    }

    async fn why_is_said_on_a_page_and_the_log_is_read(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        app.user("manager", Some(Role::Manager)).await;
        give_to_group(&app, "Manager", "sessions.view_session").await;
        let page = root.get(&app, "/admin/permissions/why?user=manager&permission=sessions.view_session").await.body;
        assert!(page.contains("<strong>Yes") && page.contains("It was given to the group Manager, which the user is in."), "{page}");
        let page = root.get(&app, "/admin/permissions/why?user=manager&permission=auth.add_user").await.body;
        assert!(page.contains("<strong>No") && page.contains("neither to the user nor to a group"), "{page}");
        let page = root.get(&app, "/admin/permissions").await.body;
        assert!(page.contains("sessions.view_session") && page.contains("Admin, Manager"), "{page}");
        let page = root.get(&app, "/admin/audit?event=user_logged_in&user=root").await.body;
        assert!(page.contains("user logged in") && !page.contains("user created"), "{page}");
        assert_eq!(root.get(&app, "/admin/audit?before=nonsense").await.status, StatusCode::NOT_FOUND);
    }
}
