//! Formulas that use each other.

use super::Folder;
use crate::{Findings, Library};
use formula::diagnostic::Source;
use formula::number::Decimal;
use formula::run::Request;
use formula::standing::Standing;
use formula::words::Language;

const HEADS: &str = "\
# Heads are counted first.
formula heads
table place
  key code : text
  people : person optional
param others : person  since 2024-01-01 = 7  cites \"a count\"
each place
  let guess = others
    estimated because \"not counted\"
  result heads : person = people otherwise guess
";

const MONEY: &str = "\
formula money
use heads.heads as persons
table place
  key code : text
param rate : EUR/person  since 2024-01-01 = 2  cites \"a law\"
each place
  result amount : EUR = rate * persons
";

fn source(text: &str) -> Source {
    Source::new(format!("{}.formula", text.len()), text)
}

fn ids(findings: &[Findings]) -> Vec<&'static str> {
    findings.iter().flat_map(|f| &f.diagnostics).map(|d| d.id).collect()
}

fn request(params: &[(&str, &str)]) -> Request {
    let mut request = Request::on(jiff::civil::date(2024, 1, 1));
    request.params = params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    request
}

/// Goal: results of one formula enter another with their standing. Method: two formulas in a
/// folder; the second reads what the first counted and guessed.
#[test]
fn a_used_formula_is_found_run_and_its_standing_travels() {
    let folder = Folder::new(
        "joined",
        &[("a.formula", HEADS), ("b.formula", MONEY), ("place.csv", "code,people\nA,5\nB,\n")],
    );
    let library = Library::open(&folder.path().join("b.formula")).expect("both are in order");
    assert_eq!(library.plans().len(), 2);
    let runs = library.run_all(folder.path(), &request(&[("others", "9")])).expect("runs");
    let (id, _) = runs.asked.plan.definition_named("amount").expect("the result");
    let amount = |row| runs.asked.run.value(id, row).number();
    assert_eq!(amount(0), Some(Decimal::from_i64(10)));
    assert_eq!(amount(1), Some(Decimal::from_i64(18)));
    let used = runs.asked.data.use_column(formula::plan::UseId(0)).expect("the use");
    assert_eq!(used.run, runs.used[0].run.identity().hash);
    assert_eq!(used.column.standing.get(0), Some(&Standing::Reported));
    // The guess rests on a parameter that was given for this run alone, which is weaker still.
    assert_eq!(used.column.standing.get(1), Some(&Standing::Assumed));
}

/// Goal: a parameter that no formula has is refused with the nearest one. Method: a misspelt name.
#[test]
fn an_unknown_parameter_is_refused_once() {
    let library =
        Library::from_sources(source(MONEY), vec![source(HEADS)]).expect("both are in order");
    let folder = Folder::new("unknown", &[("place.csv", "code,people\nA,5\n")]);
    let found = library
        .run_all(folder.path(), &request(&[("othres", "9")]))
        .map(|_| ())
        .expect_err("there is no such parameter");
    assert_eq!(ids(&found), ["run-param-unknown"]);
    let help = found[0].diagnostics[0].help(Language::En);
    assert_eq!(help.as_deref(), Some("Perhaps “others” is meant."));
}

/// Goal: formulas in a circle are refused with the circle. Method: two that use each other, and
/// one that uses itself.
#[test]
fn a_circle_of_formulas_is_shown() {
    let back = HEADS.replace("table place", "use money.amount\ntable place");
    let found = Library::from_sources(source(MONEY), vec![source(&back)])
        .map(|_| ())
        .expect_err("a circle");
    assert_eq!(ids(&found), ["library-cycle"]);
    let said = found[0].diagnostics[0].message(Language::En);
    assert_eq!(said, "The formulas use each other in a circle: money → heads → money.");
    let own = HEADS.replace("table place", "use heads.heads as own\ntable place");
    let found = Library::from_sources(source(&own), Vec::new()).map(|_| ()).expect_err("a circle");
    assert_eq!(ids(&found), ["library-cycle"]);
}

/// Goal: a used formula that is absent, doubled or broken is said. Method: each in turn.
#[test]
fn absent_doubled_and_broken_formulas_are_said() {
    let near = HEADS.replace("formula heads", "formula head");
    let found =
        Library::from_sources(source(MONEY), vec![source(&near)]).map(|_| ()).expect_err("absent");
    assert_eq!(ids(&found)[0], "check-use-formula-unknown");
    let help = found[0].diagnostics[0].help(Language::En);
    assert_eq!(help.as_deref(), Some("Perhaps “head” is meant."));
    let again = format!("{HEADS}\n");
    let found = Library::from_sources(source(MONEY), vec![source(HEADS), source(&again)])
        .map(|_| ())
        .expect_err("doubled");
    assert_eq!(ids(&found), ["library-two-files"]);
    let broken = HEADS.replace("people otherwise guess", "people otherwise gues");
    let found = Library::from_sources(source(MONEY), vec![source(&broken)])
        .map(|_| ())
        .expect_err("broken");
    assert_eq!(ids(&found)[0], "check-name-unknown");
}

/// Goal: files that cannot be read are answered. Method: a missing one and one that is not UTF-8.
#[test]
fn unreadable_formula_files_are_answered() {
    let folder = Folder::new("unreadable", &[]);
    let missing = Library::open(&folder.path().join("none.formula"));
    assert_eq!(ids(&missing.map(|_| ()).expect_err("missing")), ["library-missing"]);
    let file = folder.path().join("latin.formula");
    std::fs::write(&file, b"formula caf\xe9\n").expect("a file");
    let latin = Library::open(&file);
    assert_eq!(ids(&latin.map(|_| ()).expect_err("not UTF-8")), ["library-not-utf8"]);
}
