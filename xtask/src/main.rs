//! `cargo xtask <command>`: sets up, runs and tests the project. A thin layer over cargo, wasm-bindgen, nextest and Playwright.

mod args;
mod bench;
mod build;
mod child_guard;
mod ci;
mod e2e;
mod edit_time;
mod environment;
mod fingerprint;
mod http;
mod postgres;
mod process;
mod providers;
mod report;
mod run;
mod scratch;
mod server;
mod setup;
mod size;
mod size_assets;
mod summary;
mod test;
mod wasm_audit;
mod watch;
mod workspace;

use std::process::ExitCode;

use args::Task;

fn main() -> ExitCode {
    let task = match args::parse(std::env::args().skip(1)) {
        Ok(task) => task,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    let outcome = match task {
        Task::Help => {
            println!("{}", args::USAGE);
            Ok(())
        }
        Task::Setup => setup::for_building(),
        Task::Run { kind, with_demo } => run::run(kind, with_demo),
        Task::Build(kind) => setup::for_building().and_then(|()| build::ensure(kind, kind)),
        Task::Watch => watch::run(),
        Task::Test(scope) => test::run(scope),
        Task::E2e {
            on_postgres,
            playwright,
        } => e2e::run(on_postgres, &playwright),
        Task::Size => size::run(),
        Task::EditTime => edit_time::run(),
        Task::Bench { users } => bench::run(users.as_deref()),
        Task::Ci => ci::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            if !sentence.is_empty() {
                eprintln!("{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}
