//! The station that owns municipalities: codes, names in each language, figures with the standing
//! and source of each, districts, neighbours, and their places on the tile map; and the places in
//! them at which services are given.
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
//! | [`place`] | places at which services are given, open and protected |
//! | [`pages`] | the screens of places |
//! | [`demo`] | the places of the demonstration |
//! | [`api`] | municipalities and places for programs |
//! | [`error`] | faults in the reader's language |

pub mod api;
pub mod commands;
pub mod demo;
pub mod error;
pub mod model;
pub mod package;
pub mod pages;
pub mod place;
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
pub const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "territory",
        1,
        "municipality",
        include_str!("../migrations/001_municipality.sql"),
    )
    .append_only(&["municipality_package"]),
    Migration::new("territory", 2, "place", include_str!("../migrations/002_place.sql")),
];

/// Reading municipalities.
pub(crate) const READ: &str = "territory.read";

/// Reading a place.
pub const SEE_PLACE: &str = "territory.see-place";

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
        ActionEntry {
            action: SEE_PLACE,
            description: "Sees a place at which services are given.",
            sq: "Sheh një vend ku ofrohen shërbime.",
            sr: "Види место на коме се пружају услуге.",
        },
        ActionEntry {
            action: place::commands::REGISTER,
            description: "Registers a place at which services are given.",
            sq: "Regjistron një vend ku ofrohen shërbime.",
            sr: "Уписује место на коме се пружају услуге.",
        },
        ActionEntry {
            action: place::commands::CHANGE,
            description: "Changes what is said of a place, or protects it.",
            sq: "Ndryshon atë që thuhet për një vend, ose e mbron atë.",
            sr: "Мења оно што је о месту уписано, или га штити.",
        },
        ActionEntry {
            action: place::commands::KEEP_CIRCLE,
            description: "Says who is in the circle of a protected place.",
            sq: "Përcakton kush është në rrethin e një vendi të mbrojtur.",
            sr: "Одређује ко је у кругу заштићеног места.",
        },
    ],
    text: include_str!("../policy.cedar"),
};

#[cfg(test)]
mod tests;
