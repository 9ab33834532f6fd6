//! Values of the run and of the data as a cell holds them.

use super::looks::{DAY, GENERAL, number_format};
use super::{Book, Refusal, Written, at, date};
use formula::data;
use formula::number::Decimal;
use formula::plan::{Constant, DefinitionId, TableId, Type};
use formula::run::Value;
use rust_xlsxwriter::{Format, Formula, Worksheet};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    Nothing,
    /// A value of the formula that does not count in this run.
    LeftOut,
    Number(Decimal),
    Truth(bool),
    Day(jiff::civil::Date),
    Text(String),
}

impl Held {
    /// As a program would have calculated it.
    pub(super) fn shown(&self) -> String {
        match self {
            Held::Nothing | Held::LeftOut => "#N/A".to_owned(),
            Held::Number(number) => number.to_f64().to_string(),
            Held::Truth(true) => "TRUE".to_owned(),
            Held::Truth(false) => "FALSE".to_owned(),
            Held::Day(day) => date(*day).map_or_else(String::new, |day| day.to_excel().to_string()),
            Held::Text(text) => text.clone(),
        }
    }

    /// Writes it as a value.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u32,
        look: &Format,
    ) -> Written {
        let column = at(column)?;
        match self {
            Held::Nothing => sheet.write_blank(row, column, look)?,
            Held::LeftOut => {
                let missing = Formula::new("=NA()").set_result("#N/A");
                sheet.write_formula_with_format(row, column, missing, look)?
            }
            Held::Number(number) => {
                sheet.write_number_with_format(row, column, number.to_f64(), look)?
            }
            Held::Truth(truth) => sheet.write_boolean_with_format(row, column, *truth, look)?,
            Held::Day(day) => match date(*day) {
                Some(day) => sheet.write_datetime_with_format(row, column, &day, look)?,
                None => return Err(Refusal::Unwritable(day.to_string())),
            },
            Held::Text(text) => {
                let text: String = text.chars().take(32_000).collect();
                sheet.write_string_with_format(row, column, text, look)?
            }
        };
        Ok(())
    }
}

impl Book<'_, '_> {
    /// A constant of the formula.
    pub(super) fn constant(constant: &Constant) -> Held {
        match constant {
            Constant::Number(number) => Held::Number(*number),
            Constant::Bool(truth) => Held::Truth(*truth),
            Constant::Date(day) => Held::Day(*day),
            Constant::Text(text) => Held::Text(text.clone()),
        }
    }

    /// The key of a row.
    pub(super) fn key(&self, table: TableId, row: usize) -> String {
        let keys = self.emitter.data.table(table).and_then(|t| t.keys.get(row));
        keys.map(ToString::to_string).unwrap_or_default()
    }

    fn word(&self, ty: &Type, at: u32) -> Held {
        let Type::Choice(list) = ty else { return Held::Nothing };
        let words = self.emitter.plan.choices.get(list.0);
        let word = usize::try_from(at).ok().and_then(|at| words?.get(at));
        word.map_or(Held::Nothing, |word| Held::Text(word.clone()))
    }

    fn row(&self, ty: &Type, at: u32) -> Held {
        match (ty, usize::try_from(at)) {
            (Type::Row(table), Ok(at)) => Held::Text(self.key(*table, at)),
            _ => Held::Nothing,
        }
    }

    /// What the run holds for a definition.
    pub(super) fn worked(&self, id: DefinitionId, row: usize) -> Held {
        let Some(definition) = self.emitter.plan.definition(id) else { return Held::Nothing };
        match self.emitter.run.value(id, row) {
            Value::Missing => Held::Nothing,
            Value::Number(number) => Held::Number(number),
            Value::Bool(truth) => Held::Truth(truth),
            Value::Date(day) => Held::Day(day),
            Value::Text(text) => Held::Text(text.to_string()),
            Value::Choice(at) => self.word(&definition.ty, at),
            Value::Row(at) => self.row(&definition.ty, at),
        }
    }

    /// What a cell of data holds; nothing where its standing does not count in this run.
    pub(super) fn given(&self, column: Option<&data::Column>, ty: &Type, row: usize) -> Held {
        let Some(column) = column else { return Held::Nothing };
        let without = &self.emitter.run.request().without;
        let excluded = column.standing.get(row).is_some_and(|s| without.contains(s));
        if column.is_missing(row) || excluded {
            return Held::Nothing;
        }
        let held = match &column.values {
            data::Values::Number(v) => v.get(row).copied().map(Held::Number),
            data::Values::Text(v) => v.get(row).map(|t| Held::Text(t.to_string())),
            data::Values::Date(v) => v.get(row).copied().map(Held::Day),
            data::Values::Bool(v) => v.get(row).copied().map(Held::Truth),
            data::Values::Choice(v) => v.get(row).map(|at| self.word(ty, *at)),
            data::Values::Row(v) => v.get(row).map(|at| self.row(ty, *at)),
        };
        held.unwrap_or(Held::Nothing)
    }

    /// The number format of values of a type.
    pub(super) fn format_of(&self, ty: &Type, percent: bool, held: &[Held]) -> &'static str {
        let Type::Number(unit) = ty else {
            return if *ty == Type::Date { DAY } else { GENERAL };
        };
        let texts: Vec<String> = (held.iter())
            .filter_map(|h| match h {
                Held::Number(number) => Some(number.to_canonical()),
                _ => None,
            })
            .collect();
        number_format(percent, unit.is_money(), texts.iter().map(String::as_str))
    }

    /// The unit of a type in words.
    pub(super) fn unit(&self, ty: &Type, percent: bool) -> String {
        match ty {
            Type::Number(_) if percent => "%".to_owned(),
            Type::Number(unit) if unit.is_plain() => String::new(),
            Type::Number(unit) => formula::explain::unit_words(unit, self.language),
            Type::Bool => self.say("workbook-unit-truth"),
            Type::Date => self.say("workbook-unit-day"),
            Type::Text | Type::Choice(_) | Type::Row(_) => String::new(),
        }
    }
}
