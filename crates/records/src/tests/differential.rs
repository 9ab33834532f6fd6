//! The same commands on both databases, made up at random: each is answered alike, and afterwards
//! every table holds the same rows.

use super::*;
use crate::database::all_rows;
use crate::identity::{Identifier, Identifiers};
use crate::money::Cents;
use crate::run::{self, DeclaredSum, Kind, NewRun, ResultRow};
use crate::snapshot::{self, SnapshotTable};
use formula::standing::Standing;
use proptest::prelude::*;

/// One thing that somebody does.
#[derive(Debug, Clone)]
enum Step {
    Fill {
        name: String,
        things: i64,
        journals: bool,
    },
    Take {
        title: String,
        cells: String,
        statuses: Option<String>,
    },
    Keep {
        snapshot: usize,
        label: String,
        rows: Vec<(String, Option<i64>)>,
        off: i64,
        official: bool,
    },
    /// Two boxes in one unit.
    Both {
        first: String,
        second: String,
        things: i64,
    },
}

/// Few texts, so that steps meet; and odd ones.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["a", "B", "ä", "", "a'b", "Č\"\\", "џ", "𝄞", "%_"])
            .prop_map(str::to_owned),
        1 => "[\\x01-\\x7f]{0,12}",
        1 => "\\PC{0,12}",
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let cents = prop_oneof![Just(0), -500_i64..500, Just(i64::MAX), Just(i64::MIN)];
    let rows = prop::collection::vec((text(), prop::option::weighted(0.9, cents)), 0..5);
    let off = prop_oneof![6 => Just(0_i64), 1 => -1_i64..2];
    prop_oneof![
        3 => (text(), -2_i64..12, prop::bool::weighted(0.9))
            .prop_map(|(name, things, journals)| Step::Fill { name, things, journals }),
        2 => (text(), text(), prop::option::of(text()))
            .prop_map(|(title, cells, statuses)| Step::Take { title, cells, statuses }),
        2 => (0_usize..4, text(), rows, off, any::<bool>()).prop_map(
            |(snapshot, label, rows, off, official)| Step::Keep {
                snapshot, label, rows, off, official,
            }
        ),
        1 => (text(), text(), 0_i64..12)
            .prop_map(|(first, second, things)| Step::Both { first, second, things }),
    ]
}

/// One database with what was taken on it so far.
struct Side {
    gate: Gate,
    snapshots: Vec<Identifier>,
}

impl Side {
    async fn at(place: &Place) -> Side {
        let gate = gate(place).await.with_identifiers(Identifiers::Repeatable);
        Side { gate, snapshots: vec![crate::identity::make(moment()).unwrap()] }
    }

    /// Does a step and says how it was answered.
    async fn does(&mut self, step: &Step, request: Request) -> Result<String, String> {
        let answered = match step {
            Step::Fill { name, things, journals } => {
                let fill = Fill { name: name.clone(), things: *things, journals: *journals };
                self.gate.execute(&fill, request).await.map(|places| places.to_string())
            }
            Step::Take { title, cells, statuses } => {
                let table = SnapshotTable {
                    name: "t".to_owned(),
                    cells: cells.clone(),
                    statuses: statuses.clone(),
                    sources: None,
                };
                self.take(title, table, request).await.map_err(FillError::Ground)
            }
            Step::Keep { snapshot, label, rows, off, official } => {
                let snapshot = &self.snapshots[snapshot % self.snapshots.len()];
                let run = made_up_run(snapshot, label, rows, *off, *official);
                self.keep(&run, request).await.map_err(FillError::Ground)
            }
            Step::Both { first, second, things } => {
                self.both(first, second, *things, request).await
            }
        };
        answered.map_err(|error| match error {
            FillError::Full => "full".to_owned(),
            FillError::Ground(error) => error.id().to_owned(),
        })
    }

    async fn take(
        &mut self,
        title: &str,
        table: SnapshotTable,
        request: Request,
    ) -> Result<String, Error> {
        let mut unit = self.gate.begin(request).await?;
        let head = snapshot::take(&mut unit, title, &[table]).await?;
        unit.commit("shelf.fill").await?;
        self.snapshots.push(head.id.clone());
        Ok(format!("{head:?}"))
    }

