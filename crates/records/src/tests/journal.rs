use super::*;
use crate::journal::{self, Search, latest, search, verify, verify_chain};

fn chain() -> Chain {
    Chain::Municipality("01".to_owned())
}

async fn five_entries(place: &Place) -> Gate {
    let gate = gate(place).await;
    for number in 0..5 {
        let key = format!("k{number}");
        let asked = request(&key);
        // What comes in through a network says from where.
        let principal = match number {
            3 => asked.principal.from_origin("192.0.2.3"),
            _ => asked.principal,
        };
        gate.execute(&Fill::new("a", 1), Request { principal, ..asked }).await.unwrap();
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

/// Goal: entries are found by each field, newest first, page by page, and no sign in a search means
/// anything of its own. Method: five entries, one from a network.
async fn entries_are_found(place: Place) {
    let gate = five_entries(&place).await;
    let found = async |sought: Search, limit: u32| {
        let found = search(gate.database(), &sought, limit).await.unwrap();
        let numbers: Vec<i64> = found.iter().map(|found| found.written.entry).collect();
        (numbers, found.last().map(|found| found.place.clone()))
    };
    let (newest, last) = found(Search::default(), 2).await;
    assert_eq!(newest, [5, 4]);
    let last = journal::Place::read(&last.unwrap().word());
    let older = Search { older_than: last, ..Search::default() };
    assert_eq!(found(older, 9).await.0, [3, 2, 1]);
    let all = search(gate.database(), &Search::default(), 9).await.unwrap();
    let origins: Vec<_> = all.iter().map(|found| found.written.origin.as_deref()).collect();
    assert_eq!(origins, [None, Some("192.0.2.3"), None, None, None]);
    let (at, actor) = (all[0].written.at, Some("demo".to_owned()));
    let second = jiff::SignedDuration::from_secs(1);
    let action = Some(all[0].written.action.clone());
    let half = all[0].written.subject.chars().skip(1).collect();
    let fitting = [
        Search { chain: Some(chain()), ..Search::default() },
        Search { actor, action, subject: half, ..Search::default() },
        Search { from: Some(at), until: Some(at + second), ..Search::default() },
    ];
    for sought in fitting {
        assert_eq!(found(sought.clone(), 9).await.0.len(), 5, "{sought:?}");
    }
    let strange = |subject: &str| Search { subject: subject.to_owned(), ..Search::default() };
    let nothing = [
        Search { chain: Some(Chain::National), ..Search::default() },
        Search { actor: Some("nobody".to_owned()), ..Search::default() },
        Search { until: Some(at), ..Search::default() },
        Search { from: Some(at + second), ..Search::default() },
        strange("%x%"),
        strange("_"),
        strange("\\"),
        strange("' OR '1'='1"),
    ];
    for sought in nothing {
        assert_eq!(found(sought.clone(), 9).await.0, [0_i64; 0], "{sought:?}");
    }
    for text in ["", "a~b", "2026~national~1", "2026-11-22T10:00:00.000000Z~national~x"] {
        assert_eq!(journal::Place::read(text), None, "{text}");
    }
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
        (3, "UPDATE journal SET origin = '192.0.2.9' WHERE entry = 3"),
        (4, "UPDATE journal SET origin = NULL WHERE entry = 4"),
        (4, "DELETE FROM journal WHERE entry = 4"),
        (1, "DELETE FROM journal WHERE entry = 1"),
        (5, "DELETE FROM journal WHERE entry = 5"),
        (1, "DELETE FROM journal"),
        (6, "DELETE FROM journal_end"),
        (
            6,
            "INSERT INTO journal SELECT chain, 6, written_at, actor, action, subject, \
             value_before, value_after, hash, hash, NULL FROM journal WHERE entry = 5",
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

cluster::on_both!(says_what_was_done, entries_are_found, tables_refuse_change, finds_every_break,);
