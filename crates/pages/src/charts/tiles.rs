//! The tile map: each place one square of equal size near where it lies, so that a small one is
//! as visible as a large one.

use super::canvas::{Anchor, Canvas, Drawing, px, rect, text};
use super::lettering::{cut, width_of};
use super::scale::{Class, Classes};
use crate::content::dial;
use crate::html::{Html, element};
use crate::measure::Measure;
use crate::table::{Cell, Column, Row, Table};
use crate::words::Say;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

/// A place on the map.
#[derive(Debug, Clone)]
pub struct Tile {
    column: u16,
    row: u16,
    short: String,
    name: String,
    value: Option<Decimal>,
    href: Option<String>,
    standing: Option<Standing>,
    marked: bool,
}

impl Tile {
    /// A place: its column and row (counted from 0, the upper left corner), a short name of at
    /// most about ten letters, its whole name, and its value if it is known.
    pub fn new(
        (column, row): (u16, u16),
        short: impl Into<String>,
        name: impl Into<String>,
        value: Option<Decimal>,
    ) -> Tile {
        Tile {
            column,
            row,
            short: short.into(),
            name: name.into(),
            value,
            href: None,
            standing: None,
            marked: false,
        }
    }

    /// As a door to a page.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Tile {
        self.href = Some(href.into());
        self
    }

    /// With its standing: what is reported, estimated or assumed carries a mark.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Tile {
        self.standing = Some(standing).filter(|standing| standing.is_unverified());
        self
    }

    /// As the one that the page is about.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> Tile {
        self.marked = marked;
        self
    }
}

/// A tile map.
#[derive(Debug, Clone)]
pub struct TileMap {
    tiles: Vec<Tile>,
    measure: Measure,
    changes: bool,
    classes: Classes,
}

const SIDE: f64 = 76.0;
const PITCH: f64 = 80.0;

impl TileMap {
    /// A map coloured from low to high, in five classes with about equally many places.
    pub fn new(tiles: Vec<Tile>, measure: Measure) -> TileMap {
        let classes = Classes::sequential(&values(&tiles));
        TileMap { tiles: in_reading_order(tiles), measure, changes: false, classes }
    }

