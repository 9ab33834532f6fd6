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

const BY_MEMBER: &str = r#"formula quotas
category state = AC, AL
category year = 2024, 2025
table town
  key code : text
  -> state
param quota by state : %
  since 2024-01-01  cites "Annex"
    AC : 30
    AL : 70%
  since 2025-01-01 cites "Annex of 2025"
    AC : 40%
    AL : 60%
param rise by state and year since 2024-01-01 cites "Decision 7"
  AC, 2024 : 1
  AC, 2025 : 2
  AL, 2024 : 3
  AL, 2025 : 4
each town
  result part : number = state.quota
  result here : number = rise[state, 2025]
result there : number = rise[AL, 2024]
"#;

fn of_members(name: &str, lines: &str) -> Folder {
    let scenario = format!("scenario larger over quotas\n  title en \"More for AC\"\n{lines}");
    let towns = "code,state\nA,AC\nB,AL\n";
    let files = [("quotas.formula", BY_MEMBER), ("town.csv", towns)];
    Folder::new(name, &[&files[..], &[("larger.scenario", &scenario)]].concat())
}

/// Goal: a scenario sets the value of one member, since every day on which it has one, and the
/// other members keep theirs with their sources. Method: one member of a parameter by one category
/// and one by two; the values, what they rest on, and why.
#[test]
fn a_scenario_sets_single_members() {
    let folder = of_members("scenario-members", "set quota[AC] = 50\nset rise[AL, 2024] = 7\n");
    let library = open(&folder).expect("it is in order");
    for (day, of_other) in [(date(2024, 6, 1), "0.7"), (date(2026, 1, 1), "0.6")] {
        let runs = library.run_all(folder.path(), &Request::on(day)).expect("it runs");
        let (part, _) = runs.asked.plan.definition_named("part").expect("the result");
        let parts = [0, 1].map(|row| crate::plain(&runs.asked, part, row));
        assert_eq!(parts, ["0.5", of_other]);
    }
    let runs = library.run_all(folder.path(), &Request::on(date(2026, 1, 1))).expect("it runs");
    let named = |name| runs.asked.plan.definition_named(name).expect("the result").0;
    assert_eq!(crate::plain(&runs.asked, named("there"), 0), "7");
    assert_eq!([0, 1].map(|row| crate::plain(&runs.asked, named("here"), row)), ["2", "4"]);
    let explainer = Explainer::new(runs.asked.plan, &runs.asked.data, &runs.asked.run);
    let weakest = [0, 1].map(|row| explainer.rests(named("part"), row).weakest);
    // Which state a town lies in was reported.
    assert_eq!(weakest, [Standing::Assumed, Standing::Reported]);
    let why = explainer.derive_text(named("part"), 0, Language::En);
    assert!(why.contains("More for AC"), "{why}");
    assert!(why.contains("before: since 2024-01-01 = 30; since 2025-01-01 = 40%"), "{why}");
    let why = explainer.derive_text(named("part"), 1, Language::En);
    assert!(why.contains("Annex of 2025") && !why.contains("More for AC"), "{why}");
    let why = explainer.derive_text(named("there"), 0, Language::En);
    assert!(why.contains("before: since 2024-01-01 = 3"), "{why}");
    assert!(runs.asked.run.adoptable().is_none());
}

/// Goal: a line that does not say which value it sets, or names what there is not, is refused at
/// its place. Method: each way to be wrong.
#[test]
fn members_of_a_scenario_are_checked() {
    let cases = [
        ("set quota = 50%\n", "check-set-members", "quota[AC]"),
        ("set quota[AC, 2024] = 50%\n", "check-member-count", "larger.scenario:3:5"),
        ("set quota[RO] = 50%\n", "check-member-unknown", "larger.scenario:3:11"),
        ("set rise[AC, 2023] = 5\n", "check-member-unknown", "larger.scenario:3:14"),
        ("set rise[2024, AC] = 5\n", "check-member-unknown", "larger.scenario:3:10"),
        ("set quota[AC] = 5 EUR\n", "EUR", "larger.scenario:3:17"),
        ("set quota[AC] = 1%\nset quota[AC] = 2%\n", "check-set-twice", "larger.scenario:4:1"),
        ("set quotas[AC] = 1%\n", "check-set-unknown", "`quota`"),
    ];
    for (at, (lines, id, place)) in cases.into_iter().enumerate() {
        let text = said(&of_members(&format!("scenario-member-{at}"), lines));
        assert!(text.contains(id) && text.contains(place), "{lines}{text}");
    }
    let single = folder("scenario-single", "scenario larger over grant\nset pool[A] = 300\n");
    assert!(said(&single).contains("check-set-no-members"));
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

/// Goal: a scenario sets one column of a family; a family as a whole, a column of a category, and
/// what is set in another way are refused, each with the way to go. Method: one value worked by
/// hand, and a line for each fault.
#[test]
fn columns_of_families_are_set_one_by_one() {
    const FORMULA: &str = r#"formula families
category year = 2024, 2025
category state
  factor : number
  AC | 2
  AL | 3
table town
  key code : text
  -> state
  people by year : person
bands rate (n : person) -> number
  above : 1
each town
  let twice = people_2024 * 2
  result r : person = (twice + people[2025]) * state.factor * rate(people_2024)
"#;
    let folder = |name: &str, line: &str| {
        let scenario = format!("scenario larger over families\n{line}\n");
        let towns = "code,state,people_2024,people_2025\nA,AC,1,10\nB,AL,2,20\n";
        let files = [("families.formula", FORMULA), ("town.csv", towns)];
        Folder::new(name, &[&files[..], &[("larger.scenario", &scenario)]].concat())
    };
    for (at, line) in [
        "set town.people_2024 = people_2024 + 4 where code = \"B\"",
        "set town.people[2024] = people[2024] + 4 where code = \"B\"",
    ]
    .into_iter()
    .enumerate()
    {
        let folder = folder(&format!("scenario-family-{at}"), line);
        let library = open(&folder).unwrap_or_else(|found| {
            panic!("{}", found.iter().map(|f| f.render(Language::En)).collect::<String>())
        });
        let runs = library.run_all(folder.path(), &Request::on(date(2026, 1, 1))).expect("it runs");
        let (id, _) = runs.asked.plan.definition_named("r").expect("the result");
        assert_eq!([0, 1].map(|row| crate::plain(&runs.asked, id, row)), ["24", "96"]);
    }
    for (at, (line, id, help)) in [
        ("set town.people = 3", "check-set-family", "set town.people[2024]"),
        ("set state.factor = 3", "check-set-category", "state"),
        ("set people_2024 = 3", "check-set-column", "set town.people_2024"),
        ("set people[2024] = 3", "check-set-column", "set town.people[…]"),
        ("set people_2024[2024] = 3", "check-set-column", "set town.people_2024"),
        ("set rate = 3", "check-set-scale", "Replace"),
        ("set twice = 3", "check-set-definition", "replace let twice"),
        ("set town.people[2023] = 3", "check-set-unknown", "`people_2024`"),
    ]
    .into_iter()
    .enumerate()
    {
        let text = said(&folder(&format!("scenario-column-{at}"), line));
        assert!(text.contains(id) && text.contains(help), "{line}\n{text}");
    }
}
