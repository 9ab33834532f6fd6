//! `formula docs`

use crate::arguments::Docs;
use crate::console::{Console, Stop};
use crate::output::replace;
use crate::words::say;
use formula::words::Language;
use formula_data::Library;
use formula_export::annex::annex;

/// Writes the formula as the annex to a regulation, in the language asked for.
pub(crate) fn docs(
    arguments: &Docs,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = Library::open(&arguments.file).map_err(Stop::Findings)?;
    console.findings(library.warnings(), language)?;
    let Some(plan) = library.plan() else { return Err(Stop::Said) };
    let page = annex(plan, language);
    let Some(output) = &arguments.output else {
        return Ok(console.out.write_all(page.as_bytes())?);
    };
    replace(output, page).map_err(|findings| Stop::Findings(vec![findings]))?;
    let name = output.display().to_string();
    writeln!(console.out, "{}", say(language, "docs-written", &[("file", &name)]))?;
    Ok(())
}
