//! Expressions in SQL.

use super::functions::Helper;
use super::names::{quoted, text};
use super::number::{Operation, sign_of};
use super::range::Known;
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use super::{CannotExport, Dialect, Reason};
use formula::number::Decimal;
use formula::plan::{
    Builtin, ColumnId, Constant, DefinitionId, Expr, ExprKind, ParamId, TableId, Type, UseId,
};
use formula::syntax::ast::{BinaryOperator, Bound, Quantifier};

impl Writer<'_> {
    /// An expression for the rows of a scope.
    pub(super) fn expr(&mut self, expr: &Expr, scope: &mut Scope) -> Lowered {
        match &expr.kind {
            // Long chains are made of these: they need little of the stack for each link.
            ExprKind::Binary(operator, a, b) => self.binary(*operator, a, b, scope),
            ExprKind::Apply(_, _, body) => self.expr(body, scope),
            _ => self.form(expr, scope),
        }
    }

    /// An expression that is no operator between two others.
    fn form(&mut self, expr: &Expr, scope: &mut Scope) -> Lowered {
        use ExprKind as K;
        match &expr.kind {
            K::Constant(constant) => Ok(self.constant(constant)),
            K::Choice(choice, word) => Ok(self.choice(*choice, *word)),
            K::Column(table, column) => Ok(self.column(*table, *column, scope)),
            K::Use(id) => Ok(self.used(*id, scope)),
            K::Definition(id) => Ok(self.definition(*id, scope)),
            K::Param(id, None) => Ok(self.param(*id, scope)),
            K::Param(id, Some(day)) => self.param_at(*id, day, scope),
            K::ParamOf(id, day, members) => self.param_of(*id, day.as_deref(), members, scope),
            K::This(table) => {
                let key = self.relations.rows(Some(*table)).key.clone();
                Ok(Sql::plain(scope.column(&key), true).known())
            }
            K::Member(table, place) => Ok(self.member(*table, *place)),
            K::Follow(reference, table, value) => self.follow(reference, *table, value, scope),
            K::Lookup(_, rows) => self.lookup(rows, scope),
            K::Pick(which, values) => self.pick(which, values, scope),
            K::Negate(inner) => Ok(self.expr(inner, scope).map(|sql| self.negate(&sql))?),
            K::Not(inner) => {
                let inner = self.expr(inner, scope)?;
                let text = format!("not {}", inner.beside());
                Ok(Sql::plain(text, false).with_parts(&[&inner]))
            }
            K::Binary(..) | K::Apply(..) => self.expr(expr, scope),
            K::Between(value, low, high) => self.between(value, low, high, scope),
            K::OneOf(value, list) => self.one_of(value, list, scope),
            K::IsKnown(value, known) => {
                let value = self.expr(value, scope)?;
                let not = if *known { "not " } else { "" };
                let text = format!("{} is {not}null", value.beside());
                Ok(Sql::plain(text, false).with_parts(&[&value]).known())
            }
            K::IsAt(definition, bound) => self.is_at(*definition, *bound, scope),
            K::Otherwise(value, fallback) => self.otherwise(value, fallback, scope),
            K::ShiftDate { date, by, back } => self.shift_date(date, by, *back, scope),
            K::DaysBetween(later, earlier) => self.days_between(later, earlier, scope),
            K::Convert(value, times, over) => {
                let value = self.expr(value, scope)?;
                let times = self.number(Decimal::from_i64(*times));
                let over = self.number(Decimal::from_i64(*over));
                let converted = self.multiply_divide(&value, &times, &over);
                Ok(Sql { may_refuse: value.may_refuse, ..converted })
            }
            K::If(condition, yes, no) => {
                let cases = [(yes.as_ref(), Some(condition.as_ref())), (no.as_ref(), None)];
                self.choose(&cases, scope)
            }
            K::FirstOf { exactly, cases, otherwise } => {
                self.first_of(*exactly, cases, otherwise.as_deref(), scope)
            }
            K::Conditions(quantifier, conditions) => {
                let parts: Result<Vec<Sql>, CannotExport> =
                    conditions.iter().map(|condition| self.expr(condition, scope)).collect();
                Ok(self.all_or_any(*quantifier, &parts?))
            }
            K::Call(builtin, arguments) => self.call(*builtin, arguments, scope),
            K::Scale(id, argument) => self.scale(*id, argument, scope),
            K::Aggregate(aggregate) => self.aggregate(aggregate, scope),
            K::Fold(fold) => self.fold(fold, scope),
            K::Rank(rank) => self.rank(rank, scope),
            K::InTop(in_top) => self.in_top(in_top, scope),
            K::FillPart(fill, part) => self.fill_part(fill, *part, scope),
            K::Share(share) => self.share(share, scope),
            K::Round(round) => self.rounded(round, scope),
            K::Solve(_) | K::With(..) => Err(self.cannot()),
        }
    }

    /// Says that SQL has no form for the definition that is being written.
    pub(super) fn cannot(&self) -> CannotExport {
        let definition = self.current.and_then(|id| self.plan.definition(id));
        let name = definition.map(|d| d.name.clone()).unwrap_or_default();
        CannotExport { name, reason: Reason::NoForm }
    }

    pub(super) fn constant(&self, constant: &Constant) -> Sql {
        match constant {
            Constant::Number(number) => self.number(*number),
            Constant::Bool(value) => Sql::plain(value.to_string(), true).known(),
            Constant::Date(day) => Sql::plain(format!("date '{day}'"), true).known(),
            Constant::Text(value) => self.text_value(value),
        }
    }

    /// A text; its type is said, since a bare one has none in PostgreSQL.
    pub(super) fn text_value(&self, value: &str) -> Sql {
        Sql::plain(format!("{}::text", text(value)), true).known()
    }

    fn choice(&self, choice: formula::plan::ChoiceId, word: u32) -> Sql {
        let words = self.plan.choices.get(choice.0);
        let word = usize::try_from(word).ok().and_then(|at| words?.get(at));
        self.text_value(word.map_or("", String::as_str))
    }

    fn column(&self, table: TableId, column: ColumnId, scope: &Scope) -> Sql {
        let rows = self.relations.rows(Some(table));
        let name = rows.columns.get(column.0).cloned().unwrap_or_default();
        let (held, nullable) = self.held_column(table, column);
        Sql { held, nullable, ..Sql::plain(scope.column(&name), true) }
    }

    fn used(&mut self, id: UseId, scope: &mut Scope) -> Sql {
        let relation = self.relations.used(id);
        let (held, nullable) = self.held_use(id);
        let table = self.plan.uses.get(id.0).and_then(|used| used.table);
        let text = match table {
            None => format!("(select u.\"value\" from {relation} u)"),
            Some(table) => {
                let key = format!("{}.{}", scope.row, self.relations.key(table));
                let alias = self.join(scope, "u", format!("use {} {key}", id.0), |alias| {
                    format!("left join {relation} {alias} on {alias}.\"key\" = {key}")
                });
                format!("{alias}.\"value\"")
            }
        };
        Sql { held, nullable, ..Sql::plain(text, true) }
    }

    fn definition(&mut self, id: DefinitionId, scope: &mut Scope) -> Sql {
        let name = self.relations.definitions.get(id.0).cloned().unwrap_or_default();
        let of_rows = self.plan.definition(id).is_some_and(|d| d.table.is_some());
        let text = if of_rows {
            scope.column(&name)
        } else {
            scope.country = true;
            format!("country.{}", quoted(&name))
        };
        let none = (Held::NoNumber, true);
        let (held, nullable) = self.definitions.get(&id).cloned().unwrap_or(none);
        Sql { held, nullable, ..Sql::plain(text, true) }
    }

    fn param(&mut self, id: ParamId, scope: &mut Scope) -> Sql {
        scope.params = true;
        let name = self.relations.param_columns.get(id.0).cloned().unwrap_or_default();
        let held = self.held_param(id);
        let nullable = !self.param_counts(id);
        Sql { held, nullable, ..Sql::plain(format!("param.{}", quoted(&name)), true).known() }
    }

    /// The key of a row of a category.
    fn member(&self, table: TableId, place: u32) -> Sql {
        let members = self.plan.table(table).and_then(|t| t.members.as_ref());
        let member = usize::try_from(place).ok().and_then(|at| members?.get(at));
        self.text_value(member.map_or("", |member| member.name.as_str()))
    }

    fn follow(
        &mut self,
        reference: &Expr,
        table: TableId,
        value: &Expr,
        scope: &mut Scope,
    ) -> Lowered {
        let key = self.expr(reference, scope)?;
        let relation = quoted(&self.relations.rows(Some(table)).relation);
        let own = self.relations.key(table);
        // The relation of the table grows with its steps: a join to an earlier one lacks the later.
        let what = format!("row {relation} {}", key.text);
        let alias = self.join(scope, "f", what, |alias| {
            format!("left join {relation} {alias} on {alias}.{own} = {}", key.beside())
        });
        self.in_row(&alias, table, &key, value, scope)
    }

    /// A value of a joined row, which is missing where there is no such row.
    pub(super) fn in_row(
        &mut self,
        alias: &str,
        table: TableId,
        key: &Sql,
        value: &Expr,
        scope: &mut Scope,
    ) -> Lowered {
        let mut there = scope.at(table, alias);
        let found = self.expr(value, &mut there)?;
        scope.absorb(there);
        let reads_row = matches!(&value.kind, ExprKind::Column(..))
            || matches!(&value.kind, ExprKind::Definition(id)
                if self.plan.definition(*id).is_some_and(|d| d.table.is_some()));
        if !key.nullable || reads_row {
            return Ok(Sql { nullable: found.nullable || key.nullable, ..found });
        }
        let own = self.relations.key(table);
        let found = self.typed(&found);
        let text = format!("case when {alias}.{own} is not null then {} end", found.text);
        Ok(Sql { text, tight: false, nullable: true, ..found })
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        a: &Expr,
        b: &Expr,
        scope: &mut Scope,
    ) -> Lowered {
        let left = self.expr(a, scope)?;
        let right = self.expr(b, scope)?;
        Ok(self.operated(operator, &a.ty, left, right))
    }

    fn operated(&mut self, operator: BinaryOperator, ty: &Type, left: Sql, right: Sql) -> Sql {
        use BinaryOperator as O;
        match operator {
            O::Add => self.operate(Operation::Add, &left, &right),
            O::Subtract => self.operate(Operation::Subtract, &left, &right),
            O::Multiply => self.operate(Operation::Multiply, &left, &right),
            O::Divide => self.divide(&left, &right),
            O::Power => self.power(&left, &right),
            O::And => self.all_or_any(Quantifier::All, &[left, right]),
            O::Or => self.all_or_any(Quantifier::Any, &[left, right]),
            _ if left.held != Held::NoNumber => self.compare(operator, &left, &right),
            _ => self.compare_others(operator, ty, &left, &right),
        }
    }

    /// A comparison of what is no number. Texts go by their bytes, words of a list by their place.
    fn compare_others(&self, operator: BinaryOperator, ty: &Type, left: &Sql, right: &Sql) -> Sql {
        let sign = sign_of(operator);
        let equality = matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        let (a, b) = match ty {
            Type::Text | Type::Row(_) if !equality => (self.by_bytes(left), self.by_bytes(right)),
            Type::Choice(choice) if !equality => {
                (self.place_of(choice.0, left), self.place_of(choice.0, right))
            }
            _ => (left.beside(), right.beside()),
        };
        Sql::plain(format!("{a} {sign} {b}"), false).with_parts(&[left, right])
    }

    /// A text as it is ordered: by its bytes, whatever the database's collation.
    pub(super) fn by_bytes(&self, sql: &Sql) -> String {
        match self.dialect {
            Dialect::Postgres => format!("{} collate \"C\"", sql.beside()),
            Dialect::DuckDb => sql.beside(),
        }
    }

    fn place_of(&self, choice: usize, sql: &Sql) -> String {
        let words = self.plan.choices.get(choice).into_iter().flatten().enumerate();
        let cases: Vec<String> =
            words.map(|(at, word)| format!("when {} then {at}", text(word))).collect();
        format!("case {} {} end", sql.beside(), cases.join(" "))
    }

    fn between(&mut self, value: &Expr, low: &Expr, high: &Expr, scope: &mut Scope) -> Lowered {
        let (ty, value) = (&value.ty, self.expr(value, scope)?);
        let (low, high) = (self.expr(low, scope)?, self.expr(high, scope)?);
        let (from, to) = (BinaryOperator::GreaterOrEqual, BinaryOperator::LessOrEqual);
        let (above, below) = if value.held == Held::NoNumber {
            (
                self.compare_others(from, ty, &value, &low),
                self.compare_others(to, ty, &value, &high),
            )
        } else {
            (self.compare(from, &value, &low), self.compare(to, &value, &high))
        };
        Ok(self.all_or_any(Quantifier::All, &[above, below]))
    }

    fn one_of(&mut self, value: &Expr, list: &[Expr], scope: &mut Scope) -> Lowered {
        let (ty, value) = (&value.ty, self.expr(value, scope)?);
        let mut parts = Vec::with_capacity(list.len());
        for member in list {
            let member = self.expr(member, scope)?;
            parts.push(if value.held == Held::NoNumber {
                self.compare_others(BinaryOperator::Equal, ty, &value, &member)
            } else {
                self.compare(BinaryOperator::Equal, &value, &member)
            });
        }
        Ok(self.all_or_any(Quantifier::Any, &parts))
    }

    /// `and`, `or`: three-valued in SQL as in the language. Where a later condition may refuse, it
    /// is asked only where those before it leave it open.
    pub(super) fn all_or_any(&mut self, quantifier: Quantifier, parts: &[Sql]) -> Sql {
        let all: Vec<&Sql> = parts.iter().collect();
        let (word, decided) = match quantifier {
            Quantifier::All => ("and", "false"),
            Quantifier::Any => ("or", "true"),
        };
        let [first, rest @ ..] = parts else {
            let of_none = quantifier == Quantifier::All;
            return Sql::plain(of_none.to_string(), true).known();
        };
        if rest.is_empty() {
            return first.clone();
        }
        if self.dialect == Dialect::DuckDb && rest.iter().any(|part| part.may_refuse) {
            let rest = self.all_or_any(quantifier, rest);
            let not = if quantifier == Quantifier::All { "not " } else { "" };
            let text = format!(
                "case when {not}{first} then {decided} when {first} is null then case when \
                 {not}{rest} then {decided} end else {rest} end",
                first = first.beside(),
                rest = rest.beside(),
            );
            return Sql::plain(text, false).with_parts(&all);
        }
        let texts: Vec<String> = parts.iter().map(Sql::beside).collect();
        Sql::plain(texts.join(&format!(" {word} ")), false).with_parts(&all)
    }

    fn is_at(&mut self, definition: DefinitionId, bound: Bound, scope: &mut Scope) -> Lowered {
        let Some(share) = self.shares.get(&definition).cloned() else {
            return Ok(Sql::plain("false", true).known());
        };
        let table = self.plan.definition(definition).and_then(|d| d.table).unwrap_or(TableId(0));
        let alias = self.join_by_key(&share, table, scope);
        let word = bound_word(bound);
        let text = format!("coalesce({alias}.\"bound\" = '{word}', false)");
        Ok(Sql::plain(text, true).known())
    }

    /// Joins a relation with one row for each row of a table.
    pub(super) fn join_by_key(
        &mut self,
        relation: &str,
        table: TableId,
        scope: &mut Scope,
    ) -> String {
        let key = format!("{}.{}", scope.row, self.relations.key(table));
        self.join(scope, "s", format!("by key {relation} {key}"), |alias| {
            format!("left join {} {alias} on {alias}.\"key\" = {key}", quoted(relation))
        })
    }

    fn otherwise(&mut self, value: &Expr, fallback: &Expr, scope: &mut Scope) -> Lowered {
        let (value, fallback) = (self.expr(value, scope)?, self.expr(fallback, scope)?);
        let both = self.alike(&[value, fallback]);
        let [value, fallback] = both.as_slice() else {
            return Err(self.cannot());
        };
        let held = self.common_held(&both);
        let text = format!("coalesce({}, {})", value.text, fallback.text);
        let sql = Sql { held, ..Sql::plain(text, true) }.with_parts(&[value, fallback]);
        Ok(Sql { nullable: value.nullable && fallback.nullable, ..sql })
    }

    fn first_of(
        &mut self,
        exactly: bool,
        cases: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        scope: &mut Scope,
    ) -> Lowered {
        let mut all: Vec<(&Expr, Option<&Expr>)> =
            cases.iter().map(|(value, condition)| (value, Some(condition))).collect();
        all.extend(otherwise.map(|value| (value, None)));
        let chosen = self.choose(&all, scope)?;
        if !exactly {
            return Ok(chosen);
        }
        let (mut holding, mut open) = (Vec::new(), Vec::new());
        for (_, condition) in cases {
            let condition = self.expr(condition, scope)?;
            if condition.nullable {
                open.push(format!("({}) is null", condition.text));
            }
            holding.push(format!("case when {} then 1 else 0 end", condition.text));
        }
        let ty =
            cases.first().map_or("text".to_owned(), |(value, _)| self.type_name(&value.ty, None));
        let refused = self.refuse_typed("sql-refuse-not-exactly-one", &ty);
        let (chosen, count) = (self.typed(&chosen), holding.join(" + "));
        // A condition that nobody knows leaves the value open, unless two others hold.
        let left_open = match open.is_empty() {
            true => String::new(),
            false => {
                format!("when {count} > 1 then {refused} when {} then null ", open.join(" or "))
            }
        };
        let text =
            format!("case {left_open}when {count} <> 1 then {refused} else {} end", chosen.text);
        let nullable = chosen.nullable || !open.is_empty();
        Ok(Sql { text, tight: false, may_refuse: true, nullable, ..chosen })
    }

    /// Ends the script where it is worked out, with a sentence. `like` is a value of the same type.
    pub(super) fn refuse(&mut self, id: &str, like: &Sql) -> String {
        let ty = if like.held == Held::NoNumber { "text" } else { "numeric" };
        self.refuse_typed(id, ty)
    }

    /// The same, in the place of a value of a type.
    pub(super) fn refuse_typed(&mut self, id: &str, ty: &str) -> String {
        let (_, name) = self.current_title();
        let reason = text(&self.words(id, &[("name", &name)]));
        match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Refuse);
                format!("pg_temp.refuse({reason}, null::{ty})")
            }
            Dialect::DuckDb => format!("error({reason})"),
        }
    }

    /// `case`: the first value whose condition holds; missing where a condition before it is.
    pub(super) fn choose(
        &mut self,
        cases: &[(&Expr, Option<&Expr>)],
        scope: &mut Scope,
    ) -> Lowered {
        let mut values = Vec::new();
        let mut conditions = Vec::new();
        for (value, condition) in cases {
            values.push(self.expr(value, scope)?);
            conditions.push(match condition {
                Some(condition) => Some(self.expr(condition, scope)?),
                None => None,
            });
        }
        Ok(self.case(&values, &conditions))
    }

    /// `case` from values and conditions; the last value may be without one. A condition that is
    /// missing leaves the whole missing.
    pub(super) fn case(&mut self, values: &[Sql], conditions: &[Option<Sql>]) -> Sql {
        let values = self.alike(values);
        let held = self.common_held(&values);
        let mut text = String::from("case");
        let mut nullable =
            values.iter().any(|value| value.nullable) || conditions.iter().all(Option::is_some);
        let mut may_refuse = values.iter().any(|value| value.may_refuse);
        for (value, condition) in values.iter().zip(conditions) {
            let Some(condition) = condition else {
                text.push_str(&format!(" else {}", value.text));
                break;
            };
            may_refuse |= condition.may_refuse;
            text.push_str(&format!(" when {} then {}", condition.text, value.text));
            if condition.nullable {
                nullable = true;
                text.push_str(&format!(" when {} is null then null", condition.beside()));
            }
        }
        text.push_str(" end");
        Sql { held, nullable, may_refuse, ..Sql::plain(text, false) }
    }

    /// Values as the branches of one: numbers held alike.
    pub(super) fn alike(&self, values: &[Sql]) -> Vec<Sql> {
        if values.iter().any(|value| value.held == Held::NoNumber) {
            return values.to_vec();
        }
        match self.dialect {
            Dialect::Postgres => {
                let all_literal = values.iter().all(|value| value.literal().is_some());
                let type_it =
                    |value: &Sql| if all_literal { self.typed(value) } else { value.clone() };
                values.iter().map(type_it).collect()
            }
            Dialect::DuckDb => self.alike_fixed(values),
        }
    }

    /// How the outcome of a choice among values is held.
    pub(super) fn common_held(&self, values: &[Sql]) -> Held {
        if values.iter().any(|value| value.held == Held::NoNumber) {
            return Held::NoNumber;
        }
        if self.dialect == Dialect::Postgres {
            return Held::Numeric;
        }
        let known = values.iter().map(Sql::known_range).reduce(Known::either).unwrap_or_default();
        let fixed: Option<Vec<_>> = values.iter().map(Sql::fixed).collect();
        let fixed = fixed.and_then(|all| {
            all.into_iter().reduce(|a, b| super::range::Fixed {
                low: super::range::least(a.low, b.low),
                high: super::range::greatest(a.high, b.high),
                scale: a.scale.max(b.scale),
                error: super::range::greatest(a.error, b.error),
            })
        });
        match fixed {
            Some(fixed) => Held::Fixed(fixed),
            None => Held::Double(known),
        }
    }

    fn call(&mut self, builtin: Builtin, arguments: &[Expr], scope: &mut Scope) -> Lowered {
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            given.push(self.expr(argument, scope)?);
        }
        let [first, rest @ ..] = given.as_slice() else {
            return Err(self.cannot());
        };
        Ok(match builtin {
            Builtin::Min | Builtin::Max => {
                let greater = builtin == Builtin::Max;
                rest.iter().fold(first.clone(), |best, next| self.outer(greater, &best, next))
            }
            Builtin::Abs => self.without_sign(first),
            Builtin::Log | Builtin::Exp | Builtin::Sqrt => self.transcendental(builtin, first),
            Builtin::Age => self.age(first, rest.first()),
            Builtin::Year => {
                let year = match self.dialect {
                    Dialect::Postgres => format!("extract(year from {})", first.text),
                    Dialect::DuckDb => format!("year({})", first.text),
                };
                self.whole_number(year, Decimal::from_i64(9999)).with_parts(&[first])
            }
        })
    }
}

pub(super) fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::Floor => "floor",
        Bound::Cap => "cap",
        Bound::Fixed => "fixed",
        Bound::Free => "free",
    }
}
