use super::*;

/// Goal: a command writes rows, journal entry and outcome in one commit. Method: do one, count.
async fn writes_together(place: Place) {
    let gate = gate(&place).await;
    assert_eq!(gate.execute(&Fill::new("a", 3), request("k1")).await, Ok(3));
    for (table, rows) in [("box", 1), ("journal", 1), ("command_outcome", 1)] {
        assert_eq!(count(gate.database(), table).await, rows, "{table}");
    }
}

/// Goal: a repeated request hears the first outcome and does nothing; the same key with other
/// content is refused. Method: the same command twice, then another under its key.
async fn repeated_request(place: Place) {
    let gate = gate(&place).await;
    for _ in 0..3 {
        assert_eq!(gate.execute(&Fill::new("a", 3), request("k1")).await, Ok(3));
    }
    assert_eq!(count(gate.database(), "journal").await, 1);
    let reused = gate.execute(&Fill::new("a", 4), request("k1")).await;
    assert_eq!(reused, Err(FillError::Ground(Error::KeyReused { key: "k1".to_owned() })));
    assert_eq!(gate.execute(&Fill::new("a", 4), request("k2")).await, Ok(7));
}

/// Goal: a refusal and a forgotten journal entry leave nothing behind. Method: overfill a box;
/// write without an entry; compare the tables with the state before.
async fn refusal_leaves_nothing(place: Place) {
    let gate = gate(&place).await;
    assert_eq!(gate.execute(&Fill::new("a", 11), request("k1")).await, Err(FillError::Full));
    let silent = Fill { name: "a".to_owned(), things: 1, journals: false };
    let outcome = gate.execute(&silent, request("k2")).await;
    let action = "shelf.fill".to_owned();
    assert_eq!(outcome, Err(FillError::Ground(Error::NotJournalled { action })));
    for table in ["box", "journal", "command_outcome"] {
        assert_eq!(count(gate.database(), table).await, 0, "{table}");
    }
    assert_eq!(gate.execute(&Fill::new("a", 10), request("k1")).await, Ok(10));
}

/// Goal: a command that writes nothing leaves no trace. Method: put nothing into a box.
async fn nothing_to_do(place: Place) {
    let gate = gate(&place).await;
    assert_eq!(gate.execute(&Fill::new("a", 0), request("k1")).await, Ok(0));
    assert_eq!(count(gate.database(), "command_outcome").await, 0);
}

/// Goal: a unit that is dropped, or rolled back, leaves nothing and blocks nobody. Method: write
/// in two units and let both go, then write properly.
async fn dropped_unit_rolls_back(place: Place) {
    let gate = gate(&place).await;
    let mut dropped = gate.begin(request("k1")).await.unwrap();
    crate::command::perform(&Fill::new("a", 1), &mut dropped).await.unwrap();
    drop(dropped);
    let mut undone = gate.begin(request("k2")).await.unwrap();
    crate::command::perform(&Fill::new("a", 1), &mut undone).await.unwrap();
    undone.rollback().await.unwrap();
    assert_eq!(gate.execute(&Fill::new("a", 5), request("k3")).await, Ok(5));
    assert_eq!(count(gate.database(), "journal").await, 1);
}

/// Goal: commands compose: several in one unit become lasting together. Method: two boxes in one
/// unit, the second refused; then both fine.
async fn compose(place: Place) {
    use crate::command::perform;
    let gate = gate(&place).await;
    let mut unit = gate.begin(request("k1")).await.unwrap();
    perform(&Fill::new("a", 5), &mut unit).await.unwrap();
    assert_eq!(perform(&Fill::new("b", 11), &mut unit).await, Err(FillError::Full));
    unit.rollback().await.unwrap();
    assert_eq!(count(gate.database(), "box").await, 0);
    let mut unit = gate.begin(request("k1")).await.unwrap();
    perform(&Fill::new("a", 5), &mut unit).await.unwrap();
    perform(&Fill::new("b", 10), &mut unit).await.unwrap();
    unit.commit("shelf.fill").await.unwrap();
    assert_eq!(count(gate.database(), "box").await, 2);
    assert_eq!(count(gate.database(), "journal").await, 2);
}

/// Goal: an action that no station listed is refused. Method: a gate with an empty policy.
async fn unlisted_action(place: Place) {
    let closed = Policy::new(&[StationPolicy { text: "", ..SHELF_POLICY }]).unwrap();
    let closed = Gate::new(open(&place).await.unwrap(), Arc::new(closed));
    let refused = closed.execute(&Fill::new("a", 1), request("k1")).await;
    let (actor, action) = ("demo".to_owned(), "shelf.fill".to_owned());
    let (deed, reasons, open_to) = (SHELF_POLICY.actions.last(), Vec::new(), Vec::new());
    let expected = Error::Refused { actor, action, deed, reasons, open_to };
    assert_eq!(refused, Err(FillError::Ground(expected)));
    assert_eq!(count(closed.database(), "box").await, 0);
}

