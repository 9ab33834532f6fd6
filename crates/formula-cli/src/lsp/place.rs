//! Places: bytes of a text, and lines and columns as an editor counts them (from zero, columns in
//! units of UTF-16); files, and their addresses.

use formula::diagnostic::Span;
use lsp_types::{Position, Range, Uri};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What a path may not hold as it is in an address.
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'`').add(b'%');

/// The byte of a position; one beyond the line is its end.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let mut start = 0;
    for (line, content) in (0_u32..).zip(text.split_inclusive('\n')) {
        if line == position.line {
            let content = content.trim_end_matches(['\n', '\r']);
            let mut units = 0;
            for (at, letter) in content.char_indices() {
                if units >= position.character {
                    return start + at;
                }
                units += u32::try_from(letter.len_utf16()).unwrap_or(1);
            }
            return start + content.len();
        }
        start += content.len();
    }
    text.len()
}

/// The position of a byte.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line = before.matches('\n').count();
    let content = before.rsplit('\n').next().unwrap_or_default();
    let character = content.chars().map(char::len_utf16).sum::<usize>();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: number(line), character: number(character) }
}

/// The range of a span.
pub(super) fn range(text: &str, span: Span) -> Range {
    Range { start: position(text, span.start as usize), end: position(text, span.end as usize) }
}

/// The file behind an address; none for one that lies elsewhere.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = percent_decode_str(rest).decode_utf8().ok()?;
    Some(PathBuf::from(path.as_ref()))
}

/// The address of a file.
pub(super) fn address(path: &Path) -> Option<Uri> {
    let path = path.to_str()?;
    let encoded = utf8_percent_encode(path, ESCAPED);
    Uri::from_str(&format!("file://{encoded}")).ok()
}
