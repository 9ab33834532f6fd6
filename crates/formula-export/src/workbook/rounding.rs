//! Rounding, alone and with the sum kept.

use super::aggregates::Group;
use super::emitter::Emitter;
use super::layout::{cell_of, range_of};
use super::piece::{Bond, ColumnAt, Piece};
use formula::number::{Decimal, Number};
use formula::plan::{Expr, ExprKind, Round, Share, TableId};
use formula::syntax::ast::RoundMode;

impl<'p> Emitter<'p> {
    pub(super) fn round(&mut self, round: &Round, table: Option<TableId>, words: &str) -> Piece {
        if round.keeping_sum
            && let Some(table) = table
        {
            return self.round_together(round, table, words);
        }
        let value = self.expr(&round.value, table);
        let units = self.aside(table, &in_units(&value, round.to), &self.part(words, "in-units"));
        let rounded = whole(&settled(&units.text), round.mode);
        match (&round.within, table) {
            (Some(share), Some(table)) => {
                let (least, most) = self.whole_limits(share, &round.value, table, round.to);
                let rounded = format!("MIN(MAX({rounded},{}),{})", least.text, most.text);
                of_units(&rounded, round.to)
            }
            _ => of_units(&rounded, round.to),
        }
    }

    /// Whole units below each row, then one unit each by largest remainder, equal ones in the
    /// stated order, then by key.
    fn round_together(&mut self, round: &Round, table: TableId, words: &str) -> Piece {
        let value = self.expr(&round.value, Some(table));
        let units =
            self.own_column(table, &in_units(&value, round.to), &self.part(words, "in-units"));
        let exact = Piece::whole(settled(&units.text));
        let exact = self.own_column(table, &exact, &self.part(words, "settled"));
        let group = round.per.as_ref().map(|key| {
            let numbers = self.group_numbers(key, table);
            Group { range: range_of(&numbers), own: cell_of(&numbers).text }
        });
        let group = group.as_ref();
        let limits = round.within.as_ref();
        let limits = limits.map(|share| self.whole_limits(share, &round.value, table, round.to));
        let below = Piece::call("INT", &[&exact.text]);
        let start = match &limits {
            None => below,
            Some((least, most)) => {
                let raised = Piece::call("MAX", &[&below.text, &least.text]);
                Piece::call("MIN", &[&raised.text, &most.text])
            }
        };
        let start = self.own_column(table, &start, &self.part(words, "whole-units"));
        let remainder = Piece::whole(format!("ROUND({}-{},6)", exact.text, start.text));
        let remainder = self.own_column(table, &remainder, &self.part(words, "remainder"));
        let total = self.sum_in_group(table, &units, group, &self.part(words, "sum"));
        let total = Piece::whole(whole(&settled(&total.text), round.mode));
        let given = self.sum_in_group(table, &start, group, &self.part(words, "sum-whole"));
        let left = self.aside(
            Some(table),
            &Piece::bound(format!("{}-{}", total.text, given.text), Bond::Sum),
            &self.part(words, "left-to-give"),
        );
        let order = self.order_of_giving(round, table, group, &remainder, words);
        let more = match &limits {
            None => format!("IF({}<={},1,0)", order.text, left.text),
            Some(limits) => self.bounded_gift(table, group, &order, &start, limits, &left, words),
        };
        let rounded = of_units(&format!("({}+{more})", start.text), round.to);
        match group {
            None => rounded,
            Some(group) => Piece::call("IF", &[&format!("{}=0", group.own), "NA()", &rounded.text]),
        }
    }

    /// The least and the most whole units that the bounds of a share allow. A row decided singly
    /// stays at what was decided, or at the unit below or above it, whatever its bounds; one that
    /// takes no part gets nothing; and floors that were scaled down hold no more.
    fn whole_limits(
        &mut self,
        share: &Share,
        shared: &Expr,
        table: TableId,
        unit: Decimal,
    ) -> (Piece, Piece) {
        let place = self.share_behind(shared);
        let held = self.share_steps(share, place);
        let scaled = held.short.as_ref().filter(|_| matches!(place.kind, ExprKind::Share(_)));
        let mut limit = |of: Option<&Expr>, mode, without: &str, is_floor: bool| {
            let mut limit = match of {
                None => without.to_owned(),
                Some(of) => {
                    let words = self.words(of);
                    let value = self.expr(of, Some(table));
                    let units = in_units(&value, unit);
                    let heading = self.part(&words, "in-units");
                    let units = self.aside(Some(table), &units, &heading);
                    whole(&settled(&units.text), mode)
                }
            };
            if let Some(short) = scaled.filter(|_| is_floor) {
                limit = format!("IF({},{without},{limit})", short.text);
            }
            if let Some(fixed) = &held.fixed {
                let near = if is_floor { RoundMode::Floor } else { RoundMode::Ceiling };
                let own = whole(&settled(&in_units(fixed, unit).text), near);
                limit = format!("IF(ISNUMBER({}),{own},{limit})", fixed.text);
            }
            if let Some(part) = &held.part {
                limit = format!("IF({},{limit},0)", part.text);
            }
            let heading = if is_floor { "least" } else { "most" };
            let heading = self.part(&self.words(shared), heading);
            self.own_column(table, &Piece::whole(limit), &heading)
        };
        let least = limit(share.floor.as_ref(), RoundMode::Ceiling, "-1E+300", true);
        let most = limit(share.cap.as_ref(), RoundMode::Floor, "1E+300", false);
        (least, most)
    }

