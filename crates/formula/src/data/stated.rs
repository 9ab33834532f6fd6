//! Categories: tables whose rows stand in the formula, typed like those of a file.

use super::{CellText, Table, TableReader};
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, TableId};
use std::sync::Arc;

/// The table of a category. Its origin is the formula, its lines are those of the formula.
pub(super) fn of_category(plan: &Plan, id: TableId) -> Result<Table, Vec<Diagnostic>> {
    let Some(schema) = plan.table(id) else { return Err(Vec::new()) };
    let header: Vec<&str> = schema.columns.iter().map(|c| c.name.as_str()).collect();
    let mut reader = TableReader::new(plan, id, &plan.source.name, &header);
    for column in &schema.columns {
        if let Some((standing, source)) = &column.standing {
            reader.describe(&column.name, *standing, source.clone().map(Arc::new));
        }
    }
    for member in schema.members.iter().flatten() {
        let (line, _) = plan.source.line_column(member.span.start);
        let cells: Vec<CellText<'_>> = member
            .cells
            .iter()
            .map(|text| CellText { text, standing: None, source: None })
            .collect();
        reader.row(u64::try_from(line).unwrap_or(u64::MAX), &cells);
    }
    reader.finish()
}
