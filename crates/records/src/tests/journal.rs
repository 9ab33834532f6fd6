use super::*;
use crate::journal::{latest, verify, verify_chain};

fn chain() -> Chain {
    Chain::Municipality("01".to_owned())
}

async fn five_entries(place: &Place) -> Gate {
    let gate = gate(place).await;
    for number in 0..5 {
        let key = format!("k{number}");
        gate.execute(&Fill::new("a", 1), request(&key)).await.unwrap();
    }
    gate
}

/// Goal: the journal says who did what, when and to what end, and its chain holds. Method: five
/// commands, read the last, verify.
async fn says_what_was_done(place: Place) {
    let gate = five_entries(&place).await;
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
async fn tables_refuse_change(place: Place) {
    let gate = five_entries(&place).await;
    let attempts = [
        ("journal", "UPDATE journal SET actor = 'x'"),
        ("journal", "DELETE FROM journal WHERE entry = 5"),
        (
            "journal",
            "INSERT INTO journal SELECT * FROM journal WHERE entry = 5
             ON CONFLICT (chain, entry) DO UPDATE SET actor = 'x'",
        ),
        ("command_outcome", "DELETE FROM command_outcome"),
        ("applied_migration", "UPDATE applied_migration SET sha256 = ''"),
    ];
    // Each database has a way of its own around UPDATE and DELETE.
    let replace = "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE entry = 5";
    let own = if place.is_on_server() { "TRUNCATE journal" } else { replace };
    for (table, sql) in attempts.into_iter().chain([("journal", own)]) {
        let answer = sqlx::raw_sql(sql).execute(&gate.database().writers).await.map(|_| ());
        let error = Error::from(answer.unwrap_err());
        assert_eq!(error, Error::AppendOnly { table: table.to_owned() }, "{sql}");
    }
}

/// Goal: whatever a trespasser does to a chain is found at its first broken entry. Method: remove
/// the guards, then change, remove, add, swap, cut off the end, each on a chain of its own.
async fn finds_every_break(first: Place) {
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
        let place = another(&first);
        let gate = five_entries(&place).await;
        trespass(&place, "journal", sql).await;
        let chain = chain().to_string();
        let broken = Err(Error::JournalBroken { chain, entry });
        assert_eq!(verify(gate.database()).await.map(|_| ()), broken, "{sql}");
    }
}

cluster::on_both!(says_what_was_done, tables_refuse_change, finds_every_break,);
