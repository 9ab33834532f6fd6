//! The station that makes and explains allocations: snapshots of the data, runs of the formulas of
//! Kosovo, their comparison and their files.
//!
//! A run is made by a command from a snapshot, kept whole, and never changed. Opening it makes it
//! anew from the kept snapshot and the kept texts, and compares every value: what a reader sees was
//! both kept and reproduced. Of a run of another version of the engine a reader sees what was kept,
//! and how it compares. Every amount is decided by a formula, nothing here decides one.
//!
//! | room | holds |
//! |---|---|
//! | [`formulas`] | the formulas that are part of the program, and what they are |
//! | [`desk`] | what pages read: formulas, runs, runs opened |
//! | [`opened`] | a run with its plan, data, amounts, steps and inputs; what-if beside it |
//! | [`kept`] | a run of another version of the engine: what was kept stands |
//! | [`comparison`] | two runs, row by row and step by step |
//! | [`account`] | why amounts changed between two runs, by cause |
//! | [`commands`] | the door for writes: taking a snapshot, making a run |
//! | [`data`] | the data on which formulas run, brought by people: versions, import, undo |
//! | [`demo`] | the runs that a demonstration begins with |
//! | [`proposal`] | a run with a covering text, decided on and published |
//! | [`office`] | what pages need that do something |
//! | [`downloads`] | a run as CSV and as a workbook |
//! | [`api`] | formulas, runs and amounts for programs |
//! | [`pages`] | home, allocation, municipality, formula, comparison |
//! | [`error`] | what went wrong, in the reader's language |

pub mod account;
pub mod api;
pub mod commands;
pub mod comparison;
pub mod data;
pub mod demo;
pub mod desk;
pub mod downloads;
pub mod error;
pub mod formulas;
pub mod kept;
pub mod office;
pub mod opened;
pub mod pages;
pub mod proposal;
mod store;
pub mod words;

pub use desk::{Desk, RunSummary};
pub use error::Error;
pub use formulas::FormulaEntry;
pub use opened::OpenedRun;

use axum::extract::FromRef;
use office::Office;
use records::documents::Content;
use records::migration::Migration;
use records::policy::{ActionEntry, Routes, StationPolicy};

/// The routes of this station.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    pages::routes()?.merge(downloads::routes()?)
}

/// Reading formulas, runs and allocations.
pub(crate) const READ: &str = "grant.read";

/// The tables of this station.
pub const MIGRATIONS: &[Migration] =
    &[Migration::new("grant", 1, "data", include_str!("../migrations/001_data.sql"))
        .append_only(&["grant_data", "grant_data_in_force"])];

/// The actions of this station, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "grant",
    actions: &[
        ActionEntry {
            action: READ,
            description: "Reads formulas, runs and allocations.",
            sq: "Lexon formula, llogaritje dhe shpërndarje.",
            sr: "Чита формуле, обрачуне и расподеле.",
        },
        ActionEntry {
            action: commands::TAKE_SNAPSHOT,
            description: "Takes a snapshot of the municipalities' data.",
            sq: "Merr një pasqyrë të të dhënave të komunave.",
            sr: "Прави снимак података општина.",
        },
        ActionEntry {
            action: commands::MAKE_RUN,
            description: "Runs a formula on a snapshot and keeps what comes out.",
            sq: "Zbaton një formulë mbi një pasqyrë dhe ruan rezultatin.",
            sr: "Примењује формулу на снимак и чува резултат.",
        },
        ActionEntry {
            action: proposal::Proposal::READ,
            description: "Reads proposals to allocate a grant, with their history.",
            sq: "Lexon propozimet për ndarjen e një granti, me historinë e tyre.",
            sr: "Чита предлоге расподеле гранта, са њиховом историјом.",
        },
        ActionEntry {
            action: proposal::Proposal::DRAFT,
            description: "Begins a proposal from a run, and writes its covering text.",
            sq: "Fillon një propozim nga një llogaritje dhe shkruan tekstin shoqërues.",
            sr: "Започиње предлог од обрачуна и пише пропратни текст.",
        },
        ActionEntry {
            action: proposal::Proposal::SUBMIT,
            description: "Submits a proposal for a decision.",
            sq: "Dorëzon një propozim për vendim.",
            sr: "Подноси предлог на одлуку.",
        },
        ActionEntry {
            action: proposal::Proposal::RETURN,
            description: "Returns a submitted proposal with a reason.",
            sq: "Kthen një propozim të dorëzuar me një arsye.",
            sr: "Враћа поднети предлог уз образложење.",
        },
        ActionEntry {
            action: proposal::Proposal::APPROVE,
            description: "Approves a submitted proposal.",
            sq: "Miraton një propozim të dorëzuar.",
            sr: "Одобрава поднети предлог.",
        },
        ActionEntry {
            action: proposal::Proposal::PUBLISH,
            description: "Publishes an approved proposal under its number.",
            sq: "Publikon një propozim të miratuar nën numrin e vet.",
            sr: "Објављује одобрени предлог под његовим бројем.",
        },
        ActionEntry {
            action: proposal::Proposal::ATTACH,
            description: "Attaches an annex to a draft of a proposal.",
            sq: "Bashkëngjit një shtojcë te drafti i një propozimi.",
            sr: "Прилаже прилог нацрту предлога.",
        },
        ActionEntry {
            action: proposal::Proposal::REMOVE,
            description: "Removes an annex from a draft of a proposal.",
            sq: "Heq një shtojcë nga drafti i një propozimi.",
            sr: "Уклања прилог из нацрта предлога.",
        },
        ActionEntry {
            action: data::UPLOAD,
            description: "Uploads a table of data for a formula, to be looked at.",
            sq: "Ngarkon një tabelë të dhënash për një formulë, që të shikohet.",
            sr: "Отпрема табелу података за формулу, на увид.",
        },
        ActionEntry {
            action: data::CONFIRM,
            description: "Puts an uploaded table of data in force, with runs made anew on it.",
            sq: "Vë në fuqi një tabelë të ngarkuar të dhënash, me llogaritje të reja mbi të.",
            sr: "Ставља на снагу отпремљену табелу података, са новим обрачунима на њој.",
        },
        ActionEntry {
            action: data::UNDO,
            description: "Goes back to the data that were in force before.",
            sq: "Kthehet te të dhënat që ishin në fuqi më parë.",
            sr: "Враћа податке који су раније били на снази.",
        },
    ],
    text: include_str!("../policy.cedar"),
};

#[cfg(test)]
mod tests;
