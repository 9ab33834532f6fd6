//! What a formula made of a snapshot: kept whole, with its text, its parameters and every value,
//! and never changed.
//!
//! Money is compared twice: before a run is kept and after it is read, the cents of each result
//! must add up to its declared sum, and each decimal must say the same as its cents.

use crate::clock;
use crate::content_hash::{ContentHash, sha256};
use crate::database::Database;
use crate::error::{Error, Kept};
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::money::Cents;
use crate::unit_of_work::UnitOfWork;
use formula::standing::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Whether a run may bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Exact, on complete data: may be adopted.
    Official,
    /// A question: what if.
    Simulation,
}

impl Kind {
    /// The word in the row.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Official => "official",
            Kind::Simulation => "simulation",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Kind> {
        [Kind::Official, Kind::Simulation]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// One value of one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The result, as the formula names it.
    pub result: String,
    /// The row's key; empty for a national result.
    pub row_key: String,
    /// The value, as a plain decimal or word; `None` is missing, which is not zero.
    pub value: Option<String>,
    /// The same in whole cents, if it is money.
    pub cents: Option<Cents>,
    /// How far the value can be relied on.
    pub standing: Standing,
    /// On how many unverified or assumed inputs it rests.
    pub unverified: u32,
}

/// What the cents of a result must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredSum {
    /// The result.
    pub result: String,
    /// The sum over all its rows.
    pub cents: Cents,
}

/// A run that is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRun {
    /// The formula's name.
    pub formula_name: String,
    /// The formula's whole text.
    pub formula_text: String,
    /// The data it was run on.
    pub snapshot: Identifier,
    /// The day for which it was made.
    pub for_date: Date,
    /// The value of each parameter.
    pub parameters: Value,
    /// The engine's version.
    pub engine_version: String,
    /// The run's hash, as the engine makes it from formula, parameters, data and version.
    pub hash: String,
    /// Whether it may bind.
    pub kind: Kind,
    /// A stable word for what distinguishes it from other runs of the formula; the station turns
    /// it into words for a reader.
    pub label: String,
    /// The values, in the order in which they are shown.
    pub results: Vec<ResultRow>,
    /// The sums of the results that are money.
    pub sums: Vec<DeclaredSum>,
}

/// What is known of a run without its text and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunHead {
    /// Its identifier.
    pub id: Identifier,
    /// The formula's name.
    pub formula_name: String,
    /// SHA-256 of the formula's text.
    pub formula_hash: String,
    /// The data it was run on.
    pub snapshot: Identifier,
    /// The day for which it was made.
    pub for_date: Date,
    /// The engine's version.
    pub engine_version: String,
    /// The run's hash, as the engine made it.
    pub hash: String,
    /// Whether it may bind.
    pub kind: Kind,
    /// What distinguishes it from other runs of the formula.
    pub label: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: String,
}

/// A run with its text, parameters and values.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What is known of it.
    pub head: RunHead,
    /// The formula's whole text.
    pub formula_text: String,
    /// The value of each parameter.
    pub parameters: Value,
    /// The values, in the order in which they were kept.
    pub results: Vec<ResultRow>,
    /// The sums of the results that are money.
    pub sums: Vec<DeclaredSum>,
}

impl Run {
    /// The value of a result for a row; the key is empty for a national result.
    pub fn value(&self, result: &str, row_key: &str) -> Option<&ResultRow> {
        self.results
            .iter()
            .find(|row| row.result == result && row.row_key == row_key)
    }
}

/// Keeps a run.
///
/// # Errors
/// `sum-mismatch`, `cents-mismatch`, `value-missing` (only a simulation may lack a value), those of
/// the database. Nothing of the unit should be committed after an error.
pub async fn keep(unit: &mut UnitOfWork, run: &NewRun) -> Result<RunHead, Error> {
    check_money(&run.results, &run.sums)?;
    if run.kind == Kind::Official
        && let Some(row) = run.results.iter().find(|row| row.value.is_none())
    {
        let (result, row) = (row.result.clone(), row.row_key.clone());
        return Err(Error::ValueMissing { result, row });
    }
    let head = RunHead {
        id: unit.identifier()?,
        formula_name: run.formula_name.clone(),
        formula_hash: sha256(run.formula_text.as_bytes()),
        snapshot: run.snapshot.clone(),
        for_date: run.for_date,
        engine_version: run.engine_version.clone(),
        hash: run.hash.clone(),
        kind: run.kind,
        label: run.label.clone(),
        made_at: unit.now(),
        made_by: unit.actor().word().to_owned(),
    };
    write_head(unit, &head, run).await?;
    for (position, row) in (0_i64..).zip(&run.results) {
        write_row(unit, &head.id, position, row).await?;
    }
    for sum in &run.sums {
        sqlx::query("INSERT INTO run_sum (run_id, result, cents) VALUES ($1, $2, $3)")
            .bind(head.id.as_str().to_owned())
            .bind(sum.result.clone())
            .bind(sum.cents.0)
            .execute(unit.writing())
            .await?;
    }
    unit.journal(Entry {
        chain: Chain::National,
        action: "run.keep".to_owned(),
        subject: format!("run/{}", head.id),
        before: None,
        after: Some(json!({
            "formula": head.formula_name,
            "kind": head.kind.word(),
            "label": head.label,
            "hash": head.hash,
            "snapshot": head.snapshot.as_str(),
        })),
    })
    .await?;
    Ok(head)
}

