//! Arithmetic in the words of each database.
//!
//! PostgreSQL does what the engine does, to the last digit: each operation is exact and then
//! rounded to 34 digits. DuckDB does it in decimals where their 38 digits are proved to be enough
//! (`fixed`), else in doubles.

use super::Dialect;
use super::functions::Helper;
use super::range::{Fixed, Known};
use super::sql_text::{Held, Sql};
use super::writer::Writer;
use formula::number::{Decimal, Number};
use formula::syntax::ast::{BinaryOperator, RoundMode};

/// The operations that the engine rounds each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
}

impl Operation {
    fn sign(self) -> &'static str {
        match self {
            Operation::Add => "+",
            Operation::Subtract => "-",
            Operation::Multiply => "*",
        }
    }

    pub(super) fn of(self, a: Decimal, b: Decimal) -> Option<Decimal> {
        match self {
            Operation::Add => a.add(b),
            Operation::Subtract => a.sub(b),
            Operation::Multiply => a.mul(b),
        }
        .ok()
    }
}

/// The words by which the helpers know a mode.
pub(super) fn mode_words(mode: RoundMode) -> &'static str {
    match mode {
        RoundMode::HalfAwayFromZero => "half away from zero",
        RoundMode::HalfEven => "half even",
        RoundMode::Up => "up",
        RoundMode::Down => "down",
        RoundMode::Floor => "floor",
        RoundMode::Ceiling => "ceiling",
    }
}

impl Sql {
    /// What is known about a number.
    pub(super) fn known_range(&self) -> Known {
        match &self.held {
            Held::Literal(number) => Known::between(*number, *number),
            Held::Double(known) => *known,
            Held::Fixed(fixed) => fixed.known(),
            Held::NoNumber | Held::Numeric => Known::default(),
        }
    }

    /// How it is held as a decimal of DuckDB.
    pub(super) fn fixed(&self) -> Option<Fixed> {
        match &self.held {
            Held::Literal(number) => Fixed::exact(*number),
            Held::Fixed(fixed) => Some(*fixed),
            Held::NoNumber | Held::Numeric | Held::Double(_) => None,
        }
    }

