//! Management commands for operators, like Django's `manage.py`.
//!
//! Exit codes: 0 for success, 1 for a failed command, 2 for invalid usage. An error is one sentence on standard error that names its cause.

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

/// The result of a command. The error is the sentence that is printed to standard error.
pub(crate) type CliResult = Result<(), String>;

/// Leptos can deadlock when a page is rendered with fewer worker threads.
const MIN_WORKER_THREADS: usize = 4;

#[derive(Parser)]
#[command(
    name = "server",
    version,
    about = format!("{}: accounts, permissions and sessions", contract::site::NAME)
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum Command {
    /// Start the server (the default).
    Serve,
    /// Check the configuration. Opens no connection.
    Check {
        /// Check the configuration as for production, including `APP_ENV`.
        #[arg(long)]
        deploy: bool,
    },
    /// Apply migrations, revert the last one, or list them.
    Migrate {
        #[command(subcommand)]
        direction: Option<database::Direction>,
    },
    /// Create a user with every permission.
    #[command(name = "createsuperuser")]
    CreateSuperuser(createsuperuser::Arguments),
    /// Set a user's password and end the user's sessions.
    #[command(name = "changepassword")]
    ChangePassword {
        /// The user's username.
        username: String,
    },
    /// Create the groups Admin, Manager and Customer, and set their permissions.
    SeedRoles,
    /// Create the demo users admin, manager and customer. For development only.
    SeedDemo,
    /// Create declared permissions, remove stale ones, or explain why a user has a permission.
    Permissions {
        #[command(subcommand)]
        action: permissions::Action,
    },
    /// List every route with its policy.
    ListRoutes,
    /// Show the state of outgoing mail, or retry failed mail.
    Outbox {
        #[command(subcommand)]
        action: Option<outbox::Action>,
    },
    /// Delete expired sessions and links, old mail and old devices.
    #[command(name = "clearsessions")]
    ClearSessions,
}

/// Parses the command line, runs the command, and returns its exit code.
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
        .worker_threads(cores.max(MIN_WORKER_THREADS))
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(async {
        match command {
            // Handled above, before any configuration is read.
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
