//! How somebody stands to a subject: the same three questions of the database for one thing and,
//! as a part of a list's condition, for every row.
//!
//! The column of the row stands outside of each subquery, never in it: a name without its table
//! would be taken there for the column of the subquery, and every row would be its own circle.

use crate::clock;
use crate::error::Error;
use crate::identity::Identifier;
use crate::policy::{Principal, Resource, Sensitivity, Ties};
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// Whether the actor declared to be kin to the subject of a column.
pub(crate) fn kin(subject: &str, actor: &str) -> String {
    format!(
        "{subject} IN (SELECT k.subject FROM kinship k
                        WHERE k.actor = {actor} AND k.withdrawn_at IS NULL)"
    )
}

/// Whether one of the members is in the circle of the subject of a column.
pub(crate) fn circle(subject: &str, members: &[String]) -> String {
    format!(
        "{subject} IN (SELECT c.subject FROM circle_member c
                        WHERE c.member IN ({}) AND c.ended_at IS NULL)",
        members.join(", ")
    )
}

/// Whether emergency access of the actor to the subject of a column runs at a moment.
pub(crate) fn emergency(subject: &str, actor: &str, now: &str) -> String {
    format!(
        "{subject} IN (SELECT e.subject FROM emergency_access e
                        JOIN guarded g ON g.subject = e.subject
                        WHERE e.actor = {actor} AND e.ended_at IS NULL
                        AND e.ends_at > {now} AND g.opens_in_emergency = 1)"
    )
}

/// The subjects that the ground keeps under one of these classes.
pub(crate) fn of_class(words: &str) -> String {
    format!("SELECT g.subject FROM guarded g WHERE g.sensitivity IN ({words})")
}

/// What was looked up of an actor and a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) ties: Ties,
    /// As the ground keeps it; public for what it does not watch over.
    pub(crate) class: Sensitivity,
}

impl Standing {
    /// Whether it is only emergency access that lets them in.
    pub(crate) fn is_emergency(&self) -> bool {
        self.ties.emergency && !self.ties.circle
    }
}

/// How somebody stands to a subject at a moment. The same work is done for every subject, also for
/// one that there is not.
pub(crate) async fn standing(
    connection: &mut AnyConnection,
    principal: &Principal,
    subject: &Identifier,
    now: Timestamp,
) -> Result<Standing, Error> {
    let members = principal.members();
    let numbers = (4..).take(members.len()).map(|number| format!("${number}"));
    let numbers: Vec<String> = numbers.collect();
    let yes = |question: String| format!("CASE WHEN {question} THEN 1 ELSE 0 END");
    let sql = format!(
        "SELECT CAST({} AS BIGINT), CAST({} AS BIGINT), CAST({} AS BIGINT),
                (SELECT g.sensitivity FROM guarded g WHERE g.subject = $1)",
        yes(kin("$1", "$2")),
        yes(circle("$1", &numbers)),
        yes(emergency("$1", "$2", "$3")),
    );
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .bind(subject.to_string())
        .bind(principal.actor().word())
        .bind(clock::to_text(now));
    for member in members {
        query = query.bind(member);
    }
    of_row(&query.fetch_one(connection).await?)
}

fn of_row(row: &AnyRow) -> Result<Standing, Error> {
    let yes = |at: usize| -> Result<bool, Error> { Ok(row.try_get::<i64, _>(at)? == 1) };
    let ties = Ties { guarded: true, kin: yes(0)?, circle: yes(1)?, emergency: yes(2)? };
    let class: Option<String> = row.try_get(3)?;
    let class = class.map_or(Ok(Sensitivity::Public), |word| Sensitivity::from_word(&word))?;
    Ok(Standing { ties, class })
}

/// The same resource with how somebody stands to its subject, and as sensitive at least as the
/// ground knows the subject to be. One without a subject stays as it is.
///
/// # Errors
/// Those of the database.
pub async fn known(
    connection: &mut AnyConnection,
    principal: &Principal,
    resource: Resource,
    now: Timestamp,
) -> Result<Resource, Error> {
    let Some(subject) = &resource.subject else { return Ok(resource) };
    let found = standing(connection, principal, subject, now).await?;
    let sensitivity = resource.sensitivity.max(found.class);
    Ok(Resource { sensitivity, ties: found.ties, ..resource })
}
