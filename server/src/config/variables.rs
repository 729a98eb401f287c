//! Access to the environment, and to `.env` in development. No other module reads either.

use std::{collections::HashMap, path::Path, str::FromStr};

use super::ConfigError;

/// A snapshot of all environment variables. An empty variable counts as not set.
#[derive(Clone, Debug, Default)]
pub struct Variables(HashMap<String, String>);

impl Variables {
    /// Takes the snapshot. Outside production, unless `ignores_file` is set, a `.env` file in the working directory provides variables that
    /// the environment does not set.
    ///
    /// # Errors
    /// A `.env` file that cannot be parsed.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn from_environment(ignores_file: bool) -> Result<Self, ConfigError> {
        let mut variables: HashMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let is_production = variables
            .get("APP_ENV")
            .is_some_and(|environment| environment == "production");
        if !is_production && !ignores_file && Path::new(".env").exists() {
            let file = dotenvy::from_path_iter(".env")
                .map_err(|error| ConfigError::new(".env", error.to_string()))?;
            for pair in file {
                let (name, value) = pair.map_err(|error| ConfigError::new(".env", error.to_string()))?;
                variables.entry(name).or_insert(value);
            }
        }
        Ok(Self(variables))
    }

    /// Creates a snapshot from pairs, for tests.
    #[must_use]
    pub fn from_pairs(pairs: &[(&str, &str)]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    /// The value, if it is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Parses the value; `expected` describes a valid one in the error.
    pub(super) fn parse_or<T: FromStr>(
        &self,
        name: &'static str,
        expected: &str,
        default: impl FnOnce() -> T,
    ) -> Result<T, ConfigError> {
        self.get(name).map_or_else(
            || Ok(default()),
            |text| {
                text.parse()
                    .map_err(|_| ConfigError::new(name, format!("`{text}` is not {expected}")))
            },
        )
    }

    /// Parses a boolean.
    pub(super) fn flag_or(&self, name: &'static str, default: bool) -> Result<bool, ConfigError> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(default),
            Some("true" | "1" | "on" | "yes") => Ok(true),
            Some("false" | "0" | "off" | "no") => Ok(false),
            Some(other) => Err(ConfigError::new(
                name,
                format!("`{other}` is neither true nor false"),
            )),
        }
    }

    /// Parses a comma-separated list.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ConfigError> {
        self.get(name)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| {
                parse(item).ok_or_else(|| ConfigError::new(name, format!("`{item}` is not in {expected}")))
            })
            .collect()
    }
}
