//! The files of the repository, as the tests of tidiness see them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The root of the workspace, known from where this crate was compiled.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder into which Cargo builds: `CARGO_TARGET_DIR`, else `target` below `root`.
#[must_use]
pub fn target_folder(root: &Path) -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").filter(|name| !name.is_empty());
    root.join(named.map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// Every file of the repository below `root`, relative to it and sorted.
///
/// What `.gitignore` names as a whole folder or by suffix is left out, and so is `.git` itself:
/// the answer is the same in a clone, in an unpacked archive and in a working tree.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let ignored = Ignored::read(root)?;
    let mut found = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if ignored.covers(&entry.file_name().to_string_lossy()) {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file()
                && let Ok(relative) = path.strip_prefix(root)
            {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The names that `.gitignore` leaves out, in the two forms this repository uses: a name, and a
/// star with a suffix.
struct Ignored {
    names: Vec<String>,
    suffixes: Vec<String>,
}

impl Ignored {
    fn read(root: &Path) -> io::Result<Self> {
        let mut ignored = Self { names: vec![".git".to_owned()], suffixes: Vec::new() };
        let text = match fs::read_to_string(root.join(".gitignore")) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.strip_prefix('*') {
                Some(suffix) => ignored.suffixes.push(suffix.to_owned()),
                None => ignored.names.push(line.trim_matches('/').to_owned()),
            }
        }
        Ok(ignored)
    }

    fn covers(&self, name: &str) -> bool {
        self.names.iter().any(|ignored| ignored == name)
            || self.suffixes.iter().any(|suffix| name.ends_with(suffix.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the walk sees the sources and none of what is built. Method: look for one of each in
    /// the files of this very repository.
    #[test]
    fn sources_are_seen_and_build_products_are_not() {
        let files = files(&root()).unwrap();
        assert!(files.contains(&PathBuf::from("xtask/src/tree.rs")));
        assert!(!files.iter().any(|file| file.starts_with("target") || file.starts_with(".git/")));
        assert!(files.iter().all(|file| !file.to_string_lossy().contains("node_modules")));
    }
}
