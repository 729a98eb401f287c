//! `SECRET_KEY` and `SECRET_KEY_FALLBACKS`.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::{ConfigError, Environment, Variables};

const FILE_NAME: &str = "secret_key";
/// In characters. A shorter key can be guessed (ASVS 11.1.1).
const MIN_LENGTH: usize = 32;

/// Reads the secret keys, the current one first. In development, a missing key is generated and stored in the data directory. In
/// production, a key is required and has a minimum length.
pub(super) fn read(
    variables: &Variables,
    environment: Environment,
    data_dir: &Path,
) -> Result<Vec<String>, ConfigError> {
    let current = match (variables.get("SECRET_KEY"), environment) {
        (Some(key), Environment::Production) => require_min_length("SECRET_KEY", key)?,
        (Some(key), Environment::Development) => key.to_owned(),
        (None, Environment::Production) => {
            return Err(ConfigError::new(
                "SECRET_KEY",
                "is required in production: at least 32 random characters",
            ));
        }
        (None, Environment::Development) => development_key(data_dir)?,
    };
    let fallbacks = variables.list("SECRET_KEY_FALLBACKS", "a list of keys", |key| {
        Some(key.to_owned())
    })?;
    if environment == Environment::Production {
        for key in &fallbacks {
            require_min_length("SECRET_KEY_FALLBACKS", key)?;
        }
    }
    Ok(std::iter::once(current).chain(fallbacks).collect())
}

fn require_min_length(variable: &'static str, key: &str) -> Result<String, ConfigError> {
    if key.chars().count() < MIN_LENGTH {
        return Err(ConfigError::new(
            variable,
            "must have at least 32 characters in production",
        ));
    }
    Ok(key.to_owned())
}

/// Reads the development key, or generates one that only its owner can read.
fn development_key(data_dir: &Path) -> Result<String, ConfigError> {
    let path = data_dir.join(FILE_NAME);
    let error = |cause: std::io::Error| {
        ConfigError::new("DATA_DIR", format!("cannot store {}: {cause}", path.display()))
    };
    fs::create_dir_all(data_dir).map_err(error)?;
    let generated = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
    {
        Ok(mut file) => file
            .write_all(generated.as_bytes())
            .map(|()| generated)
            .map_err(error),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => fs::read_to_string(&path)
            .map(|key| key.trim().to_owned())
            .map_err(error),
        Err(cause) => Err(error(cause)),
    }
}
