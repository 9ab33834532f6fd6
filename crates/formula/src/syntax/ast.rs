//! The tree of a formula file, exactly as written: nothing is resolved, everything has its place.

mod expressions;

pub use expressions::{
    Aggregate, AggregateFunction, BinaryOperator, Bound, Expr, ExprKind, Fill, FirstOf, InTop,
    IndexArgument, NumberLiteral, Quantifier, Rank, Round, RoundMode, Rows, Share, Solve,
};

use crate::diagnostic::Span;
use jiff::civil::Date;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ident {
    /// The name as written; names are case sensitive and use `snake_case`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text between the quotation marks, escapes resolved.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A citation or reason: one text for all, or one for each language.
#[derive(Debug, Clone, PartialEq)]
pub enum Wording {
    /// `cites "…"`
    One(Text),
    /// `cites en "…" sq "…" sr "…"`: (language, text) in the order of the file.
    Each(Vec<(Ident, Text)>),
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// `formula NAME …`, which every formula file starts with.
    pub header: Option<Header>,
    /// What follows, in the order of the file. Order carries no meaning.
    pub items: Vec<Item>,
}

/// `formula NAME` (or `scenario NAME over F`) with its notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The name of the formula.
    pub name: Ident,
    /// For a scenario: the formula it overlays.
    pub over: Option<Ident>,
    /// `unpublished`: its inputs and derivations are not published, only its results.
    pub unpublished: bool,
    /// Title, citation.
    pub notes: Notes,
    /// The whole header.
    pub span: Span,
}

/// What may be attached to any definition: `title en "…" sq "…" sr "…"`, `cites "…"`,
/// `derived "…"`, `estimated because "…"`, `assumed because "…"`; the last four may also be said in
/// several languages. They follow at the end of the line or, indented, on the lines below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    /// Labels by language: (`en` | `sq` | `sr`, text). Serbian is written in Cyrillic.
    pub titles: Vec<(Ident, Text)>,
    /// `cites "…"`, as often as there are sources.
    pub cites: Vec<Wording>,
    /// `derived "…"`, `estimated because "…"` or `assumed because "…"`.
    pub standing: Option<StandingNote>,
}

/// Where a value comes from when no law states it.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingNote {
    /// Derived, estimated or assumed.
    pub kind: StandingKind,
    /// The reason.
    pub reason: Wording,
    /// The whole note.
    pub span: Span,
}

/// The kinds of standing that a formula file states besides `cites`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingKind {
    /// `derived "…"`: by arithmetic from figures that were read.
    Derived,
    /// `estimated because "…"`: filled by a rule because no figure was found.
    Estimated,
    /// `assumed because "…"`: no source was found.
    Assumed,
}

/// A definition at the top level or inside an `each` chapter.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `use costing.standard_cost as cost`
    Use(Use),
    /// `table …`
    Table(Table),
    /// `category …`
    Category(Category),
    /// `param …`
    Param(Param),
    /// `bands …`, `slices …`, `points …`
    Scale(Scale),
    /// `function …`
    Function(Function),
    /// `let …` and `result …`
    Definition(Definition),
    /// `check …` and `warn …`
    Check(Check),
    /// `each TABLE` with its chapter
    Each(Each),
    /// `set …` and `replace …` of a scenario
    Overlay(Overlay),
}

/// `use FORMULA.RESULT [as NAME]`
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The other formula.
    pub formula: Ident,
    /// Its result.
    pub result: Ident,
    /// The name here, if another.
    pub alias: Option<Ident>,
    /// The whole item.
    pub span: Span,
}

/// `table NAME` with its columns, or `table NAME for each A and B`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: Ident,
    /// The tables of a cross product; empty for an ordinary table.
    pub product: Vec<Ident>,
    /// Columns and references in the order of the file.
    pub columns: Vec<Column>,
    /// Title, citation.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// One column of a table: `key code : text`, `population : person`,
/// `clients by age_group : person`, `-> household`, `cares_for -> person optional`.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name; for `-> household` the name of the table.
    pub name: Ident,
    /// What it holds.
    pub kind: ColumnKind,
    /// `by CATEGORY`: a family of columns.
    pub family: Option<Ident>,
    /// `key …`
    pub key: bool,
    /// `… optional`
    pub optional: bool,
    /// `… protected`: counts persons of a vulnerable group.
    pub protected: bool,
    /// `from decided FORMULA.RESULT [for the year before]`
    pub decided: Option<Decided>,
    /// Title, citation.
    pub notes: Notes,
    /// The whole line.
    pub span: Span,
}

/// Where an adopted amount of an earlier run is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The formula whose decision is read.
    pub formula: Ident,
    /// Its result.
    pub result: Ident,
    /// `for the year before`
    pub year_before: bool,
    /// The whole clause.
    pub span: Span,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnKind {
    /// `text`
    Text,
    /// `date`
    Date,
    /// `yes/no`, written `bool`
    Bool,
    /// A number with its unit; the unit of a plain number is written `number`.
    Number(UnitExpr),
    /// `employed | jobseeker | pupil`
    OneOf(Vec<Ident>),
    /// `-> TABLE`
    Reference(Ident),
}

/// A unit as written: `EUR/place/year`, `%`, `number`.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitExpr {
    /// Factors with their powers (`EUR/m2/month` is EUR 1, m2 -1, month -1). Empty for `number`.
    pub factors: Vec<(Ident, i8)>,
    /// Whether it is `%`.
    pub percent: bool,
    /// Where it stands.
    pub span: Span,
}