    /// Where the share stands that an expression names.
    fn share_behind<'e>(&self, shared: &'e Expr) -> &'e Expr
    where
        'p: 'e,
    {
        let mut found = shared;
        while let ExprKind::Definition(id) = found.kind
            && let Some(definition) = self.plan.definition(id)
        {
            found = &definition.body;
        }
        found
    }

    fn sum_in_group(
        &mut self,
        table: TableId,
        of: &Piece,
        group: Option<&Group>,
        heading: &str,
    ) -> Piece {
        let range = self.range(table, of, heading);
        let sum = match group {
            None => format!("SUM({range})"),
            Some(group) => format!("SUMIF({},{},{range})", group.range, group.own),
        };
        self.aside(Some(table), &Piece::whole(sum), heading)
    }

    /// The place of each row in the order in which units are given, counted from one.
    fn order_of_giving(
        &mut self,
        round: &Round,
        table: TableId,
        group: Option<&Group>,
        remainder: &Piece,
        words: &str,
    ) -> Piece {
        // A missing value of another group must not reach this one.
        let clean = Piece::call("IFERROR", &[&remainder.text, "-1"]);
        let clean = if group.is_some() {
            self.own_column(table, &clean, &self.part(words, "remainder-clean"))
        } else {
            remainder.clone()
        };
        let all = self.range(table, &clean, words);
        let own = clean.text;
        let keys = self.key_order(table);
        let mut before = format!("({}<{})", range_of(&keys), cell_of(&keys).text);
        for (tie, descending) in round.ties.iter().rev() {
            let tie_words = self.words(tie);
            let value = self.expr(tie, Some(table));
            let value = Piece::call("IFERROR", &[&value.text, "0"]);
            let column = self.column(table, &value, &tie_words);
            let (range, cell) = (range_of(&column), cell_of(&column).text);
            let apart = if *descending {
                format!("{range}-{cell}>1E-11*ABS({cell})")
            } else {
                format!("{cell}-{range}>1E-11*ABS({cell})")
            };
            let equal = format!("ABS({range}-{cell})<=1E-11*ABS({cell})");
            before = format!("(({apart})+({equal})*{before})");
        }
        let within = group.map_or_else(String::new, |g| format!("({}={})*", g.range, g.own));
        let order = format!("1+SUMPRODUCT({within}(({all}>{own})+({all}={own})*{before}))");
        self.own_column(table, &Piece::bound(order, Bond::Sum), &self.part(words, "order"))
    }

    /// The place of each row by its key, letter by letter as the engine compares them. Spreadsheets
    /// sort texts by the customs of a language, so the places go in as values.
    fn key_order(&mut self, table: TableId) -> ColumnAt {
        let keys = self.data.table(table).map(|t| t.keys.as_slice()).unwrap_or_default();
        let mut by_key: Vec<usize> = (0..keys.len()).collect();
        by_key.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
        let mut places = vec![None; keys.len()];
        for (place, row) in by_key.into_iter().enumerate() {
            if let (Some(slot), Ok(place)) = (places.get_mut(row), i64::try_from(place)) {
                *slot = Some(Decimal::from_i64(place + 1));
            }
        }
        self.values_column(table, "A–Z", places)
    }

    /// Units beyond the whole ones where bounds hold rows: turn by turn, one to each row that may
    /// still move, as long as some are left; or taken, from the last in the order, where too many
    /// were given.
    #[allow(clippy::too_many_arguments, reason = "one call, right above")]
    fn bounded_gift(
        &mut self,
        table: TableId,
        group: Option<&Group>,
        order: &Piece,
        start: &Piece,
        (least, most): &(Piece, Piece),
        left: &Piece,
        words: &str,
    ) -> String {
        let within = group.map_or_else(String::new, |g| format!("({}={})*", g.range, g.own));
        let orders = self.range(table, order, words);
        let mut parts = Vec::new();
        for (up, word) in [(true, "+"), (false, "−")] {
            let room = match up {
                true => format!("MIN({}-{},1000000)", most.text, start.text),
                false => format!("MIN({}-{},1000000)", start.text, least.text),
            };
            let room = format!("IFERROR({room},0)");
            let heading = self.part(words, if up { "room-up" } else { "room-down" });
            let room = self.own_column(table, &Piece::whole(room), &heading);
            let rooms = self.range(table, &room, &heading);
            let wanted = match up {
                true => format!("MAX({},0)", left.text),
                false => format!("MAX(-{},0)", left.text),
            };
            let heading = self.part(words, if up { "wanted-up" } else { "wanted-down" });
            let wanted = self.aside(Some(table), &Piece::whole(wanted), &heading);
            let mut gone = wanted.text.clone();
            for turn in 0..TURNS {
                let apart = if up {
                    format!("{orders}<={}", order.text)
                } else {
                    format!("{orders}>={}", order.text)
                };
                let place = format!("SUMPRODUCT({within}({rooms}>{turn})*({apart}))");
                let heading = format!("{} {word}{}", self.part(words, "turn"), turn + 1);
                let one = format!("IF({}>{turn},IF({place}<={gone},1,0),0)", room.text);
                let one = self.own_column(table, &Piece::whole(one), &heading);
                let sum = self.sum_in_group(table, &one, group, &format!("{heading} Σ"));
                let rest = Piece::bound(format!("{gone}-{}", sum.text), Bond::Sum);
                gone = self.aside(Some(table), &rest, &self.part(&heading, "left")).text;
                parts.push(format!("{}{}", if up { "+" } else { "-" }, one.text));
            }
            self.watch_rest(table, &gone, words);
        }
        let sum = parts.concat();
        format!("({})", sum.trim_start_matches('+'))
    }

    /// What the turns have not given is a residual of the rounding.
    fn watch_rest(&mut self, table: TableId, rest: &str, words: &str) {
        let formula = if rest.contains(super::piece::ROW) {
            let range = self.range(table, &Piece::whole(rest), words);
            format!("SUM({range})")
        } else {
            rest.to_owned()
        };
        self.residual(words, formula, false);
    }
}

