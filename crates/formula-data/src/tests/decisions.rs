//! Cross tables with what stands beside them, and adopted amounts of earlier runs.

use super::{Folder, brief, plan};
use crate::{Findings, Library, read_folder, read_with_decisions};
use formula::diagnostic::Source;
use formula::run::{Request, Value};
use formula::standing::Standing;
use jiff::civil::date;
use std::path::Path;

const GRANT: &str = "\
formula grant
table town
  key name : text
  people : person
  last : EUR optional from decided grant.amount for the year before
param pool : EUR since 2024-01-01 = 100 cites \"Budget\"
each town
  result amount : EUR = share pool by people at least (last otherwise 0)
";

const TOWNS: &str = "name,people\nA,10\nB,90\n";

fn amounts(folder: &Path) -> Result<Vec<String>, Vec<Findings>> {
    let library = Library::from_sources(Source::new("grant.formula", GRANT), Vec::new())?;
    let runs = library.run_all(folder, &Request::on(date(2025, 1, 1)))?;
    let (id, _) = runs.asked.plan.definition_named("amount").expect("the result");
    let shown = |row| match runs.asked.run.value(id, row) {
        Value::Number(number) => number.to_canonical(),
        other => format!("{other:?}"),
    };
    Ok((0..2).map(shown).collect())
}

fn refused(folder: &Folder) -> Vec<String> {
    let findings = amounts(folder.path()).expect_err("a refusal");
    findings.iter().flat_map(|f| &f.diagnostics).map(|d| folder.hide(&brief(d))).collect()
}

/// Goal: an adopted amount is read from `decided/FORMULA.RESULT.csv` as a run writes it, or from
/// the table's own column; a row that is not in it has none. Method: the same amounts by either
/// way.
#[test]
fn adopted_amounts_are_read_from_beside_the_tables() {
    let none = Folder::new("decided-none", &[("town.csv", TOWNS)]);
    assert_eq!(amounts(none.path()).expect("a run"), ["10", "90"]);
    let beside = Folder::new("decided-beside", &[("town.csv", TOWNS)]);
    std::fs::create_dir(beside.path().join("decided")).expect("a folder");
    let file = beside.path().join("decided/grant.amount.csv");
    std::fs::write(&file, "name,amount\nA,30.5\ngone,7\n").expect("a file");
    assert_eq!(amounts(beside.path()).expect("a run"), ["30.5", "69.5"]);
    // Who reads the folder for a comparison or a policy test reads the same.
    let grant = plan(GRANT);
    let tables = read_with_decisions(&grant, beside.path()).expect("the folder is in order");
    let (id, schema) = grant.table_named("town").expect("the table");
    let (last, _) = schema.column_named("last").expect("the column");
    let town = tables.iter().find(|table| table.table == id).expect("its rows");
    assert!(town.column(last).is_some());
    let own = Folder::new("decided-own", &[("town.csv", "name,people,last\nA,10,30.5\nB,90,\n")]);
    assert_eq!(amounts(own.path()).expect("a run"), ["30.5", "69.5"]);
    std::fs::write(&file, "name,amount\nA,30.5\nA,x\nB\n").expect("a file");
    assert_eq!(
        refused(&beside),
        [
            "data-key-twice decided/grant.amount.csv:3:A:",
            "data-decided-amount decided/grant.amount.csv:3:A:amount",
            "data-cells-in-line decided/grant.amount.csv:4::",
        ]
    );
    std::fs::write(&file, "name,people,amount\nA,1,30.5\n").expect("a file");
    assert_eq!(refused(&beside), ["data-decided-columns decided/grant.amount.csv:1::"]);
    std::fs::write(&file, "key,value\nA,30.5\n").expect("a file");
    let town = beside.path().join("town.csv");
    std::fs::write(town, "name,people,last\nA,10,30.5\nB,90,\n").expect("a file");
    assert_eq!(refused(&beside), ["data-decided-twice town.csv:::"]);
}

/// Goal: standings and sources of a cross table stand beside it by pair; a category has no file.
/// Method: a status file in another order of lines.
#[test]
fn what_is_said_of_pairs_stands_beside_them() {
    let text = "\
formula f
table town
  key name : text
category service = home_care, day_care
table need for each town and service
  clients : place
result all : place = sum(clients over need)
";
    let files = [
        ("town.csv", "name\nA\n"),
        ("service.csv", "service\nnothing\n"),
        ("need.csv", "town,service,clients\nA,home_care,1\nA,day_care,2\n"),
        ("need.status.csv", "service,town,clients\nday_care,A,estimated\nhome_care,A,verified\n"),
    ];
    let folder = Folder::new("pairs", &files);
    let plan = plan(text);
    let tables = read_folder(&plan, folder.path()).expect("the folder is in order");
    let (id, schema) = plan.table_named("need").expect("the table");
    let need = tables.iter().find(|table| table.table == id).expect("its rows");
    let (column, _) = schema.column_named("clients").expect("the column");
    let cells = need.column(column).expect("its cells");
    assert_eq!(cells.standing.get(0), Some(&Standing::Verified));
    assert_eq!(cells.standing.get(1), Some(&Standing::Estimated));
    let refused = Folder::new("pairs-refused", &files);
    std::fs::write(refused.path().join("need.status.csv"), "service,clients\nday_care,verified\n")
        .expect("a file");
    let faults = read_folder(&plan, refused.path()).expect_err("a refusal");
    let said: Vec<String> = faults.iter().map(|d| refused.hide(&brief(d))).collect();
    assert_eq!(said, ["data-side-no-key need.status.csv:1::"]);
}

/// Goal: adopted amounts in another unit than the declared one are refused with file, row and both
/// units, and never read as if they were of the declared one. Method: a unit in the header and
/// behind an amount, the declared one in other words, a per cent where none is declared, and one
/// that could be converted.
#[test]
fn adopted_amounts_of_another_unit_are_refused() {
    let folder = Folder::new("decided-unit", &[("town.csv", TOWNS)]);
    std::fs::create_dir(folder.path().join("decided")).expect("a folder");
    let file = folder.path().join("decided/grant.amount.csv");
    let written = |text: &str| std::fs::write(&file, text).expect("a file");
    let same =
        ["name,amount (EUR)\nA,30.5\n", "name,amount\nA,30.5 EUR\n", "name,value (EUR)\nA,30.5"];
    for text in same {
        written(text);
        assert_eq!(amounts(folder.path()).expect("a run"), ["30.5", "69.5"], "{text}");
    }
    for (text, place, found) in [
        ("name,amount (EUR/year)\nA,30.5\n", "1::amount (EUR/year)", "EUR/year"),
        ("name,amount (person)\nA,30.5\n", "1::amount (person)", "person"),
        ("name,amount (%)\nA,30.5\n", "1::amount (%)", "%"),
        ("name,amount\nB,1 EUR\nA,30.5 EUR/month\n", "3:A:amount", "EUR/month"),
        ("name,amount\nA,45%\n", "2:A:amount", "%"),
    ] {
        written(text);
        assert_eq!(
            refused(&folder),
            [format!("data-decided-unit decided/grant.amount.csv:{place}")],
            "{text}"
        );
        let findings = amounts(folder.path()).expect_err("a refusal");
        for language in formula::words::Language::ALL {
            let said = findings[0].diagnostics[0].message(language);
            assert!(said.contains(found) && said.contains(" EUR"), "{said}");
        }
    }
}
