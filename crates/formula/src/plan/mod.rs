//! The typed plan: what a formula means once names, units and shapes are settled.
//!
//! A plan is made by [`crate::check`] only, so whatever holds a plan may rely on it: each name
//! points at one thing, units agree, no definition depends on itself, and `definitions` stand in
//! an order in which each needs only those before it. Everything else (evaluation, explanation,
//! workbook, SQL) reads the plan and never the text.

mod anew;
mod expressions;
mod inner;
mod scenario;
mod wording;

pub use expressions::{
    Aggregate, Builtin, Expr, ExprKind, Fill, Fold, FoldTerm, InTop, Rank, Round, RowSet, Share,
    Solve, Varied,
};
pub use scenario::{Change, Changed, ColumnSet, Scenario};
pub use wording::{Spoken, Wording};

use crate::diagnostic::{Source, Span};
use crate::number::Decimal;
use crate::standing::Standing;
use crate::syntax::ast::ScaleKind;
use crate::unit::Unit;
use crate::words::{Language, to_latin};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    };
}
index!(
    /// A table of the plan.
    TableId
);
index!(
    /// A column, counted within its table.
    ColumnId
);
index!(
    /// A parameter of the plan.
    ParamId
);
index!(
    /// A definition (`let` or `result`) of the plan.
    DefinitionId
);
index!(
    /// A scale (bands, slices or points) of the plan.
    ScaleId
);
index!(
    /// A function of the plan.
    FunctionId
);
index!(
    /// A result of another formula that this one uses.
    UseId
);
index!(
    /// A list of words that a column may hold.
    ChoiceId
);

/// A formula, understood.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// The law it states.
    pub cites: Vec<Wording>,
    /// Its inputs and derivations are not published, only its results: it may read protected
    /// columns.
    pub unpublished: bool,
    /// Its text.
    pub source: Source,
    /// SHA-256 of the text, in hexadecimal.
    pub hash: String,
    /// The scenario laid over the formula, if one is; such a plan is never official.
    pub scenario: Option<Scenario>,
    /// Tables of inputs.
    pub tables: Vec<Table>,
    /// Lists of words that columns may hold.
    pub choices: Vec<Vec<String>>,
    /// Parameters.
    pub params: Vec<Param>,
    /// Bands, slices and points.
    pub scales: Vec<Scale>,
    /// Functions; their bodies stand where they are called.
    pub functions: Vec<Function>,
    /// Results of other formulas.
    pub uses: Vec<Use>,
    /// Definitions, each after those it needs.
    pub definitions: Vec<Definition>,
    /// Checks and warnings, in the order of the file.
    pub checks: Vec<Check>,
}

impl Plan {
    /// A table by id.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0)
    }

    /// A table by name.
    pub fn table_named(&self, name: &str) -> Option<(TableId, &Table)> {
        self.tables.iter().enumerate().find(|(_, t)| t.name == name).map(|(i, t)| (TableId(i), t))
    }

    /// A column by ids.
    pub fn column(&self, table: TableId, column: ColumnId) -> Option<&Column> {
        self.table(table)?.columns.get(column.0)
    }

    /// A parameter by id.
    pub fn param(&self, id: ParamId) -> Option<&Param> {
        self.params.get(id.0)
    }

    /// A row of a category, by its place.
    pub fn member(&self, table: TableId, place: u32) -> Option<&Member> {
        self.table(table)?.members.as_ref()?.get(usize::try_from(place).ok()?)
    }

    /// The name of the member to which a column of a family belongs.
    pub fn member_of(&self, column: &Column) -> Option<&str> {
        let family = column.family.as_ref()?;
        self.member(family.category, family.member).map(|member| member.name.as_str())
    }

    /// The members at which a value of a parameter by category stands: one name for each category,
    /// in the order of [`Param::by`]. `place` counts as in [`DatedValue::members`].
    pub fn members_of(&self, param: &Param, place: usize) -> Vec<&str> {
        let mut names = Vec::with_capacity(param.by.len());
        let mut rest = place;
        for table in param.by.iter().rev() {
            let members = self.table(*table).and_then(|t| t.members.as_deref()).unwrap_or_default();
            let at = rest.checked_rem(members.len()).unwrap_or(0);
            rest = rest.checked_div(members.len()).unwrap_or(0);
            names.extend(members.get(at).map(|m| m.name.as_str()));
        }
        names.reverse();
        names
    }

    /// The place of the value of a parameter by category that belongs to these members, one name
    /// for each category; none where a name is no member, or there are more or fewer.
    pub fn place_of(&self, param: &Param, names: &[&str]) -> Option<usize> {
        if names.len() != param.by.len() {
            return None;
        }
        param.by.iter().zip(names).try_fold(0_usize, |place, (table, name)| {
            let members = self.table(*table)?.members.as_deref()?;
            let at = members.iter().position(|m| m.name == *name)?;
            place.checked_mul(members.len())?.checked_add(at)
        })
    }

    /// A parameter by name.
    pub fn param_named(&self, name: &str) -> Option<(ParamId, &Param)> {
        self.params.iter().enumerate().find(|(_, p)| p.name == name).map(|(i, p)| (ParamId(i), p))
    }

    /// A definition by id.
    pub fn definition(&self, id: DefinitionId) -> Option<&Definition> {
        self.definitions.get(id.0)
    }

    /// A definition by name; among those of several tables, that of the given one.
    pub fn definition_named(&self, name: &str) -> Option<(DefinitionId, &Definition)> {
        self.definitions
            .iter()
            .enumerate()
            .find(|(_, d)| d.name == name)
            .map(|(i, d)| (DefinitionId(i), d))
    }

    /// The exported definitions in the order of the file.
    pub fn results(&self) -> Vec<(DefinitionId, &Definition)> {
        let mut results: Vec<_> = self
            .definitions
            .iter()
            .enumerate()
            .filter(|(_, d)| d.result)
            .map(|(i, d)| (DefinitionId(i), d))
            .collect();
        results.sort_by_key(|(_, d)| d.span);
        results
    }
}

