//! What slows whoever guesses, and does not lock out whom the account belongs to.
//!
//! Failures are counted for several subjects, each with its own allowance. A sign-in waits when one
//! of its subjects does:
//!
//! | subject | free failures | longest wait |
//! |---|---|---|
//! | a device that signed in to this account before, with this account | 10 | 15 minutes |
//! | an account from one origin (an address, or the network of an IPv6 address) | 5 | 15 minutes |
//! | an account from all unknown devices together | 30 | 1 minute |
//! | an origin over all accounts | 20 | 15 minutes |
//!
//! A known device counts for itself alone: whatever strangers do to the account, its owner signs in
//! from there. From a new device an owner under attack waits a minute at most between tries.
//! While failures everywhere are many, an origin that has failed already has less that is free; one
//! that has not is not concerned.

use super::secret::Token;
use crate::actor::Actor;
use crate::clock;
use crate::content_hash::ContentHash;
use crate::error::Error;
use crate::policy::Principal;
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row};

/// Failures are forgotten a day after the last one.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);
const QUARTER_OF_AN_HOUR: i64 = 900;
const MINUTE: i64 = 60;
/// From how many failures everywhere on within a day origins that failed have less that is free.
const MANY_EVERYWHERE: i64 = 500;

/// Who tries to sign in, as far as it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trier {
    /// The address of the other end, or what stands for it.
    pub origin: String,
    /// What the browser keeps since an earlier sign-in.
    pub device: Option<Token>,
    /// The browser in a few words, for the list of sessions.
    pub agent: String,
}

impl Trier {
    /// The public, from where this one tries.
    pub(super) fn principal(&self) -> Principal {
        Principal::from(Actor::public()).from_origin(&self.origin)
    }

    /// The hash under which the device is kept.
    pub(super) fn device_hash(&self) -> Option<String> {
        self.device.as_ref().map(|token| token.hash("device"))
    }

    /// The origin without what a guesser can change freely: of an IPv6 address the first 64 bits.
    fn network(&self) -> String {
        match self.origin.parse() {
            Ok(std::net::IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            _ => self.origin.clone(),
        }
    }
}

/// What failures are counted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    key: String,
    free: i64,
    longest: i64,
    /// Whether it has less that is free while failures everywhere are many.
    is_origin: bool,
}

/// One that waits: how often it failed, and until when.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    subject: Subject,
    failures: i64,
    until: Timestamp,
}

/// The subjects of one try, with what is counted for each, and what is counted everywhere.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    counted: Vec<Counted>,
    everywhere: i64,
}

/// The subjects of a try at one step (`password`, `code`) for a name that may be no account: it is
/// counted alike.
pub(super) fn subjects(step: &str, name: &str, trier: &Trier, known: bool) -> Vec<Subject> {
    let key = |kind: &str, parts: [&str; 2]| {
        let hash = ContentHash::new("sign-in delay").text(step).text(kind);
        parts.iter().fold(hash, |hash, part| hash.text(part)).finish()
    };
    let subject = |key, free, longest, is_origin| Subject { key, free, longest, is_origin };
    if let (true, Some(device)) = (known, trier.device_hash()) {
        return vec![subject(key("device", [&device, name]), 10, QUARTER_OF_AN_HOUR, false)];
    }
    let network = trier.network();
    vec![
        subject(key("account and origin", [name, &network]), 5, QUARTER_OF_AN_HOUR, true),
        subject(key("account", [name, ""]), 30, MINUTE, false),
        subject(key("origin", [&network, ""]), 20, QUARTER_OF_AN_HOUR, true),
    ]
}

/// The subject of all failures of all.
const EVERYWHERE: &str = "everywhere";

/// Reads what is counted.
pub(super) async fn allowance(
    connection: &mut AnyConnection,
    subjects: Vec<Subject>,
    now: Timestamp,
) -> Result<Allowance, Error> {
    let mut counted = Vec::new();
    for subject in subjects {
        let (failures, until) = count_of(connection, &subject.key, now).await?;
        counted.push(Counted { subject, failures, until });
    }
    let (everywhere, _) = count_of(connection, EVERYWHERE, now).await?;
    Ok(Allowance { counted, everywhere })
}

