//! The journal, for auditors: who did what, when, from where, to what, from what to what.

use super::{answer, fault, page as frame, when};
use crate::door::{Caller, Door};
use crate::places::Places;
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use pages::content::{Line, disclosure, lines};
use pages::csv::csv_download;
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::table::{Cell, Column, Row, Table};
use records::calendar::moment_of;
use records::journal::{self, Chain, Found, Search};
use records::people::Account;
use records::policy::Territory;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How many entries a page lists.
const PAGE_LENGTH: u32 = 50;

/// How many entries a file holds at the most.
const FILE_LENGTH: u32 = 10_000;

/// The fields of the search, as addresses name them.
const FIELDS: [&str; 6] = ["from", "until", "who", "what", "where", "subject"];

/// What the words of an entry need.
struct Known<'a> {
    accounts: &'a [Account],
    places: &'a Places,
    actions: BTreeMap<&'static str, String>,
    language: Language,
}

impl Known<'_> {
    fn actor(&self, word: &str) -> String {
        let say = say(self.language);
        match word.split_once('/') {
            Some(("account", id)) => self.account(id).unwrap_or_else(|| word.to_owned()),
            _ if word == "public" => say.word("actor-public"),
            _ if word == "demo" => say.word("actor-demo"),
            _ => say.word("actor-system"),
        }
    }

    fn account(&self, id: &str) -> Option<String> {
        let found = self.accounts.iter().find(|account| account.id.as_str() == id);
        found.map(|account| account.name.clone())
    }

    fn action(&self, action: &str) -> String {
        self.actions.get(action).cloned().unwrap_or_else(|| action.to_owned())
    }

    fn chain(&self, chain: &str) -> String {
        let territory = match chain.strip_prefix("municipality/") {
            Some(code) => Territory::Municipality(code.to_owned()),
            None => Territory::Country,
        };
        self.places.name(&territory, self.language)
    }
}

/// Answers `/{language}/journal?from=…&until=…&who=…&what=…&where=…&subject=…&before=…`.
pub(super) async fn page(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let language = reader.language;
    let (accounts, places) = match (door.people.accounts().await, Places::read(&door).await) {
        (Ok(accounts), Ok(places)) => (accounts, places),
        (Err(error), _) => return fault(&error.into(), &reader),
        (_, Err(error)) => return fault(&error, &reader),
    };
    let accounts: Vec<Account> = accounts.into_iter().map(|(account, _)| account).collect();
    let entries = door.people.gate().policy().entries().chain(journal::WITHIN_COMMANDS);
    let actions = entries.map(|entry| (entry.action, entry.say(language))).collect();
    let known = Known { accounts: &accounts, places: &places, actions, language };
    let (search, wrong) = sought(&query);
    let database = door.people.gate().database();
    let found = match wrong.is_empty() {
        true => journal::search(database, &search, PAGE_LENGTH.saturating_add(1)).await,
        false => Ok(Vec::new()),
    };
    let found = match found {
        Ok(found) => found,
        Err(error) => return fault(&error.into(), &reader),
    };
    let words = say(language);
    let listed = found.get(..PAGE_LENGTH as usize).unwrap_or(&found);
    let entries: Vec<Line> = listed.iter().map(|found| line(found, &known)).collect();
    let older = listed.last().filter(|_| found.len() > listed.len()).map(|last| {
        let address = address_of("/journal", (&reader, &query), Some(&last.place.word()));
        let link = element("a").attr("href", address).child(words.word("journal-older"));
        element("p").child(link)
    });
    let is_wrong = !wrong.is_empty();
    let file = (!listed.is_empty()).then(|| {
        let address = address_of("/journal.csv", (&reader, &query), None);
        let link = element("a").attr("href", address).child(words.word("journal-file"));
        element("p").child(link)
    });
    let body = form(&reader, &query, &known, &wrong)
        .with((!is_wrong).then(|| lines(&entries, &words.word("journal-none"))))
        .with(older)
        .with(file);
    let page = frame(&door, &reader, Some(&caller), "journal-title");
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer(page.lede(words.word("journal-lede")).status(status), body)
}

