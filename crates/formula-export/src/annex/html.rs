//! A page of HTML, written piece by piece.

/// Markup under construction; text that goes in is escaped.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    pub(super) fn open(&mut self, tag: &str) -> &mut Html {
        self.0.push_str(&format!("<{tag}>"));
        self
    }

    pub(super) fn close(&mut self, tag: &str) -> &mut Html {
        self.0.push_str(&format!("</{tag}>\n"));
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Html {
        self.0.push_str(&escaped(text));
        self
    }

    /// An element that holds only text. `tag` may carry attributes.
    pub(super) fn element(&mut self, tag: &str, text: &str) -> &mut Html {
        let name = tag.split(' ').next().unwrap_or(tag);
        self.0.push_str(&format!("<{tag}>{}</{name}>\n", escaped(text)));
        self
    }

    /// A table with a header row; the first cell of a row names it.
    pub(super) fn table(&mut self, header: &[String], rows: &[Vec<String>]) {
        self.open("table").open("thead").open("tr");
        for name in header {
            self.element("th scope=\"col\"", name);
        }
        self.close("tr").close("thead").open("tbody");
        for row in rows {
            self.open("tr");
            for (at, cell) in row.iter().enumerate() {
                self.element(if at == 0 { "th scope=\"row\"" } else { "td" }, cell);
            }
            self.close("tr");
        }
        self.close("tbody").close("table");
    }

    /// What is markup already.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A page that looks the same on screen and on A4, and reads nothing from elsewhere.
pub(super) const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --page: #fff;
  --accent: #0b57a4; --ground: #f6f8fa }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --line: #3d444d;
  --page: #0d1117; --accent: #6cb0f5; --ground: #161b22 } }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .25rem 0 1rem }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-top: 1px solid var(--line);
  padding-top: 1rem }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
.kind, .note, footer { color: var(--soft); margin: .25rem 0 }
nav ol { padding-left: 1.25rem } a { color: var(--accent) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); font-weight: normal } thead th { color: var(--soft) }
ol.rules > li { margin: 0 0 1rem } ol.rules b { display: block }
ol.rules p { margin: .25rem 0 } code { color: var(--soft) }
pre { background: var(--ground); border: 1px solid var(--line); padding: 1rem; overflow-x: auto;
  font-size: .8125rem; line-height: 1.45 } .keyword { color: var(--accent) }
.comment, .text { color: var(--soft) } .definition { font-weight: 600 }
footer { margin-top: 3rem; font-size: .875rem; overflow-wrap: anywhere }
@media print { @page { size: A4; margin: 20mm } main { max-width: none; padding: 0 } nav { display:
  none } body { font-size: 10.5pt } pre { white-space: pre-wrap; border: 0; padding: 0 } h2, h3 {
  break-after: avoid } tr, li { break-inside: avoid } }
";
