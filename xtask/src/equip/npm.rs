//! Packages of npm, which the browser journeys import.

use std::fs;
use std::path::{Path, PathBuf};

use super::sizes;
use crate::Trouble;
use crate::child::{run, shown};
use crate::node::Node;

/// The packages that `tests/browser/package.json` names: name, version, bytes to download with what
/// each imports. A test compares them with the lock file.
const PACKAGES: [(&str, &str, u64); 3] = [
    ("axe-core", "4.14.1", 708_405),
    ("oidc-provider", "9.13.3", 425_953),
    ("playwright-core", "1.65.1", 3_232_772),
];

/// What these packages take on disk, in bytes.
const DISK_BYTES: u64 = 20_000_000;

/// Their names with their versions.
pub(super) fn names() -> String {
    PACKAGES.map(|(name, version, _)| format!("{name} {version}")).join(", ")
}

/// What they take.
pub(super) fn price() -> String {
    sizes(PACKAGES.iter().map(|(_, _, bytes)| bytes).sum(), DISK_BYTES)
}

fn folder(root: &Path) -> PathBuf {
    root.join("tests").join("browser")
}

/// Whether every package of the lock file lies in `node_modules` with the same content hash.
pub(super) fn are_installed(root: &Path) -> bool {
    let folder = folder(root);
    let lock = fs::read_to_string(folder.join("package-lock.json")).unwrap_or_default();
    let present =
        fs::read_to_string(folder.join("node_modules/.package-lock.json")).unwrap_or_default();
    let mut hashes = lock.lines().filter(|line| line.contains("\"integrity\"")).peekable();
    hashes.peek().is_some() && hashes.all(|line| present.contains(line.trim()))
}

/// Installs what the lock file names.
///
/// # Errors
/// When Node is not there or npm does not install them.
pub(super) fn install(root: &Path) -> Result<(), Trouble> {
    let node = Node::found(root)
        .ok_or_else(|| Trouble::Ground("Node was installed but is not to be found.".to_owned()))?;
    let mut command = node.npm();
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder(root))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    let ended = run(root, "npm", &mut command)?;
    if !ended.success {
        ended.show_tail();
        return Err(Trouble::Ground(format!("This did not succeed:\n    {}", shown(&command))));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the sizes named are those of the locked versions. Method: find each version in the
    /// lock file, and no package beside them.
    #[test]
    fn the_npm_packages_priced_are_those_locked() {
        let lock = folder(&xtask::tree::root()).join("package-lock.json");
        let lock = fs::read_to_string(lock).unwrap();
        // With all that they import.
        assert_eq!(lock.matches("\"integrity\"").count(), 42);
        for (name, version, _) in PACKAGES {
            let entry = format!("\"node_modules/{name}\": {{\n      \"version\": \"{version}\"");
            assert!(lock.contains(&entry), "{name} {version} is not what the lock file holds");
        }
    }
}
