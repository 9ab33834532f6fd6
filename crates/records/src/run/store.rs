//! The rows of runs.

use super::{DeclaredSum, Kind, NewRun, ResultRow, Run, RunHead, check_money, content_hash};
use crate::clock;
use crate::content_hash::sha256;
use crate::database::Database;
use crate::error::{Error, Kept};
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::money::Cents;
use crate::unit_of_work::UnitOfWork;
use formula::standing::Standing;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

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
        made_by: unit.actor().word(),
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
    let content = content_hash(head, &run.formula_text, &parameters, &run.results, &run.sums);
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
    .ok_or_else(|| Error::Unknown { what: Kept::Run, id: id.to_string() })?;
    let head = head(&row)?;
    let [formula_text, parameters, stored]: [String; 3] =
        [row.try_get(11)?, row.try_get(12)?, row.try_get(13)?];
    let results = results(database, id).await?;
    let sums = sums(database, id).await?;
    if content_hash(&head, &formula_text, &parameters, &results, &sums) != stored {
        return Err(Error::Altered { what: Kept::Run, id: id.to_string() });
    }
    check_money(&results, &sums)?;
    let parameters = serde_json::from_str(&parameters)
        .map_err(|_| Error::value("run.parameters", &parameters))?;
    Ok(Run { head, formula_text, parameters, results, sums })
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
        .map(|row| Ok(DeclaredSum { result: row.try_get(0)?, cents: Cents(row.try_get(1)?) }))
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

/// The same with the parameters of each, as they were kept.
///
/// # Errors
/// Those of the database.
pub async fn list_with_parameters(
    database: &Database,
    formula_name: Option<&str>,
) -> Result<Vec<(RunHead, Value)>, Error> {
    let rows = sqlx::query(
        "SELECT id, formula_name, formula_hash, snapshot_id, for_date, engine_version, hash, kind,
                label, made_at, made_by, parameters
         FROM run WHERE $1 = '' OR formula_name = $1 ORDER BY made_at DESC, id DESC",
    )
    .bind(formula_name.unwrap_or("").to_owned())
    .fetch_all(database.readers())
    .await?;
    let read = |row: &AnyRow| {
        let parameters: String = row.try_get(11)?;
        let read = serde_json::from_str(&parameters)
            .map_err(|_| Error::value("run.parameters", &parameters))?;
        Ok((head(row)?, read))
    };
    rows.iter().map(read).collect()
}

/// The runs of a snapshot by hash; of several with one hash the oldest. For a command, which asks
/// inside its unit of work.
///
/// # Errors
/// Those of the database.
pub async fn hashes(
    connection: &mut AnyConnection,
    snapshot: &Identifier,
) -> Result<BTreeMap<String, Identifier>, Error> {
    let rows = sqlx::query(
        "SELECT hash, id FROM run WHERE snapshot_id = $1 ORDER BY made_at DESC, id DESC",
    )
    .bind(snapshot.as_str().to_owned())
    .fetch_all(&mut *connection)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<String, _>(1)?.parse()?))).collect()
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
        for_date: for_date.parse().map_err(|_| Error::value("run.for_date", &for_date))?,
        engine_version: row.try_get(5)?,
        hash: row.try_get(6)?,
        kind: Kind::from_word(&kind).ok_or_else(|| Error::value("run.kind", &kind))?,
        label: row.try_get(8)?,
        made_at: clock::from_text(row.try_get(9)?)?,
        made_by: row.try_get(10)?,
    })
}
