//! `cargo xtask size`: measures the transfer size of a first visit to the login page.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use crate::build::{self, Kind};
use crate::process::Result;
use crate::server::TestServer;
use crate::{http, setup, size_assets};

const PAGE: &str = "/login";
const MAX_BYTES: usize = 200_000;

/// Builds the browser assets in release mode, requests the page and everything it loads before hydration, and adds up the sizes. A
/// development server sends the same bytes.
pub(crate) fn run() -> Result {
    setup::for_building()?;
    build::ensure(Kind::Development, Kind::Release)?;
    let server = TestServer::start(Kind::Development, None)?;
    let mut seen = BTreeSet::from([PAGE.to_owned()]);
    let mut waiting = VecDeque::from([PAGE.to_owned()]);
    let mut total = 0;
    println!("\n{:>9}  {:8}  path", "bytes", "encoding");
    while let Some(path) = waiting.pop_front() {
        let answer = http::get(&server.host, &path, "br")?;
        if answer.status != 200 {
            return Err(format!("{path} answered {}, not 200.", answer.status));
        }
        println!("{:>9}  {:8}  {path}", answer.wire_bytes, answer.encoding);
        total += answer.wire_bytes;
        let plain = http::get(&server.host, &path, "identity")?;
        for asset in size_assets::named_in(&path, &String::from_utf8_lossy(&plain.body)) {
            if seen.insert(asset.clone()) {
                waiting.push_back(asset);
            }
        }
    }
    println!(
        "{total:>9}  {:8}  total of {} (limit {MAX_BYTES})",
        "",
        seen.len()
    );
    if !seen
        .iter()
        .any(|path| Path::new(path).extension().is_some_and(|end| end == "wasm"))
    {
        return Err(format!(
            "{PAGE} does not load any WebAssembly, so the measurement is not valid."
        ));
    }
    if total > MAX_BYTES {
        Err(format!(
            "{PAGE} transfers {total} bytes, over the limit of {MAX_BYTES}."
        ))
    } else {
        Ok(())
    }
}
