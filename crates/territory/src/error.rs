//! What is wrong with a package or a request, in the reader's language.

use crate::model::MunicipalityCode;
use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::OnceLock;

/// What is wrong at one place of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The file is no CSV, or `datapackage.json` does not describe what is needed.
    Unreadable,
    /// A column is missing.
    ColumnMissing,
    /// A column is there twice, or nobody knows it.
    ColumnUnexpected,
    /// A required cell is empty.
    CellEmpty,
    /// A text where a number with a decimal point should be.
    NumberInvalid,
    /// A number below the smallest one allowed.
    NumberTooSmall,
    /// Something else where `yes` or `no` should be.
    YesNoInvalid,
    /// A code that is not two digits.
    CodeInvalid,
    /// A row that is there twice.
    RowTwice,
    /// A code or name that is not listed where it should be.
    Unknown,
    /// A row that is missing.
    RowMissing,
    /// A status that is none of the five words.
    StatusInvalid,
    /// A value without a status, or a status without a value.
    StatusUnpaired,
    /// A source that begins like one in several languages and is none.
    SourceInvalid,
    /// Two municipalities on one tile.
    TileTaken,
    /// A pair whose smaller code does not stand first, or of a municipality with itself.
    PairOrder,
    /// A total that differs from the one the package declares.
    TotalDiffers,
}

impl FaultKind {
    /// All of them.
    pub const ALL: [FaultKind; 17] = [
        FaultKind::Unreadable,
        FaultKind::ColumnMissing,
        FaultKind::ColumnUnexpected,
        FaultKind::CellEmpty,
        FaultKind::NumberInvalid,
        FaultKind::NumberTooSmall,
        FaultKind::YesNoInvalid,
        FaultKind::CodeInvalid,
        FaultKind::RowTwice,
        FaultKind::Unknown,
        FaultKind::RowMissing,
        FaultKind::StatusInvalid,
        FaultKind::StatusUnpaired,
        FaultKind::SourceInvalid,
        FaultKind::TileTaken,
        FaultKind::PairOrder,
        FaultKind::TotalDiffers,
    ];

    /// Stable id, also the id of its message.
    pub fn id(self) -> &'static str {
        match self {
            FaultKind::Unreadable => "package-unreadable",
            FaultKind::ColumnMissing => "package-column-missing",
            FaultKind::ColumnUnexpected => "package-column-unexpected",
            FaultKind::CellEmpty => "package-cell-empty",
            FaultKind::NumberInvalid => "package-number-invalid",
            FaultKind::NumberTooSmall => "package-number-too-small",
            FaultKind::YesNoInvalid => "package-yes-no-invalid",
            FaultKind::CodeInvalid => "package-code-invalid",
            FaultKind::RowTwice => "package-row-twice",
            FaultKind::Unknown => "package-unknown",
            FaultKind::RowMissing => "package-row-missing",
            FaultKind::StatusInvalid => "package-status-invalid",
            FaultKind::StatusUnpaired => "package-status-unpaired",
            FaultKind::SourceInvalid => "package-source-invalid",
            FaultKind::TileTaken => "package-tile-taken",
            FaultKind::PairOrder => "package-pair-order",
            FaultKind::TotalDiffers => "package-total-differs",
        }
    }
}

/// One fault of a package, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The file.
    pub file: String,
    /// The line, the header being 1; 0 when the whole file is meant.
    pub line: u64,
    /// The column, if one is meant.
    pub column: String,
    /// The text found there.
    pub found: String,
    /// What was expected, where it can be said.
    pub expected: String,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, file: &str, line: u64) -> Fault {
        Fault {
            kind,
            file: file.to_owned(),
            line,
            column: String::new(),
            found: String::new(),
            expected: String::new(),
        }
    }

    pub(crate) fn column(mut self, column: &str) -> Fault {
        self.column = column.to_owned();
        self
    }

    pub(crate) fn found(mut self, found: &str) -> Fault {
        self.found = found.chars().take(60).collect();
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Fault {
        self.expected = expected.into();
        self
    }

    fn arguments(&self) -> [(&'static str, String); 5] {
        [
            ("file", self.file.clone()),
            ("line", self.line.to_string()),
            ("column", self.column.clone()),
            ("found", self.found.clone()),
            ("expected", self.expected.clone()),
        ]
    }

    /// What is wrong and where, as a sentence.
    pub fn message(&self, language: Language) -> String {
        catalog().say(language, self.kind.id(), &self.arguments())
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        catalog().attribute(language, self.kind.id(), "help", &self.arguments())
    }
}

/// An error of this station.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(records::Error),
    /// A package that was refused, with everything that is wrong with it.
    Package(Vec<Fault>),
    /// A municipality that does not exist.
    MunicipalityUnknown(MunicipalityCode),
    /// A place that there is not, or not for whoever asks: both are answered alike.
    PlaceUnknown,
    /// A place was changed since it was read.
    PlacePassed {
        /// The edition that stands.
        stands: i64,
    },
    /// A protected place was to be opened to everyone.
    PlaceStaysProtected,
    /// An open place has no circle.
    PlaceOpen,
    /// Only a person answers for a place.
    ManagerUnknown,
    /// They are in the circle.
    MemberAlready,
    /// Nobody in the circle was named.
    MemberUnknown,
    /// The last one in a circle stays.
    MemberLast,
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Package(_) => "package-refused",
            Error::MunicipalityUnknown(_) => "municipality-unknown",
            Error::PlaceUnknown => "place-unknown",
            Error::PlacePassed { .. } => "place-passed",
            Error::PlaceStaysProtected => "place-stays-protected",
            Error::PlaceOpen => "place-open",
            Error::ManagerUnknown => "place-manager-unknown",
            Error::MemberAlready => "place-member-already",
            Error::MemberUnknown => "place-member-unknown",
            Error::MemberLast => "place-member-last",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Ground(error) => error.arguments(),
            Error::Package(faults) => vec![("faults", faults.len().to_string())],
            Error::MunicipalityUnknown(code) => vec![("code", code.to_string())],
            Error::PlacePassed { stands } => vec![("stands", stands.to_string())],
            _ => Vec::new(),
        }
    }

    /// What happened, as a sentence. The faults of a package speak for themselves.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            _ => catalog().say(language, self.id(), &self.arguments()),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            _ => catalog().attribute(language, self.id(), "help", &self.arguments()),
        }
    }
}

impl fmt::Display for Error {
    /// The message in English with every fault on a line, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.id(), self.message(Language::En))?;
        if let Error::Package(faults) = self {
            for fault in faults {
                write!(f, "\n[{}] {}", fault.kind.id(), fault.message(Language::En))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Error {
        // What must not be found is answered like what there is not.
        match error {
            records::Error::Sealing(records::sealing::Fault::SubjectUnknown { .. }) => {
                Error::PlaceUnknown
            }
            error => Error::Ground(error),
        }
    }
}

/// The words of this station.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../locales/en.ftl")],
            sq: &[include_str!("../locales/sq.ftl")],
            sr: &[include_str!("../locales/sr.ftl")],
        })
    })
}
