//! Access to projects, which owners grant and revoke.

use entity::user_group;
use sea_orm::ModelTrait;
use time::Duration;

use super::*;

const CHANGE_NAME: &str = "projects.change_project";
const VIEW_NAME: &str = "projects.view_project";

testkit::on_both_databases! {
    /// S2-49: an owner grants and revokes access; both take effect with the next request.
    async fn access_is_given_and_taken(url: String) {
        let app = TestApp::start(url).await;
        let (owner, mut alice) = member(&app, "alice").await;
        let (friend, mut bob) = member(&app, "bob").await;
        let (member_, mut carol) = member(&app, "carol").await;
        new_group(&app, "Friends", &member_).await;
        let id = started(&app, &mut alice, "Bridge").await;
        let (path, share, revoke) = (format!("/projects/{id}"), format!("/projects/{id}/share"), format!("/projects/{id}/share/revoke"));
        assert!(alice.get(&app, &share).await.body.contains(">Friends<"));
        assert_eq!(bob.get(&app, &path).await.status, StatusCode::NOT_FOUND);
        // As at login, the letter case of a username is ignored.
        for name in ["bob", " BOB "] {
            let answer = alice.post(&app, &share, &[("user", name), ("group", ""), ("permission", VIEW_NAME)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, share.as_str()));
        }
        let answer = alice.post(&app, &share, &[("user", ""), ("group", "Friends"), ("permission", CHANGE_NAME)]).await;
        assert_eq!(answer.location(), share);
        assert_eq!(grants(&app).await, (1, 1), "twice is once");
        let page = alice.get(&app, &share).await.body;
        assert!(page.contains("The project has been shared.") && page.matches(">Revoke<").count() == 2);
        assert_eq!(bob.get(&app, &path).await.status, StatusCode::OK);
        assert_eq!(bob.get(&app, &format!("{path}/edit")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(carol.get(&app, &format!("{path}/edit")).await.status, StatusCode::OK);

        for _ in 0..2 {
            let answer = alice.post(&app, &revoke, &[("user", "bob"), ("permission", VIEW_NAME)]).await;
            assert_eq!(answer.location(), share, "twice is no mistake");
        }
        assert_eq!(bob.get(&app, &path).await.status, StatusCode::NOT_FOUND);
        assert!(!bob.get(&app, "/projects").await.body.contains("Bridge"));
        alice.post(&app, &revoke, &[("group", "Friends"), ("permission", CHANGE_NAME)]).await;
        assert_eq!(carol.post(&app, &format!("{path}/edit"), &[("name", "Mine")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stored(&app, id).await.expect("is there").name, "Bridge");

        let events: Vec<_> = app.audited().await.into_iter().filter(|(event, ..)| event.starts_with("project_share")).collect();
        let (by, bob, group) = (Some(owner.id), Some(friend.id), None);
        assert_eq!(events, [
            ("project_shared".to_owned(), by, bob),
            ("project_shared".to_owned(), by, group),
            ("project_share_revoked".to_owned(), by, bob),
            ("project_share_revoked".to_owned(), by, group),
        ]);
    }

    /// An expired membership grants no access, and the grants of a deleted user, group or project are deleted.
    async fn access_ends_with_what_it_hangs_on(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (friend, mut bob) = member(&app, "bob").await;
        let friends = new_group(&app, "Friends", &friend).await;
        let id = started(&app, &mut alice, "Bridge").await;
        let path = format!("/projects/{id}");
        grant(&app, id, Holder::Group(friends.id), CHANGE).await;
        assert_eq!(bob.get(&app, &path).await.status, StatusCode::OK);
        let key = (friend.id, friends.id);
        let db = app.auth.db.writer();
        let mut membership = user_group::Entity::find_by_id(key).one(db).await.expect("reads").expect("is there").into_active_model();
        membership.expires_at = Set(Some(app.clock.now() - Duration::seconds(1)));
        membership.update(db).await.expect("updated");
        for way in ways() {
            for mut browser in [bob.clone(), Browser::script_with(&bob)] {
                assert_eq!(go(&app, &mut browser, &id.to_string(), &way).await.status, StatusCode::NOT_FOUND, "{} {}", way.0, way.1);
            }
        }
        assert!(!bob.get(&app, "/projects").await.body.contains("Bridge"));

        let other = started(&app, &mut alice, "Tunnel").await;
        grant(&app, id, Holder::User(friend.id), VIEW).await;
        grant(&app, other, Holder::User(friend.id), CHANGE).await;
        assert_eq!(grants(&app).await, (2, 1));
        friends.delete(db).await.expect("deleted");
        assert_eq!(grants(&app).await, (2, 0));
        assert_eq!(alice.post(&app, &format!("/projects/{other}/delete"), &[]).await.location(), "/projects");
        assert_eq!(grants(&app).await, (1, 0));
        assert!(alice.get(&app, &path).await.body.contains(">bob<"));
        friend.delete(db).await.expect("deleted");
        assert_eq!(grants(&app).await, (0, 0));
        assert!(!alice.get(&app, &path).await.body.contains(">bob<"));
    }

    /// Forged requests are rejected, and revoking reveals nothing about which users exist.
    async fn nothing_else_can_be_given(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (friend, _) = member(&app, "bob").await;
        let gone = app.user("gone", None).await.into_active_model();
        user::ActiveModel { is_active: Set(false), ..gone }.update(app.auth.db.writer()).await.expect("updated");
        new_group(&app, "Friends", &friend).await;
        let id = started(&app, &mut alice, "Bridge").await;
        let (share, revoke) = (format!("/projects/{id}/share"), format!("/projects/{id}/share/revoke"));
        let mut script = Browser::script_with(&alice);
        for path in [&share, &revoke] {
            for forged in ["auth.change_user", "projects.delete_project", "projects.add_project", "orders.view_order", "view_project", "Projects.view_project", "*"] {
                let answer = script.post(&app, path, &[("user", "bob"), ("permission", forged)]).await;
                assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"error":"invalid","fields":{"permission":[{"code":"invalid_choice"}]}}"#), "{path} {forged}");
            }
            for fields in [vec![], vec![("user", " "), ("group", "")], vec![("user", "bob"), ("group", "Friends")]] {
                let fields: Vec<_> = fields.into_iter().chain([("permission", VIEW_NAME)]).collect();
                let answer = script.post(&app, path, &fields).await;
                assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"error":"invalid","form":[{"code":"user_or_group"}]}"#), "{path} {fields:?}");
            }
        }
        for name in ["nobody-at-all", "gone", "bob@example.com", "al ice", "Friends"] {
            let answer = script.post(&app, &share, &[("user", name), ("permission", VIEW_NAME)]).await;
            assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"error":"invalid","fields":{"user":[{"code":"no_such_user"}]}}"#), "{name}");
        }
        let answer = script.post(&app, &share, &[("group", "Nobodies"), ("permission", VIEW_NAME)]).await;
        assert_eq!(answer.codes(), r#"{"error":"invalid","fields":{"group":[{"code":"no_such_group"}]}}"#);
        let answer = script.post(&app, &share, &[("user", "Alice"), ("permission", VIEW_NAME)]).await;
        assert_eq!(answer.codes(), r#"{"error":"invalid","fields":{"user":[{"code":"already_owner"}]}}"#);
        for forged in ["owner_id", "permission_id", "is_staff"] {
            let answer = script.post(&app, &share, &[("user", "bob"), ("permission", VIEW_NAME), (forged, "1")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{forged}");
        }
        // Revoking a grant that does not exist succeeds, whether or not there is such a user.
        for name in ["nobody-at-all", "gone", "bob"] {
            let answer = script.post(&app, &revoke, &[("user", name), ("permission", VIEW_NAME)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::OK, share.as_str()), "{name}");
        }
        assert_eq!(grants(&app).await, (0, 0));

        // Without JavaScript, the page shows the error beside its field, and keeps the input.
        assert_eq!(alice.post(&app, &share, &[("user", "gone"), ("permission", CHANGE_NAME)]).await.location(), share);
        let page = alice.get(&app, &share).await;
        assert!(page.body.contains("There is no user with this name.") && page.body.contains("role=\"alert\""));
        assert_eq!(page.value_of("user").as_deref(), Some("gone"));
        let chosen = page.body.split("<option").find(|option| option.contains(&format!("value=\"{CHANGE_NAME}\""))).expect("an option");
        assert!(chosen.contains("selected"), "{chosen}");
    }

    /// A user who can change one project cannot share it. A user who can change all projects can.
    async fn only_who_may_share_shares(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut alice) = member(&app, "alice").await;
        let (changer, bob) = member(&app, "bob").await;
        let (boss, browser) = member(&app, "boss").await;
        app.user("carol", None).await;
        let id = started(&app, &mut alice, "Bridge").await;
        grant(&app, id, Holder::User(changer.id), CHANGE).await;
        grant(&app, id, Holder::User(boss.id), VIEW).await;
        let share = format!("/projects/{id}/share");
        let fields = [("user", "carol"), ("permission", VIEW_NAME)];
        // The permission is checked before the fields, so a user who cannot share learns nothing about names.
        for fields in [fields, [("user", "nobody-at-all"), ("permission", "auth.change_user")]] {
            for mut browser in [bob.clone(), browser.clone(), Browser::script_with(&bob), Browser::script_with(&browser)] {
                for path in [&share, &format!("{share}/revoke")] {
                    assert_eq!(browser.post(&app, path, &fields).await.status, StatusCode::FORBIDDEN);
                }
            }
        }
        assert_eq!(grants(&app).await, (2, 0));
        give(&app, &boss, CHANGE.name()).await;
        assert_eq!(browser.clone().post(&app, &share, &fields).await.location(), share);
        assert_eq!(grants(&app).await, (3, 0));
        assert_eq!(browser.clone().post(&app, &format!("/projects/{id}/delete"), &[]).await.status, StatusCode::FORBIDDEN);
    }

    /// T-RACE-8: if a user is deleted while a project is shared with them, no grant remains and no error occurs.
    async fn sharing_with_who_is_leaving(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let (_, mut alice) = member(&app, "alice").await;
        let id = started(&app, &mut alice, "Bridge").await;
        for round in 0..10 {
            let name = format!("leaver-{round}");
            let leaver = app.user(&name, None).await;
            let sharing = {
                let (app, mut browser) = (Arc::clone(&app), Browser::script_with(&alice));
                tokio::spawn(async move {
                    let fields = [("user", name.as_str()), ("permission", VIEW_NAME)];
                    browser.post(&app, &format!("/projects/{id}/share"), &fields).await.status
                })
            };
            leaver.delete(app.auth.db.writer()).await.expect("deleted");
            let status = sharing.await.expect("no panic");
            assert!(status == StatusCode::OK || status == StatusCode::UNPROCESSABLE_ENTITY, "{status}");
            assert_eq!(grants(&app).await, (0, 0));
        }
    }
}
