//! LibreOffice Calc works out the exported workbook.
//!
//! Every stored result is poisoned first, and the program is told to work everything out anew when
//! it opens a file: what it then shows is its own. Many workbooks go through one start of the
//! program, in a profile of their own, and come back as flat OpenDocument files, which hold every
//! value in full.

use super::spreadsheet::{Sheets, Shown, Touch, poisoned, read};
use super::{Case, Engine, Opinion, Told};
use formula::plan::{DefinitionId, ExprKind, Type};
use formula::words::Language;
use formula_export::workbook::{CellAt, Workbook, workbook};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many workbooks go through one start of the program.
const AT_ONCE: usize = 63;

/// How many programs run at the same time, one for each core of the machines that test this.
const PROGRAMS: usize = 2;

/// The setting that has everything worked out anew, whatever is stored.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The program: `PESHORE_SOFFICE`, else `soffice` on the search path.
fn program() -> OsString {
    std::env::var_os("PESHORE_SOFFICE").unwrap_or_else(|| "soffice".into())
}

/// LibreOffice Calc without a window.
pub(crate) struct LibreOffice;

impl Engine for LibreOffice {
    fn name(&self) -> &'static str {
        "LibreOffice"
    }

    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>> {
        let books: Vec<Result<Workbook, String>> = cases.iter().map(|case| export(case)).collect();
        let ready = books.iter().filter_map(|book| book.as_ref().ok());
        let mut worked =
            recalculated(&ready.map(|b| (b, Vec::new())).collect::<Vec<_>>()).into_iter();
        let answers = cases.iter().zip(&books).map(|(case, book)| match book {
            Err(refused) => Err(refused.clone()),
            Ok(book) => worked.next().unwrap().map(|sheets| opinion(case, book, &sheets)),
        });
        answers.collect()
    }
}

/// The case as a workbook.
pub(crate) fn export(case: &Case) -> Result<Workbook, String> {
    workbook(&case.plan, &case.data, &case.official, Language::En)
        .map_err(|refusal| refusal.say(Language::En))
}

/// What the program shows in each workbook after it has been poisoned, touched and worked out.
pub(crate) fn recalculated(books: &[(&Workbook, Vec<Touch>)]) -> Vec<Result<Sheets, String>> {
    let batches: Vec<_> = books.chunks(AT_ONCE).collect();
    let together = batches.chunks(PROGRAMS).flat_map(|batches| {
        std::thread::scope(|scope| {
            let running: Vec<_> =
                batches.iter().map(|books| scope.spawn(move || batch(books))).collect();
            running.into_iter().map(|batch| batch.join().unwrap()).collect::<Vec<_>>()
        })
    });
    together.flatten().collect()
}

fn batch(books: &[(&Workbook, Vec<Touch>)]) -> Vec<Result<Sheets, String>> {
    let folder = crate::demo::fresh_folder();
    std::fs::create_dir_all(&folder).unwrap();
    let name = |at: usize, ending: &str| folder.join(format!("{at}.{ending}"));
    for (at, (book, touches)) in books.iter().enumerate() {
        std::fs::write(name(at, "xlsx"), poisoned(&book.bytes, touches)).unwrap();
    }
    let said = convert(&folder, (0..books.len()).map(|at| name(at, "xlsx")));
    let sheets = (0..books.len()).map(|at| match std::fs::read_to_string(name(at, "fods")) {
        Ok(text) => Ok(read(&text)),
        Err(_) => Err(format!("LibreOffice did not open the workbook: {said}")),
    });
    let sheets = sheets.collect();
    std::fs::remove_dir_all(&folder).unwrap();
    sheets
}

/// How often the program is started anew when it ends before it has opened anything.
const STARTS: usize = 3;

