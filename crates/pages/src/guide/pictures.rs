//! The pictures of the style guide.

use super::sample::{Sample, decimal};
use crate::address::Address;
use crate::charts::{
    Bars, Chart, DotPlot, Frame, Item, Picture, Slope, SlopeLine, Step, Tile, TileMap, Waterfall,
};
use crate::language::Reader;
use crate::measure::Measure;
use crate::words::Say;
use formula::standing::Standing;

/// All pictures with the word for the state that each shows.
pub(super) fn all(
    places: &[Sample],
    reader: &Reader,
    say: Say<'_>,
) -> Vec<(&'static str, &'static str, Chart)> {
    let chart = |state, id: &'static str, finding: &str, measure: &str, picture: Picture| {
        let frame = Frame::new(id, say.word(finding), say.word(measure), say.word("guide-source"))
            .heading_level(4);
        let page = Address::new(&reader.href("/style"));
        (state, id, Chart::new(frame, picture).files("style", &page))
    };
    let percent = || Measure::percent(1);
    let tile_changes = TileMap::changes(tiles(places, |place| place.change), percent());
    let bars = Bars::new(items(places, |place| place.total), Measure::euro());
    let changes = Bars::changes(items(places, |place| place.change), percent());
    let dots = DotPlot::new(items(places, |place| place.per_head), Measure::number("EUR", 2));
    let dots = dots.with_median(reader.language);
    let empty = Bars::new(Vec::new(), Measure::euro());
    let (most, change) = ("guide-finding", "guide-finding-change");
    vec![
        chart("guide-tile-map", "tiles", most, "guide-total", totals(places).into()),
        chart("guide-tile-changes", "tile-changes", change, "guide-change", tile_changes.into()),
        chart("guide-bars", "bars", most, "guide-total", bars.into()),
        chart("guide-diverging", "changes", change, "guide-change", changes.into()),
        chart("guide-dots", "dots", "guide-finding-head", "guide-per-head", dots.into()),
        chart(
            "guide-waterfall",
            "waterfall",
            "guide-finding-steps",
            "guide-total",
            waterfall(say).into(),
        ),
        chart("guide-slope", "slope", "guide-finding-years", "guide-total", slope(places).into()),
        chart("guide-empty", "bars-empty", "guide-empty-text", "guide-total", empty.into()),
    ]
}

fn tiles(
    places: &[Sample],
    value: impl Fn(&Sample) -> Option<formula::number::Decimal>,
) -> Vec<Tile> {
    let tiles = places.iter().map(|place| {
        Tile::new(place.at, &place.short, &place.name, value(place))
            .href("#pictures")
            .standing(place.standing)
            .marked(place.at == (0, 5))
    });
    tiles.collect()
}

fn totals(places: &[Sample]) -> TileMap {
    TileMap::new(tiles(places, |place| place.total), Measure::euro())
}

fn items(
    places: &[Sample],
    value: impl Fn(&Sample) -> Option<formula::number::Decimal>,
) -> Vec<Item> {
    let items = places.iter().map(|place| {
        let item = Item::new(&place.name, value(place)).href("#pictures");
        let item = item.marked(place.at == (0, 5));
        if place.standing.is_unverified() { item.standing(place.standing) } else { item }
    });
    items.collect()
}

fn waterfall(say: Say<'_>) -> Waterfall {
    let law = say.word("guide-law");
    let step = |word: &str, value: &str| {
        Step::change(say.word(word), decimal(value)).detail(&law).href("#waterfall")
    };
    let steps = vec![
        step("guide-step-core", "48000"),
        step("guide-step-need", "203700").standing(Standing::Estimated),
        step("guide-step-dispersion", "61250"),
        step("guide-step-minority", "18900").standing(Standing::Assumed),
        step("guide-step-cap", "-19400").standing(Standing::Assumed),
        Step::level(say.word("guide-step-total"), decimal("312450")),
    ];
    Waterfall::new(steps, Measure::euro())
}

fn slope(places: &[Sample]) -> Slope {
    let lines = places.iter().take(16).map(|place| {
        SlopeLine::new(&place.name, Some(place.before), place.total)
            .href("#pictures")
            .marked(place.at == (0, 3))
    });
    Slope::new("2025", "2026", lines.collect(), Measure::euro())
}
