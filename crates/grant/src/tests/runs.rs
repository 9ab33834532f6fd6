//! Making, keeping and opening runs.

use super::{moment, ready};
use crate::commands::{MakeRun, make_run, take_snapshot};
use crate::demo;
use crate::desk::{BASELINE, NORTH_ENUMERATED};
use crate::error::Error;
use crate::formulas::{ESTIMATES, GENERAL_GRANT, SPECIFIC_GRANT};
use cluster::Place;
use formula::run::Request;
use formula_data::Library;
use records::actor::Actor;
use records::command;
use records::run::{self, Kind, NewRun};
use records::unit_of_work::IdempotencyKey;
use std::path::Path;

/// Goal: a repeated command does nothing twice. Method: set up again at a later time, and make a
/// run again under another key.
async fn commands_are_idempotent(place: Place) {
    let ready = ready(place).await;
    let before = ready.desk.all_runs().await.unwrap();
    let labels: Vec<(&str, &str)> =
        before.iter().map(|run| (run.formula.as_str(), run.label.as_str())).collect();
    let expected = [GENERAL_GRANT, SPECIFIC_GRANT, ESTIMATES]
        .map(|formula| [(formula, BASELINE), (formula, NORTH_ENUMERATED)]);
    assert_eq!(labels, expected.concat());
    let later = moment().checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
    demo::set_up(&ready.gate, &ready.desk, later).await.unwrap();
    assert_eq!(ready.desk.all_runs().await.unwrap(), before);
    let snapshots = records::snapshot::list(ready.desk.database()).await.unwrap();
    assert_eq!(snapshots.len(), 1);
    let snapshot = take_snapshot(&ready.gate, &ready.desk, "again", Actor::demo(), later).await;
    assert_eq!(snapshot.unwrap(), snapshots[0].id);
    let again = MakeRun::new(&ready.desk, GENERAL_GRANT, &snapshots[0].id, demo::DAY, "again");
    let id = make_run(&ready.gate, &again.await.unwrap(), Actor::demo(), later).await.unwrap();
    assert_eq!(id, before[0].id, "the same run under another label");
    assert_eq!(ready.desk.all_runs().await.unwrap(), before);
}

/// Goal: every grant sums to its pool to the cent, and no municipality is left out.
/// Method: all kept runs of both grants.
async fn grants_sum_to_their_pools(place: Place) {
    let ready = ready(place).await;
    for (formula, pool) in [(GENERAL_GRANT, "284680000"), (SPECIFIC_GRANT, "28468000")] {
        for summary in ready.desk.runs(formula).await.unwrap() {
            let opened = ready.desk.opened(&summary.id).await.unwrap();
            assert_eq!(opened.rows().count(), 38);
            assert_eq!(opened.total().unwrap().to_canonical(), pool);
            assert_eq!(opened.pool(), opened.total());
            assert_eq!(opened.summary.as_ref(), Some(&summary));
            assert_eq!(opened.used[0].summary.as_ref().unwrap().formula, ESTIMATES);
        }
    }
}

/// Goal: the site and the command line compute the same. Method: hash and amounts of the kept run
/// against a run on the folder of data.
async fn site_and_command_line_agree(place: Place) {
    let ready = ready(place).await;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for formula in [GENERAL_GRANT, SPECIFIC_GRANT] {
        let opened = ready.desk.baseline(formula).await.unwrap();
        let library = Library::open(&root.join(crate::formulas::file_of(formula))).unwrap();
        let request = Request::on(demo::DAY);
        let runs = library.run_all(&root.join("data/kosovo"), &request).unwrap();
        let id = opened.amount_definition();
        for (row, code) in opened.rows() {
            let there = runs.asked.data.table(formula::plan::TableId(0)).unwrap().row(code);
            assert_eq!(runs.asked.run.value(id, there.unwrap()), opened.run.value(id, row));
        }
        assert_eq!(runs.asked.run.identity(), opened.run.identity());
    }
}

/// Goal: a kept amount that no run gives is found, even if every hash and sum fits.
/// Method: keep a copy of a run in which one cent went from one municipality to another.
async fn moved_cent_does_not_reproduce(place: Place) {
    let ready = ready(place).await;
    let database = ready.desk.database();
    let summary = &ready.desk.runs(GENERAL_GRANT).await.unwrap()[0];
    let mut kept = run::load(database, &summary.id).await.unwrap();
    for (row, by) in kept.results.iter_mut().zip([1, -1]) {
        let cents = row.cents.as_mut().unwrap();
        cents.0 += by;
        row.value = Some(cents.to_string());
    }
    let forged = NewRun {
        formula_name: kept.head.formula_name,
        formula_text: kept.formula_text,
        snapshot: kept.head.snapshot,
        for_date: kept.head.for_date,
        parameters: kept.parameters,
        engine_version: kept.head.engine_version,
        hash: kept.head.hash,
        kind: Kind::Official,
        label: "forged".to_owned(),
        results: kept.results,
        sums: kept.sums,
    };
    let key = IdempotencyKey::new("forged").unwrap();
    let request = command::Request { principal: Actor::demo().into(), now: moment(), key };
    let mut unit = ready.gate.begin(request).await.unwrap();
    let head = run::keep(&mut unit, &forged).await.unwrap();
    unit.commit("test").await.unwrap();
    let error = ready.desk.opened(&head.id).await.unwrap_err();
    assert_eq!(error.id(), "grant-run-does-not-reproduce");
    let Error::DoesNotReproduce { what, row, .. } = error else { panic!("{error}") };
    assert_eq!((what.as_str(), row.as_str()), ("grant", "01"));
}

/// Goal: what does not exist is said to be unknown, so that a page can answer "not found".
/// Method: a wrong formula, a wrong identifier, one that no run has.
async fn unknown_is_told_from_broken(place: Place) {
    let ready = ready(place).await;
    let none = "01a2054d-9e3a-7027-86ed-ebff39b7a598";
    assert!(ready.desk.runs("nothing").await.unwrap_err().is_unknown());
    assert!(ready.desk.opened_text("../x").await.unwrap_err().is_unknown());
    assert!(ready.desk.opened_text(none).await.unwrap_err().is_unknown());
}

cluster::on_both!(
    commands_are_idempotent,
    grants_sum_to_their_pools,
    site_and_command_line_agree,
    moved_cent_does_not_reproduce,
    unknown_is_told_from_broken,
);
