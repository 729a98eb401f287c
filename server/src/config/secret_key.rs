//! `SECRET_KEY` and its predecessors.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::{ConfigError, Environment, Variables};

const FILE: &str = "secret_key";
/// Characters; fewer can be guessed (ASVS 11.1.1).
const SHORTEST: usize = 32;

/// The secrets, the current one first. In development one is made and kept in the data folder; in production it has to
/// be given, and to be long enough.
pub(super) fn read(
    variables: &Variables,
    environment: Environment,
    data_dir: &Path,
) -> Result<Vec<String>, ConfigError> {
    let current = match (variables.get("SECRET_KEY"), environment) {
        (Some(key), Environment::Production) => long_enough("SECRET_KEY", key)?,
        (Some(key), Environment::Development) => key.to_owned(),
        (None, Environment::Production) => {
            return Err(ConfigError::new(
                "SECRET_KEY",
                "is required in production: at least 32 random characters",
            ));
        }
        (None, Environment::Development) => kept(data_dir)?,
    };
    let fallbacks = variables.list("SECRET_KEY_FALLBACKS", "a list of keys", |key| {
        Some(key.to_owned())
    })?;
    if environment == Environment::Production {
        for key in &fallbacks {
            long_enough("SECRET_KEY_FALLBACKS", key)?;
        }
    }
    Ok(std::iter::once(current).chain(fallbacks).collect())
}

fn long_enough(variable: &'static str, key: &str) -> Result<String, ConfigError> {
    if key.chars().count() < SHORTEST {
        return Err(ConfigError::new(
            variable,
            "must have at least 32 characters in production",
        ));
    }
    Ok(key.to_owned())
}

/// The development secret: read if it is there, else made, readable by its owner alone.
fn kept(data_dir: &Path) -> Result<String, ConfigError> {
    let path = data_dir.join(FILE);
    let error = |cause: std::io::Error| {
        ConfigError::new("DATA_DIR", format!("cannot keep {}: {cause}", path.display()))
    };
    fs::create_dir_all(data_dir).map_err(error)?;
    let made = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
    {
        Ok(mut file) => file.write_all(made.as_bytes()).map(|()| made).map_err(error),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => fs::read_to_string(&path)
            .map(|key| key.trim().to_owned())
            .map_err(error),
        Err(cause) => Err(error(cause)),
    }
}
