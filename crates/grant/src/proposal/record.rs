//! What a proposal writes down of a run.

use crate::desk::{Desk, RunSummary};
use crate::error::Error;
use crate::opened::OpenedRun;
use crate::pages::parameter_line;
use formula::run::{CheckOutcome, Verdict};
use formula::words::{Language, to_latin};
use records::identity::Identifier;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in each language; Serbian in Cyrillic, from which Latin follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// In Albanian.
    pub sq: String,
    /// In Serbian.
    pub sr: String,
    /// In English.
    pub en: String,
}

impl Texts {
    /// What something says in each language.
    pub fn of(say: impl Fn(Language) -> String) -> Texts {
        Texts { sq: say(Language::Sq), sr: say(Language::SrCyrl), en: say(Language::En) }
    }

    /// In a language.
    pub fn get(&self, language: Language) -> String {
        match language {
            Language::Sq => self.sq.clone(),
            Language::SrCyrl => self.sr.clone(),
            Language::SrLatn => to_latin(&self.sr),
            Language::En => self.en.clone(),
        }
    }
}

/// A run as it was when the proposal was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The run's identifier.
    pub run: String,
    /// The grant.
    pub grant: Texts,
    /// What distinguishes the run from others of the formula.
    pub variant: Texts,
    /// Whether nobody has adopted the formula, which rests on assumed data.
    pub is_assumed: bool,
    /// The day for which it was made.
    pub day: String,
    /// The day up to which the data were known, if the run names it.
    pub known: Option<String>,
    /// The hash of formula, data, parameters and engine.
    pub run_hash: String,
    /// The hash of the formula's text.
    pub formula_hash: String,
    /// The hash of the data.
    pub data_hash: String,
    /// The hash of the parameters.
    pub parameters_hash: String,
    /// The engine that made it.
    pub engine: String,
    /// The snapshot of the data.
    pub snapshot: String,
    /// The sum of the amounts in EUR, as a decimal.
    pub total: String,
    /// What each municipality gets, by code.
    pub amounts: Vec<AmountOf>,
    /// The checks of the formula and of those that it uses.
    pub checks: Vec<CheckOf>,
    /// The parameters in force.
    pub parameters: Vec<ParameterOf>,
}

/// What a municipality gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountOf {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Texts,
    /// The amount in EUR, as a decimal.
    pub amount: String,
    /// The weakest standing among what the amount rests on, as a word.
    pub standing: String,
    /// On how many unverified inputs it rests.
    pub unverified: usize,
}

/// A check and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckOf {
    /// What it demands.
    pub title: Texts,
    /// `holds`, `fails`, `warns` or `open`.
    pub verdict: String,
}

/// A parameter with its value, since when, and by which source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterOf {
    /// Its name.
    pub name: Texts,
    /// The rest, in one line.
    pub line: Texts,
}

impl Record {
    /// Of a kept run.
    ///
    /// # Errors
    /// `run-unknown`, `grant-run-does-not-reproduce`, `grant-run-only-kept`, those of the database.
    pub async fn of(desk: &Desk, run: &Identifier) -> Result<Record, Error> {
        let opened = desk.opened(run).await?;
        let unknown = || Error::NoRun { formula: opened.plan.name.clone() };
        let summary = opened.summary.clone().ok_or_else(unknown)?;
        let entry = desk.formula(&summary.formula)?;
        if !entry.is_grant() {
            return Err(unknown());
        }
        let municipalities = desk.municipalities().await?;
        let names = municipalities.iter().map(|municipality| {
            let name = Texts::of(|language| municipality.name(language).into_owned());
            (municipality.code.to_string(), name)
        });
        Ok(written_down(&opened, &summary, entry.is_proposal(), &names.collect()))
    }
}

fn written_down(
    opened: &OpenedRun,
    summary: &RunSummary,
    is_assumed: bool,
    names: &BTreeMap<String, Texts>,
) -> Record {
    let identity = opened.run.identity();
    let grant = Texts::of(|language| {
        let title = opened.plan.labels.say(language, &opened.plan.name);
        title.split_once(" (").map_or(title.clone(), |(name, _)| name.to_owned())
    });
    Record {
        run: summary.id.to_string(),
        grant,
        variant: Texts::of(|language| summary.title(language)),
        is_assumed,
        day: summary.day.to_string(),
        known: identity.known.map(|day| day.to_string()),
        run_hash: opened.hash().to_owned(),
        formula_hash: identity.formula.clone(),
        data_hash: identity.data.clone(),
        parameters_hash: identity.parameters.clone(),
        engine: opened.engine().to_owned(),
        snapshot: summary.snapshot.to_string(),
        total: opened.total().unwrap_or_default().to_canonical(),
        amounts: opened.rows().filter_map(|(_, code)| amount(opened, code, names)).collect(),
        checks: opened.outcomes().flat_map(|one| one.run.checks()).map(check).collect(),
        parameters: parameters(opened),
    }
}

fn amount(opened: &OpenedRun, code: &str, names: &BTreeMap<String, Texts>) -> Option<AmountOf> {
    let amount = opened.amount(code)?;
    let (standing, unverified) = opened.firmness(code).unwrap_or_default();
    let name = names.get(code).cloned();
    Some(AmountOf {
        code: code.to_owned(),
        name: name.unwrap_or_else(|| Texts::of(|_| code.to_owned())),
        amount: amount.to_canonical(),
        standing: standing.word().to_owned(),
        unverified,
    })
}

fn check(check: &CheckOutcome) -> CheckOf {
    let verdict = match (check.verdict, check.stops) {
        (Verdict::Holds, _) => "holds",
        (Verdict::Fails, true) => "fails",
        (Verdict::Fails, false) => "warns",
        (Verdict::Open, _) => "open",
    };
    let title = Texts::of(|language| check.labels.say(language, &check.text));
    CheckOf { title, verdict: verdict.to_owned() }
}

fn parameters(opened: &OpenedRun) -> Vec<ParameterOf> {
    let mut all = Vec::new();
    for outcome in opened.outcomes() {
        let plan = &outcome.plan;
        for (param, in_force) in plan.params.iter().zip(outcome.run.params()) {
            for of_member in in_force.each_member(plan, param) {
                all.push(ParameterOf {
                    name: Texts::of(|language| of_member.label(param, language)),
                    line: Texts::of(|language| parameter_line(plan, param, &of_member, language)),
                });
            }
        }
    }
    all
}
