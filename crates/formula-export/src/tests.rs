//! Tests of the exports on a small formula that has something of everything they write.

use crate::annex::annex;
use crate::sql::{Asked, Dialect, Reason, script};
use crate::workbook::workbook;
use formula::check::{check, check_scenario};
use formula::data::Data;
use formula::diagnostic::Source;
use formula::plan::Plan;
use formula::run::{Request, run_official};
use formula::words::Language;
use jiff::civil::date;

const TRANSPORT: &str = r#"formula transport
  title en "School <transport>"  sq "Transporti i nxënësve"  sr "Превоз ученика"
  cites "Law 04/L-032, Art. 4"

table municipality
  title en "Municipalities"  sq "Komunat"  sr "Општине"
  key code : text
    title en "Code"  sq "Kodi"  sr "Шифра"
  pupils : person
    title en "Pupils"  sq "Nxënës"  sr "Ученици"
  own_buses : bus optional
    title en "Own buses"  sq "Autobusë të vet"  sr "Сопствени аутобуси"

param pool : EUR
  title en "Pool"  sq "Fondi"  sr "Фонд"
  since 2024-01-01 = 4 200 000  cites "Budget 2024"
  since 2025-01-01 = 4 500 000  assumed because "not adopted yet"

bands grade (pupils : person) -> number
  title en "Grade"  sq "Shkalla"  sr "Степен"
  since 2024-01-01  cites "Annex 1"
    up to 100   : 1.5
    below 1 000 : 1.2
    above       : 1

each municipality
  let weight : person = pupils * grade(pupils)
    title en "Weight"  sq "Pesha"  sr "Пондер"
  result grant : EUR = round(share pool by weight at most 2 000 000 EUR to 1 EUR keeping sum)
    title en "Grant"  sq "Granti"  sr "Грант"
  warn pupils > 0
    title en "There are pupils"  sq "Ka nxënës"  sr "Има ученика"
"#;

fn plan() -> Plan {
    plan_of(TRANSPORT)
}

fn plan_of(text: &str) -> Plan {
    check(&Source::new("transport.formula", text), &[]).into_result().expect("a formula")
}

/// Goal: the annex of every language says every part of the formula, and its markup is whole.
/// Method: labels, sources and days are looked for in each page; opening and closing tags balance;
/// text is escaped; no message is missing.
#[test]
fn an_annex_says_the_whole_formula() {
    let plan = plan();
    let needed = [
        (Language::En, ["School &lt;transport&gt;", "4,500,000", "1\u{a0}January\u{a0}2025"]),
        (Language::Sq, ["Transporti i nxënësve", "4\u{202f}500\u{202f}000", "1.1.2025"]),
        (Language::SrCyrl, ["Превоз ученика", "4\u{202f}500\u{202f}000", "1.\u{a0}1.\u{a0}2025."]),
        (Language::SrLatn, ["Prevoz učenika", "„Ponder“", "zaokruženo"]),
    ];
    for (language, words) in needed {
        let page = annex(&plan, language);
        for word in words.into_iter().chain(["Law 04/L-032, Art. 4", "not adopted yet", &plan.hash])
        {
            assert!(page.contains(word), "{}: {word} is missing", language.tag());
        }
        for tag in ["main", "section", "table", "tr", "td", "th", "ol", "li", "p", "h2", "pre"] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            let closed = page.matches(&format!("</{tag}>")).count();
            assert_eq!(opened, closed, "{}: <{tag}>", language.tag());
        }
        assert!(!page.contains('⟦'), "{}: a message is missing", language.tag());
        assert!(!page.contains("<transport>"));
    }
}

/// Goal: equal plans give equal annexes, so that a published one can be compared. Method: twice.
#[test]
fn an_annex_is_repeatable() {
    assert_eq!(annex(&plan(), Language::Sq), annex(&plan(), Language::Sq));
}

const QUOTAS: &str = r#"formula quotas
category state = AC, AL
param quota by state : %
  since 2024-01-01  cites "Annex of the law"
    AC : 30%
    AL : 70%
