//! Runs what is asked for once, and finds which causes can be told apart.

use super::causes::Kind;
use super::{CAUSES_MAX, Joined};
use formula::data::Data;
use formula::diagnostic::Diagnostic;
use formula::number::{Decimal, Number, sum};
use formula::plan::Plan;
use formula::run::{CheckOutcome, Run};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

/// Which causes stand as in the second run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coalition {
    /// For each kind of difference, whether it does.
    pub after: Vec<bool>,
    /// A row whose own cells stand otherwise than the cells of others: its key, and whether its
    /// own are those of the second run. None where all data stand as `after` says.
    pub apart: Option<(Arc<str>, bool)>,
}

/// What comes out of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Worth {
    /// The amounts by key; a row without amount is left out. One with an empty key for the country.
    pub amounts: BTreeMap<Arc<str>, Decimal>,
    /// What does not hold, of the checks that stop a run.
    pub broken: Vec<Diagnostic>,
}

impl Worth {
    /// What a result of a run is worth, by the keys of its rows.
    pub fn of(plan: &Plan, data: &Data, run: &Run<Decimal>, result: &str) -> Worth {
        let broken = run.checks().iter().filter(|check| check.stops);
        let broken = broken.filter_map(CheckOutcome::diagnostic).collect();
        let Some((id, definition)) = plan.definition_named(result) else {
            return Worth { amounts: BTreeMap::new(), broken };
        };
        let keys = match definition.table.and_then(|table| data.table(table)) {
            Some(table) => table.keys.clone(),
            None => vec![Arc::from("")],
        };
        let amounts = keys.into_iter().enumerate();
        let amounts = amounts.filter_map(|(row, key)| Some((key, run.value(id, row).number()?)));
        Worth { amounts: amounts.collect(), broken }
    }
}

type Ran = Result<Arc<Worth>, Vec<Diagnostic>>;
type Running<'w> = dyn FnMut(&Coalition) -> Result<Worth, Vec<Diagnostic>> + 'w;

/// Runs coalitions, each once.
pub struct Teller<'w> {
    run: Box<Running<'w>>,
    known: HashMap<Coalition, Ran>,
    checks_bind: bool,
    groups: Option<Vec<Group>>,
}

impl fmt::Debug for Teller<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Teller").field("runs", &self.known.len()).finish_non_exhaustive()
    }
}

/// Causes that are told together, by their places.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) members: Vec<usize>,
    pub(super) joined: Joined,
}

