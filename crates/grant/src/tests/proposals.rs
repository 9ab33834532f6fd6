//! Proposals from the run to publication, by the pages, as the people who do it.

use super::{Ready, moment, ready};
use crate::desk::Desk;
use crate::formulas::GENERAL_GRANT;
use crate::office::Office;
use crate::proposal::Proposal;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRef;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cluster::Place;
use formula::words::Language;
use pages::forms::Sent;
use records::actor::Actor;
use records::clock::Clock;
use records::documents::{Content, publication, store};
use records::identity::Identifier;
use records::policy::{Assignment, Meant, Principal, Role, Territory};
use std::sync::Arc;
use tower::ServiceExt;

fn person(number: u8, role: Role) -> Principal {
    let id = format!("01a2054d-9e3a-7027-86ed-ebff39b7a5{number:02}").parse().unwrap();
    Principal::new(Actor::account(id), vec![Assignment { role, territory: Territory::Country }])
}

pub(super) fn analyst() -> Principal {
    person(1, Role::GrantsAnalyst)
}

pub(super) fn director() -> Principal {
    person(2, Role::MinistryDirector)
}

pub(super) fn public() -> Principal {
    Actor::public().into()
}

/// What the pages are given.
#[derive(Clone)]
struct Rooms {
    desk: Desk,
    office: Office,
}

impl FromRef<Rooms> for Desk {
    fn from_ref(rooms: &Rooms) -> Desk {
        rooms.desk.clone()
    }
}

impl FromRef<Rooms> for Office {
    fn from_ref(rooms: &Rooms) -> Office {
        rooms.office.clone()
    }
}

/// A form as the door hands it on: its fields, its key, and whether it is of another session.
pub(super) fn form(
    path: &str,
    fields: &[(&str, &str)],
    key: &str,
    is_stale: bool,
) -> Request<Body> {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let mut request = Request::post(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(Sent::new(fields.collect(), key.to_owned(), is_stale));
    request
}

/// Who does which step, with which fields.
type Step<'a> = (&'a Principal, &'a str, &'a [(&'a str, &'a str)]);

/// The pages, as someone sees them who has signed in.
pub(super) struct Site<'r> {
    ready: &'r Ready,
    app: Router,
}

impl Site<'_> {
    pub(super) fn new(ready: &Ready) -> Site<'_> {
        let policy = Arc::clone(ready.gate.policy());
        let refuse = |_: &Request<Body>, error: records::Error| -> Response {
            (StatusCode::FORBIDDEN, error.message(Language::En)).into_response()
        };
        let office = Office::new(ready.gate.clone(), Clock::fixed(moment()));
        let office = office.reached_at("http://site");
        let app = crate::routes().unwrap().guarded(policy, refuse).unwrap();
        Site { ready, app: app.with_state(Rooms { desk: ready.desk.clone(), office }) }
    }

    pub(super) async fn send(
        &self,
        who: &Principal,
        mut request: Request<Body>,
    ) -> (StatusCode, String, Vec<u8>) {
        request.extensions_mut().insert(who.clone());
        request.extensions_mut().insert(Meant);
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let place = answer.headers().get(header::LOCATION);
        let place = place.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, place, body.to_vec())
    }

    pub(super) async fn get(&self, who: &Principal, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (status, _, body) = self.send(who, request).await;
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    pub(super) async fn post(
        &self,
        who: &Principal,
        path: &str,
        fields: &[(&str, &str)],
    ) -> (StatusCode, String, String) {
        let key = records::identity::make(moment()).unwrap();
        let request = form(path, fields, key.as_str(), false);
        let (status, place, body) = self.send(who, request).await;
        (status, place, String::from_utf8_lossy(&body).into_owned())
    }

    async fn run(&self) -> Identifier {
        self.ready.desk.runs(GENERAL_GRANT).await.unwrap()[0].id.clone()
    }

    /// A draft by the analyst, with its path.
    pub(super) async fn drafted(&self, key: &str, text: &str) -> String {
        let run = self.run().await.to_string();
        let fields =
            [("run", run.as_str()), ("letter-sq", text), ("letter-sr", text), ("letter-en", text)];
        let request = form("/en/proposal/new", &fields, key, false);
        let (status, place, body) = self.send(&analyst(), request).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&body));
        place
    }

    /// From the draft to publication; the path.
    async fn published(&self, key: &str, supersedes: &str) -> String {
        let path = self.drafted(key, "Text · Текст · Tekst Ë").await;
        let steps: [Step<'_>; 3] = [
            (&analyst(), "submit", &[("edition", "1")]),
            (&director(), "approve", &[("version", "1")]),
            (&director(), "publish", &[("version", "1"), ("supersedes", supersedes)]),
        ];
        for (who, step, fields) in steps {
            let (status, _, body) = self.post(who, &format!("{path}/{step}"), fields).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{step}: {body}");
        }
        path
    }
}

