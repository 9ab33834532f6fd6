use super::*;
use crate::database::Manner;
use crate::error::Trouble;
use crate::migration::gather;

/// What is wrong with the database, if that is what an error says.
pub(super) fn trouble(error: &Error) -> Option<Trouble> {
    match error {
        Error::Database { trouble, .. } => Some(*trouble),
        _ => None,
    }
}

/// Goal: opening makes the folder and the file, and again changes no byte of it. Method: open twice
/// in a folder that does not exist.
#[tokio::test]
async fn creates_folder_and_file() {
    let folder = Folder::new();
    let file = folder.0.join("a b/ç%/peshore.sqlite");
    let first = open_file(&file).await.unwrap();
    assert!(first.was_created());
    first.close().await;
    let bytes = std::fs::read(&file).unwrap();
    let second = open_file(&file).await.unwrap();
    assert!(!second.was_created());
    second.close().await;
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

/// Goal: every connection is set as promised. Method: ask the settings of writer and reader.
#[tokio::test]
async fn settings_hold() {
    let folder = Folder::new();
    let database = open_file(&folder.file()).await.unwrap();
    let ask = async |pool: &sqlx::AnyPool, name: &str| -> String {
        let text = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        let row = sqlx::query(sqlx::AssertSqlSafe(text)).fetch_one(pool).await.unwrap();
        row.try_get(0).unwrap()
    };
    for pool in [&database.writers, database.readers()] {
        assert_eq!(ask(pool, "journal_mode").await, "wal");
        assert_eq!(ask(pool, "synchronous").await, "2");
        assert_eq!(ask(pool, "foreign_keys").await, "1");
        assert_eq!(ask(pool, "recursive_triggers").await, "1");
    }
    assert_eq!(ask(database.readers(), "query_only").await, "1");
    let refused = sqlx::query("DELETE FROM box").execute(database.readers()).await;
    assert!(refused.is_err());
}

/// Goal: a place where nothing can be written is named. Method: a folder below a file, a folder
/// that the system refuses, and a folder in place of the file.
#[tokio::test]
async fn unwritable() {
    let folder = Folder::new();
    std::fs::write(folder.0.join("taken"), "x").unwrap();
    let below_file = folder.0.join("taken/peshore.sqlite");
    for path in [below_file, PathBuf::from("/proc/peshore/a.sqlite"), folder.0.clone()] {
        let error = open_file(&path).await.unwrap_err();
        assert_eq!(trouble(&error), Some(Trouble::Unwritable), "{error:?}");
    }
}

/// Goal: a file of something else is refused and stays as it was. Method: a text, and a SQLite
/// database of another program.
#[tokio::test]
async fn foreign() {
    let folder = Folder::new();
    let text = folder.0.join("letter.txt");
    std::fs::write(&text, "Dear all, this is no database, but long enough to be looked at.")
        .unwrap();
    let other = folder.0.join("other.sqlite");
    let address = format!("sqlite://{}?mode=rwc", other.display());
    {
        use sqlx::{ConnectOptions, Connection};
        let options: sqlx::sqlite::SqliteConnectOptions = address.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql("CREATE TABLE t (a TEXT)").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
    for file in [text, other] {
        let before = std::fs::read(&file).unwrap();
        let error = open_file(&file).await.unwrap_err();
        assert_eq!(trouble(&error), Some(Trouble::Foreign), "{error:?}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
}

/// Goal: a damaged file is refused and stays as it was. Method: cut one off after its first page,
/// cut one inside its header, and overwrite the middle of one.
#[tokio::test]
async fn corrupt() {
    let folder = Folder::new();
    let good = folder.file();
    open_file(&good).await.unwrap().close().await;
    let bytes = std::fs::read(&good).unwrap();
    let mut scribbled = bytes.clone();
    for byte in &mut scribbled[4096..12288] {
        *byte = 0xA5;
    }
    let damages = [bytes[..4096].to_vec(), bytes[..60].to_vec(), scribbled];
    for (number, damage) in damages.iter().enumerate() {
        let file = folder.0.join(format!("damaged-{number}.sqlite"));
        std::fs::write(&file, damage).unwrap();
        let error = open_file(&file).await.unwrap_err();
        assert_eq!(trouble(&error), Some(Trouble::Corrupt), "{number}: {error:?}");
        assert_eq!(&std::fs::read(&file).unwrap(), damage);
    }
}

/// Goal: a list of steps with a gap is refused before anything is opened. Method: number 2 alone.
#[test]
fn list_with_gap() {
    let gap = [Migration::new("shelf", 2, "lid", "")];
    let step = "shelf/2 lid".to_owned();
    assert_eq!(gather(&[&gap]).unwrap_err(), Error::MigrationList { step });
}

/// Goal: a file that another program holds is named as locked, not as damaged. Method: hold an
/// exclusive lock on another connection while opening and while beginning a unit.
#[tokio::test]
async fn locked() {
    use sqlx::{ConnectOptions, Connection};
    let folder = Folder::new();
    let database = open_file(&folder.file()).await.unwrap();
    let mut holder =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.file()).connect().await.unwrap();
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut holder).await.unwrap();
    let begun = database.begin_writing(Manner::Alone).await.map(|_| ());
    assert_eq!(trouble(&begun.unwrap_err()), Some(Trouble::Locked));
    let more = [Migration::new("shelf", 2, "lid", "CREATE TABLE lid (name TEXT NOT NULL)")];
    let opened =
        Database::open(&Address::file(folder.file()), &[SHELF, &more], &quick(), moment()).await;
    assert_eq!(trouble(&opened.unwrap_err()), Some(Trouble::Locked));
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
    holder.close().await.unwrap();
    open_file(&folder.file()).await.unwrap();
}
