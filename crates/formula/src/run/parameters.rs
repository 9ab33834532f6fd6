//! Parameters in force on the day of a run, or given for the run alone.

use super::Request;
use crate::check::nearest;
use crate::data::number_written;
use crate::diagnostic::{Diagnostic, Place};
use crate::number::{Decimal, Number};
use crate::plan::{Constant, Firmness, Param, Plan, Type, Wording};
use crate::standing::Standing;
use crate::words::{Language, read_date};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A parameter as a run read it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamInForce {
    /// Its name.
    pub name: String,
    /// The value in its unit; per cent as hundredths.
    pub value: Constant,
    /// The values of a parameter by category, in the order of
    /// [`DatedValue::members`](crate::plan::DatedValue::members); empty for a single value. For
    /// one by category `value` is that of the first member.
    pub members: Vec<Constant>,
    /// The places among `members` that were given for this run alone.
    pub given: BTreeSet<usize>,
    /// The places among `members` that a scenario set, and how firm they are.
    pub set: BTreeMap<usize, Firmness>,
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
    /// Whether it was given for this run alone, a parameter by category in any of its members.
    pub fn is_given(&self) -> bool {
        self.since.is_none() || !self.given.is_empty()
    }

    /// How firm the value of a member is; one that was given for this run alone is assumed.
    pub fn standing_of(&self, member: usize) -> Standing {
        match self.set.get(&member) {
            _ if self.given.contains(&member) => Standing::Assumed,
            Some(set) => set.standing,
            None => self.standing,
        }
    }

    /// Whether the value of a member, or the single value, counts in a run without these standings.
    /// One that was given for the run does: whoever gives it wants it.
    pub fn counts(&self, member: usize, without: &BTreeSet<Standing>) -> bool {
        let given = match self.members.is_empty() {
            true => self.since.is_none(),
            false => self.given.contains(&member),
        };
        given || !without.contains(&self.standing_of(member))
    }

    /// Why the value of a member is derived or assumed.
    pub fn reason_of(&self, member: usize) -> Option<&Wording> {
        match self.set.get(&member) {
            _ if self.given.contains(&member) => None,
            Some(set) => set.reason.as_ref(),
            None => self.reason.as_ref(),
        }
    }

    /// The sources of the value of a member; none where it is not that of the formula.
    pub fn cites_of(&self, member: usize) -> &[Wording] {
        match self.given.contains(&member) || self.set.contains_key(&member) {
            true => &[],
            false => &self.cites,
        }
    }
}

impl ParamInForce {
    /// One for each member of a parameter by category, called `quota[AC]` as in a request; itself
    /// alone for a single value.
    pub fn each_member(&self, plan: &Plan, param: &Param) -> Vec<ParamInForce> {
        if self.members.is_empty() {
            return vec![self.clone()];
        }
        let of_member = |(place, value): (usize, &Constant)| {
            let given = self.given.contains(&place);
            ParamInForce {
                name: format!("{}[{}]", self.name, plan.members_of(param, place).join(", ")),
                value: value.clone(),
                members: Vec::new(),
                given: BTreeSet::new(),
                set: BTreeMap::new(),
                since: self.since.filter(|_| !given),
                standing: self.standing_of(place),
                cites: self.cites_of(place).to_vec(),
                reason: self.reason_of(place).cloned(),
            }
        };
        self.members.iter().enumerate().map(of_member).collect()
    }

    /// What a reader calls it: the label of the parameter, with the member where it has one.
    pub fn label(&self, param: &Param, language: Language) -> String {
        let label = param.labels.say(language, &param.name);
        match self.name.strip_prefix(&param.name) {
            Some(member) if !member.is_empty() => format!("{label} {member}"),
            _ => label,
        }
    }
}

/// The name of the parameter that a request for `quota[AC]` is about.
pub fn parameter_name(requested: &str) -> &str {
    requested.split_once('[').map_or(requested, |(name, _)| name).trim_end()
}

/// The place of the member that `quota[AC]` or `wage[nurse, north]` names.
fn place_of(plan: &Plan, param: &Param, requested: &str) -> Option<usize> {
    let (_, rest) = requested.split_once('[')?;
    let names: Vec<&str> = rest.trim_end().strip_suffix(']')?.split(',').map(str::trim).collect();
    plan.place_of(param, &names)
}

