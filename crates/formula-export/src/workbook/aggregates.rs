//! Sums, means and the like over the rows of a table, and over the members of a category.

use super::emitter::Emitter;
use super::layout::{cell_of, range_of};
use super::piece::{Bond, ColumnAt, Piece};
use formula::plan::{Aggregate, ColumnId, Expr, ExprKind, Fold, RowSet, TableId, Type};
use formula::syntax::ast::AggregateFunction as F;

/// What a truth that is open adds to a count; more than a table may have rows.
const OPEN: &str = "1000000";

/// The rows of one group: the column that numbers the groups, and this row's number.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The range of group numbers; 0 for a row in none.
    pub(super) range: String,
    /// The number of this row's group.
    pub(super) own: String,
}

impl Emitter<'_> {
    pub(super) fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        table: Option<TableId>,
        words: &str,
    ) -> Piece {
        let of = aggregate.table;
        let group = self.group_of(aggregate, table);
        let term = self.term(aggregate, words);
        let term = self.without_ends(aggregate, term, group.as_ref(), words);
        let piece = match (aggregate.function, &aggregate.weight) {
            (F::Count, _) if aggregate.value.is_none() && aggregate.filter.is_none() => {
                match (&group, self.rows(of)) {
                    (Some(group), _) => Piece::call("COUNTIF", &[&group.range, &group.own]),
                    (None, 0) => Piece::whole("0"),
                    (None, _) => Piece::call("ROWS", &[&range_of(&self.keys(of))]),
                }
            }
            (F::Mean, Some(weight)) => {
                let weight = self.expr(weight, Some(of));
                let weight = self.only_where(aggregate.filter.as_ref(), weight, of);
                let heading = format!("{words} w");
                let weights = self.range(of, &weight, &heading);
                let cell = cell_of(&self.column(of, &weight, &heading));
                let of_row = cell_of(&self.column(of, &term, words));
                let product = format!("IF(ISTEXT({0}),\"\",{0}*{1})", of_row.text, cell.text);
                let products = self.range(of, &Piece::whole(product), &format!("{words} × w"));
                let sums = [sum_of(&products, group.as_ref()), sum_of(&weights, group.as_ref())];
                let [above, below] = sums.map(Piece::whole);
                above.over(&below)
            }
            (function, _) => {
                let range = self.range(of, &term, words);
                let argument = aggregate.argument.as_ref().map(|a| self.expr(a, table).text);
                self.taken(function, &range, group.as_ref(), argument.as_deref(), table, words)
            }
        };
        self.guarded(piece, group.as_ref(), aggregate, table, words)
    }

    /// A row that is in no group has no value.
    fn guarded(
        &mut self,
        piece: Piece,
        group: Option<&Group>,
        aggregate: &Aggregate,
        table: Option<TableId>,
        words: &str,
    ) -> Piece {
        match (group, &aggregate.rows) {
            (Some(group), RowSet::Per(_)) => {
                Piece::call("IF", &[&format!("{}=0", group.own), "NA()", &piece.text])
            }
            (None, _) if table.is_some() => self.national(&piece, words),
            _ => piece,
        }
    }

    fn group_of(&mut self, aggregate: &Aggregate, table: Option<TableId>) -> Option<Group> {
        match &aggregate.rows {
            RowSet::All => None,
            RowSet::Its(column) => {
                let owner = self.owner_numbers(aggregate.table, *column);
                let own = table.map(|t| self.own_place(t).text).unwrap_or_default();
                Some(Group { range: range_of(&owner), own })
            }
            RowSet::Per(key) => {
                let numbers = self.group_numbers(key, aggregate.table);
                Some(Group { range: range_of(&numbers), own: cell_of(&numbers).text })
            }
        }
    }

    /// For each row the number of the row that it refers to; 0 where it refers to none.
    fn owner_numbers(&mut self, of: TableId, column: ColumnId) -> ColumnAt {
        let Some(schema) = self.schema(of, column) else { return self.keys(of) };
        let reference = Expr {
            kind: ExprKind::Column(of, column),
            ty: schema.ty.clone(),
            optional: schema.optional,
            per_row: true,
            span: schema.span,
        };
        let place = self.place(&reference, Some(of));
        let number = Piece::call("IFERROR", &[&place.text, "0"]);
        self.column(of, &number, &format!("{} №", schema.name))
    }

    /// For each row of a table the number of its group: the place of the first row with the same
    /// key. 0 where the key is missing.
    pub(super) fn group_numbers(&mut self, key: &Expr, of: TableId) -> ColumnAt {
        let words = self.words(key);
        let heading = format!("{words} №");
        if matches!(key.ty, Type::Row(_)) {
            let place = self.place(key, Some(of));
            let number = Piece::call("IFERROR", &[&place.text, "0"]);
            return self.column(of, &number, &heading);
        }
        let value = self.expr(key, Some(of));
        let number = if key.ty == Type::Text {
            // Spreadsheets take small letters for large ones, unless they are asked exactly.
            let clean = Piece::call("IFERROR", &[&value.text, "\"\""]);
            let column = self.column(of, &clean, &words);
            let (cell, range) = (cell_of(&column).text, range_of(&column));
            let places = range_of(&self.place_column(of));
            let after = self.rows(of) + 1;
            let first = format!("MAX(EXACT({range},{cell})*({after}-{places}))");
            format!("IF({cell}=\"\",0,{after}-SUMPRODUCT({first}))")
        } else {
            let column = self.column(of, &value, &words);
            let (cell, range) = (cell_of(&column).text, range_of(&column));
            format!("IFERROR(MATCH({cell},{range},0),0)")
        };
        self.column(of, &Piece::whole(number), &heading)
    }

    /// The column that numbers the rows of a table.
    pub(super) fn place_column(&self, of: TableId) -> ColumnAt {
        let place = self.own_place(of);
        place.column.unwrap_or_else(|| self.keys(of))
    }

    /// What one row brings: its value, an empty text where it does not count, and as a truth the
    /// number 1 for what is counted.
    fn term(&mut self, aggregate: &Aggregate, words: &str) -> Piece {
        let of = aggregate.table;
        let value = aggregate.value.as_ref().map(|value| self.expr(value, Some(of)));
        let value = match (aggregate.function, value) {
            (F::Count, None) => Piece::whole("1"),
            (F::Count, Some(truth)) => Piece::call("IF", &[&truth.text, "1", "0"]),
            (F::Every, Some(truth)) => counted_truth(&truth, "0", "1"),
            (F::Some | F::No, Some(truth)) => counted_truth(&truth, "1", "0"),
            (_, Some(value)) => value,
            (_, None) => Piece::whole("1"),
        };
        let value = self.short(Some(of), value, words);
        self.only_where(aggregate.filter.as_ref(), value, of)
    }

    fn only_where(&mut self, filter: Option<&Expr>, value: Piece, of: TableId) -> Piece {
        match filter {
            None => value,
            Some(filter) => {
                let holds = self.expr(filter, Some(of));
                Piece::call("IF", &[&holds.text, &value.text, "\"\""])
            }
        }
    }

    /// The terms without so many of the least and the greatest.
    fn without_ends(
        &mut self,
        aggregate: &Aggregate,
        term: Piece,
        group: Option<&Group>,
        words: &str,
    ) -> Piece {
        let Some(dropping) = &aggregate.dropping else { return term };
        let of = aggregate.table;
        let column = self.column(of, &term, words);
        let (cell, range) = (cell_of(&column).text, range_of(&column));
        let dropped = self.expr(dropping, None);
        let dropped = self.repeatable(None, dropped, words).text;
        let places = self.place_column(of);
        let (place, all) = (cell_of(&places).text, range_of(&places));
        let within = group.map_or_else(String::new, |g| format!("({}={})*", g.range, own_of(g)));
        let less = format!("({range}<{cell})+({range}={cell})*({all}<{place})");
        let before = format!("SUMPRODUCT({within}ISNUMBER({range})*({less}))");
        let count = match group {
            None => format!("COUNT({range})"),
            Some(group) => {
                format!("SUMPRODUCT(({}={})*ISNUMBER({range}))", group.range, own_of(group))
            }
        };
        let before = self.own_column(of, &Piece::whole(before), &format!("{words} <"));
        let count = self.aside(Some(of), &Piece::whole(count), &format!("{words} №"));
        Piece::whole(format!(
            "IF(ISNUMBER({cell}),IF(AND({0}>={dropped},{0}<{1}-{dropped}),{cell},\"\"),{cell})",
            before.text, count.text
        ))
    }

    /// An aggregate of the numbers of a range.
    fn taken(
        &mut self,
        function: F,
        range: &str,
        group: Option<&Group>,
        argument: Option<&str>,
        table: Option<TableId>,
        words: &str,
    ) -> Piece {
        let name = match function {
            F::Sum | F::Count => return Piece::whole(sum_of(range, group)),
            F::Every | F::Some | F::No => {
                let sum = self.repeatable(table, Piece::whole(sum_of(range, group)), words).text;
                return truth_of(function, &sum);
            }
            F::Mean => match group {
                None => return Piece::call("AVERAGE", &[range]),
                Some(g) => return Piece::call("AVERAGEIF", &[&g.range, &g.own, range]),
            },
            F::Min => "MIN",
            F::Max => "MAX",
            F::Median => "MEDIAN",
            F::Percentile => "PERCENTILE",
            F::Deviation => "STDEVP",
        };
        let rest = argument.map_or_else(String::new, |a| format!(",{a}"));
        match group {
            None if matches!(function, F::Min | F::Max) => {
                Piece::whole(format!("IF(COUNT({range})=0,NA(),{name}({range}))"))
            }
            None => Piece::whole(format!("{name}({range}{rest})")),
            Some(g) => {
                let rows = format!("IF({}={},{range},\"\")", g.range, g.own);
                let sorted = Piece::whole(format!("{name}({rows}{rest})"));
                let sorted = self.array(table, &sorted, words);
                let count = format!("COUNTIF({},{})", g.range, g.own);
                Piece::call("IF", &[&format!("{count}=0"), "NA()", &sorted.text])
            }
        }
    }

    /// An aggregate over the members of a category: one step a member, side by side.
    pub(super) fn fold(&mut self, fold: &Fold, table: Option<TableId>, words: &str) -> Piece {
        let (mut terms, mut products, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for (at, term) in fold.terms.iter().enumerate() {
            let value = term.value.as_ref().map(|value| self.expr(value, table));
            let value = match (fold.function, value) {
                (F::Count, None) => Piece::whole("1"),
                (F::Count, Some(truth)) => Piece::call("IF", &[&truth.text, "1", "0"]),
                (F::Every, Some(truth)) => counted_truth(&truth, "0", "1"),
                (F::Some | F::No, Some(truth)) => counted_truth(&truth, "1", "0"),
                (_, Some(value)) => value,
                (_, None) => Piece::whole("1"),
            };
            let heading = format!("{words} [{}]", at + 1);
            let holds = term.filter.as_ref().map(|filter| self.expr(filter, table).text);
            let only = |value: &str| match &holds {
                None => Piece::whole(value),
                Some(holds) => Piece::call("IF", &[holds, value, "\"\""]),
            };
            let own = self.member_step(table, &only(&value.text), &heading);
            if let Some(weight) = &term.weight {
                let weight = self.expr(weight, table);
                let weight = self.repeatable(table, weight, &heading).text;
                weights.push(self.member_step(table, &only(&weight), &format!("{heading} w")));
                let product = only(&format!("{own}*{weight}"));
                products.push(self.member_step(table, &product, &format!("{heading} × w")));
            }
            terms.push(own);
        }
        if let Some(dropping) = &fold.dropping {
            let dropped = self.expr(dropping, table);
            terms = self.members_without_ends(&terms, &dropped, table, words);
        }
        let list = |parts: &[String]| grouped_arguments(parts);
        if !weights.is_empty() && fold.function == F::Mean {
            let above = Piece::whole(format!("SUM({})", list(&products)));
            return above.over(&Piece::whole(format!("SUM({})", list(&weights))));
        }
        let argument = fold.argument.as_ref().map(|a| self.expr(a, table).text);
        self.of_members(fold.function, &list(&terms), argument.as_deref(), table, words)
    }

    fn member_step(&mut self, table: Option<TableId>, piece: &Piece, heading: &str) -> String {
        match table {
            Some(table) => self.own_column(table, piece, heading).text,
            None => self.national(piece, heading).text,
        }
    }

    fn of_members(
        &mut self,
        function: F,
        terms: &str,
        argument: Option<&str>,
        table: Option<TableId>,
        words: &str,
    ) -> Piece {
        match function {
            F::Sum | F::Count => Piece::whole(format!("SUM({terms})")),
            F::Every | F::Some | F::No => {
                let sum = self.aside(table, &Piece::whole(format!("SUM({terms})")), words);
                truth_of(function, &sum.text)
            }
            F::Mean => Piece::whole(format!("AVERAGE({terms})")),
            F::Min => Piece::whole(format!("IF(COUNT({terms})=0,NA(),MIN({terms}))")),
            F::Max => Piece::whole(format!("IF(COUNT({terms})=0,NA(),MAX({terms}))")),
            F::Median => Piece::whole(format!("MEDIAN({terms})")),
            F::Deviation => Piece::whole(format!("STDEVP({terms})")),
            F::Percentile => {
                let part = argument.unwrap_or("0");
                // The terms stand side by side in one row, so their union is a range.
                let (first, last) = ends(terms);
                Piece::whole(format!("PERCENTILE({first}:{last},{part})"))
            }
        }
    }

    fn members_without_ends(
        &mut self,
        terms: &[String],
        dropped: &Piece,
        table: Option<TableId>,
        words: &str,
    ) -> Vec<String> {
        let dropped = self.repeatable(table, dropped.clone(), words).text;
        let count = Piece::whole(format!("COUNT({})", grouped_arguments(terms)));
        let count = self.aside(table, &count, &format!("{words} №")).text;
        let mut kept = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            let before: Vec<String> = (terms.iter().enumerate())
                .filter(|(other, _)| *other != at)
                .map(|(other, there)| {
                    let sign = if other < at { "<=" } else { "<" };
                    format!("IF(ISNUMBER({there}),IF({there}{sign}{term},1,0),0)")
                })
                .collect();
            let place = before.chunks(6).map(|some| some.join("+")).collect::<Vec<_>>();
            let mut total = Piece::whole("0");
            for (part, text) in place.iter().enumerate() {
                let piece = Piece::bound(text.clone(), Bond::Sum);
                let heading = format!("{words} [{}] < {}", at + 1, part + 1);
                total = total.plus(&Piece::whole(self.member_step(table, &piece, &heading)));
            }
            let place = self.aside(table, &total, &format!("{words} [{}] <", at + 1)).text;
            let stays = format!("AND({place}>={dropped},{place}<{count}-{dropped})");
            let piece = format!("IF(ISNUMBER({term}),IF({stays},{term},\"\"),{term})");
            let piece = Piece::whole(piece);
            kept.push(self.member_step(table, &piece, &format!("{words} [{}] –", at + 1)));
        }
        kept
    }
}

fn own_of(group: &Group) -> &str {
    &group.own
}

fn ends(terms: &str) -> (&str, &str) {
    let mut parts = terms.split(',');
    let first = parts.next().unwrap_or(terms);
    (first, parts.next_back().unwrap_or(first))
}

/// Arguments of a function that takes at most 255 of them.
fn grouped_arguments(parts: &[String]) -> String {
    parts.join(",")
}

fn sum_of(range: &str, group: Option<&Group>) -> String {
    match group {
        None => format!("SUM({range})"),
        Some(group) => format!("SUMIF({},{},{range})", group.range, group.own),
    }
}

/// A truth as a number to be added up: an open one counts a million.
fn counted_truth(truth: &Piece, if_true: &str, if_false: &str) -> Piece {
    Piece::whole(format!("IFERROR(IF({},{if_true},{if_false}),{OPEN})", truth.text))
}

/// `every`, `some` or `no` from the sum of counted truths.
fn truth_of(function: F, sum: &str) -> Piece {
    let (decided, otherwise) =
        if function == F::Some { ("TRUE", "FALSE") } else { ("FALSE", "TRUE") };
    Piece::whole(format!("IF(MOD({sum},{OPEN})>0,{decided},IF({sum}>0,NA(),{otherwise}))"))
}