/// Goal: two programs on one file never overfill a box and lose no write; every refusal is the
/// rule's. Method: two gates, twenty racers each for ten places, then verify the journal.
async fn two_writers(place: Place) {
    let gates = [gate(&place).await, gate(&place).await];
    let mut racers = Vec::new();
    for number in 0..40 {
        let gate = gates[number % 2].clone();
        racers.push(tokio::spawn(async move {
            gate.execute(&Fill::new("a", 1), request(&format!("racer-{number}"))).await
        }));
    }
    let mut won = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert_eq!(error, FillError::Full),
        }
    }
    assert_eq!(won, 10);
    assert_eq!(count(gates[0].database(), "journal").await, 10);
    crate::journal::verify(gates[1].database()).await.unwrap();
}

/// Goal: the same request from two sides at once is done once. Method: ten racers with one key.
async fn racing_with_one_key(place: Place) {
    let gates = [gate(&place).await, gate(&place).await];
    let mut racers = Vec::new();
    for number in 0..10 {
        let gate = gates[number % 2].clone();
        racers.push(tokio::spawn(async move {
            gate.execute(&Fill::new("a", 2), request("same-key")).await
        }));
    }
    for racer in racers {
        assert_eq!(racer.await.unwrap(), Ok(2));
    }
    assert_eq!(count(gates[0].database(), "journal").await, 1);
}

/// Goal: a key is plain text of bounded length. Method: examples on both sides of the line.
#[test]
fn keys() {
    let long = "x".repeat(201);
    for bad in ["", "a b", "ë", "a\n", long.as_str()] {
        assert_eq!(IdempotencyKey::new(bad).unwrap_err(), Error::KeyInvalid, "{bad}");
    }
    assert!(IdempotencyKey::new(&"x".repeat(200)).is_ok());
    assert_eq!(IdempotencyKey::of_content(&["a", "b"]), IdempotencyKey::of_content(&["a", "b"]));
    assert_ne!(IdempotencyKey::of_content(&["ab"]), IdempotencyKey::of_content(&["a", "b"]));
}

/// Goal: a statement that fails inside a command leaves nothing of the command, even if the command
/// passes over the failure: it is never answered as done. Method: a box with fewer than no places,
/// then a command that tries it and goes on, in the gate and in a unit of its own.
async fn failed_statement_is_never_kept_halfway(place: Place) {
    let gate = gate(&place).await;
    let refused = gate.execute(&Fill::new("a", -1), request("k1")).await;
    assert!(matches!(refused, Err(FillError::Ground(Error::Database { .. }))), "{refused:?}");
    let mut unit = gate.begin(request("k2")).await.unwrap();
    let failed = crate::command::perform(&Fill::new("a", -1), &mut unit).await;
    assert!(failed.is_err());
    let went_on = crate::command::perform(&Fill::new("b", 1), &mut unit).await;
    // SQLite undoes the statement, PostgreSQL dooms the whole unit: what is answered is what is so.
    let kept = unit.commit("shelf.fill").await;
    assert_eq!(kept.is_ok(), went_on.is_ok());
    assert_eq!(kept.is_ok(), !place.is_on_server());
    let rows = i64::from(kept.is_ok());
    assert_eq!(count(gate.database(), "box").await, rows);
    assert_eq!(count(gate.database(), "journal").await, rows);
}

/// Goal: a text that PostgreSQL cannot keep is refused by both, with the same words. Method: a name
/// with U+0000, and names that only look like it.
async fn unstorable_text(place: Place) {
    let gate = gate(&place).await;
    let refused = gate.execute(&Fill::new("a\0b", 1), request("k1")).await;
    let within = "shelf.fill".to_owned();
    assert_eq!(refused, Err(FillError::Ground(Error::TextUnstorable { within })));
    for (number, name) in ["\\u0000", "\\\\u0000", "u0000", "\u{1}"].into_iter().enumerate() {
        let key = format!("n{number}");
        assert_eq!(gate.execute(&Fill::new(name, 1), request(&key)).await, Ok(1), "{name:?}");
    }
}

cluster::on_both!(
    failed_statement_is_never_kept_halfway,
    unstorable_text,
    writes_together,
    repeated_request,
    refusal_leaves_nothing,
    nothing_to_do,
    compose,
    dropped_unit_rolls_back,
    unlisted_action,
    two_writers,
    racing_with_one_key,
);
