//! The data on which formulas run, brought by the pages: looked at, confirmed, refused, taken back.

use super::proposals::{Site, analyst, director, public};
use super::{Ready, ready};
use crate::data;
use crate::formulas::GENERAL_GRANT;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cluster::Place;
use pages::forms::Expected;
use records::identity::Identifier;

const PAGE: &str = "/en/formula/general_grant/data";
const COLUMN: &str = "population_2024_estimated";

/// A form with a file, as a browser sends it.
fn upload(name: &str, content: &[u8], note: &str, key: &str) -> Request<Body> {
    let mut body = Vec::new();
    let fields = [("note", note), ("standing", "reported"), ("form-token", "t"), ("form-key", key)];
    for (field, value) in fields {
        let part =
            format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let part = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let mut request = Request::post(format!("{PAGE}/municipality"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    request.extensions_mut().insert(Expected(Some("t".to_owned())));
    request
}

/// The table in force as a file, with a cell of the first municipality written anew.
async fn filled_in(site: &Site<'_>, cell: &str) -> String {
    let (status, text) = site.get(&analyst(), &format!("{PAGE}/municipality/csv")).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let mut lines: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect())
        .collect();
    let column = lines[0].iter().position(|name| name == COLUMN).unwrap();
    lines[1][column] = cell.to_owned();
    let written = lines.iter().map(|line| line.join(";")).collect::<Vec<_>>();
    written.join("\n")
}

async fn uploaded(site: &Site<'_>, cell: &str, key: &str) -> String {
    let file = filled_in(site, cell).await;
    let request = upload("data.csv", file.as_bytes(), "Agency of Statistics, letter 7", key);
    let (status, place, body) = site.send(&analyst(), request).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&body));
    place
}

async fn confirmed(site: &Site<'_>, place: &str, seen: &str) -> (StatusCode, String) {
    let path = format!("{place}/confirm");
    let (status, _, body) = site.post(&analyst(), &path, &[("seen", seen)]).await;
    (status, body)
}

async fn first_run(ready: &Ready) -> Identifier {
    ready.desk.baseline(GENERAL_GRANT).await.unwrap().summary.clone().unwrap().id
}

/// How many rows there are of what a write leaves behind: nothing is written without the journal.
async fn rows(ready: &Ready) -> (i64, usize, usize, usize) {
    let database = ready.gate.database();
    let chains = records::journal::verify(database).await.unwrap();
    (
        chains.iter().map(|chain| chain.entries).sum(),
        records::attachments::verify(database).await.unwrap(),
        records::snapshot::list(database).await.unwrap().len(),
        data::versions(database, "municipality").await.unwrap().len(),
    )
}

async fn version(ready: &Ready) -> i64 {
    data::in_force(ready.desk.database()).await.unwrap().version("municipality")
}