    /// The number that it is, if the formula writes it.
    pub(super) fn literal(&self) -> Option<Decimal> {
        match &self.held {
            Held::Literal(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.literal().is_some_and(Decimal::is_zero)
    }
}

impl Writer<'_> {
    /// A number that the formula writes.
    pub(super) fn number(&self, number: Decimal) -> Sql {
        let text = number.to_canonical();
        let tight = !number.is_negative();
        Sql { held: Held::Literal(number), ..Sql::plain(text, tight).known() }
    }

    /// A number in PostgreSQL, or a double.
    pub(super) fn in_full(&self, text: String, tight: bool) -> Sql {
        let held = match self.dialect {
            Dialect::Postgres => Held::Numeric,
            Dialect::DuckDb => Held::Double(Known::default()),
        };
        Sql { held, ..Sql::plain(text, tight) }
    }

    /// As a value of a column or an argument: literals get their type.
    pub(super) fn typed(&self, sql: &Sql) -> Sql {
        let Held::Literal(number) = sql.held else { return sql.clone() };
        match self.dialect {
            Dialect::Postgres => {
                let text = format!("{}::numeric", sql.beside());
                Sql { text, tight: true, held: Held::Numeric, ..sql.clone() }
            }
            Dialect::DuckDb => match Fixed::exact(number) {
                Some(fixed) => self.as_fixed(sql, fixed.scale),
                None => self.as_double(sql),
            },
        }
    }

    /// As a double.
    pub(super) fn as_double(&self, sql: &Sql) -> Sql {
        let known = sql.known_range();
        let (text, tight) = match &sql.held {
            Held::Literal(number) => (format!("{}e0", number.to_canonical()), sql.tight),
            Held::Fixed(_) => (format!("{}::double", sql.beside()), true),
            Held::NoNumber | Held::Numeric | Held::Double(_) => (sql.text.clone(), sql.tight),
        };
        Sql { text, tight, held: Held::Double(known), ..sql.clone() }
    }

    /// `a + b`, `a - b`, `a * b`.
    pub(super) fn operate(&mut self, operation: Operation, a: &Sql, b: &Sql) -> Sql {
        if let (Some(x), Some(y)) = (a.literal(), b.literal())
            && let Some(number) = operation.of(x, y)
        {
            return self.number(number);
        }
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Digits34);
                let sign = operation.sign();
                self.in_full(format!("pg_temp.n({} {sign} {})", a.beside(), b.beside()), true)
            }
            Dialect::DuckDb => match self.operate_fixed(operation, a, b) {
                Some(fixed) => fixed,
                None => {
                    self.note_doubles(&[a, b]);
                    self.operate_doubles(operation, a, b)
                }
            },
        };
        sql.with_parts(&[a, b])
    }

    fn operate_doubles(&self, operation: Operation, a: &Sql, b: &Sql) -> Sql {
        let (a, b) = (self.as_double(a), self.as_double(b));
        let text = format!("{} {} {}", a.beside(), operation.sign(), b.beside());
        let known = Known::corners(a.known_range(), b.known_range(), |x, y| operation.of(x, y));
        Sql { held: Held::Double(known), ..Sql::plain(text, false) }
    }

    /// `a / b`
    pub(super) fn divide(&mut self, a: &Sql, b: &Sql) -> Sql {
        self.divide_within(a, b, Known::default())
    }

    /// `a / b`, of which bounds are known beforehand.
    fn divide_within(&mut self, a: &Sql, b: &Sql, known: Known) -> Sql {
        if let (Some(x), Some(y)) = (a.literal(), b.literal())
            && let Ok(number) = x.div(y)
        {
            return self.number(number);
        }
        let refuses = b.literal().is_none_or(Decimal::is_zero);
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Over);
                self.in_full(format!("pg_temp.over({}, {})", a.text, b.text), true)
            }
            Dialect::DuckDb => match self.divide_fixed(a, b, known) {
                Some(fixed) => fixed,
                None => {
                    self.note_doubles(&[a, b]);
                    self.helpers.insert(Helper::Over);
                    let (a, b) = (self.as_double(a), self.as_double(b));
                    let text = format!("\"over\"({}, {})", a.text, b.text);
                    Sql { held: Held::Double(known), ..Sql::plain(text, true) }
                }
            },
        };
        Sql { may_refuse: refuses, ..sql }.with_parts(&[a, b])
    }

    /// `a * b / c`, multiplied first and rounded once.
    pub(super) fn multiply_divide(&mut self, a: &Sql, b: &Sql, c: &Sql) -> Sql {
        self.part_of(a, b, c, Known::default())
    }

    /// The same, of which bounds are known beforehand.
    pub(super) fn part_of(&mut self, a: &Sql, b: &Sql, c: &Sql, known: Known) -> Sql {
        match self.dialect {
            Dialect::Postgres => {
                let product = format!("{} * {}", a.beside(), b.beside());
                let product = self.in_full(product, false).with_parts(&[a, b]);
                self.divide_within(&product, c, known)
            }
            Dialect::DuckDb => {
                let product = self.operate(Operation::Multiply, a, b);
                self.divide_within(&product, c, known)
            }
        }
    }

    /// `-a`
    pub(super) fn negate(&self, a: &Sql) -> Sql {
        if let Some(number) = a.literal() {
            return self.number(number.neg());
        }
        let held = match &a.held {
            Held::Fixed(f) => Held::Fixed(Fixed { low: f.high.neg(), high: f.low.neg(), ..*f }),
            Held::Double(known) => {
                Held::Double(Known { bounds: known.bounds.map(|(l, h)| (h.neg(), l.neg())) })
            }
            other => other.clone(),
        };
        Sql { held, ..Sql::plain(format!("-{}", a.beside()), false) }.with_parts(&[a])
    }

    /// The lesser (or the greater) of two numbers or days.
    pub(super) fn outer(&mut self, greater: bool, a: &Sql, b: &Sql) -> Sql {
        self.helpers.insert(Helper::Outer);
        let name = if greater { "greater" } else { "lesser" };
        if a.held == Held::NoNumber {
            let schema = self.schema();
            let text = format!("{schema}{name}({}, {})", a.text, b.text);
            return Sql::plain(text, true).with_parts(&[a, b]);
        }
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.in_full(format!("pg_temp.{name}({}, {})", a.text, b.text), true)
            }
            Dialect::DuckDb => {
                let both = self.alike(&[a.clone(), b.clone()]);
                let [a, b] = both.as_slice() else { return a.clone() };
                let held = self.common_held(&both);
                Sql { held, ..Sql::plain(format!("{name}({}, {})", a.text, b.text), true) }
            }
        };
        sql.with_parts(&[a, b])
    }

    /// A comparison of numbers, in which those that agree in their leading digits are equal.
    pub(super) fn compare(&mut self, operator: BinaryOperator, a: &Sql, b: &Sql) -> Sql {
        let sign = sign_of(operator);
        if a.is_zero() || b.is_zero() {
            // Zero equals only zero.
            let text = format!("{} {sign} {}", a.beside(), b.beside());
            return Sql::plain(text, false).with_parts(&[a, b]);
        }
        let text = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Compare);
                format!("pg_temp.cmp({}, {}) {sign} 0", a.text, b.text)
            }
            Dialect::DuckDb => match self.compare_fixed(sign, a, b) {
                Some(text) => text,
                None => {
                    self.note_doubles(&[a, b]);
                    self.helpers.insert(Helper::Compare);
                    let (a, b) = (self.as_double(a), self.as_double(b));
                    format!("cmp({}, {}) {sign} 0", a.text, b.text)
                }
            },
        };
        Sql::plain(text, false).with_parts(&[a, b])
    }

    /// `round(x to unit, mode)`
    pub(super) fn round(&mut self, x: &Sql, unit: Decimal, mode: RoundMode) -> Sql {
        if let Some(number) = x.literal()
            && let Ok(rounded) = number.round_to(unit, mode)
        {
            return self.number(rounded);
        }
        let sql = match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::RoundTo);
                let mode = match mode {
                    RoundMode::HalfAwayFromZero => String::new(),
                    other => format!(", '{}'", mode_words(other)),
                };
                let unit = unit.to_canonical();
                self.in_full(format!("pg_temp.round_to({}, {unit}{mode})", x.text), true)
            }
            Dialect::DuckDb => match self.round_fixed(x, unit, mode) {
                Some(fixed) => fixed,
                None => {
                    self.note_doubles(&[x]);
                    self.round_double(x, unit, mode)
                }
            },
        };
        sql.with_parts(&[x])
    }

    /// The exact sum of terms, rounded once.
    pub(super) fn add_up(&mut self, terms: &[Sql]) -> Sql {
        let literal: Option<Vec<Decimal>> = terms.iter().map(Sql::literal).collect();
        if let Some(Ok(total)) = literal.map(formula::number::sum::<Decimal>) {
            return self.number(total);
        }
        let parts: Vec<&Sql> = terms.iter().collect();
        match self.dialect {
            Dialect::Postgres => {
                self.helpers.insert(Helper::Digits34);
                let all: Vec<String> = terms.iter().map(Sql::beside).collect();
                self.in_full(format!("pg_temp.n({})", all.join(" + ")), true).with_parts(&parts)
            }
            Dialect::DuckDb => {
                let mut total = self.number(Decimal::ZERO);
                for (at, term) in terms.iter().enumerate() {
                    total = match at {
                        0 => term.clone(),
                        _ => self.operate(Operation::Add, &total, term),
                    };
                }
                total.with_parts(&parts)
            }
        }
    }

    /// The schema of the helpers, as it stands before their names.
    pub(super) fn schema(&self) -> &'static str {
        match self.dialect {
            Dialect::Postgres => "pg_temp.",
            Dialect::DuckDb => "",
        }
    }
}

pub(super) fn sign_of(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Equal => "=",
        BinaryOperator::NotEqual => "<>",
        BinaryOperator::Less => "<",
        BinaryOperator::LessOrEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterOrEqual => ">=",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Power => "^",
        BinaryOperator::And => "and",
        BinaryOperator::Or => "or",
    }
}
