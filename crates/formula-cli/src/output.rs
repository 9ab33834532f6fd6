//! Files that the command line writes: whole, or not at all.

use formula::diagnostic::{Diagnostic, Place, Source};
use formula_data::Findings;
use std::path::Path;

/// Writes beside the file and puts it in place at once, so that nothing is ever half written.
pub(crate) fn replace(file: &Path, content: impl AsRef<[u8]>) -> Result<(), Findings> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = file.with_file_name(name);
    std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, file)).map_err(
        |fault| {
            let _ = std::fs::remove_file(&beside);
            refuse(file, "library-unwritable", &fault.to_string())
        },
    )
}

/// Says why a file cannot be read or written.
pub(crate) fn refuse(file: &Path, id: &'static str, reason: &str) -> Findings {
    let name = file.display().to_string();
    let diagnostic = Diagnostic::error(id, Place::Request(name.clone()))
        .with("file", &*name)
        .with("reason", reason);
    Findings { source: Source::new(name, ""), diagnostics: vec![diagnostic] }
}
