//! Columns of a tape used again once nothing reads them any more, so that a simulation over
//! millions of rows needs room for what is alive at one time and not for every step.

use super::compile::Column;
use super::tape::{Numbers, Operand, Step, Truths};
use std::collections::HashMap;

/// The slots of one kind: which is used where.
struct Slots {
    /// For each old slot its length and the last step that names it.
    old: Vec<(usize, usize)>,
    /// The new slot of each old one.
    new_of: Vec<Option<usize>>,
    /// The lengths of the new slots.
    lengths: Vec<usize>,
    /// New slots that are free, by length.
    free: HashMap<usize, Vec<usize>>,
}

impl Slots {
    fn new(lengths: &[usize]) -> Slots {
        Slots {
            old: lengths.iter().map(|length| (*length, 0)).collect(),
            new_of: vec![None; lengths.len()],
            lengths: Vec::new(),
            free: HashMap::new(),
        }
    }

    fn named(&mut self, slot: usize, at: usize) {
        if let Some((_, last)) = self.old.get_mut(slot) {
            *last = at.max(*last);
        }
    }

    fn place(&mut self, slot: usize) -> usize {
        if let Some(Some(new)) = self.new_of.get(slot) {
            return *new;
        }
        let length = self.old.get(slot).map_or(1, |(length, _)| *length);
        let free = self.free.get_mut(&length).and_then(Vec::pop);
        let new = free.unwrap_or_else(|| {
            self.lengths.push(length);
            self.lengths.len() - 1
        });
        if let Some(place) = self.new_of.get_mut(slot) {
            *place = Some(new);
        }
        new
    }

    /// Frees the slot if this step is the last that names it.
    fn leave(&mut self, slot: usize, at: usize) {
        let Some((length, last)) = self.old.get(slot).copied() else { return };
        if last == at
            && let Some(new) = self.new_of.get(slot).copied().flatten()
        {
            self.free.entry(length).or_default().push(new);
            // Named twice by one step, it is freed once.
            if let Some((_, last)) = self.old.get_mut(slot) {
                *last = usize::MAX - 1;
            }
        }
    }
}

/// Gives the slots of a tape new places; the lengths of these, of numbers and of truths. The first
/// `params` slots of numbers stay where they are, and what is kept is written over by nothing.
pub(super) fn reuse(
    tape: &mut [Step],
    number_lengths: &[usize],
    truth_lengths: &[usize],
    params: usize,
    kept: &mut [Column],
) -> (Vec<usize>, Vec<usize>) {
    const ALWAYS: usize = usize::MAX;
    let (mut numbers, mut truths) = (Slots::new(number_lengths), Slots::new(truth_lengths));
    for (at, step) in tape.iter_mut().enumerate() {
        for operand in step.operands() {
            match operand {
                Operand::Reads(Numbers::Slot(slot)) => numbers.named(*slot, at),
                Operand::Writes(slot) => numbers.named(*slot, at),
                Operand::ReadsTruths(Truths::Slot(slot)) => truths.named(*slot, at),
                Operand::WritesTruths(slot) => truths.named(*slot, at),
                _ => {}
            }
        }
    }
    for param in 0..params {
        numbers.named(param, ALWAYS);
        numbers.place(param);
    }
    for column in kept.iter() {
        match column {
            Column::Numbers(Numbers::Slot(slot)) => numbers.named(*slot, ALWAYS),
            Column::Truths(Truths::Slot(slot)) => truths.named(*slot, ALWAYS),
            _ => {}
        }
    }
    for (at, step) in tape.iter_mut().enumerate() {
        let (mut left, mut left_truths) = (Vec::new(), Vec::new());
        for operand in step.operands() {
            match operand {
                Operand::Reads(Numbers::Slot(slot)) | Operand::Writes(slot) => {
                    left.push(*slot);
                    *slot = numbers.place(*slot);
                }
                Operand::ReadsTruths(Truths::Slot(slot)) | Operand::WritesTruths(slot) => {
                    left_truths.push(*slot);
                    *slot = truths.place(*slot);
                }
                _ => {}
            }
        }
        left.into_iter().for_each(|slot| numbers.leave(slot, at));
        left_truths.into_iter().for_each(|slot| truths.leave(slot, at));
    }
    for column in kept.iter_mut() {
        match column {
            Column::Numbers(Numbers::Slot(slot)) => *slot = numbers.place(*slot),
            Column::Truths(Truths::Slot(slot)) => *slot = truths.place(*slot),
            _ => {}
        }
    }
    (numbers.lengths, truths.lengths)
}
