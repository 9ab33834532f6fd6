//! Sums, counts and the like over the rows of a column, all of them or group by group.

use super::columns::at;
use super::tape::{MISSING, Numbers, Operand, Registers, Truths};
use super::totals::total;
use crate::number::Number;
use crate::syntax::ast::AggregateFunction as F;
use std::sync::Arc;

/// The places of rows, group after group.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Groups {
    /// One group of all, so many of them.
    Whole(usize),
    /// Several groups: all places in order of group, and where each group ends.
    Parted {
        /// The places.
        places: Arc<[u32]>,
        /// Where each group ends.
        ends: Arc<[usize]>,
    },
}

impl Groups {
    /// From the group of each place, if it is in one.
    pub(super) fn new(group_of: impl Iterator<Item = Option<u32>> + Clone, count: usize) -> Groups {
        let mut ends = vec![0_usize; count];
        for group in group_of.clone().flatten() {
            if let Some(end) = ends.get_mut(group as usize) {
                *end += 1;
            }
        }
        let mut next = Vec::with_capacity(count);
        let mut sum = 0;
        for end in &mut ends {
            next.push(sum);
            sum += *end;
            *end = sum;
        }
        let mut places = vec![0_u32; sum];
        for (place, group) in group_of.enumerate() {
            let Some(next) = group.and_then(|group| next.get_mut(group as usize)) else { continue };
            if let Some(slot) = places.get_mut(*next) {
                *slot = u32::try_from(place).unwrap_or(u32::MAX);
            }
            *next += 1;
        }
        Groups::Parted { places: places.into(), ends: ends.into() }
    }

    /// How many groups there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Groups::Whole(_) => 1,
            Groups::Parted { ends, .. } => ends.len(),
        }
    }

    /// Calls for each group with its number and its places.
    pub(super) fn each(&self, mut with: impl FnMut(usize, Members<'_>)) {
        match self {
            Groups::Whole(count) => with(0, Members::Whole(*count)),
            Groups::Parted { places, ends } => {
                let mut begin = 0;
                for (group, end) in ends.iter().enumerate() {
                    with(group, Members::Some(places.get(begin..*end).unwrap_or_default()));
                    begin = *end;
                }
            }
        }
    }
}

/// The places of one group.
#[derive(Debug, Clone, Copy)]
pub(super) enum Members<'g> {
    /// The first so many places.
    Whole(usize),
    /// These.
    Some(&'g [u32]),
}

impl<'g> Members<'g> {
    /// The places, one by one.
    pub(super) fn places(self) -> impl Iterator<Item = usize> + Clone + 'g {
        let (range, some) = match self {
            Members::Whole(count) => (0..count, &[][..]),
            Members::Some(places) => (0..0, places),
        };
        range.chain(some.iter().map(|place| *place as usize))
    }
}

/// An aggregate that varies.
#[derive(Debug, Clone)]
pub(super) struct Aggregated {
    pub(super) function: F,
    /// Numbers that are aggregated.
    pub(super) values: Option<Numbers>,
    /// Truths that are aggregated.
    pub(super) truths: Option<Truths>,
    pub(super) weights: Option<Numbers>,
    /// Which rows count, where that varies.
    pub(super) filter: Option<Truths>,
    pub(super) groups: Groups,
    /// Groups of which it is not known which rows belong.
    pub(super) open: Vec<u32>,
    /// Where numbers go, or truths; one a group.
    pub(super) out: usize,
    pub(super) out_is_truth: bool,
}

/// What comes of a group.
pub(super) enum Outcome {
    Number(f64),
    Truth(u8),
    Stumbles,
}

