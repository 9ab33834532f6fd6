//! Two moments side by side, a line for each item from the one to the other.

use super::canvas::{Anchor, Canvas, Drawing, SMALL, TEXT, count, dot, line, text};
use super::lettering::{cut, width_of};
use crate::html::Html;
use crate::measure::Measure;
use crate::table::{Cell, Column, Row, Table};
use crate::words::Say;
use formula::number::Decimal;
use formula::words::Language;

/// An item at two moments.
#[derive(Debug, Clone)]
pub struct SlopeLine {
    label: String,
    before: Option<Decimal>,
    after: Option<Decimal>,
    href: Option<String>,
    marked: bool,
}

impl SlopeLine {
    /// An item with its two values, as far as they are known.
    pub fn new(
        label: impl Into<String>,
        before: Option<Decimal>,
        after: Option<Decimal>,
    ) -> SlopeLine {
        SlopeLine { label: label.into(), before, after, href: None, marked: false }
    }

    /// As a door to a page.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> SlopeLine {
        self.href = Some(href.into());
        self
    }

    /// As the one that the page is about.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> SlopeLine {
        self.marked = marked;
        self
    }
}

/// A slope chart. Lines that lack one of the two values stand only in the table.
#[derive(Debug, Clone)]
pub struct Slope {
    before: String,
    after: String,
    lines: Vec<SlopeLine>,
    measure: Measure,
}

/// A text at a height, moved aside when it would touch another.
struct Tag {
    wanted: f64,
    placed: f64,
}

const TOP: f64 = 40.0;
const SPACE: f64 = 19.0;

impl Slope {
    /// Lines between two moments, named by `before` and `after`.
    pub fn new(
        before: impl Into<String>,
        after: impl Into<String>,
        lines: Vec<SlopeLine>,
        measure: Measure,
    ) -> Slope {
        Slope { before: before.into(), after: after.into(), lines, measure }
    }

    /// The table behind the picture.
    pub(super) fn table(&self, id: String, caption: &str, language: Language) -> Table {
        let columns = vec![
            Column::text("name", Say::shared(language).word("chart-item")),
            Column::figure("before", &self.before, self.measure.clone()),
            Column::figure("after", &self.after, self.measure.clone()),
        ];
        let rows = self.lines.iter().map(|entry| {
            let name = Cell::text(&entry.label);
            let name = match &entry.href {
                Some(href) => name.href(href),
                None => name,
            };
            let cells = vec![name, Cell::perhaps(entry.before), Cell::perhaps(entry.after)];
            Row::new(cells).marked(entry.marked)
        });
        Table::new(id, caption, columns, language).rows(rows.collect()).quiet_caption()
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        let known: Vec<(&SlopeLine, Decimal, Decimal)> = self
            .lines
            .iter()
            .filter_map(|entry| Some((entry, entry.before?, entry.after?)))
            .collect();
        let ends = known.iter().flat_map(|(_, a, b)| [a.to_f64(), b.to_f64()]);
        let (least, most) =
            ends.fold((f64::MAX, f64::MIN), |(least, most), v| (least.min(v), most.max(v)));
        let inner = (count(known.len()) * SPACE).max(220.0);
        let height_of = |value: Decimal| {
            let span = most - least;
            if span <= 0.0 {
                return TOP + inner / 2.0;
            }
            TOP + (most - value.to_f64()) / span * inner
        };
        let figures = known.iter().flat_map(|(_, a, b)| [*a, *b]).fold(0.0_f64, |room, value| {
            room.max(width_of(&self.measure.figure(value, canvas.language), TEXT))
        });
        let names = (canvas.width * if canvas.is_narrow() { 0.36 } else { 0.34 }).min(
            known.iter().fold(60.0_f64, |r, (entry, ..)| r.max(width_of(&entry.label, TEXT))),
        );
        let (left, right) = (figures + 22.0, canvas.width - names - figures - 30.0);
        let befores = spread(known.iter().map(|(_, a, _)| height_of(*a)).collect(), TOP + inner);
        let afters = spread(known.iter().map(|(_, _, b)| height_of(*b)).collect(), TOP + inner);
        let mut body = self.heads(left, right, figures, canvas, TOP + inner);
        for (at, (entry, before, after)) in known.iter().enumerate() {
            let (Some(a), Some(b)) = (befores.get(at), afters.get(at)) else { continue };
            let values = (self.figure(*before, canvas), self.figure(*after, canvas));
            let inside = slope_line(entry, (before, after), (a, b), (left, right), &values)
                .with(text(
                    if entry.marked { "c-label c-strong" } else { "c-label" },
                    right + figures + 28.0,
                    b.placed + 5.0,
                    Anchor::Start,
                    &cut(&entry.label, TEXT, names),
                ));
            let name = format!("{}: {} → {}", entry.label, values.0, values.1);
            body.push(canvas.door(entry.href.as_deref(), &name, inside));
        }
        let height = TOP + inner + 14.0;
        Drawing { width: canvas.width, height, body, legend: Vec::new(), note: None }
    }

