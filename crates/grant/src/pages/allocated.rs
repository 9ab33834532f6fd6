//! A run with its municipalities, as pages show it.

use super::arithmetic::{ratio, total};
use super::frame::fault;
use crate::desk::Desk;
use crate::opened::OpenedRun;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;
use pages::errors::PageError;
use pages::language::Reader;
use pages::order::Alphabet;
use std::collections::BTreeMap;
use std::sync::Arc;
use territory::model::Municipality;

/// A municipality as maps and tables name it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// All that is known of it.
    pub(super) municipality: Municipality,
    /// Its name for the reader.
    pub(super) name: String,
    /// Its name on a tile.
    pub(super) short: String,
    /// Column and row of its tile, counted from 0.
    pub(super) at: (u16, u16),
}

/// All municipalities by code.
pub(super) type Places = BTreeMap<String, Place>;

/// Reads the municipalities with their tiles.
pub(super) async fn places(desk: &Desk, reader: &Reader) -> Result<Places, PageError> {
    let language = reader.language;
    let municipalities = desk.municipalities().await.map_err(|e| fault(&e, reader))?;
    let tiles = desk.tiles().await.map_err(|e| fault(&e, reader))?;
    let places = municipalities.iter().map(|municipality| {
        let tile = tiles.iter().find(|tile| tile.code == municipality.code);
        let name = municipality.name(language).into_owned();
        let short = tile.map_or_else(|| name.clone(), |tile| tile.label(language).into_owned());
        let at = tile.map_or((0, 0), |tile| {
            (u16::from(tile.column.saturating_sub(1)), u16::from(tile.row.saturating_sub(1)))
        });
        let code = municipality.code.to_string();
        (code, Place { municipality: municipality.clone(), name, short, at })
    });
    Ok(places.collect())
}

/// What a municipality gets in a run.
#[derive(Debug, Clone)]
pub(super) struct Allotment {
    /// Its code.
    pub(super) code: String,
    /// Its name for the reader.
    pub(super) name: String,
    /// Its row in the data of the run.
    pub(super) row: usize,
    /// The amount in EUR.
    pub(super) amount: Decimal,
    /// The amount per inhabitant in EUR, as the formula rounds it.
    pub(super) per_head: Option<Decimal>,
    /// The amount as a part of all amounts.
    pub(super) part: Option<Decimal>,
    /// The weakest standing among what the amount rests on.
    pub(super) standing: Standing,
    /// On how many unverified inputs it rests.
    pub(super) unverified: usize,
}

/// A run with what each municipality gets.
#[derive(Debug, Clone)]
pub(super) struct Allocated {
    /// The run.
    pub(super) opened: Arc<OpenedRun>,
    /// What each municipality gets, in the order of the reader's alphabet.
    pub(super) allotments: Vec<Allotment>,
    /// The sum of the amounts.
    pub(super) sum: Decimal,
    /// The inhabitants by which the run counts, if it counts them.
    pub(super) population: Option<Decimal>,
}

impl Allocated {
    /// Puts a run together with the municipalities.
    pub(super) fn new(opened: Arc<OpenedRun>, places: &Places, language: Language) -> Allocated {
        let sum = opened.total().unwrap_or_default();
        let allotments = opened.rows().filter_map(|(row, code)| {
            let amount = opened.amount(code)?;
            let firmness = opened.firmness(code);
            Some(Allotment {
                name: places.get(code).map_or_else(|| code.to_owned(), |p| p.name.clone()),
                code: code.to_owned(),
                row,
                amount,
                per_head: opened.number("per_head", code),
                part: ratio(amount, sum),
                standing: firmness.map_or(Standing::Assumed, |(standing, _)| standing),
                unverified: firmness.map_or(0, |(_, unverified)| unverified),
            })
        });
        let mut allotments: Vec<Allotment> = allotments.collect();
        Alphabet::of(language).sort_by(&mut allotments, |a| &a.name);
        let inhabitants: Option<Vec<Decimal>> =
            opened.rows().map(|(_, code)| opened.number("population", code)).collect();
        let population = inhabitants.and_then(total);
        Allocated { opened, allotments, sum, population }
    }

    /// What a municipality gets.
    pub(super) fn of(&self, code: &str) -> Option<&Allotment> {
        self.allotments.iter().find(|a| a.code == code)
    }

    /// All amounts over all inhabitants.
    pub(super) fn per_head(&self) -> Option<Decimal> {
        ratio(self.sum, self.population?)
    }

    /// The one that gets most of a figure; of equals the first by name.
    pub(super) fn most(
        &self,
        figure: impl Fn(&Allotment) -> Option<Decimal>,
    ) -> Option<&Allotment> {
        self.extreme(figure, |candidate, best| candidate > best)
    }

    /// The one that gets least of a figure; of equals the first by name.
    pub(super) fn least(
        &self,
        figure: impl Fn(&Allotment) -> Option<Decimal>,
    ) -> Option<&Allotment> {
        self.extreme(figure, |candidate, best| candidate < best)
    }

    fn extreme(
        &self,
        figure: impl Fn(&Allotment) -> Option<Decimal>,
        better: impl Fn(Decimal, Decimal) -> bool,
    ) -> Option<&Allotment> {
        let mut best: Option<(Decimal, &Allotment)> = None;
        for allotment in &self.allotments {
            if let Some(value) = figure(allotment)
                && best.is_none_or(|(found, _)| better(value, found))
            {
                best = Some((value, allotment));
            }
        }
        best.map(|(_, allotment)| allotment)
    }
}
