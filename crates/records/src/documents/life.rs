//! The life of a document, one type a step: what is not done at a step is not there to be called.
//!
//! ```text
//! Draft ── submitted ──> Submitted ── approved ──> Approved ── published ──> Published
//!                         │     ^                                              │
//!                     returned  │ submitted                                superseded
//!                         v     │                                              v
//!                        Returned                                          Superseded
//! ```
//!
//! Only a draft and a returned document are edited; only what was submitted is decided on, by a
//! person who wrote nothing of it. A step takes the document and gives the next one:
//!
//! ```
//! use records::documents::life::{Approved, Document, Draft, Reason, Submitted};
//!
//! fn approve(document: Document<Submitted>) -> Option<Document<Approved>> {
//!     document.approved("account/director").ok()
//! }
//! fn submit(document: Document<Draft>) -> Document<Submitted> {
//!     document.submitted("account/analyst")
//! }
//! ```
//!
//! A draft is not approved:
//!
//! ```compile_fail
//! use records::documents::life::{Approved, Document, Draft, Reason, Submitted};
//!
//! fn approve(document: Document<Draft>) -> Option<Document<Approved>> {
//!     document.approved("account/director").ok()
//! }
//! ```
//!
//! Nor is what was submitted edited, nor what was returned published, nor what is published
//! returned:
//!
//! ```compile_fail
//! use records::documents::life::{Document, Submitted};
//!
//! fn edit(document: Document<Submitted>) -> Document<Submitted> {
//!     document.edited("account/analyst")
//! }
//! ```
//!
//! ```compile_fail
//! use records::documents::life::{Document, Published, Returned};
//!
//! fn publish(document: Document<Returned>) -> Document<Published> {
//!     document.published()
//! }
//! ```
//!
//! ```compile_fail
//! use records::documents::life::{Document, Published, Reason, Returned};
//!
//! fn give_back(document: Document<Published>, reason: Reason) -> Document<Returned> {
//!     document.returned(reason)
//! }
//! ```
//!
//! A document that went on is gone: nobody holds the draft beside what was submitted of it.
//!
//! ```compile_fail
//! use records::documents::life::{Document, Draft, Submitted};
//!
//! fn twice(document: Document<Draft>) -> (Document<Submitted>, Document<Submitted>) {
//!     (document.submitted("account/a"), document.submitted("account/a"))
//! }
//! ```

use super::error::{Error, catalog};
use crate::identity::Identifier;
use formula::words::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A step by its name, where the type is not known: in a row, in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Being written.
    Draft,
    /// Waiting for a decision.
    Submitted,
    /// Given back with a reason.
    Returned,
    /// Decided on, not yet in force.
    Approved,
    /// For everyone to read, under its number.
    Published,
    /// Replaced by another.
    Superseded,
}

impl Step {
    /// All of them, in the order of a life.
    pub const ALL: [Step; 6] = [
        Step::Draft,
        Step::Submitted,
        Step::Returned,
        Step::Approved,
        Step::Published,
        Step::Superseded,
    ];

    /// The word for it in rows.
    pub fn word(self) -> &'static str {
        match self {
            Step::Draft => "draft",
            Step::Submitted => "submitted",
            Step::Returned => "returned",
            Step::Approved => "approved",
            Step::Published => "published",
            Step::Superseded => "superseded",
        }
    }

    /// The step of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Step, crate::Error> {
        let found = Step::ALL.into_iter().find(|step| step.word() == word);
        found.ok_or_else(|| crate::Error::value("document.step", word))
    }

    /// Its name as people say it.
    pub fn name(self, language: Language) -> String {
        catalog().say::<&str>(language, &format!("step-{}", self.word()), &[])
    }

    /// Whether everyone may read it.
    pub fn is_public(self) -> bool {
        matches!(self, Step::Published | Step::Superseded)
    }
}

/// Why a document is returned: some text, 2,000 characters at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

impl Reason {
    /// How long a reason may be.
    pub const CHARACTERS_MAX: usize = 2_000;

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> String {
        reason.0
    }
}

impl TryFrom<String> for Reason {
    type Error = Error;

    fn try_from(text: String) -> Result<Reason, Error> {
        let text = text.trim();
        let fits = (1..=Reason::CHARACTERS_MAX).contains(&text.chars().count());
        if fits { Ok(Reason(text.to_owned())) } else { Err(Error::ReasonInvalid) }
    }
}

/// What is known of a document at every step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its identifier.
    pub id: Identifier,
    /// Who began it, as the journal names actors.
    pub owner: String,
    /// Who wrote in the text that stands, and who submitted it.
    pub writers: BTreeSet<String>,
    /// The version that was submitted last; 0 before the first.
    pub version: i64,
    /// How many steps were done.
    pub steps: i64,
}

/// A document at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<S> {
    head: Head,
    step: S,
}

/// Being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft(());

/// Waiting for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted(());

/// Given back, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Why.
    pub reason: Reason,
}

/// Decided on by someone who wrote nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Who.
    pub by: String,
}

/// In force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Who approved it.
    pub approved_by: String,
}

/// Replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// By which document.
    pub by: Identifier,
}

/// The steps at which the text is edited: of these, and of no others.
pub trait Editable: sealed::Sealed {}

impl Editable for Draft {}
impl Editable for Returned {}

