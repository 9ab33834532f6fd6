//! Definitions that are not worked out in SQL: their values go in, and a residual that must be
//! zero says whether they still fit what stands around them.

use super::lower::bound_word;
use super::names::{quoted, text};
use super::range::{Fixed, Known, decimals, greatest, least};
use super::sql_text::{Held, Scope, Sql};
use super::writer::Writer;
use super::{CannotExport, Dialect, Reason};
use formula::number::{Decimal, Number};
use formula::plan::{Check, Definition, DefinitionId, Expr, ExprKind, Varied};
use formula::run::{CheckOutcome, Value, Verdict};

/// Why the values of a rule go in, if they do: the message that says it.
pub(super) fn reason(rule: &Expr) -> Option<&'static str> {
    rule.walk().into_iter().find_map(|expr| match &expr.kind {
        ExprKind::Solve(_) => Some("sql-given-sought"),
        ExprKind::With(..) => Some("sql-given-varied"),
        ExprKind::Share(share) if share.in_rounds => Some("sql-given-in-rounds"),
        ExprKind::Round(round) if round.within.is_some() => Some("sql-given-within"),
        _ => None,
    })
}

impl Writer<'_> {
    /// A check that is not worked out in SQL: what the official run found.
    pub(super) fn given_check(
        &mut self,
        check: &Check,
        outcome: Option<&CheckOutcome>,
        reason: &str,
    ) -> Result<String, CannotExport> {
        let Some(outcome) = outcome else {
            let name = self.label_of(check);
            return Err(CannotExport { name, reason: Reason::NeedsData });
        };
        let reason = self.words(reason, &[]);
        let note = self.words("sql-given", &[("reason", &reason)]);
        let label = format!("{} ({note})", self.label_of(check));
        let kind = if check.stops { "check" } else { "warn" };
        let holds = match outcome.verdict {
            Verdict::Holds => "true",
            Verdict::Fails => "false",
            Verdict::Open => "null",
        };
        let mut keys: Vec<&str> = outcome.rows.iter().map(AsRef::as_ref).collect();
        keys.sort_unstable();
        let rows = match keys.is_empty() {
            true => "null".to_owned(),
            false => text(&keys.join(", ")),
        };
        Ok(format!(
            "select {} as \"name\", '{kind}' as \"kind\", {holds}::boolean as \"holds\", \
             {rows}::text as \"rows\"",
            text(&label)
        ))
    }

    /// The values of a definition as a relation, joined by key.
    pub(super) fn given_values(
        &mut self,
        id: DefinitionId,
        definition: &Definition,
        reason: &str,
        scope: &mut Scope,
    ) -> Result<Sql, CannotExport> {
        let Some(inputs) = self.asked.inputs else {
            let name = definition.name.clone();
            return Err(CannotExport { name, reason: Reason::NeedsData });
        };
        let reason = self.words(reason, &[]);
        self.given.insert(id, reason.clone());
        self.note(self.words("sql-given", &[("reason", &reason)]));
        let table = definition.table;
        let keys: Vec<String> = match table.and_then(|table| inputs.data.table(table)) {
            Some(rows) => rows.keys.iter().map(ToString::to_string).collect(),
            None => vec![String::new()],
        };
        let values: Vec<Value<Decimal>> =
            (0..keys.len()).map(|row| inputs.run.value(id, row)).collect();
        let held = self.held_values(definition, &values);
        let ty = self.type_name(&definition.ty, Some(&held));
        let share = match &definition.body.kind {
            ExprKind::Share(_) => inputs.run.share(definition.body.span),
            _ => None,
        };
        let bound = |row: usize| {
            let bound = share.and_then(|share| share.bounds.get(row).copied().flatten());
            let word = bound.map_or("null".to_owned(), |bound| text(bound_word(bound)));
            share.map(|_| format!(", {word}::text")).unwrap_or_default()
        };
        let rows: Vec<String> = keys
            .iter()
            .zip(&values)
            .enumerate()
            .map(|(row, (key, value))| {
                let value = self.written(definition, value);
                format!("({}, {value}::{ty}{})", text(key), bound(row))
            })
            .collect();
        let nullable = values.contains(&Value::Missing);
        let name = self.relations.names.claim(&format!("{}_given", definition.name));
        let values = match rows.is_empty() {
            // A list of values has one at least.
            true => format!(
                "select null::text as \"key\", null::{ty} as \"value\", null::text as \"bound\" \
                 where false"
            ),
            false => format!(
                "select * from (values\n  {}\n) given (\"key\", \"value\"{})",
                rows.join(",\n  "),
                if share.is_some() { ", \"bound\"" } else { "" },
            ),
        };
        if share.is_some() {
            // What holds a row may be asked for too.
            self.shares.insert(id, name.clone());
        }
        let (title, _) = self.current_title();
        self.beside(&title, &name, &values);
        let text = match table {
            Some(table) => format!("{}.\"value\"", self.join_by_key(&name, table, scope)),
            None => format!("(select given.\"value\" from {} given)", quoted(&name)),
        };
        Ok(Sql { held, nullable, ..Sql::plain(text, true) })
    }

    fn held_values(&self, definition: &Definition, values: &[Value<Decimal>]) -> Held {
        if !matches!(definition.ty, formula::plan::Type::Number(_)) {
            return Held::NoNumber;
        }
        if self.dialect == Dialect::Postgres {
            return Held::Numeric;
        }
        let numbers: Vec<Decimal> = values.iter().filter_map(Value::number).collect();
        let low = numbers.iter().copied().reduce(least).unwrap_or_default();
        let high = numbers.iter().copied().reduce(greatest).unwrap_or_default();
        let scale = numbers.iter().map(|n| decimals(*n)).max().unwrap_or(0);
        let known = Known::between(low, high);
        let fixed = Fixed::held(known, scale, Decimal::ZERO);
        fixed.map_or(Held::Double(known), Held::Fixed)
    }

    fn written(&self, definition: &Definition, value: &Value<Decimal>) -> String {
        match value {
            Value::Missing => "null".to_owned(),
            Value::Number(number) if number.is_negative() => format!("({number})"),
            Value::Number(number) => number.to_canonical(),
            Value::Bool(truth) => truth.to_string(),
            Value::Date(day) => format!("'{day}'"),
            Value::Text(value) => text(value),
            Value::Choice(at) => {
                let word = match definition.ty {
                    formula::plan::Type::Choice(choice) => self
                        .plan
                        .choices
                        .get(choice.0)
                        .and_then(|words| words.get(usize::try_from(*at).ok()?)),
                    _ => None,
                };
                text(word.map_or("", String::as_str))
            }
            Value::Row(at) => {
                let key = match definition.ty {
                    formula::plan::Type::Row(table) => self
                        .data()
                        .and_then(|data| data.table(table))
                        .and_then(|table| table.keys.get(usize::try_from(*at).ok()?)),
                    _ => None,
                };
                text(key.map_or("", AsRef::as_ref))
            }
        }
    }

    /// For each value that was sought: how far the total is from its target now. It must be zero,
    /// or where no step meets the target exactly, less than a step makes.
    pub(super) fn residuals(&mut self) -> Vec<String> {
        let mut selects = Vec::new();
        let given: Vec<DefinitionId> = self.given.keys().copied().collect();
        for id in given {
            if let Some(select) = self.residual(id) {
                selects.push(select);
            }
        }
        selects
    }

    fn residual(&mut self, id: DefinitionId) -> Option<String> {
        let definition = self.plan.definition(id)?;
        let ExprKind::Solve(solve) = &definition.body.kind else { return None };
        if solve.unknown != Varied::Definition(id) {
            return None;
        }
        let mut scope = Scope::of(None, "one");
        let total = self.expr(&solve.total, &mut scope).ok()?;
        let target = self.expr(&solve.target, &mut scope).ok()?;
        let rest = self.operate(super::number::Operation::Subtract, &total, &target);
        let official = self.asked.inputs?.run;
        let (run, data) = (official, self.asked.inputs?.data);
        let of =
            |expr: &Expr| run.evaluate(self.plan, data, expr, None, Vec::new()).ok()?.number(0);
        let rest_then = of(&solve.total)?.sub(of(&solve.target)?).ok()?;
        let then = self.number(rest_then);
        let residual = self.operate(super::number::Operation::Subtract, &rest, &then);
        let from = self.from(&scope, "  ");
        let name = text(&self.words("sql-residual", &[("name", &definition.name)]));
        Some(format!(
            "select {name} as \"name\", 'residual' as \"kind\", abs({}) <= 0.000001 as \"holds\", \
             null::text as \"rows\"{from}",
            residual.text
        ))
    }
}
