//! Projects: ownership, access of other users, and concurrent edits (SECURITY 2.7, 2.10).

use std::sync::Arc;

use auth::authorization::object_permissions::Holder;
use axum::http::{Method, StatusCode};
use contract::{permission::Permission, role::Role};
use demo::{
    entity::{project, project_group_permission, project_user_permission},
    permission::{self, project::CHANGE, project::VIEW},
    projects::KIND,
};
use entity::{group, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use testapp::{Answer, Browser, TestApp, grants::give};

mod sharing;

/// A customer, as sign-up creates one, and a browser that is logged in as this user.
async fn member(app: &TestApp, name: &str) -> (user::Model, Browser) {
    let user = app.user(name, Some(Role::Customer)).await;
    (user, Browser::logged_in(app, name).await)
}

/// Creates a project through its form, and returns its key.
async fn started(app: &TestApp, browser: &mut Browser, name: &str) -> i64 {
    let fields = [("name", name), ("description", "Words about it.")];
    let answer = browser.post(app, "/projects/new", &fields).await;
    let path = answer.location().to_owned();
    let id = path.strip_prefix("/projects/").and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("{name}: {} {path}", answer.status))
}

async fn grant(app: &TestApp, id: i64, holder: Holder, permission: Permission) {
    KIND.grant(app.auth.db.writer(), id, holder, permission)
        .await
        .expect("granted");
}

async fn new_group(app: &TestApp, name: &str, member: &user::Model) -> group::Model {
    let group: group::Model = group::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
    .insert(app.auth.db.writer())
    .await
    .expect("made");
    auth::authorization::groups::join(app.auth.db.writer(), member.id, name)
        .await
        .expect("joined");
    group
}

async fn stored(app: &TestApp, id: i64) -> Option<project::Model> {
    let found = project::Entity::find_by_id(id).one(app.auth.db.reader()).await;
    found.expect("reads")
}

/// The number of grants on projects to users, and to groups.
async fn grants(app: &TestApp) -> (u64, u64) {
    let db = app.auth.db.reader();
    let users = project_user_permission::Entity::find().count(db).await;
    let groups = project_group_permission::Entity::find().count(db).await;
    (users.expect("counts"), groups.expect("counts"))
}

