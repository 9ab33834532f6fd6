//! A pool shared out by weights between floors and caps, in closed form.
//!
//! The amounts are `min(max(t * weight, floor), cap)`. Their total rises along straight lines
//! between the levels at which a row leaves its floor or reaches its cap. For each of these levels
//! the total is worked out beside its row; the highest one whose total stays below the pool begins
//! the line on which the pool lies, and the level follows by one division. Nothing is iterated, and
//! the amounts follow whatever input is changed.

use super::aggregates::Group;
use super::emitter::{Emitter, Residual, part_of};
use super::layout::{cell_of, range_of};
use super::piece::{Bond, Piece, impossible};
use formula::plan::{Expr, Share, TableId, Type};
use formula::syntax::ast::Bound;

/// Up to so many rows the levels are found in closed form; above it the work, which grows with
/// their square, would keep a person waiting at every change.
const CLOSED_ROWS_MAX: usize = 1500;

/// The steps of a share that more than one formula needs.
pub(super) struct ShareSteps {
    amount: Piece,
    /// Whether a row takes part; none where all do.
    pub(super) part: Option<Piece>,
    /// The amount that is decided singly, if it is a number.
    pub(super) fixed: Option<Piece>,
    floor: Option<Piece>,
    cap: Option<Piece>,
    /// Whether the floors were scaled down.
    pub(super) short: Option<Piece>,
}

/// What is worked out once for each pool.
struct Pool {
    group: Option<Group>,
    /// What is shared.
    amount: Piece,
    /// Whether a value of the group is missing.
    gaps: Piece,
}

/// What a row gets that is not decided singly.
struct Given {
    amount: String,
    /// Tests of which each one that holds makes the pool impossible.
    refused: Vec<String>,
    /// Whether the floors were scaled down.
    short: Option<Piece>,
}

impl Given {
    /// An amount, impossible where a test says so of its pool.
    fn refusing(&self, amount: &str) -> String {
        let wrong = impossible().text;
        match self.refused.as_slice() {
            [] => amount.to_owned(),
            [one] => format!("IF({one},{wrong},{amount})"),
            all => format!("IF(OR({}),{wrong},{amount})", all.join(",")),
        }
    }
}

