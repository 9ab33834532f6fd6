//! A document as PDF: PDF/A-2a for archives, PDF/UA-1 for those who hear it read aloud, and the
//! same bytes for the same content.
//!
//! It is laid out by Typst from one template, `document.typ`. What the document says reaches it as
//! a file of JSON, so that no text of a person is ever read as markup. Nothing is read from the
//! machine: fonts are part of the program, and the day is a parameter.

use formula::words::Language;
use jiff::civil::Date;
use records::documents::section::{Block, Fact, Section};
use serde::Serialize;
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many characters a document may have, so that time and memory of laying it out are bounded.
pub const CHARACTERS_MAX: usize = 400_000;

/// How many cells its tables may have together.
pub const CELLS_MAX: usize = 20_000;

/// What is put on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The language of everything in it.
    pub language: Language,
    /// What stands above everything on each page, such as that it is a demonstration.
    pub notice: Option<String>,
    /// What kind of document it is: "Allocation proposal".
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// Its number, or the word for what it is before it has one.
    pub reference: String,
    /// The day of the document.
    pub date: Date,
    /// What stands before the first part: number, day, who approved.
    pub facts: Vec<Fact>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// How a reader finds out whether it is genuine; none before it is published.
    pub seal: Option<Seal>,
    /// The word before the number of a page.
    pub page: String,
    /// What stands at the foot of each page in place of a seal.
    pub unsealed: String,
}

/// How a reader finds out whether a paper is genuine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The verification code, as it is read.
    pub code: String,
    /// The sentence before it, which names the address.
    pub verify: String,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The document is longer than [`CHARACTERS_MAX`] or [`CELLS_MAX`].
    TooLong,
    /// It cannot be laid out, or not as the standards demand; untranslated. A character that none
    /// of the fonts has is such a case.
    Refused(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooLong => f.write_str("the document is too long"),
            Fault::Refused(detail) => f.write_str(detail),
        }
    }
}

impl std::error::Error for Fault {}

/// The first character of a text that none of the fonts has, so that no PDF can be made of it.
pub fn unprintable(text: &str) -> Option<char> {
    let [family, _] = FAMILIES;
    let font = EQUIPMENT.fonts.iter().find(|font| font.info().family == family)?;
    text.chars().find(|c| !c.is_whitespace() && !font.info().coverage.contains(u32::from(*c)))
}

/// Writes a document as PDF.
///
/// # Errors
/// [`Fault::TooLong`] before anything is laid out; [`Fault::Refused`] with what the typesetter
/// says.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    // One at a time: what is held while one is laid out is many times its size.
    static TURN: Mutex<()> = Mutex::new(());
    admit(sheet)?;
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let written = lay_out(sheet);
    // The typesetter remembers what it made for the next time; a server would fill up with it.
    comemo::evict(0);
    written
}

fn lay_out(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    let world = Desk::new(sheet)?;
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| Fault::Refused(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", sheet.reference, sheet.language.tag())),
        creator: Smart::Custom(Some("Peshore".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
}

fn refused(errors: &[SourceDiagnostic]) -> Fault {
    let lines = errors.iter().map(|error| {
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", error.message, hints.collect::<String>())
    });
    Fault::Refused(lines.collect::<Vec<_>>().join("; "))
}

/// Whether the document is short enough to be laid out.
fn admit(sheet: &Sheet) -> Result<(), Fault> {
    let (mut characters, mut cells) = (0_usize, 0_usize);
    for block in sheet.sections.iter().flat_map(|section| &section.blocks) {
        let texts: Vec<&String> = match block {
            Block::Text(text) => vec![text],
            Block::Facts(facts) => facts.iter().flat_map(|fact| [&fact.name, &fact.is]).collect(),
            Block::Table(grid) => {
                let total = grid.total.iter().flatten();
                grid.rows.iter().flatten().chain(total).collect()
            }
        };
        if matches!(block, Block::Table(_)) {
            cells = cells.saturating_add(texts.len());
        }
        let long = texts.iter().map(|text| text.len()).fold(0, usize::saturating_add);
        characters = characters.saturating_add(long);
    }
    if characters > CHARACTERS_MAX || cells > CELLS_MAX { Err(Fault::TooLong) } else { Ok(()) }
}

/// The file of JSON that the template reads.
#[derive(Serialize)]
struct Content<'a> {
    title: &'a str,
    state: String,
    notice: Option<&'a str>,
    kind: &'a str,
    author: &'a str,
    issuer: &'a str,
    reference: &'a str,
    date: Day,
    lang: &'static str,
    script: &'static str,
    region: &'static str,
    facts: &'a [Fact],
    sections: &'a [Section],
    code: Option<&'a str>,
    verify: &'a str,
    page: &'a str,
    unsealed: &'a str,
}

#[derive(Serialize)]
struct Day {
    year: i16,
    month: i8,
    day: i8,
}

fn content(sheet: &Sheet) -> Content<'_> {
    let (lang, script) = match sheet.language {
        Language::Sq => ("sq", "latn"),
        Language::SrCyrl => ("sr", "cyrl"),
        Language::SrLatn => ("sr", "latn"),
        Language::En => ("en", "latn"),
    };
    Content {
        title: &sheet.title,
        state: crate::words::say(sheet.language).word("paper-state"),
        notice: sheet.notice.as_deref(),
        kind: &sheet.kind,
        author: &sheet.issuer,
        issuer: &sheet.issuer,
        reference: &sheet.reference,
        date: Day { year: sheet.date.year(), month: sheet.date.month(), day: sheet.date.day() },
        lang,
        script,
        region: if lang == "en" { "gb" } else { "xk" },
        facts: &sheet.facts,
        sections: &sheet.sections,
        code: sheet.seal.as_ref().map(|seal| seal.code.as_str()),
        verify: sheet.seal.as_ref().map_or("", |seal| seal.verify.as_str()),
        page: &sheet.page,
        unsealed: &sheet.unsealed,
    }
}

/// What is the same for every document.
struct Equipment {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// The families of fonts that documents are set in.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

static EQUIPMENT: LazyLock<Equipment> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    let fonts: Vec<Font> =
        all.filter(|font| FAMILIES.contains(&font.info().family.as_str())).collect();
    Equipment {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// What the typesetter finds on its desk: the template, the content, and nothing else.
struct Desk {
    template: Source,
    content_id: FileId,
    content: Bytes,
}

impl Desk {
    fn new(sheet: &Sheet) -> Result<Desk, Fault> {
        let file = |name: &str| -> Result<FileId, Fault> {
            let path = VirtualPath::new(name).map_err(|error| Fault::Refused(error.to_string()))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let json = serde_json::to_vec(&content(sheet));
        let json = json.map_err(|error| Fault::Refused(error.to_string()))?;
        Ok(Desk {
            template: Source::new(file("document.typ")?, include_str!("document.typ").to_owned()),
            content_id: file("content.json")?,
            content: Bytes::new(json),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &EQUIPMENT.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &EQUIPMENT.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.content_id { Ok(self.content.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        EQUIPMENT.fonts.get(index).cloned()
    }

    /// Nothing in a document may depend on the day on which it is laid out.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;
