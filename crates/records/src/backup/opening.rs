//! Reads a backup from its first to its last byte. Whatever was changed, cut off or added is found:
//! the encryption authenticates every part and the end, and each table tells its rows and hash.

use super::keys::Identities;
use super::lines::{End, FORM, Head, Line, TableHead};
use crate::database::catalog::{Column, Table};
use crate::database::digest::{Digest, Growing, Value};
use crate::error::{BackupTrouble, Error};
use age::DecryptError;
use age::stream::StreamReader;
use flate2::bufread::GzDecoder;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// How many rows are handed over at a time.
const ROWS: usize = 100;

/// How long a line may be: a row holds one document at most.
const LONGEST: u64 = 256 * 1024 * 1024;

/// How every file of age begins.
const BEGINS: &[u8] = b"age-encryption.org/v1\n";

type Lines<R> = BufReader<GzDecoder<BufReader<StreamReader<BufReader<Watched<R>>>>>>;

/// What comes next in a backup.
pub(super) enum Part {
    /// A table begins.
    Table(TableHead),
    /// Some of its rows.
    Rows(Vec<Vec<Value>>),
    /// The table ended, and its rows are those that were backed up.
    TableEnd(Digest),
    /// There is nothing more.
    End,
}

/// A backup that is being read.
pub(super) struct Opened<R: Read> {
    source: Source<R>,
    head: Head,
    table: Option<(TableHead, Table, Growing)>,
    /// A line that was read and belongs to the next part.
    waiting: Option<Line>,
    found: Vec<Digest>,
}

impl Opened<File> {
    /// Opens a file.
    pub(super) fn file(path: &Path, identities: &Identities) -> Result<Opened<File>, Error> {
        let place = path.display().to_string();
        let file = File::open(path).map_err(|error| {
            let (trouble, path) = (BackupTrouble::Unreadable, place.clone());
            Error::Backup { trouble, path, detail: error.to_string() }
        })?;
        Opened::read(file, &place, identities)
    }
}

/// Where the lines come from.
struct Source<R: Read> {
    place: String,
    seen: Arc<Mutex<Seen>>,
    lines: Lines<R>,
}

impl<R: Read> Source<R> {
    /// Opens anything that can be read; `place` is its name in errors.
    fn open(source: R, place: &str, identities: &Identities) -> Result<Source<R>, Error> {
        let error = |trouble, detail: String| {
            Err(Error::Backup { trouble, path: place.to_owned(), detail })
        };
        let seen = Arc::new(Mutex::new(Seen { ended: false, hash: Sha256::new() }));
        let watched = Watched { inner: source, seen: Arc::clone(&seen) };
        let mut source = BufReader::with_capacity(64 * 1024, watched);
        match source.fill_buf().map(|bytes| bytes.starts_with(BEGINS)) {
            Ok(true) => {}
            Ok(false) => return error(BackupTrouble::Foreign, String::new()),
            Err(cause) => return error(BackupTrouble::Unreadable, cause.to_string()),
        }
        let opened = age::Decryptor::new_buffered(source).and_then(|decryptor| {
            decryptor.decrypt(identities.0.iter().map(|identity| identity as &dyn age::Identity))
        });
        let stream = match opened {
            Ok(stream) => stream,
            Err(DecryptError::NoMatchingKeys) => {
                return error(BackupTrouble::WrongKey, String::new());
            }
            Err(DecryptError::Io(cause)) if cause.kind() == ErrorKind::UnexpectedEof => {
                return error(BackupTrouble::Truncated, String::new());
            }
            Err(DecryptError::Io(cause)) if cause.kind() != ErrorKind::InvalidData => {
                return error(BackupTrouble::Unreadable, cause.to_string());
            }
            Err(cause) => return error(BackupTrouble::Damaged, cause.to_string()),
        };
        let lines = BufReader::new(GzDecoder::new(BufReader::with_capacity(64 * 1024, stream)));
        Ok(Source { place: place.to_owned(), seen, lines })
    }

    fn error(&self, trouble: BackupTrouble, detail: &str) -> Error {
        Error::Backup { trouble, path: self.place.clone(), detail: detail.to_owned() }
    }

    /// The first line tells whether it is a backup.
    fn head(&mut self) -> Result<Head, Error> {
        let bytes = self.bytes()?;
        let Ok(First::Backup(any)) = serde_json::from_slice(&bytes) else {
            return Err(self.error(BackupTrouble::Foreign, ""));
        };
        if any.form > FORM {
            return Err(self.error(BackupTrouble::Newer, &any.program));
        }
        match serde_json::from_slice(&bytes) {
            Ok(Line::Backup(head)) => Ok(head),
            _ => Err(self.error(BackupTrouble::Damaged, "backup")),
        }
    }

