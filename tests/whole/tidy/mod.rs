//! The style guide as tests: each rule that a machine can check, with the way out in the message.

mod code;
mod files;
mod migrations;
mod text;
mod words;

use std::fs;

use xtask::tree;

/// A text file of the repository.
pub(crate) struct Source {
    /// Its path from the root, with `/` between folders.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

/// The endings of files that hold no text.
const BINARY: [&str; 7] = ["png", "ico", "xlsx", "woff2", "pdf", "gz", "bin"];

/// Files that a tool writes and nobody reads line by line.
fn written_by_a_tool(path: &str) -> bool {
    path.ends_with(".lock") || path.ends_with("package-lock.json") || path.ends_with(".snap")
}

/// The paths of all files of the repository.
pub(crate) fn paths() -> Vec<String> {
    let files = tree::files(&tree::root()).unwrap();
    files.iter().map(|file| file.to_string_lossy().replace('\\', "/")).collect()
}

/// Every text file; one that is not UTF-8 fails the test that asks.
pub(crate) fn texts() -> Vec<Source> {
    let root = tree::root();
    let is_text = |path: &String| !BINARY.iter().any(|ending| ending_is(path, ending));
    paths()
        .into_iter()
        .filter(is_text)
        .map(|path| {
            let text = fs::read_to_string(root.join(&path));
            let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
            Source { path, text }
        })
        .collect()
}

/// Every text file with this ending.
pub(crate) fn sources(ending: &str) -> Vec<Source> {
    texts().into_iter().filter(|source| ending_is(&source.path, ending)).collect()
}

fn ending_is(path: &str, ending: &str) -> bool {
    path.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'))
}

/// Fails with all breaches at once, so that one run shows the whole list.
#[track_caller]
pub(crate) fn report(breaches: impl IntoIterator<Item = String>) {
    let breaches: Vec<String> = breaches.into_iter().collect();
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
