//! The door for writes: taking a snapshot, and making a run of it.
//!
//! Both are done once for the same content: the same tables are the same snapshot, and the same
//! formula on the same snapshot for the same day under the same parameters is the same run.

use crate::desk::{Desk, RunSummary};
use crate::error::Error;
use crate::formulas::{FormulaEntry, Formulas};
use crate::opened::{OpenedRun, SnapshotTables};
use crate::store::{Conditions, UsedRun, result_rows};
use formula::run::{Request as RunRequest, Verdict};
use formula::standing::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use records::calendar::office_time;
use records::command::{Command, Gate, Request};
use records::identity::Identifier;
use records::money::Cents;
use records::policy::{Principal, Resource};
use records::run::{self, DeclaredSum, Kind, NewRun};
use records::snapshot::{self, SnapshotTable};
use records::unit_of_work::{IdempotencyKey, UnitOfWork};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The action of [`TakeSnapshot`].
pub const TAKE_SNAPSHOT: &str = "grant.take-snapshot";
/// The action of [`MakeRun`].
pub const MAKE_RUN: &str = "grant.make-run";

/// Takes a snapshot of tables. The same content again is the snapshot that is there.
#[derive(Debug, Clone, Serialize)]
pub struct TakeSnapshot {
    /// A name for people.
    pub title: String,
    /// The tables, with the standing and source of each cell.
    pub tables: Vec<SnapshotTable>,
}

impl TakeSnapshot {
    /// Of the municipalities as they are now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of_territory(desk: &Desk, title: &str) -> Result<TakeSnapshot, Error> {
        let tables = territory::snapshot_tables(desk.database()).await?;
        Ok(TakeSnapshot { title: title.to_owned(), tables })
    }

    /// The key under which the same content is the same request.
    pub fn key(&self) -> IdempotencyKey {
        let hash = snapshot::hash_of(&self.tables);
        IdempotencyKey::of_content(&[TAKE_SNAPSHOT, &self.title, &hash])
    }
}

/// The snapshot that was taken or found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its identifier.
    pub snapshot: Identifier,
}

impl Command for TakeSnapshot {
    type State = ();
    type Decision = ();
    type Outcome = Taken;
    type Error = Error;
    const ACTION: &'static str = TAKE_SNAPSHOT;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national()
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<Taken, Error> {
        let head = snapshot::take(unit, &self.title, &self.tables).await?;
        Ok(Taken { snapshot: head.id })
    }
}

/// Runs a formula of the program on a snapshot, officially, and keeps what comes out, with the
/// runs of the formulas that it uses.
#[derive(Debug, Clone, Serialize)]
pub struct MakeRun {
    /// The formula.
    pub formula: String,
    /// SHA-256 of its text and of the texts of those that it uses.
    pub texts: Vec<String>,
    /// The snapshot.
    pub snapshot: Identifier,
    /// The day it is made for.
    #[serde(serialize_with = "as_text")]
    pub day: Date,
    /// The day up to which the data were known, where the run says so.
    #[serde(serialize_with = "as_text_if_any", skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    /// Parameters given for it alone.
    pub parameters: BTreeMap<String, String>,
    /// Standings that do not count, as words.
    pub without: BTreeSet<String>,
    /// A stable word for what distinguishes it.
    pub label: String,
    #[serde(skip)]
    formulas: Arc<Formulas>,
    #[serde(skip)]
    tables: Arc<SnapshotTables>,
}

fn as_text<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

