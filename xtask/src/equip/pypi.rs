//! Programs of PyPI, each in a virtual environment of its own below `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::tree;

use super::sizes;
use crate::Trouble;
use crate::child::{answer, run, shown};

/// A module of Python with what it takes to have it.
#[derive(Debug)]
pub(super) struct Module {
    /// What it is to the tests.
    pub(super) name: &'static str,
    /// What Python imports.
    module: &'static str,
    /// Its package with all that they import, each in the version that is installed.
    packages: &'static [&'static str],
    /// The download for Linux on x86-64, in bytes.
    bytes: u64,
    /// What they and their virtual environment take on disk, in bytes.
    disk_bytes: u64,
}

/// An engine that works out formulas.
pub(super) const DUCKDB: Module = Module {
    name: "DuckDB",
    module: "duckdb",
    packages: &["duckdb==2.0.1"],
    bytes: 24_925_733,
    disk_bytes: 94_739_180,
};

/// The server of mail that takes the letters of the tests.
pub(super) const POST: Module = Module {
    name: "mail server",
    module: "aiosmtpd",
    packages: &["aiosmtpd==1.4.6", "atpublic==9.0.0", "attrs==26.1.0"],
    bytes: 231_000,
    disk_bytes: 22_000_000,
};

/// What asks the API whatever its description allows and forbids.
pub(super) const ASKERS: Module = Module {
    name: "Schemathesis",
    module: "schemathesis",
    packages: &[
        "anyio==4.16.0",
        "certifi==2026.10.19.post1",
        "charset-normalizer==3.5.3",
        "click==8.5.1",
        "graphql-core==3.3.2",
        "harfile==0.6.0",
        "hypothesis==6.170.17",
        "hypothesis-graphql==0.13.5",
        "idna==3.20",
        "iniconfig==2.3.1",
        "jsonschema_rs==0.60.3",
        "markdown-it-py==4.3.0",
        "MarkupSafe==3.0.4",
        "mdurl==0.1.2",
        "packaging==26.4",
        "pluggy==1.7.0",
        "Pygments==2.21.0",
        "pyrate-limiter==4.5.1",
        "pytest==9.2.0",
        "PyYAML==6.0.4",
        "requests==2.34.2",
        "rich==15.0.0",
        "schemathesis==4.32.5",
        "sortedcontainers==2.4.0",
        "typing_extensions==4.16.0",
        "urllib3==2.8.0",
        "Werkzeug==3.1.9",
    ],
    bytes: 13_324_000,
    disk_bytes: 87_100_000,
};

impl Module {
    /// The Python of its virtual environment, if it can import it.
    pub(super) fn python(&self, root: &Path) -> Option<PathBuf> {
        let python = self.environment(root).join("bin").join("python");
        let import = format!("import {}", self.module);
        answer(&python, &["-c", &import]).is_some().then_some(python)
    }

    fn environment(&self, root: &Path) -> PathBuf {
        tree::target_folder(root).join("xtask").join(format!("{}-environment", self.module))
    }

    /// Its package with its version.
    pub(super) fn package(&self) -> String {
        let named = format!("{}==", self.module);
        let package = self.packages.iter().find(|package| package.starts_with(&named));
        let others = match self.packages.len() {
            0 | 1 => "",
            _ => " and what it imports",
        };
        format!("{}{others}", package.copied().unwrap_or(self.module).replace("==", " "))
    }

    /// What it takes.
    pub(super) fn price(&self) -> String {
        sizes(self.bytes, self.disk_bytes)
    }

    /// Installs it with all that it imports.
    ///
    /// # Errors
    /// When Python or pip does not.
    pub(super) fn install(&self, root: &Path) -> Result<(), Trouble> {
        let environment = self.environment(root);
        let mut make = Command::new("python3");
        make.args(["-m", "venv", "--clear"]).arg(&environment);
        let mut install = Command::new(environment.join("bin").join("python"));
        install
            .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps"])
            .args(["--only-binary", ":all:"])
            .args(self.packages);
        let steps =
            [(format!("{}-environment", self.module), make), (self.module.to_owned(), install)];
        for (name, mut command) in steps {
            let ended = run(root, &name, &mut command)?;
            if !ended.success {
                ended.show_tail();
                let typed = shown(&command);
                return Err(Trouble::Ground(format!("This did not succeed:\n    {typed}")));
            }
        }
        Ok(())
    }
}
