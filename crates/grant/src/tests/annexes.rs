//! Annexes of proposals, by the pages, as the people who attach and read them.

use super::proposals::{Site, analyst, director, form, public};
use super::ready;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cluster::Place;
use formula::words::Language;
use pages::forms::Expected;
use records::content_hash::sha256;
use records::documents::publication;
use records::policy::Principal;

/// What stands in a form beside its file.
const TYPED: [(&str, &str); 5] = [
    ("form-token", "t"),
    ("edition", "1"),
    ("letter-sq", "Shkruar <i>"),
    ("letter-sr", "Написано"),
    ("letter-en", "Typed"),
];

/// A form with a file, as a browser sends it.
fn multipart(path: &str, name: &str, content: &[u8], key: &str) -> Request<Body> {
    let mut body = Vec::new();
    for (field, value) in TYPED.iter().chain(&[("form-key", key)]) {
        let part =
            format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let part = format!(
        "--b\r\ncontent-disposition: form-data; name=\"annex\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--b--\r\n");
    sent(path, body)
}

fn sent(path: &str, body: Vec<u8>) -> Request<Body> {
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    request.extensions_mut().insert(Expected(Some("t".to_owned())));
    request
}

async fn attached(
    site: &Site<'_>,
    path: &str,
    (name, content): (&str, &[u8]),
    key: &str,
) -> (StatusCode, String) {
    let request = multipart(&format!("{path}/annexes"), name, content, key);
    let (status, _, body) = site.send(&analyst(), request).await;
    (status, String::from_utf8_lossy(&body).into_owned())
}

async fn got(site: &Site<'_>, who: &Principal, path: &str) -> (StatusCode, Vec<u8>) {
    let (status, _, body) = site.send(who, Request::get(path).body(Body::empty()).unwrap()).await;
    (status, body)
}

/// Goal: an annex is attached, read by those who may, removed, frozen with its proposal and then
/// read by everybody; what was typed beside it comes back. Method: the whole way by the pages.
async fn from_a_draft_to_everyone(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let path = site.drafted("key", "text").await;
    let content = b"municipality;amount\nJunik;1\n";
    let (status, page) = attached(&site, &path, ("Të dhëna.csv", content), "one").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("Të dhëna.csv") && page.contains("Shkruar &lt;i&gt;"), "{page}");
    let (_, page) = attached(&site, &path, ("b.txt", b"to be removed"), "two").await;
    let (keep, gone) = (sha256(content), sha256(b"to be removed"));
    assert!(page.contains(&keep) && page.contains(&gone));
    let file = format!("{path}/annexes/{keep}");
    assert_eq!(got(&site, &analyst(), &file).await, (StatusCode::OK, content.to_vec()));
    assert_eq!(got(&site, &public(), &file).await.0, StatusCode::NOT_FOUND);
    let remove = format!("{path}/annexes/{gone}/remove");
    let (status, _, page) = site.post(&analyst(), &remove, &TYPED[1..]).await;
    assert!(status == StatusCode::OK && !page.contains(&gone) && page.contains("Typed"), "{page}");
    assert_eq!(
        got(&site, &analyst(), &format!("{path}/annexes/{gone}")).await.0,
        StatusCode::NOT_FOUND
    );
    // Who submits has seen the files.
    let unseen = [("edition", "1"), ("annexes", "1")];
    let (status, _, _) = site.post(&analyst(), &format!("{path}/submit"), &unseen).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for (who, step, fields) in [
        (analyst(), "submit", [("edition", "1"), ("annexes", "3")]),
        (director(), "approve", [("version", "1"), ("", "")]),
        (director(), "publish", [("version", "1"), ("supersedes", "")]),
    ] {
        let (status, _, page) = site.post(&who, &format!("{path}/{step}"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{step}: {page}");
        if step == "submit" {
            let (status, _) = attached(&site, &path, ("c.txt", b"late"), "late").await;
            assert_eq!(status, StatusCode::CONFLICT, "no draft any more");
        }
    }
    for language in Language::ALL {
        let path = path.replacen("/en/", &format!("/{}/", language.tag()), 1);
        let (status, page) = site.get(&public(), &path).await;
        assert!(status == StatusCode::OK && page.contains(&keep) && !page.contains('⟦'), "{page}");
    }
    assert_eq!(got(&site, &public(), &file).await, (StatusCode::OK, content.to_vec()));
    assert_eq!(publication::verify(ready.gate.database()).await.unwrap(), 1);
    assert_eq!(records::attachments::verify(ready.gate.database()).await.unwrap(), 1);
}

/// Goal: whatever is not taken is told at the field in every language, with everything that was
/// typed still there, and nothing is attached. Method: each refusal; a form of another session; one
/// that broke off.
async fn refused_files_lose_nothing(place: Place) {
    let ready = ready(place).await;
    let site = Site::new(&ready);
    let path = site.drafted("key", "text").await;
    let large = vec![b'x'; 10 * 1024 * 1024 + 1];
    let refused: [(&str, &[u8], StatusCode); 5] = [
        ("a.txt", &large, StatusCode::PAYLOAD_TOO_LARGE),
        ("a.pdf", b"<!doctype html><script>alert(1)</script>", StatusCode::UNPROCESSABLE_ENTITY),
        ("a.bin", b"\0\x01\xff", StatusCode::UNPROCESSABLE_ENTITY),
        ("a.txt", b"", StatusCode::UNPROCESSABLE_ENTITY),
        ("", b"", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for language in Language::ALL {
        let path = path.replacen("/en/", &format!("/{}/", language.tag()), 1);
        for (name, content, expected) in refused {
            let (status, page) = attached(&site, &path, (name, content), "refused").await;
            assert_eq!(status, expected, "{page}");
            assert!(page.contains("aria-invalid") && page.contains("Shkruar &lt;i&gt;"), "{page}");
            assert!(!page.contains('⟦'), "{page}");
        }
    }
    let address = format!("{path}/annexes");
    let broken =
        b"--b\r\ncontent-disposition: form-data; name=\"letter-sq\"\r\n\r\nArriti\r\n--b\r\n\
                   content-disposition: form-data; name=\"annex\"; filename=\"a\"\r\n\r\nhal";
    let (status, _, page) = site.send(&analyst(), sent(&address, broken.to_vec())).await;
    let page = String::from_utf8(page).unwrap();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("did not arrive whole") && page.contains("Arriti"), "{page}");
    assert!(page.contains("text"), "what did not arrive is what stands");
    let mut stale = multipart(&address, "a.txt", b"text", "stale");
    stale.extensions_mut().insert(Expected(Some("another".to_owned())));
    let (status, _, page) = site.send(&analyst(), stale).await;
    let page = String::from_utf8(page).unwrap();
    assert!(status == StatusCode::OK && page.contains("The form was not sent."), "{page}");
    assert!(page.contains("Shkruar &lt;i&gt;") && page.contains("Nothing is attached yet."));
    // Nobody attaches or removes who may not write.
    let (status, ..) = site.send(&director(), multipart(&address, "a.txt", b"text", "no")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let remove = form(&format!("{address}/{}/remove", "ab".repeat(32)), &[], "key-2", false);
    assert_eq!(site.send(&analyst(), remove).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(records::attachments::verify(ready.gate.database()).await.unwrap(), 0);
}

cluster::on_both!(from_a_draft_to_everyone, refused_files_lose_nothing);
