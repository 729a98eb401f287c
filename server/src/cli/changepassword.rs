//! `changepassword`: sets the password of a user who has lost it or has to be locked out. Every session of the user ends.

use auth::{
    passwords::{self, rules::PersonalData},
    users,
};

use super::{CliResult, database, prompt};
use crate::config::Config;

/// The same limit as in Django's command.
const MAX_ATTEMPTS: usize = 3;

pub(super) async fn run(config: Config, username: &str) -> CliResult {
    let auth = database::auth(config).await?;
    let user = users::by_username(auth.db.reader(), username)
        .await
        .map_err(|error| error.to_string())?
        .ok_or_else(|| format!("user '{username}' does not exist"))?;
    println!("Changing password for user '{}'", user.username);
    for _ in 0..MAX_ATTEMPTS {
        let password = prompt::password("Password: ")?;
        if prompt::password("Password (again): ")? != password {
            eprintln!("Passwords do not match. Please try again.");
            continue;
        }
        let problems = passwords::rules::check_password(&auth, &password, &PersonalData::of(&user));
        if problems.is_empty() {
            passwords::change::set_by_operator(&auth, user.id, password)
                .await
                .map_err(|error| error.to_string())?;
            println!("Password changed successfully for user '{}'", user.username);
            return Ok(());
        }
        for problem in &problems {
            eprintln!("{}", problem.message());
        }
    }
    Err(format!(
        "aborting password change for user '{}' after {MAX_ATTEMPTS} attempts",
        user.username
    ))
}