async fn write_head(unit: &mut UnitOfWork, head: &RunHead, run: &NewRun) -> Result<(), Error> {
    let parameters = run.parameters.to_string();
    let content = content_hash(
        head,
        &run.formula_text,
        &parameters,
        &run.results,
        &run.sums,
    );
    sqlx::query(
        "INSERT INTO run (id, formula_name, formula_hash, formula_text, snapshot_id, for_date,
                          parameters, engine_version, hash, kind, label, made_at, made_by,
                          content_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(head.formula_name.clone())
    .bind(head.formula_hash.clone())
    .bind(run.formula_text.clone())
    .bind(head.snapshot.as_str().to_owned())
    .bind(head.for_date.to_string())
    .bind(parameters)
    .bind(head.engine_version.clone())
    .bind(head.hash.clone())
    .bind(head.kind.word())
    .bind(head.label.clone())
    .bind(clock::to_text(head.made_at))
    .bind(head.made_by.clone())
    .bind(content)
    .execute(unit.writing())
    .await?;
    Ok(())
}

async fn write_row(
    unit: &mut UnitOfWork,
    id: &Identifier,
    position: i64,
    row: &ResultRow,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO run_result (run_id, result, row_key, position, value, cents, standing,
                                 unverified)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id.as_str().to_owned())
    .bind(row.result.clone())
    .bind(row.row_key.clone())
    .bind(position)
    .bind(row.value.clone())
    .bind(row.cents.map(|cents| cents.0))
    .bind(row.standing.word())
    .bind(i64::from(row.unverified))
    .execute(unit.writing())
    .await?;
    Ok(())
}

/// Reads a run, compares it with its hash and its amounts with their sums.
///
/// # Errors
/// `run-unknown`, `run-altered`, `sum-mismatch`, `cents-mismatch`, those of the database.
pub async fn load(database: &Database, id: &Identifier) -> Result<Run, Error> {
    let row = sqlx::query(
        "SELECT id, formula_name, formula_hash, snapshot_id, for_date, engine_version, hash, kind,
                label, made_at, made_by, formula_text, parameters, content_hash
         FROM run WHERE id = $1",
    )
    .bind(id.as_str().to_owned())
    .fetch_optional(database.readers())
    .await?
    .ok_or_else(|| Error::Unknown {
        what: Kept::Run,
        id: id.to_string(),
    })?;
    let head = head(&row)?;
    let [formula_text, parameters, stored]: [String; 3] =
        [row.try_get(11)?, row.try_get(12)?, row.try_get(13)?];
    let results = results(database, id).await?;
    let sums = sums(database, id).await?;
    if content_hash(&head, &formula_text, &parameters, &results, &sums) != stored {
        return Err(Error::Altered {
            what: Kept::Run,
            id: id.to_string(),
        });
    }
    check_money(&results, &sums)?;
    let parameters = serde_json::from_str(&parameters)
        .map_err(|_| Error::value("run.parameters", &parameters))?;
    Ok(Run {
        head,
        formula_text,
        parameters,
        results,
        sums,
    })
}

async fn results(database: &Database, id: &Identifier) -> Result<Vec<ResultRow>, Error> {
    let rows = sqlx::query(
        "SELECT result, row_key, value, cents, standing, unverified FROM run_result
         WHERE run_id = $1 ORDER BY position",
    )
    .bind(id.as_str().to_owned())
    .fetch_all(database.readers())
    .await?;
    let mut results = Vec::with_capacity(rows.len());
    for row in &rows {
        let standing: String = row.try_get(4)?;
        let unverified: i64 = row.try_get(5)?;
        results.push(ResultRow {
            result: row.try_get(0)?,
            row_key: row.try_get(1)?,
            value: row.try_get(2)?,
            cents: row.try_get::<Option<i64>, _>(3)?.map(Cents),
            standing: Standing::from_word(&standing)
                .ok_or_else(|| Error::value("run_result.standing", &standing))?,
            unverified: u32::try_from(unverified)
                .map_err(|_| Error::value("run_result.unverified", &unverified.to_string()))?,
        });
    }
    Ok(results)
}

async fn sums(database: &Database, id: &Identifier) -> Result<Vec<DeclaredSum>, Error> {
    let rows = sqlx::query("SELECT result, cents FROM run_sum WHERE run_id = $1 ORDER BY result")
        .bind(id.as_str().to_owned())
        .fetch_all(database.readers())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DeclaredSum {
                result: row.try_get(0)?,
                cents: Cents(row.try_get(1)?),
            })
        })
        .collect()
}

