//! `formula export`

use crate::arguments::{Export, ExportFormat, SqlDialect, What};
use crate::console::{Console, Stop};
use crate::output::replace;
use crate::results::{request, run_all};
use crate::words::say;
use formula::run::in_force;
use formula::words::Language;
use formula_data::{Findings, Library};
use formula_export::sql::{Asked, CannotExport, Dialect, Inputs, Reason, script};
use std::path::Path;

/// Writes a formula for another tool.
pub(crate) fn export(
    arguments: &Export,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = Library::open(&arguments.file).map_err(Stop::Findings)?;
    console.findings(library.warnings(), language)?;
    let bytes = match (arguments.to, &arguments.data) {
        (ExportFormat::Xlsx, Some(data)) => {
            workbook(&library, &what(arguments, data), language, console)?
        }
        // The arguments have been refused already.
        (ExportFormat::Xlsx, None) => Vec::new(),
        (ExportFormat::Sql, _) => sql(arguments, &library, language, console)?.into_bytes(),
    };
    match &arguments.output {
        Some(output) => replace(output, bytes).map_err(|findings| Stop::Findings(vec![findings])),
        None => Ok(console.out.write_all(&bytes)?),
    }
}

/// What is run, and on what.
fn what(arguments: &Export, data: &Path) -> What {
    What {
        file: arguments.file.clone(),
        data: data.to_owned(),
        as_of: arguments.as_of,
        known: arguments.known,
        params: arguments.params.clone(),
        without: arguments.without.clone(),
    }
}

fn workbook(
    library: &Library,
    what: &What,
    language: Language,
    console: &mut Console<'_>,
) -> Result<Vec<u8>, Stop> {
    let runs = run_all(library, what, language, console)?;
    let outcome = &runs.asked;
    formula_export::workbook::workbook(outcome.plan, &outcome.data, &outcome.run, language)
        .map(|workbook| workbook.bytes)
        .map_err(|refusal| Stop::Usage(refusal.say(language)))
}

/// The script for a database, with the data where a folder is given.
fn sql(
    arguments: &Export,
    library: &Library,
    language: Language,
    console: &mut Console<'_>,
) -> Result<String, Stop> {
    let dialect = match arguments.dialect {
        Some(SqlDialect::Duckdb) => Dialect::DuckDb,
        Some(SqlDialect::Postgres) | None => Dialect::Postgres,
    };
    let written = match &arguments.data {
        Some(folder) => {
            let runs = run_all(library, &what(arguments, folder), language, console)?;
            let (plan, run) = (runs.asked.plan, &runs.asked.run);
            let inputs = Some(Inputs { data: &runs.asked.data, run });
            script(&Asked { plan, request: run.request(), inputs, dialect, language })
        }
        None => {
            let Some(plan) = library.plan() else { return Err(Stop::Said) };
            let day = arguments.as_of.unwrap_or(console.today);
            let (params, without) = (&arguments.params, &arguments.without);
            let request = request(day, arguments.known, params, without, language)?;
            in_force(plan, &request).map_err(|diagnostics| {
                Stop::Findings(vec![Findings { source: plan.source.clone(), diagnostics }])
            })?;
            script(&Asked { plan, request: &request, inputs: None, dialect, language })
        }
    };
    written.map(|script| script.text).map_err(|refusal| Stop::Usage(why(&refusal, language)))
}

fn why(refusal: &CannotExport, language: Language) -> String {
    let id = match refusal.reason {
        Reason::NeedsData => "export-needs-data",
        Reason::NotInForce => "export-not-in-force",
        Reason::NoForm => "export-no-form",
    };
    say(language, id, &[("name", &refusal.name)])
}
