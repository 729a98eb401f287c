//! The user list in every sort order contains every user once, in both directions.

use contract::admin::UserQuery;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use time::{Duration, macros::datetime};

use crate::test_app::TestApp;

const USERS: usize = 120;

/// The names on all pages, forwards or backwards.
async fn walk(app: &TestApp, sort: &str, is_back: bool) -> Vec<String> {
    let mut query = UserQuery {
        sort: sort.to_owned(),
        ..UserQuery::default()
    };
    if is_back {
        query.page.push_str("last");
    }
    let mut names = Vec::new();
    loop {
        let page = auth::admin::user_list::list(&app.auth, query.clone())
            .await
            .expect("a page");
        let mut here: Vec<String> = page.rows.into_iter().map(|row| row.username).collect();
        if is_back {
            here.reverse();
        }
        names.append(&mut here);
        let next = if is_back { page.previous } else { page.next };
        let Some(place) = next else {
            return names;
        };
        query.page.clear();
        if is_back {
            query.before = place;
        } else {
            query.after = place;
        }
    }
}

testkit::on_both_databases! {
    async fn every_order_has_everybody_once_from_both_ends(url: String) {
        let app = TestApp::start(url).await;
        let mut joined = Vec::new();
        for number in 0..USERS {
            // Usernames in another order than the dates, and three users with the same date.
            let name = format!("user{:03}", (number * 37) % USERS);
            let mut user = app.user(&name, None).await.into_active_model();
            user.date_joined = Set(datetime!(2026-01-01 12:00 UTC) + Duration::days(i64::try_from(number / 3).expect("few")));
            user.update(app.auth.db.writer()).await.expect("updated");
            joined.push(name);
        }
        let mut by_name = joined.clone();
        by_name.sort();
        for (sort, mut expected) in [("", by_name.clone()), ("username", by_name), ("date_joined", joined)] {
            assert_eq!(walk(&app, sort, false).await, expected, "{sort}");
            let turned = format!("-{}", if sort.is_empty() { "username" } else { sort });
            assert_eq!(walk(&app, &turned, true).await, expected, "{turned} from the end");
            expected.reverse();
            assert_eq!(walk(&app, sort, true).await, expected, "{sort} from the end");
            assert_eq!(walk(&app, &turned, false).await, expected, "{turned}");
            let second = UserQuery {
                sort: turned,
                page: "2".to_owned(),
                ..UserQuery::default()
            };
            let page = auth::admin::user_list::list(&app.auth, second).await.expect("a page");
            assert_eq!(page.rows[0].username, expected[50]);
        }
    }

    async fn an_order_or_a_place_that_is_none_is_not_found(url: String) {
        let app = TestApp::start(url).await;
        for (sort, after) in [("date_joined", "yesterday"), ("date_joined", "1.x"), ("-date_joined", "99999999999999999999999999.1")] {
            let query = UserQuery {
                sort: sort.to_owned(),
                after: after.to_owned(),
                ..UserQuery::default()
            };
            assert!(matches!(auth::admin::user_list::list(&app.auth, query).await, Err(auth::Error::NotFound)), "{sort} {after}");
        }
        for sort in ["password", "--username", "Username"] {
            let query = UserQuery {
                sort: sort.to_owned(),
                ..UserQuery::default()
            };
            assert!(matches!(auth::admin::user_list::list(&app.auth, query).await, Err(auth::Error::Refused(_))), "{sort}");
        }
    }
}
