//! Tests of valid configurations and of the errors for invalid ones.

use super::*;

const SECRET: (&str, &str) = ("SECRET_KEY", "0123456789abcdef0123456789abcdef");

fn read(pairs: &[(&str, &str)]) -> Result<Config, String> {
    let mut all = vec![SECRET];
    all.extend_from_slice(pairs);
    Config::read(&Variables::from_pairs(&all)).map_err(|error| error.to_string())
}

#[test]
fn nothing_is_needed_in_development() {
    let config = read(&[]).expect("the defaults");
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:3000/");
    assert_eq!(config.database_url, "sqlite://data/app.db");
    assert_eq!(config.session.cookie_name, "sessionid");
    assert!(!config.session.is_secure);
}

#[test]
fn the_data_folder_moves_the_database_and_the_url_decides_the_cookie() {
    let config = read(&[
        ("DATA_DIR", "/srv/x"),
        ("PUBLIC_URL", "https://portico.localhost"),
    ])
    .expect("fine");
    assert_eq!(config.database_url, "sqlite:///srv/x/app.db");
    assert_eq!(config.session.cookie_name, "__Host-sessionid");
    assert!(config.session.is_secure);
}

#[test]
fn an_error_names_the_variable() {
    for (pair, start) in [
        (("APP_ENV", "staging"), "APP_ENV: "),
        (("PUBLIC_URL", "example.com"), "PUBLIC_URL: "),
        (("PUBLIC_URL", "https://example.com/app"), "PUBLIC_URL: "),
        (("LISTEN_ADDR", "3000"), "LISTEN_ADDR: "),
        (("DATABASE_URL", "mysql://x:secret@y"), "DATABASE_URL: must"),
        (("AUTO_MIGRATE", "perhaps"), "AUTO_MIGRATE: "),
        (("TRUSTED_PROXIES", "10.0.0.0/8,nonsense"), "TRUSTED_PROXIES: "),
        (("ARGON2_MEMORY_KIB", "1"), "ARGON2_*: "),
        (("SESSION_COOKIE_AGE", "-1"), "SESSION_COOKIE_AGE: "),
        (("SESSION_COOKIE_SAMESITE", "None"), "SESSION_COOKIE_SAMESITE: "),
        (("SESSION_ENGINE", "redis"), "SESSION_ENGINE: "),
        (("ACCOUNT_LOGIN_METHODS", "phone"), "ACCOUNT_LOGIN_METHODS: "),
        (
            ("ACCOUNT_EMAIL_VERIFICATION", "sometimes"),
            "ACCOUNT_EMAIL_VERIFICATION: ",
        ),
        (("PASSWORD_RESET_TIMEOUT", "0"), "PASSWORD_RESET_TIMEOUT: "),
        (
            ("EMAIL_VERIFICATION_TIMEOUT", "3 days"),
            "EMAIL_VERIFICATION_TIMEOUT: ",
        ),
        (("EMAIL_URL", "http://x:secret@y"), "EMAIL_URL: must"),
        (("EMAIL_URL", "smtp://"), "EMAIL_URL: "),
        (
            ("EMAIL_URL", "smtp://x:secret@y?tls=opportunistic"),
            "EMAIL_URL: supports only",
        ),
        (("EMAIL_URL", "file:"), "EMAIL_URL: "),
        (("DEFAULT_FROM_EMAIL", "nobody"), "DEFAULT_FROM_EMAIL: "),
        (("ACCOUNT_USERNAME_FIELD", "email"), "ACCOUNT_USERNAME_FIELD: "),
        (
            ("LOGIN_REDIRECT_URL", "https://evil.example"),
            "LOGIN_REDIRECT_URL: ",
        ),
        (("PASSWORD_MIN_LENGTH", "0"), "PASSWORD_MIN_LENGTH: "),
        (("LOG_FORMAT", "xml"), "LOG_FORMAT: "),
    ] {
        let error = read(&[pair]).err().expect(pair.0);
        assert!(error.starts_with(start), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn production_refuses_what_is_unsafe() {
    let production = ("APP_ENV", "production");
    let https = ("PUBLIC_URL", "https://example.com");
    let mail = ("EMAIL_URL", "smtps://mail.example.com");
    assert!(
        read(&[production])
            .err()
            .expect("no address")
            .starts_with("PUBLIC_URL: ")
    );
    assert!(
        read(&[production, ("PUBLIC_URL", "http://example.com")])
            .err()
            .expect("http")
            .starts_with("PUBLIC_URL: ")
    );
    assert!(
        read(&[production, https, ("SESSION_COOKIE_SECURE", "false")])
            .err()
            .expect("insecure cookie")
            .starts_with("SESSION_COOKIE_SECURE: ")
    );
    for weak in ["", "short", "0123456789abcdef0123456789abcde"] {
        let error = read(&[production, https, ("SECRET_KEY", weak)])
            .err()
            .expect("a weak key");
        assert!(error.starts_with("SECRET_KEY: "), "{error}");
        assert!(weak.is_empty() || !error.contains(weak));
    }
    for (weak, start) in [
        (("ARGON2_MEMORY_KIB", "7168"), "ARGON2_MEMORY_KIB: "),
        (("ARGON2_TIME", "1"), "ARGON2_MEMORY_KIB: "),
        (("PASSWORD_MIN_LENGTH", "6"), "PASSWORD_MIN_LENGTH: "),
        (("SECRET_KEY_FALLBACKS", "short"), "SECRET_KEY_FALLBACKS: "),
        (("LEPTOS_WATCH", "1"), "LEPTOS_WATCH: "),
    ] {
        assert!(read(&[weak]).is_ok(), "{weak:?} is fine in development");
        assert!(
            read(&[production, https, mail, weak])
                .err()
                .expect(weak.0)
                .starts_with(start)
        );
    }
    assert!(read(&[production, https, mail]).is_ok());
    for (url, is_fine) in [
        ("", false),
        ("console:", false),
        ("smtp://mail.example.com:587", false),
        ("smtp://127.0.0.1:1025", true),
        ("smtp://user:pass@mail.example.com:587?tls=required", true),
        ("smtps://user:pass@mail.example.com", true),
        ("file:/var/spool/portico", true),
    ] {
        let read = read(&[production, https, ("EMAIL_URL", url)]);
        assert_eq!(read.is_ok(), is_fine, "{url}: {:?}", read.err());
    }
}

#[test]
fn a_development_key_is_made_once_and_kept() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let data_dir = ("DATA_DIR", folder.path().to_str().expect("a path"));
    let read = || Config::read(&Variables::from_pairs(&[data_dir])).expect("fine");
    let first = read().secret_keys;
    assert_eq!(first[0].len(), 64);
    assert_eq!(read().secret_keys, first);
}

#[test]
fn a_check_says_everything_at_once() {
    let wrong = [
        ("APP_ENV", "production"),
        ("PUBLIC_URL", "http://example.com"),
        ("SECRET_KEY", "short"),
        ("LOG_FORMAT", "xml"),
    ];
    let problems = Config::problems(&Variables::from_pairs(&wrong));
    let named: Vec<_> = problems.iter().map(|problem| problem.variable).collect();
    assert_eq!(named, ["PUBLIC_URL", "SECRET_KEY", "EMAIL_URL", "LOG_FORMAT"]);
    assert!(Config::problems(&Variables::from_pairs(&[SECRET])).is_empty());
}

/// A development server shows every mail, with its links, to every visitor.
#[test]
fn development_is_for_this_machine_and_private_networks() {
    for local in [
        "http://127.0.0.1:3000",
        "http://127.8.9.10",
        "http://[::1]:3000",
        "http://[::ffff:127.0.0.1]",
        "http://localhost:3000",
        "http://LOCALHOST",
        "https://portico.localhost",
        "http://10.1.2.3",
        "http://172.16.0.1",
        "http://172.31.255.255",
        "http://192.168.178.20:3000",
        "http://169.254.1.1",
        "http://[fd12:3456::1]",
        "http://[fe80::1]",
    ] {
        assert!(read(&[("PUBLIC_URL", local)]).is_ok(), "{local}");
    }
    for public in [
        "http://accounts.example.com",
        "https://accounts.example.com",
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://portico.local",
        "http://127.0.0.1.nip.io",
        "http://93.184.216.34",
        "http://172.32.0.1",
        "http://192.169.0.1",
        "http://100.64.0.1",
        "http://0.0.0.0:3000",
        "http://[::]:3000",
        "http://[2001:db8::1]",
        "http://[::ffff:93.184.216.34]",
    ] {
        for environment in ["", "development"] {
            let pairs = [("APP_ENV", environment), ("PUBLIC_URL", public)];
            let error = read(&pairs).err().expect(public);
            assert!(
                error.starts_with("APP_ENV: ") && error.contains("PUBLIC_URL"),
                "{error}"
            );
            let mut all = vec![SECRET];
            all.extend_from_slice(&pairs);
            let problems = Config::problems(&Variables::from_pairs(&all));
            let named: Vec<_> = problems.iter().map(|problem| problem.variable).collect();
            assert_eq!(named, ["APP_ENV"], "{public}");
        }
    }
}
