//! The frame that bars, dots and waterfalls share: one row for each item, its label at the left
//! on a wide screen and above on a narrow one.

use super::canvas::{Anchor, Canvas, SMALL, TEXT, count, line, px, rect, text};
use super::lettering::{width_of, wrapped};
use crate::html::{Html, element};

/// What a row says.
pub(super) struct Label<'a> {
    pub(super) words: &'a str,
    pub(super) detail: Option<&'a str>,
    pub(super) marked: bool,
}

/// A row with its place.
pub(super) struct RowPlace {
    /// The label, drawn.
    pub(super) label: Html,
    /// The line on which bar, dot and figure stand.
    pub(super) middle: f64,
    /// The upper edge.
    pub(super) top: f64,
    /// The lower edge.
    pub(super) bottom: f64,
}

/// All rows with their places.
pub(super) struct Rows {
    pub(super) places: Vec<RowPlace>,
    /// Where the plot begins.
    pub(super) left: f64,
    /// Where the plot and its figures end.
    pub(super) right: f64,
    /// The lower edge of the last row.
    pub(super) bottom: f64,
}

const LINE: f64 = 18.0;
const SMALL_LINE: f64 = 15.0;
const GAP: f64 = 12.0;

impl Rows {
    /// Places rows from a height downwards.
    pub(super) fn place(canvas: &Canvas, labels: &[Label<'_>], top: f64) -> Rows {
        let narrow = canvas.is_narrow();
        let room = if narrow { canvas.width } else { canvas.width * 0.36 };
        let set: Vec<(Vec<String>, Vec<String>)> = labels
            .iter()
            .map(|label| {
                let detail = label.detail.map(|d| wrapped(d, SMALL, room)).unwrap_or_default();
                (wrapped(label.words, TEXT, room), detail)
            })
            .collect();
        let widest = set.iter().fold(0.0_f64, |widest, (words, detail)| {
            let words = words.iter().map(|line| width_of(line, TEXT));
            let detail = detail.iter().map(|line| width_of(line, SMALL));
            words.chain(detail).fold(widest, f64::max)
        });
        let left = if narrow { 0.0 } else { widest.min(room) + GAP };
        let mut at = top;
        let mut places = Vec::with_capacity(labels.len());
        for (label, (words, detail)) in labels.iter().zip(&set) {
            let block = count(words.len()) * LINE + count(detail.len()) * SMALL_LINE;
            let height = if narrow { block + 26.0 } else { (block + 8.0).max(26.0) };
            let first = if narrow { at + 4.0 } else { at + (height - block) / 2.0 };
            let middle = if narrow { at + block + 13.0 } else { at + height / 2.0 };
            let (x, anchor) = if narrow { (0.0, Anchor::Start) } else { (left - GAP, Anchor::End) };
            places.push(RowPlace {
                label: label_lines(label, words, detail, x, first, anchor),
                middle,
                top: at,
                bottom: at + height,
            });
            at += height;
        }
        Rows { places, left, right: canvas.width, bottom: at }
    }

    /// An upright line at a value. On a narrow screen, where labels stand above their bars, it is
    /// drawn beside the bars only, so that it crosses no label.
    pub(super) fn upright(&self, plot: &Plot, class: &str, value: f64, canvas: &Canvas) -> Html {
        let x = plot.at(value);
        if canvas.is_narrow() {
            let piece =
                |place: &RowPlace| line(class, x, place.middle - 11.0, x, place.middle + 11.0);
            return self.places.iter().map(|place| piece(place).finish()).collect();
        }
        let top = self.places.first().map_or(0.0, |place| place.top);
        line(class, x, top, x, self.bottom).finish()
    }
}

fn label_lines(
    label: &Label<'_>,
    words: &[String],
    detail: &[String],
    x: f64,
    top: f64,
    anchor: Anchor,
) -> Html {
    let class = if label.marked { "c-label c-strong" } else { "c-label" };
    let mut out = Html::new();
    let mut y = top;
    for line in words {
        out.push(text(class, x, y + 13.5, anchor, line));
        y += LINE;
    }
    for line in detail {
        out.push(text("c-detail", x, y + 11.0, anchor, line));
        y += SMALL_LINE;
    }
    out
}

/// Where values lie from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Plot {
    /// The place of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let span = self.most - self.least;
        if span <= 0.0 {
            return self.left;
        }
        self.left + (value - self.least) / span * (self.right - self.left)
    }
}

/// The area of a row that answers to the pointer, and shows the focus.
pub(super) fn hit(canvas: &Canvas, place: &RowPlace) -> Html {
    rect("c-hit", 0.0, place.top, canvas.width, place.bottom - place.top).finish()
}

/// A group moved to a place.
pub(super) fn moved(x: f64, y: f64, inside: Html) -> Html {
    element("g").attr("transform", format!("translate({} {})", px(x), px(y))).child(inside).finish()
}
