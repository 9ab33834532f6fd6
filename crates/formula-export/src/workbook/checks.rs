//! Checks and warnings as formulas that say whether they hold.

use super::emitter::Emitter;
use super::layout::range_of;
use super::piece::Piece;
use formula::plan::Check;

/// A check as two formulas.
#[derive(Debug, Clone)]
pub(super) struct CheckFormulas {
    /// Whether it holds everywhere. What a missing value leaves open does not hold.
    pub(super) holds: String,
    /// In how many rows it does not hold; none for a check of the country.
    pub(super) failing: Option<String>,
}

impl Emitter<'_> {
    pub(super) fn check(&mut self, check: &Check) -> CheckFormulas {
        let condition = self.expr(&check.condition, check.table);
        let Some(table) = check.table else {
            let holds = format!("IFERROR({},FALSE)", condition.text);
            return CheckFormulas { holds, failing: None };
        };
        let words = self.words(&check.condition);
        if self.rows(table) == 0 {
            return CheckFormulas { holds: "TRUE".to_owned(), failing: Some("0".to_owned()) };
        }
        // Each row by itself, so that the rows at fault can be found on the sheet of steps.
        let column = self.own_column(table, &Piece::whole(condition.text), &words);
        let range = column.column.as_ref().map(range_of).unwrap_or_default();
        let failing = format!("ROWS({range})-COUNTIF({range},TRUE)");
        CheckFormulas { holds: format!("{failing}=0"), failing: Some(failing) }
    }
}
