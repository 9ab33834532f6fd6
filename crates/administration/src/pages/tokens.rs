//! Access tokens: by which one's own programs act, within what was ticked, until a day.

use super::{
    answer, done_notice, fault, in_words, page as frame, repeated_notice, request, secret, waits,
    when,
};
use crate::door::{Caller, Door};
use crate::words::say;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use formula::words::Language;
use pages::content::{Line, Notice, Tone, disclosure, lines};
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::people::access_token::{self, DAYS};
use records::people::own::{Change, Changed};
use records::people::{AccessToken, AccountKind, Error, NewAccessToken, Refusal, SignedIn};
use std::collections::BTreeSet;

/// The address, after the language.
const PATH: &str = "/account/tokens";

/// With what the name of a field begins that ticks an action.
const REACH: &str = "reach-";

/// For how many days a token is made when nobody says otherwise.
const USUAL_DAYS: &str = "30";

/// The page as it is shown: what was typed, what is wrong with it, and what stands above.
#[derive(Default)]
struct Shown {
    title: String,
    days: String,
    reach: BTreeSet<String>,
    at_title: Option<String>,
    at_reach: Option<String>,
    at_days: Option<String>,
    at_present: Option<String>,
    above: Html,
}

impl Shown {
    fn typed(door: &Door, sent: &Sent) -> Shown {
        Shown {
            title: sent.get("title").to_owned(),
            days: sent.get("days").to_owned(),
            reach: ticked(door, sent),
            ..Shown::default()
        }
    }

    /// Puts a refusal beside the field to which it belongs.
    fn refuse(&mut self, error: &Error, language: Language) {
        let words = Some(in_words(error, language));
        match error {
            Error::Refused(Refusal::TokenTitle) => self.at_title = words,
            Error::Refused(Refusal::TokenActions) => self.at_reach = words,
            Error::Refused(Refusal::TokenDays) => self.at_days = words,
            Error::Refused(Refusal::PasswordWrong | Refusal::Busy) => self.at_present = words,
            _ => self.above = super::fault_notice(error, language),
        }
    }

    fn is_wrong(&self) -> bool {
        let fields = [&self.at_title, &self.at_reach, &self.at_days, &self.at_present];
        fields.iter().any(|error| error.is_some())
    }
}

/// The actions that were ticked, of those that are offered.
fn ticked(door: &Door, sent: &Sent) -> BTreeSet<String> {
    let is_ticked = |action: &&&str| !sent.get(&format!("{REACH}{action}")).is_empty();
    door.offered.iter().filter(is_ticked).map(|action| (*action).to_owned()).collect()
}

/// What someone's programs may be given: what they may do and not anybody may.
fn offered<'d>(door: &'d Door, who: &SignedIn) -> Vec<&'d str> {
    let policy = door.people.gate().policy();
    let adds = |action: &&str| policy.adds(&who.principal, action);
    door.offered.iter().copied().filter(adds).collect()
}

/// Answers `/{language}/account/tokens`.
pub(super) async fn page(State(door): State<Door>, caller: Caller, reader: Reader) -> Response {
    show(&door, &reader, &caller, Shown::default()).await
}

async fn show(door: &Door, reader: &Reader, caller: &Caller, shown: Shown) -> Response {
    let language = reader.language;
    let reader = &Reader::new(language, PATH);
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let open = match door.people.access_tokens(&who.account.id, door.clock.now()).await {
        Ok(open) => open,
        Err(error) => return fault(&error.into(), reader),
    };
    let say = say(language);
    let entries: Vec<Line> = open.iter().map(|token| line(door, reader, token)).collect();
    let mut body = shown.above.clone();
    body.push(element("h2").child(say.word("tokens-open")));
    body.push(lines(&entries, &say.word("tokens-none")));
    body.push(element("h2").child(say.word("tokens-new")));
    body.push(form(door, reader, &shown, who));
    let status = match shown.is_wrong() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let page = frame(door, reader, Some(caller), "tokens-title")
        .crumb("/account", say.word("account-title"))
        .lede(say.word("tokens-lede"))
        .status(status);
    answer(page, body)
}

/// What an action is, in a sentence.
fn deed(door: &Door, action: &str, language: Language) -> String {
    let policy = door.people.gate().policy();
    let entry = policy.entries().find(|entry| entry.action == action);
    entry.map_or_else(|| action.to_owned(), |entry| entry.say(language))
}

