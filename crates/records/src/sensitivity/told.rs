//! What people are told of emergency access and of matches. No sentence names whom it is about, nor
//! where they are: a letter says no more than the sentence.

use super::error::catalog;
use crate::notices::NoticeKind;
use formula::words::Language;

fn say(language: Language, id: &str, filled: &[(&str, String)]) -> String {
    catalog().say(language, id, filled)
}

const fn kind(kind: &'static str) -> NoticeKind {
    NoticeKind { kind, say, always_written: true }
}

/// Emergency access to a file began: for its manager.
pub const EMERGENCY_BEGAN: NoticeKind = kind("sensitivity.emergency-began");
/// Someone else ended it: for whoever had it.
pub const EMERGENCY_ENDED: NoticeKind = kind("sensitivity.emergency-ended");
/// A possible match: for its broker.
pub const MATCH_FOUND: NoticeKind = kind("sensitivity.match-found");
/// The broker made contact: for both sides.
pub const CONTACT_MADE: NoticeKind = kind("sensitivity.contact-made");

/// All of them.
pub const KINDS: [NoticeKind; 4] = [EMERGENCY_BEGAN, EMERGENCY_ENDED, MATCH_FOUND, CONTACT_MADE];