fn as_text_if_any<S: serde::Serializer>(
    day: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

impl MakeRun {
    /// A run of a formula of the program, with its parameters as the formula has them.
    ///
    /// # Errors
    /// `grant-formula-unknown`, `snapshot-unknown`, `snapshot-altered`, those of the database.
    pub async fn new(
        desk: &Desk,
        formula: &str,
        snapshot: &Identifier,
        day: Date,
        label: &str,
    ) -> Result<MakeRun, Error> {
        let entry = desk.formula(formula)?;
        Ok(MakeRun {
            formula: formula.to_owned(),
            texts: entry.formulas.plans.iter().map(|plan| plan.hash.clone()).collect(),
            snapshot: snapshot.clone(),
            day,
            known: None,
            parameters: BTreeMap::new(),
            without: BTreeSet::new(),
            label: label.to_owned(),
            formulas: Arc::clone(&entry.formulas),
            tables: desk.snapshot(snapshot).await?,
        })
    }

    /// A run that was made before, on another snapshot that is not lasting yet.
    pub(crate) fn again(
        entry: &FormulaEntry,
        summary: &RunSummary,
        snapshot: &Identifier,
        tables: &Arc<SnapshotTables>,
    ) -> MakeRun {
        MakeRun {
            formula: entry.name.clone(),
            texts: entry.formulas.plans.iter().map(|plan| plan.hash.clone()).collect(),
            snapshot: snapshot.clone(),
            day: summary.day,
            known: None,
            parameters: summary.parameters.clone(),
            without: summary.without.iter().map(|s| s.word().to_owned()).collect(),
            label: summary.label.clone(),
            formulas: Arc::clone(&entry.formulas),
            tables: Arc::clone(tables),
        }
    }

    /// With a parameter for this run alone, as text: `30%`, `284 680 000`, `true`.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: &str) -> MakeRun {
        self.parameters.insert(parameter.to_owned(), value.to_owned());
        self
    }

    /// On data known up to a day, which the run then names. It is no later than the snapshot.
    #[must_use]
    pub fn known_up_to(mut self, day: Date) -> MakeRun {
        self.known = Some(day);
        self
    }

    /// Without figures of a standing.
    #[must_use]
    pub fn without(mut self, standing: Standing) -> MakeRun {
        self.without.insert(standing.word().to_owned());
        self
    }

    /// The key under which the same content is the same request.
    pub fn key(&self) -> IdempotencyKey {
        let day = self.day.to_string();
        let mut parts = vec![MAKE_RUN, &self.formula, self.snapshot.as_str(), &day, &self.label];
        let known = self.known.map(|known| format!("known {known}"));
        parts.extend(known.as_deref());
        parts.extend(self.texts.iter().map(String::as_str));
        parts.extend(self.parameters.iter().flat_map(|(name, value)| [name.as_str(), value]));
        parts.extend(self.without.iter().map(String::as_str));
        IdempotencyKey::of_content(&parts)
    }

    /// Refuses a day after that on which the snapshot was taken: its data are none of later.
    fn known_by_then(&self) -> Result<(), Error> {
        let taken = office_time(self.tables.snapshot.head.taken_at).date();
        match self.known {
            Some(known) if known > taken => Err(Error::KnownAfterSnapshot { known, taken }),
            _ => Ok(()),
        }
    }

    fn request(&self) -> RunRequest {
        let without = self.without.iter().filter_map(|word| Standing::from_word(word));
        RunRequest {
            day: self.day,
            known: self.known,
            params: self.parameters.clone(),
            without: without.collect(),
        }
    }
}

/// The run that was made or found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its identifier.
    pub run: Identifier,
}

/// A run that is to be kept, unless it is there.
#[derive(Debug)]
pub struct Draft {
    /// The kept run with the same hash.
    there: Option<Identifier>,
    run: NewRun,
    conditions: Conditions,
    /// Formulas whose runs it uses; they stand before it.
    uses: Vec<String>,
}

impl Command for MakeRun {
    /// Kept runs by hash.
    type State = BTreeMap<String, Identifier>;
    /// The formula's run last, those that it uses before it.
    type Decision = Vec<Draft>;
    type Outcome = Made;
    type Error = Error;
    const ACTION: &'static str = MAKE_RUN;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        Ok(run::hashes(unit.reading(), &self.snapshot).await?)
    }

    fn decide(&self, there: Self::State, _: Timestamp) -> Result<Vec<Draft>, Error> {
        self.known_by_then()?;
        let made = OpenedRun::make(&self.formulas, &self.tables, &self.request())
            .map_err(Error::formula)?;
        let mut drafts = Vec::new();
        draft(&made, self, &there, &mut drafts)?;
        Ok(drafts)
    }

    async fn write(&self, drafts: Vec<Draft>, unit: &mut UnitOfWork) -> Result<Made, Error> {
        let mut kept: Vec<UsedRun> = Vec::new();
        for mut draft in drafts {
            let formula = draft.run.formula_name.clone();
            let run = match draft.there {
                Some(run) => run,
                None => {
                    let uses = |other: &&UsedRun| draft.uses.contains(&other.formula);
                    let used = kept.iter().filter(uses).cloned().collect();
                    draft.conditions.set_used(used);
                    draft.run.parameters = draft.conditions.to_json()?;
                    run::keep(unit, &draft.run).await?.id
                }
            };
            kept.push(UsedRun { formula, run });
        }
        match kept.pop() {
            Some(asked) => Ok(Made { run: asked.run }),
            None => Err(Error::NoRun { formula: self.formula.clone() }),
        }
    }
}

