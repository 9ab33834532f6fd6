//! Two moments side by side, a line for each item from the one to the other.

use super::canvas::{Anchor, Canvas, Drawing, SMALL, TEXT, count, dot, line, text};
use super::lettering::{cut, width_of};
use crate::html::Html;
use crate::measure::Measure;
use crate::table::{Cell, Column, Row, Table};
use crate::words::Say;
use formula::number::Decimal;
use formula::words::Language;
use std::cmp::Ordering;

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

    pub(super) fn is_empty(&self) -> bool {
        !self.lines.iter().any(|entry| entry.before.is_some() && entry.after.is_some())
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
        let height_of = |value: Decimal| match most - least {
            span if span <= 0.0 => TOP + inner / 2.0,
            span => TOP + (most - value.to_f64()) / span * inner,
        };
        let bottom = TOP + inner;
        let befores = spread(known.iter().map(|(_, a, _)| height_of(*a)).collect(), bottom);
        let afters = spread(known.iter().map(|(_, _, b)| height_of(*b)).collect(), bottom);
        let sides = self.sides(&known, canvas);
        let mut body = self.heads(&sides, canvas, bottom);
        for ((entry, before, after), (a, b)) in known.iter().zip(befores.iter().zip(&afters)) {
            let figure = |value| self.measure.figure(value, canvas.language);
            let figures = (figure(*before), figure(*after));
            let inside = sides.line(entry, after.cmp(before), (a, b), &figures);
            let name = format!("{}: {} → {}", entry.label, figures.0, figures.1);
            body.push(canvas.door(entry.href.as_deref(), &name, inside));
        }
        let (width, height) = (canvas.width, bottom + 14.0);
        Drawing { width, height, body, legend: Vec::new(), note: None }
    }

    fn sides(&self, known: &[(&SlopeLine, Decimal, Decimal)], canvas: &Canvas) -> Sides {
        let figures = known.iter().flat_map(|(_, a, b)| [*a, *b]).fold(0.0_f64, |room, value| {
            room.max(width_of(&self.measure.figure(value, canvas.language), TEXT))
        });
        let widest =
            known.iter().fold(60.0_f64, |r, (entry, ..)| r.max(width_of(&entry.label, TEXT)));
        let names = widest.min(canvas.width * if canvas.is_narrow() { 0.38 } else { 0.34 });
        let left = if canvas.is_narrow() { 6.0 } else { figures + 22.0 };
        let right = canvas.width - names - figures - 30.0;
        Sides { left, right, figures, names, narrow: canvas.is_narrow() }
    }

    fn heads(&self, sides: &Sides, canvas: &Canvas, bottom: f64) -> Html {
        let room = canvas.width / 2.0 - 12.0;
        let before = cut(&self.before, SMALL, room);
        let after = cut(&self.after, SMALL, room);
        let x = if sides.narrow { 0.0 } else { 4.0 };
        let mut out = Html::new();
        out.push(text("c-axis", x, 14.0, Anchor::Start, &before));
        let x = (sides.right + 18.0).min(canvas.width - width_of(&after, SMALL));
        out.push(text("c-axis", x, 14.0, Anchor::Start, &after));
        for x in [sides.left, sides.right] {
            out.push(line("c-grid", x, 24.0, x, bottom + 10.0));
        }
        out
    }
}

/// Where the two moments stand, and the room for figures and names beside them. On a narrow
/// screen the figures of the first moment are left to the table.
struct Sides {
    left: f64,
    right: f64,
    figures: f64,
    names: f64,
    narrow: bool,
}

impl Sides {
    fn line(
        &self,
        entry: &SlopeLine,
        change: Ordering,
        (a, b): (&Tag, &Tag),
        figures: &(String, String),
    ) -> Html {
        let direction = match change {
            Ordering::Less => "c-slope c-falls",
            Ordering::Equal => "c-slope",
            Ordering::Greater => "c-slope c-rises",
        };
        let strong = |class: &str| match entry.marked {
            true => format!("{class} c-strong"),
            false => class.to_owned(),
        };
        let class = match entry.marked {
            true => format!("{direction} c-slope-marked"),
            false => direction.to_owned(),
        };
        let (left, right, value) = (self.left, self.right, strong("c-value"));
        let mut out = Html::new();
        out.push(line("c-hit-line", left, a.wanted, right, b.wanted));
        out.push(line(&class, left, a.wanted, right, b.wanted));
        out.push(dot("c-end", left, a.wanted, 3.0));
        out.push(dot("c-end", right, b.wanted, 3.0));
        if !self.narrow {
            out.push(line("c-leader", left - 14.0, a.placed, left - 4.0, a.wanted));
            out.push(text(&value, left - 18.0, a.placed + 5.0, Anchor::End, &figures.0));
        }
        out.push(line("c-leader", right + 4.0, b.wanted, right + 14.0, b.placed));
        out.push(text(&value, right + 18.0, b.placed + 5.0, Anchor::Start, &figures.1));
        let x = right + self.figures + 28.0;
        let name = cut(&entry.label, TEXT, self.names);
        out.with(text(&strong("c-label"), x, b.placed + 5.0, Anchor::Start, &name))
    }
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
            let mut placed: Vec<f64> = spread(wanted, 762.0).iter().map(|tag| tag.placed).collect();
            placed.sort_by(f64::total_cmp);
            assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= SPACE - 0.01));
            assert!(placed.iter().all(|y| (0.0..=762.0).contains(y)), "{placed:?}");
        }
    }
}
