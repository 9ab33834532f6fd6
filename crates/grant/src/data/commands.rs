//! The door for writes: uploading a table, confirming it as the next version, undoing that.

use super::table::Settings;
use crate::commands::{MakeRun, TakeSnapshot};
use crate::desk::RunSummary;
use crate::error::Error;
use crate::formulas::FormulaEntry;
use crate::opened::SnapshotTables;
use crate::proposal::Proposal;
use crate::store::data::{self as store, InForce, NewVersion, Version};
use jiff::Timestamp;
use records::attachments::NewFile;
use records::command::{Command, perform};
use records::documents;
use records::identity::Identifier;
use records::imports::{self, Import, NewImport};
use records::policy::{Resource, Sensitivity};
use records::run;
use records::snapshot::{self, Snapshot, SnapshotHead, SnapshotTable};
use records::unit_of_work::UnitOfWork;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The action of [`UploadData`].
pub const UPLOAD: &str = "grant.upload-data";
/// The action of [`ConfirmData`].
pub const CONFIRM: &str = "grant.confirm-data";
/// The action of [`UndoData`].
pub const UNDO: &str = "grant.undo-data";

/// What kind of import these are.
pub const KIND: &str = "grant-data";

/// The title of the snapshots that come of it.
const TITLE: &str = "Data brought by people";

/// What the policy decides on: data of the country before they count.
pub(crate) fn resource() -> Resource {
    Resource::national().of_sensitivity(Sensitivity::Official)
}

/// Keeps a table that was sent, for a day, to be looked at.
#[derive(Debug, Clone, Serialize)]
pub struct UploadData {
    new: NewImport,
}

impl UploadData {
    /// A file for a table of a formula.
    ///
    /// # Errors
    /// `database-value` when what is said beside it cannot be written.
    pub fn new(
        formula: &str,
        table: &str,
        file: NewFile,
        settings: &Settings,
    ) -> Result<UploadData, Error> {
        let settings = serde_json::to_value(settings)
            .map_err(|error| records::Error::value("import.settings", &error.to_string()))?;
        let about = format!("{formula}/{table}");
        Ok(UploadData { new: NewImport { kind: KIND, municipality: None, about, settings, file } })
    }
}

/// The upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedData {
    /// Its identifier.
    pub import: Identifier,
}

impl Command for UploadData {
    type State = ();
    type Decision = ();
    type Outcome = UploadedData;
    type Error = Error;
    const ACTION: &'static str = UPLOAD;

    fn resource(&self, (): &()) -> Resource {
        resource()
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<UploadedData, Error> {
        Ok(UploadedData { import: imports::upload(unit, &self.new, UPLOAD).await? })
    }
}

/// Confirms an upload: it becomes the next version of its table, a snapshot is taken with it, and
/// the runs that pages show are made anew on that. All of it, or nothing.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmData {
    /// The upload.
    pub import: Identifier,
    /// The version that was in force when it was looked at.
    pub seen: i64,
    /// The hash of the table that it becomes.
    pub hash: String,
    /// The entry of the list of what is in force on which the tables below stand: another table
    /// that came into force meanwhile would be lost with them.
    #[serde(skip)]
    pub(super) entry: i64,
    #[serde(skip)]
    pub(super) table: SnapshotTable,
    /// The tables that are in force.
    #[serde(skip)]
    pub(super) before: Vec<SnapshotTable>,
    /// The runs that are made anew.
    #[serde(skip)]
    pub(super) runs: Vec<(FormulaEntry, RunSummary)>,
    #[serde(skip)]
    pub(super) settings: Settings,
}

/// The version that came into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedData {
    /// The table.
    pub table: String,
    /// Its version.
    pub version: i64,
}

/// What confirming needs to know.
#[derive(Debug)]
pub struct Before {
    in_force: InForce,
    import: Import,
    versions: Vec<Version>,
}

impl Command for ConfirmData {
    type State = Before;
    /// The import, the version that it becomes, and which entry of the list of what is in force.
    type Decision = (Import, i64, i64);
    type Outcome = ConfirmedData;
    type Error = Error;
    const ACTION: &'static str = CONFIRM;

