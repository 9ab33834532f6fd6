//! A backup on its way to the disk: compressed, encrypted, hashed, and under its own name only once
//! it was read back.

use super::keys::Recipient;
use super::lines::Line;
use crate::error::{BackupTrouble, Error};
use age::stream::StreamWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A backup that is being written.
pub(super) struct Sealing {
    path: PathBuf,
    partial: Partial,
    out: GzEncoder<StreamWriter<Hashing<BufWriter<File>>>>,
}

/// The file under its passing name; it goes unless it got its own.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Sealing {
    /// Begins the file of this name.
    pub(super) fn begin(path: &Path, recipients: &[Recipient]) -> Result<Sealing, Error> {
        let failed = |error: io::Error| unwritable(path, &error);
        if path.symlink_metadata().is_ok() {
            return Err(trouble(BackupTrouble::Exists, path, String::new()));
        }
        let Some(name) = path.file_name() else {
            return Err(failed(ErrorKind::InvalidFilename.into()));
        };
        let mut passing = std::ffi::OsString::from(".");
        passing.push(name);
        passing.push(".partial");
        let partial = path.with_file_name(passing);
        // One that was left behind by a program that was killed is written anew; one that another
        // program is writing is not.
        let file = private(&partial, false).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => file.set_len(0).map_err(failed)?,
            Err(TryLockError::WouldBlock) => {
                return Err(trouble(BackupTrouble::Exists, &partial, String::new()));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let partial = Partial(partial);
        let keys = recipients.iter().map(|recipient| &recipient.0 as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(keys).map_err(|error| {
            trouble(BackupTrouble::KeyInvalid, Path::new("--recipient"), error.to_string())
        })?;
        let out = Hashing { inner: BufWriter::new(file), hash: Sha256::new() };
        let out = encryptor.wrap_output(out).map_err(failed)?;
        let out = GzEncoder::new(out, Compression::default());
        Ok(Sealing { path: path.to_owned(), partial, out })
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: &Line) -> Result<(), Error> {
        let written = serde_json::to_writer(&mut self.out, line).map_err(io::Error::from);
        let written = written.and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|error| unwritable(&self.path, &error))
    }

    /// Puts everything on the disk, reads it back from there, and gives the file its name. Says the
    /// hash of the file.
    pub(super) fn finish(self) -> Result<String, Error> {
        let Sealing { path, partial, out } = self;
        let failed = |error: io::Error| unwritable(&path, &error);
        let mut hashing = out.finish().and_then(StreamWriter::finish).map_err(failed)?;
        hashing.flush().map_err(failed)?;
        let file = hashing.inner.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        let written = hex::encode(hashing.hash.finalize());
        let read = File::open(&partial.0).and_then(hash_of).map_err(failed)?;
        if read != written {
            return Err(trouble(BackupTrouble::Differs, &path, String::new()));
        }
        name(&partial.0, &path).map_err(failed)?;
        Ok(written)
    }
}

/// Gives a file its name, never that of another one, lastingly.
fn name(partial: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(partial, path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        // Not every file system knows a second name for one file.
        Err(_) if path.symlink_metadata().is_err() => std::fs::rename(partial, path)?,
        Err(_) => return Err(ErrorKind::AlreadyExists.into()),
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// The SHA-256 of all that can be read.
pub(super) fn hash_of(mut file: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex::encode(hash.finalize())),
            read => hash.update(part.get(..read).unwrap_or_default()),
        }
    }
}

/// Opens a file for writing that only its owner can read.
pub(super) fn private(path: &Path, only_new: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).create_new(only_new).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // One that was there already may have been open to others.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// Hashes what passes.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let what = match error.kind() {
        ErrorKind::AlreadyExists => BackupTrouble::Exists,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => BackupTrouble::Full,
        _ => BackupTrouble::Unwritable,
    };
    trouble(what, path, error.to_string())
}

fn trouble(trouble: BackupTrouble, path: &Path, detail: String) -> Error {
    Error::Backup { trouble, path: path.display().to_string(), detail }
}
