//! Making, keeping and opening runs.

use super::{Ready, moment, ready};
use crate::commands::{MakeRun, make_run, take_snapshot};
use crate::comparison::compare;
use crate::demo;
use crate::desk::{BASELINE, NORTH_ENUMERATED};
use crate::error::Error;
use crate::formulas::{ESTIMATES, GENERAL_GRANT, SPECIFIC_GRANT};
use crate::kept::made_elsewhere;
use cluster::Place;
use formula::number::Number;
use formula::run::{ENGINE, Request};
use formula::words::Language;
use formula_data::Library;
use jiff::civil::date;
use records::actor::Actor;
use records::command;
use records::identity::Identifier;
use records::run::{self, Kind, NewRun};
use records::unit_of_work::IdempotencyKey;
use std::collections::BTreeSet;
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

/// Keeps a copy of the general grant's first run, changed.
pub(crate) async fn keep_changed(ready: &Ready, change: impl FnOnce(&mut NewRun)) -> Identifier {
    let summary = &ready.desk.runs(GENERAL_GRANT).await.unwrap()[0];
    let kept = run::load(ready.desk.database(), &summary.id).await.unwrap();
    let mut copy = NewRun {
        formula_name: kept.head.formula_name,
        formula_text: kept.formula_text,
        snapshot: kept.head.snapshot,
        for_date: kept.head.for_date,
        parameters: kept.parameters,
        engine_version: kept.head.engine_version,
        hash: kept.head.hash,
        kind: Kind::Official,
        label: "copy".to_owned(),
        results: kept.results,
        sums: kept.sums,
    };
    change(&mut copy);
    let key = IdempotencyKey::new("copy").unwrap();
    let request = command::Request { principal: Actor::demo().into(), now: moment(), key };
    let mut unit = ready.gate.begin(request).await.unwrap();
    let head = run::keep(&mut unit, &copy).await.unwrap();
    unit.commit("test").await.unwrap();
    head.id
}

/// Moves a cent from the second municipality to the first.
pub(crate) fn move_cent(run: &mut NewRun) {
    for (row, by) in run.results.iter_mut().zip([1, -1]) {
        let cents = row.cents.as_mut().unwrap();
        cents.0 += by;
        row.value = Some(cents.to_string());
    }
}

/// A run that the version before this one made.
pub(crate) fn of_another_engine(run: &mut NewRun) {
    run.engine_version = "peshore-formula 0.0.1".to_owned();
    run.hash = "0".repeat(64);
}

/// Goal: a kept amount that no run gives is found, even if every hash and sum fits.
/// Method: keep a copy of a run in which one cent went from one municipality to another.
async fn moved_cent_does_not_reproduce(place: Place) {
    let ready = ready(place).await;
    let id = keep_changed(&ready, move_cent).await;
    let error = ready.desk.opened(&id).await.unwrap_err();
    assert_eq!(error.id(), "grant-run-does-not-reproduce");
    let Error::DoesNotReproduce { what, row, .. } = error else { panic!("{error}") };
    assert_eq!((what.as_str(), row.as_str()), ("grant", "01"));
}

/// Goal: a kept run of another version of the engine opens, and says that it comes out the same.
/// Method: a copy of a run under another version and, as that enters it, another hash.
async fn another_engine_with_equal_values_opens(place: Place) {
    let ready = ready(place).await;
    let first = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    let id = keep_changed(&ready, of_another_engine).await;
    let opened = ready.desk.opened(&id).await.unwrap();
    let other = opened.other_engine.as_ref().unwrap();
    assert!(other.is_equal() && other.count > 38, "{other:?}");
    assert_eq!(opened.engine(), "peshore-formula 0.0.1");
    assert_eq!(opened.hash(), "0".repeat(64));
    assert_eq!(opened.total(), first.total());
    assert!(opened.used[0].other_engine.is_none(), "this version made the run behind it");
    for language in Language::ALL {
        assert!(other.compared(language).contains(&other.count.to_string()));
        let made = made_elsewhere(&other.made, language);
        assert!(made.contains("0.0.1") && made.contains(ENGINE), "{made}");
    }
}

