//! What real Django answered, asked of our rules. Where ours is stricter on purpose, the test says so by name.

use auth::passwords::rules::{PasswordRules, PersonalData, common_passwords, quick_ratio};
use auth::passwords::{self, Argon2Params};
use auth::users::username::UsernameProblem;
use auth::{
    local_path,
    users::{email_address, username},
};
use contract::field_errors::{FieldError, password_help};
use contract::permission::Catalogue;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use url::Url;

fn hashes() -> Value {
    serde_json::from_str(include_str!("../vectors/django_hashes.json")).unwrap()
}

fn semantics() -> Value {
    serde_json::from_str(include_str!("../vectors/django_semantics.json")).unwrap()
}

fn rows(value: &Value) -> &[Value] {
    let rows = value.as_array().unwrap();
    assert!(!rows.is_empty());
    rows
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

#[test]
fn every_hash_of_djangos_default_hashers_verifies() {
    for row in rows(&hashes()["vectors"]) {
        let (password, encoded) = (text(row, "password"), text(row, "encoded"));
        // MD5 has not been among Django's default hashers since 5.1: Django as it comes out of the box refuses it too.
        let expected = text(row, "algorithm") != "md5";
        assert_eq!(
            passwords::verify(password, encoded),
            expected,
            "{}: {}",
            text(row, "algorithm"),
            text(row, "params")
        );
        assert!(passwords::needs_rehash(encoded, &Argon2Params::default()));
        assert!(passwords::is_usable(encoded));
    }
}

#[test]
fn no_other_password_verifies() {
    for row in rows(&hashes()["vectors"]) {
        let other = format!("{} ", text(row, "password"));
        assert!(
            !passwords::verify(&other, text(row, "encoded")),
            "{}: {}",
            text(row, "algorithm"),
            text(row, "params")
        );
    }
}

#[test]
fn the_negative_hashes_do_not_verify() {
    for row in rows(&hashes()["negative"]) {
        assert_eq!(
            Value::from(passwords::verify(text(row, "password"), text(row, "encoded"))),
            row["verify"],
            "{}",
            text(row, "why")
        );
        assert_eq!(
            Value::from(passwords::is_usable(text(row, "encoded"))),
            row["usable"],
            "{}",
            text(row, "why")
        );
    }
}

#[test]
fn usernames() {
    for row in rows(&semantics()["username"]) {
        let input = match text(row, "input") {
            "'a'*151" => "a".repeat(151),
            input => input.to_owned(),
        };
        assert_eq!(
            Value::from(username::has_valid_characters(&input)),
            row["unicode_validator"],
            "{input}"
        );

        // The column is the validator alone. A form normalises first, and refuses by length, which the column leaves out.
        let normalized: String = input.nfkc().collect();
        if text(row, "nfkc") != "(same)" {
            assert_eq!(normalized, text(row, "nfkc"));
        }
        let expected = if input.chars().count() > username::MAX_LENGTH {
            Err(UsernameProblem::TooLong { max: 150 })
        } else if username::has_valid_characters(&normalized) {
            Ok(normalized)
        } else {
            Err(UsernameProblem::InvalidCharacters)
        };
        let parsed = username::parse(&input);
        if let Ok(name) = &parsed {
            assert_eq!(username::check_new(name), Ok(()), "{input}");
        }
        assert_eq!(parsed.map(|name| name.display), expected, "{input}");
    }
}

#[test]
fn next_urls() {
    let own = [
        ("allowed_http", "http://example.com"),
        ("allowed_https", "https://example.com"),
    ];
    for row in rows(&semantics()["next_url"]) {
        for (key, origin) in own {
            let url = text(row, "url");
            let ours = local_path::parse(url, &Url::parse(origin).unwrap());
            let expected = row[key].as_bool().unwrap() && !is_stricter_than_django_other_scheme(url, origin);
            assert_eq!(ours.is_some(), expected, "{url:?} on {origin}");
        }
    }
}

/// Django lets a page on http send a person to https of the same host. To us that is another origin.
fn is_stricter_than_django_other_scheme(url: &str, origin: &str) -> bool {
    url == "https://example.com/x" && origin == "http://example.com"
}

#[test]
fn normalized_emails() {
    for (input, expected) in semantics()["normalize_email"].as_object().unwrap() {
        // Python's None is JSON's key "null" there; a missing address is the empty string to us.
        let input = if input == "null" { "" } else { input };
        assert_eq!(email_address::normalize(input), expected.as_str().unwrap());
    }
}

#[test]
fn password_validators() {
    let semantics = semantics();
    let user = &semantics["password_validators"]["user"];
    let about = PersonalData {
        username: text(user, "username"),
        first_name: text(user, "first_name"),
        last_name: text(user, "last_name"),
        email: text(user, "email"),
    };
    for case in rows(&semantics["password_validators"]["cases"]) {
        let password = text(case, "password");
        let problems = PasswordRules { min_length: 9 }.check(password, &about);
        let codes: Vec<_> = problems.iter().map(|problem| problem.code()).collect();
        assert_eq!(Value::from(codes), case["codes"], "{password}");
        let messages: Vec<_> = problems
            .into_iter()
            .map(|problem| FieldError::from(problem).message())
            .collect();
        assert_eq!(Value::from(messages), case["messages"], "{password}");
    }
}

#[test]
fn help_texts() {
    assert_eq!(Value::from(password_help(9).to_vec()), semantics()["help_texts"]);
}

/// What Django's forms say, said by ours, letter for letter.
#[test]
fn form_messages() {
    let messages = &semantics()["form_messages"];
    for (form, field, ours) in [
        (
            "UserCreationForm username differs only in case",
            "username",
            FieldError::UsernameTaken,
        ),
        ("mismatch", "password2", FieldError::PasswordMismatch),
        (
            "AuthenticationForm inactive user right password",
            "__all__",
            FieldError::InvalidLogin,
        ),
        (
            "AuthenticationForm wrong password",
            "__all__",
            FieldError::InvalidLogin,
        ),
        ("AuthenticationForm empty", "username", FieldError::Required),
        ("AuthenticationForm empty", "password", FieldError::Required),
    ] {
        assert_eq!(messages[form][field][0]["message"], ours.message(), "{form}");
    }
}

/// Permissions that both have are called the same.
#[test]
fn auto_permissions() {
    for row in rows(&semantics()["auto_permissions"]) {
        let is_ours = Catalogue::default().declared().any(|ours| {
            format!("{}.{}", ours.app_label, ours.codename) == text(row, "perm")
                && ours.name == text(row, "name")
        });
        assert!(is_ours, "{row}");
    }
}

#[test]
fn similarity() {
    for row in rows(&semantics()["similarity_quick_ratio"]) {
        let ours = quick_ratio(text(row, "a"), text(row, "b"));
        // Not compared bit by bit: serde_json's reading of a fraction may be off by the last one.
        let difference = (ours - row["quick_ratio"].as_f64().unwrap()).abs();
        assert!(difference <= f64::EPSILON, "{ours}: {row}");
    }
}

#[test]
fn the_list_of_common_passwords_is_complete() {
    assert_eq!(
        Value::from(common_passwords().len()),
        semantics()["common_password_list_unique_entries"]
    );
}
