//! The file and its items, but for tables, parameters and scales.

use super::layout::{Block, Layout};
use super::{Fault, Gap, Parse, Parser, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{
    Check, Definition, Each, Expr, ExprKind, File, Function, Header, Ident, Item, Notes, Overlay,
    Parameter, Use,
};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::{TokenKind, clipped, place};
use crate::syntax::nearest;

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chapter {
    /// At the top of a formula.
    Formula,
    /// At the top of a scenario.
    Scenario,
    /// Within `each TABLE`.
    Rows,
}

impl Parser<'_> {
    /// The whole file.
    pub(super) fn file(&mut self) -> File {
        self.layout = Layout { start: usize::MAX, ..Layout::default() };
        let mut file = File::default();
        let mut chapter = Chapter::Formula;
        let mut asked_for_header = false;
        while self.raw(self.at).kind != TokenKind::End {
            let first = self.raw(self.at);
            self.check_item_column();
            if matches!(first.text, "formula" | "scenario") && file.header.is_none() {
                if !file.items.is_empty() {
                    self.report(Diagnostic::at("syntax-header-not-first", first.span));
                }
                if first.text == "scenario" {
                    chapter = Chapter::Scenario;
                }
                file.header = self.entry(0, Block::Structure, Parser::header).ok();
                continue;
            }
            let header = file.header.as_ref().map(|header| header.span);
            let item = self.entry(0, Block::Structure, |parser| parser.item(chapter, header));
            file.items.extend(item);
            if header.is_none() && !std::mem::replace(&mut asked_for_header, true) {
                self.report(Diagnostic::at("syntax-header-missing", first.span));
            }
        }
        if self.tokens.len() < 2 {
            self.report(Diagnostic::at("syntax-header-missing", Span::default()));
        }
        file
    }

    fn check_item_column(&mut self) {
        let token = self.raw(self.at);
        if token.column != 1 {
            self.report(
                Diagnostic::at("syntax-line-column", token.span)
                    .with("found", token.column.to_string())
                    .with("expected", "1"),
            );
        }
    }

    /// `formula NAME` or `scenario NAME over F`
    fn header(&mut self) -> Parse<Header> {
        let start = self.here();
        let scenario = self.take(Class::Keyword).text == "scenario";
        let name = self.expect_new_name()?;
        let mut over = None;
        if scenario {
            self.expect_word("over")?;
            over = Some(self.expect_name(Class::Name)?);
        }
        let unpublished = !scenario && self.peek().text == "unpublished";
        if unpublished {
            self.take(Class::Keyword);
        }
        let mut notes = Notes::default();
        // A fault among the notes was reported; the header stands without the rest of them.
        let _ = self.notes(&mut notes);
        let span = self.since(start);
        self.leftover();
        self.skip();
        Ok(Header { name, over, unpublished, notes, span })
    }

    fn item(&mut self, chapter: Chapter, header: Option<Span>) -> Parse<Item> {
        let token = self.peek();
        if token.kind != TokenKind::Word || !words::starts_item(token.text) {
            return Err(self.no_item());
        }
        let overlay = matches!(token.text, "set" | "replace");
        let of_rows = matches!(token.text, "let" | "result" | "check" | "warn");
        let misplaced = match chapter {
            Chapter::Rows if token.text == "each" => Some("syntax-each-in-each"),
            Chapter::Rows if !of_rows => Some("syntax-not-in-chapter"),
            Chapter::Scenario if !overlay && !matches!(token.text, "formula" | "scenario") => {
                Some("syntax-not-in-scenario")
            }
            Chapter::Formula if overlay => Some("syntax-only-in-scenario"),
            _ => None,
        };
        if let Some(id) = misplaced {
            return Err(self.fail(Diagnostic::at(id, token.span).with("word", token.text)));
        }
        match token.text {
            "use" => self.use_item().map(Item::Use),
            "table" => self.table().map(Item::Table),
            "category" => self.category().map(Item::Category),
            "param" => self.param().map(Item::Param),
            "bands" | "slices" | "points" => self.scale().map(Item::Scale),
            "function" => self.function().map(Item::Function),
            "let" | "result" => self.definition().map(Item::Definition),
            "check" | "warn" => Ok(Item::Check(self.check())),
            "each" => self.each().map(Item::Each),
            "set" => self.set().map(Item::Overlay),
            "replace" => self.replace().map(Item::Overlay),
            _ => {
                let twice = Diagnostic::at("syntax-header-twice", token.span);
                let twice = match header {
                    Some(header) => twice.other(place(header)),
                    None => twice,
                };
                Err(self.fail(twice.with("word", token.text)))
            }
        }
    }

    /// Says what should start this line.
    fn no_item(&mut self) -> Fault {
        let token = self.peek();
        let found = clipped(token.text);
        let after = self.peek_after(1);
        let defines = after.is_symbol("=") || after.is_symbol(":");
        let diagnostic = match nearest(token.text, words::ITEMS) {
            Some(meant) if token.kind == TokenKind::Word && !defines => {
                Diagnostic::at("syntax-word-unknown", token.span).with("suggestion", meant)
            }
            _ if token.kind == TokenKind::Word && defines => {
                let suggestion = format!("let {found} {} …", after.text);
                Diagnostic::at("syntax-let-missing", token.span).with("suggestion", suggestion)
            }
            _ => Diagnostic::at("syntax-expected-item", self.here()),
        };
        self.fail(diagnostic.with("found", found))
    }

    /// `use FORMULA.RESULT [as NAME]`
    fn use_item(&mut self) -> Parse<Use> {
        let start = self.take(Class::Keyword).span;
        let formula = self.expect_name(Class::Name)?;
        self.expect_symbol(".")?;
        let result = self.expect_name(Class::Name)?;
        let alias = self.take_word("as").then(|| self.expect_new_name()).transpose()?;
        Ok(Use { formula, result, alias, span: self.since(start) })
    }

    /// `let NAME [: TYPE] = EXPR` or `result NAME : UNIT = EXPR`
    fn definition(&mut self) -> Parse<Definition> {
        let start = self.here();
        let result = self.take(Class::Keyword).text == "result";
        let name = self.expect_new_name()?;
        let mut kind = None;
        let mut notes = Notes::default();
        let body_start = self.here();
        let body =
            self.typed_rule(&mut kind, &mut notes).unwrap_or_else(|Fault| self.lost(body_start));
        let body = self.settled(body);
        Ok(Definition { name, result, kind, body, notes, span: self.since(start) })
    }

    /// `[: TYPE] = EXPR` with notes
    fn typed_rule(
        &mut self,
        kind: &mut Option<crate::syntax::ast::ColumnKind>,
        notes: &mut Notes,
    ) -> Parse<Expr> {
        if self.take_symbol(":") {
            *kind = Some(self.kind()?);
        }
        self.expect_symbol("=")?;
        let body = self.whole()?;
        self.notes(notes)?;
        Ok(body)
    }

    /// `check EXPR` or `warn EXPR`
    fn check(&mut self) -> Check {
        let start = self.here();
        let stops = self.take(Class::Keyword).text == "check";
        let mut condition = self.rule();
        let mut notes = Notes::default();
        if self.notes(&mut notes).is_err() {
            self.skip();
        }
        condition = self.settled(condition);
        Check { stops, condition, notes, span: self.since(start) }
    }

    /// `function NAME(ARGUMENTS) [-> TYPE] = EXPR`
    fn function(&mut self) -> Parse<Function> {
        let start = self.take(Class::Keyword).span;
        let name = self.expect_new_name()?;
        self.gap(Gap::None);
        let opened = self.here();
        self.expect_symbol("(")?;
        let mut arguments = Vec::new();
        while !self.next_is_symbol(")") {
            arguments.push(self.parameter()?);
            if !self.take_symbol(",") {
                break;
            }
        }
        self.close(")", opened)?;
        let returns = self.take_symbol("->").then(|| self.kind()).transpose()?;
        let mut notes = Notes::default();
        let body_start = self.here();
        let body =
            self.typed_rule(&mut None, &mut notes).unwrap_or_else(|Fault| self.lost(body_start));
        let body = self.settled(body);
        Ok(Function { name, arguments, returns, body, notes, span: self.since(start) })
    }

    /// `price : EUR`
    pub(super) fn parameter(&mut self) -> Parse<Parameter> {
        let name = self.expect_new_name()?;
        self.expect_symbol(":")?;
        Ok(Parameter { name, kind: self.kind()? })
    }

    /// `each TABLE` with its chapter, or `each TABLE: ITEM` on one line
    fn each(&mut self) -> Parse<Each> {
        let start = self.take(Class::Keyword).span;
        let table = self.expect_name(Class::Name)?;
        let mut items = Vec::new();
        if self.next_is_symbol(":") {
            self.gap(Gap::None);
            self.take(Class::Operator);
            if !self.ended() && !self.peek().first {
                items.push(self.item(Chapter::Rows, None)?);
                return Ok(Each { table, items, span: self.since(start) });
            }
        }
        if !self.ended() && !self.peek().first {
            self.leftover();
            self.skip_line();
        }
        if !self.at_block() {
            self.report(
                Diagnostic::at("syntax-block-empty", self.since(start))
                    .with("words", format!("each {}", table.text)),
            );
        }
        let lines = self.lines(|_| false, |parser| parser.item(Chapter::Rows, None));
        items.extend(lines);
        Ok(Each { table, items, span: self.since(start) })
    }

    /// Skips the rest of this line.
    pub(super) fn skip_line(&mut self) {
        while !self.ended() && !self.peek().first {
            self.previous = self.raw(self.at).span;
            self.at += 1;
        }
    }

    /// `set NAME = VALUE`, `set NAME[MEMBER] = VALUE` or
    /// `set TABLE.COLUMN = VALUE [where CONDITION]`; `TABLE.FAMILY[MEMBER]` is the column of the
    /// family that is called `FAMILY_MEMBER`.
    fn set(&mut self) -> Parse<Overlay> {
        let start = self.take(Class::Keyword).span;
        let name = self.expect_name(Class::Name)?;
        if !self.take_symbol(".") {
            let mut members = Vec::new();
            if self.next_is_symbol("[") {
                let opened = self.take(Class::Operator).span;
                members = self.members()?;
                self.close("]", opened)?;
            }
            self.expect_symbol("=")?;
            let value = self.rule();
            let value = self.settled(value);
            return Ok(Overlay::SetParam(name, members, value, self.since(start)));
        }
        let mut column = self.expect_name(Class::Name)?;
        if self.next_is_symbol("[") {
            let opened = self.take(Class::Operator).span;
            let members = self.members()?;
            self.close("]", opened)?;
            let span = self.since(column.span);
            let names = std::iter::once(&column).chain(&members).map(|name| name.text.as_str());
            column = Ident { text: names.collect::<Vec<_>>().join("_"), span };
        }
        if self.next_is_word("where") {
            return Err(self.expected("syntax-set-where", &[]));
        }
        self.expect_symbol("=")?;
        let value = self.rule();
        let filter = self.take_word("where").then(|| self.rule());
        let value = self.settled(value);
        Ok(Overlay::SetColumn(name, column, filter, value, self.since(start)))
    }

    /// `replace let NAME = EXPR`
    fn replace(&mut self) -> Parse<Overlay> {
        self.take(Class::Keyword);
        if !matches!(self.peek().text, "let" | "result") {
            return Err(self.expected("syntax-expected-word", &[("word", "let")]));
        }
        let definition = self.definition()?;
        Ok(Overlay::Replace(definition))
    }
}

/// Whether an expression could not be read.
pub(super) fn is_lost(expression: &Expr) -> bool {
    expression.kind == ExprKind::Error
}
