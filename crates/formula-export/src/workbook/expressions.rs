//! Expressions of the plan as spreadsheet formulas.
//!
//! A missing value is the error `#N/A`, which spreads through arithmetic by itself. Where a value
//! may decide although another is missing (`false and missing`), the formula asks for it.

use super::emitter::Emitter;
use super::layout::{CellAt, cell_of, count_of, fixed, range_of};
use super::piece::{Bond, Piece, impossible, missing, quoted};
use formula::plan::{
    Builtin, ColumnId, Constant, DefinitionId, Expr, ExprKind, ParamId, TableId, Type, UseId,
    Varied,
};
use formula::syntax::ast::{BinaryOperator, Bound};

/// Agreement in eleven digits, as the engine compares doubles.
const AGREEMENT: &str = "1E-11";

impl Emitter<'_> {
    /// An expression in a row of a table, or for the country.
    pub(super) fn expr(&mut self, expr: &Expr, table: Option<TableId>) -> Piece {
        let piece = self.written_out(expr, table);
        let words = if piece.column.is_some() { String::new() } else { self.words(expr) };
        self.short(table, piece, &words)
    }

    fn written_out(&mut self, expr: &Expr, table: Option<TableId>) -> Piece {
        use ExprKind as K;
        match &expr.kind {
            K::Constant(constant) => constant_piece(constant),
            K::Choice(list, word) => {
                let words = self.plan.choices.get(list.0);
                let word = usize::try_from(*word).ok().and_then(|at| words?.get(at));
                quoted(word.map_or("", String::as_str))
            }
            K::Column(of, column) => self.input(*of, *column),
            K::Definition(id) => self.definition(*id),
            K::Use(id) => self.used(*id),
            K::Param(id, None) => self.param(*id),
            K::Param(id, Some(day)) => self.param_at(*id, day, &[], table),
            K::ParamOf(id, None, members) => self.param_of(*id, members, table),
            K::ParamOf(id, Some(day), members) => self.param_at(*id, day, members, table),
            K::This(of) => cell_of(&self.keys(*of)),
            K::Member(of, at) => {
                let keys = range_of(&self.keys(*of));
                Piece::whole(format!("INDEX({keys},{})", at + 1))
            }
            K::Lookup(of, _) => {
                let place = self.place(expr, table);
                let keys = range_of(&self.keys(*of));
                Piece::call("INDEX", &[&keys, &place.text])
            }
            K::Pick(member, values) => self.pick(member, values, table),
            K::Follow(reference, there, value) => self.follow(reference, *there, value, table),
            K::Negate(inner) => {
                let inner = self.expr(inner, table);
                Piece::bound(format!("-{}", inner.at(Bond::Sign)), Bond::Sum)
            }
            K::Not(inner) => {
                let inner = self.expr(inner, table);
                Piece::call("NOT", &[&inner.text])
            }
            K::Binary(BinaryOperator::And | BinaryOperator::Or, ..)
            | K::Conditions(..)
            | K::Between(..)
            | K::OneOf(..) => self.truth(expr, table),
            K::Binary(operator, a, b) => self.binary(*operator, a, b, table),
            K::IsKnown(value, known) => self.is_known(value, *known, table),
            K::IsAt(id, bound) => self.is_at(*id, *bound),
            K::Otherwise(value, fallback) => self.otherwise(value, fallback, table),
            K::If(condition, yes, no) => {
                let condition = self.expr(condition, table);
                let (yes, no) = (self.expr(yes, table), self.expr(no, table));
                Piece::call("IF", &[&condition.text, &yes.text, &no.text])
            }
            K::FirstOf { exactly, cases, otherwise } => {
                self.first_of(*exactly, cases, otherwise.as_deref(), table)
            }
            _ => self.worked(expr, table),
        }
    }

    /// Functions, days, units and scales.
    fn worked(&mut self, expr: &Expr, table: Option<TableId>) -> Piece {
        use ExprKind as K;
        match &expr.kind {
            K::Call(builtin, arguments) => self.builtin(*builtin, arguments, table),
            K::ShiftDate { date, by, back } => self.shift_date(date, by, *back, table),
            K::DaysBetween(a, b) => {
                let (a, b) = (self.expr(a, table), self.expr(b, table));
                a.minus(&b)
            }
            K::Convert(inner, times, over) => {
                let mut piece = self.expr(inner, table);
                if *times != 1 {
                    piece = piece.times(&Piece::whole(times.to_string()));
                }
                if *over != 1 {
                    piece = piece.over(&Piece::whole(over.to_string()));
                }
                piece
            }
            K::Scale(id, argument) => self.scale(*id, argument, table),
            K::Apply(_, _, body) => self.expr(body, table),
            _ => self.over_rows(expr, table),
        }
    }

    /// What looks beyond its own row, and what is made of such.
    fn over_rows(&mut self, expr: &Expr, table: Option<TableId>) -> Piece {
        use ExprKind as K;
        let words = self.words(expr);
        match &expr.kind {
            K::Aggregate(aggregate) => self.aggregate(aggregate, table, &words),
            K::Fold(fold) => self.fold(fold, table, &words),
            K::Rank(rank) => self.rank(rank, &words),
            K::InTop(in_top) => self.in_top(in_top, &words),
            K::FillPart(fill, part) => self.fill(fill, *part, table),
            K::Solve(solve) => self.solve(expr, solve),
            K::With(value, varied) => self.with(value, varied, table),
            K::Share(share) => self.share(share, expr),
            K::Round(round) => self.round(round, table, &words),
            _ => missing(),
        }
    }

    /// This row's cell, missing where it is empty.
    fn input(&mut self, table: TableId, column: ColumnId) -> Piece {
        let Some(at) = self.places.inputs.get(&(table, column)) else { return missing() };
        let cell = cell_of(at);
        if self.plan.table(table).is_some_and(|t| t.key == Some(column)) {
            return cell;
        }
        if_there(&cell.text)
    }

    fn used(&mut self, id: UseId) -> Piece {
        match (self.use_names.get(&id), self.places.uses.get(&id)) {
            (Some(name), _) => if_there(name),
            (None, Some(at)) => if_there(&cell_of(at).text),
            (None, None) => missing(),
        }
    }

    /// A definition: its cell, or what it is while something is varied.
    pub(super) fn definition(&mut self, id: DefinitionId) -> Piece {
        let varied = self.varied.iter().find(|(what, _)| *what == Varied::Definition(id));
        if let Some((_, piece)) = varied {
            return piece.clone();
        }
        if let Some(piece) = self.under.get(&id) {
            return piece.clone();
        }
        match (self.definition_names.get(&id), self.places.definitions.get(&id)) {
            (Some(name), _) => Piece::whole(name.clone()),
            (None, Some(at)) => cell_of(at),
            (None, None) => missing(),
        }
    }

    fn param(&mut self, id: ParamId) -> Piece {
        let varied = self.varied.iter().find(|(what, _)| *what == Varied::Param(id));
        match (varied, self.param_names.get(&id)) {
            (Some((_, piece)), _) => piece.clone(),
            (None, Some(name)) => Piece::whole(name.clone()),
            (None, None) => missing(),
        }
    }

    /// The place among the values of an indexed parameter, the last category going round first.
    fn member_place(&mut self, id: ParamId, members: &[Expr], table: Option<TableId>) -> Piece {
        let by = self.plan.param(id).map(|p| p.by.clone()).unwrap_or_default();
        let mut place: Option<Piece> = None;
        for (member, category) in members.iter().zip(&by) {
            let own = self.place(member, table);
            place = Some(match place {
                None => own,
                Some(before) => {
                    let count = Piece::whole(count_of(self.plan, &[*category]).to_string());
                    let one = Piece::whole("1");
                    before.minus(&one).times(&count).plus(&own)
                }
            });
        }
        place.unwrap_or_else(|| Piece::whole("1"))
    }

    fn param_range(&self, id: ParamId) -> String {
        let by = self.plan.param(id).map(|p| p.by.as_slice()).unwrap_or_default();
        let Some(first) = self.places.params.get(&id) else { return String::new() };
        let last = CellAt {
            row: first.row.saturating_add(count_of(self.plan, by)).saturating_sub(1),
            ..first.clone()
        };
        let end = fixed(&last);
        let end = end.rsplit_once('!').map_or(end.as_str(), |(_, address)| address);
        format!("{}:{end}", fixed(first))
    }

    fn param_of(&mut self, id: ParamId, members: &[Expr], table: Option<TableId>) -> Piece {
        let place = self.member_place(id, members, table);
        Piece::call("INDEX", &[&self.param_range(id), &place.text])
    }

    /// A value of another day, from the sheet that lists all values by day.
    fn param_at(
        &mut self,
        id: ParamId,
        day: &Expr,
        members: &[Expr],
        table: Option<TableId>,
    ) -> Piece {
        let day = self.expr(day, table);
        let place = self.member_place(id, members, table);
        let (days, values, each) = self.history_of(id);
        let version = Piece::call("MATCH", &[&day.text, &days, "1"]);
        let at = match each {
            1 => version,
            _ => {
                let one = Piece::whole("1");
                let each = Piece::whole(each.to_string());
                version.minus(&one).times(&each).plus(&place)
            }
        };
        Piece::call("INDEX", &[&values, &at.text])
    }

    fn pick(&mut self, member: &Expr, values: &[Expr], table: Option<TableId>) -> Piece {
        let place = self.place(member, table);
        let mut arguments = vec![place.text];
        for value in values {
            let piece = self.expr(value, table);
            let piece = self.repeatable(table, piece, &self.words(value));
            arguments.push(piece.text);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Piece::call("CHOOSE", &arguments)
    }

    fn follow(
        &mut self,
        reference: &Expr,
        there: TableId,
        value: &Expr,
        table: Option<TableId>,
    ) -> Piece {
        let place = self.place(reference, table);
        let inner = self.expr(value, Some(there));
        if !inner.is_of_row() {
            return Piece::call("IF", &[&format!("ISNUMBER({})", place.text), &inner.text, "NA()"]);
        }
        let range = self.range(there, &inner, &self.words(value));
        Piece::call("INDEX", &[&range, &place.text])
    }

    /// The place of the row that a reference names, counted from one; missing where it is empty.
    pub(super) fn place(&mut self, reference: &Expr, table: Option<TableId>) -> Piece {
        let Type::Row(target) = reference.ty else { return missing() };
        match &reference.kind {
            ExprKind::This(of) => return self.own_place(*of),
            ExprKind::Member(_, at) => return Piece::whole((at + 1).to_string()),
            ExprKind::Lookup(of, rows) => return self.meeting_place(*of, rows, table),
            ExprKind::Follow(first, there, last) => {
                let place = self.place(first, table);
                let inner = self.place(last, Some(*there));
                let range = self.range(*there, &inner, &self.words(last));
                return Piece::call("INDEX", &[&range, &place.text]);
            }
            _ => {}
        }
        let key = self.expr(reference, table);
        let words = self.words(reference);
        let key = self.repeatable(table, key, &words);
        let keys = range_of(&self.keys(target));
        let found = if self.keys_are_plain(target) {
            Piece::call("MATCH", &[&key.text, &keys, "0"])
        } else {
            let places = range_of(&self.place_column(target));
            let found = format!("SUMPRODUCT(EXACT({keys},{})*{places})", key.text);
            Piece::call("IF", &[&format!("{found}>0"), &found, "NA()"])
        };
        self.aside(table, &found, &format!("{words} №"))
    }

    /// The row of a cross table at which the given rows meet: such a table has a row for every
    /// pair, the last of its tables going round first.
    fn meeting_place(&mut self, of: TableId, rows: &[Expr], table: Option<TableId>) -> Piece {
        let product = self.plan.table(of).map(|t| t.product.clone()).unwrap_or_default();
        let mut place: Option<Piece> = None;
        for (row, side) in rows.iter().zip(&product) {
            let own = self.place(row, table);
            let count = Piece::whole(self.rows(*side).to_string());
            let one = Piece::whole("1");
            place = Some(match place {
                None => own,
                Some(before) => before.minus(&one).times(&count).plus(&own),
            });
        }
        place.unwrap_or_else(missing)
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        a: &Expr,
        b: &Expr,
        table: Option<TableId>,
    ) -> Piece {
        use BinaryOperator as O;
        let (left, right) = (self.expr(a, table), self.expr(b, table));
        match operator {
            O::Add => left.plus(&right),
            O::Subtract => left.minus(&right),
            O::Multiply => left.times(&right),
            O::Divide => left.over(&right),
            O::Power => {
                let power = format!("{}^{}", left.at(Bond::Whole), right.at(Bond::Whole));
                match &b.kind {
                    ExprKind::Constant(Constant::Number(n)) if !n.is_zero() => {
                        Piece::bound(power, Bond::Sign)
                    }
                    _ => Piece::call("IF", &[&format!("{}=0", right.at(Bond::Sum)), "1", &power]),
                }
            }
            _ => self.comparison(operator, (a, left), (b, right), table),
        }
    }

    pub(super) fn comparison(
        &mut self,
        operator: BinaryOperator,
        (a, left): (&Expr, Piece),
        (b, right): (&Expr, Piece),
        table: Option<TableId>,
    ) -> Piece {
        use BinaryOperator as O;
        if matches!(a.ty, Type::Text | Type::Choice(_) | Type::Row(_)) {
            let same = Piece::call("EXACT", &[&left.text, &right.text]);
            return match operator {
                O::NotEqual => Piece::call("NOT", &[&same.text]),
                _ => same,
            };
        }
        let sign = match operator {
            O::Equal => "=",
            O::NotEqual => "<>",
            O::Less => "<",
            O::LessOrEqual => "<=",
            O::Greater => ">",
            _ => ">=",
        };
        let as_written = !Self::is_number(&a.ty)
            || (self.is_exact(a) && self.is_exact(b))
            || is_zero(a)
            || is_zero(b);
        if as_written {
            return left.compared(sign, &right);
        }
        let left = self.repeatable(table, left, &self.words(a));
        let right = self.repeatable(table, right, &self.words(b));
        let noise = format!("{AGREEMENT}*MAX(ABS({}),ABS({}))", left.text, right.text);
        let (by, least) = match operator {
            O::Equal | O::NotEqual => {
                (Piece::call("ABS", &[&left.minus(&right).text]), operator == O::NotEqual)
            }
            O::Less => (right.minus(&left), true),
            O::LessOrEqual => (left.minus(&right), false),
            O::Greater => (left.minus(&right), true),
            _ => (right.minus(&left), false),
        };
        by.compared(if least { ">" } else { "<=" }, &Piece::bound(noise, Bond::Product))
    }

    /// Whether a number is read or counted rather than worked out, so that it carries no noise.
    fn is_exact(&self, expr: &Expr) -> bool {
        use formula::syntax::ast::AggregateFunction as F;
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Column(..) | ExprKind::Rank(_) => true,
            ExprKind::Param(id, _) => self.varied.iter().all(|(v, _)| *v != Varied::Param(*id)),
            ExprKind::ParamOf(..) | ExprKind::DaysBetween(..) => true,
            ExprKind::Call(Builtin::Age | Builtin::Year, _) => true,
            ExprKind::Aggregate(a) => a.function == F::Count,
            ExprKind::Fold(f) => f.function == F::Count,
            ExprKind::Follow(_, _, value) => self.is_exact(value),
            ExprKind::Definition(id) => self.plan.definition(*id).is_some_and(|d| {
                !matches!(d.body.kind, ExprKind::Definition(_)) && {
                    matches!(
                        d.body.kind,
                        ExprKind::Call(Builtin::Age | Builtin::Year, _) | ExprKind::Rank(_)
                    )
                }
            }),
            _ => false,
        }
    }

    fn is_known(&mut self, value: &Expr, known: bool, table: Option<TableId>) -> Piece {
        if let ExprKind::Column(of, column) = value.kind
            && let Some(at) = self.places.inputs.get(&(of, column))
        {
            let sign = if known { "<>" } else { "=" };
            return cell_of(at).compared(sign, &Piece::whole("\"\""));
        }
        let value = self.expr(value, table);
        let absent = Piece::call("ISNA", &[&value.text]);
        if known { Piece::call("NOT", &[&absent.text]) } else { absent }
    }

    fn otherwise(&mut self, value: &Expr, fallback: &Expr, table: Option<TableId>) -> Piece {
        let other = self.expr(fallback, table);
        if let ExprKind::Column(of, column) = value.kind
            && let Some(at) = self.places.inputs.get(&(of, column))
        {
            let cell = cell_of(at).text;
            return Piece::call("IF", &[&format!("{cell}=\"\""), &other.text, &cell]);
        }
        let words = self.words(value);
        let value = self.expr(value, table);
        let value = self.repeatable(table, value, &words);
        Piece::call("IF", &[&format!("ISNA({})", value.text), &other.text, &value.text])
    }

    fn first_of(
        &mut self,
        exactly: bool,
        cases: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        table: Option<TableId>,
    ) -> Piece {
        let last = otherwise.map_or_else(missing, |last| self.expr(last, table));
        let mut conditions = Vec::new();
        let mut chosen = last;
        for (value, condition) in cases.iter().rev() {
            let words = self.words(condition);
            let mut holds = self.expr(condition, table);
            if exactly {
                holds = self.repeatable(table, holds, &words);
                conditions.push(format!("IF({},1,0)", holds.text));
            }
            let value = self.expr(value, table);
            chosen = Piece::call("IF", &[&holds.text, &value.text, &chosen.text]);
            chosen = self.short(table, chosen, &words);
        }
        if !exactly {
            return chosen;
        }
        let count = conditions.join("+");
        Piece::call("IF", &[&format!("{count}=1"), &chosen.text, &impossible().text])
    }

    fn builtin(&mut self, builtin: Builtin, given: &[Expr], table: Option<TableId>) -> Piece {
        let texts: Vec<String> = given.iter().map(|g| self.expr(g, table).text).collect();
        let arguments: Vec<&str> = texts.iter().map(String::as_str).collect();
        match builtin {
            Builtin::Min => Piece::call("MIN", &arguments),
            Builtin::Max => Piece::call("MAX", &arguments),
            Builtin::Abs => Piece::call("ABS", &arguments),
            Builtin::Log => Piece::call("LN", &arguments),
            Builtin::Exp => Piece::call("EXP", &arguments),
            Builtin::Sqrt => Piece::call("SQRT", &arguments),
            Builtin::Year => Piece::call("YEAR", &arguments),
            Builtin::Age => {
                let born = texts.first().cloned().unwrap_or_default();
                let at = texts.get(1).cloned().unwrap_or_else(|| self.day_name.clone());
                let born = self.repeatable(table, Piece::whole(born), "age").text;
                let at = self.repeatable(table, Piece::whole(at), "age at").text;
                // Who is born on 29 February comes of age on 1 March.
                let early =
                    format!("IF(MONTH({at})*100+DAY({at})<MONTH({born})*100+DAY({born}),1,0)");
                Piece::bound(format!("YEAR({at})-YEAR({born})-{early}"), Bond::Sum)
            }
        }
    }

    fn shift_date(&mut self, date: &Expr, by: &Expr, back: bool, table: Option<TableId>) -> Piece {
        let unit = match &by.ty {
            Type::Number(unit) => unit.to_string(),
            _ => String::new(),
        };
        let (date, by) = (self.expr(date, table), self.expr(by, table));
        let by = if back { Piece::bound(format!("-{}", by.at(Bond::Sign)), Bond::Sum) } else { by };
        match unit.as_str() {
            "month" => Piece::call("EDATE", &[&date.text, &by.text]),
            "year" => {
                let months = by.times(&Piece::whole("12"));
                Piece::call("EDATE", &[&date.text, &months.text])
            }
            "week" => date.plus(&by.times(&Piece::whole("7"))),
            _ => date.plus(&by),
        }
    }

    fn is_at(&mut self, id: DefinitionId, bound: Bound) -> Piece {
        let Some(definition) = self.plan.definition(id) else { return missing() };
        match &definition.body.kind {
            ExprKind::Share(share) => self.share_bound(share, &definition.body, bound),
            _ => Piece::whole("FALSE"),
        }
    }
}

/// A cell, missing where it is empty.
fn if_there(cell: &str) -> Piece {
    Piece::call("IF", &[&format!("{cell}=\"\""), "NA()", cell])
}

fn is_zero(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Constant(Constant::Number(n)) if n.is_zero())
}

/// A constant as it is written in a formula.
pub(super) fn constant_piece(constant: &Constant) -> Piece {
    match constant {
        Constant::Number(n) if n.is_negative() => Piece::bound(n.to_canonical(), Bond::Sum),
        Constant::Number(n) => Piece::whole(n.to_canonical()),
        Constant::Bool(true) => Piece::whole("TRUE"),
        Constant::Bool(false) => Piece::whole("FALSE"),
        Constant::Date(d) => Piece::whole(format!("DATE({},{},{})", d.year(), d.month(), d.day())),
        Constant::Text(text) => quoted(text),
    }
}
