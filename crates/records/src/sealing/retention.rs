//! How long files are kept, and which are due to be erased.

use super::subject::Subject;
use crate::database::Database;
use crate::error::Error;
use jiff::ToSpan;
use jiff::civil::Date;
use sqlx::Row;
use std::collections::BTreeSet;

/// On what a time of keeping rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// A law or regulation, cited.
    Sourced(String),
    /// An assumption, with its reason: shown as one wherever it is used.
    Assumed(String),
}

/// How long files of a type are kept after they were closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// The type of record.
    pub record_type: String,
    /// Whole years after the day of closing.
    pub years: u8,
    /// The day from which the rule is in force; of several the latest that is counts.
    pub in_force: Date,
    /// On what it rests.
    pub basis: Basis,
}

/// What is to be erased, and what nobody can say of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// Closed files whose time is over and that nothing holds, each with the day on which it ended.
    pub files: Vec<(Subject, Date)>,
    /// Types of records without a rule in force: their files are kept.
    pub without_rule: BTreeSet<String>,
}

/// The files of a municipality (none: of the country) that are due to be erased on a day.
///
/// # Errors
/// Those of the database; `database-value` when a stored day is none.
pub async fn due(
    database: &Database,
    municipality: Option<&str>,
    rules: &[Retention],
    today: Date,
) -> Result<Due, Error> {
    let rows = sqlx::query(
        "SELECT municipality_code, subject, record_type, closed_on FROM subject_key
         WHERE municipality_code = $1 AND wrapped IS NOT NULL AND closed_on IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM legal_hold
                           WHERE legal_hold.municipality_code = subject_key.municipality_code
                             AND legal_hold.subject = subject_key.subject
                             AND legal_hold.lifted_at IS NULL)
         ORDER BY closed_on, subject",
    )
    .bind(municipality.unwrap_or_default().to_owned())
    .fetch_all(database.readers())
    .await?;
    let mut due = Due::default();
    for row in &rows {
        let (record_type, closed): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        let closed: Date = closed.parse().map_err(|_| Error::value("date", &closed))?;
        match end_of_keeping(rules, &record_type, closed, today) {
            None => {
                due.without_rule.insert(record_type);
            }
            Some(end) if end < today => {
                due.files.push((Subject::from_row(row.try_get(0)?, row.try_get(1)?)?, end));
            }
            Some(_) => {}
        }
    }
    Ok(due)
}

/// The last day on which a file is kept, by the rule in force today; none without a rule.
pub(super) fn end_of_keeping(
    rules: &[Retention],
    record_type: &str,
    closed: Date,
    today: Date,
) -> Option<Date> {
    let in_force = rules
        .iter()
        .filter(|rule| rule.record_type == record_type && rule.in_force <= today)
        .max_by_key(|rule| rule.in_force)?;
    // Beyond the last day of the calendar nothing is ever due.
    Some(closed.checked_add(i64::from(in_force.years).years()).unwrap_or(Date::MAX))
}