each state
  result part : number = quota
"#;

/// Goal: an export of a scenario says which member's value is set and why, and of the others where
/// they are read. Method: one of two members set; the annex, and the script without data.
#[test]
fn a_member_that_a_scenario_sets_is_told_apart() {
    let source = Source::new("quotas.formula", QUOTAS);
    let text = "scenario more over quotas\n  title en \"More for AC\"\nset quota[AC] = 50%\n";
    let laid = check_scenario(&source, &Source::new("more.scenario", text), &[]);
    let plan = laid.checked.into_result().expect("a scenario");
    let page = annex(&plan, Language::En);
    let row = |member: &str| {
        let rows = page.split("<tr>").filter_map(|rest| rest.split("</tr>").next());
        let mut own = rows.filter(|row| row.contains(&format!(": {member}<")));
        own.next().expect("the row of the member").to_owned()
    };
    let (set, other) = (row("AC"), row("AL"));
    assert!(set.contains("50") && set.contains("More for AC") && !set.contains("Annex"), "{set}");
    assert!(other.contains("70") && other.contains("Annex of the law"), "{other}");
    assert!(!other.contains("More for AC"), "{other}");
    let request = Request::on(date(2025, 1, 1));
    let language = Language::En;
    let dialect = Dialect::Postgres;
    let asked = Asked { plan: &plan, request: &request, inputs: None, dialect, language };
    let script = script(&asked).expect("a script").text;
    assert!(script.contains("= 'AC' then 0.5::numeric"), "{script}");
    assert!(script.contains("= 'AL' then 0.7::numeric"), "{script}");
    let said = "Scenario “More for AC”: a question laid over the formula, never official.";
    assert!(page.contains(said) && script.contains(said), "{script}");
    let of_formula = annex(&plan_of(QUOTAS), Language::En);
    assert!(!of_formula.contains("never official"));
}

/// Goal: a workbook of a scenario says on its cover and above its results that it is none to be
/// adopted. Method: the shared texts of the file, of the formula and of the scenario.
#[test]
fn a_workbook_says_that_it_is_a_scenario() {
    let source = Source::new("quotas.formula", QUOTAS);
    let text = "scenario more over quotas\n  title sq \"Më shumë për AC\"\nset quota[AC] = 50%\n";
    let laid = check_scenario(&source, &Source::new("more.scenario", text), &[]);
    let scenario = laid.checked.into_result().expect("a scenario");
    let texts = |plan: &Plan| {
        let data = Data::new(plan, Vec::new(), &[]).expect("data");
        let run = run_official(plan, &data, &Request::on(date(2025, 1, 1))).expect("a run");
        let book = workbook(plan, &data, &run, Language::Sq).expect("a workbook");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book.bytes)).expect("an archive");
        let mut texts = String::new();
        let mut file = zip.by_name("xl/sharedStrings.xml").expect("the texts");
        std::io::Read::read_to_string(&mut file, &mut texts).expect("text");
        texts
    };
    let said = "Skenari “Më shumë për AC”: një pyetje e vendosur mbi formulën, asnjëherë zyrtare.";
    assert!(texts(&scenario).contains(said));
    assert!(!texts(&plan_of(QUOTAS)).contains("asnjëherë zyrtare"));
}

/// Goal: a script without data does not lose the cells that a scenario sets. Method: it is refused
/// and names the column.
#[test]
fn a_script_without_data_refuses_cells_of_a_scenario() {
    let source = Source::new("transport.formula", TRANSPORT);
    let text = "scenario more over transport\nset municipality.pupils = 5\n";
    let laid = check_scenario(&source, &Source::new("more.scenario", text), &[]);
    let plan = laid.checked.into_result().expect("a scenario");
    let request = Request::on(date(2025, 1, 1));
    let (dialect, language) = (Dialect::Postgres, Language::En);
    let asked = Asked { plan: &plan, request: &request, inputs: None, dialect, language };
    let refused = script(&asked).expect_err("no cells");
    assert_eq!((refused.name.as_str(), refused.reason), ("pupils", Reason::NeedsData));
}
