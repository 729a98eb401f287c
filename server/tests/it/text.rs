//! Names and descriptions contain visible text only: no control characters, and none that change the text direction (ASVS 1.3.3).

use axum::http::StatusCode;
use contract::role::Role;

use crate::{
    admin::{group_id, staff},
    browser::Browser,
    test_app::TestApp,
};

/// Text that is not allowed in a name.
const BAD: [&str; 11] = [
    "a\u{1}b",
    "a\tb",
    "a\nb",
    "a\u{7f}b",
    "a\u{85}b",
    "a\u{202e}b",
    "a\u{2066}b",
    "a\u{200f}b",
    "a\u{61c}b",
    "a\u{200b}b",
    "a\u{e0041}b",
];
/// Text that is allowed in names, including the joiners of Persian, Hindi and emoji.
const GOOD: [&str; 6] = ["Zoë O’Neil-Ström", "علی‌رضا", "क्‍ष", "李四", "Team 👩‍💻", "אברהם"];

testkit::on_both_databases! {
    async fn names_hold_no_control_characters(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root", None, true).await;
        app.user("alice", Some(Role::Customer)).await;
        let mut alice = Browser::script();
        alice.log_in(&app, "alice", &[]).await;
        let user = format!("/admin/users/{}", app.stored("alice").await.id);
        assert_eq!(root.post(&app, "/admin/groups/new", &[("name", "Sales")]).await.status, StatusCode::OK);
        let sales = format!("/admin/groups/{}", group_id(&app, "Sales").await);
        for bad in BAD {
            let whole = [("username", "alice"), ("email", "alice@example.com"), ("is_active", "true")];
            for field in ["first_name", "last_name", "department", "phone"] {
                let answer = alice.post(&app, "/settings/profile", &[(field, bad)]).await;
                refused(&answer, field, bad);
                let mut fields = whole.to_vec();
                fields.push((field, bad));
                refused(&root.post(&app, &user, &fields).await, field, bad);
            }
            refused(&root.post(&app, "/admin/groups/new", &[("name", bad)]).await, "name", bad);
            refused(&root.post(&app, &sales, &[("name", bad)]).await, "name", bad);
            let sentence = [("app_label", "news"), ("model", "article"), ("codename", "archive_article"), ("name", bad)];
            refused(&root.post(&app, "/admin/permissions/new", &sentence).await, "name", bad);
        }
        for good in GOOD {
            assert_eq!(alice.post(&app, "/settings/profile", &[("first_name", good)]).await.status, StatusCode::OK, "{good}");
            assert_eq!(root.post(&app, "/admin/groups/new", &[("name", good)]).await.status, StatusCode::OK, "{good}");
        }
        // A page shows the error beside the field.
        let mut browser = Browser::new();
        browser.cookies = alice.cookies.clone();
        browser.post(&app, "/settings/profile", &[("first_name", "a\u{202e}b")]).await;
        let page = browser.get(&app, "/settings/profile").await.body;
        assert!(page.contains("Remove control characters"), "{page}");
    }
}

fn refused(answer: &crate::browser::Answer, field: &str, text: &str) {
    let said = format!("{field} {text:?}: {} {}", answer.status, answer.body);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(
        answer
            .codes()
            .contains(&format!("\"{field}\":[{{\"code\":\"control_characters\"}}]")),
        "{said}"
    );
}