/// Goal: what another version kept is shown, not what this one makes of it, and how many values
/// differ is said. Method: the moved cent under another version.
async fn another_engine_with_other_values_shows_what_was_kept(place: Place) {
    let ready = ready(place).await;
    let first = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    let id = keep_changed(&ready, |run| {
        move_cent(run);
        of_another_engine(run);
        run.results[0].unverified = 7;
    });
    let opened = ready.desk.opened(&id.await).await.unwrap();
    let other = opened.other_engine.as_ref().unwrap();
    assert_eq!(other.differing, 2);
    let moved = opened.amount("01").unwrap().sub(first.amount("01").unwrap()).unwrap();
    assert_eq!(moved.to_canonical(), "0.01");
    assert_eq!(opened.total(), first.total());
    assert_eq!(opened.firmness("01").unwrap().1, 7);
    let found = compare(&first, &opened);
    assert!(found.row("01").unwrap().by_step.is_empty(), "no step leads to the kept amount");
    assert!(!found.row("03").unwrap().by_step.is_empty());
}

/// Goal: a run whose formula this version cannot read is no dead end: what was kept is handed on.
/// Method: a text in no language of ours under another version.
async fn another_engine_that_cannot_be_worked_out_keeps_its_values(place: Place) {
    let ready = ready(place).await;
    let id = keep_changed(&ready, |run| {
        of_another_engine(run);
        run.formula_text = "formula general_grant\n\nlet x := 1\n".to_owned();
    });
    let error = ready.desk.opened(&id.await).await.unwrap_err();
    let Error::OnlyKept(kept) = &error else { panic!("{error}") };
    assert!(kept.results.len() > 38 && !error.diagnostics().is_empty());
    assert_eq!(kept.summary.engine, "peshore-formula 0.0.1");
}

/// Goal: a run of this version whose formula cannot be read is refused. Method: such a text.
async fn a_text_that_this_engine_cannot_read_is_refused(place: Place) {
    let ready = ready(place).await;
    let id = keep_changed(&ready, |run| {
        run.formula_text = "formula general_grant\n\nlet x := 1\n".to_owned();
    });
    let error = ready.desk.opened(&id.await).await.unwrap_err();
    assert_eq!(error.id(), "grant-formula-refused");
}

/// Goal: a run may name the day up to which its data were known; it opens with that day, and is
/// another run than one without. A day after its snapshot is refused. Method: three days.
async fn a_run_names_the_day_up_to_which_data_were_known(place: Place) {
    let ready = ready(place).await;
    let snapshots = records::snapshot::list(ready.desk.database()).await.unwrap();
    let snapshot = &snapshots[0].id;
    let named = async |day| {
        let command = MakeRun::new(&ready.desk, GENERAL_GRANT, snapshot, demo::DAY, "known").await;
        let command = command.unwrap().known_up_to(day);
        make_run(&ready.gate, &command, Actor::demo(), moment()).await
    };
    let first = named(date(2024, 9, 30)).await.unwrap();
    let second = named(date(2026, 11, 22)).await.unwrap();
    let opened = ready.desk.opened(&first).await.unwrap();
    assert_eq!(opened.request().known, Some(date(2024, 9, 30)));
    assert_eq!(opened.run.identity().known, Some(date(2024, 9, 30)));
    let plain = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    assert_eq!(opened.total(), plain.total());
    let hashes = [&plain, &opened, &ready.desk.opened(&second).await.unwrap()];
    let hashes: BTreeSet<String> = hashes.iter().map(|run| run.hash().to_owned()).collect();
    assert_eq!(hashes.len(), 3);
    let error = named(date(2026, 11, 23)).await.unwrap_err();
    assert_eq!(error.id(), "grant-known-after-snapshot");
    assert!(error.message(Language::En).contains("2026-11-22"));
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
    another_engine_with_equal_values_opens,
    another_engine_with_other_values_shows_what_was_kept,
    another_engine_that_cannot_be_worked_out_keeps_its_values,
    a_text_that_this_engine_cannot_read_is_refused,
    a_run_names_the_day_up_to_which_data_were_known,
);
