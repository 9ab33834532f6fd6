//! The tables of this station. Reads that other stations use take the database; those inside a
//! unit of work take its connection.

pub(crate) mod place;

use crate::error::Error;
use crate::model::{
    Cell, Column, Kind, Municipality, MunicipalityCode, Names, NeighbourPair, Tile, Value,
};
use crate::package::Package;
use crate::rules;
use formula::number::Decimal;
use formula::plan::Wording;
use formula::standing::Standing;
use records::database::Database;
use records::snapshot::SnapshotTable;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

/// All municipalities with what is known of them, by code.
///
/// # Errors
/// Those of the database.
pub async fn municipalities(database: &Database) -> Result<Vec<Municipality>, Error> {
    let mut transaction = database.readers().begin().await?;
    let all = read_municipalities(&mut transaction).await;
    transaction.rollback().await?;
    all
}

/// One municipality.
///
/// # Errors
/// `municipality-unknown`, those of the database.
pub async fn municipality(
    database: &Database,
    code: &MunicipalityCode,
) -> Result<Municipality, Error> {
    let all = municipalities(database).await?;
    all.into_iter()
        .find(|municipality| municipality.code == *code)
        .ok_or_else(|| Error::MunicipalityUnknown(code.clone()))
}

/// The municipalities that share a boundary with this one, by code. Compiled from general
/// knowledge, no official source.
///
/// # Errors
/// `municipality-unknown`, those of the database.
pub async fn neighbours(
    database: &Database,
    code: &MunicipalityCode,
) -> Result<Vec<Municipality>, Error> {
    let all = municipalities(database).await?;
    if !all.iter().any(|municipality| municipality.code == *code) {
        return Err(Error::MunicipalityUnknown(code.clone()));
    }
    let pairs = neighbour_pairs(database).await?;
    let near = |m: &Municipality| pairs.iter().any(|pair| pair.other(code) == Some(&m.code));
    Ok(all.into_iter().filter(near).collect())
}

/// All pairs that share a boundary, each once, the smaller code first.
///
/// # Errors
/// Those of the database.
pub async fn neighbour_pairs(database: &Database) -> Result<Vec<NeighbourPair>, Error> {
    let rows = sqlx::query("SELECT code_a, code_b FROM neighbour ORDER BY code_a, code_b")
        .fetch_all(database.readers())
        .await?;
    rows.iter().map(|row| Ok(NeighbourPair { a: code(row, 0)?, b: code(row, 1)? })).collect()
}

/// The municipalities whose population is most like this one's, most alike first: computed, see
/// [`rules::peers`].
///
/// # Errors
/// `municipality-unknown`, those of the database.
pub async fn peers(
    database: &Database,
    code: &MunicipalityCode,
    count: usize,
) -> Result<Vec<Municipality>, Error> {
    let all = municipalities(database).await?;
    let of = all
        .iter()
        .find(|municipality| municipality.code == *code)
        .ok_or_else(|| Error::MunicipalityUnknown(code.clone()))?;
    Ok(rules::peers(of, &all, count).into_iter().cloned().collect())
}

/// The places on the map of equal tiles, by code: a layout of our own.
///
/// # Errors
/// Those of the database.
pub async fn tiles(database: &Database) -> Result<Vec<Tile>, Error> {
    let rows = sqlx::query(
        "SELECT municipality_code, column_number, row_number, label_sq, label_sr, label_en
         FROM tile ORDER BY municipality_code",
    )
    .fetch_all(database.readers())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Tile {
                code: code(row, 0)?,
                column: place(row, 1)?,
                row: place(row, 2)?,
                labels: names(row, 3)?,
            })
        })
        .collect()
}

/// What each column of the municipalities holds, in the order of the package, without the code.
///
/// # Errors
/// Those of the database.
pub async fn columns(database: &Database) -> Result<Vec<Column>, Error> {
    let mut connection = database.readers().acquire().await?;
    read_columns(&mut connection).await
}

/// The tables that formulas compute on, with the standing and source of every cell, ready for a
/// snapshot. One table, `municipality`, with the columns of the package.
///
/// # Errors
/// Those of the database.
pub async fn snapshot_tables(database: &Database) -> Result<Vec<SnapshotTable>, Error> {
    let mut transaction = database.readers().begin().await?;
    let columns = read_columns(&mut transaction).await;
    let all = read_municipalities(&mut transaction).await;
    transaction.rollback().await?;
    let (columns, all) = (columns?, all?);
    Ok(vec![SnapshotTable {
        name: "municipality".to_owned(),
        cells: sheet(&columns, &all, |cell| cell.value.to_text())?,
        statuses: Some(sheet(&columns, &all, |cell| cell.standing.word().to_owned())?),
        sources: Some(sheet(&columns, &all, |cell| cell.source.written())?),
    }])
}

