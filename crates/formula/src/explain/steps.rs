//! An amount as a waterfall: parts that are added, then what limits, pools and rounding did to
//! them.
//!
//! The steps of an amount sum to it exactly, so that they can be drawn, and so that the difference
//! of two amounts can be told apart by step.

use super::{Explainer, rule_in_words};
use crate::number::{Decimal, Number};
use crate::plan::{Builtin, DefinitionId, Expr, ExprKind, Labels, TableId, Type};
use crate::run::Value;
use crate::syntax::ast::{BinaryOperator, Bound};
use crate::words::Language;

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// A part that is added or taken away.
    Part,
    /// What bringing the parts to the pool, a floor or a cap added or took.
    Share(Bound),
    /// What an upper or lower limit on the amount itself added or took.
    Limit,
    /// What rounding added or took.
    Rounding,
}

/// One step of an amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The definition whose rule it is; its label names the step.
    pub definition: DefinitionId,
    /// The words of a summand of that rule which has no name of its own; they name the step then.
    pub term: Option<Labels>,
    /// What it adds (or takes), in the unit of the amount.
    pub amount: Decimal,
    /// The sum of all steps so far.
    pub running: Decimal,
}

impl Explainer<'_> {
    /// The steps of a definition's value for a row; empty when the value is missing or no number.
    pub fn steps(&self, definition: DefinitionId, row: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.run.value(definition, row).number().is_none() {
            return steps;
        }
        if self.open(definition, row, Sign::Plus, &mut steps, 0).is_none() {
            return Vec::new();
        }
        let mut running = Decimal::ZERO;
        for step in &mut steps {
            running = match Number::add(running, step.amount) {
                Ok(sum) => sum,
                Err(_) => return Vec::new(),
            };
            step.running = running;
        }
        steps
    }

    /// Opens a definition; one that is no sum is a step of its own.
    fn open(
        &self,
        id: DefinitionId,
        row: usize,
        sign: Sign,
        steps: &mut Vec<Step>,
        depth: usize,
    ) -> Option<()> {
        let definition = self.plan.definition(id)?;
        let from = steps.len();
        let opened = depth < DEPTH_MAX
            && self
                .parts(&definition.body, id, definition.table, row, sign, steps, depth)
                .is_some();
        let parts = steps.get(from..).unwrap_or_default();
        // A definition whose parts have no names is better known by its own, but for the amount
        // itself, which would be no explanation of itself.
        let nameless = parts.iter().all(|step| step.definition == id && step.term.is_some());
        if opened && !parts.is_empty() && !(nameless && depth > 0) {
            return Some(());
        }
        steps.truncate(from);
        let amount = self.run.value(id, row).number()?;
        steps.push(step(StepKind::Part, id, sign.of(amount)));
        Some(())
    }

    /// The parts of an expression, if it is a sum of some kind.
    #[allow(clippy::too_many_arguments, reason = "one recursion over the forms of an expression")]
    fn parts(
        &self,
        expr: &Expr,
        of: DefinitionId,
        table: Option<TableId>,
        row: usize,
        sign: Sign,
        steps: &mut Vec<Step>,
        depth: usize,
    ) -> Option<()> {
        match &expr.kind {
            ExprKind::Definition(id) => self.open(*id, row, sign, steps, depth + 1),
            ExprKind::Apply(_, _, body) => self.parts(body, of, table, row, sign, steps, depth),
            ExprKind::Binary(BinaryOperator::Add, a, b) => {
                self.part(a, of, table, row, sign, steps, depth)?;
                self.part(b, of, table, row, sign, steps, depth)
            }
            ExprKind::Binary(BinaryOperator::Subtract, a, b) => {
                self.part(a, of, table, row, sign, steps, depth)?;
                self.part(b, of, table, row, sign.other(), steps, depth)
            }
            ExprKind::Round(round) => {
                self.part(&round.value, of, table, row, sign, steps, depth)?;
                self.adjust(StepKind::Rounding, expr, &round.value, of, table, row, sign, steps)
            }
            ExprKind::Share(share) if share.weight.ty == expr.ty => {
                let detail = self.run.share(expr.span)?;
                let bound = detail.bounds.get(row).copied().flatten()?;
                self.part(&share.weight, of, table, row, sign, steps, depth)?;
                let kind = StepKind::Share(bound);
                self.adjust(kind, expr, &share.weight, of, table, row, sign, steps)
            }
            ExprKind::Call(Builtin::Min | Builtin::Max, arguments) => {
                let main = arguments
                    .iter()
                    .find(|a| matches!(a.kind, ExprKind::Definition(_) | ExprKind::Binary(..)))?;
                self.part(main, of, table, row, sign, steps, depth)?;
                self.adjust(StepKind::Limit, expr, main, of, table, row, sign, steps)
            }
            ExprKind::If(condition, yes, no) => {
                let chosen = match self.value_of(condition, table, row) {
                    Value::Bool(true) => yes,
                    Value::Bool(false) => no,
                    _ => return None,
                };
                self.parts(chosen, of, table, row, sign, steps, depth)
            }
            ExprKind::FirstOf { cases, otherwise, .. } => {
                let holds = |c: &Expr| self.value_of(c, table, row) == Value::Bool(true);
                let chosen = cases.iter().find(|(_, condition)| holds(condition)).map(|(v, _)| v);
                let chosen = chosen.or(otherwise.as_deref())?;
                self.parts(chosen, of, table, row, sign, steps, depth)
            }
            ExprKind::Otherwise(value, fallback) => {
                let known = self.value_of(value, table, row) != Value::Missing;
                let chosen = if known { value } else { fallback };
                self.parts(chosen, of, table, row, sign, steps, depth)
            }
            _ => None,
        }
    }

    /// One summand: opened if it can be, else a step under its own words.
    #[allow(clippy::too_many_arguments, reason = "one recursion over the forms of an expression")]
    fn part(
        &self,
        expr: &Expr,
        of: DefinitionId,
        table: Option<TableId>,
        row: usize,
        sign: Sign,
        steps: &mut Vec<Step>,
        depth: usize,
    ) -> Option<()> {
        let from = steps.len();
        if self.parts(expr, of, table, row, sign, steps, depth).is_some() && steps.len() > from {
            return Some(());
        }
        steps.truncate(from);
        let amount = self.value_of(expr, table, row).number()?;
        let term = Some(self.in_words(expr));
        steps.push(Step { term, ..step(StepKind::Part, of, sign.of(amount)) });
        Some(())
    }

    /// An expression as a reader of each language sees it.
    fn in_words(&self, expr: &Expr) -> Labels {
        let words = |language| Some(rule_in_words(self.plan, expr, language));
        Labels { en: words(Language::En), sq: words(Language::Sq), sr: words(Language::SrCyrl) }
    }

    #[allow(clippy::too_many_arguments, reason = "one recursion over the forms of an expression")]
    fn adjust(
        &self,
        kind: StepKind,
        after: &Expr,
        before: &Expr,
        of: DefinitionId,
        table: Option<TableId>,
        row: usize,
        sign: Sign,
        steps: &mut Vec<Step>,
    ) -> Option<()> {
        if !matches!(after.ty, Type::Number(_)) {
            return None;
        }
        let after = self.value_of(after, table, row).number()?;
        let before = self.value_of(before, table, row).number()?;
        let change = Number::sub(after, before).ok()?;
        if !change.is_zero() {
            steps.push(step(kind, of, sign.of(change)));
        }
        Some(())
    }
}

/// How deep definitions are opened one inside the other.
const DEPTH_MAX: usize = 32;

#[derive(Debug, Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

impl Sign {
    fn of(self, amount: Decimal) -> Decimal {
        match self {
            Sign::Plus => amount,
            Sign::Minus => Number::neg(amount),
        }
    }

    fn other(self) -> Sign {
        match self {
            Sign::Plus => Sign::Minus,
            Sign::Minus => Sign::Plus,
        }
    }
}

fn step(kind: StepKind, definition: DefinitionId, amount: Decimal) -> Step {
    Step { kind, definition, term: None, amount, running: Decimal::ZERO }
}
