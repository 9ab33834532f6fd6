//! The sheets of results and of checks.

use super::looks::Kind;
use super::values::Held;
use super::{Book, Written, at, formula_in, grow, text};
use crate::words::scenario;
use crate::workbook::layout::{FIRST_ROW, fixed, range_of};
use crate::workbook::names::column_letters;
use formula::plan::{Definition, DefinitionId, TableId, Type};
use formula::run::Verdict;
use formula::words::Language;
use rust_xlsxwriter::Worksheet;

impl Book<'_, '_> {
    /// The results, live: those of the country, then table by table.
    pub(super) fn results(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.results.clone();
        self.list(sheet, &name, "workbook-about-results", &[("workbook-head-label", 16)])?;
        text(sheet, 3, 0, "", &self.looks.words)?;
        let plan = self.emitter.plan;
        let mut row = 3_u32;
        if let Some(said) = scenario(plan, self.language) {
            text(sheet, row, 0, &said, &self.looks.strong)?;
            row += 1;
        }
        for (id, definition) in plan.results() {
            if definition.table.is_some() {
                continue;
            }
            let label = definition.labels.say(self.language, &definition.name);
            text(sheet, row, 0, &label, &self.looks.strong)?;
            let held = self.worked(id, 0);
            let format =
                self.format_of(&definition.ty, definition.percent, std::slice::from_ref(&held));
            let look = self.looks.value(Kind::Result, format);
            let source = self.emitter.definition_names.get(&id).cloned().unwrap_or_default();
            sheet.write_formula_with_format(
                row,
                1,
                formula_in(&source, &name, 0, &held.shown()),
                &look,
            )?;
            text(sheet, row, 2, &self.unit(&definition.ty, definition.percent), &self.looks.words)?;
            row += 1;
        }
        for table in 0..plan.tables.len() {
            let id = TableId(table);
            let results: Vec<_> =
                plan.results().into_iter().filter(|(_, d)| d.table == Some(id)).collect();
            if !results.is_empty() {
                row = self.results_of(sheet, &name, id, &results, row + u32::from(row > 3))?;
            }
        }
        sheet.set_freeze_panes(0, 0)?;
        Ok(())
    }

    fn results_of(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        table: TableId,
        results: &[(DefinitionId, &Definition)],
        top: u32,
    ) -> Result<u32, super::Refusal> {
        let Some(schema) = self.emitter.plan.table(table) else { return Ok(top) };
        let title = schema.labels.say(self.language, &schema.name);
        text(sheet, top, 0, &title, &self.looks.strong)?;
        let head = top + 1;
        let key = schema.key.and_then(|key| schema.columns.get(key.0));
        let key = key.map_or_else(String::new, |k| k.labels.say(self.language, &k.name));
        text(sheet, head, 0, &key, &self.looks.head)?;
        text(sheet, head + 1, 0, "", &self.looks.small)?;
        let named = self.name_column(table);
        if let Some((label, _)) = &named {
            text(sheet, head, 1, label, &self.looks.head)?;
            sheet.set_column_width(1, 24)?;
        }
        let rows = self.emitter.data.rows(table);
        let first = head + 2;
        let keys = range_of(&self.emitter.keys(table));
        let words = self.looks.value(Kind::Worked, super::looks::GENERAL);
        for row in 0..rows {
            let line = first + u32::try_from(row).unwrap_or(0);
            text(sheet, line, 0, &self.key(table, row), &words)?;
            if let Some((_, column)) = &named {
                let held = self.given_at(table, *column, row);
                held.write(sheet, line, 1, &words)?;
            }
        }
        for (column, (id, definition)) in (if named.is_some() { 2 } else { 1 }..).zip(results) {
            self.result_column(sheet, name, (*id, definition), &keys, (head, column), rows)?;
        }
        sheet.set_row_height(head, 48)?;
        Ok(first + u32::try_from(rows).unwrap_or(0) + 2)
    }

