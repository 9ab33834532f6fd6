//! A cell becomes a value, or a fault.

use crate::column::{Column, Kind};
use crate::grid::{Address, Content};
use crate::mark::Mark;
use crate::reading::Value;
use crate::remark::Remark;
use formula::number::Decimal;
use formula::words::Language;
use pages::forms::read_number;

/// Signs by which people say that they do not know, or that there is nothing.
const NOTHING: [&str; 9] = ["-", "–", "—", "NA", "N/A", "n.a.", "#N/A", "..", "?"];

/// The value of a cell, and a notice when it was not read letter by letter.
pub(crate) fn value(
    content: &Content,
    column: &Column,
    mark: Mark,
    at: &Address,
) -> Result<(Value, Option<Remark>), Remark> {
    let shown = content.shown();
    let fault = |id| Remark::at(id, at).in_column(&column.name).with("value", short(shown));
    if shown.is_empty() {
        return if column.required { Err(fault("cell-empty")) } else { Ok((Value::Missing, None)) };
    }
    match content {
        Content::Error(_) => return Err(fault("cell-error")),
        Content::Unworked => return Err(fault("cell-formula-unworked")),
        _ => {}
    }
    match &column.kind {
        Kind::Text => Ok((Value::Text(shown.to_owned()), None)),
        Kind::Date => {
            day(content).map(|day| (Value::Day(day), None)).ok_or_else(|| fault("cell-not-day"))
        }
        Kind::OneOf(words) => {
            match words.iter().find(|word| word.to_lowercase() == shown.to_lowercase()) {
                Some(word) => Ok((Value::Text(word.clone()), None)),
                None => Err(fault("cell-not-allowed").with("words", words.join(", "))),
            }
        }
        Kind::Number { whole, least, most } => {
            if NOTHING.iter().any(|sign| sign.eq_ignore_ascii_case(shown)) {
                return Err(fault("cell-nothing-sign"));
            }
            let (number, notice) = number(content, column, mark, *whole, &fault)?;
            if *whole && number.to_canonical().contains(['.', 'e', 'E']) {
                return Err(fault("cell-not-whole"));
            }
            if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
                let bound = |remark: Remark, name, bound: &Option<Decimal>| match bound {
                    Some(bound) => remark.with_number(name, *bound),
                    None => remark.with(name, "…"),
                };
                let remark = bound(fault("cell-out-of-range"), "least", least);
                return Err(bound(remark, "most", most));
            }
            Ok((Value::Number(number), notice))
        }
    }
}

fn number(
    content: &Content,
    column: &Column,
    mark: Mark,
    whole: bool,
    fault: &impl Fn(&'static str) -> Remark,
) -> Result<(Decimal, Option<Remark>), Remark> {
    let is_percent = column.unit.as_deref() == Some("percent");
    let text = match content {
        Content::Number(text) => {
            return Ok((Decimal::parse(text).ok_or_else(|| fault("cell-not-number"))?, None));
        }
        Content::Percent(text) if is_percent => {
            let number = Decimal::parse(text).ok_or_else(|| fault("cell-not-number"))?;
            return Ok((number, Some(fault("cell-read-as").with_number("number", number))));
        }
        Content::Percent(_) => return Err(fault("cell-percent")),
        Content::Day(_) | Content::Error(_) | Content::Unworked => {
            return Err(fault("cell-day-for-number"));
        }
        Content::Text(text) => text.trim(),
    };
    if text.contains('%') && !is_percent {
        return Err(fault("cell-percent"));
    }
    let read = |language| read_number(text, language).map_err(|_| fault("cell-not-number"));
    let (mut number, other) = (read(mark.language())?, read(Language::En)?);
    if number.value != other.value && mark == Mark::Unknown {
        if !whole {
            return Err(fault("cell-ambiguous"));
        }
        // Of the two readings of a count, that without decimals is meant.
        if number.value.to_canonical().contains('.') {
            number = other;
        }
    }
    let plain = number.value.to_canonical() == text;
    let notice = (!plain).then(|| fault("cell-read-as").with_number("number", number.value));
    Ok((number.value, notice))
}

/// A day as a spreadsheet keeps it or as people write it: year-month-day or day.month.year.
fn day(content: &Content) -> Option<jiff::civil::Date> {
    match content {
        Content::Number(_) | Content::Percent(_) | Content::Error(_) | Content::Unworked => None,
        Content::Day(text) | Content::Text(text) => {
            let text = text.trim();
            let mut parts = text.split('.').map(str::trim);
            if let (Some(day), Some(month), Some(year)) = (parts.next(), parts.next(), parts.next())
            {
                let year = year.parse().ok().filter(|year| *year > 999)?;
                return jiff::civil::Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
            }
            text.parse().ok()
        }
    }
}

/// As much of a cell as fits into a sentence.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
