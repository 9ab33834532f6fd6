//! `peshore keys`: the file of master keys, which lies apart from every database.

use crate::arguments::{Keys, KeysCommand, KeysOfDatabase};
use crate::error::{Error, KeyFileTrouble};
use crate::folder;
use crate::serve::{to_the_end, variable};
use crate::site::{MIGRATIONS, POLICIES};
use crate::words::{catalog, language_of_terminal};
use records::actor::Actor;
use records::clock::Clock;
use records::command::{Gate, Request};
use records::database::{Database, Options};
use records::policy::Policy;
use records::sealing::{self, Counted, KeyRing};
use records::unit_of_work::IdempotencyKey;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The longest file of keys that is read, in bytes: some four hundred master keys.
const LONGEST: u64 = 65_536;

/// How many keys of subjects are wrapped anew in one unit of work.
const BATCH: u16 = 500;

/// Makes, renews, checks and thins the file of master keys.
pub fn execute(arguments: &Keys) -> ExitCode {
    let command = arguments.command.clone();
    to_the_end(async move {
        match command {
            KeysCommand::Make { file } => {
                write_new(&file, &KeyRing::new()?)?;
                tell("keys-made", &[("path", shown(&file))]);
            }
            KeysCommand::Add { file } => {
                let ring = read(&file)?.with_new_master()?;
                replace(&file, &ring)?;
                tell("keys-added", &[("path", shown(&file))]);
            }
            KeysCommand::Rewrap(of) => {
                let count = with_database(&of, rewrap).await?;
                tell("keys-rewrapped", &[("count", count.to_string())]);
            }
            KeysCommand::Check(of) => {
                let counted = with_database(&of, checked).await?;
                tell_counted(&counted);
            }
            KeysCommand::Drop(of) => {
                let ring = read(&of.keys)?.without_old_masters();
                let counted = with_database_and(&of, ring.clone(), checked).await?;
                replace(&of.keys, &ring)?;
                tell_counted(&counted);
                tell("keys-dropped", &[("path", shown(&of.keys))]);
            }
        }
        Ok(())
    })
}

async fn rewrap(gate: Gate, ring: KeyRing) -> Result<u64, Error> {
    let mut all = 0_u64;
    loop {
        let now = Clock::system().now();
        let key = IdempotencyKey::of_content(&["keys rewrap", &now.to_string()]);
        let principal = Actor::system("keys").into();
        let mut unit = gate.begin(Request { principal, now, key }).await?;
        let count = sealing::rewrap(&ring, &mut unit, BATCH).await?;
        if count == 0 {
            unit.rollback().await?;
            return Ok(all);
        }
        unit.commit("sealing.rewrap").await?;
        all = all.saturating_add(count);
    }
}

async fn checked(gate: Gate, ring: KeyRing) -> Result<Counted, Error> {
    Ok(sealing::check(&ring, gate.database()).await?)
}

async fn with_database<T, W: Future<Output = Result<T, Error>>>(
    of: &KeysOfDatabase,
    work: impl FnOnce(Gate, KeyRing) -> W,
) -> Result<T, Error> {
    let ring = read(&of.keys)?;
    with_database_and(of, ring, work).await
}

/// Does something with a database that is there already and a ring.
async fn with_database_and<T, W: Future<Output = Result<T, Error>>>(
    of: &KeysOfDatabase,
    ring: KeyRing,
    work: impl FnOnce(Gate, KeyRing) -> W,
) -> Result<T, Error> {
    let address = folder::address(&of.database)?;
    let options = Options { may_create: false, ..Options::default() };
    let database = Database::open(&address, MIGRATIONS, &options, Clock::system().now()).await?;
    let gate = Gate::new(database.clone(), Arc::new(Policy::new(POLICIES)?));
    let done = work(gate, ring).await;
    database.close().await;
    done
}

/// Reads the file; one that others of this machine may read is refused.
pub(crate) fn read(path: &Path) -> Result<KeyRing, Error> {
    let file = File::open(path).map_err(|error| trouble(path, &error))?;
    if open_to_others(&file) {
        return Err(Error::KeyFile {
            path: path.to_owned(),
            trouble: KeyFileTrouble::OpenToOthers,
        });
    }
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).map_err(|error| trouble(path, &error))?;
    Ok(KeyRing::read(&text)?)
}

#[cfg(unix)]
fn open_to_others(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn open_to_others(_: &File) -> bool {
    false
}

/// Writes a file that is not there yet, for its owner only, and waits until it is on the disk.
pub(crate) fn write_new(path: &Path, ring: &KeyRing) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(ring.write().as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| trouble(path, &error))
}

/// Puts a new file in the place of the old one at once: whoever is interrupted has the one or the
/// other, whole.
pub(crate) fn replace(path: &Path, ring: &KeyRing) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let beside = Path::new(&name);
    write_new(beside, ring)?;
    fs::rename(beside, path).map_err(|error| trouble(path, &error))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let synced = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
    synced.map_err(|error| trouble(path, &error))
}

fn trouble(path: &Path, error: &std::io::Error) -> Error {
    let trouble = match error.kind() {
        ErrorKind::NotFound => KeyFileTrouble::Missing,
        ErrorKind::AlreadyExists => KeyFileTrouble::ThereAlready,
        _ => KeyFileTrouble::Failed(error.to_string()),
    };
    Error::KeyFile { path: path.to_owned(), trouble }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn tell_counted(counted: &Counted) {
    if counted.by_master.is_empty() {
        tell("keys-none", &[]);
    }
    for (key, count) in &counted.by_master {
        tell("keys-of-master", &[("key", key.clone()), ("count", count.to_string())]);
    }
    tell("keys-erased", &[("count", counted.erased.to_string())]);
}

fn tell(id: &str, arguments: &[(&'static str, String)]) {
    let text = catalog().say(language_of_terminal(variable), id, arguments) + "\n";
    // Without a terminal to write to there is nobody to tell.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use formula::words::Language;
    use std::path::PathBuf;

    /// A folder that vanishes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Folder {
            let name = records::identity::make(Clock::system().now()).unwrap();
            let folder = std::env::temp_dir().join(format!("peshore-keys-{name}"));
            fs::create_dir_all(&folder).unwrap();
            Folder(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Goal: a file of keys is never overwritten, is for its owner only, and is replaced whole.
    /// Method: make, make again, replace, open it to others, ask for one that is not there.
    #[test]
    fn the_file_is_kept() {
        let folder = Folder::new();
        let file = folder.0.join("keys.txt");
        let id = |result: Result<(), Error>| result.unwrap_err().id();
        let ring = KeyRing::new().unwrap();
        write_new(&file, &ring).unwrap();
        assert_eq!(id(write_new(&file, &ring)), "keys-file-there");
        assert_eq!(*read(&file).unwrap().write(), *ring.write());
        let renewed = ring.with_new_master().unwrap();
        replace(&file, &renewed).unwrap();
        assert_eq!(*read(&file).unwrap().write(), *renewed.write());
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
        let missing = read(&folder.0.join("none")).map(drop);
        assert_eq!(id(missing), "keys-file-missing");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            let open = read(&file).map(drop).unwrap_err();
            assert_eq!(open.id(), "keys-file-open");
            for language in [Language::Sq, Language::SrCyrl, Language::SrLatn, Language::En] {
                assert!(open.message(language).contains("keys.txt"));
                assert!(open.help(language).unwrap().contains("chmod 600"));
            }
        }
    }
}
