//! A table as markup.

use super::model::{Cell, Column, Row, Sorting, Table, Value};
use super::view::Direction;
use crate::address::{Address, hidden_fields};
use crate::content::standing_mark;
use crate::html::{Element, Html, element};
use crate::words::Say;

impl Table {
    /// As markup: the filter if there is one, and the table in a region that scrolls sideways on
    /// a narrow screen.
    pub fn to_html(&self) -> Html {
        let say = Say::shared(self.language);
        let caption_id = format!("{}-caption", self.id);
        let caption = element("caption")
            .attr("id", &caption_id)
            .attr_if("class", self.quiet_caption.then_some("unseen"))
            .child(element("span").class("stay").child(&self.caption));
        let table = element("table")
            .attr("id", &self.id)
            .child(caption)
            .child(self.head(say))
            .child(self.body(say))
            .child(
                self.total.as_ref().map(|total| element("tfoot").child(self.row(total, say, None))),
            );
        let region = element("div")
            .class(if self.wide { "table-region table-wide" } else { "table-region" })
            .attr("role", "region")
            .attr("aria-labelledby", &caption_id)
            .attr("tabindex", "0")
            .child(table);
        Html::from(self.sorting.as_ref().map(|sorting| self.filter_form(sorting, say))).with(region)
    }

    fn head(&self, say: Say<'_>) -> Element {
        let number = self.numbered.then(|| {
            element("th").attr("scope", "col").class("number rank").child(say.word("rank"))
        });
        let cells = self.columns.iter().map(|column| self.head_cell(column, say));
        element("thead").child(element("tr").child(number).children(cells))
    }

