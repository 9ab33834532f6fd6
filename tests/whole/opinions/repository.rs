//! The formulas of the repository as cases.

use super::Case;
use formula::run::Request;
use formula_data::{Library, Outcome};
use jiff::civil::date;
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
