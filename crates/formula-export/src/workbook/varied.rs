//! What a spreadsheet cannot work out by itself: a value as it would be under others, and the first
//! step at which a total reaches a target.
//!
//! `with` stays live: the definitions that rest on what is varied are written out once more, as
//! steps. A solved unknown goes in as the engine found it, with a residual that is zero while the
//! total still reaches its target at this step and at none before.

use super::emitter::{Emitter, Step};
use super::layout::{CellAt, FIRST_ROW, cell_of, fixed};
use super::piece::{Bond, ColumnAt, Piece};
use formula::number::Decimal;
use formula::plan::{DefinitionId, Expr, ExprKind, ParamId, Solve, TableId, Varied};
use std::collections::BTreeSet;

impl Emitter<'_> {
    pub(super) fn with(
        &mut self,
        expr: &Expr,
        value: &Expr,
        varied: &[(Varied, Expr)],
        table: Option<TableId>,
    ) -> Piece {
        let mut settings = Vec::new();
        for (what, other) in varied {
            let piece = self.expr(other, table);
            if piece.is_of_row() {
                return self.solved(table, expr);
            }
            let words = self.words(other);
            settings.push((*what, self.repeatable(None, piece, &words)));
        }
        self.under(settings, value, table)
    }

    /// Writes a value out while parameters or definitions have other values, and before it the
    /// definitions that it rests on. (Others that rest on what is varied do not matter, and the one
    /// in which this stands may be among them.)
    fn under(
        &mut self,
        settings: Vec<(Varied, Piece)>,
        value: &Expr,
        table: Option<TableId>,
    ) -> Piece {
        let before = (self.varied.clone(), self.under.clone());
        let changed: Vec<Varied> = settings.iter().map(|(what, _)| *what).collect();
        self.varied.retain(|(what, _)| !changed.contains(what));
        self.varied.extend(settings);
        let needed = self.needed_by(value);
        let varied: Vec<Varied> = self.varied.iter().map(|(what, _)| *what).collect();
        for id in self.resting_on(&varied).into_iter().filter(|id| needed.contains(id)) {
            let Some(definition) = self.plan.definition(id) else { continue };
            let piece = self.expr(&definition.body, definition.table);
            let heading = format!("{} *", definition.name);
            let piece = match definition.table {
                Some(table) => self.own_column(table, &piece, &heading),
                None => self.national(&piece, &heading),
            };
            self.under.insert(id, piece);
        }
        let written = self.expr(value, table);
        (self.varied, self.under) = before;
        written
    }

    /// The definitions that a value rests on, directly or through others.
    fn needed_by(&self, value: &Expr) -> BTreeSet<DefinitionId> {
        let mut found = BTreeSet::new();
        let mut open = vec![value];
        while let Some(expr) = open.pop() {
            for inner in expr.walk() {
                if let ExprKind::Definition(id) | ExprKind::IsAt(id, _) = inner.kind
                    && found.insert(id)
                {
                    open.extend(self.plan.definition(id).map(|definition| &definition.body));
                }
            }
        }
        found
    }

    /// The definitions that rest on something, in the order of the plan.
    fn resting_on(&self, varied: &[Varied]) -> BTreeSet<DefinitionId> {
        let mut found: BTreeSet<DefinitionId> = BTreeSet::new();
        for (at, definition) in self.plan.definitions.iter().enumerate() {
            let id = DefinitionId(at);
            if varied.contains(&Varied::Definition(id)) {
                continue;
            }
            let reads = definition.body.walk().iter().any(|inner| match &inner.kind {
                ExprKind::Param(param, None) | ExprKind::ParamOf(param, None, _) => {
                    varied.contains(&Varied::Param(*param))
                }
                ExprKind::Definition(other) | ExprKind::IsAt(other, _) => {
                    varied.contains(&Varied::Definition(*other)) || found.contains(other)
                }
                _ => false,
            });
            if reads {
                found.insert(id);
            }
        }
        found
    }

    pub(super) fn solve(&mut self, expr: &Expr, solve: &Solve, table: Option<TableId>) -> Piece {
        let words = self.words(expr);
        let solved = self.solved(table, expr);
        let (step, from) = (self.expr(&solve.step, table), self.expr(&solve.from, table));
        let target = self.expr(&solve.target, table);
        let target = self.repeatable(table, target, &words).text;
        let before = self.repeatable(table, solved.minus(&step), &words);
        if solved.is_of_row() || before.is_of_row() {
            return solved;
        }
        let total = |value: Piece, emitter: &mut Self| {
            let piece = emitter.under(vec![(solve.unknown, value)], &solve.total, None);
            emitter.national(&piece, &emitter.words(&solve.total)).text
        };
        let here = total(solved.clone(), self);
        let earlier = total(before, self);
        let noise = format!("1E-11*MAX(ABS({here}),ABS({target}))");
        let rises = format!("AND({here}-{target}>=-{noise},{target}-{earlier}>{noise})");
        let falls = format!("AND({target}-{here}>=-{noise},{earlier}-{target}>{noise})");
        let first =
            format!("ABS({}-{})<=1E-11*ABS({})", solved.text, from.at(Bond::Product), solved.text);
        let residual = format!("IF(OR({first},{rises},{falls}),0,MAX(ABS({target}-{here}),1E-9))");
        self.residual(&words, residual, true);
        solved
    }

    /// What the engine found, as a value.
    fn solved(&mut self, table: Option<TableId>, expr: &Expr) -> Piece {
        match table {
            Some(table) => self.solved_column(table, expr),
            None => {
                let value = self.native(None, expr);
                let at = self.solved_step(None, &self.words(expr), value);
                let sheet = self.sheets.steps.get(&None).cloned().unwrap_or_default();
                Piece::whole(fixed(&CellAt { sheet, column: 1, row: FIRST_ROW + at }))
            }
        }
    }

    /// What the engine found for each row, as values.
    pub(super) fn solved_column(&mut self, table: TableId, expr: &Expr) -> Piece {
        let values = self.native(Some(table), expr);
        cell_of(&self.values_column(table, &self.words(expr), values))
    }

    /// A step of values.
    pub(super) fn values_column(
        &mut self,
        table: TableId,
        heading: &str,
        values: Vec<Option<Decimal>>,
    ) -> ColumnAt {
        let at = self.solved_step(Some(table), heading, values);
        let sheet = self.sheets.steps.get(&Some(table)).cloned().unwrap_or_default();
        ColumnAt { sheet, column: at + 1, rows: self.rows(table) }
    }

    fn native(&self, table: Option<TableId>, expr: &Expr) -> Vec<Option<Decimal>> {
        let count = table.map_or(1, |t| self.rows(t));
        let rows = match table {
            Some(_) => (0..count).filter_map(|row| u32::try_from(row).ok()).collect(),
            None => Vec::new(),
        };
        match self.run.evaluate(self.plan, self.data, expr, table, rows) {
            Ok(cells) => (0..count).map(|row| cells.number(row)).collect(),
            Err(_) => vec![None; count],
        }
    }

    fn solved_step(
        &mut self,
        table: Option<TableId>,
        heading: &str,
        values: Vec<Option<Decimal>>,
    ) -> u32 {
        let steps = self.steps.entry(table).or_default();
        let known = steps.iter().position(|s| s.solved.as_ref() == Some(&values));
        let at = known.unwrap_or_else(|| {
            let formula = String::new();
            let heading = heading.to_owned();
            steps.push(Step { heading, formula, array: false, solved: Some(values) });
            steps.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// The days, the values and how many values a day has, of a parameter on the sheet that lists
    /// all of them.
    pub(super) fn history_of(&mut self, id: ParamId) -> (String, String, u32) {
        if !self.dated.contains(&id) {
            self.dated.push(id);
        }
        let (mut row, mut versions, mut each) = (FIRST_ROW, 1, 1);
        for (at, param) in self.plan.params.iter().enumerate() {
            versions = u32::try_from(param.values.len()).unwrap_or(u32::MAX);
            each = super::layout::count_of(self.plan, &param.by);
            if at == id.0 {
                break;
            }
            row = row.saturating_add(versions.saturating_mul(each)).saturating_add(1);
        }
        let sheet = &self.sheets.history;
        let range = |column: u32, count: u32| {
            let first = CellAt { sheet: sheet.clone(), column, row };
            let last = CellAt { row: row.saturating_add(count).saturating_sub(1), ..first.clone() };
            let end = fixed(&last);
            let end = end.rsplit_once('!').map_or(end.as_str(), |(_, address)| address);
            format!("{}:{end}", fixed(&first))
        };
        (range(1, versions), range(2, versions.saturating_mul(each)), each)
    }
}
