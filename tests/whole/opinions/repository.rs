//! The formulas of the repository as cases.

use super::Case;
use formula::run::Request;
use formula_data::policy_test::{OnDisk, document, look};
use formula_data::{Library, Outcome};
use jiff::civil::date;
use std::path::{Path, PathBuf};
use xtask::tree;

/// Every formula of Kosovo on the data of Kosovo.
pub(crate) fn kosovo() -> Vec<Case> {
    let root = tree::root();
    let mut cases = Vec::new();
    for name in ["estimates", "general-grant", "specific-grant"] {
        let file = root.join(format!("formulas/kosovo/{name}.formula"));
        let library = Library::open(&file).unwrap();
        let request = Request::on(date(2024, 1, 1));
        let runs = library.run_all(&root.join("data/kosovo"), &request).unwrap();
        let Outcome { plan, data, run } = runs.asked;
        let request = run.request().clone();
        let name = format!("kosovo/{name}");
        cases.push(Case::new(name, plan.clone(), data, request).unwrap());
    }
    cases
}

/// Every published grant with the inputs that its state published.
#[cfg_attr(not(corpus), allow(dead_code, reason = "the published grants are not there"))]
pub(crate) fn published() -> Vec<Case> {
    let mut cases = Vec::new();
    crate::conformance::each(|name, outcome| {
        let (plan, data) = (outcome.plan.clone(), outcome.data.clone());
        let request = outcome.run.request().clone();
        cases.extend(Case::new(name.to_owned(), plan, data, request));
    });
    cases
}

/// Every case of the pages that teach the language or test a formula, and of one with forms that
/// engines find hard, as far as it runs.
pub(crate) fn pages() -> Vec<Case> {
    let root = tree::root();
    let mut pages: Vec<PathBuf> = ["docs/language", "formulas/kosovo"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    pages.push(root.join("docs/tutorial.md"));
    pages.push(root.join("tests/whole/opinions/forms.md"));
    pages.sort();
    pages.iter().flat_map(|page| cases_of(page)).collect()
}

fn cases_of(page: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(page).unwrap();
    let read = document::read(&text).unwrap_or_default();
    let shelf = OnDisk::new(page);
    let mut cases = Vec::new();
    for case in read.iter().filter(|case| case.settings.skip.is_none()) {
        let name = format!("{}: {}", page.file_name().unwrap().display(), case.title);
        look(&shelf, case, date(2024, 1, 1), &mut |outcome| {
            let (plan, data) = (outcome.plan.clone(), outcome.data.clone());
            let request = outcome.run.request().clone();
            cases.extend(Case::new(name.clone(), plan, data, request));
        });
    }
    cases
}
