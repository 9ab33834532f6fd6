//! A proposal on paper.

use super::{Proposal, say};
use crate::office::Letterhead;
use formula::words::{Language, format_date};
use jiff::civil::Date;
use pages::words::Say;
use paper::pdf::{Seal, Sheet};
use records::attachments::size;
use records::calendar::office_time;
use records::documents::publish::Print;
use records::documents::section::{Fact, Section};
use records::documents::{Annex, Content, Publication};
use std::sync::Arc;

/// What is put on paper: of what was published with its seal, of a draft without.
///
/// The letterhead names the address at which a reader finds out whether the paper is genuine.
pub fn sheet(
    proposal: &Proposal,
    of: Option<&Publication>,
    today: Date,
    letterhead: &Letterhead,
    language: Language,
) -> Sheet {
    let say = say(language);
    let paper = paper::words::say(language);
    let day = of.map_or(today, |of| office_time(of.published_at).date());
    let record = &proposal.record;
    let mut facts = vec![
        Fact::new(say.word("run-grant"), record.grant.get(language)),
        Fact::new(say.word("amounts-total"), super::euro_of(&record.total, language)),
    ];
    if let Some(of) = of {
        facts.push(Fact::new(paper.word("paper-number"), of.number.as_str()));
        facts.push(Fact::new(paper.word("paper-published"), format_date(day, language)));
    }
    let seal = of.map(|of| Seal {
        code: of.code.to_string(),
        verify: paper.with("paper-verify", &[("address", &letterhead.verify(language))]),
    });
    Sheet {
        language,
        notice: letterhead.is_demonstration.then(|| demonstration(language)),
        kind: say.word("proposal-kind"),
        title: proposal.title(language),
        issuer: say.word("proposal-issuer"),
        reference: of.map_or_else(|| say.word("proposal-draft"), |of| of.number.clone()),
        date: day,
        facts,
        sections: [proposal.sections(language), annexes(of, language)].concat(),
        seal,
        page: paper.word("paper-page"),
        unsealed: paper.word("paper-unsealed"),
    }
}

/// The annexes that were published with it, each with its hash; nothing where there is none.
fn annexes(of: Option<&Publication>, language: Language) -> Vec<Section> {
    let all = of.map(|of| of.annexes.as_slice()).unwrap_or_default();
    if all.is_empty() {
        return Vec::new();
    }
    let say = say(language);
    let fact = |annex: &Annex| {
        let size = size(usize::try_from(annex.bytes).unwrap_or_default(), language);
        let hash = say.word("annex-hash");
        let kind = annex.media_type.to_uppercase();
        Fact::new(annex.name.as_str(), format!("{kind}, {size}, {hash} {}", annex.sha256))
    };
    let section = Section::new("annexes", say.word("annexes-title"));
    vec![section.facts(all.iter().map(fact).collect())]
}

/// What every paper of a demonstration says of itself.
fn demonstration(language: Language) -> String {
    let say = Say::shared(language);
    format!("{} {}", say.word("demo-title"), say.word("demo-text"))
}

/// What makes the files of a proposal when it is published.
pub fn printer(letterhead: &Letterhead) -> Arc<Print<Proposal>> {
    let letterhead = letterhead.clone();
    Arc::new(move |proposal: &Proposal, of: &Publication, language: Language| {
        let day = office_time(of.published_at).date();
        let sheet = sheet(proposal, Some(of), day, &letterhead, language);
        paper::pdf::write(&sheet).map_err(|fault| fault.to_string())
    })
}

/// The name of a kind of document of this station.
pub fn name_of_kind(kind: &str, language: Language) -> String {
    if kind == Proposal::KIND { say(language).word("proposal-kind") } else { kind.to_owned() }
}

/// The address of a published document of this station, after the language.
pub fn path_of(of: &Publication) -> String {
    Proposal::path(&of.document)
}
