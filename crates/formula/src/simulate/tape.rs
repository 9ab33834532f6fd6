//! The tape: what an evaluation does, step by step, over columns that exist before it begins.

use super::aggregate::{Aggregated, Outcome, of_numbers};
use super::columns;
use super::keeping::Keeping;
use super::level::Pool;
use super::rounding::{self, Unit};
use super::together::{Kept, Shared};
use crate::plan::ScaleVersion;
use crate::run::scale_value;
use crate::syntax::ast::{AggregateFunction, BinaryOperator, RoundMode, ScaleKind};
use std::sync::Arc;

/// A truth that is not known, beside zero for false and one for true.
pub(super) const MISSING: u8 = 2;

/// Where a column of numbers stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Numbers {
    /// Worked out once, when the simulation was made.
    Fixed(usize),
    /// Worked out in each evaluation.
    Slot(usize),
}

/// Where a column of truths stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Truths {
    /// Worked out once, when the simulation was made.
    Fixed(usize),
    /// Worked out in each evaluation.
    Slot(usize),
}

/// Arithmetic on two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// A function of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Negate,
    Abs,
    Log,
    Exp,
    Sqrt,
}

/// One step. `live` names the rows whose result is asked for: others may stumble.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Arithmetic {
        operator: Arithmetic,
        a: Numbers,
        b: Numbers,
        live: Option<Truths>,
        out: usize,
    },
    Function {
        function: Function,
        a: Numbers,
        live: Option<Truths>,
        out: usize,
    },
    Extreme {
        greatest: bool,
        a: Numbers,
        b: Numbers,
        out: usize,
    },
    Round {
        unit: Unit,
        mode: RoundMode,
        a: Numbers,
        out: usize,
    },
    Scale {
        kind: ScaleKind,
        version: Arc<ScaleVersion>,
        a: Numbers,
        live: Option<Truths>,
        out: usize,
    },
    Compare {
        operator: BinaryOperator,
        a: Numbers,
        b: Numbers,
        out: usize,
    },
    Agree {
        equal: bool,
        a: Truths,
        b: Truths,
        out: usize,
    },
    Known {
        a: Numbers,
        known: bool,
        out: usize,
    },
    Combine {
        any: bool,
        a: Truths,
        b: Truths,
        out: usize,
    },
    Not {
        a: Truths,
        out: usize,
    },
    /// Whether it is (or is not) written so in the column.
    IsCode {
        a: Truths,
        code: u8,
        is: bool,
        out: usize,
    },
    Select {
        condition: Truths,
        yes: Numbers,
        no: Numbers,
        out: usize,
    },
    SelectTruths {
        condition: Truths,
        yes: Truths,
        no: Truths,
        out: usize,
    },
    Otherwise {
        a: Numbers,
        b: Numbers,
        out: usize,
    },
    Gather {
        from: Numbers,
        rows: Arc<[u32]>,
        out: usize,
    },
    GatherTruths {
        from: Truths,
        rows: Arc<[u32]>,
        out: usize,
    },
    Merge {
        parts: Vec<(Numbers, Arc<[u32]>)>,
        out: usize,
    },
    MergeTruths {
        parts: Vec<(Truths, Arc<[u32]>)>,
        out: usize,
    },
    /// What the members of a category bring to a row, taken together.
    Fold {
        function: AggregateFunction,
        terms: Vec<Numbers>,
        out: usize,
    },
    Aggregate(Box<Aggregated>),
    Share(Box<Shared>),
    Keep(Box<Kept>),
}

