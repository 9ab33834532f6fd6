//! Each rule of a formula with its unit, what came out, and its source.

use crate::opened::OpenedRun;
use crate::pages::allocated::Places;
use crate::pages::words::{say, worded, worded_all};
use formula::explain::{Explainer, format_value, unit_words};
use formula::number::{Decimal, sum};
use formula::plan::{Definition, DefinitionId, Type};
use formula::run::Value;
use formula::words::Language;
use pages::content::{facts, standing_tag};
use pages::html::{Element, Html, element};

/// All rules in the order of the file.
pub(super) fn all(opened: &OpenedRun, places: &Places, language: Language) -> Html {
    let mut found: Vec<(DefinitionId, &Definition)> = opened
        .plan
        .definitions
        .iter()
        .enumerate()
        .map(|(at, definition)| (DefinitionId(at), definition))
        .collect();
    found.sort_by_key(|(_, definition)| definition.span);
    let explainer = opened.explainer();
    let writer = Writer { opened, explainer: &explainer, places, language };
    let entries = found.into_iter().map(|(id, definition)| writer.entry(id, definition));
    element("div").class("rules").children(entries).finish()
}

struct Writer<'a> {
    opened: &'a OpenedRun,
    explainer: &'a Explainer<'a>,
    places: &'a Places,
    language: Language,
}

impl Writer<'_> {
    fn entry(&self, id: DefinitionId, definition: &Definition) -> Element {
        let anchor = super::text::anchor(&definition.name);
        let title = element("span")
            .class("why-title")
            .child(definition.labels.say(self.language, &definition.name));
        let value = element("span").class("why-value").child(self.value(id, definition));
        let inside = element("div").class("why-inside").attr("id", anchor);
        element("details")
            .class("why")
            .child(element("summary").child(title).child(" ").child(value))
            .child(inside.child(self.inside(id, definition)))
    }

    /// The value of a national rule, or from where to where the values of the rows reach.
    fn value(&self, id: DefinitionId, definition: &Definition) -> String {
        if definition.table.is_none() {
            return self.shown(definition, &self.opened.value(id, 0));
        }
        match self.ends(id) {
            Some(((_, least), (_, most))) if least == most => {
                self.shown(definition, &Value::Number(least))
            }
            Some(((_, least), (_, most))) => {
                let least = self.shown(definition, &Value::Number(least));
                let most = self.shown(definition, &Value::Number(most));
                say(self.language).with("range", &[("from", &least), ("to", &most)])
            }
            None => say(self.language).word("rule-for-each"),
        }
    }

    fn shown(&self, definition: &Definition, value: &Value<Decimal>) -> String {
        let plan = &self.opened.plan;
        format_value(plan, value, &definition.ty, definition.percent, self.language)
    }

    /// The rows with the smallest and the largest value.
    fn ends(&self, id: DefinitionId) -> Option<((usize, Decimal), (usize, Decimal))> {
        let values = self
            .opened
            .rows()
            .filter_map(|(row, _)| Some((row, self.opened.value(id, row).number()?)));
        let values: Vec<(usize, Decimal)> = values.collect();
        let least = values.iter().min_by_key(|(_, value)| *value)?;
        let most = values.iter().max_by_key(|(_, value)| *value)?;
        Some((*least, *most))
    }

    fn inside(&self, id: DefinitionId, definition: &Definition) -> Html {
        let say = say(self.language);
        let mut out = Html::new();
        if let Some(rule) = self.explainer.derive(id, 0, self.language).rule {
            let label = element("span").class("why-label").child(say.word("why-rule")).child(" ");
            out.push(element("p").class("why-rule").child(label).child(rule));
        }
        let mut entries: Vec<(Html, Html)> = Vec::new();
        let mut put = |word: &str, value: Html| entries.push((say.word(word).into(), value));
        if let Type::Number(unit) = &definition.ty
            && !unit.is_plain()
        {
            put("rule-unit", unit_words(unit, self.language).into());
        }
        if definition.table.is_some()
            && let Some((least, most)) = self.ends(id)
        {
            put("rule-least", self.named(definition, least));
            put("rule-most", self.named(definition, most));
            if self.is_amount(definition) {
                put("rule-sum", self.sum(id, definition).into());
            }
        }
        if !definition.cites.is_empty() {
            put("why-law", worded_all(&definition.cites, self.language));
        }
        if let Some((standing, reason)) = &definition.standing {
            let tag = standing_tag(*standing, self.language);
            put("why-standing", tag.with(" ").with(worded(reason, self.language)));
        }
        let (line, _) = self.opened.plan.source.line_column(definition.name_span.start);
        let words = say.with("why-line", &[("line", &line.to_string())]);
        put("why-formula", element("a").attr("href", format!("#L{line}")).child(words).into());
        out.with(facts(entries))
    }

    fn named(&self, definition: &Definition, (row, value): (usize, Decimal)) -> Html {
        let code = self.opened.rows().find(|(at, _)| *at == row).map(|(_, code)| code);
        let name = code.and_then(|code| self.places.get(code)).map(|place| place.name.as_str());
        let shown = self.shown(definition, &Value::Number(value));
        Html::text(&format!("{shown} ({})", name.or(code).unwrap_or_default()))
    }

    fn is_amount(&self, definition: &Definition) -> bool {
        matches!(&definition.ty, Type::Number(unit) if unit.factors().count() == 1)
            && !definition.percent
    }

    fn sum(&self, id: DefinitionId, definition: &Definition) -> String {
        let values = self.opened.rows().filter_map(|(row, _)| self.opened.value(id, row).number());
        match sum(values) {
            Ok(total) => self.shown(definition, &Value::Number(total)),
            Err(_) => say(self.language).word("missing"),
        }
    }
}
