//! The sheets of tables, of parameters, of the country and of scales.

use super::looks::{GENERAL, Kind};
use super::values::Held;
use super::{Book, Written, at, formula_in, grow, note, text};
use crate::workbook::layout::{
    CellAt, FIRST_ROW, NATIONAL_VALUE, PARAM_VALUE, SCALE_FROM, row_number,
};
use formula::data;
use formula::diagnostic::catalog;
use formula::plan::{Column, ColumnId, Definition, DefinitionId, ParamId, TableId, UseId, Wording};
use formula::run::ParamInForce;
use formula::standing::Standing;
use formula::syntax::ast::ScaleKind;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet};

/// Columns are never narrower or wider than this, in letters.
const WIDTHS: (usize, usize) = (11, 34);

/// The most notes on the cells of one sheet.
const NOTES_MAX: usize = 2_000;

impl Book<'_, '_> {
    /// The word for a standing.
    pub(super) fn standing(&self, standing: Standing) -> String {
        let id = format!("standing-{}", standing.word());
        catalog().say::<&str>(self.language, &id, &[])
    }

    /// Words in the language of the workbook.
    pub(super) fn spoken(&self, words: &Wording) -> String {
        words.say(self.language)
    }

    /// Sources in the language of the workbook.
    pub(super) fn sources(&self, all: &[Wording], between: &str) -> String {
        all.iter().map(|words| self.spoken(words)).collect::<Vec<_>>().join(between)
    }

    fn title(&self, sheet: &mut Worksheet, name: &str, title: &str) -> Written {
        sheet.set_name(name)?;
        text(sheet, 0, 0, title, &self.looks.title)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
        sheet.set_row_height(0, 24)?;
        Ok(())
    }

