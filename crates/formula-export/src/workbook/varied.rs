//! What a spreadsheet cannot work out by itself: a value as it would be under others, and the first
//! step at which a total reaches a target.
//!
//! `with` stays live: the definitions that rest on what is varied are written out once more, as
//! steps. A solved unknown goes in as the engine found it, with a residual that is zero while the
//! total still crosses its target at this step and at no other.

use super::emitter::{Emitter, Step};
use super::layout::{CellAt, FIRST_ROW, cell_of, fixed};
use super::piece::{Bond, ColumnAt, Piece};
use formula::number::Decimal;
use formula::plan::{Expr, ParamId, Solve, TableId, Varied};

impl Emitter<'_> {
    pub(super) fn with(
        &mut self,
        value: &Expr,
        varied: &[(Varied, Expr)],
        table: Option<TableId>,
    ) -> Piece {
        let mut settings = Vec::new();
        for (what, other) in varied {
            let piece = self.expr(other, None);
            let words = self.words(other);
            settings.push((*what, self.repeatable(None, piece, &words)));
        }
        self.under(settings, &[value], |emitter| emitter.expr(value, table))
    }

    /// Writes something out while parameters or definitions have other values.
    fn under(
        &mut self,
        settings: Vec<(Varied, Piece)>,
        exprs: &[&Expr],
        write: impl FnOnce(&mut Self) -> Piece,
    ) -> Piece {
        let before = (self.varied.clone(), self.under.clone());
        let changed: Vec<Varied> = settings.iter().map(|(what, _)| *what).collect();
        self.varied.retain(|(what, _)| !changed.contains(what));
        self.varied.extend(settings);
        for id in self.plan.anew(&changed, exprs) {
            let Some(definition) = self.plan.definition(id) else { continue };
            let piece = self.expr(&definition.body, definition.table);
            let heading = format!("{} *", definition.name);
            let piece = match definition.table {
                Some(table) => self.own_column(table, &piece, &heading),
                None => self.national(&piece, &heading),
            };
            self.under.insert(id, piece);
        }
        let written = write(self);
        (self.varied, self.under) = before;
        written
    }

    pub(super) fn solve(&mut self, expr: &Expr, solve: &Solve) -> Piece {
        let words = self.words(expr);
        let found = self.solved(expr);
        let [from, to, step] = [&solve.from, &solve.to, &solve.step].map(|end| {
            let piece = self.expr(end, None);
            let end_words = self.words(end);
            self.repeatable(None, piece, &end_words)
        });
        let way =
            format!("IF({}<{},-{step},{step})", to.text, from.text, step = step.at(Bond::Sign));
        let before = Piece::bound(format!("{}-{way}", found.text), Bond::Sum);
        let before = self.national(&before, &words);
        let mut apart = |value: &Piece| {
            let settings = vec![(solve.unknown, value.clone())];
            let exprs = [&solve.total, &solve.target];
            self.under(settings, &exprs, |emitter| {
                let [total, target] = exprs.map(|e| {
                    let (piece, words) = (emitter.expr(e, None), emitter.words(e));
                    emitter.national(&piece, &words).text
                });
                let noise = format!("1E-11*MAX(ABS({total}),ABS({target}))");
                let off = format!("IF(ABS({total}-{target})<={noise},0,{total}-{target})");
                emitter.national(&Piece::whole(off), &words)
            })
        };
        let (here, earlier) = (apart(&found).text, apart(&before).text);
        let first = format!("ABS({0}-{1})<=1E-11*ABS({0})", found.text, from.at(Bond::Product));
        let reached = format!("AND({earlier}<>0,SIGN({earlier})<>SIGN({here}))");
        let residual = format!("IF(OR(AND({first},{here}=0),{reached}),0,MAX(ABS({here}),1))");
        self.residual(&words, residual, true);
        found
    }

    /// A value of the country that the engine found, as a value.
    fn solved(&mut self, expr: &Expr) -> Piece {
        let value = self.native(None, expr);
        let at = self.solved_step(None, &self.words(expr), value);
        let sheet = self.sheets.steps.get(&None).cloned().unwrap_or_default();
        Piece::whole(fixed(&CellAt { sheet, column: 1, row: FIRST_ROW + at }))
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
            Ok(cells) => (0..count)
                .map(|row| {
                    let truth = || cells.bool(row).map(|b| Decimal::from_i64(i64::from(b)));
                    cells.number(row).or_else(truth)
                })
                .collect(),
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
