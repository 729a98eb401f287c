//! A temporary directory.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::process::Result;

/// A new, empty directory that is removed on drop.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Creates a directory; `purpose` is part of its name.
    pub(crate) fn new(purpose: &str) -> Result<Self> {
        Self::within(&std::env::temp_dir(), purpose)
    }

    /// Creates a directory in memory if the system supports it. On a busy disk, a commit can take seconds, which is too long for a browser
    /// test.
    pub(crate) fn in_memory(purpose: &str) -> Result<Self> {
        let memory = Path::new("/dev/shm");
        if memory.is_dir()
            && let Ok(scratch) = Self::within(memory, purpose)
        {
            return Ok(scratch);
        }
        Self::new(purpose)
    }

    fn within(parent: &Path, purpose: &str) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("portico-{purpose}-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path); // left behind by a process that once had our number
        std::fs::create_dir_all(&path)
            .map_err(|error| format!("{} cannot be made: {error}.", path.display()))?;
        Ok(Self(path))
    }

    /// The path of the directory.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