async fn count_of(
    connection: &mut AnyConnection,
    key: &str,
    now: Timestamp,
) -> Result<(i64, Timestamp), Error> {
    let row =
        sqlx::query("SELECT failures, last_at, until_at FROM sign_in_delay WHERE subject = $1")
            .bind(key.to_owned())
            .fetch_optional(&mut *connection)
            .await?;
    let Some(row) = row else { return Ok((0, Timestamp::MIN)) };
    let last = clock::from_text(row.try_get(1)?)?;
    if now.duration_since(last) > FORGOTTEN_AFTER {
        return Ok((0, Timestamp::MIN));
    }
    Ok((row.try_get(0)?, clock::from_text(row.try_get(2)?)?))
}

impl Allowance {
    /// How many seconds the try has to wait; none when it may be made.
    pub(super) fn wait(&self, now: Timestamp) -> Option<i64> {
        let waits = self.counted.iter().map(|counted| counted.until.duration_since(now));
        let longest = waits.map(|wait| wait.as_millis()).max().unwrap_or_default();
        let seconds =
            i64::try_from(longest).unwrap_or(i64::MAX).saturating_add(999).div_euclid(1000);
        (seconds > 0).then_some(seconds)
    }

    /// What each subject counts after one more failure: its failures, and the seconds it waits.
    fn after_failure(&self) -> impl Iterator<Item = (&str, i64, i64)> {
        self.counted.iter().map(|counted| {
            let failures = counted.failures.saturating_add(1);
            let subject = &counted.subject;
            let many = subject.is_origin && self.everywhere >= MANY_EVERYWHERE;
            let free = if many { 1 } else { subject.free };
            (subject.key.as_str(), failures, wait_after(failures.saturating_sub(free), subject))
        })
    }
}

/// One second after the first failure that is not free, twice as many after each further one.
fn wait_after(beyond: i64, subject: &Subject) -> i64 {
    match u32::try_from(beyond) {
        Ok(beyond) if beyond > 0 => {
            2_i64.checked_pow(beyond.saturating_sub(1)).unwrap_or(i64::MAX).min(subject.longest)
        }
        _ => 0,
    }
}

/// Counts a failure, and forgets what is old.
pub(super) async fn count_failure(
    connection: &mut AnyConnection,
    allowance: &Allowance,
    now: Timestamp,
) -> Result<(), Error> {
    let old = now.checked_sub(FORGOTTEN_AFTER).unwrap_or(Timestamp::MIN);
    sqlx::query("DELETE FROM sign_in_delay WHERE last_at < $1")
        .bind(clock::to_text(old))
        .execute(&mut *connection)
        .await?;
    let everywhere = (EVERYWHERE, allowance.everywhere.saturating_add(1), 0);
    for (key, failures, seconds) in allowance.after_failure().chain([everywhere]) {
        let until = now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(now);
        sqlx::query(
            "INSERT INTO sign_in_delay (subject, failures, last_at, until_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures,
               last_at = excluded.last_at, until_at = excluded.until_at",
        )
        .bind(key.to_owned())
        .bind(failures)
        .bind(clock::to_text(now))
        .bind(clock::to_text(until))
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Forgets the failures of whoever has signed in, but not those of an origin over all accounts:
/// who guesses may have an account of their own.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    subjects: &[Subject],
) -> Result<(), Error> {
    for subject in subjects.iter().take(2) {
        sqlx::query("DELETE FROM sign_in_delay WHERE subject = $1")
            .bind(subject.key.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trier(origin: &str) -> Trier {
        Trier { origin: origin.to_owned(), device: None, agent: String::new() }
    }

    /// Goal: waits begin after what is free, double, and end at the longest. Method: failures one
    /// after the other of each subject.
    #[test]
    fn waits_grow() {
        let all = subjects("password", "a", &trier("192.0.2.1"), false);
        let waits = |at: usize, failures: i64| wait_after(failures - all[at].free, &all[at]);
        assert_eq!([1, 5, 6, 7, 8, 20].map(|n| waits(0, n)), [0, 0, 1, 2, 4, 900]);
        assert_eq!([30, 31, 37, 1_000_000].map(|n| waits(1, n)), [0, 1, 60, 60]);
    }

    /// Goal: who has many addresses is one origin, and a known device is no other subject's.
    /// Method: addresses of one network, a device with and without being known.
    #[test]
    fn subjects_are_told_apart() {
        let of = |origin: &str| subjects("password", "a", &trier(origin), false);
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        let device = Some(Token::make().unwrap());
        let with = Trier { device, ..trier("192.0.2.1") };
        assert_eq!(subjects("password", "a", &with, false), of("192.0.2.1"));
        let known = subjects("password", "a", &with, true);
        assert!(known.len() == 1 && !of("192.0.2.1").contains(&known[0]));
    }
}
