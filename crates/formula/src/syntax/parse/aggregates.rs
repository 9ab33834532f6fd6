//! Aggregates over rows, ranks and top shares.

use super::{Gap, Parse, Parser, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{Aggregate, AggregateFunction, Expr, ExprKind, Ident, InTop, Rank, Rows};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

/// The aggregate with this name.
pub(super) fn function_named(word: &str) -> Option<AggregateFunction> {
    Some(match word {
        "sum" => AggregateFunction::Sum,
        "mean" => AggregateFunction::Mean,
        "median" => AggregateFunction::Median,
        "percentile" => AggregateFunction::Percentile,
        "min" => AggregateFunction::Min,
        "max" => AggregateFunction::Max,
        "count" => AggregateFunction::Count,
        "every" => AggregateFunction::Every,
        "some" => AggregateFunction::Some,
        "no" => AggregateFunction::No,
        "deviation" => AggregateFunction::Deviation,
        _ => return None,
    })
}

impl Parser<'_> {
    /// `sum(x over T where c)`, `count(its person)`; with several values, `min(a, b)` is a call.
    pub(super) fn aggregate(&mut self, function: AggregateFunction) -> Parse<ExprKind> {
        let word = self.take(Class::Keyword);
        let name = Ident { text: word.text.to_owned(), span: word.span };
        self.gap(Gap::None);
        let opened = self.take(Class::Operator).span;
        if self.next_is_symbol(")") {
            let diagnostic = Diagnostic::at("syntax-aggregate-empty", self.here());
            return Err(self.fail(diagnostic.with("name", name.text)));
        }
        let rows_first = matches!(self.peek().text, "its" | "over" | "per");
        let value = if rows_first { None } else { Some(self.whole()?) };
        let mut aggregate = Aggregate {
            function,
            name_span: name.span,
            value,
            argument: None,
            weight: None,
            rows: Rows::All,
            filter: None,
            dropping: None,
        };
        if self.next_is_symbol(",") {
            match function {
                AggregateFunction::Percentile => {
                    self.take(Class::Operator);
                    aggregate.argument = Some(self.whole()?);
                }
                AggregateFunction::Min | AggregateFunction::Max => {
                    return self.several_values(name, aggregate.value, opened);
                }
                _ => {
                    let diagnostic = Diagnostic::at("syntax-aggregate-arguments", self.here());
                    return Err(self.fail(diagnostic.with("name", name.text)));
                }
            }
        }
        self.aggregate_clauses(&mut aggregate)?;
        if function == AggregateFunction::Percentile && aggregate.argument.is_none() {
            return Err(self.expected("syntax-percentile-which", &[]));
        }
        self.close(")", opened)?;
        Ok(ExprKind::Aggregate(Box::new(aggregate)))
    }

    /// `min(a, b)`
    fn several_values(
        &mut self,
        name: Ident,
        first: Option<Expr>,
        opened: Span,
    ) -> Parse<ExprKind> {
        let mut values: Vec<Expr> = first.into_iter().collect();
        while self.take_symbol(",") {
            values.push(self.whole()?);
        }
        if self.at_aggregate_clause() {
            let diagnostic = Diagnostic::at("syntax-values-with-clause", self.here());
            return Err(self.fail(diagnostic.with("name", name.text)));
        }
        self.close(")", opened)?;
        Ok(ExprKind::Call(name, values))
    }

    fn at_aggregate_clause(&self) -> bool {
        let token = self.peek();
        token.kind == TokenKind::Word
            && matches!(token.text, "over" | "its" | "per" | "where" | "weighted" | "dropping")
    }

    fn aggregate_clauses(&mut self, aggregate: &mut Aggregate) -> Parse<()> {
        let mut rows: Option<Span> = None;
        while self.at_aggregate_clause() {
            let word = self.peek();
            let start = word.span;
            match word.text {
                "where" => {
                    self.take(Class::Keyword);
                    self.once(&mut aggregate.filter, "where", start, Parser::whole)?;
                }
                "weighted" => {
                    self.take(Class::Keyword);
                    self.expect_word("by")?;
                    self.once(&mut aggregate.weight, "weighted by", start, Parser::amount)?;
                }
                "dropping" => {
                    self.take(Class::Keyword);
                    self.once(&mut aggregate.dropping, "dropping", start, Parser::short)?;
                    for word in ["at", "each", "end"] {
                        self.expect_word(word)?;
                    }
                }
                _ => {
                    let clause = self.rows()?;
                    if let Some(before) = rows {
                        self.report(
                            Diagnostic::at("syntax-rows-twice", start).other(super::place(before)),
                        );
                    } else {
                        aggregate.rows = clause;
                    }
                    rows = Some(start);
                }
            }
        }
        Ok(())
    }

    /// `over T`, `over T g`, `over its T`, `its T by reference`, `per k`
    fn rows(&mut self) -> Parse<Rows> {
        if self.take_word("per") {
            return Ok(Rows::Per(Box::new(self.short()?)));
        }
        self.take_word("over");
        if self.take_word("its") {
            let table = self.expect_name(Class::Name)?;
            let by = self.take_word("by").then(|| self.expect_name(Class::Name)).transpose()?;
            return Ok(Rows::Its(table, by));
        }
        let table = self.expect_name(Class::Name)?;
        let next = self.peek();
        let named = next.kind == TokenKind::Word && words::may_be_unit(next.text);
        let member = named.then(|| self.expect_name(Class::Definition)).transpose()?;
        Ok(Rows::Over(table, member))
    }

    /// `rank(x, largest first per k where c)`
    pub(super) fn rank(&mut self) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        self.gap(Gap::None);
        let opened = self.take(Class::Operator).span;
        let value = self.whole()?;
        let order = self.next_is_symbol(",").then(|| self.peek_after(1).text);
        let largest_first = match order {
            Some("largest") => true,
            Some("smallest") => false,
            _ => return Err(self.expected("syntax-rank-order", &[])),
        };
        self.take(Class::Operator);
        self.take(Class::Keyword);
        self.expect_word("first")?;
        let (per, filter) = self.group_clauses()?;
        self.close(")", opened)?;
        Ok(ExprKind::Rank(Box::new(Rank { value, largest_first, per, filter })))
    }

    /// `top 20% per k where c`, after `in`
    pub(super) fn in_top(&mut self, value: Expr) -> Parse<ExprKind> {
        let top = self.take(Class::Keyword).text == "top";
        let amount = self.short()?;
        let (per, filter) = self.group_clauses()?;
        Ok(ExprKind::InTop(Box::new(InTop { value, top, amount, per, filter })))
    }

    /// `per k` and `where c`, each at most once
    fn group_clauses(&mut self) -> Parse<(Option<Expr>, Option<Expr>)> {
        let (mut per, mut filter) = (None, None);
        loop {
            let start = self.here();
            if self.take_word("per") {
                self.once(&mut per, "per", start, Parser::short)?;
            } else if self.take_word("where") {
                self.once(&mut filter, "where", start, Parser::whole)?;
            } else {
                return Ok((per, filter));
            }
        }
    }
}
