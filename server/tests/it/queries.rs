//! Query strings: no query makes a page fail, or show data that was not requested.

use axum::http::StatusCode;
use web::routing::Method;

use crate::{admin::staff, browser::Browser, test_app::TestApp};

/// Every query parameter of any page.
const NAMES: [&str; 17] = [
    "q",
    "is_active",
    "is_staff",
    "is_superuser",
    "group",
    "permission",
    "sort",
    "page",
    "after",
    "before",
    "user",
    "event",
    "action",
    "from",
    "next",
    "mail",
    "item",
];

fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("NUL", "a%00b".to_owned()),
        ("NUL alone", "%00".to_owned()),
        ("NUL, encoded twice", "a%2500b".to_owned()),
        ("over-long", "a".repeat(5000)),
        ("over-long, not ASCII", "%F0%9F%92%A9".repeat(3000)),
        ("no UTF-8", "%ff%fe".to_owned()),
        ("a number beyond all", "9".repeat(40)),
        ("control characters", "%01%1b%7f%c2%85%e2%80%ae".to_owned()),
    ]
}

testkit::on_both_databases! {
    /// Every page with every hostile value: in all parameters together and, in the admin, in each one alone.
    async fn no_query_breaks_a_page(url: String) {
        let app = TestApp::start(url).await;
        let (user, script) = staff(&app, "root", None, true).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let pages: Vec<String> = app
            .routes()
            .list()
            .filter(|route| route.method == Method::Get && !route.path.starts_with("/dev/"))
            .map(|route| route.path.replace("{id}", &user.id.to_string()))
            .collect();
        for (what, value) in hostile() {
            let all: Vec<String> = NAMES.iter().map(|name| format!("{name}={value}")).collect();
            let mut queries: Vec<(String, String)> = pages.iter().map(|page| (page.clone(), all.join("&"))).collect();
            for page in ["/admin/users", "/admin/audit", "/admin/permissions/why", "/admin/users/bulk", "/admin/groups/new"] {
                queries.extend(all.iter().map(|query| (page.to_owned(), query.clone())));
            }
            for (page, query) in queries {
                // The size of a request head is limited, to about the same as a browser's.
                let query: String = query.chars().take(60_000).collect();
                let answer = browser.get(&app, &format!("{page}?{query}")).await;
                assert!(!answer.status.is_server_error(), "{page} with {what} ({:.60}): {}", query, answer.status);
            }
        }
    }

    /// A NUL cannot occur in the database's text: a search for one is a bad request and does not match everything.
    async fn a_nul_finds_nobody(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        app.user("bystander", None).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        for address in [
            "/admin/users?q=a%00", "/admin/users?q=%00", "/admin/users?after=%00", "/admin/users?before=%00", "/admin/users?group=%00",
            "/admin/audit?user=%00", "/admin/audit?event=a%00", "/admin/permissions/why?user=root%00&permission=x.y",
            "/admin/permissions/why?user=root&permission=x.y%00", "/admin/users?%00=a",
        ] {
            let answer = browser.get(&app, address).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
            assert!(!answer.body.contains("bystander"), "{address}");
        }
        // The guard runs first, and the flash message is kept for the next page.
        let answer = Browser::new().get(&app, "/admin/users?q=%00").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/login?next=%2Fadmin%2Fusers%3Fq%3D%2500"));
        assert_eq!(Browser::new().get(&app, "/login?next=%00").await.status, StatusCode::OK, "it is ignored");
        assert_eq!(Browser::script().get(&app, "/nothing?q=%00").await.status, StatusCode::NOT_FOUND);
    }

    /// Longer than any name, so it matches nobody.
    async fn an_over_long_search_finds_nobody(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        for number in [151, 200, 254] {
            let answer = browser.get(&app, &format!("/admin/users?q={}", "a".repeat(number))).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            assert!(answer.body.contains("0 users"), "{number}: {}", answer.body);
        }
        let answer = browser.get(&app, &format!("/admin/users?q=root{}", "+".repeat(200))).await;
        assert!(answer.body.contains("1 user<"), "spaces around do not count: {}", answer.body);
    }
}