/// Lets the program convert the files; gives what it said. A program that fell over while it was
/// starting, as LibreOffice now and then does on a new profile, is started anew on another one:
/// what it thinks of a formula is only known once it has opened a file.
fn convert(folder: &Path, files: impl Iterator<Item = PathBuf>) -> String {
    let files: Vec<PathBuf> = files.collect();
    let mut said = String::new();
    for start in 0..STARTS {
        let home = folder.join(format!("profile-{start}"));
        let settings = home.join("user");
        std::fs::create_dir_all(&settings).unwrap();
        std::fs::write(settings.join("registrymodifications.xcu"), SETTINGS).unwrap();
        let output = Command::new(program())
            .arg(format!("-env:UserInstallation=file://{}", home.display()))
            .args(["--headless", "--convert-to", "fods", "--outdir"])
            .arg(folder)
            .args(&files)
            .env("HOME", folder)
            .output()
            .unwrap_or_else(|error| {
                panic!("LibreOffice does not start ({error}); `cargo xtask test` gets it")
            });
        said.push_str(&String::from_utf8_lossy(&output.stderr));
        if files.iter().any(|file| file.with_extension("fods").exists()) {
            break;
        }
    }
    said
}

/// What the program holds for every definition.
pub(crate) fn opinion(case: &Case, book: &Workbook, sheets: &Sheets) -> Opinion {
    let verdict = |at| told(shown_at(sheets, &book.places.check(at)), &Type::Bool);
    let verdicts = (0..case.plan.checks.len()).map(verdict).collect();
    let mut opinion = Opinion { verdicts, ..Opinion::default() };
    for (at, definition) in case.plan.definitions.iter().enumerate() {
        let id = DefinitionId(at);
        let keys = case.keys(definition.table).into_iter().enumerate();
        let value = |row| {
            let cell = book.places.definition(id, row).unwrap();
            told(shown_at(sheets, &cell), &definition.ty)
        };
        opinion.values.insert(id, keys.map(|(row, key)| (key, value(row))).collect());
        opinion.doubles.insert(id);
        if is_solved(case, id) {
            opinion.given.insert(id, "solved by the engine".to_owned());
        }
    }
    opinion
}

/// Whether a spreadsheet cannot work a definition out by itself.
fn is_solved(case: &Case, id: DefinitionId) -> bool {
    let body = &case.plan.definitions[id.0].body;
    body.walk().iter().any(|inner| match &inner.kind {
        ExprKind::Solve(_) => true,
        ExprKind::Share(share) => share.in_rounds,
        _ => false,
    })
}

/// What stands in a cell.
pub(crate) fn shown_at<'s>(sheets: &'s Sheets, cell: &CellAt) -> Option<&'s Shown> {
    sheets.get(&cell.sheet)?.get(&(cell.row, cell.column))
}

fn told(shown: Option<&Shown>, ty: &Type) -> Told {
    Some(match (shown?, ty) {
        (Shown::Error(error), _) if error == "#N/A" => return None,
        (Shown::Number(number), Type::Bool) => (number != "0").to_string(),
        (Shown::Truth(truth), _) => truth.to_string(),
        (Shown::Number(text) | Shown::Day(text) | Shown::Text(text) | Shown::Error(text), _) => {
            text.clone()
        }
    })
}

/// Values of a case after something in it has changed, worked out by the program in the workbook of
/// the case before.
pub(crate) fn after(case: &Case, changed: &Case, touches: Vec<Touch>) -> Opinion {
    let book = export(case).unwrap();
    let sheets = recalculated(&[(&book, touches)]).remove(0).unwrap();
    opinion(changed, &book, &sheets)
}

#[cfg(test)]
mod tests {
    use super::super::compare::compare;
    use super::super::hold_all;
    use super::super::judge::with_cell;
    use super::super::repository::{kosovo, pages};
    use super::*;
    use formula::plan::{ColumnId, TableId};
    use std::collections::BTreeSet;

    /// Goal: the workbook of every formula of the repository says in every cell what the official
    /// run says, without an exception. Method: poison what is stored, have LibreOffice work it out.
    #[test]
    fn workbooks_agree_on_the_formulas_of_the_repository() {
        hold_all(&mut LibreOffice, &kosovo(), 900);
    }

    /// Goal: so does that of every example that teaches the language. Method: as above, on every
    /// case of the pages.
    #[test]
    fn workbooks_agree_on_the_examples_of_the_language() {
        hold_all(&mut LibreOffice, &pages(), 2_000);
    }

    /// A parameter with another value, and a cell with another number.
    struct Changed {
        formula: &'static str,
        param: (&'static str, &'static str),
        cell: (&'static str, usize, &'static str),
    }

