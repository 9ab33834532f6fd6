//! Places in an order, and the waterfall.

use super::aggregates::Group;
use super::emitter::Emitter;
use super::layout::{cell_of, range_of};
use super::piece::{Bond, Piece, impossible};
use formula::plan::{Expr, Fill, InTop, Rank, TableId};

/// Where rows stand that take no part: behind all others, whichever way the order goes.
const BEHIND: [(bool, &str); 2] = [(true, "-1E+300"), (false, "1E+300")];

/// The pieces of an order.
struct Order {
    /// How many rows come strictly before this one; missing where a value of its group is.
    before: Piece,
    /// How many rows take part.
    of: Piece,
    /// Whether this row takes part; none where all do.
    part: Option<Piece>,
}

impl Emitter<'_> {
    pub(super) fn rank(&mut self, rank: &Rank, words: &str) -> Piece {
        let (per, filter) = (rank.per.as_ref(), rank.filter.as_ref());
        let order = self.order(rank.table, &rank.value, rank.largest_first, per, filter, words);
        let place = format!("1+{}", order.before.text);
        match order.part {
            None => Piece::bound(place, Bond::Sum),
            Some(part) => Piece::call("IF", &[&part.text, &place, "NA()"]),
        }
    }

    pub(super) fn in_top(&mut self, top: &InTop, words: &str) -> Piece {
        let (per, filter) = (top.per.as_ref(), top.filter.as_ref());
        let order = self.order(top.table, &top.value, top.top, per, filter, words);
        let amount = self.expr(&top.amount, Some(top.table));
        let edge = if top.is_part { amount.times(&order.of) } else { amount };
        let edge = self.repeatable(Some(top.table), edge, &self.part(words, "edge"));
        let before = order.before.text;
        let is_in = format!("{0}-{before}>1E-11*MAX({0},{before})", edge.at(Bond::Product));
        match order.part {
            None => Piece::bound(is_in, Bond::Comparison),
            Some(part) => Piece::call("IF", &[&part.text, &is_in, "FALSE"]),
        }
    }

    fn order(
        &mut self,
        table: TableId,
        value: &Expr,
        largest_first: bool,
        per: Option<&Expr>,
        filter: Option<&Expr>,
        words: &str,
    ) -> Order {
        let behind = BEHIND.iter().find(|(way, _)| *way == largest_first).map_or("0", |b| b.1);
        let value = self.expr(value, Some(table));
        let part = filter.map(|filter| {
            let holds = self.expr(filter, Some(table));
            let filter_words = self.words(filter);
            self.aside(Some(table), &holds, &filter_words)
        });
        let taking = match &part {
            None => value,
            Some(part) => Piece::call("IF", &[&part.text, &value.text, behind]),
        };
        let group = per.map(|key| {
            let numbers = self.group_numbers(key, table);
            Group { range: range_of(&numbers), own: cell_of(&numbers).text }
        });
        let (clean, open) = match &group {
            None => (self.column(table, &taking, words), None),
            Some(group) => {
                // A missing value leaves its own group open, and no other.
                let taking = self.column(table, &taking, words);
                let cell = cell_of(&taking).text;
                let clean = Piece::whole(format!("IFERROR({cell},{behind})"));
                let clean = self.column(table, &clean, &self.part(words, "value-clean"));
                let gap = Piece::whole(format!("IF(ISNUMBER({cell}),0,1)"));
                let gaps = self.range(table, &gap, &self.part(words, "gaps"));
                let open = format!("SUMIF({},{},{gaps})>0", group.range, group.own);
                (clean, Some(format!("OR({}=0,{open})", group.own)))
            }
        };
        let (cell, range) = (cell_of(&clean).text, range_of(&clean));
        let within =
            group.as_ref().map_or_else(String::new, |g| format!("({}={})*", g.range, g.own));
        let apart = if largest_first {
            format!("{range}-{cell}>1E-11*ABS({range})")
        } else {
            format!("{cell}-{range}>1E-11*ABS({cell})")
        };
        let mut before = format!("SUMPRODUCT({within}({apart}))");
        if let Some(open) = open {
            before = format!("IF({open},NA(),{before})");
        }
        let before = self.own_column(table, &Piece::whole(before), &self.part(words, "before"));
        let of = format!("SUMPRODUCT({within}(ABS({range})<1E+299))");
        let of = self.aside(Some(table), &Piece::whole(of), &self.part(words, "rows"));
        Order { before, of, part }
    }

    /// What one vessel takes: what those before it have left, up to its limit.
    pub(super) fn fill(
        &mut self,
        fill: &Fill,
        part: Option<usize>,
        table: Option<TableId>,
    ) -> Piece {
        let words = self.words(&fill.amount);
        let amount = self.expr(&fill.amount, table);
        let amount = self.repeatable(table, amount, &words);
        let mut left = amount;
        for (at, (name, limit)) in fill.vessels.iter().enumerate() {
            let limit_words = self.words(limit);
            let limit = self.expr(limit, table);
            let limit = self.repeatable(table, limit, &limit_words);
            let taken = format!(
                "IF({}<0,{},MIN(MAX({},0),{}))",
                limit.at(Bond::Sum),
                impossible().text,
                left.text,
                limit.text
            );
            let taken = self.aside(table, &Piece::whole(taken), name);
            if part == Some(at) {
                return taken;
            }
            left = self.aside(table, &left.minus(&taken), &format!("{words} – {name}"));
        }
        left
    }
}
