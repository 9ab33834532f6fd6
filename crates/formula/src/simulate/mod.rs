//! Simulation in bulk: a formula with its data, compiled once and evaluated for many parameters.
//!
//! [`crate::run::run`] over `f64` means the same and is asked whenever a [`Simulation`] cannot
//! answer: for forms that are not compiled, and for parameters at which something stumbles (bounds
//! that cannot be met, a division by zero), so that each refusal is said as it is always said. What
//! a simulation does answer has the same bits.
//!
//! A simulation belongs to one thread; whoever wants several copies it, one for each core. See
//! `docs/design/engine.md` for how it is made.

#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "simulation is made of floats; counts of rows are far below 2^53"
)]

mod aggregate;
mod choices;
mod columns;
mod compile;
mod keeping;
mod level;
mod operators;
mod reuse;
mod rounding;
mod tables;
mod tape;
mod together;
mod totals;

#[cfg(test)]
mod tests;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Span};
use crate::number::{Decimal, Number};
use crate::plan::{DefinitionId, ParamId, Plan, Type};
use crate::run::{Cells, Request, Run, Value, Verdict, run};
use compile::{Column, Writer};
use std::sync::Arc;
use tape::{MISSING, Registers, Step};

/// Which definitions can be read after an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The results alone: a table of millions of rows then needs room for little else.
    Results,
    /// All.
    All,
}

/// A formula with its data, ready to be evaluated for many values of some parameters.
#[derive(Debug, Clone)]
pub struct Simulation<'a> {
    plan: &'a Plan,
    data: &'a Data,
    request: Request,
    varied: Vec<ParamId>,
    compiled: Result<Compiled, Option<Span>>,
    /// The plain run that answered the last evaluation, where it was asked.
    plain: Option<Run<f64>>,
}

/// What a simulation compiles to.
#[derive(Debug, Clone)]
struct Compiled {
    tape: Arc<[Step]>,
    registers: Registers,
    /// Where each definition stands.
    definitions: Arc<[Held]>,
    /// Where each check stands.
    checks: Arc<[Column]>,
}

/// Where the values of a definition are.
#[derive(Debug, Clone)]
enum Held {
    /// In a column.
    Column(Column),
    /// Here: it does not vary.
    Fixed(Cells<f64>),
    /// Nowhere: it varies and was not to be kept.
    Nowhere,
}

impl<'a> Simulation<'a> {
    /// Makes a simulation in which the parameters `varied` change from evaluation to evaluation;
    /// the others are as the request says. Only parameters that are numbers, each with one value,
    /// can be varied: nothing for others.
    pub fn new(
        plan: &'a Plan,
        data: &'a Data,
        request: &Request,
        varied: &[ParamId],
        kept: Kept,
    ) -> Option<Simulation<'a>> {
        let is_number = |id: &ParamId| {
            plan.param(*id).is_some_and(|p| matches!(p.ty, Type::Number(_)) && p.by.is_empty())
        };
        if !varied.iter().all(is_number) {
            return None;
        }
        let compiled = match run::<f64>(plan, data, request) {
            Ok(base) => compile(plan, data, &base, varied, kept).map_err(Some),
            Err(_) => Err(None),
        };
        Some(Simulation {
            plan,
            data,
            request: request.clone(),
            varied: varied.to_vec(),
            compiled,
            plain: None,
        })
    }

    /// Whether it is compiled; otherwise each evaluation is a plain run.
    pub fn is_compiled(&self) -> bool {
        self.compiled.is_ok()
    }

    /// The first expression that stands in the way of compiling, if one does.
    pub fn not_compiled(&self) -> Option<Span> {
        self.compiled.as_ref().err().copied().flatten()
    }

    /// Evaluates the formula with these values of the varied parameters, in the order in which they
    /// were named, each in the unit of its parameter (30 % is 0.3). Missing ones are as in the
    /// evaluation before.
    ///
    /// # Errors
    ///
    /// Whatever refuses a run: bounds that cannot be met, a division by zero, a number beyond the
    /// range. The next evaluation is not hindered.
    pub fn evaluate(&mut self, params: &[f64]) -> Result<Outcome<'_>, Vec<Diagnostic>> {
        self.plain = None;
        let known = params.len() == self.varied.len() && params.iter().all(|p| p.is_finite());
        let played = match &mut self.compiled {
            Ok(compiled) if known => compiled.play(params),
            _ => false,
        };
        if !played {
            let request = self.request_for(params);
            self.plain = Some(run::<f64>(self.plan, self.data, &request)?);
        }
        Ok(Outcome { simulation: self })
    }

    /// The request of the plain run with these values.
    fn request_for(&self, params: &[f64]) -> Request {
        let mut request = self.request.clone();
        for (id, value) in self.varied.iter().zip(params) {
            let Some(param) = self.plan.param(*id) else { continue };
            let decimal = value.to_decimal();
            let written = match (decimal, param.percent) {
                (Some(value), false) => Some(value.to_canonical()),
                (Some(value), true) => {
                    let hundredths = Number::mul(value, Decimal::from_i64(100)).ok();
                    hundredths.map(|hundredths| format!("{}%", hundredths.to_canonical()))
                }
                (None, _) => None,
            };
            let written = written.unwrap_or_else(|| value.to_string());
            request.params.insert(param.name.clone(), written);
        }
        request
    }
}

