//! Concurrent requests of several tabs, browsers and users.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::*;

/// Opens a path in a copy of this browser, in parallel.
fn open(app: &Arc<TestApp>, browser: &Browser, path: String) -> JoinHandle<Answer> {
    let (app, mut browser) = (Arc::clone(app), browser.clone());
    tokio::spawn(async move { browser.get(&app, &path).await })
}

/// Submits a form in a copy of this browser, in parallel.
fn submit(
    app: &Arc<TestApp>,
    browser: &Browser,
    path: String,
    fields: Vec<(&'static str, String)>,
) -> JoinHandle<Answer> {
    let (app, mut browser) = (Arc::clone(app), browser.clone());
    tokio::spawn(async move {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        browser.post(&app, &path, &fields).await
    })
}

/// The statuses of all answers, sorted.
async fn statuses(requests: Vec<JoinHandle<Answer>>) -> Vec<StatusCode> {
    let mut statuses = Vec::new();
    for request in requests {
        statuses.push(request.await.expect("no panic").status);
    }
    statuses.sort();
    statuses
}

testkit::on_both_databases! {
    /// Of several parallel requests that disconnect the last accounts, one too many is refused.
    async fn the_last_account_is_not_disconnected(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        let hash = confirmed(&app, "bob").await.password;
        for round in 0..6 {
            let mut browser = Browser::logged_in(&app, "bob").await;
            let mut paths = Vec::new();
            for subject in ["one", "two", "three"] {
                assert_leads(&connect(&app, &provider, &mut browser, &Login::of(subject)).await, CONNECTIONS);
                paths.push(disconnect_path(&app, subject).await);
            }
            set(&app, "bob", |user| user.password = Set(auth::passwords::make_unusable().into())).await;
            let requests = paths.into_iter().map(|path| submit(&app, &browser, path, Vec::new())).collect();
            let expected = [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, StatusCode::CONFLICT];
            assert_eq!(statuses(requests).await, expected, "round {round}");
            assert_eq!(rows(&app).await.accounts.len(), 1, "round {round}");
            set(&app, "bob", |user| user.password = Set(hash.clone())).await;
            social_account::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }

    /// T-OIDC-10: several users connect the same account at the same moment. One of them has it.
    async fn an_account_goes_to_one_user(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        let names = ["bob", "carol", "dave"];
        for name in names {
            confirmed(&app, name).await;
        }
        for round in 0..6 {
            let mut requests = Vec::new();
            let mut prepared = Vec::new();
            for name in names {
                let mut browser = Browser::logged_in(&app, name).await;
                let to = to_provider(&app, &mut browser, CONNECT, &[]).await;
                prepared.push((browser, provider.approve(&app, &to, &Login::of(&format!("subject {round}")))));
            }
            for (browser, callback) in prepared {
                requests.push(open(&app, &browser, callback));
            }
            let expected = [StatusCode::SEE_OTHER, StatusCode::CONFLICT, StatusCode::CONFLICT];
            assert_eq!(statuses(requests).await, expected, "round {round}");
            assert_eq!(rows(&app).await.accounts.len(), round + 1);
        }
    }

    /// A user who connects the same account in several tabs has it connected, and is not told that it is somebody else's.
    async fn the_same_account_in_two_tabs_is_no_conflict(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        confirmed(&app, "bob").await;
        for round in 0..6 {
            let mut browser = Browser::logged_in(&app, "bob").await;
            let mut callbacks = Vec::new();
            for _ in 0..3 {
                let to = to_provider(&app, &mut browser, CONNECT, &[]).await;
                callbacks.push(provider.approve(&app, &to, &Login::of(&format!("subject {round}"))));
            }
            let requests = callbacks.into_iter().map(|callback| open(&app, &browser, callback)).collect();
            assert_eq!(statuses(requests).await, [StatusCode::SEE_OTHER; 3], "round {round}");
            assert_eq!(rows(&app).await.accounts.len(), round + 1);
        }
    }

    /// The first logins of one account in several browsers create one user.
    async fn parallel_first_logins_create_one_user(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        for round in 0..6 {
            let name = format!("user{round}");
            let login = Login::of(&name).email(&format!("{name}@example.com"), true).username(&name);
            let mut prepared = Vec::new();
            for _ in 0..4 {
                let mut browser = Browser::new();
                let to = to_provider(&app, &mut browser, LOG_IN, &[]).await;
                prepared.push((browser, provider.approve(&app, &to, &login)));
            }
            let requests = prepared.into_iter().map(|(browser, callback)| open(&app, &browser, callback)).collect();
            let statuses = statuses(requests).await;
            assert!(statuses.iter().all(|status| !status.is_server_error()), "round {round}: {statuses:?}");
            let rows = rows(&app).await;
            assert_eq!((rows.users, rows.accounts.len()), (round + 1, usize::try_from(round).expect("small") + 1));
            assert_eq!(logged_in(&app, &provider, &login).await.who(&app).await.as_deref(), Some(name.as_str()));
        }
    }

    /// The form of a sign-up, submitted several times at once, with several names: one user.
    async fn a_form_that_is_sent_twice_creates_one_user(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        for round in 0..4 {
            let mut browser = Browser::new();
            let login = Login::of(&format!("subject {round}"));
            assert_leads(&log_in(&app, &provider, &mut browser, &login).await, "/oauth/signup");
            let requests = (0..4)
                .map(|number| {
                    let name = format!("user{round}{number}");
                    let email = format!("{name}@example.com");
                    submit(&app, &browser, "/oauth/signup".into(), vec![("username", name), ("email", email)])
                })
                .collect();
            let statuses = statuses(requests).await;
            assert!(statuses.iter().all(|status| !status.is_server_error()), "round {round}: {statuses:?}");
            let rows = rows(&app).await;
            assert_eq!((rows.users, rows.accounts.len()), (round + 1, usize::try_from(round).expect("small") + 1));
        }
    }

    /// A login that runs while its account is disconnected: afterwards no session is left that was opened with it, whoever was first.
    async fn no_session_outlives_a_disconnected_account(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = Arc::new(configured(url, &provider, &[]).await);
        confirmed(&app, "bob").await;
        let mut owner = Browser::logged_in(&app, "bob").await;
        for round in 0..10 {
            assert_leads(&connect(&app, &provider, &mut owner, &Login::of("of bob")).await, CONNECTIONS);
            let mut logins = Vec::new();
            for _ in 0..4 {
                let mut browser = Browser::new();
                let to = to_provider(&app, &mut browser, LOG_IN, &[]).await;
                logins.push((browser, provider.approve(&app, &to, &Login::of("of bob"))));
            }
            let path = disconnect_path(&app, "of bob").await;
            let mut requests: Vec<_> =
                logins.into_iter().map(|(browser, callback)| open(&app, &browser, callback)).collect();
            tokio::time::sleep(std::time::Duration::from_millis(round * 4)).await;
            requests.push(submit(&app, &owner, path, Vec::new()));
            let statuses = statuses(requests).await;
            assert!(statuses.iter().all(|status| !status.is_server_error()), "round {round}: {statuses:?}");
            assert_eq!(rows(&app).await.accounts, vec![], "round {round}");
            assert_eq!(rows(&app).await.sessions.len(), 1, "round {round}: the owner’s, with a password");
        }
    }
}
