//! Sizes and durations in words.

use std::time::Duration;

/// A number of bytes as a person reads it: `3.9 MB`, of a million bytes each.
#[must_use]
pub(crate) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_add(50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// A duration as a person reads it: `0.4 s`, `12 s`, `3 min 05 s`.
#[must_use]
pub(crate) fn duration(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{}.{} s", seconds, took.subsec_millis() / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: sizes and durations read the same everywhere. Method: the edges of each form.
    #[test]
    fn sizes_and_durations_in_words() {
        assert_eq!(megabytes(0), "0.0 MB");
        assert_eq!(megabytes(3_941_177), "3.9 MB");
        assert_eq!(megabytes(112_788_588), "112.8 MB");
        assert_eq!(duration(Duration::from_millis(449)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
