//! What pages need that do something: the gate, the clock, who asks, and the address on papers.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use formula::words::Language;
use records::actor::Actor;
use records::attachments;
use records::clock::Clock;
use records::command::{Command, Gate, Request};
use records::policy::Principal;
use records::unit_of_work::IdempotencyKey;
use std::convert::Infallible;
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

/// Who asks: whom an outer layer put beside the request, else the public.
#[derive(Debug, Clone)]
pub struct Asker(pub Principal);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Infallible> {
        let principal = parts.extensions.get::<Principal>().cloned();
        Ok(Asker(principal.unwrap_or_else(|| Principal::from(Actor::public()))))
    }
}
