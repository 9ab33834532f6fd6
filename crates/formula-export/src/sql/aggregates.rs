//! Sums, counts and the like: subqueries over a table, grouped ones for `its` and `per`.
//!
//! SQL's aggregates skip NULL; the language's do not. So each counts whether all its rows have a
//! value, unless it is known that they do.

use super::Dialect;
use super::functions::Helper;
use super::names::quoted;
use super::number::Operation;
use super::range::{Fixed, Known};
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use formula::number::Decimal;
use formula::plan::{Aggregate, Expr, RowSet};
use formula::syntax::ast::AggregateFunction as F;

/// What an aggregate takes from its rows: columns of a subquery.
#[derive(Debug, Clone, Default)]
pub(super) struct Taken {
    /// The value.
    pub(super) value: Option<Sql>,
    /// The weight.
    pub(super) weight: Option<Sql>,
    /// Whether a row may or may not count; nothing where all conditions are known.
    pub(super) open: Option<String>,
    /// At most so many rows.
    pub(super) rows: usize,
    /// Percentile, and how many to leave out at each end.
    pub(super) argument: Option<Sql>,
    pub(super) dropping: Option<Sql>,
}

impl Writer<'_> {
    /// The rows that a table has, as far as the data are at hand.
    pub(super) fn rows_of(&self, table: formula::plan::TableId) -> usize {
        self.table_of(table).map_or(0, |table| table.rows)
    }

    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, scope: &mut Scope) -> Lowered {
        let row = self.alias("x");
        let mut inner = Scope::of(Some(aggregate.table), &row);
        let mut lower = |writer: &mut Self, part: &Option<Expr>| match part {
            Some(part) => writer.expr(part, &mut inner).map(Some),
            None => Ok(None),
        };
        let filter = lower(self, &aggregate.filter)?;
        let value = lower(self, &aggregate.value)?;
        let weight = lower(self, &aggregate.weight)?;
        let key = match &aggregate.rows {
            RowSet::All => None,
            RowSet::Its(column) => {
                let rows = self.relations.rows(Some(aggregate.table));
                let name = rows.columns.get(column.0).cloned().unwrap_or_default();
                Some(Sql::plain(inner.column(&name), true))
            }
            RowSet::Per(key) => Some(self.expr(key, &mut inner)?),
        };
        let mut in_outer = |writer: &mut Self, part: &Option<Expr>| match part {
            Some(part) => writer.expr(part, scope).map(Some),
            None => Ok(None),
        };
        let argument = in_outer(self, &aggregate.argument)?;
        let dropping = in_outer(self, &aggregate.dropping)?;
        let given = Given { filter, value, weight, key };
        let mut taken = given.taken(self.rows_of(aggregate.table));
        (taken.argument, taken.dropping) = (argument, dropping);
        let outcome = self.outcome(aggregate.function, &taken);
        let from = self.from(&inner, "      ");
        let rows = given.subquery(&from);
        match &aggregate.rows {
            RowSet::All => Ok(self.of_all(aggregate.function, outcome, &rows)),
            RowSet::Its(_) => {
                let table = scope.table.unwrap_or(aggregate.table);
                let key = format!("{}.{}", scope.row, self.relations.key(table));
                let key = Sql::plain(key, true).known();
                self.of_group(aggregate.function, outcome, &rows, &key, scope)
            }
            RowSet::Per(key) => {
                let key = self.expr(key, scope)?;
                self.of_group(aggregate.function, outcome, &rows, &key, scope)
            }
        }
    }

    /// An aggregate over all rows: a subquery with one value.
    fn of_all(&mut self, function: F, outcome: Sql, rows: &str) -> Sql {
        let select = |text: &str| format!("(select {text}\n    from {rows})");
        let text = match (of_nothing(function), self.dialect) {
            (true, _) => select(&outcome.text),
            (false, Dialect::Postgres) => {
                let refused = self.refuse_nothing(&outcome);
                select(&format!("case when count(*) = 0 then {refused} else {} end", outcome.text))
            }
            // DuckDB works a subquery out also where nobody asks for its value: it must not refuse.
            (false, Dialect::DuckDb) => {
                let refused = self.refuse_nothing(&outcome);
                let count = select("count(*)");
                let value = select(&format!("case when count(*) > 0 then {} end", outcome.text));
                format!("(case when {count} = 0 then {refused} else {value} end)")
            }
        };
        Sql { text, tight: true, may_refuse: true, ..outcome }
    }

    /// Refuses to work out what there is none of: of what is no number only days have a least.
    pub(super) fn refuse_nothing(&mut self, like: &Sql) -> String {
        let ty = if like.held == Held::NoNumber { "date" } else { "numeric" };
        self.refuse_typed("sql-refuse-nothing", ty)
    }

    /// An aggregate of each group: joined by the value of the group.
    fn of_group(
        &mut self,
        function: F,
        outcome: Sql,
        rows: &str,
        key: &Sql,
        scope: &mut Scope,
    ) -> Lowered {
        let what = format!("group {} {rows} {}", outcome.text, key.text);
        let text = &outcome.text;
        let alias = self.join(scope, "g", what, |alias| {
            format!(
                "left join (select y.\"k\", {text} as \"v\"\n    from {rows}\n    group by \
                 y.\"k\") {alias} on {alias}.\"k\" = {}",
                key.beside()
            )
        });
        let empty = match function {
            F::Sum | F::Count => self.number(Decimal::ZERO),
            F::Every | F::No => Sql::plain("true", true).known(),
            F::Some => Sql::plain("false", true).known(),
            _ => {
                let refused = self.refuse_nothing(&outcome);
                Sql { held: outcome.held.clone(), ..Sql::plain(refused, true).known() }
            }
        };
        let found = Sql { text: format!("{alias}.\"v\""), tight: true, ..outcome.clone() };
        let none = Sql::plain(format!("{alias}.\"k\" is null"), false).known();
        let mut values = vec![empty, found];
        let mut conditions = vec![Some(none), None];
        if key.nullable {
            let missing = Sql::plain(format!("{} is null", key.beside()), false).known();
            values.insert(0, Sql { held: outcome.held.clone(), ..Sql::plain("null", true) });
            conditions.insert(0, Some(missing));
        }
        let chosen = self.case(&values, &conditions);
        Ok(Sql { may_refuse: true, ..chosen })
    }

    /// What an aggregate makes of the columns `y."v"` and `y."w"`.
    pub(super) fn outcome(&mut self, function: F, taken: &Taken) -> Sql {
        let value = taken.value.clone().unwrap_or_else(|| Sql::plain("y.\"v\"", true).known());
        if let Some(few) = &taken.dropping {
            return self.trimmed(function, taken, &value, few);
        }
        let worked_out = match function {
            F::Sum => {
                let sum = self.sum_of(&value, taken.rows);
                let text = format!("coalesce({}, {})", sum.text, self.zero_like(&sum).text);
                Sql { text, tight: true, ..sum }
            }
            F::Count => return self.count(taken),
            F::Every | F::Some | F::No => return self.truth(function, taken, &value),
            F::Min | F::Max => {
                let name = if function == F::Min { "min" } else { "max" };
                Sql { text: format!("{name}({})", value.text), tight: true, ..value.clone() }
            }
            F::Mean => self.mean(taken, &value),
            F::Median | F::Percentile | F::Deviation => {
                let list = self.sorted(&value);
                self.of_list(function, &list, taken)
            }
        };
        self.unless_missing(worked_out, taken, &value)
    }

    /// Missing when a value, a weight or a condition is.
    fn unless_missing(&self, sql: Sql, taken: &Taken, value: &Sql) -> Sql {
        let mut all = Vec::new();
        if value.nullable {
            all.push(format!("count(*) = count({})", value.text));
        }
        if let Some(weight) = taken.weight.as_ref().filter(|weight| weight.nullable) {
            all.push(format!("count(*) = count({})", weight.text));
        }
        if let Some(open) = &taken.open {
            // No row at all leaves nothing open.
            all.push(format!("not coalesce(bool_or({open}), false)"));
        }
        if all.is_empty() {
            return Sql { nullable: false, ..sql };
        }
        let text = format!("case when {} then {} end", all.join(" and "), sql.text);
        Sql { text, tight: false, nullable: true, ..sql }
    }

    /// The exact sum of a column, rounded once.
    pub(super) fn sum_of(&mut self, value: &Sql, rows: usize) -> Sql {
        match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Digits34);
                self.in_full(format!("pg_temp.n(sum({}))", value.text), true)
            }
            Dialect::DuckDb => {
                let known = value.known_range().times_up_to(rows);
                let fits = match self.data() {
                    Some(_) => self.fit_for_sum(value, rows),
                    None => None,
                };
                match fits {
                    Some((value, fixed)) => {
                        let held = Held::Fixed(fixed);
                        Sql { held, ..Sql::plain(format!("sum({})", value.text), true) }
                    }
                    None => {
                        self.note_doubles(&[value]);
                        let value = self.as_double(value);
                        let held = Held::Double(known);
                        Sql { held, ..Sql::plain(format!("fsum({})", value.text), true) }
                    }
                }
            }
        }
    }

    /// Zero as a value of the same kind.
    pub(super) fn zero_like(&self, sql: &Sql) -> Sql {
        let zero = self.number(Decimal::ZERO);
        match sql.held {
            Held::Double(_) => self.as_double(&zero),
            _ => zero,
        }
    }

    /// A whole number that a database counts, as a number of the formula.
    pub(super) fn whole_number(&self, text: String, most: Decimal) -> Sql {
        match self.dialect {
            Dialect::Postgres => self.in_full(format!("({text})::numeric"), true),
            Dialect::DuckDb => {
                let known = Known::between(Decimal::from_i64(-9999), most);
                let held = Fixed::held(known, 0, Decimal::ZERO);
                let held = held.map_or(Held::Double(known), Held::Fixed);
                Sql { held, ..Sql::plain(format!("({text})::decimal(38, 0)"), true) }
            }
        }
    }

    pub(super) fn most_rows(&self, rows: usize) -> Decimal {
        // Where the data are not at hand: more rows than any table has.
        let most = if self.data().is_some() { rows } else { 1_000_000_000_000 };
        Decimal::from_i64(i64::try_from(most).unwrap_or(i64::MAX))
    }

    fn count(&mut self, taken: &Taken) -> Sql {
        let most = self.most_rows(taken.rows);
        let counted = match &taken.value {
            None => self.whole_number("count(*)".to_owned(), most),
            Some(value) => {
                let text = format!("count(*) filter (where {})", value.text);
                self.whole_number(text, most)
            }
        };
        let value = taken.value.clone().unwrap_or_else(|| Sql::plain("y.\"v\"", true).known());
        self.unless_missing(counted, taken, &value)
    }

    fn truth(&mut self, function: F, taken: &Taken, value: &Sql) -> Sql {
        let v = &value.text;
        let (when, then, otherwise) = match function {
            F::Every => (format!("bool_or(not {v})"), "false", "true"),
            F::Some => (format!("bool_or({v})"), "true", "false"),
            _ => (format!("bool_or({v})"), "false", "true"),
        };
        let rest = match value.nullable {
            true => format!("when count(*) = count({v}) then {otherwise}"),
            false => format!("else {otherwise}"),
        };
        let text = format!("case when {when} then {then} {rest} end");
        let sql = Sql { nullable: value.nullable, ..Sql::plain(text, false) };
        match &taken.open {
            None => sql,
            Some(open) => {
                // No row at all leaves nothing open.
                let open = format!("coalesce(bool_or({open}), false)");
                let text = format!("case when not {open} then {} end", sql.text);
                Sql { text, nullable: true, ..sql }
            }
        }
    }

    fn mean(&mut self, taken: &Taken, value: &Sql) -> Sql {
        match &taken.weight {
            None => {
                let sum = self.sum_of(value, taken.rows);
                let count = self.whole_number("count(*)".to_owned(), self.most_rows(taken.rows));
                let count = self.at_least_one(count);
                Sql { may_refuse: false, ..self.divide(&sum, &count) }
            }
            Some(weight) => {
                let product = self.operate(Operation::Multiply, value, weight);
                let products = self.sum_of(&product, taken.rows);
                let weights = self.sum_of(weight, taken.rows);
                self.divide(&products, &weights)
            }
        }
    }

    /// A count of rows of which there is one.
    fn at_least_one(&self, count: Sql) -> Sql {
        match count.held {
            Held::Fixed(fixed) => {
                Sql { held: Held::Fixed(Fixed { low: Decimal::ONE, ..fixed }), ..count }
            }
            _ => count,
        }
    }

    /// The values of a column as a sorted list.
    fn sorted(&self, value: &Sql) -> Sql {
        // What is the same for all rows has no order, and DuckDB refuses to order by it.
        let is_alike = self.dialect == Dialect::DuckDb && value.literal().is_some();
        let value = match self.dialect {
            Dialect::Postgres => value.clone(),
            Dialect::DuckDb => self.as_double(value),
        };
        let name = match self.dialect {
            Dialect::Postgres => "array_agg",
            Dialect::DuckDb => "list",
        };
        let order = match is_alike {
            true => String::new(),
            false => format!(" order by {}", value.text),
        };
        let text = format!("{name}({}{order})", value.text);
        Sql { text, tight: true, ..value }
    }

    fn trimmed(&mut self, function: F, taken: &Taken, value: &Sql, few: &Sql) -> Sql {
        let list = self.sorted(value);
        self.helpers.insert(Helper::Dropping);
        let schema = self.schema();
        let text = format!("{schema}dropping({}, {})", list.text, few.text);
        let list = Sql { text, tight: true, ..list };
        let found = self.of_list(function, &list, taken);
        self.unless_missing(found, taken, value)
    }

    /// What an aggregate makes of a sorted list.
    pub(super) fn of_list(&mut self, function: F, list: &Sql, taken: &Taken) -> Sql {
        if self.dialect == Dialect::DuckDb {
            self.note_doubles(&[]);
        }
        let schema = self.schema();
        let text = match function {
            F::Median | F::Percentile => {
                self.helpers.insert(Helper::Percentile);
                let half = self.number(Decimal::from_parts(5, -1).unwrap_or_default());
                let part = taken.argument.clone().unwrap_or(half);
                let part = match self.dialect {
                    Dialect::Postgres => part,
                    Dialect::DuckDb => self.as_double(&part),
                };
                format!("{schema}percentile({}, {})", list.text, part.text)
            }
            F::Deviation => {
                self.helpers.insert(Helper::Deviation);
                format!("{schema}deviation({})", list.text)
            }
            other => {
                self.helpers.insert(Helper::Lists);
                let name = list_function(other);
                format!("{schema}{name}({})", list.text)
            }
        };
        Sql { nullable: list.nullable, ..self.in_full(text, true) }
    }
}