impl Emitter<'_> {
    pub(super) fn share(&mut self, share: &Share, expr: &Expr) -> Piece {
        self.share_steps(share, expr).amount
    }

    /// Whether a row stands at a bound.
    pub(super) fn share_bound(&mut self, share: &Share, expr: &Expr, bound: Bound) -> Piece {
        let steps = self.share_steps(share, expr);
        let amount = steps.amount.text.clone();
        let at = |limit: &Option<Piece>| match limit {
            None => "FALSE".to_owned(),
            Some(limit) => {
                let limit = &limit.text;
                format!("ABS({amount}-{limit})<=1E-11*MAX(ABS({amount}),ABS({limit}))")
            }
        };
        let fixed =
            steps.fixed.as_ref().map_or("FALSE".to_owned(), |f| format!("ISNUMBER({})", f.text));
        let mut floor = at(&steps.floor);
        if let (Some(short), Some(_)) = (&steps.short, &steps.floor) {
            floor = format!("OR({},{floor})", short.text);
        }
        let cap = at(&steps.cap);
        let held = match bound {
            Bound::Fixed => fixed,
            Bound::Floor => format!("IF({fixed},FALSE,{floor})"),
            Bound::Cap => format!("IF({fixed},FALSE,IF({floor},FALSE,{cap}))"),
            Bound::Free => format!("NOT(OR({fixed},{floor},{cap}))"),
        };
        let held = format!("IFERROR({held},FALSE)");
        match steps.part {
            None => Piece::whole(held),
            Some(part) => Piece::whole(format!("IF(IFERROR({},FALSE),{held},FALSE)", part.text)),
        }
    }

    pub(super) fn share_steps(&mut self, share: &Share, expr: &Expr) -> ShareSteps {
        let (table, words) = (share.table, self.words(expr));
        let language = self.language;
        let say = |what: &str| part_of(language, &words, what);
        let part = share.filter.as_ref().map(|filter| {
            let holds = self.expr(filter, Some(table));
            self.own_column(table, &holds, &say("where"))
        });
        let weight = self.expr(&share.weight, Some(table));
        let floor = share.floor.as_ref().map(|floor| {
            let floor = self.expr(floor, Some(table));
            self.aside_column(table, &floor, &say("at-least"))
        });
        let cap = share.cap.as_ref().map(|cap| {
            let cap = self.expr(cap, Some(table));
            self.aside_column(table, &cap, &say("at-most"))
        });
        let fixed = self.fixed_amount(share, &say("fixed"));
        let weight = self.checked_weight(share, weight, floor.as_ref(), cap.as_ref());
        let weight = match &fixed {
            None => weight,
            Some(f) => Piece::whole(format!("IF(ISERR({0}),{0},{1})", f.text, weight.text)),
        };
        let weight = self.own_column(table, &weight, &say("weight"));
        let gap = gap_of(part.as_ref(), fixed.as_ref(), &weight, floor.as_ref(), cap.as_ref());
        let gap = self.own_column(table, &gap, &say("gaps"));
        let out = match &part {
            None => format!("{}>0", gap.text),
            Some(part) => format!("IF({}>0,TRUE,NOT({}))", gap.text, part.text),
        };
        let low = floor.as_ref().map_or("0".to_owned(), |f| format!("MAX({},0)", f.text));
        let low = cap.as_ref().map_or(low.clone(), |c| format!("MIN({low},{})", c.text));
        // A weight with which nobody can be served makes the total of its pool impossible.
        let low = format!("{low}+0*{}", weight.text);
        let fixed_or = |amount: &str| match &fixed {
            None => amount.to_owned(),
            Some(fixed) => format!("IF(ISNUMBER({0}),{0},{amount})", fixed.text),
        };
        let ground = format!("IF({out},0,{})", fixed_or(&low));
        let ground = self.own_column(table, &Piece::whole(ground), &say("at-level-zero"));
        let pool = self.pool_of(share, &gap, &say("pool"));
        let bounded = floor.is_some() || cap.is_some();
        let in_rounds = share.in_rounds || self.rows(table) > CLOSED_ROWS_MAX && bounded;
        let mut short = None;
        let amount = if in_rounds {
            let inputs = [Some(&weight), floor.as_ref(), cap.as_ref()];
            self.solved_amount(share, expr, inputs, &pool)
        } else {
            let free = match &fixed {
                None => out.clone(),
                Some(fixed) => format!("IF({out},TRUE,ISNUMBER({}))", fixed.text),
            };
            let limits = (floor.as_ref(), cap.as_ref());
            let given = self.given(share, &free, &weight, limits, &ground, &pool, &words);
            short.clone_from(&given.short);
            given.refusing(&fixed_or(&given.amount))
        };
        let outside = match &part {
            // In rounds, what nobody takes is left over, and the run says so.
            Some(part) if !share.in_rounds => self.outside(table, part, &pool, &words),
            _ => "0".to_owned(),
        };
        let amount = whole_amount(&amount, part.as_ref(), &outside, &pool);
        let amount = self.own_column(table, &amount, &words);
        if !in_rounds {
            self.watch_pool(share, &amount, part.as_ref(), &pool, &words);
        }
        ShareSteps { amount, part, fixed, floor, cap, short }
    }

    /// What a row outside of `where` gets: nothing, unless nobody takes part in what there is to
    /// share.
    fn outside(&mut self, table: TableId, part: &Piece, pool: &Pool, words: &str) -> String {
        let heading = self.part(words, "takes-part");
        let takes = Piece::whole(format!("IF(IFERROR({},TRUE),1,0)", part.text));
        let takes = self.own_column(table, &takes, &heading);
        let taking = self.total(table, &takes, pool.group.as_ref(), &heading).text;
        let known = pool.group.as_ref().map_or(String::new(), |group| format!("{}>0,", group.own));
        let test = format!("AND({known}{taking}=0,{}<>0)", pool.amount.text);
        format!("IF(IFERROR({test},FALSE),{},0)", impossible().text)
    }

    fn aside_column(&mut self, table: TableId, piece: &Piece, heading: &str) -> Piece {
        cell_of(&self.column(table, piece, heading))
    }

    /// A weight below zero needs a floor that is not; a floor must not lie above its cap.
    fn checked_weight(
        &mut self,
        share: &Share,
        weight: Piece,
        floor: Option<&Piece>,
        cap: Option<&Piece>,
    ) -> Piece {
        let words = self.words(&share.weight);
        let weight = self.repeatable(Some(share.table), weight, &words);
        let wrong = impossible().text;
        let low = match floor {
            None => format!("{}<0", weight.at(Bond::Sum)),
            Some(floor) => format!("AND({}<0,{}<0)", weight.at(Bond::Sum), floor.text),
        };
        let checked = format!("IF({low},{wrong},{})", weight.text);
        match (floor, cap) {
            (Some(floor), Some(cap)) => {
                let (floor, cap) = (&floor.text, &cap.text);
                let above = format!("{floor}-{cap}>1E-11*MAX(ABS({floor}),ABS({cap}))");
                Piece::whole(format!("IF({above},{wrong},{checked})"))
            }
            _ => Piece::whole(checked),
        }
    }

    /// The amount that is decided singly; an empty text where none is.
    fn fixed_amount(&mut self, share: &Share, heading: &str) -> Option<Piece> {
        if share.fixed.is_empty() {
            return None;
        }
        let mut chosen = Piece::whole("\"\"");
        for (value, condition) in share.fixed.iter().rev() {
            let holds = self.expr(condition, Some(share.table));
            let value = self.expr(value, Some(share.table));
            chosen = Piece::call("IF", &[&holds.text, &value.text, &chosen.text]);
        }
        Some(self.own_column(share.table, &chosen, heading))
    }

    fn pool_of(&mut self, share: &Share, gap: &Piece, heading: &str) -> Pool {
        let table = share.table;
        let group = share.per.as_ref().map(|key| {
            let numbers = self.group_numbers(key, table);
            Group { range: range_of(&numbers), own: cell_of(&numbers).text }
        });
        let amount = self.expr(&share.pool, Some(table));
        let amount = self.aside(Some(table), &amount, heading);
        let gaps = self.total(table, gap, group.as_ref(), heading);
        Pool { group, amount, gaps }
    }

    /// The sum of a column over the rows of a pool.
    fn total(
        &mut self,
        table: TableId,
        cell: &Piece,
        group: Option<&Group>,
        heading: &str,
    ) -> Piece {
        let range = self.range(table, cell, heading);
        let sum = match group {
            None => format!("SUM({range})"),
            Some(group) => format!("SUMIF({},{},{range})", group.range, group.own),
        };
        self.aside(Some(table), &Piece::whole(sum), &self.part(heading, "sum"))
    }

    /// What a free row gets, and whether the floors exceed the pool where the formula allows that.
    #[allow(clippy::too_many_arguments, reason = "one call, right above")]
    fn given(
        &mut self,
        share: &Share,
        not_free: &str,
        weight: &Piece,
        (floor, cap): (Option<&Piece>, Option<&Piece>),
        ground: &Piece,
        pool: &Pool,
        words: &str,
    ) -> Given {
        let table = share.table;
        let language = self.language;
        let say = |what: &str| part_of(language, words, what);
        let group = pool.group.as_ref();
        let ground_total = self.total(table, ground, group, &say("at-level-zero")).text;
        let amount = pool.amount.text.clone();
        let room = match cap {
            None => String::new(),
            Some(cap) => format!(",{}>{}", cap.text, ground.text),
        };
        let slope = format!("IF({not_free},0,IF(AND({0}>0{room}),{0},0))", weight.text);
        let slope = self.own_column(table, &Piece::whole(slope), &say("weight-moving"));
        let level = match (floor, cap) {
            (None, None) => {
                let weights = self.total(table, &slope, group, &say("weights"));
                let left = format!("({amount}-{ground_total})/{}", weights.text);
                let noise = format!("1E-11*MAX(ABS({amount}),ABS({ground_total}))");
                let none = format!("IF(ABS({amount}-{ground_total})<={noise},0,{left})");
                self.aside(Some(table), &Piece::whole(none), &say("level"))
            }
            _ => self.level(share, &slope, floor, cap, &ground_total, pool, words),
        };
        let rising = format!("{}*{}", level.text, slope.text);
        let rising = floor.map_or(rising.clone(), |f| format!("MAX({rising},{})", f.text));
        let rising = cap.map_or(rising.clone(), |c| format!("MIN({rising},{})", c.text));
        let within = format!("IF({}>0,{rising},{})", slope.text, ground.text);
        let (short_test, short) =
            self.short_test(&amount, &ground_total, table, &say("floors-exceed"));
        let mut given = Given { amount: within, refused: Vec::new(), short: None };
        if share.if_short_in_proportion {
            let scaled = self.in_proportion(share, not_free, ground, pool, words);
            given.amount = format!("IF({short_test},{scaled},{})", given.amount);
            given.short = Some(short);
        } else {
            given.refused.push(short_test);
        }
        given.refused.push(match cap {
            Some(cap) if !share.if_over_leave_rest => {
                let top = format!("IF({}>0,{},{})", slope.text, cap.text, ground.text);
                self.over_test(&top, &amount, table, group, words)
            }
            _ => {
                self.nobody_test(share, (not_free, weight, &slope), cap, &ground_total, pool, words)
            }
        });
        given
    }

    /// Whether something is left to share and nobody has a weight above zero.
    fn nobody_test(
        &mut self,
        share: &Share,
        (not_free, weight, slope): (&str, &Piece, &Piece),
        cap: Option<&Piece>,
        ground_total: &str,
        pool: &Pool,
        words: &str,
    ) -> String {
        let (table, group, amount) = (share.table, pool.group.as_ref(), &pool.amount.text);
        let heading = self.part(words, "weights");
        let weights = match cap {
            None => self.total(table, slope, group, &heading),
            Some(_) => {
                let weighs = format!("IF({not_free},0,MAX({},0))", weight.text);
                let weighs = self.own_column(table, &Piece::whole(weighs), &heading);
                self.total(table, &weighs, group, &heading)
            }
        };
        let mut held = vec![format!("{}>0", weights.text)];
        if share.if_over_leave_rest && !share.fixed.is_empty() {
            // Where all are decided singly, what is left may be left.
            let heading = self.part(words, "nobody");
            let open = Piece::whole(format!("IF({not_free},0,1)"));
            let open = self.own_column(table, &open, &heading);
            let open = self.total(table, &open, group, &heading);
            held.push(format!("{}=0", open.text));
        }
        let held = match held.as_slice() {
            [one] => one.clone(),
            all => format!("OR({})", all.join(",")),
        };
        let noise = format!("1E-11*MAX(ABS({amount}),ABS({ground_total}))");
        let test = format!("IF({held},FALSE,{amount}-{ground_total}>{noise})");
        let heading = self.part(words, "nobody");
        self.aside(Some(table), &Piece::whole(test), &heading).text
    }

    fn short_test(
        &mut self,
        pool: &str,
        ground: &str,
        table: TableId,
        heading: &str,
    ) -> (String, Piece) {
        let test = format!("{ground}-{pool}>1E-11*MAX(ABS({ground}),ABS({pool}))");
        let cell = self.aside(Some(table), &Piece::bound(test, Bond::Comparison), heading);
        (cell.text.clone(), cell)
    }

    fn over_test(
        &mut self,
        top: &str,
        pool: &str,
        table: TableId,
        group: Option<&Group>,
        words: &str,
    ) -> String {
        let heading = self.part(words, "at-caps");
        let top = self.own_column(table, &Piece::whole(top), &heading);
        let total = self.total(table, &top, group, &heading).text;
        let test = format!("{pool}-{total}>1E-11*MAX(ABS({pool}),ABS({total}))");
        let heading = self.part(words, "caps-below");
        self.aside(Some(table), &Piece::bound(test, Bond::Comparison), &heading).text
    }

    /// Floors that exceed the pool, all scaled by one factor.
    fn in_proportion(
        &mut self,
        share: &Share,
        not_free: &str,
        ground: &Piece,
        pool: &Pool,
        words: &str,
    ) -> String {
        let table = share.table;
        let lowest = format!("IF({not_free},0,{})", ground.text);
        let heading = self.part(words, "floors");
        let lowest = self.own_column(table, &Piece::whole(lowest), &heading);
        let group = pool.group.as_ref();
        let floors = self.total(table, &lowest, group, &heading).text;
        let all = self.total(table, ground, group, &self.part(words, "at-level-zero")).text;
        let left = format!("{}-({all}-{floors})", pool.amount.text);
        let left = self.aside(
            Some(table),
            &Piece::bound(left, Bond::Sum),
            &self.part(words, "left-for-floors"),
        );
        format!("IF({0}<0,{1},{0}*{2}/{floors})", left.text, impossible().text, ground.text)
    }

    /// The level at which the amounts meet the pool.
    #[allow(clippy::too_many_arguments, reason = "one call, right above")]
    fn level(
        &mut self,
        share: &Share,
        slope: &Piece,
        floor: Option<&Piece>,
        cap: Option<&Piece>,
        ground_total: &str,
        pool: &Pool,
        words: &str,
    ) -> Piece {
        let table = share.table;
        let language = self.language;
        let say = |what: &str| part_of(language, words, what);
        let amount = &pool.amount.text;
        let leaves = floor.map_or("0".to_owned(), |f| format!("MAX({},0)/{}", f.text, slope.text));
        let leaves = format!("IF({}>0,{leaves},0)", slope.text);
        let leaves = self.own_column(table, &Piece::whole(leaves), &say("leaves-floor"));
        let stops = cap.map_or("1E+300".to_owned(), |c| format!("{}/{}", c.text, slope.text));
        let stops = format!("IF({}>0,{stops},0)", slope.text);
        let stops = self.own_column(table, &Piece::whole(stops), &say("reaches-cap"));
        let slopes = self.range(table, slope, words);
        let (b, c) = (self.range(table, &leaves, words), self.range(table, &stops, words));
        let within =
            pool.group.as_ref().map_or_else(String::new, |g| format!("({}={})*", g.range, g.own));
        let total_at = |t: &str| {
            let risen = format!("({t}<{c})*{t}+({t}>={c})*{c}-{b}");
            format!("{ground_total}+SUMPRODUCT({within}({t}>{b})*{slopes}*({risen}))")
        };
        let mut below = Vec::new();
        for (at, what) in
            [(Some(&leaves), "total-leaving"), (cap.map(|_| &stops), "total-reaching")]
        {
            let Some(at) = at else { continue };
            let total = Piece::bound(total_at(&at.text), Bond::Sum);
            let total = self.own_column(table, &total, &say(what));
            let passed = format!("IF({}<{amount},{},0)", total.text, at.text);
            let passed = self.own_column(table, &Piece::whole(passed), &format!("{} <", say(what)));
            below.push(self.range(table, &passed, words));
        }
        let highest: Vec<String> = below
            .iter()
            .map(|range| match within.is_empty() {
                true => range.clone(),
                false => format!("SUMPRODUCT(MAX({within}{range}))"),
            })
            .collect();
        let start = Piece::call("MAX", &highest.iter().map(String::as_str).collect::<Vec<_>>());
        let start = self.aside(Some(table), &start, &say("highest-passed")).text;
        let moving = format!("SUMPRODUCT({within}({b}<={start})*({c}>{start})*{slopes})");
        let moving = self.aside(Some(table), &Piece::whole(moving), &say("weights-moving")).text;
        let total = Piece::bound(total_at(&start), Bond::Sum);
        let total = self.aside(Some(table), &total, &say("total-at-level")).text;
        let level = format!("IF({moving}=0,{start},{start}+MAX({amount}-{total},0)/{moving})");
        self.aside(Some(table), &Piece::whole(level), &say("level"))
    }

    /// Amounts that the engine solved, with what they were solved from: while the inputs are as
    /// they were, the residual is zero.
    fn solved_amount(
        &mut self,
        share: &Share,
        expr: &Expr,
        inputs: [Option<&Piece>; 3],
        pool: &Pool,
    ) -> String {
        let (table, words) = (share.table, self.words(expr));
        let amount = self.solved_column(table, expr);
        let mut drift = Vec::new();
        let mut stored = vec![(&share.weight, inputs.first().copied().flatten())];
        stored.extend(share.floor.iter().map(|f| (f, inputs.get(1).copied().flatten())));
        stored.extend(share.cap.iter().map(|c| (c, inputs.get(2).copied().flatten())));
        stored.push((&share.pool, Some(&pool.amount)));
        let mut live_of: Vec<(&Expr, String)> = (stored.into_iter())
            .filter_map(|(from, live)| Some((from, live?.text.clone())))
            .collect();
        let fixed = share.fixed.iter().flat_map(|(value, condition)| [value, condition]);
        for from in fixed.chain(&share.filter) {
            let live = self.expr(from, Some(table));
            let live = match from.ty {
                Type::Bool => format!("IF({},1,0)", live.text),
                _ => live.text,
            };
            let from_words = self.words(from);
            let live = self.repeatable(Some(table), Piece::whole(live), &from_words);
            live_of.push((from, live.text));
        }
        for (from, live) in live_of {
            let then = self.solved_column(table, from).text;
            let noise = format!("1E-9*MAX(ABS({live}),ABS({then}))");
            let off = format!("ABS({live}-{then})");
            drift.push(format!("IF(ISTEXT({then}),0,IF({off}<={noise},0,{off}))"));
        }
        let drift = Piece::bound(drift.join("+"), Bond::Sum);
        let drift = self.range(table, &drift, &self.part(&words, "inputs-changed"));
        self.residual(&words, format!("SUM({drift})"), true);
        format!("IF(ISNUMBER({0}),{0},0)", amount.text)
    }

    /// Watches that the amounts of a pool sum to it.
    fn watch_pool(
        &mut self,
        share: &Share,
        amount: &Piece,
        part: Option<&Piece>,
        pool: &Pool,
        words: &str,
    ) {
        if share.if_over_leave_rest {
            return;
        }
        let table = share.table;
        let total = self.total(table, amount, pool.group.as_ref(), words).text;
        let off = format!("{total}-{}", pool.amount.text);
        if pool.group.is_none() {
            self.residual(words, off, false);
            return;
        }
        // A row outside of `where` may belong to no group.
        let off = match part {
            None => off,
            Some(part) => format!("IF({},{off},0)", part.text),
        };
        let heading = self.part(words, "less-pool");
        let range = self.range(table, &Piece::bound(off, Bond::Sum), &heading);
        self.residual(words, format!("MAX(MAX({range}),-MIN({range}))"), false);
    }

    /// Adds something that must be zero.
    pub(super) fn residual(&mut self, words: &str, formula: String, solved: bool) {
        if self.residuals.iter().all(|r| r.formula != formula) {
            self.residuals.push(Residual { heading: words.to_owned(), formula, solved });
        }
    }
}

