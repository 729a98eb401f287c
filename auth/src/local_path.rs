//! Where to go after logging in: `next` comes from whoever made the link, so only a path on this site is ever followed (ASVS 3.7.2).
//! Django's `url_has_allowed_host_and_scheme` says whether a URL is safe as it is; this gives back a rebuilt one, and refuses more.

use url::Url;

/// The longest `next`, in bytes; Django's `MAX_URL_LENGTH` (in characters there).
/// Longest `next` that is followed, in bytes.
pub const MAX_LENGTH: usize = 2048;

/// Pages that send a person on to `next`: going back to one of them goes round in a circle.
const LOOPS: [&str; 3] = ["/login", "/logout", "/signup"];

/// The place on this site that `next` names: path, query and fragment, percent-encoded, so that it is a valid header value and starts with exactly one `/`. None if it is not safe to follow.
///
/// `next` has to start with one `/`, or with `own_origin` literally, which is cut off. Refused are also: more than 2048 bytes, backslashes and control characters (in the path percent-encoded ones too), paths that become `//…` when `..` is resolved, and the pages that would send the person here again.
/// Stricter than Django: other relative URLs (`dashboard`), surrounding spaces, and this host under the other scheme.
pub fn local_path(next: &str, own_origin: &Url) -> Option<String> {
    if next.len() > MAX_LENGTH || next.contains(|c: char| c.is_control() || c == '\\') {
        return None;
    }
    let next = match next.strip_prefix(&own_origin.origin().ascii_serialization()) {
        Some("") => "/",
        Some(rest) => rest,
        None => next,
    };
    let raw_path = next.split(['?', '#']).next().unwrap_or_default();
    if !next.starts_with('/') || next.starts_with("//") || hides_a_separator(raw_path) {
        return None;
    }
    let target = own_origin.join(next).ok()?;
    let path = target.path();
    // `/login/..//example.com` passes the look at the text and fails here.
    if target.origin() != own_origin.origin()
        || path.starts_with("//")
        || LOOPS.contains(&path.trim_end_matches('/'))
    {
        return None;
    }
    Some(target[url::Position::BeforePath..].to_owned())
}

/// Whether the path has a percent-encoded control character or backslash, which a program behind us might decode.
fn hides_a_separator(path: &str) -> bool {
    path.as_bytes().windows(3).any(|window| {
        let digit = |b: u8| char::from(b).to_digit(16);
        match (window[0], digit(window[1]), digit(window[2])) {
            (b'%', Some(high), Some(low)) => matches!(high * 16 + low, 0..0x20 | 0x5c | 0x7f),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(origin: &str, next: &str) -> Option<String> {
        local_path(next, &Url::parse(origin).unwrap())
    }

    fn local(next: &str) -> Option<String> {
        on("http://testserver", next)
    }

    #[test]
    fn paths_of_this_site_are_kept() {
        for path in [
            "/",
            "/view/?param=http://example.com",
            "/view?param=ftp://example.com",
            "/url%20with%20spaces/",
            "/path?a=1#f",
            "/%2Fevil.com",
            "/a//b",
            "/@x",
            "/x?q=a%0Ab",
        ] {
            assert_eq!(local(path).as_deref(), Some(path));
        }
    }

    #[test]
    fn the_result_is_a_header_value() {
        assert_eq!(local("/ä").as_deref(), Some("/%C3%A4"));
        assert_eq!(
            local("/a b?ö=\"<ü>#'é`").as_deref(),
            Some("/a%20b?%C3%B6=%22%3C%C3%BC%3E#'%C3%A9%60")
        );
        assert_eq!(local("/x/../y/./z").as_deref(), Some("/y/z"));
    }

    #[test]
    fn an_absolute_url_of_this_site_is_reduced_to_its_path() {
        assert_eq!(local("http://testserver/x?y#z").as_deref(), Some("/x?y#z"));
        assert_eq!(local("http://testserver").as_deref(), Some("/"));
        assert_eq!(
            on("https://a.example:8443", "https://a.example:8443/x").as_deref(),
            Some("/x")
        );
        for next in [
            "https://testserver/x",
            "http://testserver:8000/x",
            "http://testserver@example.com/",
            "http://testserver.evil.tld/",
            "http://testserver//example.com",
            "http:/testserver/x",
            "http:testserver/x",
            "http:///testserver/x",
            "//testserver/x",
            "http://testserver?x",
        ] {
            assert_eq!(local(next), None, "{next}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        // Django's URLHasAllowedHostAndSchemeTests.test_bad_urls and LoginTest.test_security_check, and some more.
        for next in [
            "http://example.com",
            "http:///example.com",
            "https://example.com",
            "ftp://example.com",
            r"\\example.com",
            r"\\\example.com",
            r"/\\/example.com",
            r"\\//example.com",
            r"/\/example.com",
            r"\/example.com",
            r"/\example.com",
            r"http:/\//example.com",
            r"http:\/example.com",
            r"http:/\example.com",
            "javascript:alert(\"XSS\")",
            "\njavascript:alert(x)",
            "java\nscript:alert(x)",
            "\u{8}//example.com",
            r"http://otherserver\@example.com",
            r"http:\\testserver\@example.com",
            r"http://testserver\me:pass@example.com",
            r"http://testserver\@example.com",
            r"http:\\testserver\confirm\me@example.com",
            "http:999999999",
            "ftp:9999999999",
            "\n",
            "http://[2001:cdba:0000:0000:0000:0000:3257:9652/",
            "http://2001:cdba:0000:0000:0000:0000:3257:9652]/",
            "///example.com",
            "//example.com",
            "%2f%2fexample.com",
            "/%09/example.com",
            "/\t/example.com",
            "/%5cexample.com",
            "/%5Cexample.com",
            "https:example.com",
            "//example.com@testserver",
            "/login/..//example.com",
            "/.//example.com",
            "/%2e%2e//example.com",
            ".example.com",
            "data:text/html,x",
            "vbscript:x",
            "/%0d%0aSet-Cookie:a=b",
            "/x\r\nSet-Cookie:a=b",
            "/%00",
            "/%7f",
            "/\u{85}x",
            "http://testserver.evil.tld",
            "",
            " ",
            " /x",
            "dashboard",
            "?x",
            "#x",
        ] {
            assert_eq!(local(next), None, "{next:?}");
        }
        assert_eq!(on("http://good.com", "http://good.co/evil"), None);
        assert_eq!(on("http://[::1]:3000", "http://[::1"), None);
    }

    #[test]
    fn length_has_a_limit() {
        let path = |length: usize| format!("/{}", "a".repeat(length - 1));
        assert!(local(&path(2048)).is_some());
        assert_eq!(local(&path(2049)), None);
    }

    #[test]
    fn pages_that_send_on_are_refused() {
        for next in [
            "/login",
            "/logout",
            "/signup",
            "/login/",
            "/login?next=/x",
            "/logout#x",
            "/x/../login",
            "http://testserver/login",
        ] {
            assert_eq!(local(next), None, "{next}");
        }
        assert!(local("/login-history").is_some());
    }
}
