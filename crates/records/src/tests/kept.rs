use super::*;
use crate::error::Kept;
use crate::identity::Identifier;
use crate::money::Cents;
use crate::run::{self, DeclaredSum, Kind, NewRun, ResultRow};
use crate::snapshot::{self, SnapshotTable};
use formula::standing::Standing;

fn tables() -> Vec<SnapshotTable> {
    let table = |name: &str, cells: &str| SnapshotTable {
        name: name.to_owned(),
        cells: cells.to_owned(),
        statuses: Some("code,area\n01,reported\n".to_owned()),
        sources: None,
    };
    vec![table("tile", "code,row\n01,1\n"), table("municipality", "code,area\n01,297\n")]
}

async fn take(gate: &Gate, key: &str) -> Identifier {
    let mut unit = gate.begin(request(key)).await.unwrap();
    let head = snapshot::take(&mut unit, "Kosovo", &tables()).await.unwrap();
    unit.commit("shelf.fill").await.unwrap();
    head.id
}

fn amount(row_key: &str, value: &str, cents: i64) -> ResultRow {
    ResultRow {
        result: "grant".to_owned(),
        row_key: row_key.to_owned(),
        value: Some(value.to_owned()),
        cents: Some(Cents(cents)),
        standing: Standing::Assumed,
        unverified: 3,
    }
}

fn new_run(snapshot: &Identifier) -> NewRun {
    NewRun {
        formula_name: "general_grant".to_owned(),
        formula_text: "formula general_grant".to_owned(),
        snapshot: snapshot.clone(),
        for_date: "2024-01-01".parse().unwrap(),
        parameters: json!({ "pool": "3.50" }),
        engine_version: "1".to_owned(),
        hash: "abc".to_owned(),
        kind: Kind::Official,
        label: "estimated".to_owned(),
        results: vec![amount("02", "1.25", 125), amount("01", "2.25", 225)],
        sums: vec![DeclaredSum { result: "grant".to_owned(), cents: Cents(350) }],
    }
}

async fn keep(gate: &Gate, key: &str, run: &NewRun) -> Result<run::RunHead, Error> {
    let mut unit = gate.begin(request(key)).await?;
    let head = run::keep(&mut unit, run).await?;
    unit.commit("shelf.fill").await?;
    Ok(head)
}

/// Goal: the same data is one snapshot, whatever the order of its tables, and reads back whole.
/// Method: take it twice, load it.
async fn snapshot_is_known_by_content(place: Place) {
    let gate = gate(&place).await;
    let id = take(&gate, "k1").await;
    assert_eq!(take(&gate, "k2").await, id);
    let mut turned = tables();
    turned.reverse();
    let hash = snapshot::hash_of(&turned);
    assert_eq!(snapshot::by_hash(gate.database(), &hash).await.unwrap().unwrap().id, id);
    let loaded = snapshot::load(gate.database(), &id).await.unwrap();
    assert_eq!(loaded.tables, turned);
    assert_eq!(loaded.table("tile"), tables().first());
    assert_eq!(snapshot::latest(gate.database()).await.unwrap(), Some(loaded.head));
    assert_eq!(count(gate.database(), "journal").await, 1);
}

/// Goal: a run reads back as it was kept, in its order, and is found by id, hash, formula and
/// kind. Method: keep two, load, list.
async fn run_reads_back(place: Place) {
    let gate = gate(&place).await;
    let new = new_run(&take(&gate, "k1").await);
    let head = keep(&gate, "k2", &new).await.unwrap();
    let other = NewRun { kind: Kind::Simulation, hash: "def".to_owned(), ..new.clone() };
    keep(&gate, "k3", &other).await.unwrap();
    let loaded = run::load(gate.database(), &head.id).await.unwrap();
    assert_eq!(loaded.head, head);
    assert_eq!((&loaded.results, &loaded.sums), (&new.results, &new.sums));
    assert_eq!((&loaded.formula_text, &loaded.parameters), (&new.formula_text, &new.parameters));
    assert_eq!(loaded.value("grant", "01").unwrap().cents, Some(Cents(225)));
    let database = gate.database();
    assert_eq!(run::list(database, Some("general_grant")).await.unwrap().len(), 2);
    assert_eq!(run::list(database, None).await.unwrap().len(), 2);
    assert_eq!(run::list(database, Some("other")).await.unwrap(), vec![]);
    let latest = run::latest(database, "general_grant", Kind::Official).await.unwrap();
    assert_eq!(latest, Some(head.clone()));
    assert_eq!(run::by_hash(database, "abc").await.unwrap(), Some(head));
    assert_eq!(run::by_hash(database, "nothing").await.unwrap(), None);
}