/// Drafts the runs that a run uses, then itself.
fn draft(
    made: &OpenedRun,
    command: &MakeRun,
    there: &BTreeMap<String, Identifier>,
    drafts: &mut Vec<Draft>,
) -> Result<(), Error> {
    for used in &made.used {
        if drafts.iter().all(|draft| draft.run.formula_name != used.plan.name) {
            draft(used, command, there, drafts)?;
        }
    }
    let Some(adoptable) = made.run.adoptable() else {
        let failing = made.run.checks().iter().filter(|c| c.stops && c.verdict != Verdict::Holds);
        return Err(Error::Checks(failing.filter_map(|check| check.diagnostic()).collect()));
    };
    let identity = adoptable.run().identity();
    let results = result_rows(made);
    drafts.push(Draft {
        there: there.get(&identity.hash).cloned(),
        conditions: Conditions::of(made),
        uses: made.plan.uses.iter().map(|used| used.formula.clone()).collect(),
        run: NewRun {
            formula_name: made.plan.name.clone(),
            formula_text: made.plan.source.text.clone(),
            snapshot: command.snapshot.clone(),
            for_date: command.day,
            parameters: serde_json::Value::Null,
            engine_version: identity.engine.clone(),
            hash: identity.hash.clone(),
            kind: Kind::Official,
            label: command.label.clone(),
            sums: sums(made, &results)?,
            results,
        },
    });
    Ok(())
}

/// What each result in cents must add up to: the amount to the pool, others to what was computed.
fn sums(made: &OpenedRun, results: &[run::ResultRow]) -> Result<Vec<DeclaredSum>, Error> {
    let mut found: BTreeMap<&str, Vec<Cents>> = BTreeMap::new();
    for row in results {
        if let Some(cents) = row.cents {
            found.entry(&row.result).or_default().push(cents);
        }
    }
    let amount = made.plan.definition(made.amount_definition()).map(|d| d.name.as_str());
    let too_large = || records::Error::value("cents", "i64");
    let mut sums = Vec::new();
    for (result, cents) in found {
        let pool = made.pool().filter(|_| amount == Some(result));
        let cents = match pool {
            Some(pool) => pool.to_canonical().parse()?,
            None => Cents::sum(cents).ok_or_else(too_large)?,
        };
        sums.push(DeclaredSum { result: result.to_owned(), cents });
    }
    // Money of a grant that is not whole cents would pass unsummed.
    if made.pool().is_some() && !sums.iter().any(|sum| Some(sum.result.as_str()) == amount) {
        let result = amount.unwrap_or_default().to_owned();
        return Err(records::Error::CentsMismatch { result, row: String::new() }.into());
    }
    Ok(sums)
}

/// Takes a snapshot of the municipalities as they are now.
///
/// # Errors
/// `action-refused`, those of the database.
pub async fn take_snapshot(
    gate: &Gate,
    desk: &Desk,
    title: &str,
    principal: impl Into<Principal>,
    now: Timestamp,
) -> Result<Identifier, Error> {
    let command = TakeSnapshot::of_territory(desk, title).await?;
    let key = command.key();
    Ok(gate.execute(&command, Request { principal: principal.into(), now, key }).await?.snapshot)
}

/// Makes a run.
///
/// # Errors
/// `grant-formula-refused`, `grant-checks-do-not-hold`, `sum-mismatch`, `action-refused`, those of
/// the database. Nothing is kept after an error.
pub async fn make_run(
    gate: &Gate,
    command: &MakeRun,
    principal: impl Into<Principal>,
    now: Timestamp,
) -> Result<Identifier, Error> {
    let key = command.key();
    Ok(gate.execute(command, Request { principal: principal.into(), now, key }).await?.run)
}