/// The parameters of a plan as a run for a day, with what is given for it alone, reads them.
///
/// Fails with each parameter that is unknown, that cannot be read, or that is not in force.
pub fn in_force(plan: &Plan, request: &Request) -> Result<Vec<ParamInForce>, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    for name in request.params.keys() {
        diagnostics.extend(unknown(plan, name));
    }
    let mut params = Vec::new();
    for param in &plan.params {
        let alone = request.params.get(&param.name).filter(|_| param.by.is_empty());
        let found = match alone {
            Some(text) => given(param, &param.name, text).map(|value| ParamInForce {
                name: param.name.clone(),
                value,
                members: Vec::new(),
                given: BTreeSet::new(),
                set: BTreeMap::new(),
                since: None,
                standing: Standing::Assumed,
                cites: Vec::new(),
                reason: None,
            }),
            None => from_formula(param, request.day)
                .and_then(|in_force| with_members(plan, param, in_force, request)),
        };
        match found {
            Ok(found) => params.push(found),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    if diagnostics.is_empty() { Ok(params) } else { Err(diagnostics) }
}

/// What is wrong with the name of a parameter in a request.
fn unknown(plan: &Plan, requested: &str) -> Option<Diagnostic> {
    let name = parameter_name(requested);
    let place = Place::Request(requested.to_owned());
    let Some((_, param)) = plan.param_named(name) else {
        let names = plan.params.iter().map(|p| p.name.as_str());
        let near = nearest(name, names).unwrap_or_default();
        let unknown = Diagnostic::error("run-param-unknown", place);
        return Some(unknown.with("name", requested).with("near", near));
    };
    if param.by.is_empty() {
        let not_by = Diagnostic::error("run-param-not-by-category", place).with("name", name);
        return requested.contains('[').then_some(not_by);
    }
    if place_of(plan, param, requested).is_some() {
        return None;
    }
    let example = plan.members_of(param, 0).join(", ");
    let by: Vec<&str> =
        param.by.iter().filter_map(|t| plan.table(*t)).map(|t| t.name.as_str()).collect();
    Some(
        Diagnostic::error("run-param-of-which", place)
            .with("name", name)
            .with("categories", by.join(", "))
            .with("example", format!("{name}[{example}]")),
    )
}

/// The values of members that are given for the run alone, in place of those of the formula.
fn with_members(
    plan: &Plan,
    param: &Param,
    mut in_force: ParamInForce,
    request: &Request,
) -> Result<ParamInForce, Box<Diagnostic>> {
    let of_param = request.params.iter().filter(|(name, _)| parameter_name(name) == param.name);
    for (name, text) in of_param {
        let Some(place) = place_of(plan, param, name) else { continue };
        let value = given(param, name, text)?;
        if let Some(slot) = in_force.members.get_mut(place) {
            *slot = value;
            in_force.given.insert(place);
        }
    }
    if let Some(first) = in_force.members.first() {
        in_force.value = first.clone();
    }
    Ok(in_force)
}

fn from_formula(param: &Param, day: Date) -> Result<ParamInForce, Box<Diagnostic>> {
    let found = param.at(day).and_then(|dated| Some((dated, dated.value.clone()?)));
    let Some((dated, value)) = found else {
        return Err(not_in_force(param, day));
    };
    Ok(ParamInForce {
        name: param.name.clone(),
        value,
        members: dated.members.clone(),
        given: BTreeSet::new(),
        set: dated.set.clone(),
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

/// A value as a request has it, or what is wrong with it.
fn given(param: &Param, requested: &str, text: &str) -> Result<Constant, Box<Diagnostic>> {
    read(param, text).ok_or_else(|| {
        Box::new(
            Diagnostic::error("run-param-unreadable", Place::Request(requested.to_owned()))
                .with("name", requested)
                .with("value", text)
                .with("type", expected(param)),
        )
    })
}

/// Reads a value given for the run alone: `30%`, `284 680 000`, `true`, `2025-01-31`.
fn read(param: &Param, text: &str) -> Option<Constant> {
    let text = text.trim();
    match &param.ty {
        Type::Number(_) => {
            let (digits, percent) = match text.strip_suffix('%') {
                Some(rest) => (rest.trim_end(), true),
                None => (text, param.percent),
            };
            let number = number_written(digits)?;
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
        Type::Date => read_date(text).map(Constant::Date),
        Type::Text => Some(Constant::Text(text.to_owned())),
        Type::Choice(_) | Type::Row(_) => None,
    }
}
