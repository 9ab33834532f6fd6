//! Working days, in which deadlines of the law are counted, and the time on the clocks of offices.

use crate::error::Error;
use formula::words::{Language, format_date};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The clocks of the offices: an hour before universal time, two from the last Sunday of March to
/// the last of October, as the database of time zones (IANA) has it for `Europe/Belgrade`, which
/// Kosovo's clocks follow.
static OFFICES: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC));

/// What the clocks of the offices show at a moment.
pub fn office_time(at: Timestamp) -> DateTime {
    OFFICES.to_datetime(at)
}

/// A moment as people read it, on the clocks of the offices, to the minute: `25.4.2023 09:05`.
pub fn in_words(at: Timestamp, language: Language) -> String {
    let at = office_time(at);
    format!("{} {:02}:{:02}", format_date(at.date(), language), at.hour(), at.minute())
}

/// The moment at which the clocks of the offices show this; the first, where they show it twice,
/// and none beyond the years that there are.
pub fn moment_of(office_time: DateTime) -> Option<Timestamp> {
    OFFICES.to_timestamp(office_time).ok()
}

/// How sure it is that a day is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It stands in the law with its day.
    Law,
    /// It was announced for the year, as movable feasts are.
    Announced,
    /// Nobody has read it in its source yet; to be checked before a deadline rests on it.
    Assumed,
}

/// A day on which offices are closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Its name in English, Albanian and Serbian (Cyrillic).
    pub names: [String; 3],
    /// How sure it is.
    pub basis: Basis,
}

/// The holidays of some years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<Date, Holiday>,
    /// Whether every year counts as covered, with weekends alone.
    weekends_alone: bool,
}

impl Holidays {
    /// Reads the table `holiday.csv`: day, names, basis. Fields hold no comma.
    ///
    /// # Errors
    /// `database-value` with the first line that cannot be read, or a day that stands there twice.
    pub fn read(table: &str) -> Result<Holidays, Error> {
        let mut days = BTreeMap::new();
        for line in table.lines().skip(1).filter(|line| !line.trim().is_empty()) {
            let wrong = || Error::value("holiday.csv", line);
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let [day, en, sq, sr, basis, ..] = fields.as_slice() else { return Err(wrong()) };
            let basis = match *basis {
                "law" => Basis::Law,
                "announced" => Basis::Announced,
                "assumed" => Basis::Assumed,
                _ => return Err(wrong()),
            };
            let names = [en, sq, sr].map(|name| (*name).to_owned());
            let day: Date = day.parse().map_err(|_| wrong())?;
            if days.insert(day, Holiday { names, basis }).is_some() {
                return Err(wrong());
            }
        }
        Ok(Holidays { days, weekends_alone: false })
    }

    /// Weekends alone, in any year: for what no deadline rests on.
    pub fn weekends() -> Holidays {
        Holidays { days: BTreeMap::new(), weekends_alone: true }
    }

    /// The holiday on a day, if it is one.
    pub fn on(&self, day: Date) -> Option<&Holiday> {
        self.days.get(&day)
    }

    /// Whether the table speaks of the whole of a year: whoever counts beyond it would count
    /// holidays as working days.
    pub fn cover(&self, year: i16) -> bool {
        self.weekends_alone || self.days.keys().any(|day| day.year() == year)
    }

    /// Whether offices are open.
    pub fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.days.contains_key(&day)
    }
}

/// The last working day by which so many working days are left before a deadline, the day of the
/// deadline not counted: 1 is the working day before it.
///
/// None where a day of a year is met that the table does not cover.
pub fn working_days_before(deadline: Date, days: u16, holidays: &Holidays) -> Option<Date> {
    let (mut day, mut left) = (deadline, days);
    while left > 0 {
        day = day.yesterday().ok()?;
        if !holidays.cover(day.year()) {
            return None;
        }
        if holidays.is_working(day) {
            left = left.saturating_sub(1);
        }
    }
    Some(day)
}