    fn result_column(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        (id, definition): (DefinitionId, &Definition),
        keys: &str,
        (head, column): (u32, u32),
        rows: usize,
    ) -> Written {
        let label = definition.labels.say(self.language, &definition.name);
        text(sheet, head, column, &label, &self.looks.result_head)?;
        let unit = self.unit(&definition.ty, definition.percent);
        text(sheet, head + 1, column, &unit, &self.looks.small)?;
        sheet.set_column_width(at(column)?, 22)?;
        let held: Vec<Held> = (0..rows).map(|row| self.worked(id, row)).collect();
        let format = self.format_of(&definition.ty, definition.percent, &held);
        let look = self.looks.value(Kind::Result, format);
        let Some(source) = self.emitter.places.definitions.get(&id) else { return Ok(()) };
        let range = range_of(source);
        let table = definition.table.unwrap_or(TableId(0));
        let plain = self.emitter.keys_are_plain(table) && self.has_key(table);
        for (row, held) in held.iter().enumerate() {
            let line = head + 2 + u32::try_from(row).unwrap_or(0);
            let formula = match plain {
                true => format!("INDEX({range},MATCH($A{},{keys},0))", line + 1),
                false => format!("INDEX({range},{})", row + 1),
            };
            let formula = formula_in(&formula, name, line + 1, &held.shown());
            sheet.write_formula_with_format(line, at(column)?, formula, &look)?;
        }
        if rows > 0 && adds_up(definition) {
            let line = head + 2 + u32::try_from(rows).unwrap_or(0);
            text(sheet, line, 0, &self.say("workbook-label-total"), &self.looks.strong)?;
            let letters = column_letters(column);
            let formula = format!("SUM({letters}{}:{letters}{line})", head + 3);
            let shown = self.total_shown(&held);
            let formula = formula_in(&formula, name, line + 1, &shown);
            sheet.write_formula_with_format(line, at(column)?, formula, &look)?;
        }
        Ok(())
    }

    fn has_key(&self, table: TableId) -> bool {
        self.emitter.plan.table(table).is_some_and(|t| t.key.is_some())
    }

    fn total_shown(&self, held: &[Held]) -> String {
        let numbers: Option<Vec<_>> = (held.iter())
            .map(|h| match h {
                Held::Number(number) => Some(*number),
                _ => None,
            })
            .collect();
        let total = numbers.and_then(|n| formula::number::sum(n).ok());
        total.map_or_else(|| "#N/A".to_owned(), |t| Held::Number(t).shown())
    }

    /// The column with the names of a table's rows in the language, if it has one.
    fn name_column(&self, table: TableId) -> Option<(String, formula::plan::ColumnId)> {
        let schema = self.emitter.plan.table(table)?;
        let wanted: &[&str] = match self.language {
            Language::En => &["name_en", "name", "name_sq"],
            Language::Sq => &["name_sq", "name", "name_en"],
            Language::SrCyrl | Language::SrLatn => &["name_sr", "name", "name_sq"],
        };
        let found = wanted.iter().find_map(|name| schema.column_named(name));
        let (id, column) = found.filter(|(id, _)| schema.key != Some(*id))?;
        Some((column.labels.say(self.language, &column.name), id))
    }

    fn given_at(&self, table: TableId, column: formula::plan::ColumnId, row: usize) -> Held {
        let cells = self.emitter.data.table(table).and_then(|t| t.column(column));
        let held = self.given(cells, &Type::Text, row);
        match (held, self.language) {
            (Held::Text(text), Language::SrLatn) => Held::Text(formula::words::to_latin(&text)),
            (held, _) => held,
        }
    }