/// Goal: a run whose money does not add up, or says two things, or lacks a value is not kept.
/// Method: spoil one thing at a time; nothing may remain.
async fn wrong_money_is_not_kept(place: Place) {
    let gate = gate(&place).await;
    let good = new_run(&take(&gate, "k1").await);
    let mut short = good.clone();
    short.sums[0].cents = Cents(351);
    let mut torn = good.clone();
    torn.results[0].cents = Some(Cents(126));
    let mut fine = good.clone();
    fine.results[0].value = Some("1.254".to_owned());
    let mut huge = good.clone();
    huge.results =
        vec![amount("01", &Cents(i64::MAX).to_string(), i64::MAX), amount("02", "0.01", 1)];
    let mut gap = good.clone();
    gap.results[0] = ResultRow { value: None, cents: None, ..gap.results[0].clone() };
    gap.sums[0].cents = Cents(225);
    let spoiled = [
        (short, "sum-mismatch"),
        (torn, "cents-mismatch"),
        (fine, "cents-mismatch"),
        (huge, "sum-mismatch"),
        (gap.clone(), "value-missing"),
    ];
    for (number, (run, id)) in spoiled.iter().enumerate() {
        let error = keep(&gate, &format!("s{number}"), run).await.unwrap_err();
        assert_eq!(error.id(), *id);
    }
    assert_eq!(count(gate.database(), "run").await, 0);
    let question = NewRun { kind: Kind::Simulation, ..gap };
    let head = keep(&gate, "k9", &question).await.unwrap();
    let loaded = run::load(gate.database(), &head.id).await.unwrap();
    assert_eq!(loaded.results[0].value, None);
}

/// Goal: what is kept cannot be changed by the program, and a change from outside is found.
/// Method: try through the writing connection; then remove the guards and change cells, text,
/// standing and sums.
async fn kept_never_changes(first: Place) {
    let guarded = [
        ("snapshot", "id"),
        ("snapshot_table", "name"),
        ("run", "id"),
        ("run_result", "result"),
        ("run_sum", "result"),
    ];
    let changes = [
        (
            "snapshot_table",
            "UPDATE snapshot_table SET cells = replace(cells, '297', '298')",
            "snapshot-altered",
        ),
        ("run_result", "UPDATE run_result SET standing = 'verified'", "run-altered"),
        ("run", "UPDATE run SET formula_text = 'x'", "run-altered"),
        ("run_result", "DELETE FROM run_result WHERE row_key = '01'", "run-altered"),
        ("run_sum", "DELETE FROM run_sum", "run-altered"),
    ];
    for (table, sql, id) in changes {
        let place = another(&first);
        let gate = gate(&place).await;
        let snapshot_id = take(&gate, "k1").await;
        let head = keep(&gate, "k2", &new_run(&snapshot_id)).await.unwrap();
        for (guarded, column) in guarded {
            for sql in [
                format!("DELETE FROM {guarded}"),
                format!("UPDATE {guarded} SET {column} = {column}"),
            ] {
                let answer =
                    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&gate.database().writers);
                let error = Error::from(answer.await.map(|_| ()).unwrap_err());
                assert_eq!(error, Error::AppendOnly { table: guarded.to_owned() });
            }
        }
        trespass(&place, table, sql).await;
        let found = match id {
            "snapshot-altered" => snapshot::load(gate.database(), &snapshot_id).await.unwrap_err(),
            _ => run::load(gate.database(), &head.id).await.unwrap_err(),
        };
        assert_eq!(found.id(), id, "{sql}");
    }
}

/// Goal: what does not exist is answered, not guessed. Method: load by a fresh identifier.
async fn unknown(place: Place) {
    let gate = gate(&place).await;
    let id = crate::identity::make(moment()).unwrap();
    let missing = run::load(gate.database(), &id).await.unwrap_err();
    assert_eq!(missing, Error::Unknown { what: Kept::Run, id: id.to_string() });
    let missing = snapshot::load(gate.database(), &id).await.unwrap_err();
    assert_eq!(missing, Error::Unknown { what: Kept::Snapshot, id: id.to_string() });
    assert!(keep(&gate, "k1", &new_run(&id)).await.is_err());
}

cluster::on_both!(
    snapshot_is_known_by_content,
    run_reads_back,
    wrong_money_is_not_kept,
    unknown,
    kept_never_changes,
);
