//! PostgreSQL refuses to run as root, so root runs it as another user.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::process::Result;

/// The user and group to run as, after handing over the given directory; `None` if this process is not root.
pub(super) fn other_than_root(our_directory: &Path) -> Result<Option<(u32, u32)>> {
    let is_root = our_directory.metadata().is_ok_and(|metadata| metadata.uid() == 0);
    if !is_root {
        return Ok(None);
    }
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let found = look_up(&accounts, "postgres").or_else(|| look_up(&accounts, "nobody"));
    found.map(Some).ok_or_else(|| {
        "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it.".to_owned()
    })
}

fn look_up(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let line = accounts
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "root:x:0:0::/root:/bin/sh\npostgres2:x:7:7::/:\npostgres:x:101:104::/var:/bin/bash\n";
        assert_eq!(look_up(accounts, "postgres"), Some((101, 104)));
        assert_eq!(look_up(accounts, "nobody"), None);
    }
}
