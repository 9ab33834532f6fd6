//! A data package of municipalities: its texts, and what they say once they have been checked.

mod descriptor;
mod sheet;
mod tables;

use crate::error::Fault;
use crate::model::{Column, Municipality, Names, NeighbourPair, Tile};
use records::content_hash::ContentHash;
use serde::{Deserialize, Serialize};

/// The files of a package, as texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageTexts {
    /// `datapackage.json`: columns, titles, units, sources, totals.
    pub descriptor: String,
    /// `municipality.csv`.
    pub municipality: String,
    /// `municipality.status.csv`: the standing of each cell.
    pub status: String,
    /// `municipality.source.csv`: the source of a cell where it is not the column's.
    pub source: String,
    /// `district.csv`.
    pub district: String,
    /// `tile.csv`.
    pub tile: String,
    /// `neighbour.csv`.
    pub neighbour: String,
}

impl PackageTexts {
    /// The package of Kosovo that is part of the program (`data/kosovo/`).
    pub fn kosovo() -> PackageTexts {
        PackageTexts {
            descriptor: include_str!("../../../../data/kosovo/datapackage.json").to_owned(),
            municipality: include_str!("../../../../data/kosovo/municipality.csv").to_owned(),
            status: include_str!("../../../../data/kosovo/municipality.status.csv").to_owned(),
            source: include_str!("../../../../data/kosovo/municipality.source.csv").to_owned(),
            district: include_str!("../../../../data/kosovo/district.csv").to_owned(),
            tile: include_str!("../../../../data/kosovo/tile.csv").to_owned(),
            neighbour: include_str!("../../../../data/kosovo/neighbour.csv").to_owned(),
        }
    }

    /// The hash of all files together.
    pub fn hash(&self) -> String {
        ContentHash::new("territory package 1")
            .text(&self.descriptor)
            .text(&self.municipality)
            .text(&self.status)
            .text(&self.source)
            .text(&self.district)
            .text(&self.tile)
            .text(&self.neighbour)
            .finish()
    }
}

/// A package that was read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The hash of its texts.
    pub hash: String,
    /// The columns of the municipalities, without the code, in their order.
    pub columns: Vec<Column>,
    /// The names of the districts; the Albanian one is the key.
    pub districts: Vec<Names>,
    /// The municipalities, by code.
    pub municipalities: Vec<Municipality>,
    /// Their tiles, by code.
    pub tiles: Vec<Tile>,
    /// Which of them share a boundary.
    pub neighbours: Vec<NeighbourPair>,
}

/// Reads and checks a package.
///
/// # Errors
/// Every fault that was found, each with its file, line and column.
pub fn read(texts: &PackageTexts) -> Result<Package, Vec<Fault>> {
    let descriptor = descriptor::read(&texts.descriptor).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let districts = tables::districts(&texts.district, &mut faults);
    let municipalities = tables::municipalities(texts, &descriptor, &districts, &mut faults);
    let tiles = tables::tiles(&texts.tile, &municipalities, &mut faults);
    let neighbours = tables::neighbours(&texts.neighbour, &municipalities, &mut faults);
    if faults.is_empty() {
        descriptor.compare_totals(&municipalities, &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Package {
        name: descriptor.name,
        version: descriptor.version,
        hash: texts.hash(),
        columns: descriptor.columns,
        districts,
        municipalities,
        tiles,
        neighbours,
    })
}
