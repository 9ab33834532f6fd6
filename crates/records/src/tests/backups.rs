//! Backups of a whole database, and what is restored from them.

use super::copies::{LARGER_SHELF, filled, larger};
use super::files::trouble;
use super::*;
use crate::backup::{self, Held, Identities, Recipient, examine};
use crate::database::{all_rows, digests};
use crate::error::Trouble;
use proptest::prelude::*;
use std::pin::pin;
use std::task::Poll;

/// Keys, and a folder for files.
struct Keeper {
    folder: Folder,
    recipient: Recipient,
    identities: Identities,
}

impl Keeper {
    fn new() -> Keeper {
        let folder = Folder::new();
        let key = folder.0.join("key");
        let recipient = Identities::make(&key).unwrap();
        Keeper { recipient, identities: Identities::file(&key).unwrap(), folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    async fn back_up(&self, place: &Place, name: &str) -> Result<Held, Error> {
        let options = Options { wait: Duration::from_secs(20), ..Options::default() };
        let to = self.path(name);
        let keys = [self.recipient.clone()];
        backup::make(&address(place), &to, &keys, &[LARGER_SHELF], &options, moment()).await
    }

    async fn restore(&self, name: &str, to: &Place) -> Result<Held, Error> {
        let options = Options { wait: Duration::from_secs(20), ..Options::default() };
        let file = self.path(name);
        backup::restore(&file, &self.identities, &address(to), &[LARGER_SHELF], &options).await
    }

    /// The files in the folder, the key aside.
    fn files(&self) -> Vec<String> {
        let all = std::fs::read_dir(&self.folder.0).unwrap();
        let names = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "key").collect()
    }
}

/// Goal: a backup fills an empty database with every row, and says so. Method: back up, verify,
/// restore, compare all rows; go on writing there.
async fn everything_comes_back(place: Place) {
    let target = another(&place);
    comes_back(place, target).await;
}

/// Goal: a backup of either database fills one of the other kind. Method: as above, from a file to
/// the server and back.
async fn between_kinds(on_server: Place) {
    comes_back(Place::file().unwrap(), on_server).await;
    comes_back(Place::on_server().unwrap(), Place::file().unwrap()).await;
}

async fn comes_back(place: Place, target: Place) {
    let gate = filled(&place).await;
    let before = all_rows(gate.database()).await.unwrap();
    let keeper = Keeper::new();
    let made = keeper.back_up(&place, "one").await.unwrap();
    assert_eq!(made.tables, digests(gate.database()).await.unwrap());
    let bytes = std::fs::read(keeper.path("one")).unwrap();
    assert_eq!(made.file_hash, crate::content_hash::sha256(&bytes));
    assert_eq!(backup::verify(&keeper.path("one"), &keeper.identities).unwrap(), made);
    assert_eq!(keeper.restore("one", &target).await.unwrap(), made);
    let restored = larger(&target).await;
    assert_eq!(all_rows(restored.database()).await.unwrap(), before);
    assert!(!restored.database().was_created());
    assert_eq!(restored.execute(&Fill::new("a", 1), request("later")).await, Ok(2));
    let refused = sqlx::query("DELETE FROM item").execute(&restored.database().writers).await;
    assert_eq!(Error::from(refused.unwrap_err()).id(), "append-only");
    crate::journal::verify(restored.database()).await.unwrap();
    assert_eq!(all_rows(gate.database()).await.unwrap(), before);
}

/// Goal: a backup shows one moment while others write. Method: back up again and again beside a
/// writer; the journal of what is restored holds and tells of exactly the boxes that are there.
async fn one_moment(place: Place) {
    let gate = filled(&place).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let writer = gate.clone();
    let writing = tokio::spawn(async move {
        let mut number = 0_u32;
        while !*stopped.borrow() {
            let (name, key) = (format!("box {number}"), format!("w{number}"));
            writer.execute(&Fill::new(&name, 1), request(&key)).await.unwrap();
            number += 1;
        }
        number
    });
    let keeper = Keeper::new();
    for name in ["one", "two", "three"] {
        keeper.back_up(&place, name).await.unwrap();
        let target = another(&place);
        keeper.restore(name, &target).await.unwrap();
        let gate = larger(&target).await;
        let told = crate::journal::verify(gate.database()).await.unwrap();
        assert_eq!(told[0].entries, count(gate.database(), "box").await);
    }
    stop.send(true).unwrap();
    assert!(writing.await.unwrap() > 0);
}

/// Goal: a backup neither takes the place of a file nor leaves a part of one, and makes no key
/// weaker. Method: a name that is taken, a folder that is not there, no database, no recipient, a
/// part left behind by a program that was killed.
async fn only_whole_files(place: Place) {
    let keeper = Keeper::new();
    let error = keeper.back_up(&place, "nothing").await.unwrap_err();
    assert_eq!(trouble(&error), Some(Trouble::Missing), "{error:?}");
    assert_eq!(keeper.files(), Vec::<String>::new());
    filled(&place).await.database().close().await;
    std::fs::write(keeper.path("taken"), "kept").unwrap();
    assert_eq!(keeper.back_up(&place, "taken").await.unwrap_err().id(), "backup-exists");
    assert_eq!(std::fs::read_to_string(keeper.path("taken")).unwrap(), "kept");
    let error = keeper.back_up(&place, "nowhere/one").await.unwrap_err();
    assert_eq!(error.id(), "backup-unwritable");
    let (from, options) = (address(&place), Options::default());
    let nobody = keeper.path("nobody");
    let made = backup::make(&from, &nobody, &[], &[LARGER_SHELF], &options, moment()).await;
    assert_eq!(made.unwrap_err().id(), "backup-key-invalid");
    std::fs::write(keeper.path(".one.partial"), "x".repeat(100_000)).unwrap();
    keeper.back_up(&place, "one").await.unwrap();
    let mut files = keeper.files();
    files.sort();
    assert_eq!(files, ["one", "taken"]);
    #[cfg(unix)]
    for name in ["one", "key"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(keeper.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(Identities::make(&keeper.path("key")).unwrap_err().id(), "backup-exists");
}

/// Goal: a backup shows nothing to whoever lacks the key. Method: no name of a table or of a box
/// stands in the file.
async fn shows_nothing(place: Place) {
    let gate = larger(&place).await;
    gate.execute(&Fill::new("marker of a person", 1), request("k")).await.unwrap();
    let keeper = Keeper::new();
    keeper.back_up(&place, "one").await.unwrap();
    let text = String::from_utf8_lossy(&std::fs::read(keeper.path("one")).unwrap()).into_owned();
    for word in ["marker", "journal", "SECRET"] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(format!("{:?}", keeper.identities), "Identities([redacted])");
}

/// Goal: what cannot be restored is refused with an error of its own, and nothing is made of the
/// database. Method: wrong key, no key, foreign and missing files, damage, a full database, steps
/// that this program does not know or knows otherwise.
async fn refused(place: Place) {
    let gate = filled(&place).await;
    let keeper = Keeper::new();
    keeper.back_up(&place, "one").await.unwrap();
    let bytes = std::fs::read(keeper.path("one")).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(keeper.path(name), bytes).unwrap();
    write("foreign", b"SQLite format 3\0");
    write("empty", b"");
    write("cut", &bytes[..bytes.len() - 1]);
    let mut damaged = bytes.clone();
    // Within the share of the key, and still a sign that may stand there.
    damaged[60] = if damaged[60] == b'A' { b'B' } else { b'A' };
    write("damaged", &damaged);
    let target = another(&place);
    for (name, id) in [
        ("missing", "backup-unreadable"),
        ("foreign", "backup-foreign"),
        ("empty", "backup-foreign"),
        ("cut", "backup-truncated"),
        ("damaged", "backup-wrong-key"),
    ] {
        assert_eq!(keeper.restore(name, &target).await.unwrap_err().id(), id, "{name}");
    }
    let other = Keeper::new();
    let stranger = Keeper { identities: other.identities, ..keeper };
    assert_eq!(stranger.restore("one", &target).await.unwrap_err().id(), "backup-wrong-key");
    let keeper =
        Keeper { identities: Identities::file(&stranger.path("key")).unwrap(), ..stranger };
    for text in ["", "# only a comment\n", "AGE-SECRET-KEY-1WRONG\n", "age1x"] {
        let path = keeper.path("no key");
        std::fs::write(&path, text).unwrap();
        assert_eq!(Identities::file(&path).unwrap_err().id(), "backup-key-invalid");
        assert_eq!(Recipient::file(&path).unwrap_err().id(), "backup-key-invalid");
    }
    let error = keeper.restore("one", &place).await.unwrap_err();
    assert_eq!(trouble(&error), Some(Trouble::NotEmpty));
    drop(gate);
    let (file, to) = (keeper.path("one"), address(&target));
    let older = backup::restore(&file, &keeper.identities, &to, &[SHELF], &quick()).await;
    assert_eq!(older.unwrap_err().id(), "database-newer");
    const CHANGED: &[Migration] =
        &[SHELF[0], Migration::new("shelf", 2, "content", "CREATE TABLE x (y TEXT)")];
    let changed = backup::restore(&file, &keeper.identities, &to, &[CHANGED], &quick()).await;
    assert_eq!(changed.unwrap_err().id(), "migration-changed");
    // Nothing was made of it so far.
    keeper.restore("one", &target).await.unwrap();
}

/// Goal: a backup of an older version is restored as it was and brought up to date afterwards, and
/// a backup changes nothing of the database. Method: back up tables of one step with a program that
/// knows two.
async fn of_an_older_version(place: Place) {
    let older = gate(&place).await;
    older.execute(&Fill::new("a", 1), request("k")).await.unwrap();
    older.database().close().await;
    let keeper = Keeper::new();
    let made = keeper.back_up(&place, "one").await.unwrap();
    assert!(made.tables.iter().all(|table| table.table != "item"));
    assert_eq!(count(open(&place).await.as_ref().unwrap(), "applied_migration").await, steps());
    let target = another(&place);
    keeper.restore("one", &target).await.unwrap();
    assert_eq!(count(open(&target).await.as_ref().unwrap(), "box").await, 1);
    let newer = larger(&target).await;
    assert_eq!(count(newer.database(), "item").await, 0);
    assert_eq!(newer.execute(&Fill::new("a", 1), request("later")).await, Ok(2));
}

/// Goal: a restore that was interrupted is never taken for a whole one. Method: let it go after it
/// was woken 1, 2, 4 … times; what is there then is nothing, refused as incomplete, or whole.
async fn interrupted(place: Place) {
    let gate = filled(&place).await;
    let before = digests(gate.database()).await.unwrap();
    let keeper = Keeper::new();
    keeper.back_up(&place, "one").await.unwrap();
    let (mut wakes, mut incomplete) = (1_u32, 0);
    loop {
        let target = another(&place);
        let whole = {
            let mut restoring = pin!(keeper.restore("one", &target));
            let mut left = wakes;
            std::future::poll_fn(|context| match restoring.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if left == 0 => Poll::Ready(None),
                Poll::Pending => {
                    left -= 1;
                    Poll::Pending
                }
            })
            .await
        };
        let options = Options { may_create: false, ..Options::default() };
        match Database::open(&address(&target), &[LARGER_SHELF], &options, moment()).await {
            Ok(database) => assert_eq!(digests(&database).await.unwrap(), before),
            Err(error) if trouble(&error) == Some(Trouble::Incomplete) => incomplete += 1,
            Err(error) => assert_eq!(trouble(&error), Some(Trouble::Missing), "{error:?}"),
        }
        match whole {
            Some(done) => break assert_eq!(done.unwrap().tables, before),
            None => wakes *= 2,
        }
    }
    assert!(incomplete > 0);
}

/// A backup of some parts of the encryption, with its keys.
async fn sample() -> (Keeper, Vec<u8>) {
    let place = Place::file().unwrap();
    let gate = larger(&place).await;
    gate.execute(&Fill::new("Ä", 1), request("k")).await.unwrap();
    // Bytes that cannot be compressed.
    let mut noise = Vec::new();
    for number in 0..1500_u32 {
        let hash = crate::content_hash::sha256(&number.to_be_bytes());
        noise.extend(hex::decode(hash).unwrap());
    }
    for number in 0..4_i16 {
        sqlx::query("INSERT INTO item (box, number, picture) VALUES ('Ä', $1, $2)")
            .bind(number)
            .bind(noise.iter().map(|byte| byte ^ number.to_be_bytes()[1]).collect::<Vec<u8>>())
            .execute(&gate.database().writers)
            .await
            .unwrap();
    }
    let keeper = Keeper::new();
    keeper.back_up(&place, "one").await.unwrap();
    let bytes = std::fs::read(keeper.path("one")).unwrap();
    assert!(bytes.len() > 3 * 65_536, "{}", bytes.len());
    (keeper, bytes)
}

/// Goal: damage of any byte, a cut at any place, and anything added or exchanged is found. Method:
/// each bit of the head, bytes at random behind it, cuts, the last part twice, parts exchanged.
#[tokio::test(flavor = "multi_thread")]
async fn any_damage_is_found() {
    let (keeper, whole) = sample().await;
    let keys = &keeper.identities;
    examine(&whole, keys).unwrap();
    let found = |bytes: &[u8]| match examine(bytes, keys) {
        Ok(_) => false,
        Err(error) => error.id().starts_with("backup-"),
    };
    for at in 0..400 {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            assert!(found(&bytes), "bit {bit} of byte {at}");
        }
    }
    let head = whole.windows(5).position(|bytes| bytes == b"\n--- ").unwrap() + 64;
    let part = |number: usize| head + number * 65_552..head + (number + 1) * 65_552;
    let mut exchanged = whole.clone();
    let first: Vec<u8> = whole[part(0)].to_vec();
    exchanged.copy_within(part(1), head);
    exchanged[part(1)].copy_from_slice(&first);
    assert!(found(&exchanged));
    assert!(found(&[&whole[..], b"\n"].concat()));
    assert!(found(&[&whole[..], &whole[..]].concat()));
    assert!(found(&[&whole[..head], &whole[part(1).start..]].concat()));
    let mut damaged = whole.clone();
    damaged[head + 70_000] ^= 4;
    assert_eq!(examine(&damaged, keys).unwrap_err().id(), "backup-damaged");
    for at in [0, 10, 100, 200, part(0).end, part(1).end, whole.len() - 1] {
        let error = examine(&whole[..at], keys).unwrap_err();
        let id = if at < 22 { "backup-foreign" } else { "backup-truncated" };
        assert_eq!(error.id(), id, "{at}");
    }
    let anywhere = (0..whole.len(), 1_u8..=255, any::<bool>());
    let mut runner = proptest::test_runner::TestRunner::default();
    runner
        .run(&anywhere, |(at, change, cuts)| {
            let mut bytes = whole.clone();
            if cuts {
                bytes.truncate(at);
            } else {
                bytes[at] ^= change;
            }
            prop_assert!(found(&bytes), "{at} {change} {cuts}");
            Ok(())
        })
        .unwrap();
}

cluster::on_both!(
    everything_comes_back,
    one_moment,
    only_whole_files,
    shows_nothing,
    refused,
    of_an_older_version,
    interrupted,
);

cluster::on_server!(between_kinds);
