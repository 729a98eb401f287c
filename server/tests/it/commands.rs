//! Management commands as an operator runs them: exit codes, messages and effects.
#![expect(clippy::disallowed_methods, reason = "a command is tested by running it")]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use auth::Database;
use entity::user;
use sea_orm::EntityTrait;

struct Cli {
    url: String,
}

impl Cli {
    fn run(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
            .args(arguments)
            .env_clear()
            .env("DATABASE_URL", &self.url)
            .env("SECRET_KEY", "a key for tests and nothing else")
            .env("RUST_LOG", "warn")
            .env("ARGON2_MEMORY_KIB", "64")
            .env("ARGON2_TIME", "1")
            .envs(variables.iter().copied())
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server binary");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("written");
        child.wait_with_output().expect("ended")
    }

    /// Runs a command that succeeds, and returns its output.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments, &[], "");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }
}

fn error(output: &Output) -> (Option<i32>, String) {
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    )
}

testkit::on_both_databases! {
    async fn an_installation_from_nothing(url: String) {
        let cli = Cli { url: url.clone() };
        assert_eq!(
            error(&cli.run(&["seed_roles"], &[], "")),
            (Some(1), "server: the database has pending migrations: run `server migrate` first".into())
        );
        assert!(cli.done(&["migrate", "status"]).contains("[ ] m20261120_000001_users"));
        cli.done(&["migrate"]);
        cli.done(&["migrate", "up"]);
        assert!(cli.done(&["migrate", "status"]).lines().all(|line| line.starts_with("[X]")));
        for _ in 0..2 {
            cli.done(&["seed_roles"]);
            cli.done(&["seed_demo"]);
        }
        assert_eq!(cli.done(&["clearsessions"]).trim(), "Removed 0 rows of expired sessions, links, mails and devices.");

        let db = Database::connect(&url).await.expect("connects");
        let users = user::Entity::find().all(db.reader()).await.expect("reads");
        let mut names: Vec<_> = users.iter().map(|user| user.username.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["admin", "customer", "manager"]);
        let admin = users.iter().find(|user| user.username == "admin").expect("an admin");
        assert!(admin.is_staff && admin.is_superuser);

        cli.done(&["migrate", "down"]);
        let status = cli.done(&["migrate", "status"]);
        assert!(status.lines().last().is_some_and(|line| line.starts_with("[ ]")), "{status}");
        assert!(status.lines().rev().skip(1).all(|line| line.starts_with("[X]")), "{status}");
    }

    async fn a_superuser_is_made_as_django_makes_one(url: String) {
        let cli = Cli { url: url.clone() };
        cli.done(&["migrate"]);
        let secret = [("SUPERUSER_PASSWORD", "tangerine sky over rooftops")];
        let root = ["createsuperuser", "--username", "root", "--email", "root@example.com", "--noinput"];
        let made = cli.run(&root, &secret, "");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        assert_eq!(
            error(&cli.run(&["createsuperuser", "--username", "ROOT", "--noinput"], &secret, "")),
            (Some(1), "server: username: A user with that username already exists.".into())
        );
        // Without a password, the account has no usable one.
        cli.done(&["createsuperuser", "--username", "robot", "--noinput"]);
        let no_name = cli.run(&["createsuperuser", "--noinput"], &[], "");
        assert_eq!(no_name.status.code(), Some(1));
        // The prompts: a mismatch, then a weak password that is discarded, then a good one.
        let answers = "asked\n\nabc\nabd\n12345678\n12345678\nn\ngood enough for me\ngood enough for me\n";
        let asked = cli.run(&["createsuperuser"], &[], answers);
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
        assert!(error(&asked).1.contains("Error: Your passwords didn't match."));
        assert!(error(&asked).1.contains("This password is too common."));

        let db = Database::connect(&url).await.expect("connects");
        let robot = auth::users::by_username(db.reader(), "robot").await.expect("reads").expect("is there");
        assert!(!auth::passwords::is_usable(&robot.password.0) && robot.is_superuser);
        assert_eq!(robot.email_canonical, None);

        let changed = cli.run(&["changepassword", "root"], &[], "short\nshort\nanother fine password\nanother fine password\n");
        assert!(changed.status.success(), "{}", error(&changed).1);
        let root = auth::users::by_username(db.reader(), "Root").await.expect("reads").expect("is there");
        assert!(auth::passwords::verify("another fine password", &root.password.0));
        assert_eq!(root.auth_epoch, 1, "all sessions end");
        assert_eq!(
            error(&cli.run(&["changepassword", "nobody"], &[], "")),
            (Some(1), "server: user 'nobody' does not exist".into())
        );
    }

    async fn what_cannot_be_done_is_said_in_one_sentence(url: String) {
        let cli = Cli { url };
        let production = [("APP_ENV", "production"), ("EMAIL_URL", "smtps://mail.example.com"), ("PUBLIC_URL", "https://x.example"), ("ARGON2_MEMORY_KIB", "19456"), ("ARGON2_TIME", "2")];
        assert_eq!(cli.run(&["frobnicate"], &[], "").status.code(), Some(2));
        assert_eq!(cli.run(&["changepassword"], &[], "").status.code(), Some(2));
        let (code, sentence) = error(&cli.run(&["seed_demo"], &production, ""));
        assert_eq!(code, Some(1));
        assert!(sentence.starts_with("server: seed_demo is for development only"), "{sentence}");
        assert_eq!(
            error(&cli.run(&["serve"], &[("PUBLIC_URL", "nonsense")], "")),
            (Some(1), "server: PUBLIC_URL: `nonsense` is not an origin such as https://example.com".into())
        );
        assert!(cli.done(&["check"]).contains("The configuration is fine."));
        let deploy = error(&cli.run(&["check", "--deploy"], &[("SECRET_KEY", "short")], ""));
        assert_eq!(deploy.0, Some(1));
        assert!(deploy.1.contains("PUBLIC_URL: ") && deploy.1.contains("SECRET_KEY: "), "{}", deploy.1);
        let (code, sentence) = error(&cli.run(&["serve"], &[("LEPTOS_SITE_ROOT", "/nowhere")], ""));
        assert_eq!(code, Some(1));
        assert!(sentence.contains("/nowhere/pkg") && sentence.contains("cargo xtask build"), "{sentence}");
    }
    /// What to register at each provider, and what is missing.
    async fn the_check_prints_callback_urls(url: String) {
        let cli = Cli { url };
        let variables = [
            ("PUBLIC_URL", "http://127.0.0.1:3000"),
            ("OAUTH_GITHUB_CLIENT_ID", "id"),
            ("OAUTH_GITHUB_CLIENT_SECRET", "secret"),
        ];
        let output = cli.run(&["check"], &variables, "");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", error(&output).1);
        let expected = "Register this callback URL at GitHub: http://127.0.0.1:3000/oauth/github/callback";
        assert!(printed.lines().any(|line| line == expected), "{printed}");
        let (code, sentence) = error(&cli.run(&["check"], &variables[..2], ""));
        assert_eq!(code, Some(1));
        assert!(sentence.starts_with("server: OAUTH_GITHUB_CLIENT_SECRET: "), "{sentence}");
    }

    /// A missing `APP_ENV` on a public address prevents the start, and the check names it.
    async fn a_forgotten_environment_is_named(url: String) {
        let cli = Cli { url };
        let published = [("PUBLIC_URL", "http://accounts.example.com"), ("LEPTOS_SITE_ROOT", "/nowhere")];
        for arguments in [&["serve"][..], &["migrate"], &["seed_demo"], &["seed_roles"], &["clearsessions"]] {
            let (code, sentence) = error(&cli.run(arguments, &published, ""));
            assert_eq!(code, Some(1), "{arguments:?}");
            assert!(sentence.starts_with("server: APP_ENV: ") && sentence.contains("accounts.example.com"), "{sentence}");
        }
        let (code, sentence) = error(&cli.run(&["check"], &published, ""));
        assert_eq!(code, Some(1));
        assert!(sentence.starts_with("server: APP_ENV: "), "{sentence}");

        let complete = [
            ("PUBLIC_URL", "https://accounts.example.com"),
            ("EMAIL_URL", "smtps://mail.example.com"),
            ("ARGON2_MEMORY_KIB", "19456"),
            ("ARGON2_TIME", "2"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ];
        for forgotten in [None, Some("development"), Some("staging")] {
            let mut variables = complete.to_vec();
            variables.extend(forgotten.map(|environment| ("APP_ENV", environment)));
            let (code, sentence) = error(&cli.run(&["check", "--deploy"], &variables, ""));
            assert_eq!(code, Some(1), "{forgotten:?}");
            assert!(sentence.starts_with("server: APP_ENV: ") && sentence.lines().count() == 1, "{sentence}");
            assert!(sentence.contains(forgotten.unwrap_or("not set")), "{sentence}");
        }
        let mut variables = complete.to_vec();
        variables.push(("APP_ENV", "production"));
        let output = cli.run(&["check", "--deploy"], &variables, "");
        assert!(output.status.success(), "{}", error(&output).1);
    }
}
