//! What pages need that do something: the gate, the clock, and the address on papers.

use formula::words::Language;
use records::attachments;
use records::clock::Clock;
use records::command::{Command, Gate, Request};
use records::policy::Asker;
use records::unit_of_work::IdempotencyKey;
use std::sync::Arc;

/// What stands on papers of a site.
#[derive(Debug, Clone, Default)]
pub struct Letterhead {
    site: Arc<str>,
    /// Whether nothing on them is an official decision.
    pub is_demonstration: bool,
}

impl Letterhead {
    /// The address of the page that answers whether a document is genuine.
    pub fn verify(&self, language: Language) -> String {
        format!("{}/{}{}", self.site, language.tag(), paper::verify::PATH)
    }
}

/// What pages need that do something; the site gives it to them.
#[derive(Debug, Clone)]
pub struct Office {
    /// The door for writes.
    pub gate: Gate,
    /// The time.
    pub clock: Clock,
    /// What stands on papers of the site.
    pub letterhead: Letterhead,
    /// How much may be attached.
    pub attachments: attachments::Limits,
}

impl Office {
    /// An office at a site whose address is not known yet.
    pub fn new(gate: Gate, clock: Clock) -> Office {
        let attachments = attachments::Limits::default();
        Office { gate, clock, letterhead: Letterhead::default(), attachments }
    }

    /// The same where so much may be attached.
    #[must_use]
    pub fn attaching(self, attachments: attachments::Limits) -> Office {
        Office { attachments, ..self }
    }

    /// The same at a site that people reach at an address: `https://peshore.example`.
    #[must_use]
    pub fn reached_at(self, site: &str) -> Office {
        let site = site.trim_end_matches('/').into();
        Office { letterhead: Letterhead { site, ..self.letterhead }, ..self }
    }

    /// The same at a site that says on each paper whether it is a demonstration.
    #[must_use]
    pub fn in_demonstration(self, is_demonstration: bool) -> Office {
        Office { letterhead: Letterhead { is_demonstration, ..self.letterhead }, ..self }
    }

    /// Does a command for someone, once for each key.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn execute<C: Command>(
        &self,
        command: &C,
        asker: &Asker,
        key: IdempotencyKey,
    ) -> Result<C::Outcome, C::Error> {
        let request = Request { principal: asker.0.clone(), now: self.clock.now(), key };
        self.gate.execute(command, request).await
    }
}
