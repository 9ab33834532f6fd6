//! The sheets of steps.

use super::looks::{GENERAL, Kind};
use super::values::Held;
use super::{Book, Written, at, formula_in, grow, text};
use crate::workbook::layout::{FIRST_ROW, range_of, row_number};
use formula::plan::TableId;
use rust_xlsxwriter::Worksheet;

impl Book<'_, '_> {
    /// Whether something looks at the numbers of a table's rows.
    pub(super) fn numbers_rows(&self, table: Option<TableId>) -> bool {
        table.is_some_and(|table| {
            // One row looks at its own number; a search for keys looks at those of all rows.
            let own = self.emitter.own_place(table).text;
            let all = range_of(&self.emitter.place_column(table));
            let looks = |formula: &str| formula.contains(&own) || formula.contains(&all);
            self.emitter.steps.values().flatten().any(|step| looks(&step.formula))
                || self.formulas.values().any(|formula| looks(formula))
        })
    }

    /// The steps of a table, or of the country.
    pub(super) fn steps(&self, table: Option<TableId>, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.steps.get(&table).cloned().unwrap_or_default();
        sheet.set_tab_color(0x9C_A3_AF_u32);
        match table {
            Some(table) => self.table_steps(table, &name, sheet),
            None => self.national_steps(&name, sheet),
        }
    }

    fn table_steps(&self, table: TableId, name: &str, sheet: &mut Worksheet) -> Written {
        self.list(sheet, name, "workbook-about-steps", &[("workbook-head-row", 8)])?;
        let rows = self.emitter.data.rows(table);
        let look = self.looks.value(Kind::Step, GENERAL);
        for row in 0..rows {
            let line = row_number(row);
            let shown = (row + 1).to_string();
            let formula = formula_in(&format!("ROW()-{}", FIRST_ROW - 1), name, line, &shown);
            sheet.write_formula_with_format(line - 1, 0, formula, &look)?;
        }
        let steps = self.emitter.steps.get(&Some(table)).map(Vec::as_slice).unwrap_or_default();
        for (column, step) in steps.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
            let heading: String = step.heading.chars().take(250).collect();
            text(sheet, 3, column, &heading, &self.looks.head)?;
            sheet.set_column_width(at(column)?, 18)?;
            for row in 0..rows {
                let line = row_number(row);
                if let Some(solved) = &step.solved {
                    solved_value(solved.get(row)).write(sheet, line - 1, column, &look)?;
                    continue;
                }
                // Without a value a program that trusts what is stored works it out when it opens.
                let formula = formula_in(&step.formula, name, line, "");
                let (row, column) = (line - 1, at(column)?);
                match step.array {
                    true => sheet.write_array_formula_with_format(
                        row, column, row, column, formula, &look,
                    )?,
                    false => sheet.write_formula_with_format(row, column, formula, &look)?,
                };
            }
        }
        sheet.set_row_height(3, 96)?;
        sheet.set_freeze_panes(4, 1)?;
        Ok(())
    }

    fn national_steps(&self, name: &str, sheet: &mut Worksheet) -> Written {
        self.list(
            sheet,
            name,
            "workbook-about-steps",
            &[("workbook-head-rule", 90), ("workbook-head-value", 22)],
        )?;
        let steps = self.emitter.steps.get(&None).map(Vec::as_slice).unwrap_or_default();
        let look = self.looks.value(Kind::Step, GENERAL);
        for (at_step, step) in steps.iter().enumerate() {
            let line = row_number(at_step);
            text(sheet, line - 1, 0, &step.heading, &self.looks.wrapped)?;
            grow(sheet, line - 1, &[(&step.heading, 90)])?;
            if let Some(solved) = &step.solved {
                solved_value(solved.first()).write(sheet, line - 1, 1, &look)?;
                continue;
            }
            let formula = formula_in(&step.formula, name, line, "");
            match step.array {
                true => sheet.write_array_formula_with_format(
                    line - 1,
                    1,
                    line - 1,
                    1,
                    formula,
                    &look,
                )?,
                false => sheet.write_formula_with_format(line - 1, 1, formula, &look)?,
            };
        }
        Ok(())
    }
}

/// A solved value; a dash where the engine found none.
fn solved_value(value: Option<&Option<formula::number::Decimal>>) -> Held {
    match value {
        Some(Some(number)) => Held::Number(*number),
        _ => Held::Text("–".to_owned()),
    }
}
