//! A picture in its frame: the finding as title, what is measured, source, and the table behind.

use super::bars::{Bars, items_table};
use super::canvas::{Canvas, Drawing, NARROW, WIDE, px};
use super::dots::DotPlot;
use super::files::Files;
use super::slope::Slope;
use super::tiles::TileMap;
use super::waterfall::Waterfall;
use crate::content::disclosure;
use crate::html::{Element, Html, element};
use crate::table::Table;
use crate::words::Say;
use formula::words::Language;

/// What a picture says about itself.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(super) id: String,
    pub(super) finding: String,
    pub(super) measure: String,
    pub(super) source: String,
    heading: u8,
}

impl Frame {
    /// A frame: its id on the page, the finding ("Junik receives most per head"), what is measured
    /// ("EUR per head, 2026") and the source with its date.
    pub fn new(
        id: impl Into<String>,
        finding: impl Into<String>,
        measure: impl Into<String>,
        source: impl Into<String>,
    ) -> Frame {
        Frame {
            id: id.into(),
            finding: finding.into(),
            measure: measure.into(),
            source: source.into(),
            heading: 2,
        }
    }

    /// The level of its heading, 2 to 4; 2 unless said.
    #[must_use]
    pub fn heading_level(mut self, level: u8) -> Frame {
        self.heading = level;
        self
    }
}

/// The kinds of pictures.
#[derive(Debug, Clone)]
pub enum Picture {
    /// Places as squares.
    Tiles(TileMap),
    /// Lengths, or gains and losses.
    Bars(Bars),
    /// Dots on one scale.
    Dots(DotPlot),
    /// The steps of an amount.
    Waterfall(Waterfall),
    /// Two moments.
    Slope(Slope),
}

macro_rules! picture {
    ($($kind:ident($type:ty)),*) => {
        $(impl From<$type> for Picture {
            fn from(picture: $type) -> Picture {
                Picture::$kind(picture)
            }
        })*
    };
}
picture!(Tiles(TileMap), Bars(Bars), Dots(DotPlot), Waterfall(Waterfall), Slope(Slope));

impl Picture {
    pub(super) fn draw(&self, canvas: &Canvas) -> Drawing {
        match self {
            Picture::Tiles(map) => map.draw(canvas),
            Picture::Bars(bars) => bars.draw(canvas),
            Picture::Dots(dots) => dots.draw(canvas),
            Picture::Waterfall(waterfall) => waterfall.draw(canvas),
            Picture::Slope(slope) => slope.draw(canvas),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Picture::Tiles(map) => map.is_empty(),
            Picture::Bars(bars) => bars.items.is_empty(),
            Picture::Dots(dots) => dots.items.is_empty(),
            Picture::Waterfall(waterfall) => waterfall.is_empty(),
            Picture::Slope(slope) => slope.is_empty(),
        }
    }

    fn table(&self, id: String, caption: &str, language: Language) -> Table {
        match self {
            Picture::Tiles(map) => map.table(id, caption, language),
            Picture::Bars(bars) => items_table(id, caption, &bars.items, &bars.measure, language),
            Picture::Dots(dots) => items_table(id, caption, &dots.items, &dots.measure, language),
            Picture::Waterfall(waterfall) => waterfall.table(id, caption, language),
            Picture::Slope(slope) => slope.table(id, caption, language),
        }
    }
}

/// A picture in its frame.
#[derive(Debug, Clone)]
pub struct Chart {
    pub(super) frame: Frame,
    pub(super) picture: Picture,
    pub(super) files: Option<Files>,
    table: Option<Table>,
    elsewhere: Option<(String, String)>,
}

impl Chart {
    /// A picture in its frame; the table behind it is made from the same figures.
    pub fn new(frame: Frame, picture: impl Into<Picture>) -> Chart {
        Chart { frame, picture: picture.into(), files: None, table: None, elsewhere: None }
    }

    /// With a link to the table on the page that holds the same figures, instead of one of its
    /// own: what the link says, and the address of the table.
    #[must_use]
    pub fn table_at(mut self, label: impl Into<String>, href: impl Into<String>) -> Chart {
        self.elsewhere = Some((label.into(), href.into()));
        self
    }

