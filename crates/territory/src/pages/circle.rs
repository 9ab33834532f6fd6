//! Who is in the circle of a protected place.

use super::{Registry, Visit, in_words, lead_to, path_of, say, show};
use crate::error::Error;
use crate::model::Municipality;
use crate::place::Place;
use crate::place::commands::{Admit, Dismiss, KEEP_CIRCLE};
use axum::extract::{Path, State};
use axum::response::Response;
use formula::words::{Language, format_date};
use pages::content::{Line, lines};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::calendar::office_time;
use records::people;
use records::policy::{Asker, Assignment, Role, Territory};
use records::sensitivity::{self, InCircle, Member};

/// The form as it is filled in.
#[derive(Default)]
pub(super) struct Typed {
    role: String,
    address: String,
    pub(super) error: Option<String>,
}

/// The roles that can be taken into a circle where they are held in the municipality, and those
/// that are held everywhere.
fn roles(municipality: &Municipality) -> Vec<Assignment> {
    let here = Territory::Municipality(municipality.code.to_string());
    let own = [
        Role::CswManager,
        Role::SocialWorker,
        Role::MunicipalSocialDirector,
        Role::ProviderManager,
        Role::ProviderStaff,
    ];
    let own = own.map(|role| Assignment { role, territory: here.clone() });
    let inspector = Assignment { role: Role::Inspector, territory: Territory::Country };
    own.into_iter().chain([inspector]).collect()
}

fn role_name(held: &Assignment, municipality: &Municipality, language: Language) -> String {
    let words = say(language);
    let place = match &held.territory {
        Territory::Country => words.word("circle-country"),
        Territory::Municipality(code) if *code == municipality.code.to_string() => {
            municipality.name(language).into_owned()
        }
        Territory::Municipality(code) | Territory::Unit(code) => code.clone(),
    };
    let role = held.role.name(language);
    words.with("circle-role-at", &[("role", &role), ("place", &place)])
}

/// The circle on the page of a protected place, with what may be done about it.
pub(super) async fn section(
    visit: &Visit,
    place: &Place,
    municipality: &Municipality,
    typed: &Typed,
) -> Result<Html, PageError> {
    let language = visit.language();
    let words = say(language);
    let database = visit.registry.gate.database();
    let read = async {
        let mut connection = database.readers().acquire().await.map_err(records::Error::from)?;
        let members = sensitivity::circle(&mut connection, &place.subject()).await?;
        drop(connection);
        let accounts: Vec<String> = members.iter().map(|it| it.member.word()).collect();
        let names = people::names(database, accounts.iter().map(String::as_str)).await?;
        Ok((members, names))
    };
    let (members, names) =
        read.await.map_err(|error: records::Error| visit.fault(&error.into()))?;
    let keeps = visit.may(KEEP_CIRCLE, place).await?;
    let entries = members.iter().map(|it: &InCircle| {
        let name = match &it.member {
            Member::Account(_) => names.get(&it.member.word()).cloned().unwrap_or_default(),
            Member::Role(held) => role_name(held, municipality, language),
        };
        let since = format_date(office_time(it.since).date(), language);
        let line = Line::new(&name, None).text(words.with("circle-since", &[("since", &since)]));
        if !keeps || members.len() == 1 {
            return line;
        }
        let form = Form::post(
            visit.reader.href(&path_of(place, "/circle/dismiss")),
            words.word("do-dismiss"),
        )
        .quiet()
        .named(words.with("do-dismiss-named", &[("name", &name)]))
        .hidden("member", it.member.word());
        line.side(form.to_html(language))
    });
    let entries: Vec<Line> = entries.collect();
    let mut inside = element("h2").attr("id", "circle").child(words.word("circle-title")).finish();
    inside.push(element("p").child(words.word("circle-lede")));
    inside.push(lines(&entries, ""));
    if keeps {
        inside.push(element("h3").child(words.word("circle-add")));
        inside.push(form(visit, place, municipality, typed));
    }
    Ok(element("section").attr("aria-labelledby", "circle").child(inside).finish())
}

