//! Shares of causes in a change, from what each coalition of them is worth.
//!
//! A coalition of n causes is a number below 2^n: the bit of a cause says that it stands as in the
//! second run.

use formula::number::{ArithmeticError, Decimal, Number, sum};

/// How often a coalition of `size` stands before a given cause, among the orders of `count` causes:
/// `size! (count - size - 1)!`.
fn orders(size: u32, count: u32) -> Result<Decimal, ArithmeticError> {
    let behind = count.saturating_sub(size).saturating_sub(1);
    Number::mul(factorial(size)?, factorial(behind)?)
}

fn factorial(of: u32) -> Result<Decimal, ArithmeticError> {
    let mut product = Decimal::from_i64(1);
    for factor in 2..=of {
        product = Number::mul(product, Decimal::from_i64(i64::from(factor)))?;
    }
    Ok(product)
}

/// Coalitions that leave a cause out.
fn without(at: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..1_usize << count).filter(move |coalition| coalition & (1 << at) == 0)
}

/// The Shapley value of each of `count` causes: what it adds to the coalition of those before it,
/// averaged over all orders. The products and their sum are exact, the average is rounded once.
///
/// # Errors
/// When a number on the way cannot be held.
pub(super) fn values(
    count: usize,
    worth: impl Fn(usize) -> Decimal,
) -> Result<Vec<Decimal>, ArithmeticError> {
    let n = u32::try_from(count).map_err(|_| ArithmeticError::Overflow)?;
    let all = factorial(n)?;
    let value = |at: usize| {
        let added = without(at, count).map(|coalition| {
            let adds = Number::sub(worth(coalition | (1 << at)), worth(coalition))?;
            Number::mul(adds, orders(coalition.count_ones(), n)?)
        });
        let added: Result<Vec<Decimal>, ArithmeticError> = added.collect();
        Number::div(sum(added?)?, all)
    };
    (0..count).map(value).collect()
}

/// What a coalition is worth with one half of a cause, besides with all of it and without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Halves {
    pub(super) neither: Decimal,
    pub(super) first: Decimal,
    pub(super) second: Decimal,
    pub(super) both: Decimal,
}

/// The Owen values of the two halves of one cause. Both sum to its Shapley value.
///
/// # Errors
/// When a number on the way cannot be held.
pub(super) fn halves(
    at: usize,
    count: usize,
    worth: impl Fn(usize) -> Halves,
) -> Result<(Decimal, Decimal), ArithmeticError> {
    let n = u32::try_from(count).map_err(|_| ArithmeticError::Overflow)?;
    let twice = Number::mul(factorial(n)?, Decimal::from_i64(2))?;
    let mut first = Vec::new();
    let mut second = Vec::new();
    for coalition in without(at, count) {
        let Halves { neither, first: one, second: other, both } = worth(coalition);
        let weight = orders(coalition.count_ones(), n)?;
        for (of, own, rest) in [(&mut first, one, other), (&mut second, other, one)] {
            let adds = sum([own, Number::neg(neither), both, Number::neg(rest)])?;
            of.push(Number::mul(adds, weight)?);
        }
    }
    Ok((Number::div(sum(first)?, twice)?, Number::div(sum(second)?, twice)?))
}