    fn head_cell(&self, column: &Column, say: Say<'_>) -> Element {
        let unit = column.measure.as_ref().map(|m| m.unit()).filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| element("span").class("unit").child(unit));
        let cell = element("th")
            .attr("scope", "col")
            .attr_if("class", column.measure.is_some().then_some("number"));
        let Some(sorting) = self.sorting.as_ref().filter(|_| column.sortable) else {
            return cell.child(&column.label).child(" ").child(unit);
        };
        let present = (sorting.view.sort.as_deref() == Some(column.id.as_str()))
            .then(|| sorting.view.direction());
        // Figures are asked for largest first, names from the first letter.
        let first = match column.measure {
            Some(_) => Direction::Descending,
            None => Direction::Ascending,
        };
        let next = present.map_or(first, Direction::other);
        let (aria, sign) = match present {
            Some(Direction::Ascending) => (Some("ascending"), "▲"),
            Some(Direction::Descending) => (Some("descending"), "▼"),
            None => (None, "▽"),
        };
        let hint = match next {
            Direction::Ascending => say.word("sort-ascending"),
            Direction::Descending => say.word("sort-descending"),
        };
        let mut address = Address::new(&sorting.path).with_all(&sorting.view.keep);
        if let Some(sought) = sorting.view.sought() {
            address = address.with("find", sought);
        }
        let address = address.with("sort", &column.id).with("dir", next.word());
        let sign_class = if present.is_some() { "sort-sign sort-on" } else { "sort-sign" };
        let link = element("a")
            .class("sort")
            .attr("href", format!("{}#{}", address.finish(), self.id))
            .attr("title", hint)
            .child(element("span").class("sort-label").child(&column.label))
            .child(element("span").class(sign_class).attr("aria-hidden", "true").child(sign));
        cell.attr_if("aria-sort", aria).child(link).child(" ").child(unit)
    }

    fn body(&self, say: Say<'_>) -> Element {
        if !self.rows.is_empty() {
            let rows = self.rows.iter().enumerate();
            let rows = rows.map(|(at, row)| self.row(row, say, Some(at.saturating_add(1))));
            return element("tbody").children(rows);
        }
        let filtered_out = self.sorting.as_ref().filter(|sorting| sorting.total_rows > 0);
        let sentence = match (filtered_out, &self.empty) {
            (Some(_), _) => say.word("nothing-found"),
            (None, Some(sentence)) => sentence.clone(),
            (None, None) => say.word("empty-table"),
        };
        let width = self.columns.len().saturating_add(usize::from(self.numbered));
        let cell = element("td")
            .class("empty")
            .attr("colspan", width.to_string())
            .child(element("span").class("stay").child(sentence));
        element("tbody").child(element("tr").child(cell))
    }

    fn row(&self, row: &Row, say: Say<'_>, number: Option<usize>) -> Element {
        let rank = self.numbered.then(|| {
            let shown = number.map(|n| n.to_string()).unwrap_or_default();
            element("td").class("number rank").child(shown)
        });
        let cells = self.columns.iter().enumerate().map(|(at, column)| match row.cells.get(at) {
            Some(cell) => self.cell(cell, column, at == 0, say),
            None => element("td"),
        });
        element("tr")
            .attr_if("id", row.id.as_ref())
            .attr_if("class", row.marked.then_some("marked"))
            .child(rank)
            .children(cells)
    }

    fn cell(&self, cell: &Cell, column: &Column, heads_row: bool, say: Say<'_>) -> Element {
        let shown = match (&cell.value, &column.measure) {
            (Value::Text(text), _) => Html::text(text),
            (Value::Figure(value), Some(measure)) => {
                Html::text(&measure.figure(*value, self.language))
            }
            (Value::Figure(value), None) => Html::text(&value.to_fixed(0)),
            (Value::Missing, _) => element("span")
                .class("missing")
                .child(element("span").attr("aria-hidden", "true").child("–"))
                .child(element("span").class("unseen").child(say.word("missing")))
                .finish(),
        };
        let shown = match &cell.href {
            Some(href) => element("a").attr("href", href).child(shown).finish(),
            None => shown,
        };
        let known = !matches!(cell.value, Value::Missing);
        let mark =
            cell.standing.filter(|_| known).map(|standing| standing_mark(standing, self.language));
        let detail = cell.detail.as_ref().map(|d| element("span").class("detail").child(d));
        let base = match heads_row {
            true => element("th").attr("scope", "row"),
            false => element("td"),
        };
        base.attr_if("class", column.measure.is_some().then_some("number"))
            .child(mark)
            .child(shown)
            .child(detail)
    }

    fn filter_form(&self, sorting: &Sorting, say: Say<'_>) -> Html {
        let Some(label) = &sorting.filter_label else {
            return Html::new();
        };
        let id = format!("{}-find", self.id);
        let mut kept = sorting.view.keep.clone();
        if let (Some(sort), Some(dir)) = (&sorting.view.sort, &sorting.view.dir) {
            kept.extend([("sort".to_owned(), sort.clone()), ("dir".to_owned(), dir.clone())]);
        }
        let sought = sorting.view.sought();
        let outcome = sought.map(|_| {
            let shown = self.rows.len().to_string();
            let all = sorting.total_rows.to_string();
            let clear = Address::new(&sorting.path).with_all(&kept).finish();
            element("p")
                .class("filter-outcome")
                .attr("role", "status")
                .child(say.with("filter-outcome", &[("shown", &shown), ("all", &all)]))
                .child(" ")
                .child(element("a").attr("href", clear).child(say.word("filter-clear")))
        });
        element("form")
            .class("filter")
            .attr("method", "get")
            .attr("action", format!("{}#{}", sorting.path, self.id))
            .attr("role", "search")
            .child(hidden_fields(&kept))
            .child(element("label").attr("for", &id).child(label))
            .child(
                element("span")
                    .class("filter-row")
                    .child(
                        element("input")
                            .class("input")
                            .attr("type", "search")
                            .attr("id", &id)
                            .attr("name", "find")
                            .attr("value", sought.unwrap_or(""))
                            .attr("autocomplete", "off")
                            .attr("spellcheck", "false")
                            .flag("data-search", true),
                    )
                    .child(
                        element("button")
                            .class("button button-quiet")
                            .attr("type", "submit")
                            .child(say.word("filter-submit")),
                    ),
            )
            .child(outcome)
            .finish()
    }
}