/// Answers `/{language}/journal.csv` with the same search: the newest entries that fit, each with
/// what was written as JSON and its hash.
pub(super) async fn csv_file(
    State(door): State<Door>,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let (search, wrong) = sought(&query);
    let say = say(reader.language);
    if !wrong.is_empty() {
        return PageError::bad_request(reader.language, say.word("day-wrong")).into_response();
    }
    let database = door.people.gate().database();
    let found = match journal::search(database, &search, FILE_LENGTH).await {
        Ok(found) => found,
        Err(error) => return fault(&error.into(), &reader),
    };
    let head = ["chain", "entry", "at", "actor", "origin", "action", "subject", "before", "after"];
    let mut rows = vec![head.into_iter().chain(["hash"]).map(str::to_owned).collect()];
    rows.extend(found.into_iter().map(|Found { chain, written, .. }| {
        let text = |value: Option<String>| value.unwrap_or_default();
        vec![
            chain,
            written.entry.to_string(),
            written.at.to_string(),
            written.actor,
            text(written.origin),
            written.action,
            written.subject,
            text(written.before),
            text(written.after),
            written.hash,
        ]
    }));
    csv_download("journal.csv", &rows)
}

/// The search of a query, and the fields that cannot be read.
fn sought(query: &BTreeMap<String, String>) -> (Search, BTreeSet<&'static str>) {
    let text = |name: &str| query.get(name).map(|text| text.trim()).unwrap_or_default();
    let given = |name: &str| Some(text(name).to_owned()).filter(|text| !text.is_empty());
    let mut wrong = BTreeSet::new();
    let mut midnight = |name: &'static str, days: i64| -> Option<Timestamp> {
        let typed = given(name)?;
        let day = typed.parse::<Date>().ok();
        let day = day.and_then(|day| day.checked_add(jiff::Span::new().days(days)).ok());
        let at = day.and_then(|day| moment_of(day.into()));
        if at.is_none() {
            wrong.insert(name);
        }
        at
    };
    let (from, until) = (midnight("from", 0), midnight("until", 1));
    let search = Search {
        from,
        until,
        chain: given("where").map(|word| match word.strip_prefix("municipality/") {
            Some(code) => Chain::Municipality(code.to_owned()),
            None => Chain::National,
        }),
        actor: given("who"),
        action: given("what"),
        subject: text("subject").to_owned(),
        older_than: given("before").and_then(|word| journal::Place::read(&word)),
    };
    (search, wrong)
}

fn form(
    reader: &Reader,
    query: &BTreeMap<String, String>,
    known: &Known<'_>,
    wrong: &BTreeSet<&'static str>,
) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let value = |name: &str| query.get(name).cloned().unwrap_or_default();
    let everything = |word: &str| Choice::new("", say.word(word));
    let people = known
        .accounts
        .iter()
        .map(|account| Choice::new(format!("account/{}", account.id), &account.name));
    let others = ["public", "demo"].map(|word| Choice::new(word, known.actor(word)));
    let people = std::iter::once(everything("everyone")).chain(others).chain(people).collect();
    let actions = known.actions.iter().map(|(action, sentence)| Choice::new(*action, sentence));
    let actions = std::iter::once(everything("everything")).chain(actions).collect();
    let places = known.places.choices(language);
    let places = std::iter::once(everything("everywhere")).chain(places).collect();
    let day = |name: &'static str, label: &str| {
        let error = wrong.contains(name).then(|| say.word("day-wrong"));
        Field::date(name, say.word(label)).value(value(name)).error(error)
    };
    let subject = Field::text("subject", say.word("journal-subject"))
        .hint(say.word("journal-subject-hint"))
        .value(value("subject"))
        .optional();
    Form::get(reader.href("/journal"), say.word("accounts-seek"))
        .field(&day("from", "journal-from").optional(), language)
        .field(&day("until", "journal-until").optional(), language)
        .field(&Field::select("who", say.word("journal-who"), people).value(value("who")), language)
        .field(
            &Field::select("what", say.word("journal-what"), actions).value(value("what")),
            language,
        )
        .field(
            &Field::select("where", say.word("journal-where"), places).value(value("where")),
            language,
        )
        .field(&subject, language)
        .quiet()
        .to_html(language)
}

/// The same search at an address; of what is older than an entry, where one is named.
fn address_of(
    path: &str,
    (reader, query): (&Reader, &BTreeMap<String, String>),
    older_than: Option<&str>,
) -> String {
    let encoded = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let older_than = older_than.map(|place| format!("before={}", encoded(place)));
    let kept = FIELDS.iter().filter_map(|name| Some((*name, query.get(*name)?)));
    let kept = kept.filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| format!("{name}={}", encoded(value))).chain(older_than);
    reader.href(&format!("{path}?{}", kept.collect::<Vec<_>>().join("&")))
}

