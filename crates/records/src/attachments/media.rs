//! The types of files that are taken. What a file is, its content says; its name decides only which
//! kind of plain text it is, since both look alike.

use super::error::Error;
use super::office;
use serde::{Deserialize, Serialize};

/// A type of file that is taken: these and no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    /// Portable documents.
    Pdf,
    /// Pictures without loss.
    Png,
    /// Photographs.
    Jpeg,
    /// Pictures of the web.
    Webp,
    /// Tables as text in UTF-8.
    Csv,
    /// Workbooks of Office Open XML, without macros.
    Xlsx,
    /// Documents of Office Open XML, without macros.
    Docx,
    /// Documents of OpenDocument, without macros.
    Odt,
    /// Workbooks of OpenDocument, without macros.
    Ods,
    /// Plain text in UTF-8.
    Text,
}

/// Endings of names by which a system runs a file, or a browser shows it as a page. A text under
/// such a name is a program whatever it says.
const ACTIVE: [&str; 29] = [
    "html", "htm", "xhtml", "shtml", "mht", "mhtml", "xml", "svg", "js", "mjs", "vbs", "wsf",
    "hta", "bat", "cmd", "ps1", "sh", "py", "pl", "php", "rb", "jar", "exe", "com", "scr", "reg",
    "lnk", "url", "desktop",
];

/// Endings of names of files that hold macros.
const WITH_MACROS: [&str; 7] = ["xlsm", "xlsb", "xltm", "xlam", "docm", "dotm", "pptm"];

/// What begins or stands in a text that a browser would show as a page.
const MARKUP: [&str; 8] =
    ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml"];

impl MediaType {
    /// All of them, in the order in which people are told.
    pub const ALL: [MediaType; 10] = [
        MediaType::Pdf,
        MediaType::Docx,
        MediaType::Odt,
        MediaType::Xlsx,
        MediaType::Ods,
        MediaType::Csv,
        MediaType::Text,
        MediaType::Png,
        MediaType::Jpeg,
        MediaType::Webp,
    ];

    /// As `Content-Type` names it.
    pub fn mime(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Webp => "image/webp",
            MediaType::Csv => "text/csv; charset=utf-8",
            MediaType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MediaType::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            MediaType::Odt => "application/vnd.oasis.opendocument.text",
            MediaType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            MediaType::Text => "text/plain; charset=utf-8",
        }
    }

    /// The endings of names of such files; the first is the one that is given.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            MediaType::Pdf => &["pdf"],
            MediaType::Png => &["png"],
            MediaType::Jpeg => &["jpg", "jpeg"],
            MediaType::Webp => &["webp"],
            MediaType::Csv => &["csv"],
            MediaType::Xlsx => &["xlsx"],
            MediaType::Docx => &["docx"],
            MediaType::Odt => &["odt"],
            MediaType::Ods => &["ods"],
            MediaType::Text => &["txt"],
        }
    }

    /// The word for it in rows.
    pub fn word(self) -> &'static str {
        self.endings().first().copied().unwrap_or_default()
    }

    /// The type of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<MediaType, crate::Error> {
        let found = MediaType::ALL.into_iter().find(|media| media.word() == word);
        found.ok_or_else(|| crate::Error::value("attachment.media_type", word))
    }

    /// The name that people know it by: `PDF`.
    pub fn name(self) -> String {
        self.word().to_uppercase()
    }

    /// The endings of all types, as a field for files wants them: `.pdf,.docx`.
    pub const ACCEPT: &'static str = ".pdf,.docx,.odt,.xlsx,.ods,.csv,.txt,.png,.jpg,.jpeg,.webp";

    /// The type of a content that was sent under a name.
    ///
    /// # Errors
    /// `attachment-macros`, `attachment-active`, `attachment-encoding`, `attachment-type`.
    pub fn of(content: &[u8], name: &str) -> Result<MediaType, Error> {
        let ending = ending_of(name);
        if WITH_MACROS.contains(&ending.as_str()) {
            return Err(Error::Macros);
        }
        if content.starts_with(b"PK\x03\x04") {
            return office::type_of(content);
        }
        match infer::get(content).map(|found| found.mime_type()) {
            Some("application/pdf") => Ok(MediaType::Pdf),
            Some("image/png") => Ok(MediaType::Png),
            Some("image/jpeg") => Ok(MediaType::Jpeg),
            Some("image/webp") => Ok(MediaType::Webp),
            Some(other) if is_active(other) => Err(Error::Active),
            Some(_) if std::str::from_utf8(content).is_err() => Err(Error::TypeRefused),
            _ => text(content, &ending),
        }
    }
}

/// Whether a type found in a content is one that is run or shown as a page.
fn is_active(mime: &str) -> bool {
    ["text/html", "text/xml", "image/svg", "shellscript", "executable", "msdownload", "mach-binary"]
        .iter()
        .any(|active| mime.contains(active))
}

/// The ending of a name, in small letters.
pub(super) fn ending_of(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase()).unwrap_or_default()
}

/// The kind of plain text.
fn text(content: &[u8], ending: &str) -> Result<MediaType, Error> {
    if ACTIVE.contains(&ending) {
        return Err(Error::Active);
    }
    let is_csv = MediaType::Csv.endings().contains(&ending);
    let Ok(text) = std::str::from_utf8(content) else {
        let is_named_text = is_csv || MediaType::Text.endings().contains(&ending);
        return Err(if is_named_text { Error::Encoding } else { Error::TypeRefused });
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.chars().any(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\x0c')) {
        return Err(Error::TypeRefused);
    }
    let small = text.to_ascii_lowercase();
    let begins = small.trim_start();
    let is_markup = MARKUP.iter().any(|mark| small.contains(mark));
    if begins.starts_with("#!") || begins.starts_with("<!--") || is_markup {
        return Err(Error::Active);
    }
    Ok(if is_csv { MediaType::Csv } else { MediaType::Text })
}