/// How many turns units are given in where bounds hold rows. Each turn gives one to every row that
/// may move; a further one is needed only where bounds keep most rows from theirs.
const TURNS: usize = 3;

/// The whole number of units in one, for units like 0.01 that a double holds only nearly.
fn units_in_one(unit: Decimal) -> Option<Decimal> {
    let inverse = Number::div(Decimal::from_i64(1), unit).ok()?;
    let whole = inverse.to_i64_exact().is_some_and(|whole| whole > 1);
    let back = Number::mul(inverse, unit).ok()?;
    (whole && back.total_order(Decimal::from_i64(1)).is_eq()).then_some(inverse)
}

fn is_one(unit: Decimal) -> bool {
    unit.total_order(Decimal::from_i64(1)).is_eq()
}

/// A value counted in units.
fn in_units(value: &Piece, unit: Decimal) -> Piece {
    match units_in_one(unit) {
        _ if is_one(unit) => value.clone(),
        Some(inverse) => value.times(&Piece::whole(inverse.to_canonical())),
        None => value.over(&Piece::whole(unit.to_canonical())),
    }
}

/// So many units.
fn of_units(count: &str, unit: Decimal) -> Piece {
    let count = Piece::whole(count);
    match units_in_one(unit) {
        _ if is_one(unit) => count,
        Some(inverse) => count.over(&Piece::whole(inverse.to_canonical())),
        None => count.times(&Piece::whole(unit.to_canonical())),
    }
}

/// Freed of the noise of doubles: six decimals of the unit, or 15 digits where these reach less
/// far.
fn settled(units: &str) -> String {
    format!("ROUND({units},MIN(6,14-INT(LOG10(MAX(1,ABS({units}))))))")
}

/// The whole number next to settled units.
fn whole(settled: &str, mode: RoundMode) -> String {
    match mode {
        RoundMode::HalfAwayFromZero => format!("ROUND({settled},0)"),
        RoundMode::HalfEven => {
            format!(
                "IF(ABS({settled}-TRUNC({settled}))=0.5,2*ROUND({settled}/2,0),ROUND({settled},0))"
            )
        }
        // Of numbers beyond a few billions LibreOffice's ROUNDUP loses the part that is to count.
        RoundMode::Up => format!("-SIGN({settled})*INT(-ABS({settled}))"),
        RoundMode::Down => format!("TRUNC({settled})"),
        RoundMode::Floor => format!("INT({settled})"),
        RoundMode::Ceiling => format!("-INT(-{settled})"),
    }
}
