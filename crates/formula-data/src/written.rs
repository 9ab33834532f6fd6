//! Values of a run for programs and for comparison: plain text, decimal point.

use crate::runs::Outcome;
use formula::number::{Decimal, Number};
use formula::plan::{Definition, DefinitionId, ExprKind, Type};
use formula::run::Value;

/// How many decimals a definition is rounded to; none where it is not rounded.
pub fn decimals(definition: &Definition) -> Option<u8> {
    let ExprKind::Round(round) = &definition.body.kind else { return None };
    let text = round.to.to_canonical();
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u8::try_from(digits).ok()
}

/// The number of a definition in the unit in which it is written: hundredths as per cent.
pub fn written(definition: &Definition, number: Decimal) -> Decimal {
    if definition.percent {
        return Number::mul(number, Decimal::from_i64(100)).unwrap_or(number);
    }
    number
}

/// A value for programs: decimal point, no groups, as many decimals as it is rounded to, empty
/// when missing.
pub fn plain(outcome: &Outcome<'_>, id: DefinitionId, row: usize) -> String {
    let Some(definition) = outcome.plan.definition(id) else { return String::new() };
    match outcome.run.value(id, row) {
        Value::Missing => String::new(),
        Value::Number(number) => {
            let number = written(definition, number);
            match decimals(definition) {
                Some(places) if !definition.percent => number.to_fixed(places),
                _ => number.to_canonical(),
            }
        }
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Choice(at) => match &definition.ty {
            Type::Choice(choice) => outcome
                .plan
                .choices
                .get(choice.0)
                .and_then(|words| words.get(usize::try_from(at).ok()?))
                .cloned()
                .unwrap_or_default(),
            _ => String::new(),
        },
        Value::Row(at) => match definition.ty {
            Type::Row(table) => outcome
                .data
                .table(table)
                .and_then(|t| t.keys.get(usize::try_from(at).ok()?))
                .map(ToString::to_string)
                .unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// The unit as written in the formula; `%` for hundredths, nothing for what is no number.
pub fn unit(definition: &Definition) -> String {
    match &definition.ty {
        Type::Number(_) if definition.percent => "%".to_owned(),
        Type::Number(unit) => unit.to_string(),
        _ => String::new(),
    }
}