/// A place of a step that names a column.
pub(super) enum Operand<'s> {
    Reads(&'s mut Numbers),
    ReadsTruths(&'s mut Truths),
    Writes(&'s mut usize),
    WritesTruths(&'s mut usize),
}

impl Step {
    /// Every column that the step reads or writes.
    pub(super) fn operands(&mut self) -> Vec<Operand<'_>> {
        use Operand as O;
        match self {
            Step::Arithmetic { a, b, live, out, .. } => {
                let live = live.as_mut().map(O::ReadsTruths);
                [O::Reads(a), O::Reads(b), O::Writes(out)].into_iter().chain(live).collect()
            }
            Step::Function { a, live, out, .. } | Step::Scale { a, live, out, .. } => {
                let live = live.as_mut().map(O::ReadsTruths);
                [O::Reads(a), O::Writes(out)].into_iter().chain(live).collect()
            }
            Step::Extreme { a, b, out, .. } | Step::Otherwise { a, b, out } => {
                vec![O::Reads(a), O::Reads(b), O::Writes(out)]
            }
            Step::Round { a, out, .. } | Step::Gather { from: a, out, .. } => {
                vec![O::Reads(a), O::Writes(out)]
            }
            Step::Compare { a, b, out, .. } => {
                vec![O::Reads(a), O::Reads(b), O::WritesTruths(out)]
            }
            Step::Agree { a, b, out, .. } | Step::Combine { a, b, out, .. } => {
                vec![O::ReadsTruths(a), O::ReadsTruths(b), O::WritesTruths(out)]
            }
            Step::Known { a, out, .. } => vec![O::Reads(a), O::WritesTruths(out)],
            Step::Not { a, out }
            | Step::IsCode { a, out, .. }
            | Step::GatherTruths { from: a, out, .. } => {
                vec![O::ReadsTruths(a), O::WritesTruths(out)]
            }
            Step::Select { condition, yes, no, out } => {
                vec![O::ReadsTruths(condition), O::Reads(yes), O::Reads(no), O::Writes(out)]
            }
            Step::SelectTruths { condition, yes, no, out } => vec![
                O::ReadsTruths(condition),
                O::ReadsTruths(yes),
                O::ReadsTruths(no),
                O::WritesTruths(out),
            ],
            Step::Merge { parts, out } => {
                let parts = parts.iter_mut().map(|(from, _)| O::Reads(from));
                parts.chain([O::Writes(out)]).collect()
            }
            Step::MergeTruths { parts, out } => {
                let parts = parts.iter_mut().map(|(from, _)| O::ReadsTruths(from));
                parts.chain([O::WritesTruths(out)]).collect()
            }
            Step::Fold { terms, out, .. } => {
                terms.iter_mut().map(O::Reads).chain([O::Writes(out)]).collect()
            }
            Step::Aggregate(aggregated) => aggregated.operands(),
            Step::Share(shared) => shared.operands(),
            Step::Keep(kept) => vec![O::Reads(&mut kept.from), O::Writes(&mut kept.out)],
        }
    }
}

/// Columns that no evaluation changes.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    pub(super) numbers: Vec<Arc<Vec<f64>>>,
    pub(super) truths: Vec<Vec<u8>>,
}

/// The columns of one simulation: those that it shares with its copies, and its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Registers {
    pub(super) fixed: Arc<Fixed>,
    pub(super) numbers: Vec<Vec<f64>>,
    pub(super) truths: Vec<Vec<u8>>,
    /// For each share the levels at which its pools were met last.
    pub(super) levels: Vec<Vec<f64>>,
    pub(super) pool: Pool,
    pub(super) keeping: Keeping,
}

impl Registers {
    /// A column of numbers.
    pub(super) fn numbers(&self, of: Numbers) -> &[f64] {
        match of {
            Numbers::Fixed(at) => self.fixed.numbers.get(at).map_or(&[], |v| v.as_slice()),
            Numbers::Slot(at) => self.numbers.get(at).map_or(&[], Vec::as_slice),
        }
    }

    /// A column of truths.
    pub(super) fn truths(&self, of: Truths) -> &[u8] {
        match of {
            Truths::Fixed(at) => self.fixed.truths.get(at).map_or(&[], Vec::as_slice),
            Truths::Slot(at) => self.truths.get(at).map_or(&[], Vec::as_slice),
        }
    }