fn line(door: &Door, reader: &Reader, token: &AccessToken) -> Line {
    let (language, say) = (reader.language, say(reader.language));
    let used = match token.used_at {
        Some(used) => when(used, language),
        None => say.word("token-unused"),
    };
    let (made, ends) = (when(token.made_at, language), when(token.ends_at, language));
    let times = [("made", made.as_str()), ("ends", ends.as_str()), ("used", used.as_str())];
    let deeds = token.actions.iter().map(|action| {
        element("li")
            .child(deed(door, action, language))
            .child(" ")
            .child(element("code").child(action.as_str()))
    });
    let count = token.actions.len().to_string();
    let reach = say.with("token-reach", &[("count", &count)]);
    let text = element("p").child(say.with("token-times", &times)).finish().with(disclosure(
        reach,
        element("ul").children(deeds).finish(),
        false,
    ));
    let end = Form::post(reader.href(&format!("{PATH}/end")), say.word("token-end"))
        .quiet()
        .named(say.with("token-end-named", &[("title", &token.title)]))
        .hidden("token", token.id.to_string());
    Line::new(&token.title, None).text(text).side(end.to_html(language))
}

fn form(door: &Door, reader: &Reader, shown: &Shown, who: &SignedIn) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let title = Field::text("title", say.word("token-title"))
        .hint(say.word("token-title-hint"))
        .value(&shown.title)
        .error(shown.at_title.clone());
    let days = DAYS.map(|days| {
        let days = days.to_string();
        Choice::new(&days, say.with("token-days", &[("count", &days)]))
    });
    let chosen = if shown.days.is_empty() { USUAL_DAYS } else { &shown.days };
    let days = Field::select("days", say.word("token-lasts"), days.into())
        .value(chosen)
        .error(shown.at_days.clone());
    let mut reach: Vec<Field> = offered(door, who)
        .into_iter()
        .map(|action| {
            let is_ticked = shown.reach.contains(action);
            Field::checkbox(format!("{REACH}{action}"), deed(door, action, language))
                .value(if is_ticked { "yes" } else { "" })
        })
        .collect();
    if let Some(first) = reach.first_mut() {
        *first = first.clone().error(shown.at_reach.clone());
    }
    let form = Form::post(reader.href(PATH), say.word("token-make"))
        .field(&title, language)
        .field(&days, language)
        .group(&say.word("token-may"), &reach, language);
    let form = match who.account.kind {
        // People of the demonstration have no password.
        AccountKind::Sample => form,
        AccountKind::Person => form.field(
            &Field::secret("present", say.word("password-present"))
                .autocomplete("current-password")
                .error(shown.at_present.clone()),
            language,
        ),
    };
    form.to_html(language)
}

/// The new token, to be copied now.
fn made_notice(token: &records::people::Token, language: Language) -> Html {
    let say = say(language);
    let notice = Notice::new(Tone::Caution, say.word("token-once"), say.word("token-once-text"));
    let text = element("code").attr("id", "access-token").child(access_token::written(token));
    done_notice("token-done", language)
        .with(notice.to_html(language))
        .with(element("p").child(text))
}

/// Makes a token after the present password was typed.
pub(super) async fn make(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let language = reader.language;
    let mut shown = Shown::typed(&door, &sent);
    if sent.is_stale() {
        shown.above = stale_notice(language);
        return show(&door, &reader, &caller, shown).await;
    }
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), &reader);
    };
    let days = shown.days.parse().unwrap_or(0);
    let new = match NewAccessToken::new(&shown.title, shown.reach.clone(), days) {
        Ok(new) => new,
        Err(refusal) => {
            shown.refuse(&refusal.into(), language);
            return show(&door, &reader, &caller, shown).await;
        }
    };
    let (change, present) = (Change::AccessToken(new), secret(&sent, "present"));
    let done = match request(&door, &caller, &sent) {
        Ok(request) => {
            door.people.change_own(who, (change, &present), &caller.trier, request).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(Changed::Done { access: Some(token), .. }) => {
            shown = Shown { above: made_notice(&token, language), ..Shown::default() };
        }
        Ok(Changed::Done { .. } | Changed::Repeated) => {
            shown = Shown { above: repeated_notice(language), ..Shown::default() };
        }
        Ok(Changed::Wait(seconds)) => shown.at_present = Some(waits(seconds, language)),
        Ok(Changed::WrongPassword) => shown.refuse(&Refusal::PasswordWrong.into(), language),
        Err(error @ Error::Refused(_)) => shown.refuse(&error, language),
        Err(error) => return fault(&error, &reader),
    }
    show(&door, &reader, &caller, shown).await
}

/// Ends a token.
pub(super) async fn end(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let language = reader.language;
    let mut shown = Shown::default();
    let Some(who) = caller.who.clone().filter(|_| !sent.is_stale()) else {
        shown.above = stale_notice(language);
        return show(&door, &reader, &caller, shown).await;
    };
    let done = match (sent.get("token").parse(), request(&door, &caller, &sent)) {
        (Ok(token), Ok(request)) => door.people.end_access_token(&who, token, request).await,
        (Err(_), _) => Err(Refusal::TokenUnknown.into()),
        (_, Err(error)) => Err(error),
    };
    match done {
        Ok(()) => shown.above = done_notice("token-ended", language),
        Err(error @ Error::Refused(_)) => shown.above = super::fault_notice(&error, language),
        Err(error) => return fault(&error, &reader),
    }
    show(&door, &reader, &caller, shown).await
}