    /// Opens a sheet whose columns have heads in its fourth row.
    pub(super) fn list(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        about: &str,
        heads: &[(&str, u16)],
    ) -> Written {
        self.title(sheet, name, name)?;
        text(sheet, 1, 0, &self.say(about), &self.looks.small.clone().unset_text_wrap())?;
        for (column, (head, width)) in heads.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            text(sheet, 3, column, &self.say(head), &self.looks.head)?;
            sheet.set_column_width(at(column)?, *width)?;
        }
        sheet.set_row_height(3, 34)?;
        sheet.set_freeze_panes(4, 0)?;
        sheet.set_repeat_rows(3, 3)?;
        Ok(())
    }

    /// The sheet of a table: its inputs, what other formulas bring, and its definitions.
    pub(super) fn table(&self, id: TableId, sheet: &mut Worksheet) -> Written {
        let plan = self.emitter.plan;
        let Some(table) = plan.table(id) else { return Ok(()) };
        let name = self.emitter.places.tables.get(&id).cloned().unwrap_or_default();
        self.title(sheet, &name, &table.labels.say(self.language, &table.name))?;
        let rows = self.emitter.data.table(id);
        let mut column = 0_u32;
        for (column_at, schema) in table.columns.iter().enumerate() {
            let cells = rows.and_then(|t| t.columns.get(column_at)?.as_ref());
            self.input_column(sheet, column, id, (ColumnId(column_at), schema), cells)?;
            column += 1;
        }
        for (used_at, used) in plan.uses.iter().enumerate() {
            if used.table == Some(id) {
                self.used_column(sheet, column, id, UseId(used_at))?;
                column += 1;
            }
        }
        for (definition_at, definition) in plan.definitions.iter().enumerate() {
            if definition.table == Some(id) {
                self.worked_column(
                    sheet,
                    column,
                    &name,
                    id,
                    DefinitionId(definition_at),
                    definition,
                )?;
                column += 1;
            }
        }
        let key = table.key.map_or(0, |key| u16::try_from(key.0).unwrap_or(0));
        sheet.set_freeze_panes(4, if key < 3 { key + 1 } else { 0 })?;
        sheet.set_repeat_rows(1, 2)?;
        sheet.set_row_height(1, 64)?;
        sheet.set_row_height(2, 26)?;
        Ok(())
    }

    /// The head of a column: label, unit and name, and how wide it is.
    fn heads(
        &self,
        sheet: &mut Worksheet,
        column: u32,
        (label, unit, name): (&str, &str, &str),
        held: &[Held],
        result: bool,
    ) -> Written {
        let look = if result { &self.looks.result_head } else { &self.looks.head };
        text(sheet, 1, column, label, look)?;
        text(sheet, 2, column, unit, &self.looks.small)?;
        text(sheet, 3, column, name, &self.looks.small.clone().unset_text_wrap())?;
        let letters = |h: &Held| match h {
            Held::Text(text) => text.chars().count() + 2,
            Held::Number(number) => {
                let whole = number.to_fixed(0).len();
                whole + whole / 3 + 5
            }
            _ => 0,
        };
        let widest = held.iter().map(letters).max().unwrap_or(0);
        // A long label wraps over four lines of its column.
        let of_label = label.chars().count() / 4 + 4;
        let longest = label.split_whitespace().map(|w| w.chars().count() + 2).max().unwrap_or(0);
        let width = widest.max(of_label).max(longest).max(unit.chars().count() / 2 + 2);
        let width = u16::try_from(width.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(14);
        sheet.set_column_width(at(column)?, width)?;
        Ok(())
    }

    fn input_column(
        &self,
        sheet: &mut Worksheet,
        column: u32,
        table: TableId,
        (id, schema): (ColumnId, &Column),
        cells: Option<&data::Column>,
    ) -> Written {
        let count = self.emitter.data.rows(table);
        let held: Vec<Held> = (0..count).map(|row| self.given(cells, &schema.ty, row)).collect();
        let label = schema.labels.say(self.language, &schema.name);
        let unit = self.unit(&schema.ty, schema.percent);
        self.heads(sheet, column, (&label, &unit, &schema.name), &held, false)?;
        if !schema.cites.is_empty() {
            note(sheet, 1, column, &self.sources(&schema.cites, "\n"))?;
        }
        let format = self.format_of(&schema.ty, schema.percent, &held);
        let firm = self.looks.value(Kind::Input, format);
        let weak = self.looks.value(Kind::Unverified, format);
        let mut notes = 0;
        for (row, held) in held.iter().enumerate() {
            let standing = cells.and_then(|c| c.standing.get(row)).copied().unwrap_or_default();
            let is_weak = standing.is_unverified() && *held != Held::Nothing;
            let line = row_number(row) - 1;
            held.write(sheet, line, column, if is_weak { &weak } else { &firm })?;
            let source = cells.and_then(|c| c.source.get(row)).and_then(Option::as_ref);
            if let Some(source) = source.filter(|_| is_weak && notes < NOTES_MAX) {
                notes += 1;
                let source = self.spoken(source);
                note(sheet, line, column, &format!("{}: {source}", self.standing(standing)))?;
            }
        }
        self.offer(sheet, column, (table, id), schema, count)
    }

    /// Offers the words of a list, or the keys of the table that a column refers to.
    fn offer(
        &self,
        sheet: &mut Worksheet,
        column: u32,
        (table, id): (TableId, ColumnId),
        schema: &Column,
        count: usize,
    ) -> Written {
        use formula::plan::Type;
        let is_key = self.emitter.plan.table(table).is_some_and(|t| t.key == Some(id));
        let list = match &schema.ty {
            Type::Choice(list) => {
                let words = self.emitter.plan.choices.get(list.0).cloned().unwrap_or_default();
                let letters: usize = words.iter().map(|w| w.chars().count() + 1).sum();
                if letters > 250 || words.iter().any(|w| w.contains(',')) {
                    return Ok(());
                }
                DataValidation::new().allow_list_strings(&words)?
            }
            Type::Row(target) if !is_key && self.emitter.rows(*target) > 0 => {
                let keys = crate::workbook::layout::range_of(&self.emitter.keys(*target));
                DataValidation::new().allow_list_formula(Formula::new(format!("={keys}")))
            }
            _ => return Ok(()),
        };
        if count > 0 {
            let last = row_number(count - 1) - 1;
            sheet.add_data_validation(FIRST_ROW - 1, at(column)?, last, at(column)?, &list)?;
        }
        Ok(())
    }

    fn used_column(
        &self,
        sheet: &mut Worksheet,
        column: u32,
        table: TableId,
        id: UseId,
    ) -> Written {
        let Some(used) = self.emitter.plan.uses.get(id.0) else { return Ok(()) };
        let values = self.emitter.data.use_column(id);
        let cells = values.map(|v| &v.column);
        let count = self.emitter.data.rows(table);
        let held: Vec<Held> = (0..count).map(|row| self.given(cells, &used.ty, row)).collect();
        let label = used.labels.say(self.language, &used.name);
        let unit = self.unit(&used.ty, false);
        self.heads(sheet, column, (&label, &unit, &used.name), &held, false)?;
        let run = values.map_or("", |v| v.run.as_str());
        let from = [("formula", used.formula.as_str()), ("result", &used.result), ("run", run)];
        note(sheet, 1, column, &super::say(self.language, "workbook-note-used", &from))?;
        let look = self.looks.value(Kind::Used, self.format_of(&used.ty, false, &held));
        for (row, held) in held.iter().enumerate() {
            held.write(sheet, row_number(row) - 1, column, &look)?;
        }
        Ok(())
    }

    fn worked_column(
        &self,
        sheet: &mut Worksheet,
        column: u32,
        name: &str,
        table: TableId,
        id: DefinitionId,
        definition: &Definition,
    ) -> Written {
        let count = self.emitter.data.rows(table);
        let held: Vec<Held> = (0..count).map(|row| self.worked(id, row)).collect();
        let label = definition.labels.say(self.language, &definition.name);
        let unit = self.unit(&definition.ty, definition.percent);
        self.heads(sheet, column, (&label, &unit, &definition.name), &held, definition.result)?;
        note(sheet, 1, column, &self.rule(definition))?;
        let kind = if definition.result { Kind::Result } else { Kind::Worked };
        let format = self.format_of(&definition.ty, definition.percent, &held);
        let look = self.looks.value(kind, format);
        let formula = self.formulas.get(&id).map_or("", String::as_str);
        for (row, held) in held.iter().enumerate() {
            let line = row_number(row);
            let formula = formula_in(formula, name, line, &held.shown());
            sheet.write_formula_with_format(line - 1, at(column)?, formula, &look)?;
        }
        Ok(())
    }

    /// What a rule says: its text, its sources, its standing.
    pub(super) fn rule(&self, definition: &Definition) -> String {
        let mut lines =
            vec![format!("{} = {}", definition.name, self.emitter.words(&definition.body))];
        lines.extend(definition.cites.iter().map(|c| self.spoken(c)));
        if let Some((standing, reason)) = &definition.standing {
            lines.push(format!("{}: {}", self.standing(*standing), self.spoken(reason)));
        }
        lines.join("\n")
    }

    /// The sheet of parameters.
    pub(super) fn params(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.params.clone();
        let heads = [
            ("workbook-head-label", 46),
            ("workbook-head-name", 26),
            ("workbook-head-value", 18),
            ("workbook-head-unit", 18),
            ("workbook-head-since", 13),
            ("workbook-head-standing", 14),
            ("workbook-head-source", 70),
        ];
        self.list(sheet, &name, "workbook-about-params", &heads)?;
        let day = self.day_cell();
        text(sheet, day.row - 1, 0, &self.say("workbook-label-day"), &self.looks.strong)?;
        let look = self.looks.value(Kind::Input, super::looks::DAY);
        Held::Day(self.emitter.run.identity().day).write(sheet, day.row - 1, day.column, &look)?;
        for (at, in_force) in self.emitter.run.params().iter().enumerate() {
            self.param(sheet, ParamId(at), in_force)?;
        }
        Ok(())
    }

    /// The day of the run stands in the third row of the sheet of parameters.
    pub(super) fn day_cell(&self) -> CellAt {
        CellAt { sheet: self.emitter.sheets.params.clone(), column: PARAM_VALUE, row: 3 }
    }

    fn param(&self, sheet: &mut Worksheet, id: ParamId, in_force: &ParamInForce) -> Written {
        let plan = self.emitter.plan;
        let (Some(param), Some(cell)) = (plan.param(id), self.emitter.places.params.get(&id))
        else {
            return Ok(());
        };
        let values = self.values_in_force(id, in_force);
        let held: Vec<Held> = values.iter().map(|(_, held)| held.clone()).collect();
        let format = self.format_of(&param.ty, param.percent, &held);
        let label = param.labels.say(self.language, &param.name);
        let each = in_force.each_member(plan, param);
        for (line, ((member, held), used)) in values.iter().zip(&each).enumerate() {
            let row = cell.row - 1 + u32::try_from(line).unwrap_or(0);
            let weak = used.is_given() || used.standing.is_unverified();
            let look = self.looks.value(if weak { Kind::Unverified } else { Kind::Input }, format);
            let since = used.since.map(|d| d.to_string()).unwrap_or_default();
            let (standing, source) = self.standing_and_source(used);
            let label =
                if member.is_empty() { label.clone() } else { format!("{label}: {member}") };
            text(sheet, row, 0, &label, &self.looks.wrapped)?;
            text(sheet, row, 1, &used.name, &self.looks.words)?;
            held.write(sheet, row, PARAM_VALUE, &look)?;
            text(sheet, row, 3, &self.unit(&param.ty, param.percent), &self.looks.words)?;
            text(sheet, row, 4, &since, &self.looks.words)?;
            text(sheet, row, 5, &standing, &self.looks.words)?;
            text(sheet, row, 6, &source, &self.looks.wrapped)?;
            grow(sheet, row, &[(&label, 46), (&source, 70)])?;
            if line == 0 && !source.is_empty() {
                note(sheet, row, PARAM_VALUE, &format!("{standing}: {source}"))?;
            }
        }
        Ok(())
    }

    /// How firm a value is that a run used, and where it comes from.
    fn standing_and_source(&self, used: &ParamInForce) -> (String, String) {
        let standing = match used.is_given() {
            true => self.say("workbook-standing-given"),
            false => self.standing(used.standing),
        };
        let mut source: Vec<String> = used.cites.iter().map(|c| self.spoken(c)).collect();
        source.extend(used.reason.as_ref().map(|r| self.spoken(r)));
        (standing, source.join("; "))
    }

    /// The sheet of the country: what other formulas bring and what is worked out.
    pub(super) fn national(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.national.clone();
        let heads = [
            ("workbook-head-label", 46),
            ("workbook-head-name", 26),
            ("workbook-head-value", 20),
            ("workbook-head-unit", 18),
            ("workbook-head-rule", 90),
        ];
        self.list(sheet, &name, "workbook-about-national", &heads)?;
        let plan = self.emitter.plan;
        for (id, row) in &self.emitter.places.use_rows {
            let Some(used) = plan.uses.get(id.0) else { continue };
            let values = self.emitter.data.use_column(*id);
            let held = self.given(values.map(|v| &v.column), &used.ty, 0);
            let label = used.labels.say(self.language, &used.name);
            let run = values.map_or("", |v| v.run.as_str());
            let from = [("formula", used.formula.as_str()), ("result", &used.result), ("run", run)];
            let rule = super::say(self.language, "workbook-note-used", &from);
            self.described(
                sheet,
                row - 1,
                (&label, &used.name, &self.unit(&used.ty, false), &rule),
            )?;
            let format = self.format_of(&used.ty, false, std::slice::from_ref(&held));
            held.write(sheet, row - 1, NATIONAL_VALUE, &self.looks.value(Kind::Used, format))?;
        }
        for (id, cell) in &self.emitter.places.national {
            let Some(definition) = plan.definition(*id) else { continue };
            let held = self.worked(*id, 0);
            let label = definition.labels.say(self.language, &definition.name);
            let unit = self.unit(&definition.ty, definition.percent);
            let rule = self.rule(definition);
            self.described(sheet, cell.row - 1, (&label, &definition.name, &unit, &rule))?;
            let kind = if definition.result { Kind::Result } else { Kind::Worked };
            let format =
                self.format_of(&definition.ty, definition.percent, std::slice::from_ref(&held));
            let formula = self.formulas.get(id).map_or("", String::as_str);
            let formula = formula_in(formula, &name, cell.row, &held.shown());
            let look = self.looks.value(kind, format);
            sheet.write_formula_with_format(cell.row - 1, at(NATIONAL_VALUE)?, formula, &look)?;
        }
        Ok(())
    }

    fn described(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        (label, name, unit, rule): (&str, &str, &str, &str),
    ) -> Written {
        text(sheet, row, 0, label, &self.looks.wrapped)?;
        text(sheet, row, 1, name, &self.looks.words)?;
        text(sheet, row, 3, unit, &self.looks.words)?;
        text(sheet, row, 4, rule, &self.looks.wrapped)?;
        grow(sheet, row, &[(label, 46), (rule, 90)])
    }

    /// The sheet of scales.
    pub(super) fn scales(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.scales.clone();
        let heads = [
            ("workbook-head-label", 46),
            ("workbook-head-from", 16),
            ("workbook-head-up-to", 16),
            ("workbook-head-edge", 16),
            ("workbook-head-value", 20),
        ];
        self.list(sheet, &name, "workbook-about-scales", &heads)?;
        for (id, cell) in &self.emitter.places.scales {
            let Some(scale) = self.emitter.plan.scales.get(id.0) else { continue };
            let Some(version) = self.emitter.scale_version(*id) else { continue };
            let label = scale.labels.say(self.language, &scale.name);
            let kind = match scale.kind {
                ScaleKind::Bands => "workbook-scale-bands",
                ScaleKind::Slices => "workbook-scale-slices",
                ScaleKind::Points => "workbook-scale-points",
            };
            let units = format!(
                "{} → {}",
                formula::explain::unit_words(&scale.argument, self.language),
                formula::explain::unit_words(&scale.result, self.language)
            );
            text(sheet, cell.row - 3, 0, &label, &self.looks.strong)?;
            let mut about = vec![self.say(kind), units];
            about.extend(version.since.map(|d| d.to_string()));
            about.extend(version.cites.iter().map(|c| self.spoken(c)));
            about.extend(version.reason.as_ref().map(|r| self.spoken(r)));
            text(sheet, cell.row - 2, 0, &about.join(" · "), &self.looks.small)?;
            let kind =
                if version.standing.is_unverified() { Kind::Unverified } else { Kind::Input };
            self.scale_lines(sheet, cell, &version.lines, kind)?;
        }
        Ok(())
    }

    fn scale_lines(
        &self,
        sheet: &mut Worksheet,
        cell: &CellAt,
        lines: &[(Option<formula::number::Decimal>, bool, formula::number::Decimal)],
        kind: Kind,
    ) -> Written {
        let edge = self.looks.value(kind, "[>=1E+100]\"∞\";General");
        let plain = self.looks.value(kind, GENERAL);
        let worked = self.looks.value(Kind::Worked, GENERAL);
        for (line, (to, inclusive, value)) in lines.iter().enumerate() {
            let row = cell.row - 1 + u32::try_from(line).unwrap_or(0);
            // Each line begins where the one before it ends.
            match line {
                0 => sheet.write_number_with_format(row, at(SCALE_FROM)?, 0.0, &worked)?,
                _ => {
                    let above = crate::workbook::names::column_letters(SCALE_FROM + 1);
                    let shown = lines.get(line - 1).and_then(|l| l.0).unwrap_or_default();
                    let formula = Formula::new(format!("={above}{row}"))
                        .set_result(shown.to_f64().to_string());
                    sheet.write_formula_with_format(row, at(SCALE_FROM)?, formula, &worked)?
                }
            };
            let to = to.map_or(1e300, formula::number::Decimal::to_f64);
            sheet.write_number_with_format(row, at(SCALE_FROM + 1)?, to, &edge)?;
            let belongs = if *inclusive { 1.0 } else { 0.0 };
            sheet.write_number_with_format(row, at(SCALE_FROM + 2)?, belongs, &plain)?;
            Held::Number(*value).write(sheet, row, SCALE_FROM + 3, &plain)?;
        }
        Ok(())
    }
}
