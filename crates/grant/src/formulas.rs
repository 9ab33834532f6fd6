//! The formulas that are part of the program, and what each of them is.

use crate::error::Error;
use formula::diagnostic::Source;
use formula::plan::Plan;
use formula_data::Library;
use std::sync::Arc;

/// The name of the general grant's formula.
pub const GENERAL_GRANT: &str = "general_grant";
/// The name of the specific grant's formula.
pub const SPECIFIC_GRANT: &str = "specific_grant";
/// The name of the formula that fills gaps in the data.
pub const ESTIMATES: &str = "estimates";

/// The formulas of Kosovo (`formulas/kosovo/`), as file and text.
const TEXTS: [(&str, &str); 3] = [
    (
        "formulas/kosovo/general-grant.formula",
        include_str!("../../../formulas/kosovo/general-grant.formula"),
    ),
    (
        "formulas/kosovo/specific-grant.formula",
        include_str!("../../../formulas/kosovo/specific-grant.formula"),
    ),
    (
        "formulas/kosovo/estimates.formula",
        include_str!("../../../formulas/kosovo/estimates.formula"),
    ),
];

/// The pages of their policy tests, as file and text.
const POLICY_TESTS: [(&str, &str); 3] = [
    ("formulas/kosovo/general-grant.md", include_str!("../../../formulas/kosovo/general-grant.md")),
    (
        "formulas/kosovo/specific-grant.md",
        include_str!("../../../formulas/kosovo/specific-grant.md"),
    ),
    ("formulas/kosovo/estimates.md", include_str!("../../../formulas/kosovo/estimates.md")),
];

/// What a formula is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// It shares out a grant under a law in force.
    Grant,
    /// It shares out a grant as someone proposes it; every page about it says so.
    Proposal,
    /// It prepares inputs of other formulas.
    Preparation,
}

/// A formula that is part of the program.
#[derive(Debug, Clone)]
pub struct FormulaEntry {
    /// Its name, as its first line states it.
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Its plan.
    pub plan: Arc<Plan>,
    /// The formulas that it uses, by name.
    pub uses: Vec<String>,
    pub(crate) formulas: Arc<Formulas>,
}

impl FormulaEntry {
    /// Whether no law states it yet.
    pub fn is_proposal(&self) -> bool {
        self.purpose == Purpose::Proposal
    }

    /// Whether it shares out a grant, in force or proposed.
    pub fn is_grant(&self) -> bool {
        self.purpose != Purpose::Preparation
    }
}

/// A formula and those that it uses, understood together.
#[derive(Debug)]
pub(crate) struct Formulas {
    /// Ready to be run.
    pub(crate) library: Library,
    /// The same plans, each after those that it uses; the one asked for is the last.
    pub(crate) plans: Vec<Arc<Plan>>,
}

impl Formulas {
    /// Reads texts; the first is the formula asked for.
    pub(crate) fn read(main: Source, others: Vec<Source>) -> Result<Formulas, Error> {
        let library = Library::from_sources(main, others).map_err(Error::formula)?;
        let plans = library.plans().iter().cloned().map(Arc::new).collect();
        Ok(Formulas { library, plans })
    }

    /// The formula asked for.
    pub(crate) fn plan(&self) -> Result<&Arc<Plan>, Error> {
        self.plans.last().ok_or_else(|| Error::formula(Vec::new()))
    }

    /// The plan of a name among the formula and those that it uses.
    pub(crate) fn named(&self, name: &str) -> Option<&Arc<Plan>> {
        self.plans.iter().find(|plan| plan.name == name)
    }
}

/// All formulas that are part of the program: the grants first.
///
/// # Errors
/// `grant-formula-refused` when one of them does not pass its own check.
pub(crate) fn all() -> Result<Vec<FormulaEntry>, Error> {
    (0..TEXTS.len()).map(entry).collect()
}

fn entry(at: usize) -> Result<FormulaEntry, Error> {
    let mut sources: Vec<Source> =
        TEXTS.iter().map(|(file, text)| Source::new(*file, *text)).collect();
    let main = sources.remove(at);
    let formulas = Arc::new(Formulas::read(main, sources)?);
    let plan = Arc::clone(formulas.plan()?);
    let purpose = match plan.name.as_str() {
        SPECIFIC_GRANT => Purpose::Proposal,
        ESTIMATES => Purpose::Preparation,
        _ => Purpose::Grant,
    };
    let mut uses: Vec<String> = plan.uses.iter().map(|used| used.formula.clone()).collect();
    uses.dedup();
    Ok(FormulaEntry { name: plan.name.clone(), purpose, plan, uses, formulas })
}

/// The page of a formula's policy test: its file and its text.
pub(crate) fn policy_test_of(name: &str) -> Option<(&'static str, &'static str)> {
    let file = file_of(name);
    let stem = file.strip_suffix(".formula")?;
    POLICY_TESTS.into_iter().find(|(page, _)| page.strip_suffix(".md") == Some(stem))
}

/// The formulas of the program as texts, for a policy test that writes one out.
pub(crate) fn sources() -> Vec<Source> {
    TEXTS.iter().map(|(file, text)| Source::new(*file, *text)).collect()
}

/// The file of a formula that is part of the program, for a reader.
pub(crate) fn file_of(name: &str) -> String {
    format!("formulas/kosovo/{}.formula", name.replace('_', "-"))
}