    /// The sheet of checks, of what must be zero, and of the one cell that sums them up.
    pub(super) fn checks(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.checks.clone();
        let heads = [
            ("workbook-head-kind", 16),
            ("workbook-head-check", 60),
            ("workbook-head-condition", 60),
            ("workbook-head-holds", 12),
            ("workbook-head-failing", 18),
            ("workbook-head-source", 50),
        ];
        self.list(sheet, &name, "workbook-about-checks", &heads)?;
        let mut row = FIRST_ROW;
        let mut stopping = Vec::new();
        let look = self.looks.value(Kind::Worked, super::looks::GENERAL);
        let outcomes = self.emitter.run.checks();
        for ((check, formulas), outcome) in
            self.emitter.plan.checks.iter().zip(self.checks).zip(outcomes)
        {
            let kind = if check.stops { "workbook-kind-check" } else { "workbook-kind-warn" };
            text(sheet, row - 1, 0, &self.say(kind), &self.looks.wrapped)?;
            let label = check.labels.say(self.language, &outcome.text);
            text(sheet, row - 1, 1, &label, &self.looks.wrapped)?;
            text(sheet, row - 1, 2, &outcome.text, &self.looks.wrapped)?;
            grow(sheet, row - 1, &[(&label, 60), (&outcome.text, 60)])?;
            let holds = match outcome.verdict {
                Verdict::Holds => Held::Truth(true),
                Verdict::Fails => Held::Truth(false),
                Verdict::Open => Held::Nothing,
            };
            let holds = holds.shown();
            let formula = formula_in(&formulas.holds, &name, row, &holds);
            sheet.write_formula_with_format(row - 1, 3, formula, &look)?;
            if let Some(failing) = &formulas.failing {
                let formula = formula_in(failing, &name, row, &outcome.rows.len().to_string());
                sheet.write_formula_with_format(row - 1, 4, formula, &look)?;
            }
            text(sheet, row - 1, 5, &self.sources(&check.cites, "; "), &self.looks.wrapped)?;
            if check.stops {
                stopping.push(format!("D{row}"));
            }
            row += 1;
        }
        for residual in &self.emitter.residuals {
            let kind =
                if residual.solved { "workbook-kind-solved" } else { "workbook-kind-residual" };
            text(sheet, row - 1, 0, &self.say(kind), &self.looks.wrapped)?;
            let about = if residual.solved {
                "workbook-residual-solved"
            } else {
                "workbook-residual-share"
            };
            text(sheet, row - 1, 1, &self.say(about), &self.looks.wrapped)?;
            text(sheet, row - 1, 2, &residual.heading, &self.looks.wrapped)?;
            grow(sheet, row - 1, &[(&residual.heading, 60)])?;
            let holds = format!("IFERROR(ABS(ROUND(E{row},6))=0,FALSE)");
            sheet.write_formula_with_format(
                row - 1,
                3,
                formula_in(&holds, &name, row, "TRUE"),
                &look,
            )?;
            let formula = formula_in(&residual.formula, &name, row, "0");
            let number = self.looks.value(Kind::Worked, "0.000000");
            sheet.write_formula_with_format(row - 1, 4, formula, &number)?;
            stopping.push(format!("D{row}"));
            row += 1;
        }
        self.overall_cell(sheet, &name, &stopping, row)
    }

    /// The cell that sums up what stops a run.
    fn overall_cell(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        stopping: &[String],
        row: u32,
    ) -> Written {
        let overall = match stopping {
            [] => "TRUE".to_owned(),
            // What is open does not hold. Warnings do not stop, whether they hold or not.
            cells if cells.len() <= 200 => format!("IFERROR(AND({}),FALSE)", cells.join(",")),
            // Two ranges instead of a list that could be too long.
            cells => {
                let (last, warn) = (row - 1, self.say("workbook-kind-warn"));
                let kinds = format!("A{FIRST_ROW}:A{last},\"<>{warn}\"");
                format!("COUNTIFS({kinds},D{FIRST_ROW}:D{last},TRUE)={}", cells.len())
            }
        };
        text(sheet, 2, 1, &self.say("workbook-label-overall"), &self.looks.strong)?;
        let shown = Held::Truth(self.emitter.run.holds()).shown();
        let look = self.looks.value(Kind::Result, super::looks::GENERAL);
        sheet.write_formula_with_format(2, 3, formula_in(&overall, name, 3, &shown), &look)?;
        Ok(())
    }

    /// The cell that says whether everything holds, as another sheet asks for it.
    pub(super) fn overall(&self) -> String {
        fixed(&self.emitter.places.overall)
    }
}

/// Whether the sum over all rows means something: not for rates.
fn adds_up(definition: &Definition) -> bool {
    match &definition.ty {
        Type::Number(unit) => {
            !definition.percent && !unit.is_plain() && unit.factors().all(|(_, power)| power > 0)
        }
        _ => false,
    }
}
