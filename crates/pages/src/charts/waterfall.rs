//! One amount, built up step by step: each step a bar that goes on where the last one ended.

use super::canvas::{Anchor, Canvas, Drawing, TEXT, line, mark, rect, text};
use super::lettering::width_of;
use super::rows::{Label, Plot, Rows, hit};
use crate::html::Html;
use crate::measure::Measure;
use crate::table::{Cell, Column, Row, Table};
use crate::words::Say;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Level,
    Change,
}

/// A step of an amount.
#[derive(Debug, Clone)]
pub struct Step {
    label: String,
    detail: Option<String>,
    kind: Kind,
    value: Decimal,
    href: Option<String>,
    standing: Option<Standing>,
}

impl Step {
    fn new(label: impl Into<String>, kind: Kind, value: Decimal) -> Step {
        let label = label.into();
        Step { label, detail: None, kind, value, href: None, standing: None }
    }

    /// What is added (or, below zero, taken away).
    pub fn change(label: impl Into<String>, value: Decimal) -> Step {
        Step::new(label, Kind::Change, value)
    }

    /// Where the amount stands: the beginning, a sum on the way, the end. Drawn from zero.
    pub fn level(label: impl Into<String>, value: Decimal) -> Step {
        Step::new(label, Kind::Level, value)
    }

    /// With the law or the reason beneath.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Step {
        self.detail = Some(detail.into());
        self
    }

    /// As a door: mostly `#an-anchor` on the same page.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Step {
        self.href = Some(href.into());
        self
    }

    /// With its standing: what is reported, estimated or assumed carries a mark.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Step {
        self.standing = Some(standing).filter(|standing| standing.is_unverified());
        self
    }

    fn measure(&self, measure: &Measure) -> Measure {
        match self.kind {
            Kind::Level => measure.clone(),
            Kind::Change => measure.clone().signed(),
        }
    }
}

/// The steps of an amount.
#[derive(Debug, Clone)]
pub struct Waterfall {
    steps: Vec<Step>,
    measure: Measure,
}

impl Waterfall {
    /// Steps in their order.
    pub fn new(steps: Vec<Step>, measure: Measure) -> Waterfall {
        Waterfall { steps, measure }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The table behind the picture.
    pub(super) fn table(&self, id: String, caption: &str, language: Language) -> Table {
        let say = Say::shared(language);
        let columns = vec![
            Column::text("step", say.word("chart-step")),
            Column::figure("change", say.word("chart-change"), self.measure.clone().signed()),
            Column::figure("level", say.word("chart-level"), self.measure.clone()),
        ];
        let rows = self.steps.iter().map(|step| {
            let mut name = Cell::text(&step.label);
            if let Some(detail) = &step.detail {
                name = name.detail(detail);
            }
            if let Some(href) = &step.href {
                name = name.href(href);
            }
            let mut value = Cell::figure(step.value);
            if let Some(standing) = step.standing {
                value = value.standing(standing);
            }
            match step.kind {
                Kind::Change => Row::new(vec![name, value, Cell::text("")]),
                Kind::Level => Row::new(vec![name, Cell::text(""), value]).marked(true),
            }
        });
        Table::new(id, caption, columns, language).rows(rows.collect()).quiet_caption()
    }

    /// Where each bar begins and ends.
    fn spans(&self) -> Vec<(f64, f64)> {
        let mut at = 0.0;
        let spans = self.steps.iter().map(|step| {
            let value = step.value.to_f64();
            let span = match step.kind {
                Kind::Level => (0.0, value),
                Kind::Change => (at, at + value),
            };
            at = span.1;
            span
        });
        spans.collect()
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        let labels: Vec<Label<'_>> = self
            .steps
            .iter()
            .map(|step| Label {
                words: &step.label,
                detail: step.detail.as_deref(),
                marked: step.kind == Kind::Level,
            })
            .collect();
        let rows = Rows::place(canvas, &labels, 0.0);
        let spans = self.spans();
        let plot = self.plot(&rows, &spans, canvas.language);
        let mut body = Html::new();
        body.push(rows.upright(&plot, "c-zero", 0.0, canvas));
        for (at, (step, place)) in self.steps.iter().zip(&rows.places).enumerate() {
            let Some((from, to)) = spans.get(at).copied() else {
                continue;
            };
            let mut inside = hit(canvas, place);
            inside.push(place.label.clone());
            let class = match (step.kind, step.value.is_negative()) {
                (Kind::Level, _) => "c-level",
                (Kind::Change, true) => "c-loss",
                (Kind::Change, false) => "c-gain",
            };
            let (x1, x2) = (plot.at(from), plot.at(to));
            let (left, right) = (x1.min(x2), x1.max(x2));
            // A step too small to see still shows where it stands.
            let breadth = (right - left).max(1.5);
            inside.push(rect(class, left, place.middle - 8.0, breadth, 16.0));
            inside.push(self.figure(step, right, place.middle, canvas.language));
            let name = self.name(step, canvas.language);
            body.push(canvas.door(step.href.as_deref(), &name, inside));
            // On a narrow screen the labels stand between the bars, where the line would go.
            if canvas.is_narrow() {
                continue;
            }
            if let Some(next) = rows.places.get(at.saturating_add(1)) {
                body.push(line("c-join", x2, place.middle + 8.0, x2, next.middle - 8.0));
            }
        }
        let (width, height) = (canvas.width, rows.bottom + 4.0);
        Drawing { width, height, body, legend: Vec::new(), note: None }
    }

    fn plot(&self, rows: &Rows, spans: &[(f64, f64)], language: Language) -> Plot {
        let ends = spans.iter().flat_map(|(from, to)| [*from, *to]);
        let (least, most) = ends.fold((0.0_f64, 0.0_f64), |(l, m), v| (l.min(v), m.max(v)));
        let room = self.steps.iter().fold(0.0_f64, |room, step| {
            let words = step.measure(&self.measure).figure(step.value, language);
            let mark = if step.standing.is_some() { 16.0 } else { 0.0 };
            room.max(width_of(&words, TEXT) + mark + 8.0)
        });
        let most = if most <= least { least + 1.0 } else { most };
        Plot { left: rows.left, right: rows.right - room, least, most }
    }

    fn figure(&self, step: &Step, end: f64, middle: f64, language: Language) -> Html {
        let words = step.measure(&self.measure).figure(step.value, language);
        let strong = step.kind == Kind::Level;
        let class = if strong { "c-value c-strong" } else { "c-value" };
        let mut x = end + 6.0;
        let mut out = Html::new();
        if let Some(standing) = step.standing {
            out.push(mark(x, middle - 6.0, standing));
            x += 16.0;
        }
        out.with(text(class, x, middle + 5.0, Anchor::Start, &words))
    }

    fn name(&self, step: &Step, language: Language) -> String {
        let value = step.measure(&self.measure).full(step.value, language);
        let detail = step.detail.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
        let standing = step
            .standing
            .map(|s| format!(" ({})", Say::shared(language).standing(s)))
            .unwrap_or_default();
        format!("{}: {value}{standing}{detail}", step.label)
    }
}
