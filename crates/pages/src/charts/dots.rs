//! A dot for each item on one scale, with a line to compare with: per head, and the median.

use super::bars::Item;
use super::canvas::{Anchor, Canvas, Drawing, SMALL, TEXT, dot, line, mark, text};
use super::lettering::width_of;
use super::rows::{Label, Plot, Rows, hit};
use super::scale::ticks;
use crate::html::Html;
use crate::measure::Measure;
use crate::words::Say;
use formula::number::{Decimal, Number};
use formula::words::Language;
use std::cmp::Ordering;

/// Dots, highest first.
#[derive(Debug, Clone)]
pub struct DotPlot {
    pub(super) items: Vec<Item>,
    pub(super) measure: Measure,
    reference: Option<(String, Decimal)>,
}

/// The middle value; of an even number of values exactly halfway between the two in the middle.
pub fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let upper = sorted.get(sorted.len() / 2).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get((sorted.len() / 2).checked_sub(1)?).copied()?;
    let half = Decimal::parse("0.5")?;
    lower.add(upper).and_then(|sum| sum.mul(half)).ok()
}

impl DotPlot {
    /// Dots, highest first; what is missing comes last.
    pub fn new(mut items: Vec<Item>, measure: Measure) -> DotPlot {
        items.sort_by(|one, other| match (one.value, other.value) {
            (Some(a), Some(b)) => b.cmp(&a),
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
        });
        DotPlot { items, measure, reference: None }
    }

    /// With a line to compare with: its name and value.
    #[must_use]
    pub fn reference(mut self, name: impl Into<String>, value: Decimal) -> DotPlot {
        self.reference = Some((name.into(), value));
        self
    }

    /// With the median of the values as the line to compare with.
    #[must_use]
    pub fn with_median(self, language: Language) -> DotPlot {
        let values: Vec<Decimal> = self.items.iter().filter_map(|item| item.value).collect();
        match median(&values) {
            Some(value) => self.reference(Say::shared(language).word("median"), value),
            None => self,
        }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        let labels: Vec<Label<'_>> = self
            .items
            .iter()
            .map(|item| Label { words: &item.label, detail: None, marked: item.marked })
            .collect();
        let head = if self.reference.is_some() { 44.0 } else { 24.0 };
        let rows = Rows::place(canvas, &labels, head);
        let (plot, marks) = self.plot(&rows, canvas);
        let mut body = self.axis(&rows, &plot, &marks, head, canvas);
        let from = self.reference.as_ref().map(|(_, value)| plot.at(value.to_f64()));
        for (item, place) in self.items.iter().zip(&rows.places) {
            let mut inside = hit(canvas, place);
            inside.push(place.label.clone());
            match item.value {
                Some(value) => {
                    let x = plot.at(value.to_f64());
                    if let Some(from) = from {
                        inside.push(line("c-stem", from, place.middle, x, place.middle));
                    }
                    let class = if item.marked { "c-dot c-dot-marked" } else { "c-dot" };
                    inside.push(dot(class, x, place.middle, if item.marked { 6.0 } else { 5.0 }));
                    inside.push(self.figure(item, value, x, from, place.middle, canvas.language));
                }
                None => {
                    let word = Say::shared(canvas.language).word("missing");
                    let y = place.middle + 5.0;
                    inside.push(text("c-missing-text", plot.left, y, Anchor::Start, &word));
                }
            }
            let name = item.name(&self.measure, canvas.language);
            body.push(canvas.door(item.href.as_deref(), &name, inside));
        }
        let (width, height) = (canvas.width, rows.bottom + 4.0);
        Drawing { width, height, body, legend: Vec::new(), note: None }
    }

    fn plot(&self, rows: &Rows, canvas: &Canvas) -> (Plot, Vec<f64>) {
        let reference = self.reference.iter().map(|(_, value)| value.to_f64());
        let values = self.items.iter().filter_map(|item| item.value.map(Decimal::to_f64));
        let all: Vec<f64> = values.chain(reference).collect();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min).min(f64::MAX);
        let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max).max(-f64::MAX);
        let (least, most) = if all.is_empty() { (0.0, 1.0) } else { (least, most) };
        // Small distances from zero are shown from zero.
        let least = if least >= 0.0 && least < most * 0.5 { 0.0 } else { least };
        let most = if most <= least { least + 1.0 } else { most };
        let marks = ticks(least, most, if canvas.is_narrow() { 3 } else { 6 });
        let figure = self
            .items
            .iter()
            .filter_map(|item| item.value)
            .map(|value| width_of(&self.measure.figure(value, canvas.language), TEXT))
            .fold(0.0_f64, f64::max);
        let side = figure + 28.0;
        let plot = Plot {
            left: rows.left + side.min(48.0),
            right: rows.right - side,
            least: marks.first().copied().unwrap_or(least),
            most: marks.last().copied().unwrap_or(most),
        };
        (plot, marks)
    }

    fn axis(&self, rows: &Rows, plot: &Plot, marks: &[f64], head: f64, canvas: &Canvas) -> Html {
        let mut out = Html::new();
        for tick in marks {
            out.push(rows.upright(plot, "c-grid", *tick, canvas));
            let value = Decimal::parse(&format!("{tick:.6}")).unwrap_or_default();
            let words = self.measure.figure(value, canvas.language);
            out.push(text("c-axis", plot.at(*tick), head - 8.0, Anchor::Middle, &words));
        }
        if let Some((name, value)) = &self.reference {
            let at = value.to_f64();
            out.push(rows.upright(plot, "c-reference", at, canvas));
            let words = format!("{name} {}", self.measure.full(*value, canvas.language));
            let half = width_of(&words, SMALL) / 2.0;
            let x = plot.at(at).max(half).min(canvas.width - half);
            out.push(text("c-reference-text", x, 14.0, Anchor::Middle, &words));
        }
        out
    }

    /// The figure beside its dot, on the side away from the line to compare with.
    fn figure(
        &self,
        item: &Item,
        value: Decimal,
        x: f64,
        from: Option<f64>,
        middle: f64,
        language: Language,
    ) -> Html {
        let words = self.measure.figure(value, language);
        let class = if item.marked { "c-value c-strong" } else { "c-value" };
        let y = middle + 5.0;
        let mut out = Html::new();
        let left_room = from.is_some_and(|from| x < from);
        if left_room {
            let mut at = x - 10.0;
            if let Some(standing) = item.standing {
                out.push(mark(at - 12.0, middle - 6.0, standing));
                at -= 16.0;
            }
            return out.with(text(class, at, y, Anchor::End, &words));
        }
        let mut at = x + 10.0;
        if let Some(standing) = item.standing {
            out.push(mark(at, middle - 6.0, standing));
            at += 16.0;
        }
        out.with(text(class, at, y, Anchor::Start, &words))
    }
}
