//! The diffs of `docs/customise.md` fit the code: a recipe that does not apply is worse than none.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Each ```` ```diff ```` block of the page.
fn diffs(page: &str) -> Vec<&str> {
    page.split("```diff\n")
        .skip(1)
        .filter_map(|rest| rest.split("```\n").next())
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the ban is for the server")]
fn every_recipe_applies() {
    let page = std::fs::read_to_string("../docs/customise.md").expect("the page");
    let diffs = diffs(&page);
    assert!(diffs.len() >= 10, "{} recipes", diffs.len());
    for diff in diffs {
        let mut check = Command::new("git");
        // Context as it stands, wherever in the file it is.
        check.args(["apply", "--check", "-"]).current_dir("..");
        check.stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut check = check.spawn().expect("git");
        let mut input = check.stdin.take().expect("a pipe");
        input.write_all(diff.as_bytes()).expect("written");
        drop(input);
        let output = check.wait_with_output().expect("an answer");
        let said = String::from_utf8_lossy(&output.stderr);
        let first = diff.lines().next().unwrap_or_default();
        assert!(
            output.status.success(),
            "the recipe that begins with {first}:\n{said}"
        );
    }
}
