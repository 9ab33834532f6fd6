//! An upload looked at before it counts: how its cells were read, what is wrong, what it would
//! change, and what that is in euros.

use super::commands::ConfirmData;
use super::table::{Asked, RowFault, Settings, asked, merged};
use crate::desk::{BASELINE, Desk, RunSummary};
use crate::error::Error;
use crate::formulas::FormulaEntry;
use crate::opened::{OpenedRun, SnapshotTables};
use crate::store::data::{self as store, InForce};
use formula::diagnostic::{Diagnostic, Place};
use formula::number::{Decimal, sum};
use formula::run::{Request, Verdict};
use jiff::Timestamp;
use records::identity::Identifier;
use records::imports::Changes;
use records::snapshot::{Snapshot, SnapshotHead, SnapshotTable, hash_of};
use std::collections::HashMap;
use std::sync::Arc;
use tables::{Address, FAULTS_SHOWN, Remark, Upload};

/// How many municipalities are named whose amounts change most.
const NAMED: usize = 5;

/// Something that stands in the way.
#[derive(Debug, Clone)]
pub enum Fault {
    /// A cell, a column or the file.
    Cell(Remark),
    /// A row as a whole.
    Row(RowFault),
    /// What a formula says of the data, and where in the file it stands.
    Formula(Box<Diagnostic>, Option<Address>),
    /// Nothing would change.
    Nothing,
}

/// What would become of a grant.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The formula.
    pub formula: FormulaEntry,
    /// The sum of all amounts now, and with the upload.
    pub totals: [Option<Decimal>; 2],
    /// The municipalities whose amounts change most, by code: now, and with the upload.
    pub most: Vec<(String, Decimal, Decimal)>,
    /// How many amounts change.
    pub moving: usize,
}

/// An upload that was looked at.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What the formula asks for.
    pub asked: Asked,
    /// The version over which it was put.
    pub over: i64,
    /// The entry of the list of what is in force when the tables were read.
    entry: i64,
    /// How cells were read that could be mistaken.
    pub notices: Vec<Remark>,
    /// What is wrong; then nothing can be confirmed.
    pub faults: Vec<Fault>,
    /// How much is wrong in all.
    pub faults_in_all: usize,
    /// What would change.
    pub changes: Changes,
    /// What that is in euros.
    pub effects: Vec<Effect>,
    table: Option<SnapshotTable>,
    before: Vec<SnapshotTable>,
    runs: Vec<(FormulaEntry, RunSummary)>,
}

impl Preview {
    /// Looks at a file for a table of a formula.
    ///
    /// # Errors
    /// `grant-data-table-unknown`, those of the database.
    pub async fn of(
        desk: &Desk,
        entry: &FormulaEntry,
        upload: &Upload<'_>,
        settings: &Settings,
    ) -> Result<Preview, Error> {
        let unknown = || Error::DataTableUnknown { table: upload.table.to_owned() };
        let asked = asked(entry).into_iter().find(|one| one.name == upload.table);
        let asked = asked.ok_or_else(unknown)?;
        let in_force = store::in_force(desk.database()).await?;
        let before = store::tables_in_force(desk.database(), &in_force).await?;
        let base =
            before.iter().find(|table| table.name == asked.name).ok_or_else(unknown)?.clone();
        let runs = runs_in_force(desk, &in_force).await?;
        let over = in_force.version(&asked.name);
        let reading = tables::read(upload, &asked.expected());
        let mut preview = Preview {
            asked,
            over,
            entry: in_force.entry,
            notices: reading.notices.clone(),
            faults_in_all: reading.faults_in_all,
            faults: reading.faults.iter().cloned().map(Fault::Cell).collect(),
            changes: Changes::default(),
            effects: Vec::new(),
            table: None,
            before,
            runs,
        };
        if !preview.faults.is_empty() {
            return Ok(preview);
        }
        match merged(&preview.asked, &reading, &base, settings)? {
            Err(faults) => preview.refuse(faults.into_iter().map(Fault::Row).collect()),
            Ok(merged) if merged.changes.is_empty() => preview.refuse(vec![Fault::Nothing]),
            Ok(merged) => {
                preview.changes = merged.changes;
                preview.table = Some(merged.table);
                preview.work_out(&merged.places)?;
            }
        }
        Ok(preview)
    }

    fn refuse(&mut self, faults: Vec<Fault>) {
        self.faults_in_all = faults.len();
        self.faults = faults.into_iter().take(FAULTS_SHOWN).collect();
    }

