//! On how many inputs an amount rests, and which of them nobody has verified.

use super::Sheet;
use crate::opened::OpenedRun;
use crate::pages::allocated::Places;
use crate::pages::words::worded;
use formula::explain::{Input, rests_sentence};
use formula::plan::Wording;
use formula::standing::Standing;
use formula::words::Language;
use pages::content::{disclosure, standing_tag};
use pages::html::{Html, element};

/// Inputs of one column, parameter or rule.
struct Group {
    title: String,
    standing: Standing,
    /// The municipalities whose figure it is; none for what holds for the country.
    rows: Vec<String>,
    reason: Option<Wording>,
}

/// The sentence, and the inputs that are not verified, those of one column together.
pub(super) fn section(sheet: &Sheet<'_>) -> Html {
    let language = sheet.language();
    let say = sheet.say();
    let opened = sheet.opened();
    let Some(rests) = opened.rests(&sheet.own.code) else { return Html::new() };
    let sentence = element("p").child(rests_sentence(rests, language)).finish();
    if rests.unverified.is_empty() {
        return sentence;
    }
    let mut groups: Vec<Group> = Vec::new();
    for (standing, input) in &rests.unverified {
        add(&mut groups, *standing, *input, opened, sheet.places, language);
    }
    let items = groups.into_iter().map(|group| {
        let count = (!group.rows.is_empty()).then(|| {
            let words = say.count("rests-municipalities", group.rows.len());
            element("span").class("line-text").child(words)
        });
        let names = (!group.rows.is_empty()).then(|| {
            let mut names = group.rows;
            pages::order::Alphabet::of(language).sort_by(&mut names, |name| name);
            disclosure(say.word("rests-which"), element("p").child(names.join(", ")), false)
        });
        let reason = group
            .reason
            .map(|reason| element("span").class("line-text").child(worded(&reason, language)));
        let main = element("span")
            .class("line-main")
            .child(element("span").class("line-title").child(group.title))
            .child(count)
            .child(reason)
            .child(names);
        let side = element("span").class("line-side").child(standing_tag(group.standing, language));
        element("li").child(main).child(side)
    });
    let list = element("ul").class("lines").attr("role", "list").children(items);
    sentence.with(disclosure(say.word("rests-list"), list, false))
}

fn add(
    groups: &mut Vec<Group>,
    standing: Standing,
    input: Input,
    opened: &OpenedRun,
    places: &Places,
    language: Language,
) {
    let (title, row, reason) = words(input, opened, language);
    let name = row.and_then(|row| {
        let (_, code) = opened.rows().find(|(at, _)| u32::try_from(*at) == Ok(row))?;
        Some(places.get(code).map_or_else(|| code.to_owned(), |place| place.name.clone()))
    });
    let same = |group: &&mut Group| group.title == title && group.standing == standing;
    match groups.iter_mut().find(same) {
        Some(group) => group.rows.extend(name),
        None => groups.push(Group { title, standing, rows: name.into_iter().collect(), reason }),
    }
}

/// The title of an input, the row it belongs to, and why it is not verified.
fn words(
    input: Input,
    opened: &OpenedRun,
    language: Language,
) -> (String, Option<u32>, Option<Wording>) {
    let plan = &opened.plan;
    match input {
        Input::Param(id) => {
            let title = plan.param(id).map(|p| p.labels.say(language, &p.name));
            let reason = opened.run.params().get(id.0).and_then(|p| p.reason.clone());
            (title.unwrap_or_default(), None, reason)
        }
        Input::ParamOf(id, place) => {
            let title = plan.param(id).map(|p| {
                let member = plan.members_of(p, place as usize).join(", ");
                format!("{} ({member})", p.labels.say(language, &p.name))
            });
            let used = opened.run.params().get(id.0);
            let reason = used.and_then(|p| p.reason_of(place as usize).cloned());
            (title.unwrap_or_default(), None, reason)
        }
        Input::Scale(id) => {
            let title = plan.scales.get(id.0).map(|s| s.labels.say(language, &s.name));
            (title.unwrap_or_default(), None, None)
        }
        Input::Cell(table, column, row) => {
            let title = plan.column(table, column).map(|c| c.labels.say(language, &c.name));
            (title.unwrap_or_default(), Some(row), None)
        }
        Input::Use(id, row) => {
            let used = plan.uses.get(id.0);
            let title = used.map(|u| u.labels.say(language, &u.name)).unwrap_or_default();
            let is_national = used.is_some_and(|u| u.table.is_none());
            (title, (!is_national).then_some(row), None)
        }
        Input::Rule(id) => {
            let rule = plan.definition(id);
            let title = rule.map(|d| d.labels.say(language, &d.name));
            let reason = rule.and_then(|d| d.standing.as_ref()).map(|(_, reason)| reason.clone());
            (title.unwrap_or_default(), None, reason)
        }
    }
}
