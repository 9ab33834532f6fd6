//! Sharing, filling, rounding and solving.

use super::{Fault, Gap, Parse, Parser};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{ExprKind, Fill, Round, RoundMode, Share, Solve};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

/// Words that a `share` clause starts with when it may be given once.
#[derive(Default)]
struct Given {
    short: Option<Span>,
    over: Option<Span>,
    rounds: Option<Span>,
}

impl Parser<'_> {
    /// `share POOL by WEIGHT [where C] [per k] [fixed V where C]… [at least L] [at most U]`
    pub(super) fn share(&mut self) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        let pool = self.whole()?;
        if !self.take_word("by") {
            return Err(self.expected("syntax-share-by", &[]));
        }
        let mut share = Share {
            pool,
            weight: self.whole()?,
            filter: None,
            per: None,
            fixed: Vec::new(),
            floor: None,
            cap: None,
            if_short_in_proportion: false,
            if_over_leave_rest: false,
            in_rounds: false,
        };
        let mut given = Given::default();
        while self.share_clause(&mut share, &mut given)? {}
        Ok(ExprKind::Share(Box::new(share)))
    }

    /// One clause of a share; false where none comes next.
    fn share_clause(&mut self, share: &mut Share, given: &mut Given) -> Parse<bool> {
        let start = self.here();
        if self.peek().kind != TokenKind::Word {
            return Ok(false);
        }
        match (self.peek().text, self.peek_after(1).text) {
            ("where", _) => {
                self.take(Class::Keyword);
                self.once(&mut share.filter, "where", start, Parser::whole)?;
            }
            ("per", _) => {
                self.take(Class::Keyword);
                self.once(&mut share.per, "per", start, Parser::short)?;
            }
            ("fixed", _) => {
                self.gap(Gap::Clause);
                self.take(Class::Keyword);
                let value = self.whole()?;
                if !self.take_word("where") {
                    return Err(self.expected("syntax-fixed-where", &[]));
                }
                share.fixed.push((value, self.whole()?));
            }
            ("at", bound @ ("least" | "most")) => {
                self.gap(Gap::Clause);
                self.take(Class::Keyword);
                self.take(Class::Keyword);
                if bound == "least" {
                    self.once(&mut share.floor, "at least", start, Parser::whole)?;
                } else {
                    self.once(&mut share.cap, "at most", start, Parser::whole)?;
                }
            }
            ("in", "rounds") => {
                self.gap(Gap::Clause);
                self.take(Class::Keyword);
                self.take(Class::Keyword);
                self.first_time(&mut given.rounds, "in rounds", start)?;
                share.in_rounds = true;
            }
            ("if", "short") => {
                self.remedy("floors in proportion", &["floors", "in", "proportion"])?;
                self.first_time(&mut given.short, "if short", start)?;
                share.if_short_in_proportion = true;
            }
            ("if", "over") => {
                self.remedy("leave the rest", &["leave", "the", "rest"])?;
                self.first_time(&mut given.over, "if over", start)?;
                share.if_over_leave_rest = true;
            }
            ("if", _) => {
                self.take(Class::Keyword);
                return Err(self.expected("syntax-share-if", &[]));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `if short, floors in proportion` or `if over, leave the rest`
    fn remedy(&mut self, words: &'static str, parts: &[&'static str]) -> Parse<()> {
        self.gap(Gap::Clause);
        self.take(Class::Keyword);
        self.take(Class::Keyword);
        self.expect_symbol(",")?;
        for part in parts {
            if !self.take_word(part) {
                return Err(self.expected("syntax-expected-word", &[("word", words)]));
            }
        }
        Ok(())
    }

    fn first_time(&mut self, slot: &mut Option<Span>, clause: &str, here: Span) -> Parse<()> {
        if let Some(before) = *slot {
            self.report_twice(clause, here, before);
            return Err(Fault);
        }
        *slot = Some(here);
        Ok(())
    }

    /// `fill rise: basic up to a, then special up to b`
    pub(super) fn fill(&mut self) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        let amount = self.amount()?;
        self.gap(Gap::None);
        self.expect_symbol(":")?;
        let mut steps = Vec::new();
        loop {
            let name = self.expect_name(Class::Definition)?;
            if !self.next_are_words("up", "to") {
                return Err(self.expected("syntax-fill-up-to", &[]));
            }
            self.take(Class::Keyword);
            self.take(Class::Keyword);
            steps.push((name, self.amount()?));
            let then = self.peek_after(1).is_word("then");
            let name_follows = self.peek_after(2).is_word("up");
            if !self.next_is_symbol(",") || !(then || name_follows) {
                return Ok(ExprKind::Fill(Box::new(Fill { amount, steps })));
            }
            self.take(Class::Operator);
            self.expect_word("then")?;
        }
    }

    /// `round(x to 0.01 EUR, half even keeping sum per k, ties by e descending, within bounds)`
    pub(super) fn round(&mut self) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        self.gap(Gap::None);
        let opened = self.take(Class::Operator).span;
        let value = self.whole()?;
        if !self.take_word("to") {
            return Err(self.expected("syntax-round-to", &[]));
        }
        let to = self.amount()?;
        let mut round = Round {
            value,
            to,
            mode: RoundMode::default(),
            keeping_sum: false,
            per: None,
            ties: Vec::new(),
            within_bounds: false,
        };
        let mut mode = None;
        while self.round_clause(&mut round, &mut mode)? {}
        self.close(")", opened)?;
        Ok(ExprKind::Round(Box::new(round)))
    }

    /// One clause of a rounding; false where none comes next.
    fn round_clause(&mut self, round: &mut Round, mode: &mut Option<Span>) -> Parse<bool> {
        let comma = self.take_symbol(",");
        let start = self.here();
        match (self.peek().text, self.peek_after(1).text) {
            ("keeping", _) => {
                self.take(Class::Keyword);
                self.expect_word("sum")?;
                if round.keeping_sum {
                    self.report(
                        Diagnostic::at("syntax-clause-twice", start).with("clause", "keeping sum"),
                    );
                    return Err(Fault);
                }
                round.keeping_sum = true;
                if self.take_word("per") {
                    round.per = Some(self.short()?);
                }
            }
            ("ties", _) => {
                self.take(Class::Keyword);
                self.expect_word("by")?;
                self.ties(round)?;
            }
            ("within", _) => {
                self.take(Class::Keyword);
                self.expect_word("bounds")?;
                round.within_bounds = true;
            }
            (word, after) => match mode_named(word, after) {
                Some((found, words)) if comma => {
                    self.first_time(mode, "half even, up, down, floor, ceiling", start)?;
                    for _ in 0..words {
                        self.take(Class::Keyword);
                    }
                    round.mode = found;
                }
                _ if comma => return Err(self.expected("syntax-round-mode", &[])),
                Some(_) => return Err(self.expected("syntax-round-comma", &[])),
                None => return Ok(false),
            },
        }
        Ok(true)
    }

    /// `population descending, name`
    fn ties(&mut self, round: &mut Round) -> Parse<()> {
        loop {
            let key = self.amount()?;
            let descending = self.take_word("descending");
            if !descending {
                self.take_word("ascending");
            }
            round.ties.push((key, descending));
            let (next, after) = (self.peek_after(1), self.peek_after(2).text);
            let clause = matches!(next.text, "keeping" | "ties" | "within")
                || mode_named(next.text, after).is_some();
            if !self.next_is_symbol(",") || clause {
                return Ok(());
            }
            self.take(Class::Operator);
        }
    }

    /// `solve rate from a to b step s so that sum(aid) = target`
    pub(super) fn solve(&mut self) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        let name = self.expect_name(Class::Definition)?;
        self.expect_word("from")?;
        let from = self.amount()?;
        self.expect_word("to")?;
        let to = self.amount()?;
        self.expect_word("step")?;
        let step = self.amount()?;
        self.expect_word("so")?;
        self.expect_word("that")?;
        let target = self.whole()?;
        Ok(ExprKind::Solve(Box::new(Solve { name, from, to, step, target })))
    }
}

/// The mode of rounding that two words name, and how many words it takes.
fn mode_named(word: &str, after: &str) -> Option<(RoundMode, usize)> {
    match (word, after) {
        ("half", "even") => Some((RoundMode::HalfEven, 2)),
        ("half", "away") => Some((RoundMode::HalfAwayFromZero, 4)),
        ("up", _) => Some((RoundMode::Up, 1)),
        ("down", _) => Some((RoundMode::Down, 1)),
        ("floor", _) => Some((RoundMode::Floor, 1)),
        ("ceiling", _) => Some((RoundMode::Ceiling, 1)),
        _ => None,
    }
}
