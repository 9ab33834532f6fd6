//! Checks and warnings as formulas that say whether they hold.

use super::emitter::Emitter;
use super::layout::range_of;
use super::piece::Piece;
use formula::plan::Check;

/// A check as two formulas.
#[derive(Debug, Clone)]
pub(super) struct CheckFormulas {
    /// Whether it holds everywhere; missing where a missing value leaves that open.
    pub(super) holds: String,
    /// In how many rows it does not hold; none for a check of the country.
    pub(super) failing: Option<String>,
}

impl Emitter<'_> {
    pub(super) fn check(&mut self, check: &Check) -> CheckFormulas {
        let condition = self.expr(&check.condition, check.table);
        let Some(table) = check.table else {
            return CheckFormulas { holds: condition.text, failing: None };
        };
        let words = self.words(&check.condition);
        if self.rows(table) == 0 {
            return CheckFormulas { holds: "TRUE".to_owned(), failing: Some("0".to_owned()) };
        }
        // Each row by itself, so that the rows at fault can be found on the sheet of steps.
        let column = self.own_column(table, &Piece::whole(condition.text), &words);
        let range = column.column.as_ref().map(range_of).unwrap_or_default();
        let failing = format!("ROWS({range})-COUNTIF({range},TRUE)");
        let holds = format!("IF(COUNTIF({range},FALSE)>0,FALSE,IF({failing}=0,TRUE,NA()))");
        CheckFormulas { holds, failing: Some(failing) }
    }
}
