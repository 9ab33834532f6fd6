//! `formula fmt`

use crate::arguments::Fmt;
use crate::console::{Console, Stop};
use crate::output::{refuse, replace};
use crate::words::say;
use formula::diagnostic::Source;
use formula::words::Language;
use formula_data::Findings;
use std::path::Path;

/// Writes each file in canonical layout, or says which are not in it.
pub(crate) fn format(
    arguments: &Fmt,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let mut failed = false;
    for file in &arguments.files {
        match formatted(file) {
            Err(findings) => {
                failed = true;
                console.findings(&[findings], language)?;
            }
            Ok(None) => {}
            Ok(Some(_)) if arguments.check => {
                failed = true;
                let name = file.display().to_string();
                writeln!(console.out, "{}", say(language, "fmt-differs", &[("file", &name)]))?;
            }
            Ok(Some(text)) => match replace(file, &text) {
                Ok(()) => {
                    let name = file.display().to_string();
                    let line = say(language, "fmt-written", &[("file", &name)]);
                    writeln!(console.out, "{line}")?;
                }
                Err(findings) => {
                    failed = true;
                    console.findings(&[findings], language)?;
                }
            },
        }
    }
    if failed { Err(Stop::Said) } else { Ok(()) }
}

/// The text in canonical layout; none if it is already.
fn formatted(file: &Path) -> Result<Option<String>, Findings> {
    let bytes = std::fs::read(file).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::NotFound => refuse(file, "library-missing", ""),
        _ => refuse(file, "library-unreadable", &fault.to_string()),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| refuse(file, "library-not-utf8", ""))?;
    let source = Source::new(file.display().to_string(), text);
    match formula::syntax::format::format(&source) {
        Ok(text) if text == source.text => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(diagnostics) => Err(Findings { source, diagnostics }),
    }
}