/// The first working day on which so many working days have passed since a day, that day not
/// counted: 1 is the working day after it.
///
/// None where a day of a year is met that the table does not cover.
pub fn working_days_after(since: Date, days: u16, holidays: &Holidays) -> Option<Date> {
    let (mut day, mut left) = (since, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        if !holidays.cover(day.year()) {
            return None;
        }
        if holidays.is_working(day) {
            left = left.saturating_sub(1);
        }
    }
    Some(day)
}

/// The holidays of Kosovo that are part of the program, by `data/kosovo/holiday.csv`.
pub fn kosovo() -> &'static Holidays {
    static KOSOVO: LazyLock<Holidays> = LazyLock::new(|| {
        // A table that cannot be read covers no year; a test reads it.
        Holidays::read(include_str!("../../../data/kosovo/holiday.csv")).unwrap_or_default()
    });
    &KOSOVO
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn kosovo() -> Holidays {
        Holidays::read(include_str!("../../../data/kosovo/holiday.csv")).unwrap()
    }

    /// Goal: weekends and holidays are passed over. Method: deadlines counted on a calendar by
    /// hand: an ordinary week, 17 February, New Year with its Saturday made up on Monday.
    #[test]
    fn examples_counted_by_hand() {
        let holidays = kosovo();
        let before = |deadline, days| working_days_before(deadline, days, &holidays);
        assert_eq!(before(date(2026, 1, 5), 0), Some(date(2026, 1, 5)));
        assert_eq!(before(date(2026, 11, 27), 1), Some(date(2026, 11, 26)));
        assert_eq!(before(date(2026, 11, 30), 1), Some(date(2026, 11, 27)));
        assert_eq!(before(date(2026, 2, 18), 1), Some(date(2026, 2, 16)), "17 February");
        assert_eq!(before(date(2027, 1, 6), 1), Some(date(2027, 1, 5)));
        assert_eq!(
            before(date(2027, 1, 5), 1),
            Some(date(2026, 12, 31)),
            "New Year, Saturday made up"
        );
        assert_eq!(before(date(2026, 1, 5), 1), None, "2025 is not in the table");
    }

    /// Goal: a table that cannot be trusted is refused. Method: a wrong day, an unknown basis, a
    /// day twice, a line too short.
    #[test]
    fn wrong_tables_are_refused() {
        let head = "day,name_en,name_sq,name_sr,basis\n";
        for lines in [
            "2026-02-30,a,b,c,law",
            "2026-02-17,a,b,c,rumour",
            "2026-02-17,a,b,c,law\n2026-02-17,a,b,c,law",
            "2026-02-17,a,b",
        ] {
            assert!(Holidays::read(&format!("{head}{lines}")).is_err(), "{lines}");
        }
    }

    /// Goal: the clocks change on the last Sundays of March and October, and a moment is found
    /// again. Method: the minutes around both, in 2026.
    #[test]
    fn clocks_of_the_offices() {
        for (moment, shown) in [
            ("2026-01-31T23:30:00Z", "2026-02-01T00:30:00"),
            ("2026-03-29T00:59:00Z", "2026-03-29T01:59:00"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-10-25T00:59:00Z", "2026-10-25T02:59:00"),
            ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00"),
        ] {
            let moment: Timestamp = moment.parse().unwrap();
            assert_eq!(office_time(moment).to_string(), shown);
        }
        let midnight: DateTime = "2026-07-01T00:00:00".parse().unwrap();
        assert_eq!(moment_of(midnight).unwrap().to_string(), "2026-06-30T22:00:00Z");
        assert_eq!(moment_of(DateTime::MAX), None);
    }

    proptest! {
        /// Goal: what is found is a working day with exactly so many between it and the deadline.
        /// Method: random deadlines, counted forwards again.
        #[test]
        fn counted_back_is_counted_forward(offset in 60_i32..600, days in 1_u16..30) {
            let holidays = kosovo();
            let deadline = date(2026, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let found = working_days_before(deadline, days, &holidays).unwrap();
            prop_assert!(holidays.is_working(found));
            let mut day = found;
            let mut counted = 0;
            while day < deadline {
                counted += u16::from(holidays.is_working(day));
                day = day.tomorrow().unwrap();
            }
            prop_assert_eq!(counted, days);
        }
    }
}
