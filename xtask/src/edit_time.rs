//! `cargo xtask edit-time`: measures the time from saving a changed sentence of a page to reading it from the server.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::build::{self, Kind};
use crate::process::Result;
use crate::server::TestServer;
use crate::{http, report, setup, workspace};

const PAGE: &str = "/";
const SENTENCE: &str = "Get started with two commands";
const ROUNDS: usize = 3;

/// Changes one sentence of the landing page, builds the server and the browser assets as `cargo xtask run` does, and requests the page until
/// it has the new sentence. Prints the two parts of each round: the build, and the start of a server with a new demo database. The file is
/// restored afterwards.
pub(crate) fn run() -> Result {
    setup::for_building()?;
    build::ensure(Kind::Development, Kind::Development)?;
    let source = Source::open()?;
    let mut slowest = Duration::ZERO;
    for round in 1..=ROUNDS {
        // Longer in each round: a sentence of the same length compiles faster than most edits.
        let sentence = format!("{SENTENCE}{}", " and more".repeat(round));
        source.replace(&sentence)?;
        let saved = Instant::now();
        build::ensure(Kind::Development, Kind::Development)?;
        let built = saved.elapsed();
        let server = TestServer::start(Kind::Development, None)?;
        let page = http::get(&server.host, PAGE, "identity")?;
        if !String::from_utf8_lossy(&page.body).contains(&sentence) {
            return Err(format!("{PAGE} does not contain the sentence \"{sentence}\"."));
        }
        println!(
            "round {round}: built in {}, served {} later",
            report::seconds(built),
            report::seconds(saved.elapsed().saturating_sub(built))
        );
        slowest = slowest.max(built);
    }
    println!("slowest build: {}", report::seconds(slowest));
    Ok(())
}

/// The source of the page. Its text is restored on drop.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    fn open() -> Result<Self> {
        let path = workspace::root().join("app/src/home.rs");
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
        if text.contains(SENTENCE) {
            Ok(Self { path, text })
        } else {
            Err(format!("{} does not contain \"{SENTENCE}\".", path.display()))
        }
    }

    fn replace(&self, sentence: &str) -> Result {
        self.write(&self.text.replace(SENTENCE, sentence))
    }

    fn write(&self, text: &str) -> Result {
        std::fs::write(&self.path, text)
            .map_err(|error| format!("{} cannot be written: {error}.", self.path.display()))
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Err(sentence) = self.write(&self.text) {
            eprintln!("{sentence}");
        }
    }
}
