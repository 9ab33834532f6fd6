//! Choices and conditions: what is decided when the tape is written, and what in each evaluation.

use super::compile::{Column, Place, Writer, Written, index};
use super::tape::{MISSING, Numbers, Step, Truths};
use crate::plan::{Builtin, Expr, ExprKind, Type};
use crate::syntax::ast::{BinaryOperator, Quantifier};
use std::sync::Arc;

/// A value and the condition under which it is chosen; none for all that is left.
pub(super) type Case<'e> = (&'e Expr, Option<&'e Expr>);

impl Writer<'_> {
    /// The first value whose condition holds. Conditions that do not vary part the rows here.
    pub(super) fn choose(
        &mut self,
        cases: &[Case<'_>],
        place: &Place,
        expr: &Expr,
    ) -> Written<Column> {
        let mut left: Vec<u32> = (0..place.len()).map(index).collect();
        let mut parts: Vec<(Column, Arc<[u32]>)> = Vec::new();
        for (at, (value, condition)) in cases.iter().enumerate() {
            if left.is_empty() {
                break;
            }
            let here = self.narrow(place, &left);
            let Some(condition) = condition else {
                parts.push((self.column(value, &here)?, std::mem::take(&mut left).into()));
                break;
            };
            if self.rests_on_varied(condition) {
                let rest = cases.get(at..).unwrap_or_default();
                let column = self.choose_each_time(rest, &here, expr)?;
                parts.push((column, std::mem::take(&mut left).into()));
                break;
            }
            let cells = self.read(condition, &here).ok_or(condition.span)?;
            let is = |wanted| {
                let places = left.iter().enumerate();
                let chosen = places.filter(|(place, _)| cells.bool(*place) == Some(wanted));
                chosen.map(|(_, row)| *row).collect::<Vec<u32>>()
            };
            let (chosen, rest) = (is(true), is(false));
            if !chosen.is_empty() {
                let there = self.narrow(place, &chosen);
                parts.push((self.column(value, &there)?, chosen.into()));
            }
            left = rest;
        }
        match parts.as_slice() {
            [(column, rows)] if rows.len() == place.len() => Ok(*column),
            _ => self.merge(&parts, place, expr),
        }
    }

    /// A choice whose first condition varies.
    fn choose_each_time(
        &mut self,
        cases: &[Case<'_>],
        place: &Place,
        expr: &Expr,
    ) -> Written<Column> {
        let Some(((value, Some(condition)), rest)) = cases.split_first() else {
            return Err(expr.span);
        };
        let condition = self.truths(condition, place)?;
        let yes_place = self.where_true(condition, value, place);
        let yes = self.column(value, &yes_place)?;
        let no = if rest.is_empty() {
            self.nothing(&expr.ty)
        } else {
            let stumbles = rest.iter().any(|(v, c)| may_stumble(v) || c.is_some_and(may_stumble));
            let place = match stumbles {
                true => {
                    let fails = self.not(condition, place);
                    self.live(fails, place)
                }
                false => place.clone(),
            };
            self.choose(rest, &place, expr)?
        };
        match (yes, no) {
            (Column::Numbers(yes), Column::Numbers(no)) => {
                let out = self.number_slot(self.length(&[yes, no], &[condition], place));
                self.tape.push(Step::Select { condition, yes, no, out });
                Ok(Column::Numbers(Numbers::Slot(out)))
            }
            (Column::Truths(yes), Column::Truths(no)) => {
                let out = self.truth_slot(self.length(&[], &[condition, yes, no], place));
                self.tape.push(Step::SelectTruths { condition, yes, no, out });
                Ok(Column::Truths(Truths::Slot(out)))
            }
            _ => Err(expr.span),
        }
    }

    /// A column in which everything is missing.
    fn nothing(&mut self, ty: &Type) -> Column {
        match ty {
            Type::Bool => Column::Truths(self.fixed_truths(vec![MISSING])),
            _ => Column::Numbers(self.fixed_numbers(vec![f64::NAN])),
        }
    }

    /// Some of the rows of a place. What varies about where a value is asked for goes along.
    fn narrow(&mut self, place: &Place, places: &[u32]) -> Place {
        if places.len() == place.len() {
            return place.clone();
        }
        let rows: Vec<u32> = places.iter().map(|at| place.row(*at as usize)).collect();
        let live = place.live.map(|live| {
            if self.truths_length(live) == 1 {
                return live;
            }
            let out = self.truth_slot(places.len());
            self.tape.push(Step::GatherTruths { from: live, rows: places.into(), out });
            Truths::Slot(out)
        });
        Place { table: place.table, all: place.all, rows: Some(rows.into()), live }
    }

    /// The place of an expression that is asked for only where a condition holds. An expression
    /// that hardly stumbles may be worked out everywhere.
    pub(super) fn where_true(&mut self, condition: Truths, of: &Expr, place: &Place) -> Place {
        if may_stumble(of) { self.live(condition, place) } else { place.clone() }
    }

    fn live(&mut self, condition: Truths, place: &Place) -> Place {
        let live = match place.live {
            None => condition,
            Some(live) => self.combine(false, live, condition, place),
        };
        Place { live: Some(live), ..place.clone() }
    }

    /// `all of` and `any of`: a later condition counts only where the earlier ones leave it open.
    pub(super) fn conditions(
        &mut self,
        quantifier: Quantifier,
        list: &[&Expr],
        place: &Place,
    ) -> Written<Truths> {
        let any = quantifier == Quantifier::Any;
        let mut outcome: Option<Truths> = None;
        for condition in list {
            let here = match outcome {
                Some(earlier) if may_stumble(condition) => {
                    let out = self.truth_slot(self.truths_length(earlier));
                    let decides = u8::from(any);
                    self.tape.push(Step::IsCode { a: earlier, code: decides, is: false, out });
                    self.live(Truths::Slot(out), place)
                }
                _ => place.clone(),
            };
            let truth = self.truths(condition, &here)?;
            outcome = Some(match outcome {
                None => truth,
                Some(earlier) => self.combine(any, earlier, truth, place),
            });
        }
        Ok(outcome.unwrap_or_else(|| self.fixed_truths(vec![u8::from(!any)])))
    }

    /// Puts parts together, each at its places; the other places are missing.
    pub(super) fn merge(
        &mut self,
        parts: &[(Column, Arc<[u32]>)],
        place: &Place,
        expr: &Expr,
    ) -> Written<Column> {
        let (mut numbers, mut truths) = (Vec::new(), Vec::new());
        for (column, rows) in parts {
            match column {
                Column::Numbers(from) => numbers.push((*from, rows.clone())),
                Column::Truths(from) => truths.push((*from, rows.clone())),
            }
        }
        match expr.ty {
            Type::Number(_) if truths.is_empty() => {
                let out = self.number_slot(place.len());
                self.tape.push(Step::Merge { parts: numbers, out });
                Ok(Column::Numbers(Numbers::Slot(out)))
            }
            Type::Bool if numbers.is_empty() => {
                let out = self.truth_slot(place.len());
                self.tape.push(Step::MergeTruths { parts: truths, out });
                Ok(Column::Truths(Truths::Slot(out)))
            }
            _ => Err(expr.span),
        }
    }
}

/// Whether an expression holds an operation that fails for ordinary numbers.
fn may_stumble(expr: &Expr) -> bool {
    expr.walk().into_iter().any(|inner| match &inner.kind {
        ExprKind::Binary(operator, ..) => {
            matches!(operator, BinaryOperator::Divide | BinaryOperator::Power)
        }
        ExprKind::Call(builtin, _) => {
            matches!(builtin, Builtin::Log | Builtin::Exp | Builtin::Sqrt)
        }
        ExprKind::Scale(..) => true,
        _ => false,
    })
}
