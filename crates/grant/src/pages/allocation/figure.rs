//! The figure by which the map is coloured and the bars are long.

use super::{Against, Allotment, PATH, Sheet};
use crate::pages::frame;
use formula::number::Decimal;
use pages::address::Address;
use pages::charts::{Bars, Chart, Frame, Item, Tile, TileMap};
use pages::html::Html;
use pages::measure::Measure;

/// A figure of each municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// The amount.
    Total,
    /// The amount per inhabitant.
    PerHead,
    /// The part of all amounts.
    Part,
    /// By how much it differs from another run.
    Change,
}

impl Figure {
    const ALL: [Figure; 4] = [Figure::PerHead, Figure::Total, Figure::Part, Figure::Change];

    /// Reads the word of an address; per head when it says nothing that can be shown.
    pub(super) fn asked(word: Option<&str>, can_change: bool) -> Figure {
        let found = Figure::ALL.into_iter().find(|figure| Some(figure.word()) == word);
        match found {
            Some(Figure::Change) if !can_change => Figure::PerHead,
            Some(figure) => figure,
            None => Figure::PerHead,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Figure::Total => "total",
            Figure::PerHead => "per-head",
            Figure::Part => "part",
            Figure::Change => "change",
        }
    }

    fn measure(self) -> Measure {
        match self {
            Figure::Total => Measure::euro(),
            Figure::PerHead => Measure::number("EUR", 2),
            Figure::Part => Measure::percent(2),
            Figure::Change => Measure::euro().signed(),
        }
    }

    fn value(self, allotment: &Allotment, against: Option<&Against>) -> Option<Decimal> {
        match self {
            Figure::Total => Some(allotment.amount),
            Figure::PerHead => allotment.per_head,
            Figure::Part => allotment.part,
            Figure::Change => against.and_then(|against| against.of(allotment)),
        }
    }
}

/// Links that choose the figure.
pub(super) fn switch(sheet: &Sheet<'_>) -> Html {
    let say = sheet.say();
    let kept = sheet.asked.without(&["figure"]);
    let figures = Figure::ALL
        .into_iter()
        .filter(|figure| *figure != Figure::Change || sheet.against.is_some());
    let links = figures.map(|figure| {
        let address = Address::new(&sheet.reader.href(PATH)).with_all(&kept);
        let href = address.with("figure", figure.word()).finish();
        let words = say.word(&format!("figure-{}", figure.word()));
        (words, format!("{href}#map"), figure == sheet.figure)
    });
    frame::choices(&say.word("switch-figure"), links.collect())
}

/// What the picture shows, as a sentence.
fn finding(sheet: &Sheet<'_>) -> String {
    let say = sheet.say();
    let language = sheet.language();
    let figure = sheet.figure;
    let value = |a: &Allotment| figure.value(a, sheet.against);
    let (Some(high), Some(low)) = (sheet.shown.most(value), sheet.shown.least(value)) else {
        return say.word("figure-none");
    };
    if figure == Figure::Change
        && let Some(against) = sheet.against
    {
        return changes_finding(sheet, against);
    }
    let shown =
        |a: &Allotment| value(a).map(|v| figure.measure().full(v, language)).unwrap_or_default();
    say.with(
        &format!("finding-{}", figure.word()),
        &[
            ("high", &high.name),
            ("high-amount", &shown(high)),
            ("low", &low.name),
            ("low-amount", &shown(low)),
        ],
    )
}

/// How many gain and lose, in a sentence.
fn changes_finding(sheet: &Sheet<'_>, against: &Against) -> String {
    let gain = against.differences.values().filter(|d| !d.is_zero() && !d.is_negative()).count();
    let lose = against.differences.values().filter(|d| d.is_negative()).count();
    let arguments = [
        ("gain", gain.to_string()),
        ("lose", lose.to_string()),
        ("against", against.words.clone()),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    sheet.say().with("finding-change", &arguments)
}

fn measured(sheet: &Sheet<'_>) -> String {
    let year = sheet.known.year();
    let words = sheet.against.map(|against| against.words.clone()).unwrap_or_default();
    let id = format!("measured-{}", sheet.figure.word());
    sheet.say().with(&id, &[("year", &year), ("against", &words)])
}

/// The map of equal tiles.
pub(super) fn map(sheet: &Sheet<'_>) -> Chart {
    let say = sheet.say();
    let tiles = sheet.shown.allotments.iter().filter_map(|allotment| {
        let place = sheet.places.get(&allotment.code)?;
        let value = sheet.figure.value(allotment, sheet.against);
        Some(
            Tile::new(place.at, &place.short, &place.name, value)
                .href(sheet.municipality(&allotment.code)),
        )
    });
    let tiles: Vec<Tile> = tiles.collect();
    let measure = sheet.figure.measure();
    let map = match sheet.figure {
        Figure::Change => TileMap::changes(tiles, measure),
        _ => TileMap::new(tiles, measure),
    };
    let source = format!("{} {}", sheet.source(), say.word("tiles-own"));
    let frame = Frame::new("map", finding(sheet), measured(sheet), source);
    sheet.picture(Chart::new(frame, map)).table_at(say.word("chart-to-table"), "#allocation")
}

/// The same figure as bars.
pub(super) fn bars(sheet: &Sheet<'_>) -> Chart {
    let items = sheet.shown.allotments.iter().map(|allotment| {
        Item::new(&allotment.name, sheet.figure.value(allotment, sheet.against))
            .href(sheet.municipality(&allotment.code))
    });
    let measure = sheet.figure.measure();
    let bars = match sheet.figure {
        Figure::Change => Bars::changes(items.collect(), measure),
        _ => Bars::new(items.collect(), measure),
    };
    let say = sheet.say();
    let words = say.word(&format!("bars-{}", sheet.figure.word()));
    let frame = Frame::new("bars", words, measured(sheet), sheet.source());
    sheet.picture(Chart::new(frame, bars)).table_at(say.word("chart-to-table"), "#allocation")
}
