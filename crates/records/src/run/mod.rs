//! What a formula made of a snapshot: kept whole, with its text, its parameters and every value,
//! and never changed.
//!
//! Money is compared twice: before a run is kept and after it is read, the cents of each result
//! must add up to its declared sum, and each decimal must say the same as its cents.

mod store;

pub use store::{by_hash, hashes, keep, latest, list, list_with_parameters, load};

use crate::clock;
use crate::content_hash::ContentHash;
use crate::error::Error;
use crate::identity::Identifier;
use crate::money::Cents;
use formula::standing::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a run may bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Exact, on complete data: may be adopted.
    Official,
    /// A question: what if.
    Simulation,
}

impl Kind {
    /// The word in the row.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Official => "official",
            Kind::Simulation => "simulation",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Kind> {
        [Kind::Official, Kind::Simulation].into_iter().find(|kind| kind.word() == word)
    }
}

/// One value of one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The result, as the formula names it.
    pub result: String,
    /// The row's key; empty for a national result.
    pub row_key: String,
    /// The value, as a plain decimal or word; `None` is missing, which is not zero.
    pub value: Option<String>,
    /// The same in whole cents, if it is money.
    pub cents: Option<Cents>,
    /// How far the value can be relied on.
    pub standing: Standing,
    /// On how many unverified or assumed inputs it rests.
    pub unverified: u32,
}

/// What the cents of a result must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredSum {
    /// The result.
    pub result: String,
    /// The sum over all its rows.
    pub cents: Cents,
}

/// A run that is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRun {
    /// The formula's name.
    pub formula_name: String,
    /// The formula's whole text.
    pub formula_text: String,
    /// The data it was run on.
    pub snapshot: Identifier,
    /// The day for which it was made.
    pub for_date: Date,
    /// The value of each parameter.
    pub parameters: Value,
    /// The engine's version.
    pub engine_version: String,
    /// The run's hash, as the engine makes it from formula, parameters, data and version.
    pub hash: String,
    /// Whether it may bind.
    pub kind: Kind,
    /// A stable word for what distinguishes it from other runs of the formula; the station turns
    /// it into words for a reader.
    pub label: String,
    /// The values, in the order in which they are shown.
    pub results: Vec<ResultRow>,
    /// The sums of the results that are money.
    pub sums: Vec<DeclaredSum>,
}

/// What is known of a run without its text and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunHead {
    /// Its identifier.
    pub id: Identifier,
    /// The formula's name.
    pub formula_name: String,
    /// SHA-256 of the formula's text.
    pub formula_hash: String,
    /// The data it was run on.
    pub snapshot: Identifier,
    /// The day for which it was made.
    pub for_date: Date,
    /// The engine's version.
    pub engine_version: String,
    /// The run's hash, as the engine made it.
    pub hash: String,
    /// Whether it may bind.
    pub kind: Kind,
    /// What distinguishes it from other runs of the formula.
    pub label: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: String,
}

/// A run with its text, parameters and values.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What is known of it.
    pub head: RunHead,
    /// The formula's whole text.
    pub formula_text: String,
    /// The value of each parameter.
    pub parameters: Value,
    /// The values, in the order in which they were kept.
    pub results: Vec<ResultRow>,
    /// The sums of the results that are money.
    pub sums: Vec<DeclaredSum>,
}

impl Run {
    /// The value of a result for a row; the key is empty for a national result.
    pub fn value(&self, result: &str, row_key: &str) -> Option<&ResultRow> {
        self.results.iter().find(|row| row.result == result && row.row_key == row_key)
    }
}

fn check_money(results: &[ResultRow], sums: &[DeclaredSum]) -> Result<(), Error> {
    let mut found: BTreeMap<&str, Option<Cents>> = BTreeMap::new();
    for row in results {
        let Some(cents) = row.cents else { continue };
        let written = row.value.as_deref().and_then(|value| value.parse::<Cents>().ok());
        if written != Some(cents) {
            let (result, row) = (row.result.clone(), row.row_key.clone());
            return Err(Error::CentsMismatch { result, row });
        }
        let sum = found.entry(&row.result).or_insert(Some(Cents(0)));
        *sum = sum.and_then(|sum| sum.plus(cents));
    }
    for sum in sums {
        let total = found.get(sum.result.as_str()).copied().unwrap_or(Some(Cents(0)));
        if total != Some(sum.cents) {
            return Err(Error::SumMismatch {
                result: sum.result.clone(),
                expected: sum.cents.to_string(),
                found: total.map(|total| total.to_string()).unwrap_or_default(),
            });
        }
    }
    Ok(())
}

/// The hash over everything that is kept of a run. Sums enter in order of result.
fn content_hash(
    head: &RunHead,
    formula_text: &str,
    parameters: &str,
    results: &[ResultRow],
    sums: &[DeclaredSum],
) -> String {
    let mut hash = ContentHash::new("run 1")
        .text(head.id.as_str())
        .text(&head.formula_name)
        .text(formula_text)
        .text(head.snapshot.as_str())
        .text(&head.for_date.to_string())
        .text(parameters)
        .text(&head.engine_version)
        .text(&head.hash)
        .text(head.kind.word())
        .text(&head.label)
        .text(&clock::to_text(head.made_at))
        .text(&head.made_by);
    for row in results {
        hash = hash
            .text(&row.result)
            .text(&row.row_key)
            .optional(row.value.as_deref())
            .optional(row.cents.map(|cents| cents.to_string()).as_deref())
            .text(row.standing.word())
            .number(i64::from(row.unverified));
    }
    let sums: BTreeMap<&str, Cents> =
        sums.iter().map(|sum| (sum.result.as_str(), sum.cents)).collect();
    for (result, cents) in sums {
        hash = hash.text(result).number(cents.0);
    }
    hash.finish()
}
