//! What pages read: the formulas, the kept runs, and runs opened from the database.

use crate::error::Error;
use crate::formulas::{self, FormulaEntry};
pub use crate::opened::OpenedRun;
use crate::opened::SnapshotTables;
use crate::store;
use crate::words::catalog;
use formula::diagnostic::Diagnostic;
use formula::standing::Standing;
use formula::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use records::database::Database;
use records::identity::Identifier;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use territory::model::{Municipality, Tile};

/// The label of the run that a formula's pages show first.
pub const BASELINE: &str = "baseline";
/// The label of the run that counts the north as it was enumerated.
pub const NORTH_ENUMERATED: &str = "north-enumerated";

/// What is known of a kept run without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSummary {
    /// Its identifier.
    pub id: Identifier,
    /// The formula's name.
    pub formula: String,
    /// The day it was made for.
    pub day: Date,
    /// Parameters that were given for it alone, those of the formulas it uses among them.
    pub parameters: BTreeMap<String, String>,
    /// Standings that did not count.
    pub without: BTreeSet<Standing>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: String,
    /// The engine's hash of formula, data, parameters and version.
    pub hash: String,
    /// The snapshot it was made from.
    pub snapshot: Identifier,
    /// The stable word for what distinguishes it.
    pub label: String,
    /// Whether it is the run that the formula's pages show first.
    pub is_baseline: bool,
    /// The version of the engine that made it.
    pub engine: String,
    /// Whether it was made on the data in force; true of all as long as nobody brought data.
    pub is_on_data_in_force: bool,
}

impl RunSummary {
    /// Its title for a reader: what distinguishes it from other runs of the formula.
    pub fn title(&self, language: Language) -> String {
        let id = format!("run-title-{}", self.label);
        if catalog().has(language, &id) {
            catalog().say::<&str>(language, &id, &[])
        } else {
            self.label.clone()
        }
    }
}

/// How many opened runs and snapshots are held; they are opened anew when more are asked for.
const HELD_MAX: usize = 64;

/// What the grant pages read. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Desk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    formulas: Vec<FormulaEntry>,
    opened: Mutex<HashMap<Identifier, Arc<OpenedRun>>>,
    snapshots: Mutex<HashMap<Identifier, Arc<SnapshotTables>>>,
    territory: Mutex<Territory>,
}

/// What is known of the municipalities, once it was asked for.
#[derive(Debug, Default)]
struct Territory {
    municipalities: Option<Arc<Vec<Municipality>>>,
    tiles: Option<Arc<Vec<Tile>>>,
}

impl Desk {
    /// A desk over a database. Runs are opened when they are first asked for.
    ///
    /// # Errors
    /// `grant-formula-refused` when a formula of the program does not pass its own check.
    pub fn new(database: Database) -> Result<Desk, Error> {
        Ok(Desk(Arc::new(Inner {
            database,
            formulas: formulas::all()?,
            opened: Mutex::default(),
            snapshots: Mutex::default(),
            territory: Mutex::default(),
        })))
    }

    /// The database, for what other stations know.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The formulas that are part of the program: the grants first.
    pub fn formulas(&self) -> &[FormulaEntry] {
        &self.0.formulas
    }

    /// One of them.
    ///
    /// # Errors
    /// `grant-formula-unknown`.
    pub fn formula(&self, name: &str) -> Result<&FormulaEntry, Error> {
        self.0
            .formulas
            .iter()
            .find(|entry| entry.name == name)
            .ok_or_else(|| Error::FormulaUnknown { formula: name.to_owned() })
    }

    /// The kept runs of a formula, newest first.
    ///
    /// # Errors
    /// `grant-formula-unknown`, those of the database.
    pub async fn runs(&self, formula: &str) -> Result<Vec<RunSummary>, Error> {
        self.formula(formula)?;
        self.marked(formula, self.snapshot_in_force().await?.as_ref()).await
    }

    /// The snapshot of the data in force; none as long as nobody brought data.
    async fn snapshot_in_force(&self) -> Result<Option<Identifier>, Error> {
        crate::data::snapshot_in_force(&self.0.database).await
    }

    /// The kept runs of a formula, newest first, marked whether they are on a snapshot.
    async fn marked(
        &self,
        formula: &str,
        snapshot: Option<&Identifier>,
    ) -> Result<Vec<RunSummary>, Error> {
        let mut runs = store::summaries(&self.0.database, formula).await?;
        for run in &mut runs {
            run.is_on_data_in_force = snapshot.is_none_or(|snapshot| run.snapshot == *snapshot);
        }
        Ok(runs)
    }