impl Compiled {
    /// Evaluates; false if something stumbled.
    fn play(&mut self, params: &[f64]) -> bool {
        for (slot, value) in self.registers.numbers.iter_mut().zip(params) {
            // No minus before a zero.
            slot.fill(*value + 0.0);
        }
        let tape = self.tape.clone();
        self.registers.play(&tape)
    }
}

fn compile(
    plan: &Plan,
    data: &Data,
    base: &Run<f64>,
    varied: &[ParamId],
    kept: Kept,
) -> Result<Compiled, Span> {
    let mut writer = Writer::new(plan, data, base, varied);
    for at in 0..plan.definitions.len() {
        writer.define(DefinitionId(at))?;
    }
    let mut columns = Vec::new();
    for check in &plan.checks {
        columns.push(Column::Truths(writer.check(&check.condition, check.table)?));
    }
    let mut held = Vec::with_capacity(plan.definitions.len());
    let mut places = Vec::new();
    for (at, column) in writer.definitions.iter().enumerate() {
        let is_result = plan.definitions.get(at).is_some_and(|definition| definition.result);
        held.push(match column {
            None => base.cells(DefinitionId(at)).cloned().map_or(Held::Nowhere, Held::Fixed),
            Some(column) if kept == Kept::All || is_result => {
                places.push(held.len());
                columns.push(*column);
                Held::Column(*column)
            }
            Some(_) => Held::Nowhere,
        });
    }
    let (registers, tape) = writer.finish(&mut columns);
    let after_checks = columns.split_off(plan.checks.len());
    for (place, column) in places.into_iter().zip(after_checks) {
        if let Some(slot) = held.get_mut(place) {
            *slot = Held::Column(column);
        }
    }
    Ok(Compiled { tape: tape.into(), registers, definitions: held.into(), checks: columns.into() })
}

/// What an evaluation yields.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'s> {
    simulation: &'s Simulation<'s>,
}

impl Outcome<'_> {
    /// Whether the tape answered, rather than a plain run.
    pub fn is_compiled(&self) -> bool {
        self.simulation.plain.is_none()
    }

    /// The value of a definition for a row; for a national one any row gives the same. Missing for
    /// one that varies and was not to be kept.
    pub fn value(&self, definition: DefinitionId, row: usize) -> Value<f64> {
        match (&self.simulation.plain, &self.simulation.compiled) {
            (Some(plain), _) => plain.value(definition, row),
            (None, Ok(compiled)) => match compiled.definitions.get(definition.0) {
                Some(Held::Column(column)) => compiled.value(*column, row),
                Some(Held::Fixed(cells)) => cells.get(row),
                Some(Held::Nowhere) | None => Value::Missing,
            },
            (None, Err(_)) => Value::Missing,
        }
    }

    /// The numbers of a definition, row by row, or a single one where it is the same for all; what
    /// is missing is not a number. Nothing if the definition is not kept or holds no numbers.
    pub fn numbers(&self, definition: DefinitionId) -> Option<std::borrow::Cow<'_, [f64]>> {
        let cells = match (&self.simulation.plain, &self.simulation.compiled) {
            (Some(plain), _) => plain.cells(definition)?,
            (None, Ok(compiled)) => match compiled.definitions.get(definition.0)? {
                Held::Column(Column::Numbers(column)) => {
                    return Some(compiled.registers.numbers(*column).into());
                }
                Held::Fixed(cells) => cells,
                Held::Column(Column::Truths(_)) | Held::Nowhere => return None,
            },
            (None, Err(_)) => return None,
        };
        let number = |row| cells.number(row).unwrap_or(f64::NAN);
        Some((0..cells.len()).map(number).collect::<Vec<f64>>().into())
    }

    /// The verdicts of the checks, in the order of the plan.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> + '_ {
        let simulation = self.simulation;
        let count = simulation.plan.checks.len();
        (0..count).map(move |at| match (&simulation.plain, &simulation.compiled) {
            (None, Ok(compiled)) => compiled.verdict(at),
            (plain, _) => {
                let check = plain.as_ref().and_then(|run| run.checks().get(at));
                check.map_or(Verdict::Open, |check| check.verdict)
            }
        })
    }

    /// Whether every check holds, warnings aside.
    pub fn holds(&self) -> bool {
        let checks = self.simulation.plan.checks.iter().zip(self.verdicts());
        checks.into_iter().all(|(check, verdict)| !check.stops || verdict == Verdict::Holds)
    }
}

impl Compiled {
    fn value(&self, column: Column, row: usize) -> Value<f64> {
        match column {
            Column::Numbers(column) => {
                match columns::at(self.registers.numbers(column), row, f64::NAN) {
                    number if number.is_nan() => Value::Missing,
                    number => Value::Number(number),
                }
            }
            Column::Truths(column) => {
                match columns::at(self.registers.truths(column), row, MISSING) {
                    MISSING => Value::Missing,
                    truth => Value::Bool(truth == 1),
                }
            }
        }
    }

    fn verdict(&self, check: usize) -> Verdict {
        let Some(Column::Truths(column)) = self.checks.get(check) else { return Verdict::Open };
        let truths = self.registers.truths(*column);
        if truths.contains(&0) {
            Verdict::Fails
        } else if truths.contains(&MISSING) {
            Verdict::Open
        } else {
            Verdict::Holds
        }
    }
}
