//! The places that there are for whoever reads.

use super::{Registry, Visit, kind_name, path_of, say};
use crate::SEE_PLACE;
use crate::model::Municipality;
use crate::place::{self, Place};
use axum::extract::{Query, State};
use axum::response::Response;
use formula::words::Language;
use pages::content::{Line, lines};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::order::Alphabet;
use records::policy::Asker;
use std::collections::BTreeMap;

/// Answers `/{language}/places?municipality=…`.
pub(super) async fn page(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let (language, now) = (visit.language(), visit.registry.clock.now());
    let words = say(language);
    let municipalities = visit.municipalities().await?.into_iter();
    let mut named: Vec<(String, Municipality)> =
        municipalities.map(|it| (it.name(language).into_owned(), it)).collect();
    Alphabet::of(language).sort_by(&mut named, |(name, _)| name);
    let municipalities: Vec<Municipality> = named.into_iter().map(|(_, it)| it).collect();
    let asked = query.get("municipality").map_or("", String::as_str);
    let chosen = municipalities.iter().find(|it| it.code.as_str() == asked);
    let scope = visit.registry.gate.policy().scope(&visit.asker.0, SEE_PLACE);
    let all = place::list(visit.registry.gate.database(), &scope, now).await;
    let all = all.map_err(|error| visit.fault(&error))?;
    let of = |municipality: &Municipality| {
        let own = all.iter().filter(|place| place.municipality == municipality.code);
        own.map(|place| line(&visit, place, municipality)).collect::<Vec<_>>()
    };
    let entries: Vec<Line> = match chosen {
        Some(municipality) => of(municipality),
        None => municipalities.iter().flat_map(of).collect(),
    };
    let mut body = filter(&visit, &municipalities, asked);
    for municipality in chosen.map_or(&municipalities[..], std::slice::from_ref) {
        if visit.may_register(&municipality.code) {
            let path = format!("/municipality/{}/places/new", municipality.code);
            let label = words.word("places-register");
            let label = format!("{label}: {}", municipality.name(language));
            let link = element("a").class("button").attr("href", visit.reader.href(&path));
            body.push(element("p").child(link.child(label)));
        }
    }
    if !entries.is_empty() {
        let count = entries.len().to_string();
        let count = words.with("places-count", &[("count", &count)]);
        body.push(element("p").attr("role", "status").child(count));
    }
    body.push(lines(&entries, &words.word("places-none")));
    let page = visit.frame(&words.word("places-title")).lede(words.word("places-lede"));
    Ok(page.respond(Ok(body)))
}

fn filter(visit: &Visit, municipalities: &[Municipality], chosen: &str) -> Html {
    let language = visit.language();
    let words = say(language);
    let all = Choice::new("", words.word("places-all"));
    let each = municipalities.iter().map(|it| Choice::new(it.code.as_str(), it.name(language)));
    let choices = std::iter::once(all).chain(each).collect();
    Form::get(visit.reader.href(super::PATH), words.word("places-choose"))
        .quiet()
        .field(
            &Field::select("municipality", words.word("places-municipality"), choices)
                .value(chosen),
            language,
        )
        .inline()
        .to_html(language)
}

/// A place in the list; of a protected one nothing that leads to it outside of these pages.
fn line(visit: &Visit, place: &Place, municipality: &Municipality) -> Line {
    let language = visit.language();
    let title = title(place, language);
    let href = visit.reader.href(&path_of(place, ""));
    let mut text = format!("{}, {}", kind_name(place.kind, language), municipality.name(language));
    if let Some(open) = &place.open {
        text = format!("{text} · {}", open.address);
    }
    let line = Line::new(title, Some(&href)).text(text);
    match place.is_protected() {
        true => line.side(say(language).word("place-protected")),
        false => line,
    }
}

fn title(place: &Place, language: Language) -> String {
    match &place.open {
        Some(open) => open.name.clone(),
        None => say(language).word("place-protected-name"),
    }
}