/// All runs of a formula, or of all formulas, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database, formula_name: Option<&str>) -> Result<Vec<RunHead>, Error> {
    let rows = sqlx::query(
        "SELECT id, formula_name, formula_hash, snapshot_id, for_date, engine_version, hash, kind,
                label, made_at, made_by
         FROM run WHERE $1 = '' OR formula_name = $1 ORDER BY made_at DESC, id DESC",
    )
    .bind(formula_name.unwrap_or("").to_owned())
    .fetch_all(database.readers())
    .await?;
    rows.iter().map(head).collect()
}

/// The newest run of a formula of this kind.
///
/// # Errors
/// Those of the database.
pub async fn latest(
    database: &Database,
    formula_name: &str,
    kind: Kind,
) -> Result<Option<RunHead>, Error> {
    let all = list(database, Some(formula_name)).await?;
    Ok(all.into_iter().find(|head| head.kind == kind))
}

/// The oldest run with this hash: the same formula on the same data with the same parameters.
///
/// # Errors
/// Those of the database.
pub async fn by_hash(database: &Database, hash: &str) -> Result<Option<RunHead>, Error> {
    let row = sqlx::query(
        "SELECT id, formula_name, formula_hash, snapshot_id, for_date, engine_version, hash, kind,
                label, made_at, made_by
         FROM run WHERE hash = $1 ORDER BY made_at, id LIMIT 1",
    )
    .bind(hash.to_owned())
    .fetch_optional(database.readers())
    .await?;
    row.as_ref().map(head).transpose()
}

fn head(row: &AnyRow) -> Result<RunHead, Error> {
    let [for_date, kind]: [String; 2] = [row.try_get(4)?, row.try_get(7)?];
    Ok(RunHead {
        id: row.try_get::<String, _>(0)?.parse()?,
        formula_name: row.try_get(1)?,
        formula_hash: row.try_get(2)?,
        snapshot: row.try_get::<String, _>(3)?.parse()?,
        for_date: for_date
            .parse()
            .map_err(|_| Error::value("run.for_date", &for_date))?,
        engine_version: row.try_get(5)?,
        hash: row.try_get(6)?,
        kind: Kind::from_word(&kind).ok_or_else(|| Error::value("run.kind", &kind))?,
        label: row.try_get(8)?,
        made_at: clock::from_text(row.try_get(9)?)?,
        made_by: row.try_get(10)?,
    })
}

fn check_money(results: &[ResultRow], sums: &[DeclaredSum]) -> Result<(), Error> {
    let mut found: BTreeMap<&str, Option<Cents>> = BTreeMap::new();
    for row in results {
        let Some(cents) = row.cents else { continue };
        let written = row
            .value
            .as_deref()
            .and_then(|value| value.parse::<Cents>().ok());
        if written != Some(cents) {
            let (result, row) = (row.result.clone(), row.row_key.clone());
            return Err(Error::CentsMismatch { result, row });
        }
        let sum = found.entry(&row.result).or_insert(Some(Cents(0)));
        *sum = sum.and_then(|sum| sum.plus(cents));
    }
    for sum in sums {
        let total = found
            .get(sum.result.as_str())
            .copied()
            .unwrap_or(Some(Cents(0)));
        if total != Some(sum.cents) {
            return Err(Error::SumMismatch {
                result: sum.result.clone(),
                expected: sum.cents.to_string(),
                found: total.map(|total| total.to_string()).unwrap_or_default(),
            });
        }
    }
    Ok(())
}

/// The hash over everything that is kept of a run. Sums enter in order of result.
fn content_hash(
    head: &RunHead,
    formula_text: &str,
    parameters: &str,
    results: &[ResultRow],
    sums: &[DeclaredSum],
) -> String {
    let mut hash = ContentHash::new("run 1")
        .text(head.id.as_str())
        .text(&head.formula_name)
        .text(formula_text)
        .text(head.snapshot.as_str())
        .text(&head.for_date.to_string())
        .text(parameters)
        .text(&head.engine_version)
        .text(&head.hash)
        .text(head.kind.word())
        .text(&head.label)
        .text(&clock::to_text(head.made_at))
        .text(&head.made_by);
    for row in results {
        hash = hash
            .text(&row.result)
            .text(&row.row_key)
            .optional(row.value.as_deref())
            .optional(row.cents.map(|cents| cents.to_string()).as_deref())
            .text(row.standing.word())
            .number(i64::from(row.unverified));
    }
    let sums: BTreeMap<&str, Cents> = sums
        .iter()
        .map(|sum| (sum.result.as_str(), sum.cents))
        .collect();
    for (result, cents) in sums {
        hash = hash.text(result).number(cents.0);
    }
    hash.finish()
}
