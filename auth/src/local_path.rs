//! A path on this site: the one rule by which a redirect stays here (ASVS 3.7.2).
//!
//! The author of a link chooses `next`, and a client chooses its `Referer`; only a path that passes [`is_local`] is ever followed.
//! Django's `url_has_allowed_host_and_scheme` says whether a URL is safe as it is; [`parse`] returns a rebuilt one, and refuses more.

use url::{Position, Url};

/// The longest `next` that is followed, in bytes; Django's `MAX_URL_LENGTH` (in characters there).
pub const MAX_LENGTH: usize = 2048;

/// Pages that send a user on to `next`: going back to one of them is a loop.
const LOOPS: [&str; 3] = ["/login", "/logout", "/signup"];

/// Does this text name a place on this site, whatever program reads it? It starts with exactly one `/`, has no backslash and no control
/// character, and its path has none in percent-encoded form.
#[must_use]
pub fn is_local(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains(|c: char| c.is_control() || c == '\\')
        && !hides_a_separator(path)
}

/// The place on this site that `next` names: path, query and fragment, percent-encoded, so that it is a valid header value. `None` if it
/// is not safe to follow.
///
/// `next` is local by [`is_local`], or starts literally with `own_origin`, which is cut off. Refused are also: more than
/// [`MAX_LENGTH`] bytes, paths that become `//…` when `..` is resolved, and the pages that would send the user here again. Stricter than
/// Django: other relative URLs (`dashboard`), surrounding spaces, and this host under the other scheme.
#[must_use]
pub fn parse(next: &str, own_origin: &Url) -> Option<String> {
    if next.len() > MAX_LENGTH {
        return None;
    }
    let next = match next.strip_prefix(&own_origin.origin().ascii_serialization()) {
        Some("") => "/",
        Some(rest) => rest,
        None => next,
    };
    if !is_local(next) {
        return None;
    }
    let target = own_origin.join(next).ok()?;
    // `/login/..//example.com` is local as it stands, and not when it is resolved.
    if target.origin() != own_origin.origin()
        || !is_local(target.path())
        || LOOPS.contains(&target.path().trim_end_matches('/'))
    {
        return None;
    }
    Some(target[Position::BeforePath..].to_owned())
}

/// Path and query of an absolute address of this site, a `Referer` for example; `None` for an address of any other site.
#[must_use]
pub fn of_address(address: &str, own_origin: &Url) -> Option<String> {
    let address = Url::parse(address).ok()?;
    let path = &address[Position::BeforePath..Position::AfterQuery];
    (address.origin() == own_origin.origin() && is_local(path)).then(|| path.to_owned())
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
        parse(next, &Url::parse(origin).unwrap())
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

    #[test]
    fn a_path_of_this_site_starts_with_one_slash() {
        for path in ["/", "/a/b?x=//y#z", "/ä", "/%2Fevil.example", "/x?q=%0A"] {
            assert!(is_local(path), "{path}");
        }
        for text in [
            "",
            "a",
            "?x",
            "//evil.example",
            "///x",
            r"/\evil.example",
            r"\\evil.example",
            "/x\r\ny",
            "/%5cevil.example",
            "/%0d",
            "https://evil.example/",
        ] {
            assert!(!is_local(text), "{text:?}");
        }
    }

    #[test]
    fn an_address_of_another_site_has_no_path_here() {
        let own = Url::parse("https://portico.example").unwrap();
        let of = |address| of_address(address, &own);
        assert_eq!(of("https://portico.example/a?b=1#c").as_deref(), Some("/a?b=1"));
        assert_eq!(of("https://portico.example").as_deref(), Some("/"));
        for address in [
            "http://portico.example/a",
            "https://portico.example:8443/a",
            "https://evil.example/a",
            "https://portico.example//evil.example",
            "/a",
            "about:blank",
        ] {
            assert_eq!(of(address), None, "{address}");
        }
    }
}
