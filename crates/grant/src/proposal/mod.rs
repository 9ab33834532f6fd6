//! An allocation proposal: a run with a covering text, drafted by an analyst, decided on by another
//! person, published with everything by which anybody can make the run again.
//!
//! What it says of the run is written down when it is drafted and never read anew: a published
//! proposal says the same in twenty years, whatever becomes of formulas and names.

pub(crate) mod annex;
mod print;
mod record;
mod words;

pub use print::{name_of_kind, path_of, printer, sheet};
pub use record::{AmountOf, CheckOf, ParameterOf, Record, Texts};
pub use words::WORDS;
pub(crate) use words::say;

use formula::number::Decimal;
use formula::words::{Language, format_date, format_number};
use pages::order::Alphabet;
use records::documents::section::{Fact, Grid, GridColumn, Section};
use records::documents::{Content, Flaw};
use records::identity::Identifier;
use serde::{Deserialize, Serialize};

/// How long a covering text may be in each language.
pub const LETTER_MAX: usize = 20_000;

/// A proposal to allocate a grant as a run has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The covering text in each language; Serbian in Cyrillic.
    pub letter: Texts,
    /// What is proposed.
    pub record: Record,
}

impl Content for Proposal {
    const KIND: &'static str = "allocation-proposal";
    const SERIES: &'static str = "AP";
    const READ: &'static str = "grant.read-proposal";
    const DRAFT: &'static str = "grant.draft-proposal";
    const SUBMIT: &'static str = "grant.submit-proposal";
    const RETURN: &'static str = "grant.return-proposal";
    const APPROVE: &'static str = "grant.approve-proposal";
    const PUBLISH: &'static str = "grant.publish-proposal";
    const ATTACH: &'static str = "grant.attach-annex";
    const REMOVE: &'static str = "grant.remove-annex";

    fn path(document: &Identifier) -> String {
        format!("/proposal/{document}")
    }

    fn title(&self, language: Language) -> String {
        let year = self.record.day.chars().take(4).collect::<String>();
        let grant = self.record.grant.get(language);
        say(language).with("proposal-title", &[("grant", &grant), ("year", &year)])
    }

    fn about(&self) -> String {
        format!("run/{}", self.record.run)
    }

    fn flaws(&self) -> Vec<Flaw> {
        let letters = [
            ("letter-sq", &self.letter.sq),
            ("letter-sr", &self.letter.sr),
            ("letter-en", &self.letter.en),
        ];
        let flaw = |(field, text): (&'static str, &String)| {
            let id = if text.trim().is_empty() {
                "proposal-letter-missing"
            } else if text.chars().count() > LETTER_MAX {
                "proposal-letter-long"
            } else if paper::pdf::unprintable(text).is_some() {
                "proposal-letter-unprintable"
            } else {
                return None;
            };
            Some(Flaw { field, id })
        };
        letters.into_iter().filter_map(flaw).collect()
    }

    fn sections(&self, language: Language) -> Vec<Section> {
        let say = say(language);
        let record = &self.record;
        vec![
            Section::new("letter", say.word("part-letter")).text(self.letter.get(language)),
            Section::new("amounts", say.word("part-amounts")).table(amounts(record, language)),
            Section::new("checks", say.word("part-checks")).facts(checks(record, language)),
            Section::new("assumptions", say.word("part-assumptions"))
                .text(unverified(record, language))
                .facts(parameters(record, language)),
            Section::new("run", say.word("part-run"))
                .text(say.word("part-run-text"))
                .facts(identity(record, language)),
        ]
    }
}

/// An amount with its unit.
pub(crate) fn euro_of(text: &str, language: Language) -> String {
    format!("{} EUR", euro(text, language))
}

/// A kept amount in the reader's way of writing, with cents.
fn euro(text: &str, language: Language) -> String {
    match Decimal::parse(text) {
        Some(number) => format_number(number, 2, language),
        None => text.to_owned(),
    }
}

fn standing(word: &str, language: Language) -> String {
    match formula::standing::Standing::from_word(word) {
        Some(standing) => say(language).standing(standing),
        None => word.to_owned(),
    }
}

fn amounts(record: &Record, language: Language) -> Grid {
    let say = say(language);
    let mut sorted: Vec<(String, &AmountOf)> =
        record.amounts.iter().map(|amount| (amount.name.get(language), amount)).collect();
    Alphabet::of(language).sort_by(&mut sorted, |(name, _)| name);
    let rows = sorted.into_iter().map(|(name, of)| {
        vec![
            name,
            euro(&of.amount, language),
            standing(&of.standing, language),
            of.unverified.to_string(),
        ]
    });
    Grid {
        caption: say.with("amounts-caption", &[("count", &record.amounts.len().to_string())]),
        columns: vec![
            GridColumn::words(say.word("amounts-municipality")),
            GridColumn::figures(say.word("amounts-euro")),
            GridColumn::words(say.word("amounts-standing")),
            GridColumn::figures(say.word("amounts-unverified")),
        ],
        rows: rows.collect(),
        total: Some(vec![
            say.word("amounts-total"),
            euro(&record.total, language),
            String::new(),
            String::new(),
        ]),
    }
}

fn checks(record: &Record, language: Language) -> Vec<Fact> {
    let verdict = |check: &CheckOf| say(language).word(&format!("check-{}", check.verdict));
    record.checks.iter().map(|check| Fact::new(check.title.get(language), verdict(check))).collect()
}

fn unverified(record: &Record, language: Language) -> String {
    let count = record.amounts.iter().filter(|amount| amount.unverified > 0).count();
    let all = record.amounts.len().to_string();
    let count = count.to_string();
    let text = say(language).with("unverified-text", &[("count", &count), ("all", &all)]);
    if record.is_assumed {
        format!("{}\n\n{text}", say(language).word("assumed-text"))
    } else {
        text
    }
}

fn parameters(record: &Record, language: Language) -> Vec<Fact> {
    let fact = |of: &ParameterOf| Fact::new(of.name.get(language), of.line.get(language));
    record.parameters.iter().map(fact).collect()
}

fn identity(record: &Record, language: Language) -> Vec<Fact> {
    let say = say(language);
    let day = |text: &str| match text.parse() {
        Ok(day) => format_date(day, language),
        Err(_) => text.to_owned(),
    };
    let mut facts = vec![
        Fact::new(say.word("run-grant"), record.grant.get(language)),
        Fact::new(say.word("run-variant"), record.variant.get(language)),
        Fact::new(say.word("run-day"), day(&record.day)),
    ];
    if let Some(known) = &record.known {
        facts.push(Fact::new(say.word("run-known"), day(known)));
    }
    let plain = [
        ("run-hash", &record.run_hash),
        ("run-formula-hash", &record.formula_hash),
        ("run-data-hash", &record.data_hash),
        ("run-parameters-hash", &record.parameters_hash),
        ("run-engine", &record.engine),
        ("run-snapshot", &record.snapshot),
        ("run-id", &record.run),
    ];
    facts.extend(plain.map(|(id, value)| Fact::new(say.word(id), value.as_str())));
    facts
}
