//! Event listeners of a fork: they receive every event in its transaction, and a failure does not affect the request.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use auth::{
    Auth, Error,
    audit::{Event, EventKind, Listener},
};
use entity::group;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, PaginatorTrait};

use crate::{browser::Browser, test_app::TestApp};

/// Creates a group for every user who signs up.
struct GroupForEachUser;

#[async_trait]
impl Listener for GroupForEachUser {
    fn name(&self) -> &'static str {
        "a group for each user"
    }

    fn wants(&self, kind: &EventKind) -> bool {
        matches!(kind, EventKind::UserCreated)
    }

    async fn on_event(&self, _: &Auth, db: &DatabaseTransaction, event: &Event) -> Result<(), Error> {
        let name = event
            .affected
            .as_ref()
            .map(|user| user.username.clone())
            .unwrap_or_default();
        group::Entity::insert(group::ActiveModel {
            name: Set(format!("friends of {name}")),
            ..Default::default()
        })
        .exec_without_returning(db)
        .await?;
        Ok(())
    }
}

/// Writes a row, and then fails in one of several ways.
struct Broken(&'static str);

#[async_trait]
impl Listener for Broken {
    fn name(&self) -> &'static str {
        self.0
    }

    async fn on_event(&self, _: &Auth, db: &DatabaseTransaction, _: &Event) -> Result<(), Error> {
        group::Entity::insert(group::ActiveModel {
            name: Set(format!("left behind by {}", self.0)),
            ..Default::default()
        })
        .exec_without_returning(db)
        .await?;
        match self.0 {
            "panics" => panic!("on purpose"),
            "hangs" => std::future::pending().await,
            // The same name again: on PostgreSQL, the error would abort a transaction without a savepoint.
            "breaks a constraint" => {
                group::Entity::insert(group::ActiveModel {
                    name: Set("Customer".to_owned()),
                    ..Default::default()
                })
                .exec_without_returning(db)
                .await?;
                Ok(())
            }
            _ => Err(Error::Internal("on purpose".into())),
        }
    }
}

/// Records the events.
#[derive(Default)]
struct Ear(Mutex<Vec<&'static str>>);

#[async_trait]
impl Listener for Ear {
    fn name(&self) -> &'static str {
        "ear"
    }

    async fn on_event(&self, _: &Auth, _: &DatabaseTransaction, event: &Event) -> Result<(), Error> {
        self.0.lock().expect("a list").push(event.kind.code());
        Ok(())
    }
}

/// Records all data of the events.
#[derive(Default)]
struct Everything(Mutex<Vec<String>>);

#[async_trait]
impl Listener for Everything {
    fn name(&self) -> &'static str {
        "everything"
    }

    async fn on_event(&self, _: &Auth, _: &DatabaseTransaction, event: &Event) -> Result<(), Error> {
        self.0.lock().expect("a list").push(format!("{event:?}"));
        Ok(())
    }
}

testkit::on_both_databases! {
    async fn a_failing_listener_breaks_nothing_and_leaves_nothing(url: String) {
        let ear = Arc::new(Ear::default());
        let listeners: auth::audit::Listeners = Arc::new([
            Arc::new(Broken("fails")) as Arc<dyn Listener>,
            Arc::new(Broken("panics")),
            Arc::new(Broken("breaks a constraint")),
            Arc::new(Broken("hangs")),
            Arc::new(GroupForEachUser),
            Arc::clone(&ear) as Arc<dyn Listener>,
        ]);
        let app = TestApp::listened_to(url, listeners).await;
        let password = "tangerine sky over rooftops";
        let fields = [("username", "alice"), ("email", "alice@example.com"), ("password1", password), ("password2", password)];
        let mut browser = Browser::new();
        assert_eq!(browser.post(&app, "/signup", &fields).await.location(), "/dashboard");
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert_eq!(*ear.0.lock().expect("a list"), ["user_created", "email_confirmation_sent", "user_logged_in"]);
        let groups = group::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        let names: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
        assert!(names.contains(&"friends of alice"), "{names:?}");
        assert!(!names.iter().any(|name| name.starts_with("left behind")), "{names:?}");

        // Listeners that write do not see what was rolled back.
        let before = group::Entity::find().count(app.auth.db.reader()).await.expect("counts");
        Browser::new().post(&app, "/signup", &fields).await;
        assert_eq!(group::Entity::find().count(app.auth.db.reader()).await.expect("counts"), before);
    }

    /// A secret is only in its mail, which the action itself writes, and in no event. It does not depend on any listener.
    async fn the_way_back_is_mailed_by_the_verb_and_heard_of_by_nobody(url: String) {
        let events = Arc::new(Everything::default());
        let app = TestApp::listened_to(url, Arc::new([Arc::clone(&events) as Arc<dyn Listener>])).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        browser.post(&app, "/settings/email", &[("email", "new@example.org")]).await;
        let link = app.link("new@example.org", "/verify_email/").await;
        browser.post(&app, &link, &[]).await;
        let undo = app.link("alice@example.com", "/undo_email_change/").await;
        assert_eq!(Browser::script().post(&app, &undo, &[]).await.status, axum::http::StatusCode::OK);
        let heard = events.0.lock().expect("a list").join("\n");
        assert!(heard.contains("EmailChanged") && !heard.contains("Secret"), "{heard}");
    }
}
