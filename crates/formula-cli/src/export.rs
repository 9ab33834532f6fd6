//! `formula export`

use crate::arguments::{Export, ExportFormat};
use crate::console::{Console, Stop};
use crate::output::replace;
use crate::results::{open, run_all};
use formula::words::Language;

/// Runs a formula and writes the run for another tool.
pub(crate) fn export(
    arguments: &Export,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let runs = run_all(&library, &arguments.what, language, console)?;
    let outcome = &runs.asked;
    let bytes = match arguments.to {
        ExportFormat::Xlsx => {
            formula_export::workbook::workbook(outcome.plan, &outcome.data, &outcome.run, language)
                .map_err(|refusal| Stop::Usage(refusal.say(language)))?
                .bytes
        }
    };
    replace(&arguments.output, bytes).map_err(|findings| Stop::Findings(vec![findings]))
}
