//! The pictures of the style guide.

use super::sample::{Sample, decimal};
use crate::charts::{
    Bars, Chart, DotPlot, Frame, Item, Picture, Slope, SlopeLine, Step, Tile, TileMap, Waterfall,
};
use crate::html::Html;
use crate::language::Reader;
use crate::measure::Measure;
use crate::words::Say;
use formula::standing::Standing;

pub(super) fn samples(
    places: &[Sample],
    reader: &Reader,
    say: Say<'_>,
) -> Vec<(&'static str, Html)> {
    let language = reader.language;
    let picture = |id: &str, finding: &str, measure: &str, picture: Picture| {
        let frame = Frame::new(id, say.word(finding), say.word(measure), say.word("guide-source"))
            .heading_level(4)
            .download("SVG", format!("#{id}"))
            .download("CSV", format!("#{id}"));
        Chart::new(frame, picture).to_html(language)
    };
    let head = Measure::number("EUR", 2);
    vec![
        ("guide-tile-map", picture("tiles", "guide-finding", "guide-total", totals(places).into())),
        ("guide-tile-changes", picture("tile-changes", "guide-finding", "guide-change",
            TileMap::changes(tiles(places, |place| place.change), Measure::percent(1)).into())),
        ("guide-bars", picture("bars", "guide-finding", "guide-total",
            Bars::new(items(places, |place| place.total), Measure::euro()).into())),
        ("guide-diverging", picture("changes", "guide-finding", "guide-change",
            Bars::changes(items(places, |place| place.change), Measure::percent(1)).into())),
        ("guide-dots", picture("dots", "guide-finding", "guide-per-head",
            DotPlot::new(items(places, |place| place.per_head), head).with_median(language).into())),
        ("guide-waterfall", picture("waterfall", "guide-finding", "guide-total",
            waterfall(say).into())),
        ("guide-slope", picture("slope", "guide-finding", "guide-total", slope(places).into())),
        ("guide-empty", picture("bars-empty", "guide-empty-text", "guide-total",
            Bars::new(Vec::new(), Measure::euro()).into())),
    ]
}

fn tiles(places: &[Sample], value: impl Fn(&Sample) -> Option<formula::number::Decimal>)
-> Vec<Tile> {
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

fn items(places: &[Sample], value: impl Fn(&Sample) -> Option<formula::number::Decimal>)
-> Vec<Item> {
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
