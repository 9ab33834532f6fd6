//! Expressions as written.

use super::{Ident, UnitExpr};
use crate::diagnostic::Span;
use jiff::civil::Date;

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
