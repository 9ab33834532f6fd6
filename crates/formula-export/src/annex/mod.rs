//! The formula as the annex to a regulation: a page in words, made from the plan.
//!
//! It states what goes in, the parameters with their sources and the days from which they hold,
//! every rule in the order of the file, what must hold, and how the words are meant; at its end
//! stands the text of the formula itself.

mod html;
mod meanings;

use crate::words::{say, scenario};
use formula::diagnostic::Span;
use formula::explain::{format_value, rule_in_words, unit_words};
use formula::plan::{
    Column, Constant, Definition, Param, Plan, Scale, ScaleVersion, Table, Type, Wording,
};
use formula::run::Value;
use formula::standing::Standing;
use formula::syntax::ast::ScaleKind;
use formula::syntax::highlight::classify;
use formula::words::{Language, format_date};
use html::{Html, STYLE};

/// A page of HTML that holds all it needs, in the language asked for.
///
/// Equal plans give equal pages, so that a published annex can be compared with its formula.
pub fn annex(plan: &Plan, language: Language) -> String {
    Annex { plan, language, html: Html::default(), parts: Vec::new() }.page()
}

struct Annex<'p> {
    plan: &'p Plan,
    language: Language,
    html: Html,
    /// Anchor and title of each part so far.
    parts: Vec<(&'static str, String)>,
}

