//! The command line, parsed by hand: so few commands do not need a parser.

use crate::build::Kind;

/// The usage, printed by `cargo xtask help` and after an invalid command line.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask <command>

  setup                               install missing build tools
  run [--release] [--no-demo]         build changes, prepare the database, start the server
  build [--release]                   build changes: the server and the browser assets
  watch                               rebuild and reload on changes, with cargo-leptos (installed if missing)
  test [--no-e2e] [--unit-only]       all tests, on SQLite and PostgreSQL, then in a browser
  e2e [--postgres] [-- ARGS]          only the browser tests; ARGS are passed to Playwright
  bench [--users N]                   compare a million users with a thousand; fails over a ratio of 2
  size                                transfer size of the login page; fails over 200,000 bytes
  edit-time                           time from a changed sentence of a page to the built server
  ci                                  format, lints, documentation, WebAssembly audit, then test";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Setup,
    Run {
        kind: Kind,
        with_demo: bool,
    },
    Build(Kind),
    Watch,
    Test(Scope),
    E2e {
        on_postgres: bool,
        playwright: Vec<String>,
    },
    Size,
    EditTime,
    /// The number of users; `None` for the benchmark's default.
    Bench {
        users: Option<String>,
    },
    Ci,
}

/// Which tests `cargo xtask test` runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    UnitOnly,
    WithoutBrowser,
    Everything,
}

/// Parses the arguments. The error names the invalid one.
pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Task, String> {
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    let mut task = match command.as_str() {
        "help" | "--help" | "-h" => return Ok(Task::Help),
        "setup" => Task::Setup,
        "run" => Task::Run {
            kind: Kind::Development,
            with_demo: true,
        },
        "build" => Task::Build(Kind::Development),
        "watch" => Task::Watch,
        "test" => Task::Test(Scope::Everything),
        "e2e" => Task::E2e {
            on_postgres: false,
            playwright: Vec::new(),
        },
        "size" => Task::Size,
        "edit-time" => Task::EditTime,
        "bench" => Task::Bench { users: None },
        "ci" => Task::Ci,
        other => return Err(format!("There is no command `{other}`.")),
    };
    while let Some(word) = words.next() {
        match (word.as_str(), &mut task) {
            ("--help" | "-h", _) => return Ok(Task::Help),
            ("--release", Task::Run { kind, .. } | Task::Build(kind)) => *kind = Kind::Release,
            ("--no-demo", Task::Run { with_demo, .. }) => *with_demo = false,
            ("--unit-only", Task::Test(scope)) => *scope = Scope::UnitOnly,
            ("--no-e2e", Task::Test(scope)) if *scope != Scope::UnitOnly => *scope = Scope::WithoutBrowser,
            ("--no-e2e", Task::Test(_)) => {}
            ("--postgres", Task::E2e { on_postgres, .. }) => *on_postgres = true,
            ("--users", Task::Bench { users }) => {
                *users = Some(words.next().ok_or("`--users` needs a number.")?);
            }
            ("--", Task::E2e { playwright, .. }) => playwright.extend(words.by_ref()),
            (other, _) => return Err(format!("`{command}` does not take `{other}`.")),
        }
    }
    Ok(task)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_belong_to_their_command() {
        assert_eq!(
            parsed("run --release"),
            Ok(Task::Run {
                kind: Kind::Release,
                with_demo: true
            })
        );
        assert_eq!(parsed("test --no-e2e"), Ok(Task::Test(Scope::WithoutBrowser)));
        assert_eq!(
            parsed("test --unit-only --no-e2e"),
            Ok(Task::Test(Scope::UnitOnly))
        );
        assert_eq!(
            parsed("setup --release"),
            Err("`setup` does not take `--release`.".to_owned())
        );
        let users = Some("20000".to_owned());
        assert_eq!(parsed("bench --users 20000"), Ok(Task::Bench { users }));
        assert_eq!(
            parsed("bench --users"),
            Err("`--users` needs a number.".to_owned())
        );
        assert_eq!(parsed("fly"), Err("There is no command `fly`.".to_owned()));
    }

    #[test]
    fn everything_after_two_dashes_goes_to_playwright() {
        let playwright = vec!["--project".to_owned(), "javascript".to_owned()];
        assert_eq!(
            parsed("e2e --postgres -- --project javascript"),
            Ok(Task::E2e {
                on_postgres: true,
                playwright
            })
        );
    }
}
