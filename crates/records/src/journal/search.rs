//! Finding entries.

use super::{Chain, Written, of_row};
use crate::clock;
use crate::database::Database;
use crate::error::Error;
use crate::policy::{ActionEntry, StationPolicy};
use jiff::Timestamp;
use sqlx::Row;

/// Reading the journal.
pub const READ: &str = "journal.read";

/// The action of reading, and who may.
pub const POLICY: StationPolicy = StationPolicy {
    station: "journal",
    actions: &[ActionEntry {
        action: READ,
        description: "Reads the journal: who did what, when, from where, to what.",
        sq: "Lexon ditarin: kush çka ka bërë, kur, nga ku dhe ndaj kujt.",
        sr: "Чита дневник: ко је шта учинио, када, одакле и чему.",
    }],
    text: include_str!("journal.cedar"),
};

/// What the ground itself writes into the journal, within the commands of stations.
pub const WITHIN_COMMANDS: &[ActionEntry] = &[
    entry(
        "snapshot.take",
        "Keeps tables of data as they are at one moment.",
        "Ruan tabelat e të dhënave ashtu siç janë në një çast.",
        "Чува табеле података онакве какве су у једном тренутку.",
    ),
    entry(
        "run.keep",
        "Keeps a run of a formula with its results.",
        "Ruan një llogaritje të formulës me rezultatet e saj.",
        "Чува обрачун формуле са резултатима.",
    ),
    entry(
        "sealing.make-key",
        "Makes the key of a file with personal data.",
        "Krijon çelësin e një dosjeje me të dhëna personale.",
        "Прави кључ досијеа са личним подацима.",
    ),
    entry(
        "sealing.close",
        "Closes a file: the time begins for which it is kept.",
        "Mbyll një dosje: fillon koha për sa ruhet ajo.",
        "Затвара досије: почиње рок чувања.",
    ),
    entry(
        "sealing.erase",
        "Erases a file: its key is destroyed.",
        "Fshin një dosje: çelësi i saj shkatërrohet.",
        "Брише досије: његов кључ се уништава.",
    ),
    entry(
        "sealing.hold",
        "Forbids that a file is erased.",
        "Ndalon që një dosje të fshihet.",
        "Забрањује да се досије избрише.",
    ),
    entry(
        "sealing.lift-hold",
        "Lifts what forbade that a file is erased.",
        "Heq ndalimin e fshirjes së një dosjeje.",
        "Укида забрану брисања досијеа.",
    ),
    entry(
        "sealing.rewrap",
        "Wraps the keys of files anew, under another master key.",
        "I mbështjell çelësat e dosjeve përsëri, me një çelës tjetër kryesor.",
        "Поново умотава кључеве досијеа, другим главним кључем.",
    ),
    entry(
        "sensitivity.guard",
        "Says how sensitive a file is, and who answers for it.",
        "Përcakton sa e ndjeshme është një dosje dhe kush përgjigjet për të.",
        "Одређује колико је досије осетљив и ко за њега одговара.",
    ),
    entry(
        "sensitivity.admit",
        "Takes someone into the circle of a file.",
        "Pranon dikë në rrethin e një dosjeje.",
        "Прима некога у круг досијеа.",
    ),
    entry(
        "sensitivity.dismiss",
        "Takes someone out of the circle of a file.",
        "E nxjerr dikë nga rrethi i një dosjeje.",
        "Искључује некога из круга досијеа.",
    ),
];

const fn entry(
    action: &'static str,
    description: &'static str,
    sq: &'static str,
    sr: &'static str,
) -> ActionEntry {
    ActionEntry { action, description, sq, sr }
}

/// What is looked for; whatever is empty does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// The chain.
    pub chain: Option<Chain>,
    /// Who, as the journal names them: `account/0192…`.
    pub actor: Option<String>,
    /// What was done.
    pub action: Option<String>,
    /// A part of to what it was done.
    pub subject: String,
    /// Only what is older than this entry.
    pub older_than: Option<Place>,
}

/// Where an entry stands among those of all chains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    at: String,
    chain: String,
    entry: i64,
}

impl Place {
    /// As it stands in an address.
    pub fn word(&self) -> String {
        format!("{}~{}~{}", self.at, self.chain, self.entry)
    }

    /// The place of a text from an address.
    pub fn read(text: &str) -> Option<Place> {
        let [at, chain, entry] = <[&str; 3]>::try_from(text.split('~').collect::<Vec<_>>()).ok()?;
        clock::from_text(at).ok()?;
        let (at, chain) = (at.to_owned(), chain.to_owned());
        Some(Place { at, chain, entry: entry.parse().ok()? })
    }
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it stands.
    pub place: Place,
    /// The chain, as written.
    pub chain: String,
    /// The entry.
    pub written: Written,
}

/// A text as a pattern that finds it anywhere, whatever signs it has.
fn anywhere(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// The newest entries that fit, newest first.
///
/// # Errors
/// Those of the database; `database-value` when a stored time is none.
pub async fn search(database: &Database, sought: &Search, limit: u32) -> Result<Vec<Found>, Error> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let time = |at: Option<Timestamp>| at.map(clock::to_text).unwrap_or_default();
    let before = sought.older_than.as_ref();
    let rows = sqlx::query(
        "SELECT entry, written_at, actor, action, subject, value_before, value_after, hash, origin,
                chain
         FROM journal
         WHERE ($1 = '' OR written_at >= $1) AND ($2 = '' OR written_at < $2)
           AND ($3 = '' OR chain = $3) AND ($4 = '' OR actor = $4) AND ($5 = '' OR action = $5)
           AND subject LIKE $6 ESCAPE '\\'
           AND ($7 = '' OR written_at < $7
                OR (written_at = $7 AND (chain < $8 OR (chain = $8 AND entry < $9))))
         ORDER BY written_at DESC, chain DESC, entry DESC LIMIT $10",
    )
    .bind(time(sought.from))
    .bind(time(sought.until))
    .bind(sought.chain.as_ref().map(Chain::to_string).unwrap_or_default())
    .bind(text(&sought.actor))
    .bind(text(&sought.action))
    .bind(anywhere(&sought.subject))
    .bind(before.map(|place| place.at.as_str()).unwrap_or_default())
    .bind(before.map(|place| place.chain.as_str()).unwrap_or_default())
    .bind(before.map(|place| place.entry).unwrap_or_default())
    .bind(i64::from(limit))
    .fetch_all(database.readers())
    .await?;
    rows.iter()
        .map(|row| {
            let (written, chain): (Written, String) = (of_row(row)?, row.try_get(9)?);
            let place = Place {
                at: clock::to_text(written.at),
                chain: chain.clone(),
                entry: written.entry,
            };
            Ok(Found { place, chain, written })
        })
        .collect()
}
