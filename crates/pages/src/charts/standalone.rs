//! A picture as a file of its own: title, legend and source inside, colours and type written out,
//! so that it looks the same in a report as on the page.

use super::canvas::{Anchor, Canvas, Drawing, WIDE, count, px, text};
use super::chart::Chart;
use super::lettering::wrapped;
use super::rows::moved;
use crate::assets::{LIGHT, PICTURES, token};
use crate::html::{Html, element};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use formula::words::Language;

const MARGIN: f64 = 24.0;

impl Chart {
    /// The picture as a file of its own, in the light theme.
    pub fn to_standalone_svg(&self, language: Language) -> String {
        let canvas = Canvas { width: WIDE, language, links: false };
        let drawing = self.picture.draw(&canvas);
        let inner = drawing.width.max(WIDE * 0.75);
        let mut sheet = Sheet { body: Html::new(), at: MARGIN, inner };
        sheet.lines("s-title", &self.frame.finding, 20.0, 26.0);
        sheet.lines("s-measure", &self.frame.measure, 14.0, 20.0);
        sheet.at += 12.0;
        sheet.body.push(moved(MARGIN, sheet.at, drawing.body.clone()));
        sheet.at += drawing.height + 12.0;
        sheet.legend(&drawing);
        if let Some(note) = &drawing.note {
            sheet.lines("s-source", note, 12.0, 17.0);
        }
        sheet.lines("s-source", &self.frame.source, 12.0, 17.0);
        let (width, height) = (px(inner + 2.0 * MARGIN), px(sheet.at + MARGIN - 8.0));
        let ground =
            element("rect").class("s-ground").attr("width", &width).attr("height", &height);
        let svg = element("svg")
            .attr("xmlns", "http://www.w3.org/2000/svg")
            .attr("viewBox", format!("0 0 {width} {height}"))
            .attr("width", &width)
            .attr("height", &height)
            .attr("lang", language.tag())
            .attr("role", "img")
            .child(element("title").child(&self.frame.finding))
            .child(element("desc").child(format!("{} {}", self.frame.measure, self.frame.source)))
            .child(element("style").child(written_out(PICTURES)))
            .child(ground)
            .child(sheet.body)
            .finish();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}\n")
    }
}

/// The sheet being filled from above.
struct Sheet {
    body: Html,
    at: f64,
    inner: f64,
}

impl Sheet {
    fn lines(&mut self, class: &str, words: &str, size: f64, step: f64) {
        for line in wrapped(words, size, self.inner) {
            self.at += step;
            self.body.push(text(class, MARGIN, self.at - 6.0, Anchor::Start, &line));
        }
    }

    fn legend(&mut self, drawing: &Drawing) {
        for (class, words) in &drawing.legend {
            let swatch = element("rect")
                .class(format!("tile {class}"))
                .attr("x", px(MARGIN))
                .attr("y", px(self.at + 2.0))
                .attr("width", "14")
                .attr("height", "14");
            self.body.push(swatch);
            let lines = wrapped(words, 12.0, self.inner - 24.0);
            for (at, line) in lines.iter().enumerate() {
                let y = self.at + 13.0 + count(at) * 16.0;
                self.body.push(text("s-legend", MARGIN + 22.0, y, Anchor::Start, line));
            }
            self.at += 4.0 + count(lines.len().max(1)) * 17.0;
        }
    }
}

/// The look of pictures with the values of its tokens in place: programs for drawing and writing
/// do not know custom properties. Angle brackets do not occur in it, so that it can stand in XML.
fn written_out(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut pieces = css.split("var(");
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (name, rest) = piece.split_once(')').unwrap_or((piece, ""));
        out.push_str(token(LIGHT, name.trim()).unwrap_or("#000"));
        out.push_str(rest);
    }
    out.replace('"', "")
}

/// A name that any file system and header takes: letters, digits, `-`, `_` and `.`.
pub(super) fn file_name(name: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().filter(plain).collect()
}

/// An answer that the browser saves as a file with this name, such as `allocation.svg`.
pub fn svg_download(file_name: &str, svg: String) -> Response {
    let name = self::file_name(file_name);
    let headers = [
        (CONTENT_TYPE, "image/svg+xml; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'".to_owned()),
    ];
    (headers, svg).into_response()
}
