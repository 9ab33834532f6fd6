//! Scenarios: overlays over a formula and those that it uses.

use super::Folder;
use crate::{Findings, Library};
use formula::explain::Explainer;
use formula::run::Request;
use formula::standing::Standing;
use formula::words::Language;
use jiff::civil::date;

const NEED: &str = r#"formula need
table town
  key code : text
  people : person
  poor : person optional
param rate : % since 2025-01-01 = 10% cites "Decision 1"
each town
  result needy : person = poor otherwise rate * people
"#;

const GRANT: &str = r#"formula grant
  title en "Grant"
use need.needy
table town
  key code : text
  people : person
param pool : EUR since 2025-01-01 = 100 cites "Decision 2"
each town
  let weight = needy
    title en "Weight"
  result amount : EUR = round(share pool by weight to 1 EUR keeping sum)
check sum(amount) = pool
"#;

const LARGER: &str = r#"scenario larger over grant
  title en "A larger pool"  sq "Fond më i madh"  sr "Већи фонд"

set pool = 300
set rate = 50%
set town.poor = people / 4 where code = "B"
replace let weight = needy + people
"#;

fn folder(name: &str, scenario: &str) -> Folder {
    let towns = "code,people,poor\nA,40,10\nB,40,\nC,20,\n";
    let files = [("need.formula", NEED), ("grant.formula", GRANT), ("town.csv", towns)];
    Folder::new(name, &[&files[..], &[("larger.scenario", scenario)]].concat())
}

fn open(folder: &Folder) -> Result<Library, Vec<Findings>> {
    Library::open(&folder.path().join("larger.scenario"))
}

fn said(folder: &Folder) -> String {
    let findings = open(folder).map(|_| ()).expect_err("a refusal");
    findings.iter().map(|f| folder.hide(&f.render(Language::En))).collect()
}

/// Goal: a scenario changes what it names, wherever that is declared, and nothing else; its run
/// says so and may not be adopted. Method: a parameter of the formula and one of the formula it
/// uses, some cells, and a rule, worked by hand: needs 10, 10 and 10 with the people 40, 40 and 20.
#[test]
fn a_scenario_changes_what_it_names() {
    let folder = folder("scenario", LARGER);
    let library = open(&folder).expect("it is in order");
    let request = Request::on(date(2026, 1, 1));
    let runs = library.run_all(folder.path(), &request).expect("it runs");
    let amounts = |runs: &crate::Runs<'_>| -> Vec<String> {
        let (id, _) = runs.asked.plan.definition_named("amount").expect("the result");
        (0..3).map(|row| crate::plain(&runs.asked, id, row)).collect()
    };
    assert_eq!(amounts(&runs), ["116", "115", "69"].map(String::from));
    assert_eq!(runs.asked.run.identity().scenario.as_deref(), Some("larger"));
    assert!(runs.asked.run.adoptable().is_none());
    let base = Library::open(&folder.path().join("grant.formula")).expect("in order");
    let plain = base.run_all(folder.path(), &request).expect("it runs");
    assert_ne!(plain.asked.run.identity().hash, runs.asked.run.identity().hash);
    assert!(plain.asked.run.adoptable().is_some());
    // The formula that is used explains what was set in it.
    let need = &runs.used[0];
    let (needy, _) = need.plan.definition_named("needy").expect("the result");
    let explainer = Explainer::new(need.plan, &need.data, &need.run);
    let why = explainer.derive_text(needy, 1, Language::Sq);
    assert!(why.contains("Fond më i madh"), "{why}");
    assert_eq!(explainer.rests(needy, 1).weakest, Standing::Assumed);
    let (amount, _) = runs.asked.plan.definition_named("amount").expect("the result");
    let explainer = Explainer::new(runs.asked.plan, &runs.asked.data, &runs.asked.run);
    let why = explainer.derive_text(amount, 0, Language::En);
    assert!(why.contains("before: since 2025-01-01 = 100"), "{why}");
    assert!(why.contains("“A larger pool”; before: needy"), "{why}");
}

/// Goal: what changes unit or shape, names nothing, or is said twice is refused with both places,
/// each in its own file. Method: the findings as a terminal shows them.
#[test]
fn a_scenario_keeps_units_and_shapes() {
    let of_grant = "scenario larger over grant\nset pool = 300 person\n";
    let text = said(&folder("scenario-units", of_grant));
    assert!(text.contains("larger.scenario:2:12"), "{text}");
    let rule = "scenario larger over grant\nreplace let weight = 5 EUR\n";
    let text = said(&folder("scenario-rule", rule));
    assert!(text.contains("check-scenario-unit"), "{text}");
    assert!(text.contains("larger.scenario:2:22") && text.contains("grant.formula:9:7"), "{text}");
    let cells = "scenario larger over grant\nset town.code = \"X\"\n\
                 set town.poor = people / 4 * 1 EUR\n";
    let text = said(&folder("scenario-cells", cells));
    assert!(text.contains("check-set-key") && text.contains("larger.scenario:3:17"), "{text}");
    assert!(text.contains("need.formula:5:3"), "{text}");
    let unknown = "scenario larger over grant\nset poll = 3\n";
    let text = said(&folder("scenario-unknown", unknown));
    assert!(text.contains("check-set-unknown") && text.contains("`pool`"), "{text}");
    assert!(text.contains("larger.scenario:2:5"), "{text}");
    let twice = "scenario larger over grant\nset pool = 3\nset pool = 4\n";
    let text = said(&folder("scenario-twice", twice));
    assert!(text.contains("check-set-twice"), "{text}");
}

/// Goal: a scenario over a scenario, over itself or over nothing is refused, with the path. Method:
/// three headers.
#[test]
fn a_scenario_lies_over_a_formula() {
    let over = |name: &str, text: &str| {
        let folder = folder(name, text);
        let other = "scenario tighter over larger\nset pool = 3\n";
        std::fs::write(folder.path().join("tighter.scenario"), other).expect("a file");
        said(&folder)
    };
    let text = over("scenario-circle", "scenario larger over tighter\nset pool = 3\n");
    assert!(text.contains("larger → tighter → larger"), "{text}");
    let text = over("scenario-missing", "scenario larger over grants\nset pool = 3\n");
    assert!(text.contains("library-scenario-base-missing") && text.contains("`grant`"), "{text}");
}