/// One aspect of every cell as CSV, a row for each municipality.
fn sheet(
    columns: &[Column],
    municipalities: &[Municipality],
    aspect: impl Fn(&Cell) -> String,
) -> Result<String, Error> {
    let unwritable = |error: csv::Error| records::Error::value("csv", &error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = columns.iter().map(|column| column.name.as_str());
    writer.write_record(std::iter::once("code").chain(header)).map_err(unwritable)?;
    for municipality in municipalities {
        let cells = columns
            .iter()
            .map(|column| municipality.cell(&column.name).map(&aspect).unwrap_or_default());
        let record = std::iter::once(municipality.code.to_string()).chain(cells);
        writer.write_record(record).map_err(unwritable)?;
    }
    let bytes =
        writer.into_inner().map_err(|error| records::Error::value("csv", &error.to_string()))?;
    Ok(String::from_utf8(bytes)
        .map_err(|error| records::Error::value("csv", &error.to_string()))?)
}

/// Number and hash of the package in force.
pub(crate) async fn package_in_force(
    connection: &mut AnyConnection,
) -> Result<Option<(i64, String)>, Error> {
    let row =
        sqlx::query("SELECT number, hash FROM municipality_package ORDER BY number DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

async fn read_columns(connection: &mut AnyConnection) -> Result<Vec<Column>, Error> {
    let rows = sqlx::query(
        "SELECT name, kind, required, minimum, title_sq, title_sr, title_en, description, unit,
                period, source
         FROM municipality_column ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    rows.iter().map(column).collect()
}

fn column(row: &AnyRow) -> Result<Column, Error> {
    let kind: String = row.try_get(1)?;
    let required: i16 = row.try_get(2)?;
    let minimum: Option<String> = row.try_get(3)?;
    let minimum = minimum
        .map(|text| Decimal::parse(&text).ok_or_else(|| unreadable("minimum", &text)))
        .transpose()?;
    Ok(Column {
        name: row.try_get(0)?,
        kind: Kind::from_word(&kind).ok_or_else(|| unreadable("kind", &kind))?,
        required: required != 0,
        minimum,
        titles: names(row, 4)?,
        description: row.try_get(7)?,
        unit: row.try_get(8)?,
        period: row.try_get(9)?,
        source: wording(row, 10)?,
    })
}

pub(crate) async fn read_municipalities(
    connection: &mut AnyConnection,
) -> Result<Vec<Municipality>, Error> {
    let kinds: BTreeMap<String, Kind> =
        read_columns(connection).await?.into_iter().map(|c| (c.name, c.kind)).collect();
    let cells = sqlx::query(
        "SELECT municipality_code, column_name, value, standing, source FROM municipality_cell",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut known: BTreeMap<String, BTreeMap<String, Cell>> = BTreeMap::new();
    for row in &cells {
        let name: String = row.try_get(1)?;
        let cell = cell(row, kinds.get(&name).copied().unwrap_or(Kind::Text))?;
        known.entry(row.try_get(0)?).or_default().insert(name, cell);
    }
    let rows = sqlx::query(
        "SELECT code, name_sq, name_sr, name_en
         FROM municipality JOIN district ON district.name_sq = municipality.district
         ORDER BY code",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut municipalities = Vec::with_capacity(rows.len());
    for row in &rows {
        let code = code(row, 0)?;
        let cells = known.remove(code.as_str()).unwrap_or_default();
        let name = |column: &str| cells.get(column).map(|cell| cell.value.to_text());
        let names = Names {
            sq: name("name_sq").unwrap_or_default(),
            sr: name("name_sr").unwrap_or_default(),
            en: name("name_en").unwrap_or_default(),
        };
        let district = self::names(row, 1)?;
        municipalities.push(Municipality { code, names, district, cells });
    }
    Ok(municipalities)
}

fn cell(row: &AnyRow, kind: Kind) -> Result<Cell, Error> {
    let (value, standing): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    Ok(Cell {
        value: Value::from_text(kind, &value).ok_or_else(|| unreadable("value", &value))?,
        standing: Standing::from_word(&standing)
            .ok_or_else(|| unreadable("standing", &standing))?,
        source: wording(row, 4)?,
    })
}

fn wording(row: &AnyRow, at: usize) -> Result<Wording, Error> {
    let text: String = row.try_get(at)?;
    Wording::read(&text).ok_or_else(|| unreadable("source", &text))
}

fn unreadable(column: &'static str, text: &str) -> Error {
    Error::Ground(records::Error::value(column, text))
}

fn code(row: &AnyRow, at: usize) -> Result<MunicipalityCode, Error> {
    let text: String = row.try_get(at)?;
    text.parse().map_err(|_| unreadable("code", &text))
}

fn names(row: &AnyRow, first: usize) -> Result<Names, Error> {
    let at = |offset: usize| row.try_get::<String, _>(first.saturating_add(offset));
    Ok(Names { sq: at(0)?, sr: at(1)?, en: at(2)? })
}

fn place(row: &AnyRow, at: usize) -> Result<u8, Error> {
    let number: i64 = row.try_get(at)?;
    u8::try_from(number).map_err(|_| unreadable("tile", &number.to_string()))
}

/// Puts a package in the place of the one in force. Municipalities that stay keep their row, so
/// that what other stations hang on them stays too; `gone` are those the package no longer has.
pub(crate) async fn replace(
    connection: &mut AnyConnection,
    number: i64,
    package: &Package,
    gone: &[&MunicipalityCode],
    at: &str,
) -> Result<(), Error> {
    for emptied in [
        "DELETE FROM neighbour",
        "DELETE FROM tile",
        "DELETE FROM municipality_cell",
        "DELETE FROM municipality_column",
    ] {
        sqlx::query(emptied).execute(&mut *connection).await?;
    }
    sqlx::query(
        "INSERT INTO municipality_package (number, name, version, hash, imported_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(number)
    .bind(package.name.clone())
    .bind(package.version.clone())
    .bind(package.hash.clone())
    .bind(at.to_owned())
    .execute(&mut *connection)
    .await?;
    write_columns(connection, &package.columns).await?;
    write_districts(connection, &package.districts).await?;
    for municipality in &package.municipalities {
        write_municipality(connection, municipality).await?;
    }
    for code in gone {
        sqlx::query("DELETE FROM municipality WHERE code = $1")
            .bind(code.to_string())
            .execute(&mut *connection)
            .await?;
    }
    let unused = "DELETE FROM district WHERE name_sq NOT IN (SELECT district FROM municipality)";
    sqlx::query(unused).execute(&mut *connection).await?;
    write_layout(connection, &package.tiles, &package.neighbours).await
}

async fn write_districts(connection: &mut AnyConnection, districts: &[Names]) -> Result<(), Error> {
    for district in districts {
        sqlx::query(
            "INSERT INTO district (name_sq, name_sr, name_en) VALUES ($1, $2, $3)
             ON CONFLICT (name_sq) DO UPDATE SET name_sr = excluded.name_sr,
                                                 name_en = excluded.name_en",
        )
        .bind(district.sq.clone())
        .bind(district.sr.clone())
        .bind(district.en.clone())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_columns(connection: &mut AnyConnection, columns: &[Column]) -> Result<(), Error> {
    for (position, column) in (1_i64..).zip(columns) {
        sqlx::query(
            "INSERT INTO municipality_column (name, position, kind, required, minimum, title_sq,
                                              title_sr, title_en, description, unit, period,
                                              source)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(column.name.clone())
        .bind(position)
        .bind(column.kind.word())
        .bind(i16::from(column.required))
        .bind(column.minimum.map(Decimal::to_canonical))
        .bind(column.titles.sq.clone())
        .bind(column.titles.sr.clone())
        .bind(column.titles.en.clone())
        .bind(column.description.clone())
        .bind(column.unit.clone())
        .bind(column.period.clone())
        .bind(column.source.written())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_municipality(
    connection: &mut AnyConnection,
    municipality: &Municipality,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO municipality (code, district) VALUES ($1, $2)
         ON CONFLICT (code) DO UPDATE SET district = excluded.district",
    )
    .bind(municipality.code.to_string())
    .bind(municipality.district.sq.clone())
    .execute(&mut *connection)
    .await?;
    for (name, cell) in &municipality.cells {
        sqlx::query(
            "INSERT INTO municipality_cell (municipality_code, column_name, value, standing,
                                            source)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(municipality.code.to_string())
        .bind(name.clone())
        .bind(cell.value.to_text())
        .bind(cell.standing.word())
        .bind(cell.source.written())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_layout(
    connection: &mut AnyConnection,
    tiles: &[Tile],
    neighbours: &[NeighbourPair],
) -> Result<(), Error> {
    for tile in tiles {
        sqlx::query(
            "INSERT INTO tile (municipality_code, column_number, row_number, label_sq, label_sr,
                               label_en)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(tile.code.to_string())
        .bind(i64::from(tile.column))
        .bind(i64::from(tile.row))
        .bind(tile.labels.sq.clone())
        .bind(tile.labels.sr.clone())
        .bind(tile.labels.en.clone())
        .execute(&mut *connection)
        .await?;
    }
    for pair in neighbours {
        sqlx::query("INSERT INTO neighbour (code_a, code_b) VALUES ($1, $2)")
            .bind(pair.a.to_string())
            .bind(pair.b.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Ground(error.into())
    }
}

/// Whether there is a municipality of this code.
pub(crate) async fn is_municipality(
    connection: &mut AnyConnection,
    code: &MunicipalityCode,
) -> Result<bool, Error> {
    let row = sqlx::query("SELECT 1 FROM municipality WHERE code = $1")
        .bind(code.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}
