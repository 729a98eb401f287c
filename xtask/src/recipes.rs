//! The diffs of `docs/customise.md` fit the code: a recipe that does not apply is worse than none.

use std::io::Write as _;
use std::process::Stdio;

use crate::{process, workspace};

/// Each ```` ```diff ```` block of the page.
fn diffs(page: &str) -> Vec<&str> {
    page.split("```diff\n")
        .skip(1)
        .filter_map(|rest| rest.split("```\n").next())
        .collect()
}

#[test]
fn every_recipe_applies() {
    let page = std::fs::read_to_string(workspace::root().join("docs/customise.md")).unwrap();
    let diffs = diffs(&page);
    assert!(diffs.len() >= 10, "{} recipes", diffs.len());
    for diff in diffs {
        let mut check = process::tool("git");
        // Context as it stands, wherever in the file it is.
        check.args(["apply", "--check", "-"]);
        check.stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut check = check.spawn().unwrap();
        check.stdin.take().unwrap().write_all(diff.as_bytes()).unwrap();
        let output = check.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let first = diff.lines().next().unwrap_or_default();
        assert!(
            output.status.success(),
            "the recipe that begins with {first}:\n{said}"
        );
    }
}
