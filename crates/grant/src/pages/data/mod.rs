//! The data on which formulas run: what is in force, a file to fill in, uploading, looking at what
//! an upload would change, confirming and undoing.
//!
//! | room | page |
//! |---|---|
//! | `list` | `/{language}/formula/{name}/data`: its tables, their versions, the form |
//! | `upload` | `…/data/{table}`: a file is sent; one that cannot be taken comes back with why |
//! | `look` | `…/data/import/{id}`: what it would change; `…/confirm` |
//! | `shown` | what an upload would do, as markup |

mod list;
mod look;
mod shown;
mod upload;

use super::allocated::{Places, places};
use super::frame;
use super::words::say as say_pages;
use crate::data::{self, Asked, Settings};
use crate::desk::Desk;
use crate::error::Error;
use crate::formulas::FormulaEntry;
use crate::office::Office;
use axum::extract::FromRef;
use formula::words::Language;
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Sent};
use pages::html::Html;
use pages::language::Reader;
use pages::layout::Page;
use pages::words::Say;
use records::imports;
use records::policy::Asker;
use records::policy::{RouteEntry, Routes, Sensitivity};
use records::unit_of_work::IdempotencyKey;

/// The routes of these pages.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub(super) fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    let read = |path, text| RouteEntry::get(path, crate::READ, text);
    let official = |entry: RouteEntry| entry.of_sensitivity(Sensitivity::Official);
    let post = |path, action, text| official(RouteEntry::post(path, action, text));
    Routes::new()
        .route(
            read("/{language}/formula/{name}/data", "The tables of data of a formula."),
            list::page,
        )?
        .route(
            read("/{language}/formula/{name}/data/{table}/csv", "A table of data as CSV."),
            list::csv,
        )?
        .route(
            read("/{language}/formula/{name}/data/{table}/xlsx", "A table of data as a workbook."),
            list::xlsx,
        )?
        .route(
            post(
                "/{language}/formula/{name}/data/{table}",
                data::UPLOAD,
                "Uploads a table of data, to be looked at.",
            )
            .taking_files(),
            upload::sent,
        )?
        .route(
            post(
                "/{language}/formula/{name}/data/{table}/undo",
                data::UNDO,
                "Goes back to the version of a table before.",
            ),
            list::undo,
        )?
        .route(
            official(RouteEntry::get(
                "/{language}/formula/{name}/data/import/{id}",
                data::UPLOAD,
                "What an uploaded table would change.",
            )),
            look::page,
        )?
        .route(
            post(
                "/{language}/formula/{name}/data/import/{id}/confirm",
                data::CONFIRM,
                "Puts an uploaded table in force.",
            ),
            look::confirm,
        )
}

/// The field of the file.
const FILE: &str = "file";

/// Who asks about the data of which formula.
struct Visit {
    reader: Reader,
    desk: Desk,
    office: Office,
    asker: Asker,
    entry: FormulaEntry,
}

impl Visit {
    fn new(
        (reader, asker): (Reader, Asker),
        (desk, office): (Desk, Office),
        name: &str,
    ) -> Result<Visit, Box<PageError>> {
        let entry = match desk.formula(name) {
            Ok(entry) => entry.clone(),
            Err(_) => return Err(Box::new(super::formula::unknown(&desk, name, &reader))),
        };
        Ok(Visit { reader, desk, office, asker, entry })
    }

    fn language(&self) -> Language {
        self.reader.language
    }

    fn say(&self) -> Say<'static> {
        data::say(self.language())
    }

    /// The address of the data of the formula, or of something of them.
    fn href(&self, rest: &str) -> String {
        self.reader.href(&format!("{}{rest}", self.path()))
    }

    fn path(&self) -> String {
        format!("/formula/{}/data", self.entry.name)
    }

    /// The tables of the formula.
    fn asked(&self) -> Vec<Asked> {
        data::asked(&self.entry)
    }

    fn table(&self, name: &str) -> Result<Asked, Error> {
        let found = self.asked().into_iter().find(|asked| asked.name == name);
        let shown: String = name.chars().take(80).collect();
        found.ok_or(Error::DataTableUnknown { table: shown })
    }

    fn may(&self, action: &str) -> bool {
        let resource = data::resource();
        self.office.gate.policy().decide(&self.asker.0, action, &resource).permitted
    }

    async fn places(&self) -> Result<Places, PageError> {
        places(&self.desk, &self.reader).await
    }

    fn key(&self, sent: &Sent) -> Result<IdempotencyKey, Error> {
        Ok(IdempotencyKey::new(sent.key())?)
    }

    /// The page for an error.
    fn fault(&self, error: &Error) -> PageError {
        let language = self.language();
        let page = match error {
            Error::Ground(records::Error::Refused { .. }) => {
                PageError::refused(language, error.message(language))
            }
            Error::Import(imports::Error::Unknown { .. }) => {
                PageError::not_found(language).detail(error.message(language))
            }
            Error::Import(_) | Error::DataStoodOn { .. } => {
                PageError::conflict(language, error.message(language))
            }
            _ => return frame::fault(error, &self.reader),
        };
        let page = page.with_page(frame::page(&self.reader, ""));
        match error.help(language) {
            Some(help) => page.what_to_do(help),
            None => page,
        }
    }

    /// A page without its body.
    fn page(&self, title: String) -> Page {
        let language = self.language();
        let path = format!("/formula/{}", self.entry.name);
        frame::page_of(self.entry.is_proposal(), &self.reader, title)
            .crumb("/formula", say_pages(language).word("nav-formula"))
            .crumb(&path, self.entry.plan.labels.say(language, &self.entry.name))
            .crumb(&self.path(), self.say().word("data-crumb"))
    }

    /// What was refused, and what to do, as a notice.
    fn refusal(&self, error: &Error) -> Html {
        let language = self.language();
        let help = error.help(language).unwrap_or_default();
        let text = format!("{} {help}", error.message(language));
        Notice::new(Tone::Fault, self.say().word("data-refused"), text).to_html(language)
    }
}

/// What was filled in beside a file.
fn settings(sent: &Sent) -> Settings {
    Settings { note: sent.get("note").to_owned(), standing: sent.get("standing").to_owned() }
}

/// The fields beside a file, filled in.
fn fields(settings: &Settings, flaw: Option<String>, language: Language) -> [Field; 2] {
    let say = data::say(language);
    let choices = Settings::STANDINGS
        .map(|standing| Choice::new(standing.word(), say.standing(standing)))
        .to_vec();
    let standing = match settings.standing() {
        Some(standing) => standing.word(),
        None => "reported",
    };
    [
        Field::text("note", say.word("data-note"))
            .value(&settings.note)
            .hint(say.word("data-note-hint"))
            .error(flaw),
        Field::select("standing", say.word("data-standing"), choices)
            .value(standing)
            .hint(say.word("data-standing-hint")),
    ]
}
