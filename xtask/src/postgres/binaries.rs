//! Finds PostgreSQL's server programs, which Debian does not put in PATH.

use std::path::{Path, PathBuf};

use crate::process;

/// The directory of `initdb` and `postgres`: from PATH, Debian's newest version, or `pg_config`.
pub(super) fn find() -> Option<PathBuf> {
    let from_path = process::find("initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    let from_config = || process::output(process::tool("pg_config").arg("--bindir")).ok();
    from_path
        .filter(|directory| has_server(directory))
        .or_else(newest_of_debian)
        .or_else(|| {
            from_config()
                .map(|line| PathBuf::from(line.trim()))
                .filter(|directory| has_server(directory))
        })
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let number = |directory: &Path| directory.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    versions
        .map(|version| version.path().join("bin"))
        .filter(|directory| has_server(directory))
        .max_by_key(|directory| number(directory))
}

fn has_server(directory: &Path) -> bool {
    ["initdb", "postgres"]
        .iter()
        .all(|program| directory.join(program).is_file())
}