/// Goal: data that an analyst brings count once they are confirmed, with what they change told
/// before; what was there comes back when they are taken back. Method: one figure written in the
/// way of the country, by the pages, up to the amounts.
async fn from_a_file_to_the_amounts(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let before = first_run(&ready).await;
    let place = uploaded(&site, "29.775", "one").await;
    let (status, page) = site.get(&analyst(), &place).await;
    assert_eq!(status, StatusCode::OK);
    for told in ["27 775", "29 775", "was read as", "Deçan", "letter 7", "1 change", "284 680 000"]
    {
        let page = page.replace(['\u{202f}', '\u{a0}'], " ");
        let english = told.replace(' ', ",");
        assert!(page.contains(told) || page.contains(&english), "{told}: {page}");
    }
    assert_eq!((version(&ready).await, first_run(&ready).await), (0, before.clone()));
    assert_eq!(confirmed(&site, &place, "0").await.0, StatusCode::SEE_OTHER);
    assert_eq!(version(&ready).await, 1);
    let after = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    let after_id = after.summary.clone().unwrap().id;
    assert_ne!(after_id, before);
    let old = ready.desk.opened(&before).await.unwrap();
    assert!(
        after.amount("01") > old.amount("01"),
        "{:?} {:?}",
        after.amount("01"),
        old.amount("01")
    );
    assert_eq!(after.total(), old.total());
    // Sent again, it is done already; the page says what is in force.
    assert_eq!(confirmed(&site, &place, "0").await.0, StatusCode::SEE_OTHER);
    let (_, page) = site.get(&public(), PAGE).await;
    assert!(page.contains("letter 7") && page.contains("/en/compare?a="), "{page}");
    assert!(!page.contains("type=\"file\""));
    let (status, ..) =
        site.post(&analyst(), &format!("{PAGE}/municipality/undo"), &[("version", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!((version(&ready).await, first_run(&ready).await), (0, before));
    // The same figures once more are another version.
    let place = uploaded(&site, "29775", "two").await;
    assert_eq!(confirmed(&site, &place, "0").await.0, StatusCode::SEE_OTHER);
    assert_eq!((version(&ready).await, first_run(&ready).await), (2, after_id));
    records::journal::verify(ready.gate.database()).await.unwrap();
}

/// Goal: a file that cannot be taken changes nothing, tells all that is wrong with it by row and
/// cell, and the form comes back filled in. Method: faults of each kind; what a write would leave
/// behind is counted.
async fn a_faulty_file_changes_nothing(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let rows = rows(&ready).await;
    let good = filled_in(&site, "29775").await;
    let missing_row = good.lines().take(38).collect::<Vec<_>>().join("\n");
    let negative = filled_in(&site, "-5").await;
    let cases: [(&str, &[u8], &str, &str); 8] = [
        ("a.csv", filled_in(&site, "x1").await.as_bytes(), "n", "is no number"),
        ("a.csv", missing_row.as_bytes(), "n", "is not in the file"),
        ("a.csv", filled_in(&site, "27775").await.as_bytes(), "n", "The same stands in the file"),
        ("a.csv", good.replace("\n38;", "\n99;").as_bytes(), "n", "There is no row"),
        ("a.xlsx", b"PK\x03\x04nothing", "n", "cannot be opened"),
        ("a.csv", good.as_bytes(), " ", "Write where the figures were read."),
        ("a.csv", b"", "n", "There is nothing in the file"),
        ("a.csv", negative.as_bytes(), "n", "is not between 0"),
    ]
    .map(|(name, content, note, said)| {
        (name, Box::leak(content.to_vec().into_boxed_slice()) as &[u8], note, said)
    });
    for (at, (name, content, note, said)) in cases.into_iter().enumerate() {
        let request = upload(name, content, note, &format!("key-{at}"));
        let (status, _, page) = site.send(&analyst(), request).await;
        let page = String::from_utf8(page).unwrap();
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{said}: {page}");
        assert!(page.contains(said), "{said}: {page}");
        assert!(page.contains(&format!("value=\"{note}\"")), "{said}: {page}");
    }
    for who in [director(), public()] {
        let request = upload("a.csv", good.as_bytes(), "n", "no");
        assert_eq!(site.send(&who, request).await.0, StatusCode::FORBIDDEN);
    }
    assert_eq!(self::rows(&ready).await, rows);
}

/// Goal: what was changed since somebody looked is not overwritten unseen. Method: two uploads over
/// the same version, confirmed one after the other.
async fn a_change_between_is_told(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let one = uploaded(&site, "29775", "one").await;
    let two = uploaded(&site, "30775", "two").await;
    assert_eq!(confirmed(&site, &one, "0").await.0, StatusCode::SEE_OTHER);
    let (status, page) = confirmed(&site, &two, "0").await;
    assert_eq!(status, StatusCode::CONFLICT);
    let page = page.replace(['\u{202f}', '\u{a0}'], " ");
    assert!(page.contains("you saw version 0, and version 1"), "{page}");
    assert!(page.contains("29 775") || page.contains("29,775"), "{page}");
    assert_eq!(version(&ready).await, 1);
    assert_eq!(confirmed(&site, &two, "1").await.0, StatusCode::SEE_OTHER);
    assert_eq!(version(&ready).await, 2);
    // Only what came last is taken back.
    let undo = format!("{PAGE}/municipality/undo");
    let (status, _, page) = site.post(&analyst(), &undo, &[("version", "1")]).await;
    assert!(status == StatusCode::CONFLICT && page.contains("municipality 2"), "{page}");
    for (number, left) in [("2", 1), ("1", 0)] {
        let (status, ..) = site.post(&analyst(), &undo, &[("version", number)]).await;
        assert_eq!((status, version(&ready).await), (StatusCode::SEE_OTHER, left));
    }
}

/// Goal: data on which somebody was asked to decide stay. Method: a proposal from the new run,
/// submitted; a draft alone does not hold them.
async fn a_proposal_holds_its_data(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let place = uploaded(&site, "29775", "one").await;
    assert_eq!(confirmed(&site, &place, "0").await.0, StatusCode::SEE_OTHER);
    let run = first_run(&ready).await.to_string();
    let letter = "Text";
    let fields = [
        ("run", run.as_str()),
        ("letter-sq", letter),
        ("letter-sr", letter),
        ("letter-en", letter),
    ];
    let (status, path, _) = site.post(&analyst(), "/en/proposal/new", &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let submit = format!("{path}/submit");
    let (status, ..) = site.post(&analyst(), &submit, &[("edition", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let undo = format!("{PAGE}/municipality/undo");
    let (status, _, page) = site.post(&analyst(), &undo, &[("version", "1")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains(&path), "{page}");
    assert_eq!(version(&ready).await, 1);
}

/// Goal: the workbook that is given out is taken back in. Method: unchanged it changes nothing.
async fn the_workbook_reads_back(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let request = Request::get(format!("{PAGE}/municipality/xlsx")).body(Body::empty()).unwrap();
    let (status, _, bytes) = site.send(&analyst(), request).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _, page) = site.send(&analyst(), upload("d.xlsx", &bytes, "n", "one")).await;
    let page = String::from_utf8(page).unwrap();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("The same stands in the file"), "{page}");
}

cluster::on_both!(
    from_a_file_to_the_amounts,
    a_faulty_file_changes_nothing,
    a_change_between_is_told,
    a_proposal_holds_its_data,
    the_workbook_reads_back,
);
