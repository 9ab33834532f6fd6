//! A share by rounds of pinning, for laws that order it so.
//!
//! Each round shares what is left in proportion, then holds every row below its floor at its floor
//! and every row above its cap at its cap, for good. A floor pinned in a round whose caps set money
//! free may be lower than the row's due in the next; so the rounds do not in general yield the
//! amounts of [`share`], and may miss the pool.

use super::share::{check, solution};
use super::{Number, ShareError, ShareOptions, ShareRow, ShareSolution, share, sum};

/// What the rounds yield, beside what a share would.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundsSolution<N> {
    /// The amounts by rounds. `rest` is what the rounds miss: below zero if they pay out more than
    /// the pool. `level` is that of the last round.
    pub by_rounds: ShareSolution<N>,
    /// How many rounds there were, the last one, which pins nothing more, included.
    pub rounds: usize,
    /// For each row the amount by rounds less that of [`share`]; none where there is no such share.
    pub differences: Option<Vec<N>>,
}

/// Shares a pool out in rounds. A row without a floor cannot fall below zero.
///
/// # Errors
///
/// As [`share`], but bounds that miss the pool leave a rest instead.
pub fn share_in_rounds<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
) -> Result<RoundsSolution<N>, ShareError<N>> {
    check(rows)?;
    let mut pinned: Vec<Option<N>> = rows.iter().map(|row| row.fixed).collect();
    let mut rounds = 0;
    let (amounts, level) = loop {
        rounds += 1;
        let (amounts, level) = proportional(pool, rows, &pinned)?;
        let mut settled = true;
        for ((row, amount), pin) in rows.iter().zip(&amounts).zip(&mut pinned) {
            let lowest = row.lowest();
            let over = row.cap.filter(|cap| amount.compare(*cap).is_gt());
            let held = if amount.compare(lowest).is_lt() { Some(lowest) } else { over };
            if pin.is_none() && held.is_some() {
                *pin = held;
                settled = false;
            }
        }
        if settled {
            break (amounts, level);
        }
    };
    let rest = pool.sub(sum(amounts.iter().copied())?)?;
    let rest = if pool.compare(pool.sub(rest)?).is_eq() { N::zero() } else { rest };
    let differences = match share(pool, rows, ShareOptions::default()) {
        Ok(even) => Some(
            amounts
                .iter()
                .zip(&even.amounts)
                .map(|(here, there)| here.sub(*there))
                .collect::<Result<_, _>>()?,
        ),
        Err(_) => None,
    };
    let by_rounds = solution(rows, level, amounts, rest);
    Ok(RoundsSolution { by_rounds, rounds, differences })
}

/// What is left beside the pinned rows, shared among the others in proportion; and the level.
fn proportional<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
    pinned: &[Option<N>],
) -> Result<(Vec<N>, N), ShareError<N>> {
    let weight_of = |row: &ShareRow<N>| {
        if row.weight.is_negative() { N::zero() } else { row.weight }
    };
    let open = rows.iter().zip(pinned).filter(|(_, pin)| pin.is_none());
    let weights = sum(open.map(|(row, _)| weight_of(row)))?;
    let left = pool.sub(sum(pinned.iter().flatten().copied())?)?;
    let nothing = weights.is_zero() || left.is_negative();
    let mut amounts = Vec::with_capacity(rows.len());
    for (row, pin) in rows.iter().zip(pinned) {
        amounts.push(match pin {
            Some(amount) => *amount,
            None if nothing => N::zero(),
            None => left.mul_div(weight_of(row), weights)?,
        });
    }
    Ok((amounts, if nothing { N::zero() } else { left.div(weights)? }))
}