/// `category NAME = a, b, c` or `category NAME` with columns and rows separated by `|`.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// Its name.
    pub name: Ident,
    /// Further columns of the category, with type.
    pub columns: Vec<Column>,
    /// The rows: the member's name and one value a column.
    pub rows: Vec<(Ident, Vec<Expr>)>,
    /// Title, citation.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `param NAME [by CATEGORY] [: UNIT]` with dated values.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// The categories it is indexed by.
    pub by: Vec<Ident>,
    /// Its type; inferred from the value when not written.
    pub kind: Option<ColumnKind>,
    /// Values in the order of the file.
    pub values: Vec<DatedValue>,
    /// Title and whatever is not said for one value alone.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `since DATE = VALUE …` or `repealed since DATE`
#[derive(Debug, Clone, PartialEq)]
pub struct DatedValue {
    /// The first day on which it holds.
    pub since: Date,
    /// Where the date stands.
    pub since_span: Span,
    /// The value, one a member of the category, or its end.
    pub value: ParamValue,
    /// Citation or standing of this value.
    pub notes: Notes,
    /// The whole clause.
    pub span: Span,
}

/// The value of a parameter from a date on.
#[derive(Debug, Clone, PartialEq)]
pub enum ParamValue {
    /// `= 30%`: a literal, or arithmetic on literals.
    One(Expr),
    /// Lines `AC : 3.421%`, one a member.
    Each(Vec<MemberLine>),
    /// `repealed since DATE`
    Repealed,
}

/// `AC : 3.421%`, or `AC, child : 5` for two categories.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberLine {
    /// One name a category.
    pub members: Vec<Ident>,
    /// The value: a literal, or arithmetic on literals.
    pub value: Expr,
    /// What a scenario put in the place of the value; none as the parser gives it.
    pub set: Option<Box<SetValue>>,
}

/// The value of one member as a scenario sets it.
#[derive(Debug, Clone, PartialEq)]
pub struct SetValue {
    /// The value.
    pub value: Expr,
    /// Its standing.
    pub notes: Notes,
}

/// `bands`, `slices` or `points`: a dated table from one number to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Which of the three.
    pub kind: ScaleKind,
    /// Its name, used like a function.
    pub name: Ident,
    /// `(members : person)`
    pub argument: Parameter,
    /// `-> EUR/month`
    pub unit: UnitExpr,
    /// One table a date; an undated scale has one without date.
    pub versions: Vec<ScaleVersion>,
    /// Title, citation.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// Whole value at one rate, each slice at its own, or straight lines between points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// The whole value gets the rate of its band.
    Bands,
    /// Each slice gets its own rate.
    Slices,
    /// Straight lines between points.
    Points,
}

/// A scale from a date on.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleVersion {
    /// The first day on which it holds.
    pub since: Option<Date>,
    /// Its lines.
    pub lines: Vec<ScaleLine>,
    /// For points: `flat outside` (true) or `error outside` (false).
    pub flat_outside: bool,
    /// Citation or standing.
    pub notes: Notes,
    /// The whole version.
    pub span: Span,
}

/// One line of a scale: `up to 10 188 : 0.6`, `below 5 : 1`, `above : 4`, `at 3 : 2`.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleLine {
    /// The edge.
    pub edge: Edge,
    /// The rate, amount or height.
    pub value: Expr,
    /// The whole line.
    pub span: Span,
}

/// The edge of a band, slice or point.
#[derive(Debug, Clone, PartialEq)]
pub enum Edge {
    /// `up to x`: x belongs to it.
    UpTo(Expr),
    /// `below x`: x belongs to the next.
    Below(Expr),
    /// `above`: all the rest.
    Above,
    /// `at x`: a point.
    At(Expr),
}

/// A named argument with its unit: `price : EUR`.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub kind: ColumnKind,
}

/// `function NAME(ARGUMENTS) -> UNIT = EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: Ident,
    /// Its arguments.
    pub arguments: Vec<Parameter>,
    /// What it returns.
    pub returns: Option<ColumnKind>,
    /// Its body.
    pub body: Expr,
    /// Title, citation.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `let NAME [: TYPE] = EXPR` or `result NAME : UNIT = EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: Ident,
    /// `result`: exported.
    pub result: bool,
    /// Its type where written.
    pub kind: Option<ColumnKind>,
    /// Its rule.
    pub body: Expr,
    /// Title, citation, standing.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `check EXPR` stops a run, `warn EXPR` annotates it.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// `check` rather than `warn`.
    pub stops: bool,
    /// What must be true.
    pub condition: Expr,
    /// Title (what it means to a person), citation.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `each TABLE` and the definitions below it, which have one value a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Each {
    /// The table.
    pub table: Ident,
    /// Definitions and checks of the chapter.
    pub items: Vec<Item>,
    /// The whole chapter.
    pub span: Span,
}

/// One line of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// `set NAME = VALUE`: a parameter; `set NAME[MEMBER] = VALUE`: one of its values, with one
    /// member for each category that it goes by.
    SetParam(Ident, Vec<Ident>, Expr, Span),
    /// `set TABLE.COLUMN = EXPR [where C]`: an input column; C before EXPR here.
    SetColumn(Ident, Ident, Option<Expr>, Expr, Span),
    /// `replace let NAME = EXPR`: a definition.
    Replace(Definition),
}
