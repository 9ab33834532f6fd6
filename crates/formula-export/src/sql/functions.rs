//! The functions (PostgreSQL) and macros (DuckDB) that a script defines for itself: the arithmetic
//! of the engine, where the database's own is another one.

use super::Dialect;

/// A function that a script may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    /// 34 digits, half even.
    Digits34,
    /// Quotient.
    Over,
    /// Order of numbers.
    Compare,
    /// Counted in a unit and settled.
    Settled,
    /// The next whole number.
    Whole,
    /// Rounding.
    RoundTo,
    /// The lesser and the greater of two.
    Outer,
    /// Ends the script with a sentence.
    Refuse,
    /// Powers, roots, logarithms.
    Powers,
    /// The value part of the way through sorted values.
    Percentile,
    /// The spread about the mean.
    Deviation,
    /// Sorted values without the first and the last.
    Dropping,
    /// Sums and means of lists.
    Lists,
    /// Dates by months and years, and completed years.
    Dates,
    /// Long division of decimals.
    Quotient,
    /// Order of decimals.
    CompareFixed,
    /// Rounding of decimals.
    RoundFixed,
}

impl Helper {
    /// Those that it is built on itself.
    pub(super) fn needs(self, dialect: Dialect) -> &'static [Helper] {
        match (dialect, self) {
            (Dialect::Postgres, Helper::Over | Helper::Powers) => &[Helper::Digits34],
            (Dialect::Postgres, Helper::Settled) => &[Helper::Over],
            (Dialect::Postgres, Helper::RoundTo) => {
                &[Helper::Digits34, Helper::Settled, Helper::Whole]
            }
            (Dialect::Postgres, Helper::Percentile) => &[Helper::Digits34],
            (Dialect::Postgres, Helper::Lists) => &[Helper::Digits34, Helper::Over],
            (Dialect::Postgres, Helper::Deviation) => &[Helper::Over, Helper::Powers],
            (Dialect::DuckDb, Helper::RoundTo) => &[Helper::Settled, Helper::Whole],
            _ => &[],
        }
    }

    /// Its definition.
    pub(super) fn text(self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Postgres => self.for_postgres(),
            Dialect::DuckDb => self.for_duckdb(),
        }
    }

    fn for_postgres(self) -> &'static str {
        match self {
            Helper::Digits34 => include_str!("postgres/digits34.sql"),
            Helper::Over => include_str!("postgres/over.sql"),
            Helper::Compare => include_str!("postgres/compare.sql"),
            Helper::Settled => include_str!("postgres/settled.sql"),
            Helper::Whole => include_str!("postgres/whole.sql"),
            Helper::RoundTo => include_str!("postgres/round_to.sql"),
            Helper::Outer => include_str!("postgres/outer.sql"),
            Helper::Refuse => include_str!("postgres/refuse.sql"),
            Helper::Powers => include_str!("postgres/powers.sql"),
            Helper::Percentile => include_str!("postgres/percentile.sql"),
            Helper::Deviation => include_str!("postgres/deviation.sql"),
            Helper::Dropping => include_str!("postgres/dropping.sql"),
            Helper::Lists => include_str!("postgres/lists.sql"),
            Helper::Dates => include_str!("postgres/dates.sql"),
            Helper::Quotient | Helper::CompareFixed | Helper::RoundFixed => "",
        }
    }

    fn for_duckdb(self) -> &'static str {
        match self {
            Helper::Over => include_str!("duckdb/over.sql"),
            Helper::Compare => include_str!("duckdb/compare.sql"),
            Helper::Settled => include_str!("duckdb/settled.sql"),
            Helper::Whole => include_str!("duckdb/whole.sql"),
            Helper::RoundTo => include_str!("duckdb/round_to.sql"),
            Helper::Outer => include_str!("duckdb/outer.sql"),
            Helper::Percentile => include_str!("duckdb/percentile.sql"),
            Helper::Deviation => include_str!("duckdb/deviation.sql"),
            Helper::Dropping => include_str!("duckdb/dropping.sql"),
            Helper::Lists => include_str!("duckdb/lists.sql"),
            Helper::Dates => include_str!("duckdb/dates.sql"),
            Helper::Quotient => include_str!("duckdb/quotient.sql"),
            Helper::CompareFixed => include_str!("duckdb/compare_fixed.sql"),
            Helper::RoundFixed => include_str!("duckdb/round_fixed.sql"),
            Helper::Digits34 | Helper::Refuse | Helper::Powers => "",
        }
    }
}
