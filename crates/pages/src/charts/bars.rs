//! Horizontal bars: lengths from zero, and gains and losses on both sides of it.

use super::canvas::{Anchor, Canvas, Drawing, TEXT, mark, rect, text};
use super::lettering::width_of;
use super::rows::{Label, Plot, Rows, hit};
use crate::html::Html;
use crate::measure::Measure;
use crate::table::{Cell, Column, Row, Table};
use crate::words::Say;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

/// One thing with its value.
#[derive(Debug, Clone)]
pub struct Item {
    pub(super) label: String,
    pub(super) value: Option<Decimal>,
    pub(super) href: Option<String>,
    pub(super) standing: Option<Standing>,
    pub(super) marked: bool,
}

impl Item {
    /// A thing by its name, with its value if it is known.
    pub fn new(label: impl Into<String>, value: Option<Decimal>) -> Item {
        Item { label: label.into(), value, href: None, standing: None, marked: false }
    }

    /// As a door to a page.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Item {
        self.href = Some(href.into());
        self
    }

    /// With its standing: what is reported, estimated or assumed carries a mark.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Item {
        self.standing = Some(standing).filter(|standing| standing.is_unverified());
        self
    }

    /// As the one that the page is about.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> Item {
        self.marked = marked;
        self
    }

    /// What is read aloud and shown on hover.
    pub(super) fn name(&self, measure: &Measure, language: Language) -> String {
        let say = Say::shared(language);
        let value = match self.value {
            Some(value) => measure.full(value, language),
            None => say.word("missing"),
        };
        match self.standing.filter(|_| self.value.is_some()) {
            Some(standing) => format!("{}: {value} ({})", self.label, say.standing(standing)),
            None => format!("{}: {value}", self.label),
        }
    }
}

/// A table of items: the one behind a picture of them.
pub(super) fn items_table(
    id: String,
    caption: &str,
    items: &[Item],
    measure: &Measure,
    language: Language,
) -> Table {
    let say = Say::shared(language);
    let columns = vec![
        Column::text("name", say.word("chart-item")),
        Column::figure("value", say.word("chart-value"), measure.clone()),
    ];
    let rows = items.iter().map(|item| {
        let name = Cell::text(&item.label);
        let name = match &item.href {
            Some(href) => name.href(href),
            None => name,
        };
        let value = Cell::perhaps(item.value);
        let value = match item.standing {
            Some(standing) => value.standing(standing),
            None => value,
        };
        Row::new(vec![name, value]).marked(item.marked)
    });
    Table::new(id, caption, columns, language).rows(rows.collect()).quiet_caption()
}

/// Bars, longest first.
#[derive(Debug, Clone)]
pub struct Bars {
    pub(super) items: Vec<Item>,
    pub(super) measure: Measure,
    changes: bool,
}

impl Bars {
    /// Lengths from zero, largest first; what is missing comes last.
    pub fn new(mut items: Vec<Item>, measure: Measure) -> Bars {
        sort_largest_first(&mut items);
        Bars { items, measure, changes: false }
    }

    /// Gains to the right and losses to the left of zero, largest gain first.
    pub fn changes(mut items: Vec<Item>, measure: Measure) -> Bars {
        sort_largest_first(&mut items);
        Bars { items, measure: measure.signed(), changes: true }
    }

    /// Bars in the order given, for years or steps of an age.
    pub fn in_order(items: Vec<Item>, measure: Measure) -> Bars {
        Bars { items, measure, changes: false }
    }

    fn class_of(&self, item: &Item, value: Decimal) -> &'static str {
        match (self.changes, value.is_negative(), item.marked) {
            (false, _, true) => "c-bar c-bar-marked",
            (false, _, false) => "c-bar",
            (true, true, _) => "c-loss",
            (true, false, _) => "c-gain",
        }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        let labels: Vec<Label<'_>> = self
            .items
            .iter()
            .map(|item| Label { words: &item.label, detail: None, marked: item.marked })
            .collect();
        let rows = Rows::place(canvas, &labels, 0.0);
        let plot = self.plot(&rows, canvas.language);
        let zero = plot.at(0.0);
        let mut body = Html::new();
        for (item, place) in self.items.iter().zip(&rows.places) {
            let mut inside = hit(canvas, place);
            inside.push(place.label.clone());
            match item.value {
                Some(value) => {
                    let end = plot.at(value.to_f64());
                    let class = self.class_of(item, value);
                    inside.push(rect(class, zero, place.middle - 7.0, end - zero, 14.0));
                    inside.push(self.figure(item, value, end, place.middle, canvas.language));
                }
                None => {
                    let word = Say::shared(canvas.language).word("missing");
                    let at = (zero + 6.0, place.middle + 5.0);
                    inside.push(text("c-missing-text", at.0, at.1, Anchor::Start, &word));
                }
            }
            let name = item.name(&self.measure, canvas.language);
            body.push(canvas.door(item.href.as_deref(), &name, inside));
        }
        body.push(rows.upright(&plot, "c-zero", 0.0, canvas));
        let (width, height) = (canvas.width, rows.bottom + 4.0);
        Drawing { width, height, body, legend: Vec::new(), note: None }
    }

    fn plot(&self, rows: &Rows, language: Language) -> Plot {
        let known = || self.items.iter().filter_map(|item| item.value.map(|v| (item, v)));
        let values = known().map(|(_, v)| v.to_f64());
        let (least, most) = values.fold((0.0_f64, 0.0_f64), |(l, m), v| (l.min(v), m.max(v)));
        let room = |negative: bool| {
            known()
                .filter(|(_, v)| v.is_negative() == negative)
                .map(|(item, v)| {
                    let mark = if item.standing.is_some() { 16.0 } else { 0.0 };
                    width_of(&self.measure.figure(v, language), TEXT) + mark + 8.0
                })
                .fold(0.0_f64, f64::max)
        };
        let most = if most <= least { least + 1.0 } else { most };
        Plot { left: rows.left + room(true), right: rows.right - room(false), least, most }
    }

    /// The figure beside the end of its bar, with its mark.
    fn figure(
        &self,
        item: &Item,
        value: Decimal,
        end: f64,
        middle: f64,
        language: Language,
    ) -> Html {
        let words = self.measure.figure(value, language);
        let class = if item.marked { "c-value c-strong" } else { "c-value" };
        let baseline = middle + 5.0;
        let mut out = Html::new();
        if value.is_negative() {
            let mut x = end - 6.0;
            if let Some(standing) = item.standing {
                out.push(mark(x - 12.0, middle - 6.0, standing));
                x -= 16.0;
            }
            return out.with(text(class, x, baseline, Anchor::End, &words));
        }
        let mut x = end + 6.0;
        if let Some(standing) = item.standing {
            out.push(mark(x, middle - 6.0, standing));
            x += 16.0;
        }
        out.with(text(class, x, baseline, Anchor::Start, &words))
    }
}

fn sort_largest_first(items: &mut [Item]) {
    items.sort_by(|one, other| match (one.value, other.value) {
        (Some(a), Some(b)) => b.cmp(&a),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
}
