//! What every picture draws with: a width, a language, and shapes with classes.

use crate::content::dial;
use crate::html::{Element, Html, element};
use formula::standing::Standing;
use formula::words::Language;

/// The width of a drawing on a wide screen, in pixels at full size.
pub(super) const WIDE: f64 = 720.0;
/// The width of a drawing on a telephone.
pub(super) const NARROW: f64 = 340.0;
/// The size of labels and figures, in pixels.
pub(super) const TEXT: f64 = 14.0;
/// The size of axis labels and second lines.
pub(super) const SMALL: f64 = 12.0;

/// For whom and how wide a picture is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) language: Language,
    /// Whether items lead somewhere; not in a downloaded file.
    pub(super) links: bool,
}

impl Canvas {
    pub(super) fn is_narrow(&self) -> bool {
        self.width < 500.0
    }

    /// A shape that leads somewhere, with its accessible name, which is the title of the shape;
    /// without an address it is a group.
    pub(super) fn door(&self, href: Option<&str>, name: &str, inside: Html) -> Html {
        match href.filter(|_| self.links) {
            Some(href) => element("a")
                .attr("href", href)
                .child(element("title").child(name))
                .child(inside)
                .finish(),
            None => element("g").child(element("title").child(name)).child(inside).finish(),
        }
    }
}

/// A finished drawing.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) body: Html,
    /// What the classes of shapes mean, in words.
    pub(super) legend: Vec<(String, String)>,
    /// A line about the figures inside the drawing.
    pub(super) note: Option<String>,
}

/// A coordinate with at most one decimal.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A count as a coordinate.
pub(super) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text with its baseline at `y`.
pub(super) fn text(class: &str, x: f64, y: f64, anchor: Anchor, words: &str) -> Element {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    element("text")
        .class(class)
        .attr("x", px(x))
        .attr("y", px(y))
        .attr_if("text-anchor", anchor)
        .child(words)
}

/// A rectangle. A negative width grows to the left.
pub(super) fn rect(class: &str, x: f64, y: f64, width: f64, height: f64) -> Element {
    let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
    element("rect")
        .class(class)
        .attr("x", px(x))
        .attr("y", px(y))
        .attr("width", px(width))
        .attr("height", px(height))
}

/// A straight line.
pub(super) fn line(class: &str, x1: f64, y1: f64, x2: f64, y2: f64) -> Element {
    element("line")
        .class(class)
        .attr("x1", px(x1))
        .attr("y1", px(y1))
        .attr("x2", px(x2))
        .attr("y2", px(y2))
}

/// A dot.
pub(super) fn dot(class: &str, x: f64, y: f64, radius: f64) -> Element {
    element("circle").class(class).attr("cx", px(x)).attr("cy", px(y)).attr("r", px(radius))
}

/// The mark of a standing, its left upper corner at a point; 12 wide and high.
pub(super) fn mark(x: f64, y: f64, standing: Standing) -> Html {
    dial(standing).attr("x", px(x)).attr("y", px(y)).finish()
}
