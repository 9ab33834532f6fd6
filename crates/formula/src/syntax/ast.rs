//! The tree of a formula file, exactly as written: nothing is resolved, everything has its place.

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
    /// Title, citation.
    pub notes: Notes,
    /// The whole header.
    pub span: Span,
}

/// What may be attached to any definition: `title en "…" sq "…" sr "…"`, `cites "…"`,
/// `derived "…"`, `estimated because "…"`, `assumed because "…"`. They follow at the end of the line or, indented, on the
/// lines below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    /// Labels by language: (`en` | `sq` | `sr`, text). Serbian is written in Cyrillic.
    pub titles: Vec<(Ident, Text)>,
    /// `cites "…"`, as often as there are sources.
    pub cites: Vec<Text>,
    /// `derived "…"`, `estimated because "…"` or `assumed because "…"`.
    pub standing: Option<StandingNote>,
}

/// Where a value comes from when no law states it.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingNote {
    /// Derived, estimated or assumed.
    pub kind: StandingKind,
    /// The reason.
    pub reason: Text,
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

/// One column of a table: `key code : text`, `population : person`, `clients by age_group : person`,
/// `-> household`, `cares_for -> person optional`.
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
    /// Lines `AC : 3.421%`, one a member (two names for two categories).
    Each(Vec<(Vec<Ident>, Expr)>),
    /// `repealed since DATE`
    Repealed,
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
    /// `set NAME = VALUE`: a parameter.
    SetParam(Ident, Expr, Span),
    /// `set TABLE.COLUMN [where C] = EXPR`: an input column.
    SetColumn(Ident, Ident, Option<Expr>, Expr, Span),
    /// `replace let NAME = EXPR`: a definition.
    Replace(Definition),
}

/// An expression with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// A number as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberLiteral {
    /// Digits, sign excluded, spaces removed, decimal point kept: `10188`, `0.25`.
    pub digits: String,
    /// Whether `%` follows.
    pub percent: bool,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A number with an optional unit: `580 790 947`, `30%`, `102%`, `70 EUR/person/month`.
    Number(NumberLiteral, Option<UnitExpr>),
    /// `"text"`
    Text(String),
    /// `2025-01-01`
    Date(Date),
    /// `true` or `false`
    Bool(bool),
    /// A name: this row's, else the national one, else a member of a category.
    Name(Ident),
    /// `reference.column`, `paid.basic`, `state.part`
    Field(Box<Expr>, Ident),
    /// `wage[service.grade]`, `t[a, b]`, `clients[g]`, `requirement[2019 to 2024]`
    Index(Box<Expr>, Vec<IndexArgument>),
    /// `f(x, y)`: a function, a scale, `min`, `max`, `abs`, `log`, `exp`, `age`, `year` …
    Call(Ident, Vec<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// `a + b` and so on
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// `x between a and b`, both edges in
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x in (a, b, c)`
    OneOf(Box<Expr>, Vec<Expr>),
    /// `x is known` (true) or `x is missing` (false)
    IsKnown(Box<Expr>, bool),
    /// `x is at its floor`, `x is at its cap`, `x is fixed`, `x is free`
    IsAt(Box<Expr>, Bound),
    /// `x otherwise y`
    Otherwise(Box<Expr>, Box<Expr>),
    /// `x in EUR/m2/year`
    Convert(Box<Expr>, UnitExpr),
    /// `pool at 2024-01-01`
    At(Box<Expr>, Box<Expr>),
    /// `if c then a else b`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `first of` / `exactly one of` with lines `value when condition` and `value otherwise`
    FirstOf(Box<FirstOf>),
    /// `any of` / `all of` with one condition a line
    Conditions(Quantifier, Vec<Expr>),
    /// `sum(…)`, `count(…)` …
    Aggregate(Box<Aggregate>),
    /// `rank(x, largest first [per k])`
    Rank(Box<Rank>),
    /// `x in top 20% [per k]` (or `bottom`)
    InTop(Box<InTop>),
    /// `share POOL by WEIGHT …`
    Share(Box<Share>),
    /// `fill X: a up to p, then b up to q`
    Fill(Box<Fill>),
    /// `round(x to u, mode) …`
    Round(Box<Round>),
    /// `solve x from a to b step s so that c`
    Solve(Box<Solve>),
    /// `x with rate = r`
    With(Box<Expr>, Vec<(Ident, Expr)>),
    /// What could not be read; a diagnostic was given, and nothing more is said about it.
    Error,
}

/// One argument between brackets.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexArgument {
    /// One member or value.
    One(Expr),
    /// `2019 to 2024`
    Range(Expr, Expr),
}

/// Operators between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `=`
    Equal,
    /// `<>`, also `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `and`
    And,
    /// `or`
    Or,
}

/// What `is at its …` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// At the lower limit.
    Floor,
    /// At the upper limit.
    Cap,
    /// Decided singly.
    Fixed,
    /// Neither.
    Free,
}

