//! What is wrong with a file, as an editor shows it.

use super::place::{address, range};
use super::project::{Project, file_name};
use formula::diagnostic::{Diagnostic, Place, Severity, Source};
use formula::words::Language;
use formula_data::Findings;
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range, Uri,
};
use std::path::Path;

/// The findings of a file. What is wrong in a file that it uses stands at its first line.
pub(super) fn of(project: &Project, uri: &Uri, language: Language) -> Vec<lsp_types::Diagnostic> {
    let found: Vec<Findings> = match project.library(uri) {
        Ok(library) => library.warnings().to_vec(),
        Err(findings) => findings,
    };
    let own = file_name(uri);
    let mut all = Vec::new();
    for findings in &found {
        for diagnostic in &findings.diagnostics {
            all.push(shown(diagnostic, &findings.source, &own, uri, language));
        }
    }
    all
}

fn shown(
    diagnostic: &Diagnostic,
    source: &Source,
    own: &str,
    uri: &Uri,
    language: Language,
) -> lsp_types::Diagnostic {
    let here = source.name == own;
    let mut message = diagnostic.message(language);
    if let Some(help) = diagnostic.help(language) {
        message = format!("{message}\n{help}");
    }
    let place = |place: &Place| match place {
        Place::Formula(span) => Some(range(&source.text, *span)),
        _ => None,
    };
    let written = if here { Some(uri.clone()) } else { address(Path::new(&source.name)) };
    let related = |at: Range, message: String| {
        let location = Location { uri: written.clone()?, range: at };
        Some(DiagnosticRelatedInformation { location, message })
    };
    let mut others = Vec::new();
    if let Some(other) = diagnostic.other.as_ref().and_then(place) {
        let label = diagnostic.other_label(language).unwrap_or_else(|| message.clone());
        others.extend(related(other, label));
    }
    let at = place(&diagnostic.place);
    if !here {
        others.extend(at.and_then(|at| related(at, message.clone())));
        let name = Path::new(&source.name).file_name().unwrap_or_default().to_string_lossy();
        message = format!("{name}: {message}");
    }
    lsp_types::Diagnostic {
        range: at.filter(|_| here).unwrap_or_default(),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(diagnostic.id.to_owned())),
        source: Some("formula".to_owned()),
        message,
        related_information: (!others.is_empty()).then_some(others),
        ..lsp_types::Diagnostic::default()
    }
}
