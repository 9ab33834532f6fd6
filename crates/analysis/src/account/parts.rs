//! From what coalitions are worth to the parts of each row, in whole cents that sum.

use super::columns::{Rounded, make_sum};
use super::shapley::{self, Halves};
use super::teller::{Group, Teller, Worth};
use super::{Account, OwnAndOthers, RowAccount};
use formula::diagnostic::Diagnostic;
use formula::number::{ArithmeticError, Decimal, Number, TieRank, round_keeping_sum, sum};
use formula::syntax::ast::RoundMode;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The account of every row of either run.
pub(super) fn rows(
    groups: &[Group],
    teller: &mut Teller<'_>,
) -> Result<Vec<RowAccount>, Vec<Diagnostic>> {
    let worths: Result<Vec<Arc<Worth>>, Vec<Diagnostic>> = (0..1_usize << groups.len())
        .map(|coalition| teller.of_groups(groups, coalition, None))
        .collect();
    let worths = worths?;
    let (Some(before), Some(after)) = (worths.first(), worths.last()) else {
        return Ok(Vec::new());
    };
    let keys: BTreeSet<&Arc<str>> = before.amounts.keys().chain(after.amounts.keys()).collect();
    let mut rows = Vec::new();
    let mut rounded = Vec::new();
    for key in keys {
        let amount = |worth: &Arc<Worth>| worth.amounts.get(key).copied();
        let (before, after) = (amount(before), amount(after));
        let change = before.zip(after).and_then(|(b, a)| Number::sub(a, b).ok());
        let amounts: Option<Vec<Decimal>> = worths.iter().map(amount).collect();
        let parts = change.zip(amounts).and_then(|(change, amounts)| {
            let worth = |coalition: usize| amounts.get(coalition).copied().unwrap_or_default();
            let exact = shapley::values(groups.len(), worth).ok()?;
            let settled = settled(&exact, change, &[before, after]);
            Some(Rounded { exact, settled })
        });
        if let Some(parts) = parts {
            rounded.push((rows.len(), parts));
        }
        rows.push(RowAccount { key: key.clone(), before, after, change, parts: None, data: None });
    }
    let (places, mut rounded): (Vec<usize>, Vec<Rounded>) = rounded.into_iter().unzip();
    let all: Vec<Option<Decimal>> = rows.iter().flat_map(|row| [row.before, row.after]).collect();
    if let Some(unit) = unit(&all).filter(|unit| is_cent(*unit)) {
        // What cannot be moved stays: the rows sum across all the same.
        let _ = make_sum(&mut rounded, groups.len(), unit);
    }
    for (place, parts) in places.into_iter().zip(rounded) {
        if let Some(row) = rows.get_mut(place) {
            row.parts = Some(parts.settled);
        }
    }
    Ok(rows)
}

/// The part of the data of a row, told apart.
pub(super) fn own_and_others(
    account: &Account,
    row: usize,
    data: usize,
    teller: &mut Teller<'_>,
) -> Option<OwnAndOthers> {
    let row = account.rows.get(row)?;
    let part = row.parts.as_ref()?.get(data).copied()?;
    let groups = teller.told()?.to_vec();
    let switched = 1_usize << data;
    let mut worths = Vec::new();
    for coalition in 0..1_usize << groups.len() {
        // The bit of the data itself is not used: its halves are asked for instead.
        let plain = coalition & !switched;
        let mut at = |coalition, apart| {
            let worth = teller.of_groups(&groups, coalition, apart).ok()?;
            worth.amounts.get(&row.key).copied()
        };
        worths.push(match coalition == plain {
            false => None,
            true => Some(Halves {
                neither: at(plain, None)?,
                first: at(plain, Some((row.key.clone(), true)))?,
                second: at(plain, Some((row.key.clone(), false)))?,
                both: at(plain | switched, None)?,
            }),
        });
    }
    let none = Halves {
        neither: Decimal::ZERO,
        first: Decimal::ZERO,
        second: Decimal::ZERO,
        both: Decimal::ZERO,
    };
    let worth = |coalition: usize| worths.get(coalition).copied().flatten().unwrap_or(none);
    let (own, others) = shapley::halves(data, groups.len(), worth).ok()?;
    let halves = settled(&[own, others], part, &[row.before, row.after, Some(part)]);
    match halves.as_slice() {
        [own, others] => Some(OwnAndOthers { own: *own, others: *others }),
        _ => None,
    }
}

/// Parts that sum to the change exactly: rounded to the cent, or to the last digit of the amounts
/// where that is finer, by largest remainder. A part of nothing stays nothing.
fn settled(exact: &[Decimal], change: Decimal, amounts: &[Option<Decimal>]) -> Vec<Decimal> {
    let rounded = unit(amounts).and_then(|unit| {
        let ranks: Vec<TieRank> = (0..exact.len()).map(|key| TieRank { stated: 0, key }).collect();
        let mode = RoundMode::HalfAwayFromZero;
        round_keeping_sum(exact, unit, mode, &ranks, None).ok()
    });
    let parts = rounded.map_or_else(|| exact.to_vec(), |kept| kept.amounts);
    balanced(&parts, change).unwrap_or(parts)
}

/// What rounding of the average left over goes to the largest part.
fn balanced(parts: &[Decimal], change: Decimal) -> Result<Vec<Decimal>, ArithmeticError> {
    let rest = Number::sub(change, sum(parts.iter().copied())?)?;
    let largest = (0..parts.len()).max_by(|a, b| {
        let size = |at: &usize| parts.get(*at).copied().unwrap_or_default().abs();
        size(a).total_order(size(b)).then(b.cmp(a))
    });
    let mut parts = parts.to_vec();
    if let Some(part) = largest.and_then(|at| parts.get_mut(at)).filter(|_| !rest.is_zero()) {
        *part = Number::add(*part, rest)?;
    }
    Ok(parts)
}

/// How many decimals a part may have. Amounts that no formula rounds may have more.
const DECIMALS_MAX: usize = 12;

fn is_cent(unit: Decimal) -> bool {
    Decimal::from_parts(1, -2) == Some(unit)
}

/// A cent, or the place of the last digit of the amounts.
fn unit(amounts: &[Option<Decimal>]) -> Option<Decimal> {
    let decimals = amounts.iter().flatten().map(|amount| {
        let text = amount.to_canonical();
        text.split_once('.').map_or(0, |(_, fraction)| fraction.len())
    });
    let decimals = decimals.max().unwrap_or(0).max(2);
    let exponent = i16::try_from(decimals).ok().filter(|_| decimals <= DECIMALS_MAX)?;
    Decimal::from_parts(1, exponent.checked_neg()?)
}
