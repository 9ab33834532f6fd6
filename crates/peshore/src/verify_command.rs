//! `peshore verify`: whether what a database holds is still what was written.

use crate::arguments::Verify;
use crate::error::Error;
use crate::folder;
use crate::serve::{to_the_end, variable};
use crate::site::MIGRATIONS;
use crate::words::{catalog, language_of_terminal};
use formula::words::Language;
use records::clock::Clock;
use records::database::{Address, Database, Options};
use records::journal::{self, Verified};
use records::{attachments, documents, run, snapshot};
use std::io::Write;
use std::process::ExitCode;

/// What was read and found whole.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) chains: Vec<Verified>,
    pub(crate) snapshots: usize,
    pub(crate) runs: usize,
    pub(crate) documents: usize,
    pub(crate) attachments: usize,
}

/// Verifies a database, and says what it holds; the first thing that does not fit is the error.
pub fn execute(arguments: &Verify) -> ExitCode {
    to_the_end(async {
        let address = folder::address(&arguments.database)?;
        let found = verify(&address, Clock::system()).await?;
        let text = report(&found, &address.to_string(), language_of_terminal(variable));
        // Without a terminal to write to there is nobody to tell.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        Ok(())
    })
}

/// Reads the whole database: the file itself, every chain of the journal, every snapshot, run,
/// attached file and published document with its files.
///
/// # Errors
/// `database-corrupt`, `journal-broken`, `snapshot-altered`, `run-altered`, `sum-mismatch`,
/// `attachment-altered` and `document-altered` with the first place; else those of opening it.
pub(crate) async fn verify(address: &Address, clock: Clock) -> Result<Found, Error> {
    let options = Options { may_create: false, ..Options::default() };
    let database = Database::open(address, MIGRATIONS, &options, clock.now()).await?;
    let found = read_all(&database).await;
    database.close().await;
    found
}

async fn read_all(database: &Database) -> Result<Found, Error> {
    database.check().await?;
    let chains = journal::verify(database).await?;
    let snapshots = snapshot::list(database).await?;
    for head in &snapshots {
        snapshot::load(database, &head.id).await?;
    }
    let runs = run::list(database, None).await?;
    for head in &runs {
        run::load(database, &head.id).await?;
    }
    // Compared as they are sealed: nothing is opened, so no key is needed.
    let attachments = attachments::verify(database).await.map_err(|error| match error {
        attachments::Error::Ground(error) => Error::from(error),
        other => Error::System { detail: other.to_string() },
    })?;
    let documents =
        documents::publication::verify(database).await.map_err(|error| match error {
            documents::Error::Ground(error) => Error::from(error),
            other => Error::System { detail: other.to_string() },
        })?;
    let (snapshots, runs) = (snapshots.len(), runs.len());
    Ok(Found { chains, snapshots, runs, documents, attachments })
}

/// What was found: a line for each chain with its entries and the hash of the last, which whoever
/// keeps it elsewhere can compare the next time, and what else was read.
pub(crate) fn report(found: &Found, database: &str, language: Language) -> String {
    let arguments = [
        ("database", database.to_owned()),
        ("chains", found.chains.len().to_string()),
        ("snapshots", found.snapshots.to_string()),
        ("runs", found.runs.to_string()),
        ("documents", found.documents.to_string()),
        ("attachments", found.attachments.to_string()),
    ];
    let say = |id: &str| catalog().say(language, id, &arguments) + "\n";
    let mut text = say("verify-whole");
    let width = found.chains.iter().map(|chain| chain.chain.len()).max().unwrap_or_default();
    for chain in &found.chains {
        text.push_str(&format!("  {:<width$} {:>9}  {}\n", chain.chain, chain.entries, chain.end));
    }
    text + &say("verify-read") + &say("verify-keep")
}