impl Aggregated {
    pub(super) fn operands(&mut self) -> Vec<Operand<'_>> {
        let numbers = self.values.as_mut().into_iter().chain(&mut self.weights);
        let truths = self.truths.as_mut().into_iter().chain(&mut self.filter);
        let out = match self.out_is_truth {
            true => Operand::WritesTruths(&mut self.out),
            false => Operand::Writes(&mut self.out),
        };
        let reads = numbers.map(Operand::Reads).chain(truths.map(Operand::ReadsTruths));
        reads.chain([out]).collect()
    }

    pub(super) fn work(&self, registers: &mut Registers) -> bool {
        let (mut numbers, mut truths) = (Vec::new(), Vec::new());
        match self.out_is_truth {
            true => truths = registers.take_truths(self.out),
            false => numbers = registers.take(self.out),
        }
        let mut terms = std::mem::take(&mut registers.keeping.values);
        let mut stumbled = false;
        self.groups.each(|group, members| match self.one(registers, members, &mut terms) {
            Outcome::Number(number) => {
                if let Some(out) = numbers.get_mut(group) {
                    *out = number;
                }
            }
            Outcome::Truth(truth) => {
                if let Some(out) = truths.get_mut(group) {
                    *out = truth;
                }
            }
            Outcome::Stumbles => stumbled = true,
        });
        for group in &self.open {
            if let Some(out) = numbers.get_mut(*group as usize) {
                *out = f64::NAN;
            }
            if let Some(out) = truths.get_mut(*group as usize) {
                *out = MISSING;
            }
        }
        registers.keeping.values = terms;
        match self.out_is_truth {
            true => registers.put_truths(self.out, truths),
            false => registers.put(self.out, numbers),
        }
        stumbled
    }

    fn one(&self, registers: &Registers, members: Members<'_>, terms: &mut Vec<f64>) -> Outcome {
        let filter = self.filter.map(|filter| registers.truths(filter));
        let counts = |place: usize| filter.map_or(1, |filter| at(filter, place, MISSING));
        if filter.is_some() && members.places().any(|place| counts(place) == MISSING) {
            return match self.out_is_truth {
                true => Outcome::Truth(MISSING),
                false => Outcome::Number(f64::NAN),
            };
        }
        let inside = members.places().filter(|place| counts(*place) == 1);
        if let Some(truths) = self.truths.map(|truths| registers.truths(truths)) {
            return of_truths(self.function, inside.map(|place| at(truths, place, MISSING)));
        }
        let Some(values) = self.values.map(|values| registers.numbers(values)) else {
            return Outcome::Number(count(inside.count()));
        };
        if let (Members::Whole(count), None, None) = (members, filter, self.weights)
            && count == values.len()
            && !values.is_empty()
        {
            return of_numbers(self.function, values);
        }
        let weights = self.weights.map(|weights| registers.numbers(weights));
        terms.clear();
        let Some(weights) = weights else {
            terms.extend(inside.map(|place| at(values, place, f64::NAN)));
            return of_numbers(self.function, terms);
        };
        let both = |place| (at(values, place, f64::NAN), at(weights, place, f64::NAN));
        terms.extend(inside.map(|place| both(place).1));
        let Ok(weight) = total(terms) else { return Outcome::Stumbles };
        let mut stumbled = terms.is_empty();
        terms.clear();
        terms.extend(members.places().filter(|place| counts(*place) == 1).map(|place| {
            let (value, weight) = both(place);
            if value.is_nan() || weight.is_nan() {
                return f64::NAN;
            }
            stumbled |= value.mul(weight).is_err();
            value * weight
        }));
        match total(terms) {
            Ok(sum) if !stumbled => quotient(sum, weight),
            _ => Outcome::Stumbles,
        }
    }
}

fn count(count: usize) -> f64 {
    count as f64
}

fn quotient(a: f64, b: f64) -> Outcome {
    if a.is_nan() || b.is_nan() {
        return Outcome::Number(f64::NAN);
    }
    a.div(b).map_or(Outcome::Stumbles, Outcome::Number)
}

fn of_truths(function: F, truths: impl Iterator<Item = u8>) -> Outcome {
    let (mut open, mut holding, mut failing) = (false, 0_usize, 0_usize);
    for truth in truths {
        match truth {
            1 => holding += 1,
            0 => failing += 1,
            _ => open = true,
        }
    }
    let (decided, outcome) = match function {
        F::Count if open => return Outcome::Number(f64::NAN),
        F::Count => return Outcome::Number(count(holding)),
        F::Every => (failing > 0, failing == 0),
        F::Some => (holding > 0, holding > 0),
        _ => (holding > 0, holding == 0),
    };
    Outcome::Truth(if open && !decided { MISSING } else { u8::from(outcome) })
}

/// An aggregate of numbers, missing if one of them is.
pub(super) fn of_numbers(function: F, values: &[f64]) -> Outcome {
    if values.is_empty() && function != F::Sum {
        return Outcome::Stumbles;
    }
    let extreme = |better: fn(f64, f64) -> bool| {
        let first = values.first().copied().unwrap_or(f64::NAN);
        Outcome::Number(values.iter().fold(first, |best, value| match better(*value, best) {
            _ if value.is_nan() || best.is_nan() => f64::NAN,
            true => *value,
            false => best,
        }))
    };
    match function {
        F::Min => extreme(|value, best| value < best),
        F::Max => extreme(|value, best| value > best),
        F::Mean => match total(values) {
            Ok(sum) => quotient(sum, count(values.len())),
            Err(_) => Outcome::Stumbles,
        },
        _ => total(values).map_or(Outcome::Stumbles, Outcome::Number),
    }
}
