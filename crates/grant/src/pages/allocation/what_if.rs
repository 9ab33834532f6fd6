//! What-if fields: a value for each parameter, the run made anew with those that differ.

use super::{Answer, PATH, Sheet, refusal};
use crate::desk::Desk;
use crate::opened::OpenedRun;
use crate::pages::allocated::Places;
use crate::pages::arithmetic::hundredfold;
use crate::pages::asked::{Asked, PARAMETER};
use crate::pages::formula::parameters::{in_force_line, value_words};
use crate::pages::words::say;
use formula::diagnostic::{Diagnostic, Place};
use formula::explain::unit_words;
use formula::number::Decimal;
use formula::plan::{Constant, Param, Plan, Type};
use formula::run::{ParamInForce, Run};
use formula::words::{Language, format_number_short};
use pages::forms::{Choice, Field, Form, error_summary, read_number};
use pages::html::{Html, element};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A parameter that was given another value.
pub(super) struct Changed {
    /// Its label.
    pub(super) label: String,
    /// The value of the run.
    pub(super) before: String,
    /// The value given.
    pub(super) after: String,
}

/// What was asked, and what became of it.
pub(super) struct Question {
    groups: Vec<(String, Vec<Field>)>,
    faults: Vec<(String, String)>,
    is_unread: bool,
    values: BTreeMap<String, String>,
    /// What was changed.
    pub(super) changed: Vec<Changed>,
    /// The run under the changed values.
    pub(super) answer: Answer,
}

/// A field as it was typed.
struct Typed {
    text: String,
    read_as: Option<String>,
    error: Option<String>,
}

/// Reads the fields of the address and runs the formula if any of them differs from the run.
pub(super) fn ask(
    desk: &Desk,
    opened: &Arc<OpenedRun>,
    asked: &Asked,
    places: &Places,
    language: Language,
) -> Question {
    let given = asked.parameters();
    let mut reading = Reading {
        given: &given,
        language,
        values: BTreeMap::new(),
        changed: Vec::new(),
        typed: BTreeMap::new(),
    };
    // The formula that was asked for first, those that it uses after it.
    let all: Vec<&OpenedRun> = std::iter::once(opened.as_ref())
        .chain(opened.used.iter().rev().map(AsRef::as_ref))
        .collect();
    for one in &all {
        reading.read(&one.plan, &one.run);
    }
    let mut faults = Vec::new();
    let is_readable = reading.typed.values().all(|typed| typed.error.is_none());
    let mut answer = None;
    if is_readable && !reading.values.is_empty() {
        match desk.what_if(opened, &reading.values, &BTreeSet::new()) {
            Ok(run) => answer = Some(Arc::new(run)),
            Err(diagnostics) => faults = reading.place(&diagnostics, opened, places),
        }
    }
    let is_unread = reading.typed.values().any(|typed| typed.error.is_some());
    let groups = all.iter().map(|one| {
        (one.plan.labels.say(language, &one.plan.name), reading.fields(&one.plan, &one.run))
    });
    let groups = groups.filter(|(_, fields)| !fields.is_empty()).collect();
    let (changed, values) = match &answer {
        Some(_) => (reading.changed, reading.values),
        None => Default::default(),
    };
    Question { groups, faults, is_unread, values, changed, answer }
}

impl Question {
    /// Whether something typed could not be read or could not be run.
    pub(super) fn is_wrong(&self) -> bool {
        !self.faults.is_empty() || self.is_unread
    }

    /// The changed values as fields of an address, written as the engine reads them.
    pub(super) fn given(&self) -> Vec<(String, String)> {
        let given = self.values.iter();
        given.map(|(name, value)| (format!("{PARAMETER}{name}"), value.clone())).collect()
    }

    /// What is wrong beyond single fields.
    pub(super) fn errors(&self, language: Language) -> Html {
        error_summary(&self.faults, language)
    }

    /// The form.
    pub(super) fn form(&self, sheet: &Sheet<'_>) -> Html {
        let say = sheet.say();
        let action = format!("{}#answer", sheet.reader.href(PATH));
        let mut form =
            Form::get(action, say.word("what-if-compute")).inline().hidden("run", sheet.known.id());
        if let Some(figure) = sheet.asked.get("figure") {
            form = form.hidden("figure", figure);
        }
        for (title, fields) in &self.groups {
            form = form.group(title, fields, sheet.language());
        }
        let back = pages::address::Address::new(&sheet.reader.href(PATH))
            .with("run", &sheet.known.id())
            .finish();
        let intro = element("p").child(say.word("what-if-intro"));
        let form = form.secondary(say.word("what-if-back"), back).to_html(sheet.language());
        intro.finish().with(form)
    }
}

struct Reading<'a> {
    given: &'a BTreeMap<String, String>,
    language: Language,
    /// Values for the engine, by name: those that differ from the run.
    values: BTreeMap<String, String>,
    changed: Vec<Changed>,
    typed: BTreeMap<String, Typed>,
}

