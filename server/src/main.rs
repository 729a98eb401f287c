//! The server binary. All code is in the library, where tests can use it.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