    async fn keep(&self, run: &NewRun, request: Request) -> Result<String, Error> {
        let mut unit = self.gate.begin(request).await?;
        let head = run::keep(&mut unit, run).await?;
        unit.commit("shelf.fill").await?;
        let loaded = run::load(self.gate.database(), &head.id).await?;
        Ok(format!("{loaded:?}"))
    }

    async fn both(
        &self,
        first: &str,
        second: &str,
        things: i64,
        request: Request,
    ) -> Result<String, FillError> {
        let mut unit = self.gate.begin(request).await?;
        for name in [first, second] {
            crate::command::perform(&Fill::new(name, things), &mut unit).await?;
        }
        unit.commit("shelf.fill").await?;
        Ok(String::new())
    }

    /// Everything that reading gives.
    async fn read(&self) -> String {
        let database = self.gate.database();
        let snapshots = snapshot::list(database).await.unwrap();
        let runs = run::list_with_parameters(database, None).await.unwrap();
        let chain = Chain::Municipality("01".to_owned());
        let told = crate::journal::latest(database, &chain, 9).await.unwrap();
        let verified = crate::journal::verify(database).await.unwrap();
        format!("{snapshots:?} {runs:?} {told:?} {verified:?}")
    }
}

fn made_up_run(
    snapshot: &Identifier,
    label: &str,
    rows: &[(String, Option<i64>)],
    off: i64,
    official: bool,
) -> NewRun {
    let row = |(key, cents): &(String, Option<i64>)| ResultRow {
        result: "grant".to_owned(),
        row_key: key.clone(),
        value: cents.map(|cents| Cents(cents).to_string()),
        cents: cents.map(Cents),
        standing: Standing::Assumed,
        unverified: 3,
    };
    let sum = rows.iter().filter_map(|(_, cents)| *cents).fold(off, i64::wrapping_add);
    NewRun {
        formula_name: "general_grant".to_owned(),
        formula_text: label.to_owned(),
        snapshot: snapshot.clone(),
        for_date: "2024-01-01".parse().unwrap(),
        parameters: json!({ "pool": label }),
        engine_version: "1".to_owned(),
        hash: label.to_owned(),
        kind: if official { Kind::Official } else { Kind::Simulation },
        label: label.to_owned(),
        results: rows.iter().map(row).collect(),
        sums: vec![DeclaredSum { result: "grant".to_owned(), cents: Cents(sum) }],
    }
}

async fn same_on_both(steps: &[(Step, u8)], places: [&Place; 2]) {
    let mut file = Side::at(places[0]).await;
    let mut server = Side::at(places[1]).await;
    // The first snapshot is one that does not exist, the same for both.
    server.snapshots.clone_from(&file.snapshots);
    for (number, (step, key)) in (1_i64..).zip(steps) {
        let now = moment().checked_add(jiff::SignedDuration::from_millis(number)).unwrap();
        let key = IdempotencyKey::new(&format!("key-{key}")).unwrap();
        let request = Request { principal: Actor::demo().into(), now, key };
        let answers = [file.does(step, request.clone()).await, server.does(step, request).await];
        assert_eq!(answers[0], answers[1], "{step:?}");
    }
    assert_eq!(file.read().await, server.read().await);
    let [left, right] = [file.gate.database(), server.gate.database()];
    assert_eq!(all_rows(left).await.unwrap(), all_rows(right).await.unwrap());
    for side in [left, right] {
        side.close().await;
    }
}

/// Goal: what a station writes and reads does not depend on the database. Method: random rows of
/// commands, repeated keys, refusals and failing statements among them, on a fresh file and a fresh
/// database on the server; every answer and every row of every table compared.
async fn the_same_rows(first: Place) {
    let runtime = tokio::runtime::Handle::current();
    let config = ProptestConfig::with_cases(24);
    tokio::task::block_in_place(|| {
        proptest!(config, |(steps in prop::collection::vec((step(), 0_u8..20), 1..14))| {
            let places = [Place::file().unwrap(), another(&first)];
            runtime.block_on(same_on_both(&steps, [&places[0], &places[1]]));
        });
    });
}

cluster::on_server!(the_same_rows);