mod sealed {
    /// Keeps others from adding steps.
    pub trait Sealed {}
    impl Sealed for super::Draft {}
    impl Sealed for super::Returned {}
}

impl<S> Document<S> {
    /// What is known of it at every step.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What is known of it at this step.
    pub fn step(&self) -> &S {
        &self.step
    }

    fn onward<T>(self, step: T) -> Document<T> {
        let steps = self.head.steps.saturating_add(1);
        Document { head: Head { steps, ..self.head }, step }
    }
}

impl Document<Draft> {
    /// A document that someone begins.
    pub fn begun(id: Identifier, by: &str) -> Document<Draft> {
        let writers = BTreeSet::from([by.to_owned()]);
        let head = Head { id, owner: by.to_owned(), writers, version: 0, steps: 1 };
        Document { head, step: Draft(()) }
    }
}

impl<S: Editable> Document<S> {
    /// The same with a text in which someone wrote. The step stays.
    #[must_use]
    pub fn edited(mut self, by: &str) -> Document<S> {
        self.head.writers.insert(by.to_owned());
        self
    }

    /// Hands it over for a decision, as its next version.
    pub fn submitted(mut self, by: &str) -> Document<Submitted> {
        self.head.writers.insert(by.to_owned());
        self.head.version = self.head.version.saturating_add(1);
        self.onward(Submitted(()))
    }
}

impl Document<Submitted> {
    /// Gives it back with a reason; it is edited and submitted again.
    pub fn returned(self, reason: Reason) -> Document<Returned> {
        self.onward(Returned { reason })
    }

    /// Decides for it.
    ///
    /// # Errors
    /// `document-own-work` when whoever decides wrote in it or submitted it.
    pub fn approved(self, by: &str) -> Result<Document<Approved>, Error> {
        if self.head.writers.contains(by) {
            return Err(Error::OwnWork);
        }
        Ok(self.onward(Approved { by: by.to_owned() }))
    }
}

impl Document<Approved> {
    /// Puts it in force. Its text never changes again.
    pub fn published(self) -> Document<Published> {
        let approved_by = self.step.by.clone();
        self.onward(Published { approved_by })
    }
}

impl Document<Published> {
    /// Ends its force, for another published document.
    ///
    /// # Errors
    /// `document-cannot-supersede` when it is the same one.
    pub fn superseded(self, by: &Document<Published>) -> Result<Document<Superseded>, Error> {
        if by.head.id == self.head.id {
            return Err(Error::CannotSupersede { named: self.head.id });
        }
        Ok(self.onward(Superseded { by: by.head.id.clone() }))
    }
}

/// A document read from rows, at whichever step it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// Being written.
    Draft(Document<Draft>),
    /// Waiting for a decision.
    Submitted(Document<Submitted>),
    /// Given back.
    Returned(Document<Returned>),
    /// Decided on.
    Approved(Document<Approved>),
    /// In force.
    Published(Document<Published>),
    /// Replaced.
    Superseded(Document<Superseded>),
}

/// What a row knows beside the head, for the steps that hold more.
#[derive(Debug, Clone, Default)]
pub(super) struct Particulars {
    /// Of the last step, if it was a return.
    pub(super) reason: Option<String>,
    /// Who did the step of approval.
    pub(super) approved_by: Option<String>,
    /// The document that took its place.
    pub(super) superseded_by: Option<Identifier>,
}

impl Stored {
    /// Puts a row back into its type.
    pub(super) fn from_row(head: Head, step: Step, of: Particulars) -> Result<Stored, Error> {
        let lacking = |what: &'static str| crate::Error::value(what, "");
        Ok(match step {
            Step::Draft => Stored::Draft(Document { head, step: Draft(()) }),
            Step::Submitted => Stored::Submitted(Document { head, step: Submitted(()) }),
            Step::Returned => {
                let reason = Reason::try_from(of.reason.unwrap_or_default())?;
                Stored::Returned(Document { head, step: Returned { reason } })
            }
            Step::Approved => {
                let by = of.approved_by.ok_or_else(|| lacking("document_step.done_by"))?;
                Stored::Approved(Document { head, step: Approved { by } })
            }
            Step::Published => {
                let approved_by = of.approved_by.ok_or_else(|| lacking("document_step.done_by"))?;
                Stored::Published(Document { head, step: Published { approved_by } })
            }
            Step::Superseded => {
                let by = of.superseded_by.ok_or_else(|| lacking("document_publication"))?;
                Stored::Superseded(Document { head, step: Superseded { by } })
            }
        })
    }

    /// What is known of it at every step.
    pub fn head(&self) -> &Head {
        match self {
            Stored::Draft(document) => document.head(),
            Stored::Submitted(document) => document.head(),
            Stored::Returned(document) => document.head(),
            Stored::Approved(document) => document.head(),
            Stored::Published(document) => document.head(),
            Stored::Superseded(document) => document.head(),
        }
    }

    /// The step at which it is.
    pub fn step(&self) -> Step {
        match self {
            Stored::Draft(_) => Step::Draft,
            Stored::Submitted(_) => Step::Submitted,
            Stored::Returned(_) => Step::Returned,
            Stored::Approved(_) => Step::Approved,
            Stored::Published(_) => Step::Published,
            Stored::Superseded(_) => Step::Superseded,
        }
    }

    /// Refuses what is not done at the present step.
    pub(super) fn not_now(&self) -> Error {
        Error::NotNow { step: self.step() }
    }
}
