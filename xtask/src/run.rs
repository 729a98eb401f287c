//! `cargo xtask run`: builds the application, prepares the database and starts the server.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::time::Instant;

use crate::build::{self, Kind};
use crate::process::{self, Result};
use crate::report::{seconds, timed};
use crate::{environment, server, setup};

/// Builds what has changed, prepares the database, and is replaced by the server process.
pub(crate) fn run(kind: Kind, with_demo: bool) -> Result {
    let started = Instant::now();
    let address =
        environment::setting("LISTEN_ADDR").unwrap_or_else(|| environment::DEFAULT_ADDRESS.to_owned());
    let is_production = environment::setting("APP_ENV").is_some_and(|value| value == "production");
    let with_demo = with_demo && !is_production;
    let public_url = environment::setting("PUBLIC_URL").unwrap_or_else(|| public_url_of(&address));

    check_free(&address)?;
    setup::for_building()?;
    build::ensure(kind, kind)?;
    let settings = if is_production {
        Vec::new() // the server has to find its own, and to complain where one is missing
    } else {
        vec![("LISTEN_ADDR", &address), ("PUBLIC_URL", &public_url)]
    };
    let mut steps: Vec<&[&str]> = vec![&["migrate", "up"]];
    if !is_production {
        // Resets the three groups to their default permissions, which would be wrong on a site with users.
        steps.push(&["seed_roles"]);
    }
    if with_demo {
        steps.push(&["seed_demo"]);
    }
    for arguments in steps {
        let mut command = server::command(kind, arguments)?;
        timed(&arguments.join(" "), || {
            process::run(command.envs(settings.iter().copied()))
        })?;
    }

    println!(
        "\nReady in {}: {public_url} (Ctrl-C stops it)",
        seconds(started.elapsed())
    );
    if with_demo {
        println!("Log in as admin, manager or customer; the password is: correct horse battery staple");
    }
    println!();
    // The server replaces this process, so that it receives signals and its exit code is ours.
    let mut serve = server::command(kind, &["serve"])?;
    let error = serve.envs(settings.iter().copied()).exec();
    Err(format!("The server could not be started: {error}."))
}

fn public_url_of(address: &str) -> String {
    let host = address
        .replace("0.0.0.0:", "127.0.0.1:")
        .replace("[::]:", "127.0.0.1:");
    format!("http://{host}")
}

fn check_free(address: &str) -> Result {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "{address} cannot be listened on ({error}): stop what uses it, or set LISTEN_ADDR=127.0.0.1:3001 (and PUBLIC_URL, \
             where you have set it)."
        )),
    }
}