fn list_function(function: F) -> &'static str {
    match function {
        F::Mean => "mean_of",
        F::Min => "first_of",
        F::Max => "last_of",
        F::Count => "count_of",
        _ => "sum_of",
    }
}

/// Whether an aggregate has a value where there are no rows.
pub(super) fn of_nothing(function: F) -> bool {
    matches!(function, F::Sum | F::Count | F::Every | F::Some | F::No)
}

/// The parts of an aggregate in the rows over which it runs.
struct Given {
    filter: Option<Sql>,
    value: Option<Sql>,
    weight: Option<Sql>,
    key: Option<Sql>,
}

impl Given {
    fn open(&self) -> Option<&Sql> {
        self.filter.as_ref().filter(|filter| filter.nullable)
    }

    /// The columns of the subquery.
    fn taken(&self, rows: usize) -> Taken {
        let column = |name: &str, sql: &Sql| {
            // What stands in a row that may not count is not asked for.
            let nullable = sql.nullable || self.open().is_some();
            Sql { text: format!("y.{}", quoted(name)), tight: true, nullable, ..sql.clone() }
        };
        Taken {
            value: self.value.as_ref().map(|value| column("v", value)),
            weight: self.weight.as_ref().map(|weight| column("w", weight)),
            open: self.open().map(|_| "y.\"open\"".to_owned()),
            rows,
            argument: None,
            dropping: None,
        }
    }

    /// The rows with their columns.
    fn subquery(&self, from: &str) -> String {
        let mut columns = Vec::new();
        if let Some(key) = &self.key {
            columns.push(format!("{} as \"k\"", key.text));
        }
        for (name, part) in [("v", &self.value), ("w", &self.weight)] {
            let Some(part) = part else { continue };
            columns.push(match self.open() {
                Some(filter) => {
                    format!("case when {} then {} end as \"{name}\"", filter.text, part.text)
                }
                None => format!("{} as \"{name}\"", part.text),
            });
        }
        if let Some(filter) = self.open() {
            columns.push(format!("{} is null as \"open\"", filter.beside()));
        }
        if columns.is_empty() {
            columns.push("1 as \"one\"".to_owned());
        }
        let condition = match &self.filter {
            None => String::new(),
            Some(filter) if filter.nullable => {
                format!("\n      where {} is not false", filter.beside())
            }
            Some(filter) => format!("\n      where {}", filter.text),
        };
        format!("(select {}{from}{condition}) y", columns.join(", "))
    }
}