/// The amount of any row: none where its group waits for a value, something else outside of
/// `where`.
fn whole_amount(amount: &str, part: Option<&Piece>, outside: &str, pool: &Pool) -> Piece {
    let open = match &pool.group {
        None => format!("{}>0", pool.gaps.text),
        Some(group) => format!("OR({}=0,{}>0)", group.own, pool.gaps.text),
    };
    let amount = format!("IF({open},NA(),{amount})");
    Piece::whole(match part {
        None => amount,
        Some(part) => format!("IF(IFERROR({},TRUE),{amount},{outside})", part.text),
    })
}

/// Whether a value that a row brings is missing, as a number. One that cannot be is not missing.
fn gap_of(
    part: Option<&Piece>,
    fixed: Option<&Piece>,
    weight: &Piece,
    floor: Option<&Piece>,
    cap: Option<&Piece>,
) -> Piece {
    let there = |piece: &Piece| format!("OR(ISNUMBER({0}),ISERR({0}))", piece.text);
    let mut known = vec![there(weight)];
    known.extend(floor.map(there));
    known.extend(cap.map(there));
    known.extend(fixed.map(|f| format!("NOT(ISNA({}))", f.text)));
    let own = format!("IF(AND({}),0,1)", known.join(","));
    Piece::whole(match part {
        None => own,
        Some(part) => format!("IF(ISNA({0}),1,IF({0},{own},0))", part.text),
    })
}
