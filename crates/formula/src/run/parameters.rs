//! Parameters in force on the day of a run, or given for the run alone.

use super::Request;
use crate::check::nearest;
use crate::diagnostic::{Diagnostic, Place};
use crate::number::{Decimal, Number};
use crate::plan::{Constant, Param, Plan, Type, Wording};
use crate::standing::Standing;
use jiff::civil::Date;

/// A parameter as a run read it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamInForce {
    /// Its name.
    pub name: String,
    /// The value in its unit; per cent as hundredths.
    pub value: Constant,
    /// The first day of that value; none for one given for the run alone.
    pub since: Option<Date>,
    /// Read, derived or assumed.
    pub standing: Standing,
    /// The sources.
    pub cites: Vec<Wording>,
    /// Why it is derived or assumed.
    pub reason: Option<Wording>,
}

impl ParamInForce {
    /// Whether it was given for this run alone.
    pub fn is_given(&self) -> bool {
        self.since.is_none()
    }
}

pub(super) fn in_force(
    plan: &Plan,
    request: &Request,
) -> Result<Vec<ParamInForce>, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    for name in request.params.keys() {
        if plan.param_named(name).is_none() {
            let names = plan.params.iter().map(|p| p.name.as_str());
            let near = nearest(name, names).unwrap_or_default();
            let place = Place::Request(name.clone());
            diagnostics.push(
                Diagnostic::error("run-param-unknown", place)
                    .with("name", &**name)
                    .with("near", near),
            );
        }
    }
    let mut params = Vec::new();
    for param in &plan.params {
        match request.params.get(&param.name) {
            Some(text) => match given(param, text) {
                Some(value) => params.push(ParamInForce {
                    name: param.name.clone(),
                    value,
                    since: None,
                    standing: Standing::Assumed,
                    cites: Vec::new(),
                    reason: None,
                }),
                None => diagnostics.push(
                    Diagnostic::error("run-param-unreadable", Place::Request(param.name.clone()))
                        .with("name", &*param.name)
                        .with("value", &**text)
                        .with("type", expected(param)),
                ),
            },
            None => match from_formula(param, request.day) {
                Ok(found) => params.push(found),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            },
        }
    }
    if diagnostics.is_empty() { Ok(params) } else { Err(diagnostics) }
}

fn from_formula(param: &Param, day: Date) -> Result<ParamInForce, Box<Diagnostic>> {
    let found = param.at(day).and_then(|dated| Some((dated, dated.value.clone()?)));
    let Some((dated, value)) = found else {
        return Err(not_in_force(param, day));
    };
    Ok(ParamInForce {
        name: param.name.clone(),
        value,
        since: Some(dated.since),
        standing: dated.standing,
        cites: dated.cites.clone(),
        reason: dated.reason.clone(),
    })
}

pub(super) fn not_in_force(param: &Param, day: Date) -> Box<Diagnostic> {
    let first = param.values.first().map(|v| v.since.to_string()).unwrap_or_default();
    Box::new(
        Diagnostic::at("run-param-not-in-force", param.span)
            .with("name", &*param.name)
            .with("day", day.to_string())
            .with("first", first),
    )
}

fn expected(param: &Param) -> String {
    match &param.ty {
        Type::Number(_) if param.percent => "%".to_owned(),
        Type::Number(unit) => unit.to_string(),
        Type::Bool => "true, false".to_owned(),
        Type::Date => "2025-01-31".to_owned(),
        Type::Text | Type::Choice(_) | Type::Row(_) => String::new(),
    }
}

/// Reads a value given for the run alone: `30%`, `284 680 000`, `true`, `2025-01-31`.
fn given(param: &Param, text: &str) -> Option<Constant> {
    let text = text.trim();
    match &param.ty {
        Type::Number(_) => {
            let (digits, percent) = match text.strip_suffix('%') {
                Some(rest) => (rest.trim_end(), true),
                None => (text, param.percent),
            };
            let spaces = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
            let digits: String = digits.chars().filter(|c| !spaces.contains(c)).collect();
            let number = Decimal::parse(&digits.replace('\u{2212}', "-"))?;
            if percent {
                Number::div(number, Decimal::from_i64(100)).ok().map(Constant::Number)
            } else {
                Some(Constant::Number(number))
            }
        }
        Type::Bool => match text.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(Constant::Bool(true)),
            "false" | "no" | "0" => Some(Constant::Bool(false)),
            _ => None,
        },
        Type::Date => text.parse().ok().map(Constant::Date),
        Type::Text => Some(Constant::Text(text.to_owned())),
        Type::Choice(_) | Type::Row(_) => None,
    }
}
