//! Lines of a scenario that concern no formula.

use super::nearest;
use crate::diagnostic::{Diagnostic, Source};
use crate::plan::{self, Plan};
use crate::syntax;
use crate::syntax::ast::{self, Item, Overlay};

/// Lines of a scenario that concern none of the formulas over which it is laid, each with the
/// nearest name that is known.
pub fn unapplied(scenario: &Source, applied: &[usize], plans: &[Plan]) -> Vec<Diagnostic> {
    let file = syntax::parse(scenario).file;
    let mut found = Vec::new();
    for (at, item) in file.items.iter().enumerate() {
        let Item::Overlay(overlay) = item else { continue };
        if applied.contains(&at) {
            continue;
        }
        found.push(unknown(overlay, plans));
    }
    found
}

/// A line that names nothing of the formulas. What has the name but is set in another way is told
/// so; else the nearest name of its kind is.
fn unknown(overlay: &Overlay, plans: &[Plan]) -> Diagnostic {
    let tables = || plans.iter().flat_map(|p| &p.tables);
    let lets = || plans.iter().flat_map(|p| &p.definitions).map(|d| d.name.as_str());
    let fault = |id, name: &ast::Ident| Diagnostic::at(id, name.span).with("name", &*name.text);
    let (name, known): (&ast::Ident, Vec<&str>) = match overlay {
        Overlay::SetParam(name, ..) => {
            let column = |c: &plan::Column| {
                c.name == name.text || c.family.as_ref().is_some_and(|f| f.name == name.text)
            };
            if let Some(table) = tables().find(|t| t.columns.iter().any(column)) {
                let written = match table.columns.iter().any(|c| c.name == name.text) {
                    true => name.text.clone(),
                    false => format!("{}[…]", name.text),
                };
                return fault("check-set-column", name)
                    .with("table", &*table.name)
                    .with("written", written);
            }
            if lets().any(|found| found == name.text) {
                return fault("check-set-definition", name);
            }
            if plans.iter().flat_map(|p| &p.scales).any(|scale| scale.name == name.text) {
                return fault("check-set-scale", name);
            }
            (name, plans.iter().flat_map(|p| &p.params).map(|p| p.name.as_str()).collect())
        }
        Overlay::SetColumn(table, column, ..) => {
            let named: Vec<&str> = tables().map(|t| t.name.as_str()).collect();
            match tables().find(|found| found.name == table.text) {
                None => (table, named),
                Some(of) => {
                    let names = of.columns.iter().map(|c| c.name.as_str());
                    (column, names.filter(|name| *name != column.text).collect())
                }
            }
        }
        Overlay::Replace(definition) => (&definition.name, lets().collect()),
    };
    let near = nearest(&name.text, known.into_iter()).unwrap_or_default();
    fault("check-set-unknown", name).with("near", near)
}
