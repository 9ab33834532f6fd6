//! The level of a bounded share, found from where it was last.
//!
//! The amounts `min(max(t * weight, floor), cap)` sum to a broken line of the level `t`. From a
//! level close by, two or three steps along that line (Newton's, kept within a bracket) reach the
//! stretch that holds the pool. The stretch is then proved: no row lies so close to where it leaves
//! its floor or reaches its cap that rounding could tell otherwise. What is left for the free rows
//! and their weights are summed exactly, so the amounts are those of [`crate::number::share`] to
//! the last bit; where the proof fails, that method is asked itself.

use super::totals::total;
use crate::number::{ShareOptions, ShareRow, share};
use crate::syntax::ast::Bound;

/// Steps after which the sorted method is asked.
const STEPS: usize = 24;

/// The rows of one pool on their way, kept from one evaluation to the next so that nothing is
/// allocated.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    /// Weights, zero for a row that cannot rise.
    rising: Vec<f64>,
    /// The amount at level zero.
    ground: Vec<f64>,
    /// The amount at which a row stops rising.
    top: Vec<f64>,
    /// What was summed last.
    terms: Vec<f64>,
    /// What the rows bring.
    pub(super) rows: Vec<ShareRow<f64>>,
    /// The amounts, in the order of the rows.
    pub(super) amounts: Vec<f64>,
    /// What holds each row, where asked for.
    pub(super) bounds: Vec<Bound>,
}

/// What the rows add up to at a level.
struct Sums {
    /// Of the rows that stand still.
    still: f64,
    /// Weights of the rows that move.
    moving: f64,
}

impl Pool {
    /// Shares `pool` out among `rows`; the level is read as where to begin and left where it was
    /// found. False where there is no such share.
    pub(super) fn share(
        &mut self,
        pool: f64,
        level: &mut f64,
        options: ShareOptions,
        bounds: bool,
    ) -> bool {
        self.amounts.clear();
        self.bounds.clear();
        if self.quickly(pool, level).is_none() {
            let Ok(solution) = share(pool, &self.rows, options) else { return false };
            *level = solution.level;
            self.amounts = solution.amounts;
            self.bounds = solution.bounds;
        } else if bounds {
            let held = self.rows.iter().zip(&self.amounts);
            self.bounds.extend(held.map(|(row, amount)| row.bound_at(*amount)));
        }
        true
    }

    fn quickly(&mut self, pool: f64, level: &mut f64) -> Option<()> {
        let scale = self.prepare(pool)?;
        let mut t = *level;
        if !(t > 0.0 && t.is_finite()) {
            t = pool / self.rising.iter().sum::<f64>();
        }
        let (mut low, mut high) = (0.0, f64::INFINITY);
        for _ in 0..STEPS {
            let sums = self.at(t);
            let reached = sums.still + t * sums.moving;
            if reached < pool {
                low = t
            } else {
                high = t
            }
            let next = (pool - sums.still) / sums.moving;
            if sums.moving > 0.0 && self.holds(next, t, &sums, scale) {
                *level = next;
                return self.fill(pool, next);
            }
            t = match (next > low && next < high, high.is_finite()) {
                (true, _) => next,
                (false, true) => low + (high - low) / 2.0,
                (false, false) => t * 2.0,
            };
        }
        None
    }

    /// Reads the rows; nothing where the share is bad, or comes near its floors or its caps.
    fn prepare(&mut self, pool: f64) -> Option<f64> {
        self.rising.clear();
        self.ground.clear();
        self.top.clear();
        let (mut bad, mut lowest, mut highest, mut scale) = (false, 0.0, 0.0, pool.abs());
        for row in &self.rows {
            let floor = row.floor.unwrap_or(0.0);
            let floor = if floor > 0.0 { floor } else { 0.0 };
            let cap = row.cap.unwrap_or(f64::INFINITY);
            let (weight, ground, top) = match row.fixed {
                Some(fixed) => (0.0, fixed, fixed),
                None => {
                    bad |= row.weight < 0.0 || floor > cap;
                    let rises = row.weight > 0.0 && cap > floor;
                    let ground = if cap < floor { cap } else { floor };
                    (if rises { row.weight } else { 0.0 }, ground, if rises { cap } else { ground })
                }
            };
            lowest += ground;
            highest += top;
            scale += ground.abs();
            self.rising.push(weight);
            self.ground.push(ground);
            self.top.push(top);
        }
        let near = 1e-9 * scale;
        let between = pool - lowest > near && highest - pool > near;
        (!bad && between && scale.is_finite()).then_some(scale)
    }

    fn at(&self, t: f64) -> Sums {
        let mut sums = Sums { still: 0.0, moving: 0.0 };
        for ((weight, ground), top) in self.rising.iter().zip(&self.ground).zip(&self.top) {
            let amount = t * weight;
            let (moves, held) = stretch(amount, *ground, *top);
            sums.moving += if moves { *weight } else { 0.0 };
            sums.still += if moves { 0.0 } else { held };
        }
        sums
    }

    /// Whether every row stands at `next` on the side of its floor and cap on which it stood at
    /// `t`, and clear of both: a level that is off by rounding could not cross either.
    fn holds(&self, next: f64, t: f64, sums: &Sums, scale: f64) -> bool {
        let noise = f64::EPSILON * 4.0 * self.rows.len() as f64;
        let margin = noise.max(1e-12) * scale;
        let mut crossed = false;
        for ((weight, ground), top) in self.rising.iter().zip(&self.ground).zip(&self.top) {
            let (then, now) = (t * weight, next * weight);
            let distance = (now - ground).abs().min((now - top).abs());
            crossed |= ((then > *ground) != (now > *ground)) | ((then < *top) != (now < *top));
            crossed |= (distance * sums.moving <= margin * weight) & (*weight > 0.0);
        }
        !crossed
    }

    /// Gives the free rows their part of what the others leave.
    fn fill(&mut self, pool: f64, t: f64) -> Option<()> {
        self.terms.clear();
        self.terms.push(-pool);
        let rows = || self.rising.iter().zip(&self.ground).zip(&self.top);
        for ((weight, ground), top) in rows() {
            let (moves, held) = stretch(t * weight, *ground, *top);
            self.terms.push(if moves { 0.0 } else { held });
        }
        let left = -total(&self.terms).ok()?;
        self.terms.clear();
        for ((weight, ground), top) in rows() {
            let (moves, _) = stretch(t * weight, *ground, *top);
            self.terms.push(if moves { *weight } else { 0.0 });
        }
        let moving = total(&self.terms).ok()?;
        let mut stumbled = false;
        for (((weight, moves), ground), top) in
            self.rising.iter().zip(&self.terms).zip(&self.ground).zip(&self.top)
        {
            let product = left * weight;
            let part = product / moving;
            stumbled |= (*moves > 0.0) & ((part == 0.0) | (part.abs() > f64::MAX));
            let part = if part < *ground { *ground } else { part };
            let part = if *top < part { *top } else { part };
            let (_, held) = stretch(t * weight, *ground, *top);
            self.amounts.push(if *moves > 0.0 { part } else { held });
        }
        (!stumbled).then_some(())
    }
}

/// Whether a row of this amount moves with the level, and else where it is held.
#[inline(always)]
fn stretch(amount: f64, ground: f64, top: f64) -> (bool, f64) {
    let moves = (amount > ground) & (amount < top);
    (moves, if amount > ground { top } else { ground })
}