impl Reading<'_> {
    fn read(&mut self, plan: &Plan, run: &Run<Decimal>) {
        for (param, in_force) in plan.params.iter().zip(run.params()) {
            for of_member in in_force.each_member(plan, param) {
                self.read_value(plan, param, &of_member);
            }
        }
    }

    /// Reads what was typed for a parameter, or for one member of a parameter by category.
    fn read_value(&mut self, plan: &Plan, param: &Param, in_force: &ParamInForce) {
        let Some(text) = self.given.get(&in_force.name) else { return };
        let read = self.read_one(param, text);
        let typed = Typed {
            text: text.clone(),
            read_as: read.as_ref().ok().and_then(|(_, read_as)| read_as.clone()),
            error: read.as_ref().err().cloned(),
        };
        if let Ok((value, _)) = read
            && value != in_force.value
        {
            self.values.insert(in_force.name.clone(), for_engine(&value, param.percent));
            self.changed.push(Changed {
                label: in_force.label(param, self.language),
                before: value_words(plan, param, Some(&in_force.value), self.language),
                after: value_words(plan, param, Some(&value), self.language),
            });
        }
        self.typed.insert(in_force.name.clone(), typed);
    }

    fn read_one(&self, param: &Param, text: &str) -> Result<(Constant, Option<String>), String> {
        let wrong = || say(self.language).with("what-if-not-read", &[("typed", text)]);
        match &param.ty {
            Type::Number(_) => {
                let read = read_number(text, self.language).map_err(|e| e.say(self.language))?;
                let value = if param.percent { hundredth(read.value) } else { Some(read.value) };
                Ok((Constant::Number(value.ok_or_else(wrong)?), read.how_it_was_read))
            }
            Type::Bool if text == "yes" => Ok((Constant::Bool(true), None)),
            Type::Bool if text == "no" => Ok((Constant::Bool(false), None)),
            Type::Date => text.parse().map(|day| (Constant::Date(day), None)).map_err(|_| wrong()),
            Type::Bool | Type::Choice(_) | Type::Row(_) => Err(wrong()),
            Type::Text => Ok((Constant::Text(text.to_owned()), None)),
        }
    }

    /// Puts findings of the engine at the field concerned, or, if they concern none, at the first
    /// one that was changed.
    fn place(
        &mut self,
        diagnostics: &[Diagnostic],
        opened: &OpenedRun,
        places: &Places,
    ) -> Vec<(String, String)> {
        let mut rest = Vec::new();
        let first = self.values.keys().next().cloned().unwrap_or_default();
        for diagnostic in diagnostics {
            let sentence = refusal::said(diagnostic, opened, places, self.language);
            match &diagnostic.place {
                Place::Request(name) if self.typed.contains_key(name) => {
                    if let Some(typed) = self.typed.get_mut(name) {
                        typed.error = Some(sentence);
                    }
                }
                _ => rest.push((format!("field-{PARAMETER}{first}"), sentence)),
            }
        }
        rest
    }

    fn fields(&self, plan: &Plan, run: &Run<Decimal>) -> Vec<Field> {
        let params = plan.params.iter().zip(run.params());
        let by_member = params.flat_map(|(param, in_force)| {
            in_force.each_member(plan, param).into_iter().map(move |one| (param, one))
        });
        by_member.map(|(param, in_force)| self.field(plan, param, &in_force)).collect()
    }

    fn field(&self, plan: &Plan, param: &Param, in_force: &ParamInForce) -> Field {
        let say = say(self.language);
        let name = format!("{PARAMETER}{}", in_force.name);
        let label = in_force.label(param, self.language);
        let typed = self.typed.get(&in_force.name);
        let value = match typed {
            Some(typed) => typed.text.clone(),
            None => as_typed(param, &in_force.value, self.language),
        };
        let field = match &param.ty {
            Type::Number(unit) => {
                let unit = if param.percent {
                    "%".to_owned()
                } else if unit.is_plain() {
                    String::new()
                } else {
                    unit_words(unit, self.language)
                };
                Field::number(name, label, unit)
            }
            Type::Bool => {
                let choices = vec![
                    Choice::new("yes", say.word("answer-yes")),
                    Choice::new("no", say.word("answer-no")),
                ];
                Field::select(name, label, choices)
            }
            Type::Date => Field::date(name, label),
            Type::Text | Type::Choice(_) | Type::Row(_) => Field::text(name, label),
        };
        let field = field.value(value).note(in_force_line(plan, param, in_force, self.language));
        match typed {
            Some(typed) => field.read_as(typed.read_as.clone()).error(typed.error.clone()),
            None => field,
        }
    }
}

/// A value as a person would type it, in the unit of the field.
fn as_typed(param: &Param, value: &Constant, language: Language) -> String {
    match value {
        Constant::Number(number) => {
            let number = if param.percent { hundredfold(*number) } else { Some(*number) };
            number.map(|n| format_number_short(n, 12, language)).unwrap_or_default()
        }
        Constant::Bool(true) => "yes".to_owned(),
        Constant::Bool(false) => "no".to_owned(),
        Constant::Date(day) => day.to_string(),
        Constant::Text(text) => text.clone(),
    }
}

fn hundredth(value: Decimal) -> Option<Decimal> {
    formula::number::Number::div(value, Decimal::from_i64(100)).ok()
}

/// A value as the engine reads it.
fn for_engine(value: &Constant, percent: bool) -> String {
    match value {
        Constant::Number(number) if percent => {
            let hundred = hundredfold(*number).unwrap_or(*number);
            format!("{}%", hundred.to_canonical())
        }
        Constant::Number(number) => number.to_canonical(),
        Constant::Bool(true) => "true".to_owned(),
        Constant::Bool(false) => "false".to_owned(),
        Constant::Date(day) => day.to_string(),
        Constant::Text(text) => text.clone(),
    }
}
