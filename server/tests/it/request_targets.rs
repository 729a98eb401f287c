//! Unusual request targets and methods: dot segments, backslashes, authority form, `PROPFIND`.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use axum::http::{Method, StatusCode};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{browser::Browser, process::Server, test_app::TestApp};

/// Paths that are not canonical. `url`, with which `leptos_axum` parses a path again, changes most of them.
const NOT_CANONICAL: [&str; 34] = [
    "/reset/../admin",
    "/reset/%2e%2e/admin",
    "/reset/%2E%2e/admin",
    "/reset/.%2e/admin",
    "/reset/%2E./admin",
    "/reset/x/..",
    "/reset/x/%2e%2e",
    "/verify_email/..\\admin\\users\\new",
    "/verify_email/%2e%2e\\admin",
    "/verify_email/..%5cadmin",
    "/verify_email/..%5Cadmin",
    "/verify_email\\x",
    "/verify_email/x%5c",
    "/./admin",
    "/.",
    "/..",
    "/%2e",
    "/admin/./users",
    "/admin/%2e/users",
    "//",
    "//admin",
    "/admin//users",
    "/login//",
    "/verify_email//x",
    "/admin%2fusers",
    "/verify_email/a%2Fb",
    "/verify_email/%2e%2e%2fadmin",
    "/verify_email/x%00",
    "/login%00",
    "/pkg/../login",
    "/pkg/%2e%2e/login",
    "/pkg//portico.1.css",
    "/favicon.svg/../login",
    "/healthz/../login",
];

async fn superuser(app: &TestApp) -> Browser {
    let mut user = app.user("root", None).await.into_active_model();
    user.is_staff = Set(true);
    user.is_superuser = Set(true);
    user.update(app.auth.db.writer()).await.expect("updated");
    Browser::logged_in(app, "root").await
}

testkit::on_both_databases! {
    /// The guard checks the path that axum matched, and Leptos renders the one that `url` returns: they must be the same.
    async fn a_path_that_is_not_canonical_is_not_found(url: String) {
        let app = TestApp::start(url).await;
        let root = superuser(&app).await;
        for path in NOT_CANONICAL {
            for browser in [Browser::new(), Browser::script(), root.clone(), Browser::script_with(&root)] {
                for method in [Method::GET, Method::POST] {
                    let answer = browser.clone().send(&app, method, path, &[], String::new()).await;
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
                    assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
                    assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
                    if browser.is_script() {
                        assert_eq!(answer.codes(), r#"{"error":"not_found"}"#, "{path}");
                    } else {
                        assert!(answer.body.contains("Page not found"), "{path}: {}", answer.body);
                        assert!(!answer.body.contains("<form") || !answer.body.contains("/admin/users"), "{path}");
                    }
                }
            }
        }
    }

    async fn a_canonical_path_is_served_however_it_is_encoded(url: String) {
        let app = TestApp::start(url).await;
        for (path, status) in [
            ("/", StatusCode::OK),
            ("/login", StatusCode::OK),
            ("/login?next=/a/../b//c\\d%2e%00", StatusCode::OK),
            ("/verify_email/a.b..c", StatusCode::OK),
            ("/verify_email/%c3%a4", StatusCode::OK),
            ("/verify_email/%C3%A4", StatusCode::OK),
            ("/verify_email/...", StatusCode::OK),
            ("/login/", StatusCode::PERMANENT_REDIRECT),
            ("/login/?next=%2Fx", StatusCode::PERMANENT_REDIRECT),
        ] {
            let answer = Browser::new().get(&app, path).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }

    /// `TRACE`, WebDAV methods and those of scanners result neither in a server error nor in success.
    async fn odd_methods_are_refused_on_every_route(url: String) {
        let app = TestApp::start(url).await;
        let root = superuser(&app).await;
        for method in ["TRACE", "CONNECT", "PROPFIND", "PATCH", "BREW"] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            for route in app.routes().list().map(|route| route.path).chain(["/pkg/portico.1.css", "/nothing"]) {
                for mut browser in [Browser::new(), root.clone()] {
                    let answer = browser.send(&app, method.clone(), route, &[], String::new()).await;
                    let expected: &[u16] = if route == "/nothing" { &[404] } else { &[404, 405] };
                    assert!(expected.contains(&answer.status.as_u16()), "{method} {route}: {}", answer.status);
                }
            }
        }
    }
}

/// Sends these bytes, and reads until the server closes the connection.
fn raw(server: &Server, bytes: &str) -> String {
    let mut stream = TcpStream::connect(server.address).expect("connects");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("set");
    stream.write_all(bytes.as_bytes()).expect("sends");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answers");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Over a socket, because only there a request target can have authority form. Each request gets a response and one log line.
#[test]
fn odd_targets_are_answered() {
    let server = Server::start("sqlite://app.db");
    let own = server.address.to_string();
    let requests = [
        // Authority form.
        ("CONNECT www.google.com:443", "www.google.com:443".to_owned(), 400),
        ("CONNECT www.google.com:443", own.clone(), 400),
        ("CONNECT OWN", own.clone(), 400),
        ("GET login", own.clone(), 400),
        ("POST login", own.clone(), 400),
        ("GET OWN", own.clone(), 400),
        // Asterisk form.
        ("OPTIONS *", own.clone(), 400),
        ("GET *", own.clone(), 400),
        // Absolute form.
        ("GET http://evil.example/login", "evil.example".to_owned(), 400),
        ("GET http://evil.example/login", own.clone(), 400),
        ("GET ftp://OWN/login", own.clone(), 400),
        ("GET http://OWN/login", own.clone(), 200),
        ("GET http://OWN", own.clone(), 200),
        ("GET http://OWN?x=1", own.clone(), 200),
        ("GET http://OWN/reset/../admin", own.clone(), 404),
        ("GET http://OWN/reset/..\\admin", own.clone(), 404),
        // Origin form.
        ("GET /verify_email/..\\admin\\users\\new", own.clone(), 404),
        ("GET /reset/../admin", own.clone(), 404),
        ("GET /reset/%2e%2e/admin", own.clone(), 404),
        ("GET //OWN/login", own.clone(), 404),
        ("GET /login/", own.clone(), 308),
        ("GET /login", own.clone(), 200),
        // Methods.
        ("TRACE /login", own.clone(), 405),
        ("PROPFIND /login", own.clone(), 405),
        ("CONNECT /login", own.clone(), 405),
        ("BREW /", own.clone(), 405),
        ("PROPFIND /nothing", own.clone(), 404),
    ];
    for (line, host, status) in &requests {
        let line = line.replace("OWN", &own);
        let answer = raw(
            &server,
            &format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAccept: text/html\r\n\r\n"),
        );
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line}: {answer}"
        );
        assert!(answer.contains("x-content-type-options: nosniff"), "{line}");
    }
    // hyper rejects what is not HTTP, and the next client is served.
    for bytes in [
        "GET /log in HTTP/1.1\r\n\r\n",
        "GET /login\0 HTTP/1.1\r\n\r\n",
        "\0\0\0\r\n\r\n",
    ] {
        let answer = raw(&server, bytes);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
            "{bytes:?}: {answer}"
        );
    }
    let (code, log) = server.stop();
    assert_eq!(code, Some(0));
    let answered = log
        .lines()
        .filter(|line| line.contains(r#""message":"answered""#))
        .count();
    assert_eq!(answered, requests.len(), "one line a request");
    assert!(
        !log.contains("panicked") && !log.contains(r#""level":"ERROR""#),
        "{log}"
    );
}
