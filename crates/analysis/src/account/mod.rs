//! Why an amount changed between two runs: so much by the pool, so much by each other parameter,
//! by the rules, by a row's own data and by the data of others. The parts add up to the change.
//!
//! Each thing that differs between the runs is a cause ([`between`]). A cause stands as in the
//! first run or as in the second, so that k causes make 2^k runs, of which the first and the last
//! are the two that are compared ([`mixed`] makes what lies between them). The part of a cause is
//! what switching it adds, averaged over all orders in which the causes could be switched one
//! after the other: its Shapley value (L. S. Shapley, A Value for n-Person Games, 1953). No order
//! is preferred, a cause that moves nothing gets nothing, causes that move the same get the same.
//!
//! All data together are one cause. For a single row its part is told apart into what the row's
//! own cells moved and what the cells of others moved, as the Owen value does it (G. Owen, Values
//! of Games with a Priori Unions, 1977): both halves sum to the part of the data, so that the
//! account of one row and the table of all rows say the same.
//!
//! Two things keep the account whole where it could break off:
//! - Above [`CAUSES_MAX`] causes, the parameters that alone move least are one cause together.
//! - A run between the two may be impossible: shares that must sum to a whole, of which only one
//!   is switched. The causes that only work together are then one cause, and it says why.
mod causes;
mod columns;
mod mix;
mod parts;
mod shapley;
mod teller;
mod words;

pub use causes::{Basis, Formula, Kind, between, same_tables};
pub use mix::{Mixed, Reading, mixed};
pub use teller::{Coalition, Teller, Worth};
pub use words::{others_data, own_data};

use formula::diagnostic::Diagnostic;
use formula::number::Decimal;
use std::sync::Arc;

/// How many causes are told apart at most. Each doubles the number of runs.
pub const CAUSES_MAX: usize = 10;

/// One of the two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first run, which is compared with.
    Before,
    /// The second run.
    After,
}

/// Why several things that differ are one cause.
#[derive(Debug, Clone)]
pub enum Joined {
    /// It is a single one.
    No,
    /// Each of them alone moves little.
    Small,
    /// One without the other has no run: what the formula found then.
    Together(Vec<Diagnostic>),
}

/// A cause of the account.
#[derive(Debug, Clone)]
pub struct Cause {
    /// What differs between the runs; several where they are told together.
    pub kinds: Vec<Kind>,
    /// Why they are told together.
    pub joined: Joined,
}

/// The part of the data of one row, told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnAndOthers {
    /// What the row's own cells moved.
    pub own: Decimal,
    /// What the cells of other rows moved.
    pub others: Decimal,
}

/// The account of one row, in the unit of the amount.
#[derive(Debug, Clone, PartialEq)]
pub struct RowAccount {
    /// The key of the row; empty for one amount for the country.
    pub key: Arc<str>,
    /// The amount in the first run; none where the row is missing in it.
    pub before: Option<Decimal>,
    /// The amount in the second run; none where the row is missing in it.
    pub after: Option<Decimal>,
    /// The second less the first.
    pub change: Option<Decimal>,
    /// A part for each cause, in their order. They sum to the change, to the cent or to the last
    /// digit that both amounts have. In whole cents, the parts of a cause also sum over all rows
    /// to what they are together, rounded once. None where a run between the two has no amount for
    /// the row.
    pub parts: Option<Vec<Decimal>>,
    /// The part of the data told apart, where that was asked for and can be done.
    pub data: Option<OwnAndOthers>,
}

/// The account of all rows.
#[derive(Debug, Clone)]
pub struct Account {
    /// The causes: the pool, other parameters, scales, rules, the day, standings, the data.
    pub causes: Vec<Cause>,
    /// Rows of either run, by key.
    pub rows: Vec<RowAccount>,
    /// How many runs it took, the two compared among them.
    pub runs: usize,
}

impl Account {
    /// The account of a row.
    pub fn row(&self, key: &str) -> Option<&RowAccount> {
        self.rows.iter().find(|row| &*row.key == key)
    }

    /// The place of the cause that is the data alone; only that can be told apart by row.
    pub fn data_cause(&self) -> Option<usize> {
        self.causes.iter().position(|cause| cause.kinds == [Kind::Data])
    }
}

/// Makes the account of what `kinds` moved.
///
/// # Errors
/// What stands in the way of one of the two runs themselves.
pub fn account(kinds: Vec<Kind>, teller: &mut Teller<'_>) -> Result<Account, Vec<Diagnostic>> {
    teller.begin(kinds.len())?;
    let groups = teller.groups(kinds.len(), &kinds)?;
    let causes = groups.iter().map(|group| Cause {
        kinds: group.members.iter().filter_map(|at| kinds.get(*at).cloned()).collect(),
        joined: group.joined.clone(),
    });
    let causes = causes.collect();
    let rows = parts::rows(&groups, teller)?;
    Ok(Account { causes, rows, runs: teller.runs() })
}

/// Tells the data of a row apart into its own cells and those of others. Leaves the account as it
/// is where the data are no cause of their own, or where a run between the two is impossible.
pub fn tell_data_apart(account: &mut Account, key: &str, teller: &mut Teller<'_>) {
    let Some(data) = account.data_cause() else { return };
    let Some(at) = account.rows.iter().position(|row| &*row.key == key) else { return };
    let apart = parts::own_and_others(account, at, data, teller);
    if let Some(row) = account.rows.get_mut(at) {
        row.data = apart;
    }
    account.runs = teller.runs();
}

/// How many runs may be made to tell the data of all rows apart.
pub const APART_RUNS_MAX: usize = 4096;

/// Tells the data of every row apart, where the data are a cause of their own and that takes no
/// more than [`APART_RUNS_MAX`] runs. Says whether it did.
pub fn tell_all_data_apart(account: &mut Account, teller: &mut Teller<'_>) -> bool {
    let each = 1_usize << account.causes.len();
    if account.data_cause().is_none() || account.rows.len().saturating_mul(each) > APART_RUNS_MAX {
        return false;
    }
    let keys: Vec<Arc<str>> = account.rows.iter().map(|row| row.key.clone()).collect();
    for key in keys {
        tell_data_apart(account, &key, teller);
    }
    true
}

#[cfg(test)]
mod tests;
