//! The commands of an operator: Django's `manage.py`.
//!
//! Exit codes: 0 done, 1 refused or failed, 2 wrong usage. An error is one sentence on standard error that names the
//! cause.

mod changepassword;
mod check;
mod createsuperuser;
mod database;
mod list_routes;
mod outbox;
mod permissions;
mod prompt;
mod seed;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::runtime;

use crate::{
    config::{Config, Variables},
    telemetry,
};

/// What a command says when it did not do what it was asked.
pub(crate) type CliResult = Result<(), String>;

/// Leptos can stand still when rendering has fewer threads than this.
const FEWEST_WORKERS: usize = 4;

#[derive(Parser)]
#[command(
    name = "server",
    version,
    about = "Portico: accounts, permissions and sessions"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum Command {
    /// Listen (the default).
    Serve,
    /// Say what is wrong with the configuration. Contacts no one.
    Check {
        /// What production would refuse, `APP_ENV` included.
        #[arg(long)]
        deploy: bool,
    },
    /// Bring the database in order, take a step back, or say how it stands.
    Migrate {
        #[command(subcommand)]
        direction: Option<database::Direction>,
    },
    /// Make a user who may do everything.
    #[command(name = "createsuperuser")]
    CreateSuperuser(createsuperuser::Arguments),
    /// Set a user's password; all their sessions end.
    #[command(name = "changepassword")]
    ChangePassword {
        /// Whose.
        username: String,
    },
    /// Make the groups Admin, Manager and Customer, and set their permissions.
    SeedRoles,
    /// Make the demo users admin, manager and customer. Only in development.
    SeedDemo,
    /// Make permissions exist, remove stale ones, or explain one of a user's.
    Permissions {
        #[command(subcommand)]
        action: permissions::Action,
    },
    /// Print every page and server function with who may call it.
    ListRoutes,
    /// Say how the mail stands, or try again what was given up.
    Outbox {
        #[command(subcommand)]
        action: Option<outbox::Action>,
    },
    /// Remove expired sessions and links, and what is left of old mail.
    #[command(name = "clearsessions")]
    ClearSessions,
}

/// Runs the command line and says how it went.
#[must_use]
pub fn main() -> ExitCode {
    match run(Arguments::parse().command.unwrap_or(Command::Serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("server: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> CliResult {
    if let Command::ListRoutes = command {
        list_routes::run();
        return Ok(());
    }
    let is_deployment = matches!(command, Command::Check { deploy: true });
    let variables = Variables::from_environment(is_deployment).map_err(|error| error.to_string())?;
    if let Command::Check { deploy } = command {
        return check::run(&variables, deploy);
    }
    let config = Config::read(&variables).map_err(|error| error.to_string())?;
    telemetry::start(&config);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(FEWEST_WORKERS))
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(async {
        match command {
            // Answered above, before anything was read that may be wrong.
            Command::Check { .. } | Command::ListRoutes => Ok(()),
            Command::Serve => serve::serve(config).await,
            Command::Migrate { direction } => database::migrate(&config, direction).await,
            Command::CreateSuperuser(arguments) => createsuperuser::run(config, &variables, arguments).await,
            Command::ChangePassword { username } => changepassword::run(config, &username).await,
            Command::SeedRoles => seed::roles(config).await,
            Command::SeedDemo => seed::demo(config).await,
            Command::Permissions { action } => permissions::run(config, action).await,
            Command::Outbox { action } => outbox::run(config, action).await,
            Command::ClearSessions => database::clear_sessions(config).await,
        }
    })
}
