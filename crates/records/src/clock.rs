//! The one place that asks the system what time it is.
//!
//! Only the outermost layer (the binary, a request's first function) holds a [`Clock`]; everything
//! else takes a [`Timestamp`] as a parameter.

use crate::error::Error;
use jiff::Timestamp;

/// Tells the time: the system's, or one that was set.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Fixed(Timestamp),
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Clock {
        Clock(Kind::System)
    }

    /// A clock that stands still, for tests and for repeating a day.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock(Kind::Fixed(at))
    }

    /// The time now.
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place that reads the system clock; all else takes the time as a parameter"
    )]
    pub fn now(&self) -> Timestamp {
        match self.0 {
            Kind::System => Timestamp::now(),
            Kind::Fixed(at) => at,
        }
    }
}

/// The text under which a time is stored: UTC with six decimals always, so that texts sort as
/// times do.
pub fn to_text(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// Reads a stored time.
///
/// # Errors
/// `database-value` when the text is no time.
pub fn from_text(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| Error::value("timestamp", text))
}

/// The same time without what the stored text cannot hold: whole microseconds.
pub fn to_stored_precision(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The beginning of the year 2200, in microseconds.
    const LATEST: i64 = 7_258_118_400_000_000;

    proptest! {
        /// Goal: stored times sort as the times themselves and read back unchanged.
        /// Method: two random times in the years 1970 to 2200.
        #[test]
        fn stored_text_keeps_order(a in 0_i64..LATEST, b in 0_i64..LATEST) {
            let [a, b] = [a, b].map(|at| Timestamp::from_microsecond(at).unwrap());
            prop_assert_eq!(a.cmp(&b), to_text(a).cmp(&to_text(b)));
            prop_assert_eq!(from_text(&to_text(a)).unwrap(), a);
        }
    }

    /// Goal: a set clock tells the set time. Method: ask it twice.
    #[test]
    fn fixed_clock_stands_still() {
        let at: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let clock = Clock::fixed(at);
        assert_eq!((clock.now(), clock.now()), (at, at));
    }
}