    /// With a table of the caller's behind it, instead of the one made from the picture.
    #[must_use]
    pub fn table(mut self, table: Table) -> Chart {
        self.table = Some(table);
        self
    }

    /// The table behind the picture, also for a download.
    pub fn behind(&self, language: Language) -> Table {
        self.table.clone().unwrap_or_else(|| {
            let id = format!("{}-table", self.frame.id);
            let words = Say::shared(language).word("chart-table");
            self.picture.table(id, &format!("{words}: {}", self.frame.finding), language)
        })
    }

    /// As markup for a page.
    pub fn to_html(&self, language: Language) -> Html {
        let say = Say::shared(language);
        let frame = &self.frame;
        let title_id = format!("{}-title", frame.id);
        let heading = match frame.heading {
            3 => element("h3"),
            4 => element("h4"),
            _ => element("h2"),
        };
        let caption = element("figcaption")
            .child(heading.attr("id", &title_id).class("chart-title").child(&frame.finding))
            .child(element("p").class("chart-measure").child(&frame.measure));
        let (drawings, legend) = self.drawings(&title_id, language);
        element("figure")
            .class("chart")
            .attr("id", &frame.id)
            .child(caption)
            .child(drawings)
            .child(legend)
            .child(element("p").class("chart-source").child(&frame.source))
            .child(self.file_links(say))
            .child(self.table_behind(language))
            .finish()
    }

    fn drawings(&self, title_id: &str, language: Language) -> (Html, Html) {
        let wide = Canvas { width: WIDE, language, links: true };
        let drawing = self.picture.draw(&wide);
        if self.picture.is_empty() {
            let words = Say::shared(language).word("empty-picture");
            return (element("p").class("empty").child(words).finish(), Html::new());
        }
        let legend = legend_list(&drawing);
        if let Picture::Tiles(_) = &self.picture {
            let region = element("div")
                .class("chart-region")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-labelledby", title_id)
                .child(svg(&drawing, title_id, "chart-svg chart-tiles"));
            return (region.finish(), legend);
        }
        let narrow = self.picture.draw(&Canvas { width: NARROW, language, links: true });
        let both = svg(&drawing, title_id, "chart-svg chart-wide").finish();
        (both.with(svg(&narrow, title_id, "chart-svg chart-narrow")), legend)
    }

    fn table_behind(&self, language: Language) -> Html {
        match &self.elsewhere {
            Some((label, href)) => element("p")
                .class("chart-door")
                .child(element("a").attr("href", href).child(label))
                .finish(),
            None => {
                let words = Say::shared(language).word("chart-table");
                disclosure(words, self.behind(language).to_html(), false)
            }
        }
    }
}

/// The drawing as an element. A picture with doors in it is a group, so that the doors can be
/// reached; one without is a single image.
fn svg(drawing: &Drawing, title_id: &str, class: &str) -> Element {
    let has_inner_parts =
        drawing.body.as_str().contains("<a ") || drawing.body.as_str().contains("role=\"list\"");
    let role = if has_inner_parts { "group" } else { "img" };
    element("svg")
        .class(class)
        .attr("viewBox", format!("0 0 {} {}", px(drawing.width), px(drawing.height)))
        .attr("width", px(drawing.width))
        .attr("height", px(drawing.height))
        .attr("role", role)
        .attr("aria-labelledby", title_id)
        .child(drawing.body.clone())
}

fn legend_list(drawing: &Drawing) -> Html {
    let entries = drawing.legend.iter().map(|(class, words)| {
        let swatch = element("rect")
            .class(format!("tile {class}"))
            .attr("x", "1")
            .attr("y", "1")
            .attr("width", "16")
            .attr("height", "16")
            .attr("rx", "2");
        let swatch = element("svg")
            .class("swatch")
            .attr("viewBox", "0 0 18 18")
            .attr("width", "18")
            .attr("height", "18")
            .attr("aria-hidden", "true")
            .attr("focusable", "false")
            .child(swatch);
        element("li").child(swatch).child(words)
    });
    let list = (!drawing.legend.is_empty())
        .then(|| element("ul").class("legend").attr("role", "list").children(entries));
    let note = drawing.note.as_ref().map(|note| element("p").class("chart-note").child(note));
    Html::from(list).with(note)
}
