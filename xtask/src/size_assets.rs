//! Finds the assets that a page and its scripts load eagerly. Lazy imports (`import()` inside a function) do not count.

use crate::workspace::between;

const LOADED: [&str; 5] = ["modulepreload", "preload", "stylesheet", "icon", "manifest"];

/// The paths on this server that the file at `path` with this `text` loads. May contain duplicates.
pub(crate) fn named_in(path: &str, text: &str) -> Vec<String> {
    let is_script = path.rsplit('.').next() == Some("js");
    let has_extension = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match (is_script, has_extension) {
        (true, _) => imports(path, text),
        (false, true) => Vec::new(),
        (false, false) => tags(text),
    }
}

fn tags(html: &str) -> Vec<String> {
    let links = html
        .split("<link")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| {
            attribute(tag, "rel")
                .is_some_and(|relations| relations.split(' ').any(|relation| LOADED.contains(&relation)))
        });
    let links = links.filter_map(|tag| attribute(tag, "href"));
    let scripts = html
        .split("<script")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let scripts = scripts.filter_map(|tag| attribute(tag, "src"));
    let images = html
        .split("<img")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let images = images.filter_map(|tag| attribute(tag, "src"));
    links
        .chain(scripts)
        .chain(images)
        .filter(|path| path.starts_with('/'))
        .map(str::to_owned)
        .collect()
}

fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    between(tag, &format!(" {name}=\""), "\"")
}

/// The modules that a module imports by `from "./…"` or `import "./…"`.
fn imports(path: &str, script: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for keyword in ["from", "import"] {
        for rest in script.split(keyword).skip(1) {
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
                continue;
            };
            let Some(module) = rest[1..].split(quote).next() else {
                continue;
            };
            if let Some(name) = module.strip_prefix("./") {
                found.push(format!("{folder}/{name}"));
            } else if module.starts_with('/') {
                found.push(module.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_assets() {
        let html = "<link rel=\"stylesheet\" href=\"/pkg/portico.1.css\"><link rel=\"alternate\" href=\"/feed\">\
                    <link crossorigin=\"n\" rel=\"modulepreload\" href=\"/pkg/portico.1.js\"><script nonce=\"x\" src=\"/theme.js\">";
        assert_eq!(
            named_in("/login", html),
            ["/pkg/portico.1.css", "/pkg/portico.1.js", "/theme.js"]
        );
    }

    #[test]
    fn a_module_names_what_it_imports_at_once() {
        let script =
            "import{a as b}from\"./split.js\";import './side.js';const later=()=>import(\"./lazy.js\");";
        assert_eq!(
            named_in("/pkg/portico.1.js", script),
            ["/pkg/split.js", "/pkg/side.js"]
        );
        assert!(named_in("/pkg/portico.wasm", script).is_empty());
    }
}