/// Labels in the languages of the country; Serbian in Cyrillic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Labels {
    /// English.
    pub en: Option<String>,
    /// Albanian.
    pub sq: Option<String>,
    /// Serbian.
    pub sr: Option<String>,
}

impl Labels {
    /// The label in a language; where there is none, the name with spaces for underscores.
    pub fn say(&self, language: Language, name: &str) -> String {
        let found = match language {
            Language::En => self.en.clone(),
            Language::Sq => self.sq.clone(),
            Language::SrCyrl => self.sr.clone(),
            Language::SrLatn => self.sr.as_deref().map(to_latin),
        };
        found.unwrap_or_else(|| name.replace('_', " "))
    }
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number with its unit.
    Number(Unit),
    /// True or false.
    Bool,
    /// A calendar day.
    Date,
    /// Text.
    Text,
    /// One of a list of words.
    Choice(ChoiceId),
    /// A row of a table.
    Row(TableId),
}

/// A table of inputs.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// The column that names a row.
    pub key: Option<ColumnId>,
    /// The tables of a cross product, in order. The first columns of such a table are its
    /// references to them, named after them.
    pub product: Vec<TableId>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The rows of a category, which the formula itself states; none for a table of data.
    pub members: Option<Vec<Member>>,
    /// Where it stands.
    pub span: Span,
}

impl Table {
    /// A column by name.
    pub fn column_named(&self, name: &str) -> Option<(ColumnId, &Column)> {
        self.columns.iter().enumerate().find(|(_, c)| c.name == name).map(|(i, c)| (ColumnId(i), c))
    }
}

/// A row of a category. Its key stands in the first column of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name, which is its key.
    pub name: String,
    /// The cells, one a column, as a file would have them; the first is the name.
    pub cells: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A column that belongs to a family: `clients by age_group : person` has one for each member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The name of the family; the column is called `NAME_MEMBER`.
    pub name: String,
    /// The title of the family, which says nothing of the member.
    pub labels: Labels,
    /// The category.
    pub category: TableId,
    /// The place of the member.
    pub member: u32,
}

/// Where an adopted amount of an earlier run is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The formula whose decision is read.
    pub formula: String,
    /// Its result.
    pub result: String,
    /// `for the year before`
    pub year_before: bool,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// Its source in law.
    pub cites: Vec<Wording>,
    /// What it holds; for a reference `Type::Row`.
    pub ty: Type,
    /// Written in `%`: 49.8 reads as 49.8 %.
    pub percent: bool,
    /// Whether a cell may be empty.
    pub optional: bool,
    /// Counts persons of a vulnerable group.
    pub protected: bool,
    /// The family of columns to which it belongs.
    pub family: Option<Family>,
    /// Read from an adopted run rather than reported.
    pub decided: Option<Decided>,
    /// For a column of a category: how firm its cells are, and their source or the reason why
    /// they are derived or assumed. The cells of a table of data say so themselves.
    pub standing: Option<(Standing, Option<Wording>)>,
    /// Where it stands.
    pub span: Span,
}

/// A dated parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// What it is.
    pub ty: Type,
    /// Written in `%`.
    pub percent: bool,
    /// The categories that it is indexed by; empty for a single value.
    pub by: Vec<TableId>,
    /// Its values, oldest first.
    pub values: Vec<DatedValue>,
    /// Where it stands.
    pub span: Span,
}

impl Param {
    /// The value in force on a day.
    pub fn at(&self, day: Date) -> Option<&DatedValue> {
        self.values.iter().rev().find(|v| v.since <= day).filter(|v| v.value.is_some())
    }
}

