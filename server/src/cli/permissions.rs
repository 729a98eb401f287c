//! `permissions`: make declared ones exist, remove stale ones, and say why a user has one or not.

use auth::{authorization::permissions, users};
use clap::Subcommand;

use super::{CliResult, database};
use crate::config::Config;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Make every declared permission exist. `migrate` does it as well.
    Sync,
    /// Remove permissions that are neither declared nor made in the admin, with every grant of them.
    Prune {
        /// Only say which.
        #[arg(long)]
        dry_run: bool,
    },
    /// Say why a user has a permission, or why not.
    Explain {
        /// User name.
        user: String,
        /// Such as `orders.approve_order`.
        permission: String,
    },
}

pub(super) async fn run(config: Config, action: Action) -> CliResult {
    let auth = database::auth(config).await?;
    match action {
        Action::Sync => {
            let transaction = auth.db.begin().await.map_err(text)?;
            permissions::synchronise(&transaction).await.map_err(text)?;
            transaction.commit().await.map_err(text)?;
            println!("Every declared permission exists.");
        }
        Action::Prune { dry_run } => prune(&auth, dry_run).await?,
        Action::Explain { user, permission } => explain(&auth, &user, &permission).await?,
    }
    Ok(())
}

async fn prune(auth: &auth::Auth, is_dry_run: bool) -> CliResult {
    let (stale, said) = if is_dry_run {
        (
            permissions::stale(auth.db.reader()).await.map_err(text)?,
            "would be removed",
        )
    } else {
        let transaction = auth.db.begin().await.map_err(text)?;
        let stale = permissions::prune(&transaction).await.map_err(text)?;
        transaction.commit().await.map_err(text)?;
        (stale, "removed")
    };
    for permission in &stale {
        println!("{} ({} grants) {said}", permission.name, permission.grants);
    }
    if stale.is_empty() {
        println!("Nothing is stale.");
    }
    Ok(())
}

async fn explain(auth: &auth::Auth, username: &str, permission: &str) -> CliResult {
    let user = users::by_username(auth.db.reader(), username)
        .await
        .map_err(text)?
        .ok_or_else(|| format!("user '{username}' does not exist"))?;
    let kinds = [demo::projects::KIND];
    let answer = permissions::explain(auth.db.reader(), &user, permission, &kinds, auth.clock.now())
        .await
        .map_err(text)?;
    let verdict = if answer.is_held { "has" } else { "does not have" };
    println!("{} {verdict} {permission}:", user.username);
    for reason in answer.reasons {
        println!("- {}", auth::admin::permissions::sentence(&reason));
    }
    Ok(())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
