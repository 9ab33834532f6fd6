//! The command line as a person or a script meets it.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::tree;

use crate::demo::{fresh_folder, program};

/// The formula of these journeys, from the root of the tree.
pub(super) const FORMULA: &str = "formulas/kosovo/general-grant.formula";

/// Its data.
pub(super) const DATA: &str = "data/kosovo";

/// What a command said and how it ended.
pub(super) struct Ended {
    /// Its exit status.
    pub(super) status: i32,
    /// Its standard output.
    pub(super) output: String,
    /// Its standard error.
    pub(super) errors: String,
}

/// Runs the binary from the root of the tree.
pub(super) fn peshore(arguments: &[&str]) -> Ended {
    let output =
        Command::new(program()).args(arguments).current_dir(tree::root()).output().unwrap();
    Ended {
        status: output.status.code().unwrap_or(-1),
        output: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A copy of the data of Kosovo in which the table of municipalities is changed by `change`. The
/// files beside a table, which speak of its columns and rows, stay behind: they would be the first
/// to disagree with it.
fn with_municipalities(change: impl Fn(&str) -> String) -> String {
    let folder = fresh_folder();
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(tree::root().join(DATA)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".status.csv") && !name.ends_with(".source.csv") {
            fs::copy(entry.path(), folder.join(name)).unwrap();
        }
    }
    let table = folder.join("municipality.csv");
    let text = fs::read_to_string(&table).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "the change does something");
    fs::write(&table, changed).unwrap();
    folder.to_string_lossy().into_owned()
}

/// The table with one cell replaced, by row (counted from 1 below the header) and column.
fn with_cell(text: &str, row: usize, column: &str, value: &str) -> String {
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let at = header.iter().position(|name| *name == column).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut cells: Vec<&str> = lines[row].split(',').collect();
    cells[at] = value;
    let changed = cells.join(",");
    lines[row] = changed;
    lines.join("\n") + "\n"
}

/// A kind of bad data, and what the message must name.
struct Bad {
    kind: &'static str,
    data: String,
    named: &'static [&'static str],
}

fn bad_data() -> Vec<Bad> {
    let cell = |row: usize, column: &'static str, value: &'static str| {
        with_municipalities(move |text| with_cell(text, row, column, value))
    };
    let bad = |kind, data, named| Bad { kind, data, named };
    vec![
        bad(
            "missing column",
            with_municipalities(|text| text.replacen(",area,", ",surface,", 1)),
            &["municipality.csv", "area"],
        ),
        bad(
            "doubled column",
            with_municipalities(|text| text.replacen("district,area", "area,area", 1)),
            &["municipality.csv", "area"],
        ),
        bad("empty cell", cell(3, "area", ""), &["area", "03"]),
        bad("text in a number", cell(5, "area", "large"), &["municipality.csv", " 6,", "large"]),
        bad("decimal comma", cell(5, "area", "\"430,5\""), &["municipality.csv", " 6,", "430,5"]),
        bad("grouped digits", cell(5, "area", "\"1,430\""), &["municipality.csv", " 6,", "1,430"]),
        bad("duplicate key", cell(7, "code", "06"), &["municipality.csv", "8", "06"]),
        bad("negative population", cell(9, "population_2024_estimated", "-63949"), &["09"]),
        bad(
            "no yes or no",
            cell(12, "minority_majority", "maybe"),
            &["municipality.csv", " 13,", "maybe"],
        ),
        bad(
            "a row too short",
            with_municipalities(|text| text.replacen("\n02,Gjakovë,", "\n02,", 1)),
            &["municipality.csv", "3"],
        ),
        bad("no rows", with_municipalities(header_of), &["estimates.formula"]),
        bad("no table", String::from("data"), &["municipality"]),
    ]
}

fn header_of(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned() + "\n"
}

/// Goal: bad data is answered with one clear message that names the place, in every language, and
/// nothing is printed as a result. Method: one fault at a time in a copy of the real data.
#[test]
fn bad_data_is_named_and_nothing_is_computed() {
    let mut wrong = Vec::new();
    for Bad { kind, data, named } in bad_data() {
        for language in ["en", "sq", "sr-Cyrl", "sr-Latn"] {
            let arguments =
                ["formula", "run", FORMULA, "--data", &data, "--format", "csv", "--lang", language];
            let ended = peshore(&arguments);
            let missing: Vec<_> = named.iter().filter(|n| !ended.errors.contains(**n)).collect();
            if ended.status != 1 || !ended.output.is_empty() || !missing.is_empty() {
                wrong.push(format!(
                    "{kind} ({language}): status {}, does not name {missing:?}, output {:?}\n{}",
                    ended.status, ended.output, ended.errors
                ));
            }
            if ended.errors.contains("panicked") || ended.errors.contains('⟦') {
                wrong.push(format!("{kind} ({language}): {}", ended.errors));
            }
        }
        if Path::new(&data).is_absolute() {
            fs::remove_dir_all(&data).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Goal: a script can tell the outcomes apart. Method: one command for each exit status.
#[test]
fn the_exit_status_says_whose_fault_it_is() {
    assert_eq!(peshore(&["formula", "check", FORMULA]).status, 0);
    let absent = peshore(&["formula", "check", "formulas/kosovo/absent.formula"]);
    assert_eq!(absent.status, 1, "{}", absent.errors);
    assert!(absent.errors.contains("absent.formula"), "{}", absent.errors);
    assert_eq!(peshore(&["formula", "run", FORMULA]).status, 2);
    assert_eq!(peshore(&["formula", "frobnicate"]).status, 2);
    assert_eq!(peshore(&["--no-such-option"]).status, 2);
    assert_eq!(peshore(&["--help"]).status, 0);
    assert_eq!(peshore(&["--version"]).status, 0);
}

/// Goal: a parameter given on the command line moves the result, and one that does not exist or
/// does not fit is refused by name. Method: half the pool, a wrong name, a wrong value.
#[test]
fn parameters_are_set_by_name() {
    let run = |parameter: &str| {
        peshore(&[
            "formula", "run", FORMULA, "--data", DATA, "--format", "csv", "--param", parameter,
        ])
    };
    let half = run("pool=142340000");
    assert_eq!(half.status, 0, "{}", half.errors);
    assert_ne!(half.output, run("pool=284680000").output);
    for (parameter, named) in [("pol=1", "pol"), ("pool=much", "much")] {
        let refused = run(parameter);
        assert!(matches!(refused.status, 1 | 2), "{parameter}: {}", refused.status);
        assert!(refused.errors.contains(named), "{}", refused.errors);
        assert!(refused.output.is_empty(), "{}", refused.output);
    }
}

/// Goal: an amount explains itself in each language. Method: explain one municipality and look for
/// its name, its amount and the article.
#[test]
fn an_amount_is_explained_in_every_language() {
    for (language, article) in
        [("en", "Art. 24"), ("sq", "neni 24"), ("sr-Cyrl", "члан 24"), ("sr-Latn", "član 24")]
    {
        let arguments = ["formula", "explain", FORMULA, "--data", DATA, "--row", "33", "--all"];
        let explained = peshore(&[&arguments[..], &["--lang", language]].concat());
        assert_eq!(explained.status, 0, "{language}: {}", explained.errors);
        assert!(explained.output.contains(article), "{language}: {}", explained.output);
        assert!(!explained.output.contains('⟦'), "{language}: {}", explained.output);
    }
    let unknown = peshore(&["formula", "explain", FORMULA, "--data", DATA, "--row", "99"]);
    assert_eq!(unknown.status, 2, "{}", unknown.errors);
    assert!(unknown.errors.contains("99"), "{}", unknown.errors);
}
