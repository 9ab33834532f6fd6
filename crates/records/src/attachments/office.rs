//! What the files of word processors and spreadsheets are: folders in one file (ZIP), of which only
//! the list of their parts and the part that says what they are is read.
//!
//! Office Open XML names its main part in `[Content_Types].xml` (ECMA-376 part 2), OpenDocument its
//! type in `mimetype` (OASIS OpenDocument 1.3 part 2).

use super::error::Error;
use super::media::MediaType;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// How many bytes of a part are read.
const PART_MAX: u64 = 1024 * 1024;

/// How many parts a file may have: enough for a workbook, too few to tire the program.
const PARTS_MAX: usize = 10_000;

type Archive<'c> = ZipArchive<Cursor<&'c [u8]>>;

/// The type of a folder in one file.
pub(super) fn type_of(content: &[u8]) -> Result<MediaType, Error> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| Error::TypeRefused)?;
    if archive.len() > PARTS_MAX {
        return Err(Error::TypeRefused);
    }
    for name in archive.file_names() {
        if holds_macros(&name.map_err(|_| Error::TypeRefused)?) {
            return Err(Error::Macros);
        }
    }
    if let Some(types) = part(&mut archive, "[Content_Types].xml") {
        if types.contains("macroEnabled") || types.contains("vnd.ms-office.vbaProject") {
            return Err(Error::Macros);
        }
        return match () {
            () if types.contains("spreadsheetml.sheet.main+xml") => Ok(MediaType::Xlsx),
            () if types.contains("wordprocessingml.document.main+xml") => Ok(MediaType::Docx),
            () => Err(Error::TypeRefused),
        };
    }
    match part(&mut archive, "mimetype").as_deref().map(str::trim) {
        Some("application/vnd.oasis.opendocument.text") => Ok(MediaType::Odt),
        Some("application/vnd.oasis.opendocument.spreadsheet") => Ok(MediaType::Ods),
        _ => Err(Error::TypeRefused),
    }
}

/// Whether a part of this name is a program.
fn holds_macros(name: &str) -> bool {
    let name = name.to_lowercase().replace('\\', "/");
    let within = |folder: &str| name.strip_prefix(folder).is_some_and(|rest| !rest.is_empty());
    name.ends_with("vbaproject.bin")
        || name.contains("macrosheets/")
        || name.contains("activex/")
        || within("basic/")
        || within("scripts/")
}

/// A part, as far as it is text.
fn part(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(name).ok()?;
    part.take(PART_MAX).read_to_string(&mut text).ok()?;
    Some(text)
}