impl<'w> Teller<'w> {
    /// Takes a way to run a coalition. It must give the same every time.
    pub fn new(run: impl FnMut(&Coalition) -> Result<Worth, Vec<Diagnostic>> + 'w) -> Teller<'w> {
        Teller { run: Box::new(run), known: HashMap::new(), checks_bind: false, groups: None }
    }

    /// How many runs were made so far.
    pub fn runs(&self) -> usize {
        self.known.len()
    }

    /// Makes the two runs themselves. Where the checks hold in both, a run between them in which
    /// one does not hold is none: the formula forbids it.
    pub(super) fn begin(&mut self, count: usize) -> Result<(), Vec<Diagnostic>> {
        let ends = [false, true].map(|after| self.at(vec![after; count], None));
        let [before, after] = ends;
        let (before, after) = (before?, after?);
        self.checks_bind = before.broken.is_empty() && after.broken.is_empty();
        Ok(())
    }

    /// The causes as they were told apart; none before that.
    pub(super) fn told(&self) -> Option<&[Group]> {
        self.groups.as_deref()
    }

    /// What a coalition is worth.
    pub(super) fn at(&mut self, after: Vec<bool>, apart: Option<(Arc<str>, bool)>) -> Ran {
        let coalition = Coalition { after, apart };
        if let Some(known) = self.known.get(&coalition) {
            return known.clone();
        }
        let ran = match (self.run)(&coalition) {
            Ok(worth) if self.checks_bind && !worth.broken.is_empty() => Err(worth.broken),
            Ok(worth) => Ok(Arc::new(worth)),
            Err(diagnostics) => Err(diagnostics),
        };
        self.known.insert(coalition, ran.clone());
        ran
    }

    /// What a coalition of groups is worth: the bit of a group says that it is switched.
    pub(super) fn of_groups(
        &mut self,
        groups: &[Group],
        coalition: usize,
        apart: Option<(Arc<str>, bool)>,
    ) -> Ran {
        let count = groups.iter().map(|group| group.members.len()).sum();
        let mut after = vec![false; count];
        for (at, group) in groups.iter().enumerate() {
            let switched = coalition & (1 << at) != 0;
            for member in &group.members {
                if let Some(place) = after.get_mut(*member) {
                    *place = switched;
                }
            }
        }
        self.at(after, apart)
    }

    /// The causes as far as they can be told apart.
    pub(super) fn groups(
        &mut self,
        count: usize,
        kinds: &[Kind],
    ) -> Result<Vec<Group>, Vec<Diagnostic>> {
        let single = |at: usize| Group { members: vec![at], joined: Joined::No };
        let mut groups: Vec<Group> = (0..count).map(single).collect();
        self.join_smallest(&mut groups, kinds);
        loop {
            let failures: Vec<(usize, Vec<Diagnostic>)> = (0..1_usize << groups.len())
                .filter_map(|coalition| {
                    let ran = self.of_groups(&groups, coalition, None);
                    Some((coalition, ran.err()?))
                })
                .collect();
            let Some((one, other)) = most_parting(&failures, groups.len()) else {
                self.groups = Some(groups.clone());
                return Ok(groups);
            };
            let found = failures.into_iter().find(|(coalition, _)| parts(*coalition, one, other));
            join(&mut groups, one, other, found.map(|(_, found)| found).unwrap_or_default());
        }
    }

    /// Above [`CAUSES_MAX`], those that alone move least become one.
    fn join_smallest(&mut self, groups: &mut Vec<Group>, kinds: &[Kind]) {
        let surplus = groups.len().saturating_sub(CAUSES_MAX);
        if surplus == 0 {
            return;
        }
        let small = |kind: Option<&Kind>| kind.is_some_and(Kind::is_small_change);
        let mut effects: Vec<(Decimal, usize)> = (0..groups.len())
            .filter(|at| small(kinds.get(*at)))
            .map(|at| (self.effect(groups.len(), at), at))
            .collect();
        effects.sort_by(|(a, at), (b, other)| a.total_order(*b).then(at.cmp(other)));
        let mut members: Vec<usize> =
            effects.into_iter().take(surplus.saturating_add(1)).map(|(_, at)| at).collect();
        members.sort_unstable();
        let Some(first) = members.first().copied() else { return };
        groups.retain(|group| group.members.first().is_none_or(|at| !members.contains(at)));
        let place = groups.iter().position(|group| group.members.first() > Some(&first));
        let place = place.unwrap_or(groups.len());
        groups.insert(place, Group { members, joined: Joined::Small });
    }

    /// How much a cause alone moves, all rows together; nothing where it has no run alone.
    fn effect(&mut self, count: usize, at: usize) -> Decimal {
        let mut after = vec![false; count];
        let before = self.at(after.clone(), None);
        if let Some(place) = after.get_mut(at) {
            *place = true;
        }
        let (Ok(before), Ok(alone)) = (before, self.at(after, None)) else { return Decimal::ZERO };
        let moved = alone.amounts.iter().filter_map(|(key, amount)| {
            let before = before.amounts.get(key).copied().unwrap_or_default();
            Some(Number::sub(*amount, before).ok()?.abs())
        });
        sum(moved).unwrap_or_default()
    }
}

/// Whether a coalition holds one of two causes without the other.
fn parts(coalition: usize, one: usize, other: usize) -> bool {
    (coalition >> one) & 1 != (coalition >> other) & 1
}

/// The two causes that stand apart in most of the coalitions that have no run; of equals the
/// first. None where every coalition has one.
fn most_parting(failures: &[(usize, Vec<Diagnostic>)], count: usize) -> Option<(usize, usize)> {
    let pairs = (0..count).flat_map(|one| (one.saturating_add(1)..count).map(move |b| (one, b)));
    let counted = pairs.map(|(one, other)| {
        let parted = failures.iter().filter(|(coalition, _)| parts(*coalition, one, other));
        (parted.count(), (one, other))
    });
    let best = counted
        .filter(|(parted, _)| *parted > 0)
        .reduce(|best, next| if next.0.cmp(&best.0) == Ordering::Greater { next } else { best });
    best.map(|(_, pair)| pair)
}

fn join(groups: &mut Vec<Group>, one: usize, other: usize, found: Vec<Diagnostic>) {
    if one >= other || other >= groups.len() {
        return;
    }
    let taken = groups.remove(other);
    if let Some(group) = groups.get_mut(one) {
        group.members.extend(taken.members);
        group.members.sort_unstable();
        group.joined = Joined::Together(found);
    }
}
