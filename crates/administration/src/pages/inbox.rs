//! What someone was told.

use super::{answer, fault, lead_to, page as frame, request, when};
use crate::door::{Caller, Door};
use crate::sentences::Sentences;
use crate::words::say;
use axum::extract::State;
use axum::response::Response;
use pages::content::{Line, lines};
use pages::forms::{Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::notices::{Notice, inbox};
use records::people::{Error, Refusal};

/// How many notices the page lists.
const LISTED: u32 = 100;

/// Answers `/{language}/inbox`.
pub(super) async fn page(State(door): State<Door>, caller: Caller, reader: Reader) -> Response {
    show(&door, (&reader, &caller), Html::new()).await
}

async fn show(door: &Door, (reader, caller): (&Reader, &Caller), above: Html) -> Response {
    let reader = &Reader::new(reader.language, "/inbox");
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let database = door.people.gate().database();
    let notices = match inbox::list(database, &who.account.id, LISTED).await {
        Ok(notices) => notices,
        Err(error) => return fault(&error.into(), reader),
    };
    let fillings = notices.iter().flat_map(|notice| notice.about.values());
    let sentences = match Sentences::of(door, fillings, reader.language).await {
        Ok(sentences) => sentences,
        Err(error) => return fault(&error, reader),
    };
    let say = say(reader.language);
    let (unread, read): (Vec<&Notice>, Vec<&Notice>) =
        notices.iter().partition(|notice| notice.read_at.is_none());
    let listed = |notices: &[&Notice]| -> Vec<Line> {
        notices.iter().map(|notice| line(reader, notice, &sentences)).collect()
    };
    let mut body = above;
    body.push(lines(&listed(&unread), &say.word("inbox-none")));
    if unread.len() > 1 {
        let all = Form::post(reader.href("/inbox"), say.word("inbox-all")).quiet();
        body.push(all.to_html(reader.language));
    }
    if !read.is_empty() {
        let title = element("h2").child(say.word("inbox-read-title"));
        body.push(element("section").child(title).child(lines(&listed(&read), "")));
    }
    let page = frame(door, reader, Some(caller), "inbox-title");
    answer(page.lede(say.word("inbox-lede")), body)
}

fn line(reader: &Reader, notice: &Notice, sentences: &Sentences) -> Line {
    let say = say(reader.language);
    let address = reader.href(&notice.path);
    let line = Line::new(sentences.sentence(&notice.kind, &notice.about), Some(&address))
        .text(Html::text(&when(notice.told_at, reader.language)));
    if notice.read_at.is_some() {
        return line;
    }
    let form = Form::post(reader.href("/inbox"), say.word("inbox-mark"))
        .quiet()
        .hidden("notice", notice.id.to_string());
    line.side(form.to_html(reader.language))
}

/// Marks one as read, or all.
pub(super) async fn mark(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    if sent.is_stale() {
        return show(&door, (&reader, &caller), stale_notice(reader.language)).await;
    }
    let one = match sent.get("notice") {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(Error::from),
    };
    let who = caller.who.as_ref().ok_or(Error::Refused(Refusal::AccountUnknown));
    let done = match (one, who, request(&door, &caller, &sent)) {
        (Ok(one), Ok(who), Ok(request)) => {
            let own = (&who.account.id, one);
            inbox::mark_read(door.people.gate(), own, request).await.map_err(Error::from)
        }
        (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(error),
    };
    match done {
        Ok(()) => lead_to(&reader.href("/inbox"), Vec::new()),
        Err(error) => fault(&error, &reader),
    }
}
