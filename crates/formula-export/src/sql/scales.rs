//! Bands, slices and points.

use super::number::Operation;
use super::range::{Fixed, Known};
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use super::{CannotExport, Dialect, Reason};
use formula::number::Decimal;
use formula::plan::{Expr, ScaleId, ScaleVersion, Type};
use formula::syntax::ast::ScaleKind;

impl Writer<'_> {
    pub(super) fn scale(&mut self, id: ScaleId, argument: &Expr, scope: &mut Scope) -> Lowered {
        let argument = self.expr(argument, scope).map(|sql| self.typed(&sql))?;
        let day = self.asked.request.day;
        let plan = self.plan;
        let Some(scale) = plan.scales.get(id.0) else {
            return Err(self.cannot());
        };
        let Some(version) = scale.in_force(day) else {
            return Err(CannotExport { name: scale.name.clone(), reason: Reason::NotInForce });
        };
        if self.asked.request.without.contains(&version.standing) {
            self.note(self.words("sql-left-out", &[]));
            return Ok(self.null_of(&Type::Number(scale.result.clone())));
        }
        // The argument stands once, whatever number of lines asks for it.
        let x = match self.dialect {
            _ if argument.tight && !argument.text.contains('(') => argument.clone(),
            Dialect::Postgres => {
                let lateral = argument.text.clone();
                let alias = self.join(scope, "v", format!("value {lateral}"), |alias| {
                    format!("cross join lateral (select {lateral} as \"x\") {alias}")
                });
                Sql { text: format!("{alias}.\"x\""), tight: true, ..argument.clone() }
            }
            Dialect::DuckDb => Sql { text: "v".to_owned(), tight: true, ..argument.clone() },
        };
        let found = match scale.kind {
            ScaleKind::Bands => self.band(version, &x),
            ScaleKind::Slices => self.slices(version, &x),
            ScaleKind::Points => self.points(version, &x),
        };
        let known = scale_range(scale.kind, version);
        let found = self.typed(&found);
        let held = match &found.held {
            Held::Fixed(fixed) => known
                .and_then(|known| Fixed::held(known, fixed.scale, fixed.error))
                .map_or(found.held.clone(), Held::Fixed),
            other => other.clone(),
        };
        let missing = match argument.nullable {
            true => format!("case when {} is null then null else {} end", x.text, found.text),
            false => found.text.clone(),
        };
        let text = match (self.dialect, x.text.as_str()) {
            (Dialect::DuckDb, "v") => {
                format!("list_transform([{}], lambda v: {missing})[1]", argument.text)
            }
            _ => missing,
        };
        let tight = text.starts_with("list_transform");
        Ok(Sql { text, tight, held, nullable: argument.nullable, may_refuse: true })
    }

    fn outside(&mut self, like: &Sql) -> Sql {
        let like = self.typed(like);
        let refused = self.refuse("sql-refuse-outside", &like);
        Sql { text: refused, tight: true, may_refuse: true, ..like }
    }

    /// The rate of the first line to which the value belongs.
    fn band(&mut self, version: &ScaleVersion, x: &Sql) -> Sql {
        let (mut values, mut conditions) = (Vec::new(), Vec::new());
        for (edge, inclusive, rate) in &version.lines {
            values.push(self.number(*rate));
            conditions.push(edge.map(|edge| self.is_below(x, edge, *inclusive)));
        }
        for condition in conditions.iter_mut().flatten() {
            condition.nullable = false;
        }
        if conditions.last().is_some_and(Option::is_some) {
            let like = values.first().cloned().unwrap_or_else(|| self.number(Decimal::ZERO));
            let outside = self.outside(&like);
            values.push(outside);
            conditions.push(None);
        }
        self.case(&values, &conditions)
    }

    /// Each part of the value at the rate of its line.
    fn slices(&mut self, version: &ScaleVersion, x: &Sql) -> Sql {
        let zero = self.number(Decimal::ZERO);
        let mut total: Option<Sql> = None;
        let mut from = Decimal::ZERO;
        let mut last = None;
        for (edge, _, rate) in &version.lines {
            let to = match edge {
                Some(edge) => {
                    let edge = self.number(*edge);
                    self.outer(false, x, &edge)
                }
                None => x.clone(),
            };
            let start = self.number(from);
            let width = self.operate(Operation::Subtract, &to, &start);
            let width = self.outer(true, &width, &zero);
            let rate = self.number(*rate);
            let part = self.operate(Operation::Multiply, &width, &rate);
            total = Some(match total {
                Some(total) => self.operate(Operation::Add, &total, &part),
                None => part,
            });
            last = *edge;
            from = super::range::greatest(from, edge.unwrap_or(from));
        }
        let total = total.unwrap_or(zero);
        let Some(edge) = last else { return total };
        let outside = self.outside(&total);
        let edge = self.number(edge);
        let above = Sql::plain(format!("{} > {}", x.beside(), edge.beside()), false).known();
        self.case(&[outside, total], &[Some(above), None])
    }

    /// On the straight line between two points.
    fn points(&mut self, version: &ScaleVersion, x: &Sql) -> Sql {
        let at = |line: &(Option<Decimal>, bool, Decimal)| (line.0.unwrap_or_default(), line.2);
        let points: Vec<(Decimal, Decimal)> = version.lines.iter().map(at).collect();
        let (Some((x_first, y_first)), Some((x_last, y_last))) =
            (points.first().copied(), points.last().copied())
        else {
            return self.number(Decimal::ZERO);
        };
        let strictly = |writer: &Self, sign: &str, edge: Decimal| {
            let edge = writer.number(edge);
            Some(Sql::plain(format!("{} {sign} {}", x.beside(), edge.beside()), false).known())
        };
        let (first, last) = (self.number(y_first), self.number(y_last));
        let (mut values, mut conditions) = match version.flat_outside {
            true => (vec![first, last.clone()], Vec::new()),
            false => {
                let outside = self.outside(&first);
                (vec![outside.clone(), outside], Vec::new())
            }
        };
        conditions.push(strictly(self, "<", x_first));
        conditions.push(strictly(self, ">", x_last));
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let number = |writer: &Self, n: &Decimal| writer.number(*n);
            let (x0, y0, x1s, y1) =
                (number(self, x0), number(self, y0), number(self, x1), number(self, y1));
            let rise = self.operate(Operation::Subtract, &y1, &y0);
            let way = self.operate(Operation::Subtract, x, &x0);
            let width = self.operate(Operation::Subtract, &x1s, &x0);
            let rise = self.multiply_divide(&rise, &way, &width);
            values.push(self.operate(Operation::Add, &y0, &rise));
            conditions.push(strictly(self, "<=", *x1));
        }
        values.push(last);
        conditions.push(None);
        self.case(&values, &conditions)
    }
}

/// Between what the outcome lies: for bands and points between the least and greatest of the lines.
fn scale_range(kind: ScaleKind, version: &ScaleVersion) -> Option<Known> {
    if kind == ScaleKind::Slices {
        return None;
    }
    let rates = || version.lines.iter().map(|(_, _, rate)| *rate);
    let low = rates().reduce(super::range::least)?;
    let high = rates().reduce(super::range::greatest)?;
    Some(Known::between(low, high))
}
