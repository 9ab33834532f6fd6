//! Groups of rows by the value of a key.

use super::cells::{Cells, Values};
use crate::number::{Decimal, Number};
use std::collections::HashMap;
use std::hash::Hash;

/// Numbers the groups of rows by the value of a key, in the order in which they appear: for each
/// row its group, and how many there are. A row with a missing key is in none.
pub(crate) fn number_groups<N: Number>(keys: &Cells<N>, count: usize) -> (Vec<Option<u32>>, usize) {
    match &keys.values {
        Values::Number(numbers) => {
            let numbers: Vec<Option<Decimal>> = numbers.iter().map(|n| n.to_decimal()).collect();
            numbered(keys, count, &numbers)
        }
        Values::Bool(values) => numbered(keys, count, values),
        Values::Date(values) => numbered(keys, count, values),
        Values::Text(values) => numbered(keys, count, values),
        Values::Choice(values) | Values::Row(values) => by_place(keys, count, values),
    }
}

fn numbered<N: Number, K: Hash + Eq>(
    keys: &Cells<N>,
    count: usize,
    values: &[K],
) -> (Vec<Option<u32>>, usize) {
    let mut groups: HashMap<&K, u32> = HashMap::new();
    let mut of_row = Vec::with_capacity(count);
    for row in 0..count {
        let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        let place = if keys.single { 0 } else { row };
        let key = values.get(place).filter(|_| !keys.is_missing(row));
        of_row.push(key.map(|key| *groups.entry(key).or_insert(next)));
    }
    (of_row, groups.len())
}

/// Rows and words are counted from zero, so that a list finds their group.
fn by_place<N: Number>(keys: &Cells<N>, count: usize, values: &[u32]) -> (Vec<Option<u32>>, usize) {
    let places = values.iter().max().map_or(0, |last| *last as usize + 1);
    let mut groups: Vec<Option<u32>> = vec![None; places];
    let (mut next, mut of_row) = (0_u32, Vec::with_capacity(count));
    for row in 0..count {
        let place = if keys.single { 0 } else { row };
        let key = values.get(place).filter(|_| !keys.is_missing(row));
        let group = key.and_then(|key| groups.get_mut(*key as usize));
        of_row.push(group.map(|group| {
            *group.get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        }));
    }
    (of_row, next as usize)
}
