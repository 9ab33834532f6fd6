//! Policy tests: Markdown pages that state a rule, an example worked by hand and its result.
//!
//! [`document`] reads a page into cases, [`judge`] runs them; [`judge_page`] does both. How such a
//! page is written stands in `docs/formula-tests.md`. Where formulas and data beside the page are
//! found is left to a [`Shelf`]: a folder on disk, or texts inside a program.

pub mod document;
pub mod judge;

pub use document::{Case, Expected, Fault, Settings};
pub use judge::{Failure, judge, look};

use crate::library::{Findings, Library, sources_in};
use crate::runs::read_with_decisions;
use formula::data::Table;
use formula::diagnostic::{Diagnostic, Source};
use formula::plan::Plan;
use formula::words::{Catalog, Language, Words};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    Catalog::new(&Words {
        en: &[include_str!("../../locales/en.ftl")],
        sq: &[include_str!("../../locales/sq.ftl")],
        sr: &[include_str!("../../locales/sr.ftl")],
    })
});

impl Fault {
    /// What is wrong or differs, as a sentence without its end.
    pub fn message(&self, language: Language) -> String {
        CATALOG.say(language, self.id, &self.arguments)
    }
}

/// Where a page finds what it names.
pub trait Shelf {
    /// The page itself, as a person knows it: the name of its file.
    fn page(&self) -> String;

    /// The formula in a file, by its path from the page, with those that it uses.
    ///
    /// # Errors
    /// What is wrong with any of them.
    fn library(&self, file: &str) -> Result<Library, Vec<Findings>>;

    /// The formulas beside the page, for one that is written out in it and uses them.
    fn siblings(&self) -> Vec<Source>;

    /// The tables of a plan in a folder, by its path from the page.
    ///
    /// # Errors
    /// What is missing or wrong in any of them.
    fn tables(&self, plan: &Plan, folder: &str) -> Result<Vec<Table>, Vec<Diagnostic>>;
}

/// A page on disk; what it names is found from its folder.
#[derive(Debug, Clone)]
pub struct OnDisk {
    file: PathBuf,
    folder: PathBuf,
}

impl OnDisk {
    /// The page in a file.
    pub fn new(file: &Path) -> OnDisk {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        OnDisk { file: file.to_owned(), folder }
    }
}

impl Shelf for OnDisk {
    fn page(&self) -> String {
        self.file.display().to_string()
    }

    fn library(&self, file: &str) -> Result<Library, Vec<Findings>> {
        Library::open(&self.folder.join(file))
    }

    fn siblings(&self) -> Vec<Source> {
        sources_in(&self.folder, None)
    }

    fn tables(&self, plan: &Plan, folder: &str) -> Result<Vec<Table>, Vec<Diagnostic>> {
        read_with_decisions(plan, &self.folder.join(folder))
    }
}

/// How a case came out.
#[derive(Debug)]
pub enum Verdict {
    /// Everything came out as it must.
    Passes,
    /// What did not.
    Fails(Vec<Failure>),
    /// It was left out, for this reason.
    Skipped(String),
}

/// Runs every case of a page; a page without tests has none. `today` is the day of a case that
/// names none.
///
/// # Errors
/// What is wrong with how the page is written.
pub fn judge_page(
    text: &str,
    shelf: &dyn Shelf,
    today: Date,
) -> Result<Vec<(Case, Verdict)>, Vec<Fault>> {
    let judged = document::read(text)?.into_iter().map(|case| {
        let verdict = match &case.settings.skip {
            Some(reason) => Verdict::Skipped(reason.clone()),
            None => {
                let failures = judge(shelf, &case, today);
                if failures.is_empty() { Verdict::Passes } else { Verdict::Fails(failures) }
            }
        };
        (case, verdict)
    });
    Ok(judged.collect())
}
