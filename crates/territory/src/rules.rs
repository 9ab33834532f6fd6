//! Pure decisions: what a package changes, and which municipalities are alike.

use crate::model::{Cell, Municipality, MunicipalityCode};
use formula::number::{Decimal, Number};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What changes for one municipality, as the journal tells it: only the cells that differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The municipality.
    pub code: MunicipalityCode,
    /// The cells as they were; none when it is new.
    pub before: Option<Value>,
    /// The cells as they are; none when it is gone.
    pub after: Option<Value>,
}

/// Compares what is known with what comes in.
pub fn changes(before: &[Municipality], after: &[Municipality]) -> Vec<Change> {
    let mut pairs: BTreeMap<&MunicipalityCode, [Option<&Municipality>; 2]> = BTreeMap::new();
    for (municipality, at) in
        before.iter().map(|m| (m, 0_usize)).chain(after.iter().map(|m| (m, 1_usize)))
    {
        let pair = pairs.entry(&municipality.code).or_default();
        if let Some(place) = pair.get_mut(at) {
            *place = Some(municipality);
        }
    }
    pairs
        .into_iter()
        .filter(|(_, [old, new])| old != new)
        .map(|(code, [old, new])| Change {
            code: code.clone(),
            before: old.map(|old| differing(old, new)),
            after: new.map(|new| differing(new, old)),
        })
        .collect()
}

/// The cells of one that the other has not, or has differently.
fn differing(one: &Municipality, other: Option<&Municipality>) -> Value {
    let cells = one
        .cells
        .iter()
        .filter(|(name, cell)| other.and_then(|other| other.cell(name)) != Some(*cell));
    let told: Map<String, Value> = cells.map(|(name, cell)| (name.clone(), tell(cell))).collect();
    Value::Object(told)
}

fn tell(cell: &Cell) -> Value {
    json!({
        "value": cell.value.to_text(),
        "standing": cell.standing.word(),
        "source": cell.source.written(),
    })
}

/// The municipalities whose population is most like this one's: those where the larger of the two
/// populations exceeds the smaller by the least proportion. Equal ones in order of code. Computed,
/// by [`Municipality::population`]; a municipality without a population has no peers.
pub fn peers<'a>(
    of: &Municipality,
    among: &'a [Municipality],
    count: usize,
) -> Vec<&'a Municipality> {
    let Some(population) = of.population() else {
        return Vec::new();
    };
    let mut ranked: Vec<(Decimal, &Municipality)> = among
        .iter()
        .filter(|other| other.code != of.code)
        .filter_map(|other| Some((proportion(population, other.population()?)?, other)))
        .collect();
    ranked.sort_by(|(a, one), (b, other)| match a.total_order(*b) {
        Ordering::Equal => one.code.cmp(&other.code),
        unequal => unequal,
    });
    ranked.into_iter().take(count).map(|(_, municipality)| municipality).collect()
}

/// The larger over the smaller, to 34 digits; nothing when the smaller is zero.
fn proportion(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (larger, smaller) = if a.total_order(b) == Ordering::Less { (b, a) } else { (a, b) };
    Number::div(larger, smaller).ok()
}
