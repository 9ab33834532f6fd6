//! How long a job waits before it is tried again.

use crate::content_hash::ContentHash;
use crate::identity::Identifier;
use jiff::SignedDuration;

/// How often a job is tried, and how long it waits in between: twice as long each time, less a part
/// that differs from job to job, so that jobs which failed together do not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The wait after the first failure.
    pub first: SignedDuration,
    /// The longest wait.
    pub most: SignedDuration,
    /// After how many attempts a job is given up.
    pub attempts_max: i64,
    /// What the parts that differ are made from: the same seed makes the same waits.
    pub seed: u64,
}

impl Backoff {
    /// A first wait of half a minute, at most six hours, twelve attempts: given up after a day or
    /// so.
    pub fn new(seed: u64) -> Backoff {
        Backoff {
            first: SignedDuration::from_secs(30),
            most: SignedDuration::from_hours(6),
            attempts_max: 12,
            seed,
        }
    }

    /// The wait after this attempt (from 1) failed, in whole milliseconds; none after the last.
    ///
    /// It is between half of the doubled wait and all of it.
    pub fn wait(&self, job: &Identifier, attempt: i64) -> Option<SignedDuration> {
        if attempt >= self.attempts_max {
            return None;
        }
        let most = self.most.as_millis();
        let mut whole = self.first.as_millis().min(most);
        for _ in 1..attempt {
            whole = whole.saturating_mul(2).min(most);
        }
        let half = (whole / 2).max(1);
        let hash = ContentHash::new("backoff")
            .text(&self.seed.to_string())
            .text(job.as_str())
            .number(attempt)
            .finish();
        let bits = hash.get(..15).and_then(|head| i128::from_str_radix(head, 16).ok());
        let wait = whole.saturating_sub(half).saturating_add(bits.unwrap_or_default() % half);
        Some(SignedDuration::from_millis(i64::try_from(wait).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Goal: waits double up to the longest, keep within half of it, are the same for the same
        /// seed, and end. Method: random seeds and attempts.
        #[test]
        fn waits_are_bounded_and_repeatable(seed: u64, attempt in 1_i64..40) {
            let job: Identifier = "01a2054d-9e3a-7027-86ed-ebff39b7a598".parse().unwrap();
            let backoff = Backoff::new(seed);
            let wait = backoff.wait(&job, attempt);
            prop_assert_eq!(wait, Backoff::new(seed).wait(&job, attempt));
            prop_assert_eq!(wait.is_none(), attempt >= backoff.attempts_max);
            if let Some(wait) = wait {
                let doubled = backoff.first * 2_i32.pow(u32::try_from(attempt - 1).unwrap());
                let whole = doubled.min(backoff.most);
                prop_assert!(wait <= whole && wait * 2 >= whole, "{wait:?} {whole:?}");
            }
        }
    }

    /// Goal: jobs that failed together do not come back together. Method: a hundred jobs.
    #[test]
    fn waits_differ_between_jobs() {
        let wait = |number: u8| {
            let job = format!("01a2054d-9e3a-7027-86ed-ebff39b7a5{number:02}").parse().unwrap();
            Backoff::new(7).wait(&job, 3).unwrap()
        };
        let waits: std::collections::BTreeSet<_> = (0..100).map(wait).collect();
        assert!(waits.len() > 90, "{}", waits.len());
    }
}