    fn figure(&self, value: Decimal, canvas: &Canvas) -> String {
        self.measure.figure(value, canvas.language)
    }

    fn heads(&self, left: f64, right: f64, figures: f64, canvas: &Canvas, bottom: f64) -> Html {
        let room = canvas.width / 2.0 - 12.0;
        let before = cut(&self.before, SMALL, room);
        let after = cut(&self.after, SMALL, room);
        let mut out = Html::new();
        out.push(text("c-axis", left - 18.0 - figures, 14.0, Anchor::Start, &before));
        let x = (right + 18.0).min(canvas.width - width_of(&after, SMALL));
        out.push(text("c-axis", x, 14.0, Anchor::Start, &after));
        out.push(line("c-grid", left, 24.0, left, bottom + 10.0));
        out.with(line("c-grid", right, 24.0, right, bottom + 10.0))
    }
}

fn slope_line(
    entry: &SlopeLine,
    (before, after): (&Decimal, &Decimal),
    (a, b): (&Tag, &Tag),
    (left, right): (f64, f64),
    figures: &(String, String),
) -> Html {
    let direction = match after.cmp(before) {
        std::cmp::Ordering::Less => "c-slope c-falls",
        std::cmp::Ordering::Equal => "c-slope",
        std::cmp::Ordering::Greater => "c-slope c-rises",
    };
    let class = if entry.marked { format!("{direction} c-slope-marked") } else { direction.into() };
    let value = if entry.marked { "c-value c-strong" } else { "c-value" };
    let mut out = Html::new();
    out.push(line("c-hit-line", left, a.wanted, right, b.wanted));
    out.push(line(&class, left, a.wanted, right, b.wanted));
    out.push(dot("c-end", left, a.wanted, 3.0));
    out.push(dot("c-end", right, b.wanted, 3.0));
    out.push(line("c-leader", left - 14.0, a.placed, left - 4.0, a.wanted));
    out.push(line("c-leader", right + 4.0, b.wanted, right + 14.0, b.placed));
    out.push(text(value, left - 18.0, a.placed + 5.0, Anchor::End, &figures.0));
    out.with(text(value, right + 18.0, b.placed + 5.0, Anchor::Start, &figures.1))
}

/// Places texts at their heights, at least a line apart, within the drawing.
fn spread(wanted: Vec<f64>, bottom: f64) -> Vec<Tag> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let height = |at: usize| wanted.get(at).copied().unwrap_or_default();
    order.sort_by(|a, b| height(*a).total_cmp(&height(*b)));
    let mut placed: Vec<(usize, f64)> = Vec::with_capacity(order.len());
    for at in &order {
        let least = placed.last().map_or(f64::MIN, |(_, y)| y + SPACE);
        placed.push((*at, height(*at).max(least)));
    }
    let mut limit = bottom;
    for (_, y) in placed.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - SPACE;
    }
    let mut tags: Vec<Tag> = wanted.iter().map(|y| Tag { wanted: *y, placed: *y }).collect();
    for (at, y) in placed {
        if let Some(tag) = tags.get_mut(at) {
            tag.placed = y;
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: texts never touch. Method: 38 equal heights, and heights at the lower edge.
    #[test]
    fn texts_keep_their_distance() {
        for wanted in [vec![100.0; 38], vec![760.0; 38], (0..38).map(f64::from).collect()] {
            let mut placed: Vec<f64> =
                spread(wanted, 762.0).iter().map(|tag| tag.placed).collect();
            placed.sort_by(f64::total_cmp);
            assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= SPACE - 0.01));
            assert!(placed.iter().all(|y| (TOP..=762.0).contains(y)), "{placed:?}");
        }
    }
}
