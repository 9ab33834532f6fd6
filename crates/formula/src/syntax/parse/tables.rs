//! Tables, their columns, and categories.

use super::layout::Block;
use super::{Fault, Parse, Parser, words};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Category, Column, ColumnKind, Decided, Expr, Ident, Notes, Table};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

impl Parser<'_> {
    /// `table NAME` with its columns, or `table NAME for each A and B`
    pub(super) fn table(&mut self) -> Parse<Table> {
        let start = self.take(Class::Keyword).span;
        let name = self.expect_new_name()?;
        let mut product = Vec::new();
        if self.take_word("for") {
            self.expect_word("each")?;
            product.push(self.expect_name(Class::Name)?);
            while self.take_word("and") {
                product.push(self.expect_name(Class::Name)?);
            }
            if product.len() == 1 {
                return Err(self.expected("syntax-product-of-one", &[]));
            }
        }
        let mut notes = Notes::default();
        self.notes(&mut notes)?;
        if !self.ended() && !self.peek().first {
            self.leftover();
            self.skip_line();
        }
        let mut columns = Vec::new();
        self.block(
            Block::Structure,
            |_| false,
            |parser| {
                if parser.at_note() {
                    return parser.notes(&mut notes);
                }
                columns.push(parser.column()?);
                Ok(())
            },
        );
        Ok(Table { name, product, columns, notes, span: self.since(start) })
    }

    /// `[key] NAME [by CATEGORY] : TYPE`, `[key] NAME -> TABLE` or `[key] -> TABLE`, with flags
    fn column(&mut self) -> Parse<Column> {
        let start = self.here();
        let after = self.peek_after(1);
        let flagged = after.is_symbol("->")
            || (after.kind == TokenKind::Word && !words::is_reserved(after.text));
        let key = self.next_is_word("key") && flagged;
        if key {
            self.take(Class::Keyword);
        }
        let mut family = None;
        let (name, kind) = if self.take_symbol("->") {
            let table = self.expect_name(Class::Name)?;
            (table.clone(), ColumnKind::Reference(table))
        } else {
            let name = self.expect_new_name()?;
            if self.take_word("by") {
                family = Some(self.expect_name(Class::Name)?);
            }
            let kind = if self.take_symbol("->") {
                ColumnKind::Reference(self.expect_name(Class::Name)?)
            } else if self.take_symbol(":") {
                self.kind()?
            } else {
                return Err(self.expected("syntax-column-type", &[("name", &name.text)]));
            };
            (name, kind)
        };
        let mut column = Column {
            name,
            kind,
            family,
            key,
            optional: false,
            protected: false,
            decided: None,
            notes: Notes::default(),
            span: start,
        };
        self.column_flags(&mut column)?;
        column.span = self.since(start);
        Ok(column)
    }

    fn column_flags(&mut self, column: &mut Column) -> Parse<()> {
        loop {
            let token = self.peek();
            match token.text {
                _ if token.kind != TokenKind::Word => return Ok(()),
                "optional" | "protected" => {
                    self.take(Class::Keyword);
                    let flag = match token.text {
                        "optional" => &mut column.optional,
                        _ => &mut column.protected,
                    };
                    if std::mem::replace(flag, true) {
                        self.report(
                            Diagnostic::at("syntax-clause-twice", token.span)
                                .with("clause", token.text),
                        );
                    }
                }
                "from" => {
                    let decided = self.decided()?;
                    if let Some(before) = &column.decided {
                        let before = before.span;
                        self.report_twice("from decided", token.span, before);
                        return Err(Fault);
                    }
                    column.decided = Some(decided);
                }
                _ => {
                    let before = self.at;
                    self.notes(&mut column.notes)?;
                    if self.at == before {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// `from decided FORMULA.RESULT [for the year before]`
    fn decided(&mut self) -> Parse<Decided> {
        let start = self.take(Class::Keyword).span;
        self.expect_word("decided")?;
        let formula = self.expect_name(Class::Name)?;
        self.expect_symbol(".")?;
        let result = self.expect_name(Class::Name)?;
        let year_before = self.take_word("for");
        if year_before {
            for word in ["the", "year", "before"] {
                if !self.take_word(word) {
                    let words = [("word", "for the year before")];
                    return Err(self.expected("syntax-expected-word", &words));
                }
            }
        }
        Ok(Decided { formula, result, year_before, span: self.since(start) })
    }

    /// `category NAME = a, b, c`, or with columns and rows on the lines below
    pub(super) fn category(&mut self) -> Parse<Category> {
        let start = self.take(Class::Keyword).span;
        let name = self.expect_new_name()?;
        let mut category = Category {
            name,
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Notes::default(),
            span: start,
        };
        self.notes(&mut category.notes)?;
        if self.take_symbol("=") {
            loop {
                let member = self.member()?;
                category.rows.push((member, Vec::new()));
                if !self.take_symbol(",") {
                    break;
                }
            }
            self.notes(&mut category.notes)?;
        } else {
            self.category_lines(&mut category);
        }
        category.span = self.since(start);
        Ok(category)
    }

    fn category_lines(&mut self, category: &mut Category) {
        if !self.ended() && !self.peek().first {
            // Only `=` and a block can follow; the report says so once.
            let _ = self.expected("syntax-expected-symbol", &[("symbol", "=")]);
            self.skip_line();
        }
        if !self.at_block() {
            let words = format!("category {}", category.name.text);
            self.report(
                Diagnostic::at("syntax-block-empty", self.since(category.span))
                    .with("words", words),
            );
        }
        let mut widths = Vec::new();
        self.block(
            Block::Structure,
            |_| false,
            |parser| {
                if parser.at_note() {
                    return parser.notes(&mut category.notes);
                }
                let after = parser.peek_after(1);
                let column = parser.next_is_symbol("->")
                    || [":", "->"].into_iter().any(|sign| after.is_symbol(sign));
                if column || after.is_word("by") {
                    category.columns.push(parser.column()?);
                    return Ok(());
                }
                let start = parser.here();
                let (member, cells) = parser.row()?;
                widths.push((parser.since(start), cells.len()));
                category.rows.push((member, cells));
                Ok(())
            },
        );
        for (row, width) in widths {
            if width != category.columns.len() {
                self.report(
                    Diagnostic::at("syntax-category-cells", row)
                        .with("found", width.to_string())
                        .with("expected", category.columns.len().to_string()),
                );
            }
        }
    }

    /// `AC | 3.421% | "Acre"`
    fn row(&mut self) -> Parse<(Ident, Vec<Expr>)> {
        let member = self.member()?;
        let mut cells = Vec::new();
        while self.take_symbol("|") {
            cells.push(self.whole()?);
        }
        Ok((member, cells))
    }

    /// A member of a category: a name, or a whole number such as a year.
    pub(super) fn member(&mut self) -> Parse<Ident> {
        let token = self.peek();
        match &token.kind {
            TokenKind::Number(digits) if token.text.chars().all(|c| c.is_ascii_digit()) => {
                self.take(Class::Definition);
                Ok(Ident { text: digits.clone(), span: token.span })
            }
            _ => self.expect_new_name(),
        }
    }
}
