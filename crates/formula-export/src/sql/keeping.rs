//! Rounding; rounding that keeps a sum is a `row_number` over settled remainders.

use super::Dialect;
use super::fixed::inverse_of;
use super::functions::Helper;
use super::number::{Operation, mode_words};
use super::range::{Fixed, Known, decimals};
use super::shares::clause;
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use formula::number::{Decimal, Number};
use formula::plan::{Round, TableId};
use formula::syntax::ast::{BinaryOperator, RoundMode};

/// To how many decimals the remainders of doubles are compared: all as coarsely as fifteen digits
/// reach in the largest row.
const REMAINDER_DECIMALS: &str = ",
    greatest(0, least(6, 14 - floor(log10(greatest(max(abs(e.\"whole\")), 1)))))::integer \
    as \"decimals\"";

impl Writer<'_> {
    pub(super) fn rounded(&mut self, round: &Round, scope: &mut Scope) -> Lowered {
        let Some(table) = scope.table.filter(|_| round.keeping_sum) else {
            let value = self.expr(&round.value, scope)?;
            return Ok(self.round(&value, round.to, round.mode));
        };
        if round.within.is_some() {
            return Err(self.cannot());
        }
        let mut rows = Scope::of(Some(table), "r");
        let value = self.expr(&round.value, &mut rows).map(|value| self.typed(&value))?;
        let mut columns = vec![
            format!("r.{} as \"key\"", self.relations.key(table)),
            format!("{} as \"value\"", value.text),
        ];
        if let Some(per) = &round.per {
            let key = self.expr(per, &mut rows)?;
            columns.push(format!("{} as \"group\"", key.text));
        }
        let mut ties = Vec::new();
        for (at, (tie, descending)) in round.ties.iter().enumerate() {
            let tie = self.expr(tie, &mut rows).map(|tie| self.typed(&tie))?;
            columns.push(format!("{} as \"tie_{at}\"", tie.text));
            ties.push((tie, *descending));
        }
        let from = self.from(&rows, "  ");
        let entry = format!("with entry as (\n  select\n    {}{from}\n)", columns.join(",\n    "));
        let (text, amount) = self.keep_sum(round, table, &entry, &value, &ties);
        let (title, base) = self.current_title();
        let name = self.relations.names.claim(&format!("{base}_rounded"));
        let unit = round.to.to_canonical();
        let head = self.words("sql-rounded", &[("title", &title), ("unit", &unit)]);
        self.beside(&head, &name, &text);
        let alias = self.join_by_key(&name, table, scope);
        Ok(Sql { text: format!("{alias}.\"amount\""), tight: true, ..amount })
    }

    /// The statement that rounds all rows of a table together.
    fn keep_sum(
        &mut self,
        round: &Round,
        table: TableId,
        entry: &str,
        value: &Sql,
        ties: &[(Sql, bool)],
    ) -> (String, Sql) {
        let column = Sql { text: "e.\"value\"".to_owned(), tight: true, ..value.clone() };
        let exact = self.settled(&column, round.to);
        let exact_column = Sql { text: "e.\"exact\"".to_owned(), tight: true, ..exact.clone() };
        let whole = self.floor_of(&exact_column);
        let rows = self.rows_of(table);
        let sum = self.sum_of(&column, rows);
        let total = self.settled(&sum, round.to);
        let wanted = self.whole(&total, round.mode);
        let whole_column = Sql { text: "e.\"whole\"".to_owned(), tight: true, ..whole.clone() };
        let below = self.sum_of(&whole_column, rows);
        let missing = self.operate(Operation::Subtract, &wanted, &below);
        let (group, group_by) = match &round.per {
            Some(_) => ("e.\"group\", ", "where e.\"group\" is not null group by e.\"group\""),
            None => ("", ""),
        };
        let open = match value.nullable {
            true => "bool_or(e.\"value\" is null)",
            false => "false",
        };
        let classes = self.tie_classes(ties);
        let amount = self.amount_of_units(&whole, round.to);
        let in_doubles = matches!(exact.held, Held::Double(_));
        let turns = self.turns(round.per.is_some(), in_doubles, ties);
        let decimals = if in_doubles { REMAINDER_DECIMALS } else { "" };
        let settled = clause(
            "settled",
            &[&format!("select e.*, {} as \"exact\"", exact.text), "from entry e"],
        );
        let units = clause(
            "units",
            &[&format!("select e.*, {} as \"whole\"", whole.text), "from settled e"],
        );
        let total = clause(
            "total",
            &[
                &format!("select {group}{} as \"missing\",", missing.text),
                &format!("  count(*) as \"rows\", {open} as \"open\"{decimals}"),
                "from units e",
                group_by,
            ],
        );
        let text = format!(
            "{entry}, {settled}, {units}{classes}, {total}, {turns}\nselect e.\"key\",\n  case \
             when e.\"open\" is not false then null\n    else {} end as \"amount\"\nfrom turns e",
            amount.text,
        );
        let nullable = value.nullable || round.per.is_some();
        (text, Sql { nullable, may_refuse: false, ..amount })
    }

    /// The turn of each row: largest remainders first, and last.
    fn turns(&self, grouped: bool, in_doubles: bool, ties: &[(Sql, bool)]) -> String {
        let order = self.order_of(ties);
        let by = |reversed: bool| -> String {
            let word = |down: bool| if down != reversed { "desc" } else { "asc" };
            order.iter().map(|(text, down)| format!("{text} {}, ", word(*down))).collect()
        };
        let key = self.by_bytes(&Sql::plain("e.\"key\"", true));
        let remainder = match in_doubles {
            true => "round(e.\"exact\" - e.\"whole\", t.\"decimals\")",
            false => "e.\"exact\" - e.\"whole\"",
        };
        let (join, part) = match grouped {
            true => ("left join total t on t.\"group\" = e.\"group\"", "partition by e.\"group\" "),
            false => ("cross join total t", ""),
        };
        let from = if ties.is_empty() { "units" } else { "ordered" };
        clause(
            "turns",
            &[
                "select e.*, t.\"missing\", t.\"rows\", t.\"open\",",
                &format!("  row_number() over ({part}order by {remainder} desc,"),
                &format!("    {}{key}) as \"turn\",", by(false)),
                &format!("  row_number() over ({part}order by {remainder},"),
                &format!("    {}{key} desc) as \"last_turn\"", by(true)),
                &format!("from {from} e {join}"),
            ],
        )
    }

    /// A number counted in a unit and settled.
    fn settled(&mut self, x: &Sql, unit: Decimal) -> Sql {
        match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Settled);
                let text = format!("pg_temp.settled({}, {})", x.text, unit);
                self.in_full(text, true).with_parts(&[x])
            }
            Dialect::DuckDb => match self.settled_fixed(x, unit) {
                Some(sql) => sql.with_parts(&[x]),
                None => {
                    self.note_doubles(&[x]);
                    self.helpers.insert(Helper::Settled);
                    let inverse = inverse_of(unit);
                    let known =
                        Known::corners(x.known_range(), Known::between(unit, unit), |a, b| {
                            a.div(b).ok()
                        });
                    let x = self.as_double(x);
                    let text = format!("settled({}, {unit}e0, {inverse})", x.text);
                    let known = known.widened(Decimal::ONE);
                    // A settled double is held as a decimal, so that remainders compare exactly.
                    match Fixed::held(known, 6, Decimal::ZERO) {
                        Some(fixed) => {
                            let text = format!("{text}::decimal(38, 6)");
                            Sql { held: Held::Fixed(fixed), ..Sql::plain(text, true) }
                        }
                        None => Sql { held: Held::Double(known), ..Sql::plain(text, true) },
                    }
                    .with_parts(&[&x])
                }
            },
        }
    }

    fn floor_of(&mut self, exact: &Sql) -> Sql {
        let text = format!("floor({})", exact.text);
        let held = match &exact.held {
            Held::Fixed(fixed) => {
                let known = fixed.known().widened(Decimal::ONE);
                Fixed::held(known, 0, Decimal::ZERO).map_or(Held::Double(known), Held::Fixed)
            }
            other => other.clone(),
        };
        Sql { text, tight: true, held, ..exact.clone() }
    }

    fn whole(&mut self, x: &Sql, mode: RoundMode) -> Sql {
        let words = mode_words(mode);
        match (&x.held, self.dialect) {
            (Held::Fixed(fixed), _) => {
                self.helpers.insert(Helper::RoundFixed);
                let known = fixed.known().widened(Decimal::ONE);
                let held =
                    Fixed::held(known, 0, Decimal::ZERO).map_or(Held::Double(known), Held::Fixed);
                let text = format!("whole_fixed({}, '{words}')::decimal(38, 0)", x.text);
                Sql { text, tight: true, held, ..x.clone() }
            }
            _ => {
                self.helpers.insert(Helper::Whole);
                let schema = self.schema();
                let text = format!("{schema}whole({}, '{words}')", x.text);
                Sql { text, tight: true, ..x.clone() }
            }
        }
    }

    /// The amount of a row by its turn: one unit for each round in which its turn comes.
    fn amount_of_units(&mut self, whole: &Sql, unit: Decimal) -> Sql {
        let division = match self.dialect {
            Dialect::Postgres => ("div(", ", ", ")"),
            Dialect::DuckDb => ("(", ") // (", ")"),
        };
        let (open, between, close) = division;
        let count = |missing: &str, turn: &str| {
            format!("{open}{missing} - e.\"{turn}\" + e.\"rows\"{between}e.\"rows\"{close}")
        };
        let missing = match self.dialect {
            Dialect::Postgres => "e.\"missing\"".to_owned(),
            Dialect::DuckDb => "e.\"missing\"::hugeint".to_owned(),
        };
        let up = count(&missing, "turn");
        let down = count(&format!("-{missing}"), "last_turn");
        let units = format!("e.\"whole\" + case when e.\"missing\" > 0 then {up} else -{down} end");
        match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Digits34);
                self.in_full(format!("pg_temp.n(({units}) * {unit})"), true)
            }
            Dialect::DuckDb => {
                let known = whole.known_range().widened(Decimal::from_i64(2));
                let amounts =
                    Known::corners(known, Known::between(unit, unit), |a, b| a.mul(b).ok());
                let scale = decimals(unit);
                match Fixed::held(amounts, scale, Decimal::ZERO) {
                    Some(fixed) if matches!(whole.held, Held::Fixed(_)) => {
                        let text =
                            format!("({units})::decimal(38, 0) * {unit}::decimal(38, {scale})");
                        Sql { held: Held::Fixed(fixed), ..Sql::plain(text, false) }
                    }
                    _ => {
                        let text = format!("({units}) * {unit}e0");
                        Sql { held: Held::Double(amounts), ..Sql::plain(text, false) }
                    }
                }
            }
        }
    }

    /// The order that the formula states among equal remainders: numbers that agree in 20 digits
    /// are one class.
    fn tie_classes(&mut self, ties: &[(Sql, bool)]) -> String {
        if ties.is_empty() {
            return String::new();
        }
        let (mut starts, mut classes) = (Vec::new(), Vec::new());
        for (at, (tie, _)) in ties.iter().enumerate() {
            let zero = self.zero_like(tie);
            let column = format!("coalesce(e.\"tie_{at}\", {})", zero.text);
            let here = Sql { text: column.clone(), tight: true, ..tie.clone() };
            let before = format!("lag({column}) over (order by {column})");
            let before = Sql { text: before, tight: true, ..tie.clone() };
            let same = self.compare(BinaryOperator::Equal, &before, &here);
            starts.push(format!("case when {} then 0 else 1 end as \"start_{at}\"", same.text));
            classes
                .push(format!("sum(e.\"start_{at}\") over (order by {column}) as \"class_{at}\""));
        }
        format!(
            ", starts as (\n  select e.*, {}\n  from units e\n), ordered as (\n  select e.*, {}\n  \
             from starts e\n)",
            starts.join(", "),
            classes.join(", ")
        )
    }

    fn order_of(&self, ties: &[(Sql, bool)]) -> Vec<(String, bool)> {
        ties.iter()
            .enumerate()
            .map(|(at, (_, descending))| (format!("e.\"class_{at}\""), *descending))
            .collect()
    }

    /// A decimal counted in a unit and settled, where that is proved.
    fn settled_fixed(&mut self, x: &Sql, unit: Decimal) -> Option<Sql> {
        let (units, fixed) = self.settled_units_fixed(x, unit)?;
        Some(match fixed.scale > 12 {
            true => self.as_fixed(&units, 12),
            false => units,
        })
    }
}
