//! Columns that hold adopted amounts: what is adopted must be in the unit in which it is read.

use super::Checker;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{Column, Type};
use crate::unit::Unit;

/// In what a column or a result is declared.
struct Declared {
    unit: Unit,
    percent: bool,
}

impl Declared {
    fn of(ty: &Type, percent: bool) -> Option<Declared> {
        match ty {
            Type::Number(unit) => Some(Declared { unit: unit.clone(), percent }),
            _ => None,
        }
    }

    fn word(&self) -> String {
        if self.percent { "%".to_owned() } else { self.unit.to_string() }
    }
}

impl Checker<'_> {
    /// Holds each column `from decided` of this formula's own results against them. Adopted amounts
    /// of other formulas come from versions of them that need not be those of today: what their
    /// files say is asked when they are read.
    pub(super) fn check_decided(&mut self) {
        let own = self.header.map(|header| header.name.text.as_str()).unwrap_or_default();
        let differs = |column: &Column| -> Option<(Span, Declared, Declared)> {
            let decided = column.decided.as_ref().filter(|decided| decided.formula == own)?;
            let result = self.typed.iter().find(|d| d.result && d.name == decided.result)?;
            let wanted = Declared::of(&column.ty, column.percent)?;
            let found = Declared::of(&result.ty, result.percent)?;
            let same = wanted.unit == found.unit && wanted.percent == found.percent;
            (!same).then_some((result.name_span, wanted, found))
        };
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let found: Vec<Diagnostic> = columns
            .filter_map(|column| {
                let (result, wanted, found) = differs(column)?;
                let name = column.decided.as_ref().map(|d| d.result.clone()).unwrap_or_default();
                let fault = Diagnostic::at("check-decided-unit", column.span)
                    .with("column", &*column.name)
                    .with("result", name)
                    .with("declared", wanted.word())
                    .with("found", found.word());
                Some(fault.other(Place::Formula(result)))
            })
            .collect();
        self.diagnostics.extend(found);
    }
}
