//! `formula check`

use crate::arguments::{Check, FindingsFormat};
use crate::console::{Console, Stop};
use crate::json;
use crate::words::say;
use formula::words::Language;
use formula_data::{Findings, Library};

/// Checks each file with the formulas that it uses.
pub(crate) fn check(
    arguments: &Check,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let mut all: Vec<Findings> = Vec::new();
    let mut failed = false;
    let mut fine = Vec::new();
    for file in &arguments.files {
        match Library::open(file) {
            Ok(library) => {
                all.extend(library.warnings().iter().cloned());
                fine.extend(library.plan().map(|plan| {
                    let count = |number: usize| number.to_string();
                    say(
                        language,
                        "check-fine",
                        &[
                            ("file", &file.display().to_string()),
                            ("params", &count(plan.params.len())),
                            ("definitions", &count(plan.definitions.len())),
                            ("results", &count(plan.results().len())),
                            ("checks", &count(plan.checks.len())),
                        ],
                    )
                }));
            }
            Err(findings) => {
                failed = true;
                all.extend(findings);
            }
        }
    }
    // Two files that use the same third one report it once.
    let mut seen: Vec<String> = Vec::new();
    all.retain(|findings| {
        let text = findings.render(language);
        let new = !seen.contains(&text);
        seen.push(text);
        new
    });
    match arguments.format {
        FindingsFormat::Json => json::write(&json::findings(&all, language), console.out)?,
        FindingsFormat::Text => {
            console.findings(&all, language)?;
            for line in fine {
                writeln!(console.out, "{line}")?;
            }
        }
    }
    if failed { Err(Stop::Said) } else { Ok(()) }
}