pub(super) fn id_of(path: &str) -> Identifier {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// Goal: a proposal goes from a run to publication through the pages, in every language, each step
/// by the person whose it is, and its papers are genuine. Method: the whole way, with a return;
/// pages read by those who may and those who may not.
async fn from_run_to_publication(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let path = site.drafted("key-1", "").await;
    // What is missing is told at its field, and nothing is submitted.
    let (status, place, _) =
        site.post(&analyst(), &format!("{path}/submit"), &[("edition", "1")]).await;
    assert_eq!(
        (status, place.as_str()),
        (StatusCode::SEE_OTHER, format!("{path}/edit?flaws=yes").as_str())
    );
    let (_, page) = site.get(&analyst(), &place).await;
    assert_eq!(page.matches("aria-invalid").count(), 3);
    // The public and the commission see what is theirs.
    assert_eq!(site.get(&public(), &path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&person(3, Role::GrantsCommission), &path).await.0, StatusCode::OK);
    assert_eq!(site.get(&public(), &format!("{path}/file.pdf")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&public(), &format!("{path}/edit")).await.0, StatusCode::FORBIDDEN);
    let letter = [
        ("edition", "1"),
        ("letter-sq", "Një"),
        ("letter-sr", "Један"),
        ("letter-en", "One\r\ntwo"),
    ];
    let (status, _, body) = site.post(&analyst(), &format!("{path}/edit"), &letter).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    site.post(&analyst(), &format!("{path}/submit"), &[("edition", "2")]).await;
    let (status, page, _) = site
        .post(&director(), &format!("{path}/return"), &[("version", "1"), ("reason", " ")])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    let reason = [("version", "1"), ("reason", "Name the law.")];
    site.post(&director(), &format!("{path}/return"), &reason).await;
    let (_, page) = site.get(&analyst(), &path).await;
    assert!(page.contains("Name the law."));
    let letter =
        [("edition", "2"), ("letter-sq", "Dy"), ("letter-sr", "Два"), ("letter-en", "Two")];
    site.post(&analyst(), &format!("{path}/edit"), &letter).await;
    site.post(&analyst(), &format!("{path}/submit"), &[("edition", "3")]).await;
    // The analyst has no right to approve; the director did not write it and may.
    let approve = format!("{path}/approve");
    assert_eq!(site.post(&analyst(), &approve, &[("version", "2")]).await.0, StatusCode::FORBIDDEN);
    assert_eq!(
        site.post(&director(), &approve, &[("version", "2")]).await.0,
        StatusCode::SEE_OTHER
    );
    let publish = [("version", "2"), ("supersedes", "")];
    let (status, _, body) = site.post(&director(), &format!("{path}/publish"), &publish).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    whole_in_every_language(&site, &id_of(&path)).await;
    // How it came about stays among those who prepare and decide.
    let (_, page) = site.get(&public(), &path).await;
    assert!(page.contains("AP-2026-0001") && !page.contains("Name the law."));
    assert_eq!(
        site.get(&public(), &format!("{path}/changes?from=1&to=2")).await.0,
        StatusCode::NOT_FOUND
    );
    let (status, page) = site.get(&director(), &format!("{path}/changes?from=1&to=2")).await;
    assert!(status == StatusCode::OK && page.contains("<del>") && page.contains("<ins>"));
    assert_eq!(publication::verify(ready.gate.database()).await.unwrap(), 1);
    records::journal::verify(ready.gate.database()).await.unwrap();
}

async fn whole_in_every_language(site: &Site<'_>, id: &Identifier) {
    for language in Language::ALL {
        for rest in ["", "/changes?from=1&to=2"] {
            let path = format!("/{}/proposal/{id}{rest}", language.tag());
            let (status, page) = site.get(&director(), &path).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            assert!(!page.contains('⟦'), "{page}");
        }
        let path = format!("/{}/proposal/{id}/file.pdf", language.tag());
        let request = Request::get(&path).body(Body::empty()).unwrap();
        let (status, _, file) = site.send(&public(), request).await;
        assert!(status == StatusCode::OK && file.starts_with(b"%PDF-1.7"));
        // The same file, sent to be verified, is known.
        let mut body =
            b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
                .to_vec();
        body.extend_from_slice(&file);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = Request::post("/en/verify")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap();
        let (status, _, page) = site.send(&public(), request).await;
        let page = String::from_utf8_lossy(&page);
        assert!(status == StatusCode::OK && page.contains("Genuine and in force"), "{page}");
    }
}

/// Goal: what is typed is saved as it is typed, and an edit that others overtook is shown beside
/// theirs with nothing lost. Method: the requests of the script and of the button.
async fn conflicting_edits_are_shown_side_by_side(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let path = site.drafted("key-1", "first").await;
    let edit = format!("{path}/edit");
    let fields = |edition: &'static str, text: &'static str| {
        [("edition", edition), ("letter-sq", text), ("letter-sr", text), ("letter-en", text)]
    };
    let as_typed = async |fields: &[(&str, &str)]| {
        let mut request = form(&edit, fields, "of the page", false);
        request.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
        let (status, _, body) = site.send(&analyst(), request).await;
        (status, serde_json::from_slice::<serde_json::Value>(&body).unwrap())
    };
    let (status, said) = as_typed(&fields("1", "typed")).await;
    assert_eq!((status, said["edition"].as_str()), (StatusCode::OK, Some("2")));
    let (status, said) = as_typed(&fields("1", "late")).await;
    assert_eq!(status, StatusCode::CONFLICT, "{said}");
    for language in Language::ALL {
        let edit = edit.replacen("/en/", &format!("/{}/", language.tag()), 1);
        let (status, _, page) = site.post(&analyst(), &edit, &fields("1", "late <b>")).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(
            page.contains("typed") && page.contains("late &lt;b&gt;") && !page.contains('⟦'),
            "{page}"
        );
        assert!(page.contains("name=\"edition\" value=\"2\""), "saving again is based on theirs");
    }
    let (status, _, _) = site.post(&analyst(), &edit, &fields("2", "late")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let opened = store::load::<Proposal>(ready.gate.database(), &id_of(&path)).await.unwrap();
    assert_eq!((opened.content.letter.en.as_str(), opened.edition), ("late", 3));
    // Sent twice by a nervous hand, it is begun once.
    assert_eq!(site.drafted("key-1", "first").await, path);
}

/// Goal: the verification page answers for everyone what was published, what took its place, and
/// nothing of what was not. Method: codes of two publications, a slip, nothing, and a draft's hash.
async fn genuineness_is_answered_to_everyone(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let first = site.published("first", "").await;
    let second = site.published("second", "AP-2026-0001").await;
    let database = ready.gate.database();
    let code = async |path: &str| {
        let of = publication::of_document(database, &id_of(path)).await.unwrap().unwrap();
        (of.code.to_string(), of.content_hash)
    };
    let (old, old_hash) = code(&first).await;
    let (new, _) = code(&second).await;
    let draft = site.drafted("draft", "secret").await;
    let text = store::load::<Proposal>(database, &id_of(&draft)).await.unwrap().text().to_owned();
    let hash = records::content_hash::sha256(text.as_bytes());
    for language in Language::ALL {
        let ask = async |typed: &str| {
            let typed = typed.replace(' ', "+");
            let path = format!("/{}/verify?code={typed}", language.tag());
            let (status, page) = site.get(&public(), &path).await;
            assert!(status == StatusCode::OK && !page.contains('⟦'), "{page}");
            page
        };
        assert!(ask(&new.to_lowercase().replace('-', " ")).await.contains("AP-2026-0002"));
        for typed in [&old, &old_hash] {
            let page = ask(typed).await;
            assert!(page.contains("AP-2026-0001") && page.contains("AP-2026-0002"));
        }
        assert!(ask("3H7K-QW9D-MX4").await.contains("aria-invalid"));
        assert!(ask("").await.contains("aria-invalid"));
        let page = ask(&hash).await;
        assert!(!page.contains("AP-2026") && !page.contains("secret"));
    }
}

/// Goal: what a proposal says of a run is what the run says. Method: sums, hashes and the number of
/// amounts against the opened run, and the flaws of a text that cannot be printed.
async fn a_proposal_says_what_the_run_says(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let run = site.run().await;
    let opened = ready.desk.opened(&run).await.unwrap();
    let path = site.drafted("key", "漢").await;
    let kept = store::load::<Proposal>(ready.gate.database(), &id_of(&path)).await.unwrap();
    let record = &kept.content.record;
    assert_eq!(record.run_hash, opened.hash());
    assert_eq!(record.amounts.len(), 38);
    assert_eq!(record.total, opened.total().unwrap().to_canonical());
    let sum = record.amounts.iter().map(|of| formula::number::Decimal::parse(&of.amount).unwrap());
    let sum = formula::number::sum::<formula::number::Decimal>(sum).unwrap();
    assert_eq!(sum.to_canonical(), record.total);
    assert!(record.checks.iter().all(|check| check.verdict != "fails"));
    let flaws = kept.content.flaws();
    assert!(flaws.len() == 3 && flaws.iter().all(|flaw| flaw.id == "proposal-letter-unprintable"));
}

/// Goal: of a form of another session nothing is done, and it is shown again as it was filled in.
/// Method: each form of a proposal, sent stale by someone who may.
async fn stale_forms_are_shown_again(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let run = site.run().await.to_string();
    let letter = [("letter-sq", "Një <i>"), ("letter-sr", "Један"), ("letter-en", "One")];
    let stale = async |who: &Principal, path: &str, fields: &[(&str, &str)]| {
        let (status, _, body) = site.send(who, form(path, fields, "key", true)).await;
        let page = String::from_utf8(body).unwrap();
        assert!(status == StatusCode::OK && page.contains("The form was not sent."), "{page}");
        page
    };
    let begun = [&[("run", run.as_str())][..], &letter].concat();
    let page = stale(&analyst(), "/en/proposal/new", &begun).await;
    assert!(page.contains("Një &lt;i&gt;"), "{page}");
    let path = site.drafted("key", "text").await;
    let edited = [&[("edition", "1")][..], &letter].concat();
    let page = stale(&analyst(), &format!("{path}/edit"), &edited).await;
    assert!(page.contains("Një &lt;i&gt;"));
    stale(&analyst(), &format!("{path}/submit"), &[("edition", "1")]).await;
    site.post(&analyst(), &format!("{path}/submit"), &[("edition", "1")]).await;
    let reason = [("version", "1"), ("reason", "Name the law.")];
    let page = stale(&director(), &format!("{path}/return"), &reason).await;
    assert!(page.contains("Name the law."));
    stale(&director(), &format!("{path}/approve"), &[("version", "1")]).await;
    let opened = store::load::<Proposal>(ready.gate.database(), &id_of(&path)).await.unwrap();
    assert_eq!((opened.content.letter.en.as_str(), opened.edition), ("text", 1));
    assert_eq!(opened.stored.step(), records::documents::Step::Submitted);
    site.post(&director(), &format!("{path}/approve"), &[("version", "1")]).await;
    let publish = [("version", "1"), ("supersedes", "AP-1")];
    let page = stale(&director(), &format!("{path}/publish"), &publish).await;
    assert!(page.contains("value=\"AP-1\""));
    // The number of nothing that was published is told at its field.
    let (status, _, page) = site.post(&director(), &format!("{path}/publish"), &publish).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("aria-invalid"), "{page}");
}

cluster::on_both!(
    stale_forms_are_shown_again,
    from_run_to_publication,
    conflicting_edits_are_shown_side_by_side,
    genuineness_is_answered_to_everyone,
    a_proposal_says_what_the_run_says,
);
