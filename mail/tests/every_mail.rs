//! Properties of every mail.

#[path = "../examples/preview/samples.rs"]
mod samples;

use std::{collections::BTreeSet, fs, path::Path};

use mail::{Circumstances, Site};
use samples::{Sample, Values};

const URL: &str = "https://accounts.example.com";
const TOKEN_PATH: &str = "/reset/MQ/d2hxyz-0f6a3c9b17e84d52a6b1f0c3d9e8a7b6";
const HOSTILE: &str =
    "<img src=x onerror=alert(1)>\r\nBcc: x@y\u{2028}{{ 7 }}\u{202e}\n\n-- \nhttps://evil.example";

/// All mails, with this value in every field that a user or a device controls.
fn all_with(value: &str) -> Vec<Sample> {
    let site = Site {
        name: "Ports & Docks",
        url: URL,
    };
    let values = Values {
        username: value,
        email: value,
        token_path: TOKEN_PATH,
        circumstances: &Circumstances {
            at: "20 November 2026, 11:40 UTC".into(),
            device: value.into(),
            address: value.into(),
        },
    };
    samples::all(&site, &values).expect("every mail renders")
}

/// Every mail is in the list of samples, and every folder belongs to a mail.
#[test]
fn every_folder_is_a_mail() {
    // Tests run in the directory of their crate.
    let templates = Path::new("templates");
    let folders: BTreeSet<String> = fs::read_dir(templates)
        .expect("the folder of the templates")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("a name"))
        .collect();
    let names: Vec<&str> = all_with("ada").iter().map(|sample| sample.name).collect();
    assert_eq!(names.len(), folders.len(), "a name that two mails have");
    assert_eq!(
        names.iter().map(ToString::to_string).collect::<BTreeSet<_>>(),
        folders
    );
}

#[test]
fn links_lead_to_the_site_and_as_they_were_given() {
    let inside = |link: &str| {
        link.strip_prefix(URL)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for Sample { name, paths, mail } in all_with("ada") {
        for href in mail.html.split("href=\"").skip(1) {
            let href = href.split('"').next().unwrap_or_default();
            assert!(inside(href), "{name}: {href}");
        }
        for word in mail.text.split_whitespace().filter(|word| word.contains("//")) {
            assert!(inside(word), "{name}: {word}");
        }
        // The HTML contains no other resources or links.
        assert_eq!(
            mail.html.matches("//").count(),
            mail.html.matches(URL).count(),
            "{name}"
        );
        for loading in ["src=", "url(", "@import", "<script", "<img", "<link "] {
            assert!(!mail.html.contains(loading), "{name}: {loading}");
        }
        for path in paths {
            let link = format!("{URL}{path}");
            assert!(
                mail.text.lines().any(|line| line == link),
                "{name}: {link} has no line"
            );
            assert!(mail.html.contains(&format!("href=\"{link}\"")), "{name}");
            assert!(
                mail.html.contains(&format!(">{link}<")),
                "{name}: {link} cannot be read"
            );
        }
    }
}

#[test]
fn no_value_adds_markup_lines_or_headers() {
    let shown = HOSTILE.replace(['\r', '\n', '\u{2028}', '\u{202e}'], "");
    let harmless = all_with(&"x".repeat(shown.chars().count()));
    for (hostile, harmless) in all_with(HOSTILE).iter().zip(&harmless) {
        let (name, hostile, harmless) = (hostile.name, &hostile.mail, &harmless.mail);
        assert_eq!(hostile.subject, harmless.subject, "{name}");
        assert!(
            hostile.text.contains(&shown),
            "{name}: cleaned, and otherwise as it is"
        );
        assert_eq!(
            hostile.text.lines().count(),
            harmless.text.lines().count(),
            "{name}"
        );
        assert!(
            !hostile.text.contains(['\r', '\u{1f}', '\u{2028}', '\u{202e}']),
            "{name}"
        );
        assert!(
            hostile.text.lines().all(|line| !line.starts_with("https://evil")),
            "{name}"
        );
        assert_eq!(
            hostile.html.matches('<').count(),
            harmless.html.matches('<').count(),
            "{name}"
        );
        assert_eq!(
            hostile.html.lines().count(),
            harmless.html.lines().count(),
            "{name}"
        );
        assert!(!hostile.html.contains('\u{202e}'), "{name}");
    }
}

#[test]
fn texts_are_set_for_reading() {
    for Sample { name, mail, .. } in all_with("ada") {
        for line in mail.text.lines() {
            assert!(line == "-- " || line == line.trim_end(), "{name}: {line:?}");
            assert!(line.len() <= 72 || line.starts_with(URL), "{name}: {line:?}");
        }
        assert!(
            mail.text.ends_with(&format!("\n\n-- \nPorts & Docks\n{URL}\n")),
            "{name}"
        );
        assert!(!mail.text.contains("\n\n\n"), "{name}");
        assert!(!mail.text.contains('<'), "{name}: a tag");
        assert!(
            !mail.text.replace("Ports & Docks", "").contains('&'),
            "{name}: an entity"
        );
        for (part, text) in [
            ("subject", &mail.subject),
            ("text", &mail.text),
            ("html", &mail.html),
        ] {
            assert!(!text.contains("{{") && !text.contains("{%"), "{name}: {part}");
        }
    }
}

#[test]
fn every_mail_says_why_one_gets_it_and_what_to_do() {
    for Sample { name, mail, .. } in all_with("ada") {
        for text in [&mail.text, &mail.html] {
            let text = text.replace('\n', " ");
            assert!(text.contains("You are receiving this email because"), "{name}");
            assert!(
                text.contains("If it was not you") || text.contains("If you did not"),
                "{name}"
            );
        }
        assert!(
            mail.html
                .contains(&format!("<title>{}</title>", mail.subject.replace('&', "&#38;"))),
            "{name}"
        );
    }
}

/// When the colours of the style sheet change, those of the mails have to change as well.
#[test]
fn the_colours_are_those_of_the_style_sheet() {
    let tokens = Path::new("../style/_tokens.scss");
    let known = colours(&fs::read_to_string(tokens).expect("the style sheet's tokens"));
    for Sample { name, mail, .. } in all_with("ada") {
        let unknown: Vec<_> = colours(&mail.html).difference(&known).cloned().collect();
        assert!(
            unknown.is_empty(),
            "{name}: not in style/_tokens.scss: {unknown:?}"
        );
    }
}

/// Every `#rgb` and `#rrggbb`, in the long form.
fn colours(text: &str) -> BTreeSet<String> {
    text.split('#')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(char::is_ascii_hexdigit)
                .collect::<String>()
        })
        .filter_map(|digits| match digits.len() {
            3 => Some(digits.chars().flat_map(|c| [c, c]).collect()),
            6 => Some(digits),
            _ => None,
        })
        .collect()
}
