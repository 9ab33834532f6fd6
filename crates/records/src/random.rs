//! Random bits of the operating system, for keys and secrets.

use crate::error::Error;

/// Fills a place with random bytes.
///
/// # Errors
/// `randomness-unavailable` when the operating system gives none.
pub(crate) fn fill(place: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(place)
        .map_err(|error| Error::RandomnessUnavailable { detail: error.to_string() })
}
