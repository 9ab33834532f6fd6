//! Typed expressions.

use super::{
    ChoiceId, ColumnId, Constant, DefinitionId, FunctionId, ParamId, ScaleId, TableId, Type, UseId,
};
use crate::diagnostic::Span;
use crate::number::Decimal;
use crate::syntax::ast::{AggregateFunction, BinaryOperator, Bound, Quantifier, RoundMode};

/// A typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Type,
    /// Whether its value may be absent by declaration.
    pub optional: bool,
    /// Whether it has one value a row of the surrounding table (else one for the country).
    pub per_row: bool,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a typed expression. Inner expressions stand in the same row unless said otherwise.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Constant(Constant),
    /// A word of a list.
    Choice(ChoiceId, u32),
    /// This row's cell.
    Column(TableId, ColumnId),
    /// A definition: this row's, or the national one.
    Definition(DefinitionId),
    /// A result of another formula: this row's, or the national one.
    Use(UseId),
    /// A parameter on the day of the run, or on another day.
    Param(ParamId, Option<Box<Expr>>),
    /// A parameter by category on the day of the run, or on another day: one expression for each
    /// category that it is indexed by, which names the member.
    ParamOf(ParamId, Option<Box<Expr>>, Vec<Expr>),
    /// This row itself.
    This(TableId),
    /// A row of a category, by its place.
    Member(TableId, u32),
    /// `t[a, b]`: the row of a cross table at which the given rows of its tables meet.
    Lookup(TableId, Vec<Expr>),
    /// `family[k]` with a member that only the data tells: one value for each member of the
    /// category, of which the first expression chooses.
    Pick(Box<Expr>, Vec<Expr>),
    /// `reference.x`: the second stands in the row that the first names.
    Follow(Box<Expr>, TableId, Box<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// Arithmetic, comparison, `and`, `or`.
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// `x between a and b`
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x in (a, b)`
    OneOf(Box<Expr>, Vec<Expr>),
    /// `x is known` or `x is missing`
    IsKnown(Box<Expr>, bool),
    /// `x is at its floor`; x is a definition whose body is a share
    IsAt(DefinitionId, Bound),
    /// `x otherwise y`
    Otherwise(Box<Expr>, Box<Expr>),
    /// A day, later (or earlier, when so said) by a whole number of days, months or years, which is
    /// told by the unit of the second. Months and years end within the month: 31 January and a
    /// month is the last day of February.
    ShiftDate {
        /// The day.
        date: Box<Expr>,
        /// By how much.
        by: Box<Expr>,
        /// Whether it goes back.
        back: bool,
    },
    /// The number of days from the second day to the first.
    DaysBetween(Box<Expr>, Box<Expr>),
    /// A unit turned into another by an exact fraction (times, over).
    Convert(Box<Expr>, i64, i64),
    /// `if`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `first of`, `exactly one of`: (value, condition)
    FirstOf {
        /// Fails unless one condition holds.
        exactly: bool,
        /// Value and condition.
        cases: Vec<(Expr, Expr)>,
        /// Otherwise.
        otherwise: Option<Box<Expr>>,
    },
    /// `any of`, `all of`
    Conditions(Quantifier, Vec<Expr>),
    /// A built-in function.
    Call(Builtin, Vec<Expr>),
    /// A scale.
    Scale(ScaleId, Box<Expr>),
    /// A function of the formula with its arguments, and its body with the arguments in place. Only
    /// the body is worked out; the call is what a person reads.
    Apply(FunctionId, Vec<Expr>, Box<Expr>),
    /// An aggregate.
    Aggregate(Box<Aggregate>),
    /// An aggregate over the members of a category, written out: one term a member, all in the same
    /// row.
    Fold(Box<Fold>),
    /// The place of this row in an order.
    Rank(Box<Rank>),
    /// Whether this row is among the first or last of an order.
    InTop(Box<InTop>),
    /// What one vessel of a waterfall takes, by place; none for what is left over.
    FillPart(Box<Fill>, Option<usize>),
    /// The first step at which a total reaches a target.
    Solve(Box<Solve>),
    /// A value as it would be with other parameters or definitions.
    With(Box<Expr>, Vec<(Varied, Expr)>),
    /// A share; it has one value a row.
    Share(Box<Share>),
    /// Rounding.
    Round(Box<Round>),
}

/// Built-in functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// Least of several values.
    Min,
    /// Greatest of several values.
    Max,
    /// Without its sign.
    Abs,
    /// Natural logarithm.
    Log,
    /// e to the power.
    Exp,
    /// Square root.
    Sqrt,
    /// Completed years since a date.
    Age,
    /// The year of a date.
    Year,
}

/// An aggregate.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// Which.
    pub function: AggregateFunction,
    /// The table it runs over.
    pub table: TableId,
    /// Which of its rows.
    pub rows: RowSet,
    /// What is aggregated, in a row of `table`; absent in `count`.
    pub value: Option<Expr>,
    /// Weight, in a row of `table`.
    pub weight: Option<Expr>,
    /// Argument (percentile), in the outer row.
    pub argument: Option<Expr>,
    /// Which rows count, in a row of `table`.
    pub filter: Option<Expr>,
    /// `dropping n at each end`: so many of the least and of the greatest are left out.
    pub dropping: Option<Expr>,
    /// Tells apart aggregates that were written once and stand in several terms of a [`Fold`];
    /// zero for all others. Place and instance together identify an aggregate.
    pub instance: u32,
}

/// An aggregate over the members of a category.
#[derive(Debug, Clone)]
pub struct Fold {
    /// Which.
    pub function: AggregateFunction,
    /// One for each member that is gone through.
    pub terms: Vec<FoldTerm>,
    /// Argument (percentile).
    pub argument: Option<Expr>,
    /// `dropping n at each end`
    pub dropping: Option<Expr>,
}

/// What one member brings to a [`Fold`].
#[derive(Debug, Clone)]
pub struct FoldTerm {
    /// The category and the place of the member.
    pub member: (TableId, u32),
    /// What is aggregated; absent in `count`.
    pub value: Option<Expr>,
    /// Its weight.
    pub weight: Option<Expr>,
    /// Whether it counts.
    pub filter: Option<Expr>,
}

/// `rank(x, largest first)`: one and the number of rows that come strictly before; equal values
/// have equal ranks.
#[derive(Debug, Clone)]
pub struct Rank {
    /// The table whose rows are ranked.
    pub table: TableId,
    /// What is ranked.
    pub value: Expr,
    /// Largest first rather than smallest first.
    pub largest_first: bool,
    /// One order a group.
    pub per: Option<Expr>,
    /// Which rows take part; the others have no rank, and ask for none.
    pub filter: Option<Expr>,
}

/// `x in top 20%`: all rows that tie at the edge are in.
#[derive(Debug, Clone)]
pub struct InTop {
    /// The table whose rows are compared.
    pub table: TableId,
    /// What is compared.
    pub value: Expr,
    /// Top rather than bottom.
    pub top: bool,
    /// How many: a part of the rows that take part, or a number of rows.
    pub amount: Expr,
    /// Whether `amount` is a part (`20%`) rather than a number of rows.
    pub is_part: bool,
    /// One order a group.
    pub per: Option<Expr>,
    /// Which rows take part; the others are not in.
    pub filter: Option<Expr>,
}

/// `fill X: a up to p, then b up to q`
#[derive(Debug, Clone)]
pub struct Fill {
    /// What is poured.
    pub amount: Expr,
    /// The vessels in order: name and limit.
    pub vessels: Vec<(String, Expr)>,
}

/// What is varied by `with` or sought by `solve`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Varied {
    /// A parameter.
    Param(ParamId),
    /// A definition of the country; whatever rests on it is worked out anew.
    Definition(DefinitionId),
}

/// `solve NAME from A to B step S so that TOTAL = TARGET`
#[derive(Debug, Clone)]
pub struct Solve {
    /// The unknown.
    pub unknown: Varied,
    /// First step.
    pub from: Expr,
    /// Last step at the most.
    pub to: Expr,
    /// Step, above zero.
    pub step: Expr,
    /// What is to reach the target; rises or falls steadily with the unknown.
    pub total: Expr,
    /// The target.
    pub target: Expr,
}

/// The rows of an aggregate.
#[derive(Debug, Clone)]
pub enum RowSet {
    /// All rows of the table.
    All,
    /// The rows that refer to this row by that column.
    Its(ColumnId),
    /// The rows with the same value as this row's.
    Per(Box<Expr>),
}

/// `share`
#[derive(Debug, Clone)]
pub struct Share {
    /// The table it runs over.
    pub table: TableId,
    /// What is shared (a value of the group when `per` is said).
    pub pool: Expr,
    /// In proportion to what.
    pub weight: Expr,
    /// Which rows take part.
    pub filter: Option<Expr>,
    /// One pool a group.
    pub per: Option<Expr>,
    /// Rows decided singly: value and condition.
    pub fixed: Vec<(Expr, Expr)>,
    /// Lower limit.
    pub floor: Option<Expr>,
    /// Upper limit.
    pub cap: Option<Expr>,
    /// `if short, floors in proportion`
    pub if_short_in_proportion: bool,
    /// `if over, leave the rest`
    pub if_over_leave_rest: bool,
    /// `in rounds`: floors and caps are pinned round by round, as some laws order it.
    pub in_rounds: bool,
}

/// `round`
#[derive(Debug, Clone)]
pub struct Round {
    /// What is rounded.
    pub value: Expr,
    /// The unit of rounding, a positive constant in the unit of the value.
    pub to: Decimal,
    /// How.
    pub mode: RoundMode,
    /// `keeping sum`
    pub keeping_sum: bool,
    /// `per k`
    pub per: Option<Expr>,
    /// Order among equal remainders: expression and whether descending.
    pub ties: Vec<(Expr, bool)>,
    /// `within bounds`: the share whose limits each rounded row keeps to.
    pub within: Option<Box<Share>>,
}