/// A parameter's value from a day on.
#[derive(Debug, Clone)]
pub struct DatedValue {
    /// The first day on which it holds.
    pub since: Date,
    /// The value; none once repealed.
    pub value: Option<Constant>,
    /// The values of a parameter by category, the last category going round first; empty for a
    /// single value, for which `value` stands. (`value` of an indexed one is that of its first
    /// member, so that it is none only once repealed.)
    pub members: Vec<Constant>,
    /// The places among `members` whose values a scenario set, and how firm they are.
    pub set: BTreeMap<usize, Firmness>,
    /// Read (cited), derived or assumed.
    pub standing: Standing,
    /// The sources.
    pub cites: Vec<Wording>,
    /// Why it is derived or assumed.
    pub reason: Option<Wording>,
    /// Where it stands.
    pub span: Span,
}

impl DatedValue {
    /// How firm the value of a member is, or the single value.
    pub fn standing_of(&self, member: usize) -> Standing {
        self.set.get(&member).map_or(self.standing, |set| set.standing)
    }

    /// Whether the value of a member, or the single value, counts in a run without these standings.
    pub fn counts(&self, member: usize, without: &BTreeSet<Standing>) -> bool {
        !without.contains(&self.standing_of(member))
    }
}

/// How firm one value is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firmness {
    /// Read, derived or assumed.
    pub standing: Standing,
    /// Why it is no more than that.
    pub reason: Option<Wording>,
}

/// A value that needs no data.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// A number in the unit of its place.
    Number(Decimal),
    /// True or false.
    Bool(bool),
    /// A day.
    Date(Date),
    /// A text.
    Text(String),
}

/// Bands, slices or points.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// Which of the three.
    pub kind: ScaleKind,
    /// The unit of what goes in.
    pub argument: Unit,
    /// The unit of what comes out.
    pub result: Unit,
    /// Versions, oldest first.
    pub versions: Vec<ScaleVersion>,
    /// Where it stands.
    pub span: Span,
}

impl Scale {
    /// The version in force on a day.
    pub fn in_force(&self, day: Date) -> Option<&ScaleVersion> {
        self.versions.iter().rev().find(|version| version.since.is_none_or(|since| since <= day))
    }
}

/// A scale from a day on.
#[derive(Debug, Clone)]
pub struct ScaleVersion {
    /// The first day on which it holds; none for an undated scale.
    pub since: Option<Date>,
    /// Lines in rising order: (edge, whether the edge itself belongs to the line, value). The last
    /// edge of bands and slices is `None`: all the rest.
    pub lines: Vec<(Option<Decimal>, bool, Decimal)>,
    /// For points: whether it is flat outside.
    pub flat_outside: bool,
    /// Read, derived or assumed.
    pub standing: Standing,
    /// The sources.
    pub cites: Vec<Wording>,
    /// Why it is derived or assumed.
    pub reason: Option<Wording>,
    /// Where it stands.
    pub span: Span,
}

/// A function: pure, and not recursive.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// Its sources.
    pub cites: Vec<Wording>,
    /// Its arguments.
    pub arguments: Vec<(String, Type)>,
    /// Where it stands.
    pub span: Span,
}

/// A result of another formula.
#[derive(Debug, Clone)]
pub struct Use {
    /// The name here.
    pub name: String,
    /// The other formula.
    pub formula: String,
    /// Its result.
    pub result: String,
    /// Its labels.
    pub labels: Labels,
    /// The table of this plan to whose rows it belongs; none for one value for the country.
    pub table: Option<TableId>,
    /// What it is.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

/// A `let` or `result`.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// Its sources.
    pub cites: Vec<Wording>,
    /// Standing of its own (`derived`, `estimated`, `assumed`), with the reason.
    pub standing: Option<(Standing, Wording)>,
    /// Exported.
    pub result: bool,
    /// The table to whose rows it belongs; none for one value for the country.
    pub table: Option<TableId>,
    /// What it is.
    pub ty: Type,
    /// Declared in `%`.
    pub percent: bool,
    /// Whether a value may be absent.
    pub optional: bool,
    /// Its rule.
    pub body: Expr,
    /// Definitions it needs, in order of id.
    pub needs: Vec<DefinitionId>,
    /// Where it stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
}

/// A `check` or `warn`.
#[derive(Debug, Clone)]
pub struct Check {
    /// `check` rather than `warn`.
    pub stops: bool,
    /// What it says to a person.
    pub labels: Labels,
    /// Its sources.
    pub cites: Vec<Wording>,
    /// The table whose rows it looks at; none for one condition for the country.
    pub table: Option<TableId>,
    /// What must be true.
    pub condition: Expr,
    /// Whether it rests on a protected column that is not disclosed: of such a check nobody is told
    /// for which rows it does not hold, nor what was found.
    pub is_protected: bool,
    /// Where it stands.
    pub span: Span,
}
