//! Names of files: what a person reads, and what no system takes for anything else.

use super::media::{MediaType, ending_of};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The name of a file, cleaned: one line without a path, which ends as files of its type do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

impl fmt::Debug for FileName {
    /// Names of files name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileName([redacted])")
    }
}

/// How many characters a name may have before its ending.
const STEM_MAX: usize = 100;

/// The name of a file of which nothing is left.
const NAMELESS: &str = "file";

impl FileName {
    /// Cleans a name that was sent. What is no letter, digit or plain sign falls away, and a name
    /// that ends unlike its type gets the ending of its type after its own.
    pub fn of(sent: &str, media: MediaType) -> FileName {
        let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String = last
            .nfc()
            .filter(|sign| !sign.is_control() && !is_invisible(*sign))
            .map(|sign| if is_reserved(sign) { '_' } else { sign })
            .collect();
        let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = spaced.trim_matches(|sign: char| sign == '.' || sign == ' ');
        let own = ending_of(bare);
        let fits = media.endings().contains(&own.as_str()) && bare.len() > own.len();
        let (stem, ending) = match bare.rsplit_once('.') {
            Some((stem, ending)) if fits => (stem, ending),
            _ => (bare, media.word()),
        };
        let stem: String = stem.chars().take(STEM_MAX).collect();
        let stem = stem.trim_end_matches(['.', ' ']);
        let stem = if stem.is_empty() { NAMELESS } else { stem };
        FileName(format!("{stem}.{ending}"))
    }

    /// As it was kept.
    pub(super) fn from_stored(name: String) -> FileName {
        FileName(name)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Signs that turn the direction of a text, or show nothing: a name hides its ending by them.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Signs with a meaning to one system or another.
fn is_reserved(sign: char) -> bool {
    matches!(sign, '"' | '<' | '>' | ':' | '|' | '?' | '*' | '%' | ';')
}
