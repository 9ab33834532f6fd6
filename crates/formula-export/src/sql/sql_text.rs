//! A piece of SQL with what is known about its value, and the rows in which it stands.

use super::names::quoted;
use super::range::Known;
use formula::plan::TableId;

/// An expression in SQL.
#[derive(Debug, Clone)]
pub(super) struct Sql {
    /// Its text.
    pub(super) text: String,
    /// Whether it can stand beside any operator without brackets.
    pub(super) tight: bool,
    /// Whether it may be NULL.
    pub(super) nullable: bool,
    /// Whether it may refuse to be worked out: a division by zero, a scale left.
    pub(super) may_refuse: bool,
    /// How its number is held; nothing for what is no number.
    pub(super) held: Held,
}

/// How a number is held.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    /// It is no number.
    NoNumber,
    /// A number as the formula writes it, not typed yet.
    Literal(formula::number::Decimal),
    /// A decimal of any length: PostgreSQL's `numeric`.
    Numeric,
    /// A double, with what is known about its value.
    Double(Known),
    /// A decimal of DuckDB.
    Fixed(super::range::Fixed),
}

impl Sql {
    /// A value that is no number.
    pub(super) fn plain(text: impl Into<String>, tight: bool) -> Sql {
        Sql { text: text.into(), tight, nullable: true, may_refuse: false, held: Held::NoNumber }
    }

    /// A value that is never NULL.
    pub(super) fn known(self) -> Sql {
        Sql { nullable: false, ..self }
    }

    /// The text, in brackets where an operator may stand beside it.
    pub(super) fn beside(&self) -> String {
        if self.tight { self.text.clone() } else { format!("({})", self.text) }
    }

    /// What several parts have in common: NULL spreads, and so does refusing.
    pub(super) fn with_parts(mut self, parts: &[&Sql]) -> Sql {
        self.nullable = parts.iter().any(|part| part.nullable);
        self.may_refuse |= parts.iter().any(|part| part.may_refuse);
        self
    }
}

/// The rows in which an expression stands, and the relations that it needs beside them.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// Their table; none for the country.
    pub(super) table: Option<TableId>,
    /// The alias of the row.
    pub(super) row: String,
    /// Joins in their order: what is joined, under which alias, and the text.
    pub(super) joins: Vec<Join>,
    /// Whether values of the country are read.
    pub(super) country: bool,
    /// Whether parameters are read.
    pub(super) params: bool,
}

/// A relation joined to the rows of a scope.
#[derive(Debug, Clone)]
pub(super) struct Join {
    /// What is joined and how: equal ones are joined once.
    pub(super) what: String,
    /// Its alias.
    pub(super) alias: String,
    /// The text.
    pub(super) text: String,
}

impl Scope {
    /// The rows of a table, or the country.
    pub(super) fn of(table: Option<TableId>, row: &str) -> Scope {
        let row = row.to_owned();
        Scope { table, row, joins: Vec::new(), country: false, params: false }
    }

    /// The same rows seen from elsewhere in the same statement, under another alias.
    pub(super) fn at(&self, table: TableId, row: &str) -> Scope {
        Scope { table: Some(table), row: row.to_owned(), ..self.clone() }
    }

    /// Takes over what another view of the same statement has come to need.
    pub(super) fn absorb(&mut self, other: Scope) {
        self.joins = other.joins;
        self.country |= other.country;
        self.params |= other.params;
    }

    /// A column of the row.
    pub(super) fn column(&self, name: &str) -> String {
        format!("{}.{}", self.row, quoted(name))
    }
}