/// `first of` and `exactly one of`.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstOf {
    /// `exactly one of`: fails unless one condition holds.
    pub exactly: bool,
    /// `value when condition` (or `value when not condition`).
    pub cases: Vec<(Expr, Expr)>,
    /// `value otherwise`
    pub otherwise: Option<Expr>,
}

/// `any of` or `all of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// An aggregate with its clauses.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// Which one.
    pub function: AggregateFunction,
    /// Where its name stands.
    pub name_span: Span,
    /// What is aggregated; absent in `count(its person)`.
    pub value: Option<Expr>,
    /// `percentile(x, 25%)`: the second argument.
    pub argument: Option<Expr>,
    /// `mean(x weighted by w)`
    pub weight: Option<Expr>,
    /// Over which rows.
    pub rows: Rows,
    /// `where C`
    pub filter: Option<Expr>,
    /// `dropping 1 at each end`
    pub dropping: Option<Expr>,
}

/// The rows an aggregate runs over.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// Nothing written: the rows of the chapter's table, or of the only table with that name.
    All,
    /// `over T` (in `over T g` with a name for the member)
    Over(Ident, Option<Ident>),
    /// `its T [by reference]`, also written `over its T`
    Its(Ident, Option<Ident>),
    /// `per k`: the rows of the same table with this row's k
    Per(Box<Expr>),
}

/// The aggregates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateFunction {
    /// Sum.
    Sum,
    /// Arithmetic mean (weighted when so said).
    Mean,
    /// Median.
    Median,
    /// Percentile.
    Percentile,
    /// Least. Also `min(a, b)` of several values.
    Min,
    /// Greatest. Also `max(a, b)` of several values.
    Max,
    /// Number of rows.
    Count,
    /// Every row.
    Every,
    /// Some row.
    Some,
    /// No row.
    No,
    /// Standard deviation of the population.
    Deviation,
}

/// `rank(x, largest first)` or `rank(x, smallest first)`
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    /// What is ranked.
    pub value: Expr,
    /// Largest first rather than smallest first.
    pub largest_first: bool,
    /// `per k`
    pub per: Option<Expr>,
    /// `where C`
    pub filter: Option<Expr>,
}

/// `x in top 20%`
#[derive(Debug, Clone, PartialEq)]
pub struct InTop {
    /// What is compared.
    pub value: Expr,
    /// Top rather than bottom.
    pub top: bool,
    /// How many: `20%`, or `10` rows.
    pub amount: Expr,
    /// `per k`
    pub per: Option<Expr>,
    /// `where C`
    pub filter: Option<Expr>,
}

/// `share POOL by WEIGHT [where C] [per k] [fixed V where C]… [at least L] [at most U]`
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What is shared.
    pub pool: Expr,
    /// In proportion to what.
    pub weight: Expr,
    /// `where C`: rows outside get 0.
    pub filter: Option<Expr>,
    /// `per k`: one pool a group.
    pub per: Option<Expr>,
    /// `fixed V where C`: the first that matches holds.
    pub fixed: Vec<(Expr, Expr)>,
    /// `at least L`
    pub floor: Option<Expr>,
    /// `at most U`
    pub cap: Option<Expr>,
    /// `if short, floors in proportion`
    pub if_short_in_proportion: bool,
    /// `if over, leave the rest`
    pub if_over_leave_rest: bool,
    /// `in rounds`: the order of work that a law states.
    pub in_rounds: bool,
}

/// `fill X: a up to p, then b up to q`
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// What is poured.
    pub amount: Expr,
    /// The vessels in order, each with its limit.
    pub steps: Vec<(Ident, Expr)>,
}

/// `round(x to UNIT [, MODE] [keeping sum [per k]] [, ties by e [descending]] [within bounds])`
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// What is rounded.
    pub value: Expr,
    /// To which multiple: `0.01 EUR`.
    pub to: Expr,
    /// How.
    pub mode: RoundMode,
    /// `keeping sum`
    pub keeping_sum: bool,
    /// `per k` after `keeping sum`
    pub per: Option<Expr>,
    /// `ties by e` with whether descending
    pub ties: Vec<(Expr, bool)>,
    /// `within bounds`
    pub within_bounds: bool,
}

/// Modes of rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RoundMode {
    /// Half away from zero, which is what is meant when nothing is said.
    #[default]
    HalfAwayFromZero,
    /// `half even`
    HalfEven,
    /// `up`: away from zero
    Up,
    /// `down`: towards zero
    Down,
    /// `floor`: towards minus infinity
    Floor,
    /// `ceiling`: towards plus infinity
    Ceiling,
}

/// `solve NAME from A to B step S so that CONDITION`
#[derive(Debug, Clone, PartialEq)]
pub struct Solve {
    /// The unknown.
    pub name: Ident,
    /// First step.
    pub from: Expr,
    /// Last step.
    pub to: Expr,
    /// Step.
    pub step: Expr,
    /// `TOTAL = TARGET`
    pub target: Expr,
}
