//! Rounding a column so that its sum is kept, without sorting it.
//!
//! Remainders are whole millionths of the unit, all settled as coarsely as that of the largest row.
//! The rows that get one unit more are selected by remainder and rank, which together no two rows
//! share.

use super::rounding::{
    Settling, Unit, floor, half_away, millionths, scale_of, settled, settled_coarser,
};
use super::totals::total;
use crate::number::{Number, TieRank, round_keeping_sum};
use crate::syntax::ast::RoundMode;

/// Millionths in one.
const MILLION: f64 = 1e6;

/// The rows of one sum, kept from one evaluation to the next so that nothing is allocated.
#[derive(Debug, Clone, Default)]
pub(super) struct Keeping {
    /// What is rounded.
    pub(super) values: Vec<f64>,
    /// The place of each row among rows of equal remainders.
    pub(super) ranks: Vec<u32>,
    /// The rounded amounts.
    pub(super) amounts: Vec<f64>,
    units: Vec<f64>,
    /// What is missing to a whole unit, and the rank, in one number: the smaller goes first. Beside
    /// it the row.
    turns: Vec<(u64, u32)>,
}

impl Keeping {
    /// Rounds; false where it cannot be done.
    pub(super) fn round(&mut self, unit: Unit, mode: RoundMode) -> bool {
        self.quickly(unit, mode).is_some() || self.one_by_one(unit, mode).is_some()
    }

    fn quickly(&mut self, unit: Unit, mode: RoundMode) -> Option<()> {
        let kept = total(&self.values).ok()?.round_to(unit.size, mode).ok()?;
        let wanted = kept.settled_units(unit.size).ok()?.whole(RoundMode::HalfAwayFromZero);
        self.units.clear();
        self.turns.clear();
        let units = self.values.iter().map(|value| unit.units_of(*value));
        let scale = match Settling::of(&self.values, unit) {
            Settling::Fine => {
                self.units.extend(units.map(settled));
                MILLION
            }
            Settling::Coarser => {
                self.units.extend(units.map(settled_coarser));
                let sizes = self.units.iter().map(|units| floor(*units).abs());
                scale_of(sizes.fold(0.0, f64::max))
            }
            Settling::OneByOne => return None,
        };
        let mut given = 0.0;
        for (at, (units, rank)) in self.units.iter_mut().zip(&self.ranks).enumerate() {
            let whole = floor(*units);
            let part = half_away((*units - whole) * scale) / scale;
            let behind = whole_number(MILLION - millionths(part));
            given += whole;
            *units = whole;
            self.turns.push(((behind << 32) | u64::from(*rank), u32::try_from(at).ok()?));
        }
        let missing = wanted - given;
        if missing < 0.0 || missing > self.values.len() as f64 {
            return None;
        }
        let missing = usize::try_from(whole_number(missing)).ok()?;
        if missing > 0 {
            self.turns.select_nth_unstable(missing - 1);
        }
        for (_, row) in self.turns.iter().take(missing) {
            if let Some(units) = self.units.get_mut(*row as usize) {
                *units += 1.0;
            }
        }
        self.amounts.clear();
        self.amounts.extend(self.units.iter().map(|units| unit.of_units(*units)));
        Some(())
    }

    #[cold]
    fn one_by_one(&mut self, unit: Unit, mode: RoundMode) -> Option<()> {
        let rank = |rank: &u32| TieRank { stated: 0, key: *rank as usize };
        let ranks: Vec<TieRank> = self.ranks.iter().map(rank).collect();
        let kept = round_keeping_sum(&self.values, unit.size, mode, &ranks, None).ok()?;
        self.amounts = kept.amounts;
        Some(())
    }
}

/// A whole number that is not negative and below 2^53.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative and small by the checks of the caller; a cast saturates"
)]
fn whole_number(value: f64) -> u64 {
    value as u64
}