impl Annex<'_> {
    fn say(&self, id: &str) -> String {
        say(self.language, id, &[])
    }

    fn say_of(&self, id: &str, name: &'static str, value: &str) -> String {
        say(self.language, id, &[(name, value)])
    }

    fn cited(&self, cites: &[Wording]) -> String {
        Wording::joined(cites).map(|cited| cited.say(self.language)).unwrap_or_default()
    }

    fn page(mut self) -> String {
        self.inputs();
        self.lists();
        self.parameters();
        self.scales();
        self.functions();
        self.rules();
        self.checks();
        self.meanings();
        self.text();
        let (plan, language) = (self.plan, self.language);
        let title = plan.labels.say(language, &plan.name);
        let mut page = Html::default();
        page.raw("<!doctype html>\n").open(&format!("html lang=\"{}\"", language.tag()));
        page.open("head").raw("<meta charset=\"utf-8\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.element("title", &title).open("style").raw(STYLE).close("style").close("head");
        page.open("body").open("main").open("header");
        page.element("p class=\"kind\"", &self.say("annex-kind")).element("h1", &title);
        if let Some(said) = scenario(plan, language) {
            page.open("p").element("strong", &said).close("p");
        }
        if !plan.cites.is_empty() {
            let basis = self.say_of("annex-basis", "cites", &self.cited(&plan.cites));
            page.element("p", &basis);
        }
        page.close("header").open("nav").open("ol");
        for (anchor, title) in &self.parts {
            page.open("li").element(&format!("a href=\"#{anchor}\""), title).close("li");
        }
        page.close("ol").close("nav").raw(&self.html.into_text());
        let footer = [("name", plan.name.as_str()), ("hash", plan.hash.as_str())];
        page.element("footer", &say(language, "annex-footer", &footer));
        page.close("main").close("body").close("html");
        page.into_text()
    }

    /// Begins a part, numbered as they come.
    fn part(&mut self, anchor: &'static str, title: &str) {
        let title = self.say(title);
        let number = self.parts.len() + 1;
        self.html.element(&format!("h2 id=\"{anchor}\""), &format!("{number}. {title}"));
        self.parts.push((anchor, title));
    }

    fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let header: Vec<String> = header.iter().map(|id| self.say(id)).collect();
        self.html.open("div class=\"wide\"").table(&header, rows);
        self.html.close("div");
    }

    fn inputs(&mut self) {
        let plan = self.plan;
        let tables: Vec<&Table> = plan.tables.iter().filter(|t| t.members.is_none()).collect();
        if tables.is_empty() && plan.uses.is_empty() {
            return;
        }
        self.part("inputs", "annex-inputs");
        for table in tables {
            self.html.element("h3", &table.labels.say(self.language, &table.name));
            let rows: Vec<Vec<String>> = self.columns(table);
            self.table(&["annex-column", "annex-unit", "annex-source"], &rows);
        }
        let of_country: Vec<Vec<String>> =
            plan.uses.iter().filter(|u| u.table.is_none()).map(|u| self.used(u)).collect();
        if !of_country.is_empty() {
            self.html.element("h3", &self.say("annex-country"));
            self.table(&["annex-column", "annex-unit", "annex-source"], &of_country);
        }
    }

    /// The columns of a table, a family of columns as one, then results of other formulas.
    fn columns(&self, table: &Table) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut family: Option<&str> = None;
        for (at, column) in table.columns.iter().enumerate() {
            let name = column.family.as_ref().map(|f| f.name.as_str());
            if name.is_some() && name == family {
                continue;
            }
            family = name;
            let is_key = table.key.is_some_and(|key| key.0 == at);
            rows.push(self.column(column, is_key));
        }
        let here = self.plan.table_named(&table.name).map(|(id, _)| id);
        rows.extend(self.plan.uses.iter().filter(|u| u.table == here).map(|u| self.used(u)));
        rows
    }

    fn column(&self, column: &Column, is_key: bool) -> Vec<String> {
        let language = self.language;
        let mut notes = Vec::new();
        if is_key {
            notes.push(self.say("annex-columns-key"));
        }
        if let Some(family) = &column.family
            && let Some(category) = self.plan.table(family.category)
        {
            let name = category.labels.say(language, &category.name);
            notes.push(self.say_of("annex-columns-member", "name", &name));
        }
        if let Type::Row(target) = column.ty
            && let Some(target) = self.plan.table(target)
        {
            let name = target.labels.say(language, &target.name);
            notes.push(self.say_of("annex-columns-reference", "name", &name));
        }
        if let Some(decided) = &column.decided {
            let before = ["annex-columns-decided", "annex-columns-decided-before"];
            let id = before.get(usize::from(decided.year_before)).copied().unwrap_or_default();
            let of = [("formula", &*decided.formula), ("result", &*decided.result)];
            notes.push(say(language, id, &of));
        }
        for (holds, id) in [
            (column.optional, "annex-columns-optional"),
            (column.protected, "annex-columns-protected"),
        ] {
            if holds {
                notes.push(self.say(id));
            }
        }
        notes.extend(column.cites.iter().map(|cited| cited.say(language)));
        let name = column.family.as_ref().map_or(&column.name, |f| &f.name);
        let label = column.labels.say(language, name);
        vec![label, self.unit(&column.ty, column.percent), notes.join("; ")]
    }

    fn used(&self, used: &formula::plan::Use) -> Vec<String> {
        let of = [("formula", &*used.formula), ("result", &*used.result)];
        let source = say(self.language, "annex-from-formula", &of);
        vec![used.labels.say(self.language, &used.name), self.unit(&used.ty, false), source]
    }

    fn unit(&self, ty: &Type, percent: bool) -> String {
        match ty {
            Type::Number(_) if percent => "%".to_owned(),
            Type::Number(unit) if unit.is_plain() => self.say("annex-unit-plain"),
            Type::Number(unit) => unit_words(unit, self.language),
            Type::Bool => self.say("annex-unit-yes-no"),
            Type::Date => self.say("annex-unit-date"),
            Type::Text => self.say("annex-unit-text"),
            Type::Choice(id) => {
                let words = self.plan.choices.get(id.0);
                words.map(|w| w.join(" | ")).unwrap_or_default()
            }
            Type::Row(_) => self.say("annex-unit-reference"),
        }
    }

    fn lists(&mut self) {
        let plan = self.plan;
        if plan.tables.iter().all(|t| t.members.is_none()) {
            return;
        }
        self.part("lists", "annex-lists");
        for table in &plan.tables {
            let Some(members) = &table.members else { continue };
            let name = table.labels.say(self.language, &table.name);
            let title = self.say_of("annex-category", "name", &name);
            self.html.element("h3", &title);
            if table.columns.len() < 2 {
                let names: Vec<String> = members.iter().map(|m| m.name.replace('_', " ")).collect();
                self.html.element("p", &names.join(", "));
                continue;
            }
            let header: Vec<String> =
                table.columns.iter().map(|c| c.labels.say(self.language, &c.name)).collect();
            let rows: Vec<Vec<String>> = members.iter().map(|m| m.cells.clone()).collect();
            self.html.open("div class=\"wide\"").table(&header, &rows);
            self.html.close("div");
        }
    }

    fn parameters(&mut self) {
        let plan = self.plan;
        if plan.params.is_empty() {
            return;
        }
        self.part("parameters", "annex-parameters");
        let rows: Vec<Vec<String>> = plan.params.iter().flat_map(|p| self.parameter(p)).collect();
        let header = ["annex-parameter", "annex-value", "annex-in-force", "annex-source"];
        self.table(&header, &rows);
    }

    /// One line for each value from its day on; for a parameter by category one for each member.
    fn parameter(&self, param: &Param) -> Vec<Vec<String>> {
        let label = param.labels.say(self.language, &param.name);
        let mut rows = Vec::new();
        for dated in &param.values {
            // A date keeps to one line of its narrow column.
            let since = format_date(dated.since, self.language).replace(' ', "\u{a0}");
            let source = self.source(dated.standing, dated.reason.as_ref(), &dated.cites);
            let mut line = |name: String, value: String, source: &str| {
                rows.push(vec![name, value, since.clone(), source.to_owned()]);
            };
            match &dated.value {
                None => line(label.clone(), self.say("annex-repealed"), &source),
                Some(value) if dated.members.is_empty() => {
                    line(label.clone(), self.constant(value, &param.ty, param.percent), &source);
                }
                Some(_) => {
                    let places = self.places(param);
                    for (at, (place, value)) in places.iter().zip(&dated.members).enumerate() {
                        let value = self.constant(value, &param.ty, param.percent);
                        let set = dated.set.get(&at).map(|firmness| {
                            self.source(firmness.standing, firmness.reason.as_ref(), &[])
                        });
                        let source = set.as_deref().unwrap_or(&source);
                        line(format!("{label}: {place}"), value, source);
                    }
                }
            }
        }
        rows
    }

    /// The members, or combinations of members, by which a parameter is given, in their order.
    fn places(&self, param: &Param) -> Vec<String> {
        let mut places = vec![String::new()];
        for category in &param.by {
            let table = self.plan.table(*category);
            let members = table.and_then(|t| t.members.as_deref()).unwrap_or_default();
            places = places
                .iter()
                .flat_map(|before| {
                    members.iter().map(move |member| {
                        let name = member.name.replace('_', " ");
                        if before.is_empty() { name } else { format!("{before}, {name}") }
                    })
                })
                .collect();
        }
        places
    }

    fn constant(&self, constant: &Constant, ty: &Type, percent: bool) -> String {
        let value = match constant {
            Constant::Number(number) => Value::Number(*number),
            Constant::Bool(truth) => Value::Bool(*truth),
            Constant::Date(date) => Value::Date(*date),
            Constant::Text(text) => Value::Text(text.as_str().into()),
        };
        format_value(self.plan, &value, ty, percent, self.language)
    }

    fn source(&self, standing: Standing, reason: Option<&Wording>, cites: &[Wording]) -> String {
        let mut parts: Vec<String> = cites.iter().map(|c| c.say(self.language)).collect();
        let id = match standing {
            Standing::Derived => Some("annex-reason-derived"),
            Standing::Estimated => Some("annex-reason-estimated"),
            Standing::Assumed => Some("annex-reason-assumed"),
            Standing::Verified | Standing::Reported => None,
        };
        if let (Some(id), Some(reason)) = (id, reason) {
            parts.push(self.say_of(id, "reason", &reason.say(self.language)));
        }
        if parts.is_empty() { self.say("annex-source-none") } else { parts.join("; ") }
    }

    fn scales(&mut self) {
        let plan = self.plan;
        if plan.scales.is_empty() {
            return;
        }
        self.part("scales", "annex-scales");
        for scale in &plan.scales {
            let name = scale.labels.say(self.language, &scale.name);
            let argument = self.unit(&Type::Number(scale.argument.clone()), false);
            let title = [("name", &*name), ("argument", &*argument)];
            self.html.element("h3", &say(self.language, "annex-scale", &title));
            let kind = match scale.kind {
                ScaleKind::Bands => "annex-kind-bands",
                ScaleKind::Slices => "annex-kind-slices",
                ScaleKind::Points => "annex-kind-points",
            };
            self.html.element("p", &self.say(kind));
            for version in &scale.versions {
                self.scale_version(scale, version);
            }
        }
    }

    fn scale_version(&mut self, scale: &Scale, version: &ScaleVersion) {
        let mut notes = Vec::new();
        if let Some(since) = version.since {
            let since = format_date(since, self.language);
            notes.push(format!("{}: {since}", self.say("annex-in-force")));
        }
        notes.push(self.source(version.standing, version.reason.as_ref(), &version.cites));
        if scale.kind == ScaleKind::Points {
            let outside = ["annex-error-outside", "annex-flat-outside"];
            let id = outside.get(usize::from(version.flat_outside)).copied().unwrap_or_default();
            notes.push(self.say(id));
        }
        self.html.element("p class=\"note\"", &notes.join(" · "));
        let argument = Type::Number(scale.argument.clone());
        let value = Type::Number(match scale.kind {
            ScaleKind::Slices => scale.result.over(&scale.argument),
            ScaleKind::Bands | ScaleKind::Points => scale.result.clone(),
        });
        let line = |edge: &Option<_>, inclusive: bool| match edge {
            None => self.say("annex-edge-above"),
            Some(edge) => {
                let edge = self.constant(&Constant::Number(*edge), &argument, false);
                let id = match (scale.kind, inclusive) {
                    (ScaleKind::Points, _) => "annex-edge-at",
                    (_, true) => "annex-edge-up-to",
                    (_, false) => "annex-edge-below",
                };
                self.say_of(id, "edge", &edge)
            }
        };
        let rows: Vec<Vec<String>> = version
            .lines
            .iter()
            .map(|(edge, inclusive, rate)| {
                let rate = self.constant(&Constant::Number(*rate), &value, false);
                vec![line(edge, *inclusive), rate]
            })
            .collect();
        self.table(&["annex-edge", "annex-value"], &rows);
    }

    fn functions(&mut self) {
        let plan = self.plan;
        if plan.functions.is_empty() {
            return;
        }
        self.part("functions", "annex-functions");
        self.html.open("ol class=\"rules\"");
        for function in &plan.functions {
            let name = function.labels.say(self.language, &function.name);
            let arguments: Vec<String> = function
                .arguments
                .iter()
                .map(|(name, ty)| format!("{} ({})", name.replace('_', " "), self.unit(ty, false)))
                .collect();
            let arguments = arguments.join(", ");
            let title = [("name", &*name), ("arguments", &*arguments)];
            let title = say(self.language, "annex-function", &title);
            self.html.open("li").element("b", &title);
            self.html.element("code", plan.source.slice(function.span));
            if !function.cites.is_empty() {
                let cites = self.say_of("annex-cites", "cites", &self.cited(&function.cites));
                self.html.element("p class=\"note\"", &cites);
            }
            self.html.close("li");
        }
        self.html.close("ol");
    }

    /// The definitions by chapter, each chapter where its first definition stands in the file.
    fn rules(&mut self) {
        let plan = self.plan;
        let mut in_file: Vec<&Definition> = plan.definitions.iter().collect();
        in_file.sort_by_key(|d| d.span);
        let mut chapters: Vec<(Option<formula::plan::TableId>, Vec<&Definition>)> = Vec::new();
        for definition in in_file {
            match chapters.iter_mut().find(|(table, _)| *table == definition.table) {
                Some((_, chapter)) => chapter.push(definition),
                None => chapters.push((definition.table, vec![definition])),
            }
        }
        if chapters.is_empty() {
            return;
        }
        self.part("rules", "annex-rules");
        let mut number = 1;
        for (table, chapter) in chapters {
            let title = match table.and_then(|t| plan.table(t)) {
                None => self.say("annex-country"),
                Some(table) => {
                    let name = table.labels.say(self.language, &table.name);
                    self.say_of("annex-each", "name", &name)
                }
            };
            self.html.element("h3", &title);
            self.html.open(&format!("ol class=\"rules\" start=\"{number}\""));
            number += chapter.len();
            for definition in chapter {
                self.rule(definition);
            }
            self.html.close("ol");
        }
    }

    fn rule(&mut self, definition: &Definition) {
        let language = self.language;
        let label = definition.labels.say(language, &definition.name);
        let unit = self.unit(&definition.ty, definition.percent);
        let title = if definition.result {
            format!("{}: {label} ({unit})", self.say("annex-result"))
        } else {
            format!("{label} ({unit})")
        };
        self.html.open("li").element("b", &title);
        self.html.element("p", &rule_in_words(self.plan, &definition.body, language));
        let mut notes = Vec::new();
        if !definition.cites.is_empty() {
            notes.push(self.say_of("annex-cites", "cites", &self.cited(&definition.cites)));
        }
        if let Some((standing, reason)) = &definition.standing {
            notes.push(self.source(*standing, Some(reason), &[]));
        }
        if !notes.is_empty() {
            self.html.element("p class=\"note\"", &notes.join(" · "));
        }
        self.html.close("li");
    }

    fn checks(&mut self) {
        let plan = self.plan;
        if plan.checks.is_empty() {
            return;
        }
        self.part("checks", "annex-check");
        self.html.open("ol class=\"rules\"");
        for check in &plan.checks {
            let words = rule_in_words(plan, &check.condition, self.language);
            let label = check.labels.say(self.language, "");
            self.html.open("li");
            if !label.is_empty() {
                self.html.element("b", &label);
            }
            self.html.element("p", &words);
            let id = if check.stops { "annex-check-stops" } else { "annex-check-warns" };
            let mut notes = vec![self.say(id)];
            if !check.cites.is_empty() {
                notes.push(self.say_of("annex-cites", "cites", &self.cited(&check.cites)));
            }
            self.html.element("p class=\"note\"", &notes.join(" · ")).close("li");
        }
        self.html.close("ol");
    }

    fn meanings(&mut self) {
        let ids = meanings::of(self.plan);
        self.part("meanings", "annex-meanings");
        self.html.open("ul");
        for id in ids {
            let meaning = self.say(id);
            self.html.element("li", &meaning);
        }
        self.html.close("ul");
    }

    fn text(&mut self) {
        let source = &self.plan.source;
        self.part("text", "annex-text");
        self.html.open("pre").open("code");
        let mut from = 0;
        for (span, class) in classify(source) {
            self.html.text(source.slice(Span { start: from, end: span.start }));
            let word = class.word();
            self.html.raw(&format!("<span class=\"{word}\">"));
            self.html.text(source.slice(span)).raw("</span>");
            from = span.end;
        }
        let end = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
        self.html.text(source.slice(Span { start: from, end }));
        self.html.close("code").close("pre");
    }
}