    /// Runs the formulas on the tables of before and with the upload.
    fn work_out(&mut self, places: &HashMap<String, Address>) -> Result<(), Error> {
        let Some(table) = &self.table else { return Ok(()) };
        let with = self.before.iter().map(|old| if old.name == table.name { table } else { old });
        let after = in_memory(with.cloned().collect())?;
        let before = in_memory(self.before.clone())?;
        let (mut faults, mut effects) = (Vec::new(), Vec::new());
        for (entry, summary) in &self.runs {
            match run(entry, summary, &after) {
                Err(found) => faults.extend(found),
                Ok(made) if summary.label == BASELINE => {
                    let old = run(entry, summary, &before).ok();
                    effects.push(effect(entry, old.as_ref(), &made));
                }
                Ok(_) => {}
            }
        }
        let mut said: Vec<Fault> = Vec::new();
        for fault in faults {
            let place = row_of(&fault.place).and_then(|key| places.get(key)).cloned();
            // Runs that differ in a parameter find the same.
            let is_said = said.iter().any(|said| {
                matches!(said, Fault::Formula(other, _)
                    if other.id == fault.id && other.place == fault.place)
            });
            if !is_said {
                said.push(Fault::Formula(Box::new(fault), place));
            }
        }
        match said.is_empty() {
            true => self.effects = effects,
            false => self.refuse(said),
        }
        Ok(())
    }

    /// The command that confirms it, where nothing is wrong.
    pub fn confirm(
        &self,
        import: &Identifier,
        seen: i64,
        settings: &Settings,
    ) -> Option<ConfirmData> {
        let table = self.table.clone().filter(|_| self.faults.is_empty())?;
        Some(ConfirmData {
            import: import.clone(),
            seen,
            entry: self.entry,
            hash: table.hash(),
            table,
            before: self.before.clone(),
            runs: self.runs.clone(),
            settings: settings.clone(),
        })
    }
}

/// The runs that pages show: of each formula and label that on the data in force, else the newest.
async fn runs_in_force(
    desk: &Desk,
    in_force: &InForce,
) -> Result<Vec<(FormulaEntry, RunSummary)>, Error> {
    let snapshot = in_force.last.as_ref().map(|(_, _, snapshot)| snapshot);
    let mut found: Vec<(FormulaEntry, RunSummary)> = Vec::new();
    for entry in desk.formulas().iter().filter(|entry| entry.is_grant()) {
        let mut runs = desk.runs(&entry.name).await?;
        runs.sort_by_key(|run| Some(&run.snapshot) != snapshot);
        for run in runs {
            let same = |other: &&(FormulaEntry, RunSummary)| {
                other.1.formula == run.formula && other.1.label == run.label
            };
            if found.iter().find(same).is_none() {
                found.push((entry.clone(), run));
            }
        }
    }
    Ok(found)
}

/// The identifier of a snapshot that is nowhere kept.
const NOWHERE: &str = "00000000-0000-7000-8000-000000000000";

fn in_memory(tables: Vec<SnapshotTable>) -> Result<Arc<SnapshotTables>, Error> {
    let hash = hash_of(&tables);
    let head = SnapshotHead {
        id: NOWHERE.parse()?,
        taken_at: Timestamp::UNIX_EPOCH,
        taken_by: String::new(),
        title: String::new(),
        hash,
    };
    Ok(Arc::new(SnapshotTables::new(Snapshot { head, tables })))
}

fn run(
    entry: &FormulaEntry,
    summary: &RunSummary,
    tables: &Arc<SnapshotTables>,
) -> Result<OpenedRun, Vec<Diagnostic>> {
    let request = Request {
        day: summary.day,
        known: None,
        params: summary.parameters.clone(),
        without: summary.without.clone(),
    };
    let made = OpenedRun::make(&entry.formulas, tables, &request)
        .map_err(|all| all.into_iter().flat_map(|f| f.diagnostics).collect::<Vec<_>>())?;
    let failing: Vec<Diagnostic> = made
        .outcomes()
        .flat_map(|one| one.run.checks())
        .filter(|check| check.stops && check.verdict != Verdict::Holds)
        .filter_map(|check| check.diagnostic())
        .collect();
    if failing.is_empty() { Ok(made) } else { Err(failing) }
}

/// The row of a table at which something was found.
fn row_of(place: &Place) -> Option<&str> {
    match place {
        Place::Data { row, .. } => row.as_deref(),
        _ => None,
    }
}

fn effect(entry: &FormulaEntry, before: Option<&OpenedRun>, after: &OpenedRun) -> Effect {
    let moved = |code: &str| {
        let (old, new) = (before?.amount(code)?, after.amount(code)?);
        let by = sum([new, old.negate()]).ok()?;
        let by = if by < Decimal::ZERO { by.negate() } else { by };
        (old != new).then(|| (by, (code.to_owned(), old, new)))
    };
    let mut moving: Vec<_> = after.rows().filter_map(|(_, code)| moved(code)).collect();
    moving.sort_by(|(one, _), (other, _)| other.cmp(one));
    Effect {
        formula: entry.clone(),
        totals: [before.and_then(OpenedRun::total), after.total()],
        moving: moving.len(),
        most: moving.into_iter().take(NAMED).map(|(_, row)| row).collect(),
    }
}
