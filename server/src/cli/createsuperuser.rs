//! `createsuperuser`: creates the first user of an installation, with the same prompts as Django's command.

use auth::{
    Auth, Error, accounts,
    passwords::{self, rules::PersonalData},
};
use contract::field_errors::{FieldError, FieldErrors};

use super::{CliResult, database, prompt};
use crate::config::{Config, Variables};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Username; prompted for if omitted.
    #[arg(long)]
    username: Option<String>,
    /// Email address; may be empty.
    #[arg(long)]
    email: Option<String>,
    /// Do not prompt. The password is read from `SUPERUSER_PASSWORD`; without it, the account has no usable password.
    #[arg(long)]
    noinput: bool,
}

pub(super) async fn run(config: Config, variables: &Variables, arguments: Arguments) -> CliResult {
    let auth = database::auth(config).await?;
    let (username, email, password) = if arguments.noinput {
        let username = arguments
            .username
            .ok_or("You must use --username with --noinput.")?;
        let password = variables.get("SUPERUSER_PASSWORD").map(str::to_owned);
        (username, arguments.email.unwrap_or_default(), password)
    } else {
        ask(&auth, arguments)?
    };
    match accounts::superuser::create_superuser(&auth, &username, &email, password).await {
        Ok(_) => {
            println!("Superuser created successfully.");
            Ok(())
        }
        Err(Error::Refused(errors)) => Err(sentences(&errors)),
        Err(error) => Err(error.to_string()),
    }
}

fn ask(auth: &Auth, arguments: Arguments) -> Result<(String, String, Option<String>), String> {
    let username = arguments
        .username
        .map_or_else(|| prompt::line("Username: "), Ok)?;
    let email = arguments
        .email
        .map_or_else(|| prompt::line("Email address: "), Ok)?;
    let about = PersonalData {
        username: &username,
        email: &email,
        ..PersonalData::default()
    };
    let password = ask_for_password(auth, &about)?;
    Ok((username, email, Some(password)))
}

/// Prompts until both entries match. A weak password is accepted after a warning, as in Django.
fn ask_for_password(auth: &Auth, about: &PersonalData<'_>) -> Result<String, String> {
    loop {
        let password = prompt::password("Password: ")?;
        if prompt::password("Password (again): ")? != password {
            eprintln!("Error: Your passwords didn't match.");
            continue;
        }
        if password.is_empty() {
            eprintln!("Error: Blank passwords aren't allowed.");
            continue;
        }
        let problems = passwords::rules::check_password(auth, &password, about);
        if problems.is_empty() {
            return Ok(password);
        }
        for problem in &problems {
            eprintln!("{}", problem.message());
        }
        let answer = prompt::line("Bypass password validation and create user anyway? [y/N]: ")?;
        if answer.eq_ignore_ascii_case("y") {
            return Ok(password);
        }
    }
}

/// Formats all errors as one line.
pub(super) fn sentences(errors: &FieldErrors) -> String {
    let fields = errors
        .fields
        .iter()
        .flat_map(|(name, errors)| errors.iter().map(move |e| format!("{name}: {}", e.message())));
    errors
        .form
        .iter()
        .map(FieldError::message)
        .chain(fields)
        .collect::<Vec<_>>()
        .join(" ")
}