    /// Takes a column of numbers out for writing; [`Registers::put`] brings it back.
    pub(super) fn take(&mut self, slot: usize) -> Vec<f64> {
        self.numbers.get_mut(slot).map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn put(&mut self, slot: usize, column: Vec<f64>) {
        if let Some(place) = self.numbers.get_mut(slot) {
            *place = column;
        }
    }

    pub(super) fn take_truths(&mut self, slot: usize) -> Vec<u8> {
        self.truths.get_mut(slot).map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn put_truths(&mut self, slot: usize, column: Vec<u8>) {
        if let Some(place) = self.truths.get_mut(slot) {
            *place = column;
        }
    }

    fn write(&mut self, slot: usize, work: impl FnOnce(&Registers, &mut [f64]) -> bool) -> bool {
        let mut out = self.take(slot);
        let stumbled = work(self, &mut out);
        self.put(slot, out);
        stumbled
    }

    fn judge(&mut self, slot: usize, work: impl FnOnce(&Registers, &mut [u8])) -> bool {
        let mut out = self.take_truths(slot);
        work(self, &mut out);
        self.put_truths(slot, out);
        false
    }

    /// Takes the steps in turn; false as soon as one stumbles.
    pub(super) fn play(&mut self, tape: &[Step]) -> bool {
        tape.iter().all(|step| !self.step(step))
    }

    /// Takes one step; whether it stumbled.
    fn step(&mut self, step: &Step) -> bool {
        match step {
            Step::Fold { function, terms, out } => self.fold(*function, terms, *out),
            Step::Aggregate(aggregated) => aggregated.work(self),
            Step::Share(shared) => shared.work(self),
            Step::Keep(kept) => kept.work(self),
            Step::Compare { out, .. }
            | Step::Agree { out, .. }
            | Step::Known { out, .. }
            | Step::Combine { out, .. }
            | Step::Not { out, .. }
            | Step::IsCode { out, .. }
            | Step::SelectTruths { out, .. }
            | Step::GatherTruths { out, .. }
            | Step::MergeTruths { out, .. } => self.judge(*out, |r, out| r.truth_step(step, out)),
            Step::Arithmetic { out, .. }
            | Step::Function { out, .. }
            | Step::Extreme { out, .. }
            | Step::Round { out, .. }
            | Step::Scale { out, .. }
            | Step::Select { out, .. }
            | Step::Otherwise { out, .. }
            | Step::Gather { out, .. }
            | Step::Merge { out, .. } => self.write(*out, |r, out| r.number_step(step, out)),
        }
    }

    /// Takes together what each column brings to a row; whether a row stumbled.
    fn fold(&mut self, function: AggregateFunction, terms: &[Numbers], out: usize) -> bool {
        let mut of_row = std::mem::take(&mut self.keeping.values);
        let mut column = self.take(out);
        let mut stumbled = false;
        for (row, out) in column.iter_mut().enumerate() {
            of_row.clear();
            of_row.extend(terms.iter().map(|of| columns::at(self.numbers(*of), row, f64::NAN)));
            match of_numbers(function, &of_row) {
                Outcome::Number(number) => *out = number,
                Outcome::Truth(_) | Outcome::Stumbles => stumbled = true,
            }
        }
        self.put(out, column);
        self.keeping.values = of_row;
        stumbled
    }

    fn number_step(&self, step: &Step, out: &mut [f64]) -> bool {
        let live = |live: &Option<Truths>| live.map(|live| self.truths(live));
        match step {
            Step::Arithmetic { operator, a, b, live: l, .. } => {
                let (a, b) = (self.numbers(*a), self.numbers(*b));
                return columns::arithmetic(*operator, out, a, b, live(l));
            }
            Step::Function { function, a, live: l, .. } => {
                return columns::function(*function, out, self.numbers(*a), live(l));
            }
            Step::Round { unit, mode, a, .. } => {
                return rounding::round(out, self.numbers(*a), *unit, *mode);
            }
            Step::Scale { kind, version, a, live: l, .. } => {
                return scale(*kind, version, out, self.numbers(*a), live(l));
            }
            Step::Extreme { greatest, a, b, .. } => {
                columns::extreme(*greatest, out, self.numbers(*a), self.numbers(*b));
            }
            Step::Select { condition, yes, no, .. } => {
                let (yes, no) = (self.numbers(*yes), self.numbers(*no));
                columns::select(out, self.truths(*condition), yes, no, f64::NAN);
            }
            Step::Otherwise { a, b, .. } => {
                columns::otherwise(out, self.numbers(*a), self.numbers(*b));
            }
            Step::Gather { from, rows, .. } => {
                columns::gather(out, self.numbers(*from), rows, f64::NAN);
            }
            Step::Merge { parts, .. } => {
                out.fill(f64::NAN);
                for (from, rows) in parts {
                    columns::scatter(out, self.numbers(*from), rows, f64::NAN);
                }
            }
            _ => {}
        }
        false
    }

    fn truth_step(&self, step: &Step, out: &mut [u8]) {
        match step {
            Step::Compare { operator, a, b, .. } => {
                columns::compare(*operator, out, self.numbers(*a), self.numbers(*b));
            }
            Step::Agree { equal, a, b, .. } => {
                columns::agree(*equal, out, self.truths(*a), self.truths(*b));
            }
            Step::Known { a, known, .. } => {
                for (out, value) in out.iter_mut().zip(self.numbers(*a)) {
                    *out = u8::from(value.is_nan() != *known);
                }
            }
            Step::Combine { any, a, b, .. } => {
                columns::combine(*any, out, self.truths(*a), self.truths(*b));
            }
            Step::Not { a, .. } => columns::negate(out, self.truths(*a)),
            Step::IsCode { a, code, is, .. } => {
                for (out, found) in out.iter_mut().zip(self.truths(*a)) {
                    *out = u8::from((found == code) == *is);
                }
            }
            Step::SelectTruths { condition, yes, no, .. } => {
                let (yes, no) = (self.truths(*yes), self.truths(*no));
                columns::select(out, self.truths(*condition), yes, no, MISSING);
            }
            Step::GatherTruths { from, rows, .. } => {
                columns::gather(out, self.truths(*from), rows, MISSING);
            }
            Step::MergeTruths { parts, .. } => {
                out.fill(MISSING);
                for (from, rows) in parts {
                    columns::scatter(out, self.truths(*from), rows, MISSING);
                }
            }
            _ => {}
        }
    }
}

fn scale(
    kind: ScaleKind,
    version: &ScaleVersion,
    out: &mut [f64],
    values: &[f64],
    live: Option<&[u8]>,
) -> bool {
    let mut stumbled = false;
    for (row, (out, value)) in out.iter_mut().zip(values).enumerate() {
        let found =
            if value.is_nan() { Some(f64::NAN) } else { scale_value(kind, version, *value) };
        let is_live = live.is_none_or(|live| columns::at(live, row, 0) == 1);
        stumbled |= found.is_none() && is_live;
        *out = found.unwrap_or(f64::NAN);
    }
    stumbled
}
