use super::*;
use crate::journal::{latest, verify, verify_chain};

fn chain() -> Chain {
    Chain::Municipality("01".to_owned())
}

async fn five_entries(folder: &Folder) -> Gate {
    let gate = gate(&folder.file()).await;
    for number in 0..5 {
        let key = format!("k{number}");
        gate.execute(&Fill::new("a", 1), request(&key)).await.unwrap();
    }
    gate
}

/// Goal: the journal says who did what, when and to what end, and its chain holds. Method: five
/// commands, read the last, verify.
#[tokio::test]
async fn says_what_was_done() {
    let folder = Folder::new();
    let gate = five_entries(&folder).await;
    let newest = latest(gate.database(), &chain(), 2).await.unwrap();
    assert_eq!(newest.len(), 2);
    let last = &newest[0];
    assert_eq!((last.entry, last.at, last.actor.as_str()), (5, moment(), "demo"));
    assert_eq!(last.after.as_deref(), Some("{\"places\":5}"));
    let verified = verify_chain(gate.database(), &chain()).await.unwrap();
    assert_eq!((verified.entries, verified.end), (5, last.hash.clone()));
    assert_eq!(verify(gate.database()).await.unwrap().len(), 1);
}

/// Goal: the database itself refuses to change or remove what is kept. Method: update, delete and
/// replace in each append-only table through the writing connection.
#[tokio::test]
async fn tables_refuse_change() {
    let folder = Folder::new();
    let gate = five_entries(&folder).await;
    let attempts = [
        ("journal", "UPDATE journal SET actor = 'x'"),
        ("journal", "DELETE FROM journal WHERE entry = 5"),
        ("journal", "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE entry = 5"),
        ("command_outcome", "DELETE FROM command_outcome"),
        ("applied_migration", "UPDATE applied_migration SET sha256 = ''"),
    ];
    for (table, sql) in attempts {
        let answer = sqlx::raw_sql(sql).execute(&gate.database().writer).await.map(|_| ());
        let error = Error::from(answer.unwrap_err());
        assert_eq!(error, Error::AppendOnly { table: table.to_owned() }, "{sql}");
    }
}

/// Goal: whatever a trespasser does to a chain is found at its first broken entry. Method: remove
/// the guards, then change, remove, add, swap, cut off the end, each on a chain of its own.
#[tokio::test]
async fn finds_every_break() {
    let guards = "DROP TRIGGER journal_refuses_update; DROP TRIGGER journal_refuses_delete;";
    let breaks = [
        (3, "UPDATE journal SET value_after = '{\"places\":9}' WHERE entry = 3"),
        (2, "UPDATE journal SET actor = 'nobody' WHERE entry = 2"),
        (4, "DELETE FROM journal WHERE entry = 4"),
        (1, "DELETE FROM journal WHERE entry = 1"),
        (5, "DELETE FROM journal WHERE entry = 5"),
        (1, "DELETE FROM journal"),
        (6, "DELETE FROM journal_end"),
        (
            6,
            "INSERT INTO journal SELECT chain, 6, written_at, actor, action, subject, \
             value_before, value_after, hash, hash FROM journal WHERE entry = 5",
        ),
        (
            2,
            "UPDATE journal SET entry = 99 WHERE entry = 2; \
             UPDATE journal SET entry = 2 WHERE entry = 3; \
             UPDATE journal SET entry = 3 WHERE entry = 99",
        ),
    ];
    for (entry, sql) in breaks {
        let folder = Folder::new();
        let gate = five_entries(&folder).await;
        trespass(&folder.file(), &format!("{guards} {sql}")).await;
        let chain = chain().to_string();
        let broken = Err(Error::JournalBroken { chain, entry });
        assert_eq!(verify(gate.database()).await.map(|_| ()), broken, "{sql}");
    }
}
