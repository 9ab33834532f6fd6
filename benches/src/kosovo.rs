//! The formulas of Kosovo with their data, read once.

use formula::data::{Column, Data, PerCell, Table, Values};
use formula::diagnostic::{Diagnostic, Source};
use formula::number::{Decimal, Number};
use formula::plan::{Constant, ParamId, Plan, Type};
use formula::run::Request;
use formula::standing::Standing;
use formula::syntax::ast::RoundMode;
use formula_data::{Inputs, Library, read_folder};
use std::path::{Path, PathBuf};

/// A formula with its data, ready to be run.
pub(crate) struct Ready {
    pub(crate) name: String,
    pub(crate) plan: Plan,
    pub(crate) data: Data,
    pub(crate) request: Request,
    pub(crate) library: Library,
}

impl Ready {
    /// The parameters that can be varied, with their values.
    pub(crate) fn varied(&self) -> Vec<(ParamId, f64)> {
        let day = self.request.day;
        let params = self.plan.params.iter().enumerate();
        params
            .filter(|(_, p)| matches!(p.ty, Type::Number(_)) && p.by.is_empty())
            .filter_map(|(at, param)| match param.at(day)?.value {
                Some(Constant::Number(value)) => Some((ParamId(at), value.to_f64())),
                _ => None,
            })
            .collect()
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The formulas of the repository, and one of thirty definitions in which floors and caps hold.
pub(crate) fn formulas() -> Result<Vec<Ready>, String> {
    let mut all = Vec::new();
    for name in ["estimates", "general-grant", "specific-grant"] {
        let file = root().join(format!("formulas/kosovo/{name}.formula"));
        let library = Library::open(&file).map_err(|_| format!("{name} cannot be opened"))?;
        all.push(ready(name, library, None)?);
    }
    all.push(thirty_definitions()?);
    Ok(all)
}

/// The proposed grant with thirty definitions; last year's amounts are those of a first run, moved
/// up and down, so that floors and caps hold.
pub(crate) fn thirty_definitions() -> Result<Ready, String> {
    let read = |file: &str| std::fs::read_to_string(root().join(file)).map_err(|e| e.to_string());
    let main = Source::new("grant-of-30", read("benches/formulas/grant-of-30.formula")?);
    let used = Source::new("estimates", read("formulas/kosovo/estimates.formula")?);
    let open = || {
        Library::from_sources(main.clone(), vec![used.clone()])
            .map_err(|found| format!("grant-of-30 cannot be opened: {found:?}"))
    };
    let first = ready("grant-of-30", open()?, None)?;
    let run = formula::run::run_official(&first.plan, &first.data, &first.request);
    let run = run.map_err(|_| "grant-of-30 cannot be run")?;
    let (grant, _) = first.plan.definition_named("grant").ok_or("no grant")?;
    let (table, _) = first.plan.table_named("municipality").ok_or("no table")?;
    let mut amounts = Vec::new();
    for row in 0..first.data.rows(table) {
        let amount = run.value(grant, row).number().ok_or("no amount")?;
        let part = i64::try_from(row * 7 % 23).map_err(|e| e.to_string())? + 89;
        let cent = Decimal::from_parts(1, -2).ok_or("no cent")?;
        let moved = amount.mul_div(part.into(), 100.into());
        let moved = moved.and_then(|m| m.round_to(cent, RoundMode::HalfAwayFromZero));
        amounts.push(moved.map_err(|e| e.to_string())?);
    }
    ready("grant of 30 definitions", open()?, Some(amounts))
}

/// The folder of Kosovo, with amounts of the year before where they are given.
struct Folder {
    last_year: Option<Vec<Decimal>>,
}

impl Inputs for Folder {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        let mut tables = read_folder(plan, &root().join("data/kosovo"))?;
        for table in &mut tables {
            let Some(amounts) = &self.last_year else { continue };
            let found = plan.table(table.table).and_then(|t| t.column_named("last_year"));
            if let Some(slot) = found.and_then(|(id, _)| table.columns.get_mut(id.0)) {
                *slot = Some(Column {
                    values: Values::Number(amounts.clone()),
                    missing: None,
                    standing: PerCell::Same(Standing::default()),
                    source: PerCell::Same(None),
                });
            }
        }
        Ok(tables)
    }
}

fn ready(name: &str, library: Library, last_year: Option<Vec<Decimal>>) -> Result<Ready, String> {
    let request = Request::on(jiff::civil::date(2026, 1, 1));
    let (plan, data) = {
        let runs = library.run_on(&mut Folder { last_year }, &request);
        let asked = runs.map_err(|found| format!("{name} cannot be run: {found:?}"))?.asked;
        (asked.plan.clone(), asked.data)
    };
    Ok(Ready { name: name.to_owned(), plan, data, request, library })
}
