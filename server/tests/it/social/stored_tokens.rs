//! Tokens of providers (`OAUTH_STORE_TOKENS`).

use entity::social_token;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;

/// Everything that the database contains, as text.
async fn everything(app: &TestApp, url: &str) -> String {
    let db = app.auth.db.writer();
    if let Some(path) = auth::database::sqlite_path(url) {
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await
            .expect("written");
        let bytes = std::fs::read(path).expect("a file");
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let text = async |sql: &str| -> Vec<String> {
        let rows = db
            .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
            .await
            .expect("reads");
        rows.iter()
            .map(|row| row.try_get_by_index(0).expect("text"))
            .collect()
    };
    let mut everything = String::new();
    for table in text("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").await {
        everything += &text(&format!("SELECT t::text FROM \"{table}\" t"))
            .await
            .join("\n");
    }
    everything
}

testkit::on_both_databases! {
    /// 10.1.1: neither tokens nor codes nor states are in the database, with and without `OAUTH_STORE_TOKENS`.
    async fn no_secret_is_stored_in_plain_text(url: String) {
        let provider = OpenIdProvider::start().await;
        for stores in ["false", "true"] {
            let app = configured(url.clone(), &provider, &[("OAUTH_STORE_TOKENS", stores)]).await;
            let mut browser = logged_in(&app, &provider, &alice()).await;
            connect(&app, &provider, &mut browser, &Login::of("second")).await;
            log_in(&app, &provider, &mut Browser::new(), &Login::of("waits")).await;
            let to = to_provider(&app, &mut Browser::new(), LOG_IN, &[]).await;
            let state = provider.authorization(&to).value("state").to_owned();
            let everything = everything(&app, &url).await;
            assert!(everything.contains("subject-of-alice"), "it is the right database");
            for secret in ["access-token-of", "refresh-token-of", "code-1", "eyJ", &state] {
                assert!(!everything.contains(secret), "{stores}: {secret}");
            }
        }
    }

    /// Tokens of a provider are stored only if the operator wants that, encrypted, and go with the account.
    async fn tokens_are_stored_on_demand_and_encrypted(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url.clone(), &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let stored = |app: &TestApp| {
            let db = app.auth.db.clone();
            async move { social_token::Entity::find().all(db.reader()).await.expect("reads") }
        };
        assert!(stored(&app).await.is_empty(), "the default");

        let app = configured(url, &provider, &[("OAUTH_STORE_TOKENS", "true")]).await;
        let mut browser = logged_in(&app, &provider, &alice()).await;
        let row = stored(&app).await.pop().expect("a row");
        let tokens = auth::social::provider_tokens::load(&app.auth, row.social_account_id).await.expect("reads").expect("tokens");
        assert!(tokens.access.starts_with("access-token-of-"), "{}", tokens.access);
        assert!(tokens.refresh.is_some_and(|token| token.starts_with("refresh-token-of-")));
        assert!(!row.access_token.0.contains("token-of") && !row.refresh_token.as_ref().expect("one").0.contains("token-of"));
        // They are replaced by those of the next login.
        logged_in(&app, &provider, &alice()).await;
        let next = stored(&app).await.pop().expect("a row");
        assert_ne!(next.access_token, row.access_token);
        // Somebody who has to complete a form: the tokens wait encrypted as well.
        let mut waiting = Browser::new();
        assert_leads(&log_in(&app, &provider, &mut waiting, &Login::of("carol").email("c@example.com", true)).await, "/oauth/signup");
        let sessions = session::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        assert!(sessions.iter().any(|session| session.data.contains("pending_social")));
        assert!(sessions.iter().all(|session| !session.data.contains("token-of")));
        let done = [("username", "carol"), ("email", "c@example.com")];
        assert_leads(&waiting.post(&app, "/oauth/signup", &done).await, "/dashboard");
        assert_eq!(stored(&app).await.len(), 2);
        for page in ["/dashboard", CONNECTIONS, "/api/me"] {
            assert!(!browser.get(&app, page).await.body.contains("token-of"), "{page}");
        }
        connect(&app, &provider, &mut browser, &Login::of("second")).await;
        assert_leads(&disconnect(&app, &mut browser, "subject-of-alice").await, CONNECTIONS);
        assert_eq!(stored(&app).await.len(), 2, "those of the second account and of the other user");
    }
}
