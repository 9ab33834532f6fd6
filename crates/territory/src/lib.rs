//! The station that owns municipalities: codes, names in each language, figures with the standing
//! and source of each, districts, neighbours, and their places on the tile map.
//!
//! Data comes in as a data package (`data/kosovo/`, which is part of the program) through one
//! command, [`commands::Import`]. A package is taken whole or not at all; every fault is named with
//! its file, line and column. What a formula computes on leaves as [`snapshot_tables`].
//!
//! Neighbours and tiles are a layout of our own, and peers are computed from population
//! ([`rules::peers`]); whoever shows them says so.
//!
//! | room | holds |
//! |---|---|
//! | [`model`] | the types |
//! | [`package`] | a data package, read and checked |
//! | [`rules`] | pure decisions: what changed, who is alike |
//! | [`commands`] | the door for writes |
//! | [`api`] | municipalities for programs |
//! | [`error`] | faults in the reader's language |

pub mod api;
pub mod commands;
pub mod error;
pub mod model;
pub mod package;
pub mod rules;
mod store;

pub use error::Error;
pub use store::{
    columns, municipalities, municipality, neighbour_pairs, neighbours, peers, snapshot_tables,
    tiles,
};

use records::migration::Migration;
use records::policy::{ActionEntry, StationPolicy};

/// The tables of this station.
pub const MIGRATIONS: &[Migration] = &[Migration::new(
    "territory",
    1,
    "municipality",
    include_str!("../migrations/001_municipality.sql"),
)
.append_only(&["municipality_package"])];

/// Reading municipalities.
pub(crate) const READ: &str = "territory.read";

/// The actions of this station, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "territory",
    actions: &[
        ActionEntry {
            action: READ,
            description: "Reads municipalities and what is published of them.",
            sq: "Lexon komunat dhe atë që është publikuar për to.",
            sr: "Чита општине и оно што је о њима објављено.",
        },
        ActionEntry {
            action: commands::IMPORT,
            description: "Takes in a data package of municipalities, whole or not at all.",
            sq: "Merr një pako të dhënash të komunave, të tërën ose fare.",
            sr: "Преузима пакет података општина, цео или никако.",
        },
    ],
    text: include_str!("../policy.cedar"),
};

#[cfg(test)]
mod tests;