    /// A map of changes: losses and gains in three strengths each.
    pub fn changes(tiles: Vec<Tile>, measure: Measure) -> TileMap {
        let classes = Classes::diverging(&values(&tiles));
        let tiles = in_reading_order(tiles);
        TileMap { tiles, measure: measure.signed(), changes: true, classes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// The classes of its colours.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// The table behind the picture.
    pub(super) fn table(&self, id: String, caption: &str, language: Language) -> Table {
        let say = Say::shared(language);
        let columns = vec![
            Column::text("name", say.word("chart-item")),
            Column::figure("value", say.word("chart-value"), self.measure.clone()),
            Column::text("class", say.word("chart-class")),
        ];
        let rows = self.tiles.iter().map(|tile| {
            let name = Cell::text(&tile.name);
            let name = match &tile.href {
                Some(href) => name.href(href),
                None => name,
            };
            let mut value = Cell::perhaps(tile.value);
            if let Some(standing) = tile.standing {
                value = value.standing(standing);
            }
            let class = match tile.value.and_then(|v| self.classes.step_of(v)) {
                Some(step) => Cell::text(self.step_name(step, say)),
                None => Cell::missing(),
            };
            Row::new(vec![name, value, class]).marked(tile.marked)
        });
        Table::new(id, caption, columns, language).rows(rows.collect()).quiet_caption()
    }

    fn step_name(&self, step: i8, say: Say<'_>) -> String {
        let kind = if self.changes { "change" } else { "fifth" };
        let fewer = if self.changes || self.classes.all().len() == 5 { kind } else { "step" };
        let side = match step {
            s if s < 0 => format!("loss-{}", s.unsigned_abs()),
            s if self.changes && s > 0 => format!("gain-{s}"),
            s => s.to_string(),
        };
        say.word(&format!("class-{fewer}-{side}"))
    }

    fn step_class(&self, tile: &Tile) -> String {
        match tile.value.and_then(|value| self.classes.step_of(value)) {
            None => "t-missing".to_owned(),
            Some(step) if !self.changes => format!("t-s{step}"),
            Some(0) => "t-d0".to_owned(),
            Some(step) if step < 0 => format!("t-l{}", step.unsigned_abs()),
            Some(step) => format!("t-g{step}"),
        }
    }

    fn legend(&self, say: Say<'_>) -> Vec<(String, String)> {
        let language = say.language();
        let range = |class: &Class| {
            let (least, most) = (
                self.measure.figure(class.least, language),
                self.measure.figure(class.most, language),
            );
            let unit = self.measure.unit();
            let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
            match least == most {
                true => format!("{least}{unit}"),
                false => say.with("range", &[("from", &least), ("to", &format!("{most}{unit}"))]),
            }
        };
        let mut entries: Vec<(String, String)> = self
            .classes
            .all()
            .iter()
            .map(|class| {
                let swatch = match (self.changes, class.step) {
                    (false, step) => format!("t-s{step}"),
                    (true, 0) => "t-d0".to_owned(),
                    (true, step) if step < 0 => format!("t-l{}", step.unsigned_abs()),
                    (true, step) => format!("t-g{step}"),
                };
                let count = class.count.to_string();
                let arguments = [
                    ("name", self.step_name(class.step, say)),
                    ("range", range(class)),
                    ("count", count),
                ];
                let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
                (swatch, say.with("legend-entry", &arguments))
            })
            .collect();
        let missing = self.tiles.iter().filter(|tile| tile.value.is_none()).count();
        if missing > 0 {
            entries.push(("t-missing".to_owned(), say.count("legend-missing", missing)));
        }
        entries
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        let say = Say::shared(canvas.language);
        let short = Short::of(&self.tiles, &self.measure);
        let least = self.tiles.iter().map(|tile| tile.column).min().unwrap_or(0);
        let top = self.tiles.iter().map(|tile| tile.row).min().unwrap_or(0);
        let across = |tile: &Tile| f64::from(tile.column.saturating_sub(least)) * PITCH;
        let down = |tile: &Tile| f64::from(tile.row.saturating_sub(top)) * PITCH;
        let extent = |along: &dyn Fn(&Tile) -> f64| {
            self.tiles.iter().map(along).fold(0.0_f64, f64::max) + SIDE + 4.0
        };
        let tiles = self.tiles.iter().map(|tile| {
            let at = (across(tile) + 2.0, down(tile) + 2.0);
            element("g").attr("role", "listitem").child(self.tile(tile, at, &short, canvas))
        });
        let body =
            element("g").attr("role", "list").flag_value("data-tiles").children(tiles).finish();
        Drawing {
            width: extent(&across),
            height: extent(&down),
            body,
            legend: self.legend(say),
            note: short.note(&self.measure, say),
        }
    }

    fn tile(&self, tile: &Tile, (x, y): (f64, f64), short: &Short, canvas: &Canvas) -> Html {
        let language = canvas.language;
        let class = self.step_class(tile);
        let mut inside = rect(&format!("tile {class}"), x, y, SIDE, SIDE).attr("rx", "2").finish();
        let ink = |kind: &str| format!("{kind} {class}-ink");
        let name = cut(&tile.short, 12.0, SIDE - 8.0);
        let middle = x + SIDE / 2.0;
        inside.push(text(&ink("tile-name"), middle, y + 31.0, Anchor::Middle, &name));
        let figure = tile
            .value
            .map_or_else(|| "–".to_owned(), |value| short.figure(value, &self.measure, language));
        inside.push(text(&ink("tile-figure"), middle, y + 52.0, Anchor::Middle, &figure));
        if let Some(standing) = tile.standing.filter(|_| tile.value.is_some()) {
            let mark = dial(standing).attr("x", px(x + SIDE - 17.0)).attr("y", px(y + 5.0));
            inside.push(element("g").class(ink("tile-mark")).child(mark));
        }
        if tile.marked {
            inside.push(rect("tile-ring", x + 2.0, y + 2.0, SIDE - 4.0, SIDE - 4.0));
        }
        let name = self.accessible_name(tile, language);
        match tile.href.as_deref().filter(|_| canvas.links) {
            Some(href) => element("a")
                .attr("href", href)
                .flag_value("data-tile")
                .attr("data-column", tile.column.to_string())
                .attr("data-row", tile.row.to_string())
                .child(element("title").child(&name))
                .child(inside)
                .finish(),
            None => element("g")
                .attr("role", "img")
                .attr("aria-label", &name)
                .child(element("title").child(&name))
                .child(inside)
                .finish(),
        }
    }

    fn accessible_name(&self, tile: &Tile, language: Language) -> String {
        let say = Say::shared(language);
        let value = match tile.value {
            Some(value) => self.measure.full(value, language),
            None => say.word("missing"),
        };
        match tile.standing.filter(|_| tile.value.is_some()) {
            Some(standing) => format!("{}: {value} ({})", tile.name, say.standing(standing)),
            None => format!("{}: {value}", tile.name),
        }
    }
}

fn values(tiles: &[Tile]) -> Vec<Decimal> {
    tiles.iter().filter_map(|tile| tile.value).collect()
}

/// Tiles in the order of reading, so that the Tab key goes line by line.
fn in_reading_order(mut tiles: Vec<Tile>) -> Vec<Tile> {
    tiles.sort_by_key(|tile| (tile.row, tile.column));
    tiles
}

/// How figures are shortened so that they fit in a tile: the same way for all tiles of a map.
enum Short {
    Whole,
    Thousands,
    Millions,
}

impl Short {
    fn of(tiles: &[Tile], measure: &Measure) -> Short {
        let widest = |short: &Short| {
            values(tiles)
                .into_iter()
                .map(|value| width_of(&short.figure(value, measure, Language::En), 15.0))
                .fold(0.0_f64, f64::max)
        };
        [Short::Whole, Short::Thousands]
            .into_iter()
            .find(|short| widest(short) <= SIDE - 8.0)
            .unwrap_or(Short::Millions)
    }

    fn figure(&self, value: Decimal, measure: &Measure, language: Language) -> String {
        match self {
            Short::Whole => measure.figure(value, language),
            Short::Thousands => measure.shortened(3).figure(moved(value, 3), language),
            Short::Millions => measure.shortened(6).figure(moved(value, 6), language),
        }
    }

    fn note(&self, measure: &Measure, say: Say<'_>) -> Option<String> {
        let id = match self {
            Short::Whole => return None,
            Short::Thousands => "tiles-in-thousands",
            Short::Millions => "tiles-in-millions",
        };
        Some(say.with(id, &[("unit", measure.unit())]))
    }
}

/// The value with its decimal point so many places to the left.
fn moved(value: Decimal, places: usize) -> Decimal {
    let plain = value.abs().to_fixed(6);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let width = places.saturating_add(1);
    let padded = format!("{whole:0>width$}");
    let sign = if value.is_negative() { "-" } else { "" };
    let parts = padded.split_at_checked(padded.len().saturating_sub(places));
    let (head, tail) = parts.unwrap_or((&padded, ""));
    Decimal::parse(&format!("{sign}{head}.{tail}{fraction}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: shortening moves the point and loses nothing. Method: some values.
    #[test]
    fn point_moves() {
        for (value, places, moved_to) in
            [("312450", 3, "312.45"), ("-7", 3, "-0.007"), ("28468000", 6, "28.468"), ("0", 6, "0")]
        {
            let value = Decimal::parse(value).unwrap();
            assert_eq!(moved(value, places), Decimal::parse(moved_to).unwrap());
        }
    }
}
