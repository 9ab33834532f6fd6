//! The waterfall: an amount fills one vessel after the other.

use super::{ArithmeticError, Number};

/// An amount poured into vessels in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled<N> {
    /// What each vessel took.
    pub parts: Vec<N>,
    /// What was left.
    pub rest: N,
}

/// Why an amount cannot be poured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FillError {
    /// The limit at this position, counted from zero, is below zero.
    #[error("limit {0} is negative")]
    NegativeLimit(usize),
    /// A number on the way cannot be held.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// Pours an amount into vessels in their order: each takes what is left, up to its limit. An amount
/// below zero fills nothing and is its own rest. Parts and rest sum to the amount.
pub fn fill<N: Number>(amount: N, limits: &[N]) -> Result<Filled<N>, FillError> {
    let mut rest = amount;
    let mut parts = Vec::with_capacity(limits.len());
    for (at, limit) in limits.iter().copied().enumerate() {
        if limit.is_negative() {
            return Err(FillError::NegativeLimit(at));
        }
        let part = if rest.is_negative() {
            N::zero()
        } else if rest.total_order(limit).is_gt() {
            limit
        } else {
            rest
        };
        rest = rest.sub(part)?;
        parts.push(part);
    }
    Ok(Filled { parts, rest })
}
