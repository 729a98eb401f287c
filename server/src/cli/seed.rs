//! `seed_roles` and `seed_demo`: both can be run again.

use auth::{
    Auth,
    authorization::{groups, permissions},
    users::{self, NewUser, email_address, username},
};
use contract::role::Role;

use super::{CliResult, database};
use crate::config::{Config, Environment};

/// Known to everybody, which is why `seed_demo` refuses outside development.
const DEMO_PASSWORD: &str = "correct horse battery staple";
const DEMO_USERS: [(&str, Role); 3] = [
    ("admin", Role::Admin),
    ("manager", Role::Manager),
    ("customer", Role::Customer),
];

pub(super) async fn roles(config: Config) -> CliResult {
    let auth = database::auth(config).await?;
    seed_roles(&auth).await.map_err(|error| error.to_string())?;
    println!("The groups Admin, Manager and Customer hold their permissions.");
    Ok(())
}

async fn seed_roles(auth: &Auth) -> Result<(), auth::Error> {
    let transaction = auth.db.begin().await?;
    permissions::seed_roles(&transaction).await?;
    Ok(transaction.commit().await?)
}

pub(super) async fn demo(config: Config) -> CliResult {
    if config.environment != Environment::Development {
        return Err(
            "seed_demo is for development only: everybody knows the password of the demo users".to_owned(),
        );
    }
    let auth = database::auth(config).await?;
    demo_users(&auth).await.map_err(|error| error.to_string())?;
    println!("The demo users admin, manager and customer are there. Password: {DEMO_PASSWORD}");
    Ok(())
}

/// Makes those that are missing. What is shared among them is shared with the first run: what somebody revoked stays so.
async fn demo_users(auth: &Auth) -> Result<(), auth::Error> {
    let mut is_any_new = false;
    for (name, role) in DEMO_USERS {
        is_any_new |= demo_user(auth, name, role).await?;
    }
    if is_any_new {
        demo::seed::share(auth.db.writer()).await?;
    }
    Ok(())
}

/// Says whether the user is new.
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
    demo::seed::seed(auth, &transaction, user.id).await?;
    transaction.commit().await?;
    Ok(true)
}
