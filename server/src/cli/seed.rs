//! `seed_roles` and `seed_demo`. Both can be repeated.

use auth::{
    Auth,
    authorization::{groups, permissions},
    users::{self, NewUser, email_address, username},
};
use contract::role::Role;

use super::{CliResult, database};
use crate::{
    config::{Config, Environment},
    domains::domains,
};

/// Public, so `seed_demo` refuses to run outside development.
const DEMO_PASSWORD: &str = "correct horse battery staple";
const DEMO_USERS: [(&str, Role); 3] = [
    ("admin", Role::Admin),
    ("manager", Role::Manager),
    ("customer", Role::Customer),
];

pub(super) async fn roles(config: Config) -> CliResult {
    let auth = database::auth(config).await?;
    seed_roles(&auth).await.map_err(|error| error.to_string())?;
    println!("The groups Admin, Manager and Customer have their default permissions.");
    Ok(())
}

async fn seed_roles(auth: &Auth) -> Result<(), auth::Error> {
    let transaction = auth.db.begin().await?;
    permissions::seed_roles(&transaction, &auth.permissions).await?;
    Ok(transaction.commit().await?)
}

pub(super) async fn demo(config: Config) -> CliResult {
    if config.environment != Environment::Development {
        return Err("seed_demo is for development only: the password of the demo users is public".to_owned());
    }
    let auth = database::auth(config).await?;
    demo_users(&auth).await.map_err(|error| error.to_string())?;
    println!("The demo users admin, manager and customer exist. Password: {DEMO_PASSWORD}");
    Ok(())
}

/// Creates missing demo users. Shared objects are created with the first of them only, so a grant that was revoked stays revoked.
async fn demo_users(auth: &Auth) -> Result<(), auth::Error> {
    let mut is_any_new = false;
    for (name, role) in DEMO_USERS {
        is_any_new |= demo_user(auth, name, role).await?;
    }
    if is_any_new {
        for domain in domains() {
            domain.seed_shared(auth).await?;
        }
    }
    Ok(())
}

/// Creates a demo user, and returns whether the user is new.
async fn demo_user(auth: &Auth, name: &str, role: Role) -> Result<bool, auth::Error> {
    if users::by_username(auth.db.reader(), name).await?.is_some() {
        return Ok(false);
    }
    let internal = |problem: &dyn std::fmt::Debug| {
        auth::Error::Internal(format!("demo user {name}: {problem:?}").into())
    };
    let username = username::parse(name).map_err(|problem| internal(&problem))?;
    let password = auth.hasher.hash(DEMO_PASSWORD.to_owned()).await?;
    let new = NewUser {
        email: Some(
            email_address::parse(&format!("{name}@example.com")).map_err(|problem| internal(&problem))?,
        ),
        is_staff: role == Role::Admin,
        is_superuser: role == Role::Admin,
        email_is_confirmed: true,
        ..NewUser::new(username, password.into())
    };
    let transaction = auth.db.begin().await?;
    let user = users::insert(&transaction, new, auth.clock.now()).await?;
    groups::join(&transaction, user.id, role.group()).await?;
    for domain in domains() {
        domain.seed_user(auth, &transaction, user.id).await?;
    }
    transaction.commit().await?;
    Ok(true)
}
