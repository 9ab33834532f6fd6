//! A picture as a file: SVG and CSV from the server, under the address of its page.
//!
//! The address of a page with `picture=map&as=svg` behind it answers with the picture `map` of
//! that page alone, `as=csv` with the figures behind it. A picture as PNG is drawn by the browser
//! from the SVG (docs/design/pictures.md says why), so that its button stands only where scripts
//! run.

use super::chart::Chart;
use super::standalone::{file_name, svg_download};
use crate::address::Address;
use crate::csv::csv_download;
use crate::html::{Element, element};
use crate::words::Say;
use axum::response::Response;
use formula::words::Language;

/// The field of an address that names a picture.
pub const PICTURE: &str = "picture";
/// The field of an address that says as what it is wanted: `svg` or `csv`.
pub const AS: &str = "as";

/// What files of a page begin with, and its address without these two fields.
#[derive(Debug, Clone)]
pub(super) struct Files {
    name: String,
    page: Address,
}

impl Chart {
    /// With files to take away, named `{name}-{id}.svg`, under the address of the page.
    #[must_use]
    pub fn files(mut self, name: impl Into<String>, page: &Address) -> Chart {
        self.files = Some(Files { name: name.into(), page: page.clone() });
        self
    }

    /// The picture as a file; none where no such kind of file is known.
    fn file(&self, kind: &str, language: Language) -> Option<Response> {
        let name = self.files.as_ref().map_or("picture", |files| files.name.as_str());
        let name = format!("{name}-{}.{kind}", self.frame.id);
        match kind {
            "svg" => Some(svg_download(&name, self.to_standalone_svg(language))),
            "csv" => Some(csv_download(&file_name(&name), &self.behind(language).to_csv_rows())),
            _ => None,
        }
    }

    /// The list of files beneath the picture.
    pub(super) fn file_links(&self, say: Say<'_>) -> Option<Element> {
        let files = self.files.as_ref()?;
        let href =
            |kind: &str| files.page.clone().with(PICTURE, &self.frame.id).with(AS, kind).finish();
        let link = |kind: &str, label: &str| {
            element("li").child(element("a").attr("href", href(kind)).child(label))
        };
        let png = element("button")
            .attr("type", "button")
            .class("link-button")
            .attr("data-png", href("svg"))
            .attr("data-name", file_name(&format!("{}-{}.png", files.name, self.frame.id)))
            .attr("data-failed", say.word("png-failed"))
            .child("PNG");
        let list = element("ul")
            .attr("role", "list")
            .child(link("svg", "SVG"))
            .child(element("li").class("scripted").child(png))
            .child(link("csv", "CSV"));
        let label = element("span").child(say.word("download"));
        Some(element("div").class("chart-downloads").child(label).child(list))
    }
}

/// The file that an address asks for, if one of the pictures of its page is asked for.
pub fn picture_file(
    charts: &[Chart],
    picture: Option<&str>,
    kind: Option<&str>,
    language: Language,
) -> Option<Response> {
    let chart = charts.iter().find(|chart| Some(chart.frame.id.as_str()) == picture)?;
    chart.file(kind?, language)
}
