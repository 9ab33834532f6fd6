//! The open files, and the files beside them.

use super::place::{address, path};
use formula::diagnostic::Source;
use formula_data::{Findings, Library, sources_in};
use lsp_types::Uri;
use std::path::Path;

/// The texts as the editor has them.
#[derive(Debug, Default)]
pub(super) struct Project {
    open: Vec<(Uri, String)>,
}

impl Project {
    pub(super) fn put(&mut self, uri: Uri, text: String) {
        self.remove(&uri);
        self.open.push((uri, text));
    }

    pub(super) fn remove(&mut self, uri: &Uri) {
        self.open.retain(|(other, _)| other.as_str() != uri.as_str());
    }

    pub(super) fn open_files(&self) -> Vec<Uri> {
        self.open.iter().map(|(uri, _)| uri.clone()).collect()
    }

    pub(super) fn text(&self, uri: &Uri) -> Option<&str> {
        self.open.iter().find(|(other, _)| other.as_str() == uri.as_str()).map(|(_, t)| t.as_str())
    }

    /// A file that is open.
    pub(super) fn source(&self, uri: &Uri) -> Option<Source> {
        Some(Source::new(file_name(uri), self.text(uri)?))
    }

    /// The formulas beside a file: open ones as they are being written, the others from disk. Each
    /// is known by its path.
    pub(super) fn siblings(&self, uri: &Uri) -> Vec<Source> {
        let file = path(uri);
        let folder = file.as_deref().and_then(Path::parent);
        let mut siblings = folder.map(|f| sources_in(f, file.as_deref())).unwrap_or_default();
        for sibling in &mut siblings {
            let written = address(Path::new(&sibling.name));
            if let Some(text) = written.as_ref().and_then(|uri| self.text(uri)) {
                *sibling = Source::new(sibling.name.clone(), text);
            }
        }
        siblings
    }

    /// A file checked together with those beside it.
    pub(super) fn library(&self, uri: &Uri) -> Result<Library, Vec<Findings>> {
        match self.source(uri) {
            Some(source) => Library::from_sources(source, self.siblings(uri)),
            None => Err(Vec::new()),
        }
    }
}

/// What a file is called in findings.
pub(super) fn file_name(uri: &Uri) -> String {
    path(uri).map_or_else(|| uri.as_str().to_owned(), |path| path.display().to_string())
}
