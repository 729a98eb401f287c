//! `permissions`: creates declared permissions, removes stale ones, and explains why a user has a permission.

use auth::{
    authorization::{object_permissions::Kind, permissions},
    users,
};
use clap::Subcommand;

use super::{CliResult, database};
use crate::{config::Config, domains::domains};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Create every declared permission. `migrate` does this as well.
    Sync,
    /// Remove permissions that are neither declared in code nor created in the admin, with every grant of them.
    Prune {
        /// Print the permissions without removing them.
        #[arg(long)]
        dry_run: bool,
    },
    /// Explain why a user has a permission, or why not.
    Explain {
        /// Username.
        user: String,
        /// Such as `auth.change_user`.
        permission: String,
    },
}

pub(super) async fn run(config: Config, action: Action) -> CliResult {
    let auth = database::auth(config).await?;
    match action {
        Action::Sync => {
            let transaction = auth.db.begin().await.map_err(to_message)?;
            permissions::synchronise(&transaction, &auth.permissions)
                .await
                .map_err(to_message)?;
            transaction.commit().await.map_err(to_message)?;
            println!("Every declared permission exists.");
        }
        Action::Prune { dry_run } => prune(&auth, dry_run).await?,
        Action::Explain { user, permission } => explain(&auth, &user, &permission).await?,
    }
    Ok(())
}

async fn prune(auth: &auth::Auth, is_dry_run: bool) -> CliResult {
    let (stale, outcome) = if is_dry_run {
        (
            permissions::stale(auth.db.reader(), &auth.permissions)
                .await
                .map_err(to_message)?,
            "would be removed",
        )
    } else {
        let transaction = auth.db.begin().await.map_err(to_message)?;
        let stale = permissions::prune(&transaction, &auth.permissions)
            .await
            .map_err(to_message)?;
        transaction.commit().await.map_err(to_message)?;
        (stale, "removed")
    };
    for permission in &stale {
        println!("{} ({} grants) {outcome}", permission.name, permission.grants);
    }
    if stale.is_empty() {
        println!("There are no stale permissions.");
    }
    Ok(())
}

async fn explain(auth: &auth::Auth, username: &str, permission: &str) -> CliResult {
    let user = users::by_username(auth.db.reader(), username)
        .await
        .map_err(to_message)?
        .ok_or_else(|| format!("user '{username}' does not exist"))?;
    let kinds: Vec<Kind> = domains()
        .iter()
        .flat_map(|domain| domain.object_kinds())
        .copied()
        .collect();
    let answer = permissions::explain(auth.db.reader(), &user, permission, &kinds, auth.clock.now())
        .await
        .map_err(to_message)?;
    let verdict = if answer.is_held { "has" } else { "does not have" };
    println!("{} {verdict} {permission}:", user.username);
    for reason in answer.reasons {
        println!("- {}", auth::admin::permissions::sentence(&reason));
    }
    Ok(())
}

fn to_message(error: impl ToString) -> String {
    error.to_string()
}