fn line(found: &Found, known: &Known<'_>) -> Line {
    let (written, language) = (&found.written, known.language);
    let say = say(language);
    let origin = written.origin.clone().unwrap_or_else(|| say.word("origin-none"));
    let (who, at) = (known.actor(&written.actor), when(written.at, language));
    let (place, entry) = (known.chain(&found.chain), written.entry.to_string());
    let arguments =
        [("who", &who), ("at", &at), ("origin", &origin), ("place", &place), ("entry", &entry)];
    let about = say.with("journal-by", &arguments.map(|(name, value)| (name, value.as_str())));
    let subject = match written.subject.split_once('/') {
        Some(("account", id)) => known.account(id),
        _ => None,
    };
    let subject = match subject {
        Some(name) => Html::text(&name),
        None => element("code").child(&written.subject).finish(),
    };
    let details = details(written, language);
    let text = Html::text(&about).with(element("br")).with(subject).with(details);
    Line::new(known.action(&written.action), None).text(text)
}

/// What was written, field by field, with the hash that seals it.
fn details(written: &records::journal::Written, language: Language) -> Html {
    let say = say(language);
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    for (fields, text) in [(&mut before, &written.before), (&mut after, &written.after)] {
        let value = text.as_deref().and_then(|text| serde_json::from_str(text).ok());
        flatten(&value.unwrap_or(Value::Null), String::new(), fields);
    }
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let columns = vec![
        Column::text("field", say.word("journal-field")).unsortable(),
        Column::text("before", say.word("journal-before")).unsortable(),
        Column::text("after", say.word("journal-after")).unsortable(),
    ];
    let cell = |value: Option<&String>| value.map_or_else(Cell::missing, Cell::text);
    let rows = names.iter().map(|name| {
        Row::new(vec![Cell::text(*name), cell(before.get(*name)), cell(after.get(*name))])
    });
    let id = format!("entry-{}", written.hash.get(..12).unwrap_or_default());
    let table = Table::new(id, say.word("journal-details"), columns, language)
        .quiet_caption()
        .rows(rows.collect());
    let hash = element("p").child(say.word("journal-hash")).child(" ");
    let hash = hash.child(element("code").class("address").child(&written.hash));
    // What is kept is quoted as it was written, in whatever language that was.
    let quoted = || element("div").attr("lang", "und").child(table.to_html());
    let table = (!names.is_empty()).then(quoted);
    disclosure(say.word("journal-details"), Html::from(table).with(hash), false)
}

/// The fields of a value by their paths: `role`, `places.2`.
fn flatten(value: &Value, path: String, fields: &mut BTreeMap<String, String>) {
    let inside = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        Value::Null => {}
        Value::Object(map) => {
            map.iter().for_each(|(name, value)| flatten(value, inside(name), fields));
        }
        Value::Array(all) => {
            let numbered = all.iter().enumerate();
            numbered.for_each(|(at, value)| flatten(value, inside(&at.to_string()), fields));
        }
        Value::String(text) => drop(fields.insert(path, text.clone())),
        other => drop(fields.insert(path, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a search means what its address says, a day counts whole, and a wrong day is named.
    /// Method: addresses with each field.
    #[test]
    fn addresses_are_read() {
        let query = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            sought(&pairs.collect())
        };
        let (search, wrong) =
            query(&[("from", "2026-11-01"), ("until", "2026-11-30"), ("who", " ")]);
        assert!(wrong.is_empty() && search.actor.is_none());
        assert_eq!(search.from.unwrap().to_string(), "2026-10-31T23:00:00Z");
        assert_eq!(search.until.unwrap().to_string(), "2026-11-30T23:00:00Z");
        let (search, _) = query(&[("where", "municipality/19"), ("before", "nowhere")]);
        assert_eq!(search.chain, Some(Chain::Municipality("19".to_owned())));
        assert_eq!(search.older_than, None);
        assert_eq!(query(&[("until", "9999-12-31")]).1, BTreeSet::from(["until"]));
        assert_eq!(query(&[("from", "1.11.2026")]).1, BTreeSet::from(["from"]));
    }

    /// Goal: every field of an entry is shown by its path. Method: a value of each kind.
    #[test]
    fn values_are_flattened() {
        let mut fields = BTreeMap::new();
        let value = serde_json::json!({ "a": { "b": [1, "x"] }, "c": null, "d": true });
        flatten(&value, String::new(), &mut fields);
        let fields: Vec<String> = fields.iter().map(|(path, it)| format!("{path}={it}")).collect();
        assert_eq!(fields, ["a.b.0=1", "a.b.1=x", "d=true"]);
    }
}