    fn resource(&self, _: &Before) -> Resource {
        resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Before, Error> {
        Ok(Before {
            in_force: store::in_force_in(unit.reading()).await?,
            import: imports::find_in(unit.reading(), KIND, &self.import).await?,
            versions: store::versions_in(unit.reading(), &self.table.name).await?,
        })
    }

    fn decide(&self, state: Before, now: Timestamp) -> Result<(Import, i64, i64), Error> {
        state.import.may_be_confirmed(now)?;
        let in_force = state.in_force.version(&self.table.name);
        if in_force != self.seen || state.in_force.entry != self.entry {
            return Err(imports::Error::Passed { seen: self.seen, in_force }.into());
        }
        let last = state.versions.iter().map(|version| version.version).max().unwrap_or(0);
        Ok((state.import, last.saturating_add(1), state.in_force.entry.saturating_add(1)))
    }

    async fn write(
        &self,
        (import, version, entry): (Import, i64, i64),
        unit: &mut UnitOfWork,
    ) -> Result<ConfirmedData, Error> {
        let taken = TakeSnapshot { title: TITLE.to_owned(), tables: self.before.clone() };
        let before = perform(&taken, unit).await?.snapshot;
        let mut tables = self.before.clone();
        for table in tables.iter_mut().filter(|table| table.name == self.table.name) {
            table.clone_from(&self.table);
        }
        let taken = TakeSnapshot { title: TITLE.to_owned(), tables: tables.clone() };
        let after = perform(&taken, unit).await?.snapshot;
        let snapshot = Arc::new(in_memory(&after, tables, unit));
        for (formula, summary) in &self.runs {
            perform(&MakeRun::again(formula, summary, &after, &snapshot), unit).await?;
        }
        let new = NewVersion {
            table: &self.table,
            version,
            before: self.seen,
            settings: &self.settings,
            import: &import.id,
            snapshots: [&before, &after],
        };
        store::insert(unit, &new).await?;
        store::put_in_force(unit, entry, (&self.table.name, version, &after)).await?;
        imports::confirm(unit, &import, (self.seen, version), CONFIRM).await?;
        Ok(ConfirmedData { table: self.table.name.clone(), version })
    }
}

/// A snapshot that is not lasting yet, as a run reads it.
fn in_memory(id: &Identifier, tables: Vec<SnapshotTable>, unit: &UnitOfWork) -> SnapshotTables {
    let head = SnapshotHead {
        id: id.clone(),
        taken_at: unit.now(),
        taken_by: unit.actor().word(),
        title: TITLE.to_owned(),
        hash: snapshot::hash_of(&tables),
    };
    SnapshotTables::new(Snapshot { head, tables })
}

/// Goes back to the version before. Only what came into force last is undone, and not when a
/// proposal that was submitted stands on it.
#[derive(Debug, Clone, Serialize)]
pub struct UndoData {
    /// The table.
    pub table: String,
    /// The version that is undone.
    pub version: i64,
}

/// What undoing needs to know.
#[derive(Debug)]
pub struct Standing {
    in_force: InForce,
    versions: Vec<Version>,
    import: Option<Import>,
    proposals: Vec<Identifier>,
}

impl Command for UndoData {
    type State = Standing;
    /// The version, its import, and which entry of the list of what is in force.
    type Decision = (Version, Import, i64);
    /// The version that is in force again.
    type Outcome = ConfirmedData;
    type Error = Error;
    const ACTION: &'static str = UNDO;

    fn resource(&self, _: &Standing) -> Resource {
        resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Standing, Error> {
        let in_force = store::in_force_in(unit.reading()).await?;
        let versions = store::versions_in(unit.reading(), &self.table).await?;
        let (mut import, mut proposals) = (None, Vec::new());
        if let Some(version) = versions.iter().find(|one| one.version == self.version) {
            import = Some(imports::find_in(unit.reading(), KIND, &version.import).await?);
            let runs = run::hashes(unit.reading(), &version.snapshot).await?;
            let about: Vec<String> = runs.values().map(|run| format!("run/{run}")).collect();
            let standing = documents::store::standing_on::<Proposal>(unit.reading(), &about).await;
            proposals = standing.map_err(Error::documents)?;
        }
        Ok(Standing { in_force, versions, import, proposals })
    }

    fn decide(&self, state: Standing, _: Timestamp) -> Result<Self::Decision, Error> {
        let is_it = |one: &Version| one.version == self.version;
        let found = state.versions.into_iter().find(is_it).zip(state.import);
        let Some((version, import)) = found else {
            let id = format!("{} {}", self.table, self.version);
            return Err(imports::Error::Unknown { id }.into());
        };
        match &state.in_force.last {
            Some((table, last, _)) if *table == self.table && *last == self.version => {}
            Some((table, last, _)) => {
                let what = format!("{table} {last}");
                return Err(imports::Error::StoodOn { what }.into());
            }
            None => return Err(imports::Error::NotNow { step: import.step }.into()),
        }
        if !state.proposals.is_empty() {
            return Err(Error::DataStoodOn { proposals: state.proposals });
        }
        Ok((version, import, state.in_force.entry.saturating_add(1)))
    }

    async fn write(
        &self,
        (version, import, entry): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<ConfirmedData, Error> {
        let back = (self.table.as_str(), version.before, &version.snapshot_before);
        store::put_in_force(unit, entry, back).await?;
        imports::undo(unit, &import, UNDO).await?;
        Ok(ConfirmedData { table: self.table.clone(), version: version.before })
    }
}