fn form(visit: &Visit, place: &Place, municipality: &Municipality, typed: &Typed) -> Html {
    let language = visit.language();
    let words = say(language);
    let none = Choice::new("", words.word("circle-role-choose"));
    let all = roles(municipality);
    let each = all.iter().map(|held| {
        let word = Member::Role(held.clone()).word();
        Choice::new(word, role_name(held, municipality, language))
    });
    let choices = std::iter::once(none).chain(each).collect();
    Form::post(visit.reader.href(&path_of(place, "/circle")), words.word("do-admit"))
        .field(
            &Field::select("role", words.word("circle-role"), choices)
                .value(&typed.role)
                .optional()
                .error(typed.error.clone()),
            language,
        )
        .field(
            &Field::text("address", words.word("circle-address"))
                .value(&typed.address)
                .autocomplete("off")
                .optional(),
            language,
        )
        .to_html(language)
}

/// Whom a form names.
async fn named(visit: &Visit, typed: &Typed) -> Result<Member, String> {
    let words = say(visit.language());
    match (typed.role.as_str(), typed.address.trim()) {
        ("", "") => Err(words.word("circle-choose-one")),
        (role, "") => Member::from_word(role).map_err(|_| words.word("circle-choose-one")),
        ("", address) => {
            let found = people::account_of_address(visit.registry.gate.database(), address).await;
            let found = found.map_err(|error| in_words(&error.into(), visit.language()))?;
            found.map(Member::Account).ok_or_else(|| words.word("circle-person-unknown"))
        }
        _ => Err(words.word("circle-choose-one")),
    }
}

/// The page of the place again, with what was refused.
async fn again(
    visit: &Visit,
    (code, id): (&str, &str),
    typed: Typed,
    error: String,
) -> Result<Response, PageError> {
    let typed = Typed { error: Some(error), ..typed };
    show::show(visit, (code, id), Html::new(), &typed).await
}

/// Answers the form sent to `…/places/{id}/circle`.
pub(super) async fn admit(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let place = visit.place(&code, &id).await?;
    let (role, address) = (sent.get("role").to_owned(), sent.get("address").to_owned());
    let typed = Typed { role, address, error: None };
    if sent.is_stale() {
        return show::show(&visit, (&code, &id), stale_notice(visit.language()), &typed).await;
    }
    let member = match named(&visit, &typed).await {
        Ok(member) => member,
        Err(error) => return again(&visit, (&code, &id), typed, error).await,
    };
    let done = visit.execute(&Admit { place: place.id.clone(), member }, &sent).await;
    answered(&visit, &place, typed, done).await
}

/// Answers the form sent to `…/places/{id}/circle/dismiss`.
pub(super) async fn dismiss(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let place = visit.place(&code, &id).await?;
    let typed = Typed::default();
    if sent.is_stale() {
        return show::show(&visit, (&code, &id), stale_notice(visit.language()), &typed).await;
    }
    let done = match Member::from_word(sent.get("member")) {
        Ok(member) => visit.execute(&Dismiss { place: place.id.clone(), member }, &sent).await,
        Err(_) => Err(Error::MemberUnknown),
    };
    answered(&visit, &place, typed, done).await
}

/// Leads on, or shows the page again with what was refused.
async fn answered(
    visit: &Visit,
    place: &Place,
    typed: Typed,
    done: Result<(), Error>,
) -> Result<Response, PageError> {
    let which = (place.municipality.as_str(), place.id.as_str());
    match done {
        // Whoever took themselves out does not see the place any more.
        Ok(()) if !visit.may(crate::SEE_PLACE, place).await? => {
            Ok(lead_to(&visit.reader.href(super::PATH)))
        }
        Ok(()) => Ok(lead_to(&visit.reader.href(&path_of(place, "?done=circle")))),
        Err(
            error @ (Error::MemberAlready
            | Error::MemberUnknown
            | Error::MemberLast
            | Error::PlaceOpen),
        ) => again(visit, which, typed, in_words(&error, visit.language())).await,
        Err(error) => Err(visit.fault(&error)),
    }
}