    /// The bytes of the next line.
    fn bytes(&mut self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        match (&mut self.lines).take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(_) if bytes.ends_with(b"\n") => Ok(bytes),
            // Everything that was encrypted is there, but not everything was said.
            Ok(_) => Err(self.error(BackupTrouble::Damaged, "end")),
            Err(error) => Err(self.unread(&error)),
        }
    }

    /// Why reading failed: damage in the last part cannot be told from its being cut off.
    fn unread(&self, error: &io::Error) -> Error {
        let ended = self.seen.lock().is_ok_and(|seen| seen.ended);
        match error.kind() {
            ErrorKind::UnexpectedEof => self.error(BackupTrouble::Truncated, ""),
            ErrorKind::InvalidData | ErrorKind::InvalidInput if ended => {
                self.error(BackupTrouble::Truncated, "")
            }
            ErrorKind::InvalidData | ErrorKind::InvalidInput => {
                self.error(BackupTrouble::Damaged, &error.to_string())
            }
            _ => self.error(BackupTrouble::Unreadable, &error.to_string()),
        }
    }

    /// Reads to the very last byte: nothing may come after the end. Says the hash of the file.
    fn finish(mut self) -> Result<String, Error> {
        let rest = self.lines.fill_buf().map(<[u8]>::is_empty);
        let of_lines = rest.map_err(|error| self.unread(&error))?;
        let rest = self.lines.get_mut().get_mut().fill_buf().map(<[u8]>::is_empty);
        let of_stream = rest.map_err(|error| self.unread(&error))?;
        match self.seen.lock() {
            Ok(seen) if of_lines && of_stream && seen.ended => {
                Ok(hex::encode(seen.hash.clone().finalize()))
            }
            _ => Err(self.error(BackupTrouble::Damaged, "end")),
        }
    }
}

/// What every form of backup says first.
#[derive(Deserialize)]
struct AnyForm {
    form: u32,
    program: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum First {
    Backup(AnyForm),
}

impl<R: Read> Opened<R> {
    /// Reads on from anything; `place` is its name in errors.
    pub(super) fn read(
        source: R,
        place: &str,
        identities: &Identities,
    ) -> Result<Opened<R>, Error> {
        let mut source = Source::open(source, place, identities)?;
        let head = source.head()?;
        Ok(Opened { source, head, table: None, waiting: None, found: Vec::new() })
    }

    /// What it is.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    fn damaged(&self, detail: &str) -> Error {
        self.source.error(BackupTrouble::Damaged, detail)
    }

    fn line(&mut self) -> Result<Line, Error> {
        if let Some(line) = self.waiting.take() {
            return Ok(line);
        }
        let bytes = self.source.bytes()?;
        serde_json::from_slice(&bytes).map_err(|_| self.damaged("line"))
    }

    /// What comes next.
    ///
    /// # Errors
    /// `backup-damaged`, `backup-truncated`, `backup-unreadable`.
    pub(super) fn next(&mut self) -> Result<Part, Error> {
        let line = self.line()?;
        match (line, self.table.take()) {
            (Line::Table(head), None) => {
                let table = shape(&head);
                let growing = Growing::new(&table);
                self.table = Some((head.clone(), table, growing));
                Ok(Part::Table(head))
            }
            (Line::Row(cells), Some((head, table, growing))) => {
                let mut rows = vec![cells];
                while rows.len() < ROWS {
                    match self.line()? {
                        Line::Row(cells) => rows.push(cells),
                        other => {
                            self.waiting = Some(other);
                            break;
                        }
                    }
                }
                let rows: Option<Vec<Vec<Value>>> =
                    rows.into_iter().map(|cells| head.values(cells)).collect();
                let rows = rows.ok_or_else(|| self.damaged(&head.table))?;
                self.table = Some((head, table, growing.add(&rows)));
                Ok(Part::Rows(rows))
            }
            (Line::EndTable(end), Some((head, table, growing))) => {
                let found = growing.finish(&table);
                if found.rows != end.rows || found.hash != end.hash {
                    return Err(self.damaged(&head.table));
                }
                self.found.push(found.clone());
                Ok(Part::TableEnd(found))
            }
            (Line::End(end), None) if end == End::of(&self.found) => Ok(Part::End),
            _ => Err(self.damaged("order")),
        }
    }

    /// Reads to the very last byte. Says what it is, and the hash of the file.
    pub(super) fn finish(self) -> Result<(Head, String), Error> {
        Ok((self.head, self.source.finish()?))
    }
}

/// The table of a head, as far as its hash needs it.
fn shape(head: &TableHead) -> Table {
    let columns = head.columns.iter();
    Table {
        name: head.table.clone(),
        columns: columns
            .map(|column| Column { name: column.name.clone(), holds: column.holds })
            .collect(),
        key: Vec::new(),
    }
}

/// What was read of a file.
struct Seen {
    ended: bool,
    hash: Sha256,
}

/// Hashes what is read, and knows whether all of it was.
struct Watched<R> {
    inner: R,
    seen: Arc<Mutex<Seen>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        if let Ok(mut seen) = self.seen.lock() {
            seen.ended = read == 0;
            seen.hash.update(bytes.get(..read).unwrap_or_default());
        }
        Ok(read)
    }
}