/// A request to a project: the method, the rest of the path, and the fields.
type Way = (Method, &'static str, Vec<(&'static str, &'static str)>);

fn ways() -> Vec<Way> {
    let share = vec![("user", "mallory"), ("permission", "projects.change_project")];
    vec![
        (Method::GET, "", vec![]),
        (Method::GET, "/edit", vec![]),
        (Method::GET, "/share", vec![]),
        (Method::GET, "/delete", vec![]),
        (Method::POST, "/edit", vec![("name", "Taken over")]),
        (Method::POST, "/share", share.clone()),
        (Method::POST, "/share/revoke", share),
        (Method::POST, "/delete", vec![]),
    ]
}

async fn go(app: &TestApp, browser: &mut Browser, id: &str, (method, rest, fields): &Way) -> Answer {
    let path = format!("/projects/{id}{rest}");
    if *method == Method::GET {
        browser.get(app, &path).await
    } else {
        browser.post(app, &path, fields).await
    }
}

testkit::on_both_databases! {
    /// S2-49: to a user who cannot view it, a project looks as if it did not exist.
    async fn a_strangers_project_is_not_there(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (stranger, mallory) = member(&app, "mallory").await;
        // These permissions do not allow viewing a project: to delete projects, and to view orders.
        give(&app, &stranger, permission::project::DELETE.name()).await;
        give(&app, &stranger, permission::order::VIEW.name()).await;
        let id = started(&app, &mut alice, "Secret bridge").await;
        let theirs = id.to_string();
        for id in [theirs.as_str(), "999999", "-1", "nonsense", "9223372036854775808"] {
            for way in ways() {
                for mut browser in [mallory.clone(), Browser::script_with(&mallory)] {
                    let answer = go(&app, &mut browser, id, &way).await;
                    let said = format!("{} /projects/{id}{}", way.0, way.1);
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{said}");
                    assert!(!answer.body.contains("Secret bridge") && !answer.body.contains("alice"), "{said}");
                }
            }
        }
        let project = stored(&app, id).await.expect("is there");
        assert_eq!((project.name.as_str(), project.version), ("Secret bridge", 1));
        assert_eq!(grants(&app).await, (0, 0));
        // An anonymous visitor learns nothing either.
        let answer = Browser::new().get(&app, &format!("/projects/{id}")).await;
        assert_eq!(answer.location(), format!("/login?next=%2Fprojects%2F{id}"));
    }

    /// A grant allows exactly its own requests. All others are forbidden, to browsers and to scripts.
    async fn each_grant_opens_its_own_doors(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (viewer, looks) = member(&app, "looks").await;
        let (changer, changes) = member(&app, "changes").await;
        app.user("mallory", None).await;
        let id = started(&app, &mut alice, "Bridge").await;
        grant(&app, id, Holder::User(viewer.id), VIEW).await;
        grant(&app, id, Holder::User(changer.id), CHANGE).await;
        for (name, browser, open) in [("looks", &looks, vec![""]), ("changes", &changes, vec!["", "/edit"])] {
            for way in ways() {
                for mut browser in [browser.clone(), Browser::script_with(browser)] {
                    if open.contains(&way.1) && way.0 == Method::POST {
                        continue;
                    }
                    let answer = go(&app, &mut browser, &id.to_string(), &way).await;
                    let wanted = if open.contains(&way.1) { StatusCode::OK } else { StatusCode::FORBIDDEN };
                    assert_eq!(answer.status, wanted, "{name}: {} {}", way.0, way.1);
                }
            }
        }
        let page = looks.clone().get(&app, &format!("/projects/{id}")).await.body;
        for door in ["edit", "share", "delete"] {
            assert!(!page.contains(&format!("/projects/{id}/{door}")), "a link to a closed door: {door}");
        }
        assert!(page.contains("May change") && page.contains("Words about it."));
        let project = stored(&app, id).await.expect("is there");
        assert_eq!((project.name.as_str(), project.version, grants(&app).await), ("Bridge", 1, (2, 0)));

        let saved = changes.clone().post(&app, &format!("/projects/{id}/edit"), &[("name", "Viaduct")]).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, format!("/projects/{id}").as_str()));
        let page = looks.clone().get(&app, &format!("/projects/{id}")).await.body;
        assert!(page.contains("Viaduct") && page.contains("Nothing is written about it yet."));
        // A user who can delete any project, and can view this one, can delete it.
        give(&app, &viewer, permission::project::DELETE.name()).await;
        let deleted = looks.clone().post(&app, &format!("/projects/{id}/delete"), &[]).await;
        assert_eq!(deleted.location(), "/projects");
        assert_eq!((stored(&app, id).await, grants(&app).await), (None, (0, 0)));
        assert_eq!(alice.get(&app, &format!("/projects/{id}")).await.status, StatusCode::NOT_FOUND);
        let events: Vec<_> = app.audited().await.into_iter().filter(|(event, ..)| event.starts_with("project_")).collect();
        assert_eq!(events.iter().map(|(event, actor, _)| (event.as_str(), *actor)).collect::<Vec<_>>(), [
            ("project_created", events[0].1),
            ("project_changed", Some(changer.id)),
            ("project_deleted", Some(viewer.id)),
        ]);
        assert!(events.iter().all(|(_, _, owner)| *owner == events[0].1), "all are about what is hers");
    }

    /// The list contains exactly the projects that the user can view, newest first, fifty per page.
    async fn the_list_has_what_one_may_view(url: String) {
        let app = TestApp::start(url).await;
        let (owner, mut alice) = member(&app, "alice").await;
        let (friend, mut bob) = member(&app, "bob").await;
        assert!(bob.get(&app, "/projects").await.body.contains("No projects yet"));
        let mut ids = Vec::new();
        for name in ["Bridge", "Tunnel", "Ferry", "Airship"] {
            ids.push(started(&app, &mut alice, name).await);
        }
        started(&app, &mut bob, "Raft").await;
        let friends = new_group(&app, "Friends", &friend).await;
        grant(&app, ids[0], Holder::User(friend.id), VIEW).await;
        grant(&app, ids[0], Holder::User(friend.id), CHANGE).await;
        grant(&app, ids[2], Holder::Group(friends.id), CHANGE).await;
        let page = bob.get(&app, "/projects").await.body;
        let at = |name: &str| page.find(&format!(">{name}</a>"));
        assert!(at("Raft") < at("Ferry") && at("Ferry") < at("Bridge") && at("Bridge").is_some(), "newest first");
        assert_eq!((at("Tunnel"), at("Airship")), (None, None));
        assert!(page.contains("1 group") && page.contains("1 user") && page.contains("nobody else") && page.contains(">alice<"));
        assert!(page.contains("New project"));

        // Permissions on all projects: granted directly, and as a superuser.
        let boss = app.user("boss", None).await;
        let mut browser = Browser::logged_in(&app, "boss").await;
        assert_eq!(browser.get(&app, "/projects/new").await.status, StatusCode::FORBIDDEN);
        let page = browser.get(&app, "/projects").await.body;
        assert!(page.contains("No projects yet") && !page.contains("/projects/new"));
        give(&app, &boss, CHANGE.name()).await;
        let page = browser.get(&app, "/projects").await.body;
        assert!(["Bridge", "Tunnel", "Ferry", "Airship", "Raft"].iter().all(|name| page.contains(&format!(">{name}</a>"))));
        let root = app.user("root", None).await.into_active_model();
        user::ActiveModel { is_superuser: Set(true), ..root }.update(app.auth.db.writer()).await.expect("updated");
        let mut browser = Browser::logged_in(&app, "root").await;
        assert!(browser.get(&app, "/projects").await.body.contains(">Raft</a>"));

        let rows = (0..60).map(|number| project::ActiveModel {
            owner_id: Set(owner.id),
            name: Set(format!("Number {number}")),
            description: Set(String::new()),
            created_at: Set(app.clock.now()),
            ..Default::default()
        });
        project::Entity::insert_many(rows).exec_without_returning(app.auth.db.writer()).await.expect("made");
        let first = alice.get(&app, "/projects").await.body;
        assert_eq!(first.matches("<th scope=\"row\">").count(), 50);
        let older = first.split("href=\"").find(|link| link.starts_with("/projects?before=")).expect("a next page");
        let second = alice.get(&app, older.split('"').next().expect("an address")).await.body;
        assert_eq!(second.matches("<th scope=\"row\">").count(), 14);
        assert!(second.contains(">Bridge</a>") && !second.contains(">Raft</a>"));
        assert_eq!(alice.get(&app, "/projects?before=x").await.status, StatusCode::NOT_FOUND);
        assert_eq!(alice.get(&app, "/projects?before=0").await.status, StatusCode::OK);
    }

    async fn what_is_typed_is_checked_and_shown_as_text(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let attack = "</textarea><script>alert(1)</script>\r\n& more";
        let mut script = Browser::script_with(&alice);
        for (name, description, code) in [
            ("  ", "", "required"),
            ("a".repeat(151).as_str(), "", "too_long"),
            ("Bridge", "ä".repeat(2001).as_str(), "too_long"),
        ] {
            let answer = script.post(&app, "/projects/new", &[("name", name), ("description", description)]).await;
            assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(code), "{}", answer.body);
        }
        for forged in ["owner_id", "id", "version", "created_at"] {
            let answer = script.post(&app, "/projects/new", &[("name", "Bridge"), (forged, "1")]).await;
            assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("unknown_field"), "{forged}: {}", answer.body);
        }
        let refused = alice.post(&app, "/projects/new", &[("name", ""), ("description", attack)]).await;
        assert_eq!(refused.location(), "/projects/new");
        let page = alice.get(&app, "/projects/new").await.body;
        assert!(page.contains("role=\"alert\"") && page.contains("&lt;/textarea&gt;&lt;script&gt;") && !page.contains("<script>alert"));
        let made = alice.post(&app, "/projects/new", &[("name", "<b>Bridge</b>"), ("description", attack)]).await;
        let path = made.location().to_owned();
        for page in [path.clone(), format!("{path}/edit"), format!("{path}/share"), format!("{path}/delete"), "/projects".to_owned()] {
            let answer = alice.get(&app, &page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<b>Bridge"), "{page}");
        }
        let id = path["/projects/".len()..].parse().expect("a key");
        let project = stored(&app, id).await.expect("is there");
        assert_eq!(project.description, "</textarea><script>alert(1)</script>\n& more");
    }

    /// Two users edit one project: the second save gets an error, keeps the input, and overwrites the first only if it is submitted again.
    async fn nobody_writes_over_what_they_have_not_seen(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (friend, mut bob) = member(&app, "bob").await;
        let id = started(&app, &mut alice, "Bridge").await;
        grant(&app, id, Holder::User(friend.id), CHANGE).await;
        let edit = format!("/projects/{id}/edit");
        let hers = alice.get(&app, &edit).await.value_of("version").expect("a version");
        let his = bob.get(&app, &edit).await.value_of("version").expect("a version");
        let saved = alice.post(&app, &edit, &[("name", "Hers"), ("description", "Her words"), ("version", &hers)]).await;
        assert_eq!(saved.location(), format!("/projects/{id}"));
        // A double click submits the same text twice, which is no conflict.
        let again = alice.post(&app, &edit, &[("name", "Hers"), ("description", "Her words"), ("version", &hers)]).await;
        assert_eq!(again.location(), format!("/projects/{id}"));

        let fields = [("name", "His"), ("description", "His words"), ("version", his.as_str())];
        let answer = Browser::script_with(&bob).post(&app, &edit, &fields).await;
        assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"error":"invalid","form":[{"code":"changed_meanwhile"}]}"#));
        let answer = Browser::script_with(&bob).post(&app, &edit, &[("name", "His"), ("version", "nonsense")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bob.post(&app, &edit, &fields).await.location(), edit);
        let page = bob.get(&app, &edit).await;
        assert!(page.body.contains("Someone else has saved this since you opened it.") && page.body.contains("As it is saved now"));
        assert!(page.body.contains("Her words") && page.body.contains("His words"));
        assert_eq!(page.value_of("name").as_deref(), Some("His"));
        let newer = page.value_of("version").expect("a version");
        assert_ne!(newer, his);
        assert_eq!(stored(&app, id).await.expect("is there").name, "Hers");
        // A form that is rejected for another reason keeps the version with which it was opened.
        let fields = [("name", ""), ("description", "His words"), ("version", newer.as_str())];
        assert_eq!(bob.post(&app, &edit, &fields).await.location(), edit);
        alice.post(&app, &edit, &[("name", "Hers again")]).await;
        let page = bob.get(&app, &edit).await;
        assert_eq!(page.value_of("version").as_deref(), Some(newer.as_str()));
        let fields = [("name", "His"), ("description", "His words"), ("version", newer.as_str())];
        assert_eq!(bob.post(&app, &edit, &fields).await.location(), edit);
        let newest = bob.get(&app, &edit).await.value_of("version").expect("a version");
        let fields = [("name", "His"), ("description", "His words"), ("version", newest.as_str())];
        assert_eq!(bob.post(&app, &edit, &fields).await.location(), format!("/projects/{id}"));
        assert_eq!(stored(&app, id).await.expect("is there").name, "His");
    }

    /// Of twenty simultaneous saves of the same version, one succeeds.
    async fn of_parallel_edits_one_wins(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let (_, mut alice) = member(&app, "alice").await;
        let id = started(&app, &mut alice, "Bridge").await;
        let attempts: Vec<_> = (0..20)
            .map(|number| {
                let (app, mut browser) = (Arc::clone(&app), Browser::script_with(&alice));
                tokio::spawn(async move {
                    let name = format!("Bridge {number}");
                    let fields = [("name", name.as_str()), ("version", "1")];
                    browser.post(&app, &format!("/projects/{id}/edit"), &fields).await.status
                })
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.expect("no panic"));
        }
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count(), 19, "{statuses:?}");
        assert_eq!(stored(&app, id).await.expect("is there").version, 2);
    }
}