    /// The kept runs of all formulas: the grants first, the baseline of each before its others.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all_runs(&self) -> Result<Vec<RunSummary>, Error> {
        let snapshot = self.snapshot_in_force().await?;
        let mut all = Vec::new();
        for entry in self.formulas() {
            let mut runs = self.marked(&entry.name, snapshot.as_ref()).await?;
            runs.sort_by_key(|run| (!run.is_on_data_in_force, !run.is_baseline));
            all.extend(runs);
        }
        Ok(all)
    }

    /// A kept run, made anew from what was kept and compared with it. Held for the next reader.
    ///
    /// # Errors
    /// `run-unknown`, `run-altered`, `snapshot-altered`, `grant-run-does-not-reproduce` for a run
    /// of this version of the engine, `grant-run-only-kept` for one of another version that this
    /// one cannot work out, those of the database.
    pub async fn opened(&self, id: &Identifier) -> Result<Arc<OpenedRun>, Error> {
        if let Some(held) = get(&self.0.opened, id) {
            return Ok(held);
        }
        let opened = Arc::new(store::open(self, id).await?);
        hold(&self.0.opened, id, &opened);
        Ok(opened)
    }

    /// The same by the text of an identifier, as it stands in an address.
    ///
    /// # Errors
    /// `identifier-invalid`, those of [`Desk::opened`].
    pub async fn opened_text(&self, id: &str) -> Result<Arc<OpenedRun>, Error> {
        self.opened(&id.parse::<Identifier>()?).await
    }

    /// The run that the formula's pages show first.
    ///
    /// # Errors
    /// `grant-formula-unknown`, `grant-no-run`, those of [`Desk::opened`].
    pub async fn baseline(&self, formula: &str) -> Result<Arc<OpenedRun>, Error> {
        let runs = self.runs(formula).await?;
        let first = runs
            .iter()
            .find(|run| run.is_baseline && run.is_on_data_in_force)
            .or(runs.iter().find(|run| run.is_baseline))
            .or(runs.first());
        match first {
            Some(run) => self.opened(&run.id).await,
            None => Err(Error::NoRun { formula: formula.to_owned() }),
        }
    }

    /// A run of the formula on the snapshot of `beside` under other parameters: exact, not kept.
    ///
    /// # Errors
    /// What stands in the way of the run, see [`OpenedRun::what_if`].
    pub fn what_if(
        &self,
        beside: &OpenedRun,
        parameters: &BTreeMap<String, String>,
        without: &BTreeSet<Standing>,
    ) -> Result<OpenedRun, Vec<Diagnostic>> {
        beside.what_if(parameters, without)
    }

    /// All municipalities by code, held until another package comes into force.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn municipalities(&self) -> Result<Arc<Vec<Municipality>>, Error> {
        if let Some(held) = self.territory().municipalities.clone() {
            return Ok(held);
        }
        let read = Arc::new(territory::municipalities(&self.0.database).await?);
        self.territory().municipalities = Some(Arc::clone(&read));
        Ok(read)
    }

    /// The places on the map of equal tiles, held like the municipalities.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tiles(&self) -> Result<Arc<Vec<Tile>>, Error> {
        if let Some(held) = self.territory().tiles.clone() {
            return Ok(held);
        }
        let read = Arc::new(territory::tiles(&self.0.database).await?);
        self.territory().tiles = Some(Arc::clone(&read));
        Ok(read)
    }

    /// Forgets what it holds of the municipalities, after another package came into force.
    pub fn forget_territory(&self) {
        *self.territory() = Territory::default();
    }

    fn territory(&self) -> MutexGuard<'_, Territory> {
        self.0.territory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A snapshot with its tables.
    pub(crate) async fn snapshot(&self, id: &Identifier) -> Result<Arc<SnapshotTables>, Error> {
        if let Some(held) = get(&self.0.snapshots, id) {
            return Ok(held);
        }
        let loaded = records::snapshot::load(&self.0.database, id).await?;
        let snapshot = Arc::new(SnapshotTables::new(loaded));
        hold(&self.0.snapshots, id, &snapshot);
        Ok(snapshot)
    }
}

fn get<T>(held: &Mutex<HashMap<Identifier, Arc<T>>>, id: &Identifier) -> Option<Arc<T>> {
    held.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
}

fn hold<T>(held: &Mutex<HashMap<Identifier, Arc<T>>>, id: &Identifier, value: &Arc<T>) {
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    if held.len() >= HELD_MAX {
        held.clear();
    }
    held.insert(id.clone(), Arc::clone(value));
}
