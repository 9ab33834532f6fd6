//! Forms that stand in one row: powers, days, parameters of another day or member, waterfalls.

use super::CannotExport;
use super::Dialect;
use super::functions::Helper;
use super::names::text;
use super::number::Operation;
use super::range::Known;
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use formula::number::{Decimal, Number};
use formula::plan::{Builtin, Constant, DatedValue, Expr, Fill, Fold, ParamId, TableId, Type};
use formula::syntax::ast::{AggregateFunction as F, BinaryOperator, Quantifier};

/// The most days between two days of the years 1 to 9999.
const MOST_DAYS: i64 = 3_700_000;

impl Writer<'_> {
    /// `a ^ b`
    pub(super) fn power(&mut self, a: &Sql, b: &Sql) -> Sql {
        if let (Some(x), Some(y)) = (a.literal(), b.literal())
            && let Ok(number) = x.pow(y)
        {
            return self.number(number);
        }
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Powers);
                self.in_full(format!("pg_temp.power34({}, {})", a.text, b.text), true)
            }
            Dialect::DuckDb => {
                self.note_doubles(&[a, b]);
                let (a, b) = (self.as_double(a), self.as_double(b));
                self.in_full(format!("pow({}, {})", a.text, b.text), true)
            }
        };
        Sql { may_refuse: true, ..sql }.with_parts(&[a, b])
    }

    pub(super) fn without_sign(&self, x: &Sql) -> Sql {
        let held = match &x.held {
            Held::Literal(number) => return self.number(number.abs()),
            Held::Fixed(fixed) => {
                let size = fixed.size();
                Held::Fixed(super::range::Fixed { low: Decimal::ZERO, high: size, ..*fixed })
            }
            Held::Double(_) => Held::Double(Known::default()),
            other => other.clone(),
        };
        Sql { held, ..Sql::plain(format!("abs({})", x.text), true) }.with_parts(&[x])
    }

    pub(super) fn transcendental(&mut self, builtin: Builtin, x: &Sql) -> Sql {
        let name = match builtin {
            Builtin::Log => "ln",
            Builtin::Exp => "exp",
            _ => "sqrt",
        };
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Powers);
                self.in_full(format!("pg_temp.{name}34({})", x.text), true)
            }
            Dialect::DuckDb => {
                self.note_doubles(&[x]);
                let x = self.as_double(x);
                self.in_full(format!("{name}({})", x.text), true)
            }
        };
        Sql { may_refuse: true, ..sql }.with_parts(&[x])
    }

    pub(super) fn age(&mut self, born: &Sql, at: Option<&Sql>) -> Sql {
        self.helpers.insert(Helper::Dates);
        let today = Sql::plain(format!("date '{}'", self.asked.request.day), true).known();
        let at = at.unwrap_or(&today);
        let schema = self.schema();
        let years = format!("{schema}age_on({}, {})", born.text, at.text);
        self.whole_number(years, Decimal::from_i64(9999)).with_parts(&[born, at])
    }

    pub(super) fn shift_date(
        &mut self,
        date: &Expr,
        by: &Expr,
        back: bool,
        scope: &mut Scope,
    ) -> Lowered {
        let unit = match &by.ty {
            Type::Number(unit) => unit.to_string(),
            _ => String::new(),
        };
        let (date, by) = (self.expr(date, scope)?, self.expr(by, scope)?);
        let by = if back { self.negate(&by) } else { by };
        self.helpers.insert(Helper::Dates);
        let schema = self.schema();
        let shifted = match unit.as_str() {
            "day" => format!("{schema}days_later({}, {})", date.text, by.text),
            "month" => format!("{schema}months_later({}, {})", date.text, by.text),
            _ => format!("{schema}months_later({}, {} * 12)", date.text, by.beside()),
        };
        let sql = Sql { may_refuse: true, ..Sql::plain(shifted, true) };
        Ok(sql.with_parts(&[&date, &by]))
    }

    pub(super) fn days_between(
        &mut self,
        later: &Expr,
        earlier: &Expr,
        scope: &mut Scope,
    ) -> Lowered {
        let (later, earlier) = (self.expr(later, scope)?, self.expr(earlier, scope)?);
        let days = format!("{} - {}", later.beside(), earlier.beside());
        let days = self.whole_number(days, Decimal::from_i64(MOST_DAYS));
        let held = match &days.held {
            Held::Fixed(fixed) => {
                let low = Decimal::from_i64(-MOST_DAYS);
                Held::Fixed(super::range::Fixed { low, ..*fixed })
            }
            other => other.clone(),
        };
        Ok(Sql { held, ..days }.with_parts(&[&later, &earlier]))
    }

    /// A parameter as it was, or will be, on another day.
    pub(super) fn param_at(&mut self, id: ParamId, day: &Expr, scope: &mut Scope) -> Lowered {
        let plan = self.plan;
        let Some(param) = plan.param(id) else { return Err(self.cannot()) };
        self.by_day(day, &param.values, scope, |writer, dated| {
            let value = dated.value.as_ref()?;
            Some(match dated.counts(0, &writer.asked.request.without) {
                true => writer.constant(value),
                false => writer.null_of(&param.ty),
            })
        })
    }

    /// Values by the day from which they hold; before the first there is none.
    fn by_day(
        &mut self,
        day: &Expr,
        dated: &[DatedValue],
        scope: &mut Scope,
        value: impl Fn(&mut Self, &DatedValue) -> Option<Sql>,
    ) -> Lowered {
        let day = self.expr(day, scope)?;
        let (mut values, mut conditions) = (Vec::new(), Vec::new());
        let mut refused_at = Vec::new();
        for version in dated.iter().rev() {
            let since = format!("{} >= date '{}'", day.beside(), version.since);
            match value(self, version) {
                Some(value) => values.push(value),
                None => {
                    refused_at.push(values.len());
                    values.push(self.number(Decimal::ZERO));
                }
            }
            conditions.push(Some(Sql { nullable: day.nullable, ..Sql::plain(since, false) }));
        }
        let like = values.first().cloned().unwrap_or_else(|| self.number(Decimal::ZERO));
        let like = self.typed(&like);
        let refused = self.refuse("sql-refuse-not-in-force", &like);
        let refused = Sql { may_refuse: true, ..Sql { text: refused, tight: true, ..like } };
        for at in refused_at {
            if let Some(slot) = values.get_mut(at) {
                *slot = refused.clone();
            }
        }
        values.push(refused);
        conditions.push(None);
        Ok(self.case(&values, &conditions))
    }

    /// A parameter by category.
    pub(super) fn param_of(
        &mut self,
        id: ParamId,
        day: Option<&Expr>,
        members: &[Expr],
        scope: &mut Scope,
    ) -> Lowered {
        let keys: Result<Vec<Sql>, CannotExport> =
            members.iter().map(|member| self.expr(member, scope)).collect();
        let keys = keys?;
        let by = self.plan.param(id).map(|param| param.by.clone()).unwrap_or_default();
        match day {
            None => {
                let Some(in_force) = self.param_in_force(id).cloned() else {
                    return Err(self.cannot());
                };
                let without = &self.asked.request.without;
                let counts = |place| in_force.counts(place, without);
                Ok(self.of_member(id, &by, &keys, &in_force.members, &counts))
            }
            Some(day) => {
                let plan = self.plan;
                let dated = plan.param(id).map(|param| param.values.as_slice());
                self.by_day(day, dated.unwrap_or_default(), scope, |writer, dated| {
                    dated.value.as_ref()?;
                    let without = &writer.asked.request.without;
                    let counts = |place| dated.counts(place, without);
                    Some(writer.of_member(id, &by, &keys, &dated.members, &counts))
                })
            }
        }
    }

    /// The value of a member, or of members of several categories, where it counts in this run.
    fn of_member(
        &mut self,
        id: ParamId,
        by: &[TableId],
        keys: &[Sql],
        all: &[Constant],
        counts: &dyn Fn(usize) -> bool,
    ) -> Sql {
        let ty = self.plan.param(id).map_or(Type::Bool, |param| param.ty.clone());
        let (mut values, mut conditions) = (Vec::new(), Vec::new());
        let mut out = false;
        for (place, constant) in all.iter().enumerate() {
            out |= !counts(place);
            values.push(match counts(place) {
                true => self.constant(constant),
                false => self.null_of(&ty),
            });
            let condition = self.is_member(by, keys, place);
            conditions.push(Some(condition));
        }
        let nullable = out || keys.iter().any(|key| key.nullable);
        Sql { nullable, ..self.case(&values, &conditions) }
    }

    /// Whether keys name the members at a place; the last category goes round first.
    fn is_member(&mut self, by: &[TableId], keys: &[Sql], place: usize) -> Sql {
        let mut rest = place;
        let mut parts = Vec::new();
        for (table, key) in by.iter().zip(keys).rev() {
            let members = self.plan.table(*table).and_then(|t| t.members.as_deref());
            let members = members.unwrap_or_default();
            let at = rest.checked_rem(members.len()).unwrap_or(0);
            rest = rest.checked_div(members.len()).unwrap_or(0);
            let name = members.get(at).map_or("", |member| member.name.as_str());
            parts.push(format!("{} = {}", key.beside(), text(name)));
        }
        parts.reverse();
        Sql::plain(parts.join(" and "), false).known()
    }

    /// The row of a cross table, by the keys of the rows that meet there.
    pub(super) fn lookup(&mut self, rows: &[Expr], scope: &mut Scope) -> Lowered {
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows {
            keys.push(self.expr(row, scope)?);
        }
        let parts: Vec<&Sql> = keys.iter().collect();
        let escaped: Vec<String> = keys
            .iter()
            .map(|key| format!("replace(replace({}, '\\', '\\\\'), '/', '\\/')", key.text))
            .collect();
        Ok(Sql::plain(escaped.join(" || '/' || "), false).with_parts(&parts))
    }

    /// One of several values, by the member that an expression names.
    pub(super) fn pick(&mut self, which: &Expr, all: &[Expr], scope: &mut Scope) -> Lowered {
        let key = self.expr(which, scope)?;
        let by: Vec<TableId> = match which.ty {
            Type::Row(table) => vec![table],
            _ => Vec::new(),
        };
        let (mut values, mut conditions) = (Vec::new(), Vec::new());
        for (place, value) in all.iter().enumerate() {
            values.push(self.expr(value, scope)?);
            let condition = self.is_member(&by, std::slice::from_ref(&key), place);
            conditions.push(Some(condition));
        }
        Ok(self.case(&values, &conditions))
    }

    /// What one vessel takes, or what is left over.
    pub(super) fn fill_part(
        &mut self,
        fill: &Fill,
        part: Option<usize>,
        scope: &mut Scope,
    ) -> Lowered {
        let amount = self.expr(&fill.amount, scope)?;
        let mut limits = Vec::with_capacity(fill.vessels.len());
        for (_, limit) in &fill.vessels {
            limits.push(self.expr(limit, scope)?);
        }
        let zero = self.number(Decimal::ZERO);
        // What the vessels so far leave; below zero it leaves nothing.
        let mut left = amount.clone();
        for limit in limits.iter().take(part.unwrap_or(limits.len())) {
            left = self.operate(Operation::Subtract, &left, limit);
        }
        let filled = match part.and_then(|at| limits.get(at)) {
            Some(limit) => {
                let least = self.outer(false, &left, limit);
                self.outer(true, &zero, &least)
            }
            None => {
                let rest = self.outer(true, &zero, &left);
                let below = Sql::plain(format!("{} < 0", amount.beside()), false);
                let below = Some(Sql { nullable: amount.nullable, ..below });
                self.case(&[amount.clone(), rest], &[below, None])
            }
        };
        let all: Vec<&Sql> = limits.iter().chain([&amount]).collect();
        let missing: Vec<String> = all
            .iter()
            .filter(|sql| sql.nullable)
            .map(|sql| format!("{} is null", sql.beside()))
            .collect();
        let filled = self.typed(&filled);
        let mut cases = Vec::new();
        if !missing.is_empty() {
            cases.push(format!("when {} then null", missing.join(" or ")));
        }
        let negative: Vec<String> = limits
            .iter()
            .filter(|limit| limit.literal().is_none_or(Decimal::is_negative))
            .map(|limit| format!("{} < 0", limit.beside()))
            .collect();
        if !negative.is_empty() {
            let refused = self.refuse("sql-refuse-limit-negative", &filled);
            cases.push(format!("when {} then {refused}", negative.join(" or ")));
        }
        if cases.is_empty() {
            return Ok(filled);
        }
        let text = format!("case {} else {} end", cases.join(" "), filled.text);
        let sql = Sql { text, tight: false, ..filled }.with_parts(&all);
        Ok(Sql { may_refuse: true, ..sql })
    }

    /// An aggregate over members: the terms of one row.
    pub(super) fn fold(&mut self, fold: &Fold, scope: &mut Scope) -> Lowered {
        let plain = fold.dropping.is_none()
            && fold.terms.iter().all(|term| term.filter.is_none() && term.weight.is_none());
        let mut values = Vec::with_capacity(fold.terms.len());
        for term in &fold.terms {
            if let Some(value) = &term.value {
                values.push(self.expr(value, scope)?);
            }
        }
        if plain && !values.is_empty() {
            match fold.function {
                F::Sum => return Ok(self.add_up(&values)),
                F::Mean => {
                    let sum = self.add_up(&values);
                    let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
                    let count = self.number(Decimal::from_i64(count));
                    return Ok(self.divide(&sum, &count));
                }
                F::Every => return Ok(self.all_or_any(Quantifier::All, &values)),
                F::Some => return Ok(self.all_or_any(Quantifier::Any, &values)),
                F::Min | F::Max => {
                    let greater = fold.function == F::Max;
                    let least = values.iter().cloned().reduce(|a, b| self.outer(greater, &a, &b));
                    if let Some(least) = least {
                        return Ok(least);
                    }
                }
                _ => {}
            }
        }
        self.fold_rows(fold, scope)
    }

    /// The same through a subquery with one row a member.
    fn fold_rows(&mut self, fold: &Fold, scope: &mut Scope) -> Lowered {
        let (mut values, mut weights, mut filters) = (Vec::new(), Vec::new(), Vec::new());
        for term in &fold.terms {
            let mut lower = |part: &Option<Expr>| match part {
                Some(part) => self.expr(part, scope).map(Some),
                None => Ok(None),
            };
            values.extend(lower(&term.value)?);
            weights.extend(lower(&term.weight)?);
            let all = Sql::plain("true", true).known();
            filters.push(lower(&term.filter)?.unwrap_or(all));
        }
        let open = filters.iter().any(|filter| filter.nullable);
        let mut taken = super::aggregates::Taken { rows: fold.terms.len(), ..Default::default() };
        let column = |writer: &Self, name: &str, all: &[Sql]| {
            let alike = writer.alike(all);
            let held = writer.common_held(&alike);
            let nullable = open || all.iter().any(|sql| sql.nullable);
            let text = format!("y.\"{name}\"");
            let sql = Sql { held, nullable, ..Sql::plain(text, true) };
            (alike, sql)
        };
        let (value_texts, value) = column(self, "v", &values);
        let (weight_texts, weight) = column(self, "w", &weights);
        taken.value = (!values.is_empty()).then_some(value);
        taken.weight = (!weights.is_empty()).then_some(weight);
        taken.open = open.then(|| "y.\"c\" is null".to_owned());
        if let Some(argument) = &fold.argument {
            taken.argument = Some(self.expr(argument, scope)?);
        }
        if let Some(dropping) = &fold.dropping {
            taken.dropping = Some(self.expr(dropping, scope)?);
        }
        let mut rows = Vec::new();
        for (at, filter) in filters.iter().enumerate() {
            let of = |all: &[Sql]| match all.get(at) {
                Some(sql) => self.typed(sql).text,
                None => "null".to_owned(),
            };
            rows.push(format!(
                "select {} as \"v\", {} as \"w\", {} as \"c\"",
                of(&value_texts),
                of(&weight_texts),
                filter.text
            ));
        }
        let outcome = self.outcome(fold.function, &taken);
        let rows = format!(
            "(select * from (\n      {}) z where z.\"c\" is not false) y",
            rows.join(" union all\n      ")
        );
        let text = match super::aggregates::of_nothing(fold.function) {
            true => outcome.text.clone(),
            false => {
                let refused = self.refuse_nothing(&outcome);
                format!("case when count(*) = 0 then {refused} else {} end", outcome.text)
            }
        };
        let text = format!("(select {text}\n    from {rows})");
        Ok(Sql { text, tight: true, may_refuse: true, ..outcome })
    }

    /// Whether a number lies below an edge that the formula states.
    pub(super) fn is_below(&mut self, x: &Sql, edge: Decimal, inclusive: bool) -> Sql {
        let operator = if inclusive { BinaryOperator::LessOrEqual } else { BinaryOperator::Less };
        let edge = self.number(edge);
        self.compare(operator, x, &edge)
    }
}