    const CHANGES: [Changed; 3] = [
        Changed {
            formula: "kosovo/estimates",
            param: ("families_in_the_country", "18123"),
            cell: ("population_2024_estimated", 4, "50111"),
        },
        Changed {
            formula: "kosovo/general-grant",
            param: ("pool", "301234567.89"),
            cell: ("area", 6, "777.5"),
        },
        Changed {
            formula: "kosovo/specific-grant",
            param: ("core", "91234.5"),
            cell: ("area", 2, "1777.25"),
        },
    ];

    impl Changed {
        /// The case before and after, and where the workbook is to be touched.
        fn carried_out(&self) -> (Case, Case, Vec<Touch>) {
            let case = kosovo().into_iter().find(|c| c.name == self.formula).unwrap();
            let (column, row, number) = self.cell;
            let table = TableId(0);
            let (column, _): (ColumnId, _) = case.plan.tables[0].column_named(column).unwrap();
            let data = with_cell(&case.plan, &case.data, (table, column, row), number);
            let mut request = case.request.clone();
            request.params.insert(self.param.0.to_owned(), self.param.1.to_owned());
            let changed = Case::new(case.name.clone(), case.plan.clone(), data, request).unwrap();
            let places = export(&case).unwrap().places;
            let (param, _) = case.plan.param_named(self.param.0).unwrap();
            let touches = vec![
                Touch::Number(places.param(param).unwrap(), self.param.1.to_owned()),
                Touch::Number(places.input(table, column, row).unwrap(), number.to_owned()),
            ];
            (case, changed, touches)
        }
    }

    /// Goal: the formulas are alive: they follow a change of a parameter and of an input as the
    /// engine does. Method: touch both in the workbook, and compare every value with a fresh run.
    #[test]
    fn workbooks_follow_a_change_as_the_engine_does() {
        for change in CHANGES {
            let (case, changed, touches) = change.carried_out();
            let followed = after(&case, &changed, touches);
            let found = compare(&changed, &followed, &BTreeSet::new());
            assert!(found.faults.is_empty(), "{}: {:#?}", change.formula, found.faults);
            assert!(found.exceptions.is_empty(), "{}: {:#?}", change.formula, found.exceptions);
        }
    }

    /// Goal: that comparison finds a single dead formula. Method: replace one by what is stored for
    /// it, in one row, and compare as above.
    #[test]
    fn a_dead_formula_is_found() {
        let (case, changed, mut touches) = CHANGES[1].carried_out();
        let places = export(&case).unwrap().places;
        let (entitlement, _) = case.plan.definition_named("entitlement").unwrap();
        touches.push(Touch::Dead(places.definition(entitlement, 20).unwrap()));
        let followed = after(&case, &changed, touches);
        let found = compare(&changed, &followed, &BTreeSet::new());
        let key = &case.keys(case.plan.definitions[entitlement.0].table)[20];
        let named = format!("entitlement of “{key}”");
        assert!(found.faults.iter().any(|f| f.contains(&named)), "{:#?}", found.faults);
    }

    /// Goal: the same input gives the same bytes. Method: export twice.
    #[test]
    fn the_same_case_gives_the_same_file() {
        for case in kosovo() {
            let [a, b] = [export(&case).unwrap(), export(&case).unwrap()];
            assert!(a.bytes == b.bytes, "{} differs from itself", case.name);
        }
    }

    /// Goal: the workbook says itself whether it holds. Method: the cell that sums up the checks,
    /// before and after the four parts of the general grant stop making the whole.
    #[test]
    fn the_sheet_of_checks_is_alive() {
        let case = kosovo().into_iter().find(|c| c.name == "kosovo/general-grant").unwrap();
        let book = export(&case).unwrap();
        let (part, _) = case.plan.param_named("part_by_area").unwrap();
        let broken = vec![Touch::Number(book.places.param(part).unwrap(), "0.07".to_owned())];
        let sheets = recalculated(&[(&book, Vec::new()), (&book, broken)]);
        let overall: Vec<_> = (sheets.iter())
            .map(|s| shown_at(s.as_ref().unwrap(), book.places.overall()).cloned())
            .collect();
        assert_eq!(overall, [Some(Shown::Truth(true)), Some(Shown::Truth(false))]);
    }
}
