//! The pictures of a comparison: where, who, and by which rule.

use super::Sheet;
use crate::comparison::StepKey;
use crate::pages::arithmetic::total;
use crate::pages::municipality::steps::label;
use formula::number::Decimal;
use formula::words::Language;
use pages::charts::{Bars, Chart, Frame, Item, Tile, TileMap};
use pages::measure::Measure;

fn measured(sheet: &Sheet<'_>) -> String {
    let arguments = [("before", sheet.before_words()), ("after", sheet.after_words())];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    sheet.say().with("compare-measured", &arguments)
}

/// Gains and losses on the map.
pub(super) fn map(sheet: &Sheet<'_>) -> Chart {
    let say = sheet.say();
    let tiles = sheet.comparison.rows.iter().filter_map(|row| {
        let place = sheet.places.get(&row.code)?;
        let tile = Tile::new(place.at, &place.short, &place.name, row.difference);
        Some(tile.href(sheet.municipality(&row.code)))
    });
    let counts = [
        ("gain", sheet.comparison.winners.len().to_string()),
        ("lose", sheet.comparison.losers.len().to_string()),
    ];
    let counts = counts.each_ref().map(|(name, value)| (*name, value.as_str()));
    let source = format!("{} {}", sheet.source(), say.word("tiles-own"));
    let frame = Frame::new("map", say.with("compare-map", &counts), measured(sheet), source);
    let map = TileMap::changes(tiles.collect(), Measure::euro().signed());
    sheet.picture(Chart::new(frame, map)).table_at(say.word("chart-to-table"), "#comparison")
}

/// What a rule is called in a comparison.
pub(super) fn rule_name(key: &StepKey, language: Language) -> String {
    label(key.kind, key.term.as_ref().unwrap_or(&key.labels), &key.name, language)
}

/// The steps that make a difference in some row, by their place among all.
pub(super) fn moving<'s>(sheet: &'s Sheet<'_>) -> impl Iterator<Item = (usize, &'s StepKey)> {
    let steps = sheet.comparison.steps.iter().enumerate();
    steps.filter(|(at, _)| moved_by(sheet, *at).is_some_and(|moved| !moved.is_zero()))
}

/// How much a rule adds to some and takes from others, both counted as sizes.
fn moved_by(sheet: &Sheet<'_>, at: usize) -> Option<Decimal> {
    let parts = sheet.comparison.rows.iter().filter_map(|row| row.by_step.get(at));
    total(parts.map(|(_, amount)| amount.abs()))
}

/// How much each rule adds and takes, as bars in the order of the formula.
pub(super) fn rules(sheet: &Sheet<'_>) -> Chart {
    let say = sheet.say();
    let language = sheet.language();
    let moved: Vec<(String, Option<Decimal>)> =
        moving(sheet).map(|(at, key)| (rule_name(key, language), moved_by(sheet, at))).collect();
    let largest = moved.iter().max_by_key(|(_, moved)| *moved).map(|(name, _)| name.clone());
    let items = moved.into_iter().map(|(name, moved)| Item::new(name, moved));
    let finding = match largest {
        Some(rule) => say.with("compare-rules", &[("rule", &rule)]),
        None => say.word("compare-nothing"),
    };
    let frame = Frame::new("rules", finding, say.word("compare-rules-measured"), sheet.source());
    sheet.picture(Chart::new(frame, Bars::in_order(items.collect(), Measure::euro_cent())))
}
