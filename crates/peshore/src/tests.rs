//! Tests of the whole in its own process: a site on a real folder and a real port.

mod letters;
mod upgrade;

use crate::arguments::{Arguments, Listen, Serve};
use crate::backup_command;
use crate::error::Error;
use crate::folder::{database, default_folder};
use crate::guard::Hosts;
use crate::move_command::report;
use crate::serve::{announcement, database_of, listen};
use crate::site::{Site, routes};
use crate::verify_command::{self, verify};
use crate::words::{WORDS, language_of_terminal};
use axum::body::Body;
use axum::http::Request;
use clap::CommandFactory;
use formula::words::Language;
use jiff::Timestamp;
use records::clock::Clock;
use records::database::{Address, Copied, Database, Digest, Options};
use records::journal::{self, Search};
use records::migration::Migration;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// A folder that vanishes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = records::identity::make(moment()).unwrap();
        let folder = std::env::temp_dir().join(format!("peshore-whole-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn moment() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

async fn site(folder: &Path) -> Result<Site, Error> {
    Site::open(&Address::file(database(folder)), Clock::fixed(moment())).await
}

/// Sends the first line of a request with a Host header; gives the whole answer.
async fn ask(port: u16, line: &str, host: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    let request = format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Goal: only requests under the site's own names are answered, everything that is refused has a
/// page in the reader's language, and every answer carries its headers. Method: requests over TCP.
#[tokio::test]
async fn requests_pass_the_guard() {
    let folder = Folder::new();
    let site = site(&folder.0).await.unwrap();
    let site = site.set_up_demo().await.unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app = site.app(Hosts::loopback(port)).unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let own = format!("127.0.0.1:{port}");
    for (line, host, status, lang) in [
        ("GET /en/", own.as_str(), 200, "en"),
        ("GET /sq/", &format!("LOCALHOST:{port}"), 200, "sq"),
        ("GET /en/", &format!("[::1]:{port}"), 200, "en"),
        ("GET /sr-Latn/", "example.org", 421, "sr-Latn"),
        ("GET /en/", "127.0.0.1:1", 421, "en"),
        ("GET /en/", "", 421, "en"),
        ("GET /sr-Cyrl/nowhere", &own, 404, "sr-Cyrl"),
        ("POST /en/allocation", &own, 405, "en"),
        ("GET /en/municipality/%FF", &own, 400, "en"),
        ("GET /en/allocation.xlsx?run=none", &own, 404, "en"),
        ("GET /sq/allocation.csv?p.pool=x", &own, 400, "sq"),
    ] {
        let answer = ask(port, line, host).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line} {host}: {answer}");
        assert!(answer.contains(&format!("<html lang=\"{lang}\"")), "{line}");
        assert!(!answer.contains('⟦'), "{line}");
        for header in ["x-request-id: ", "content-security-policy: default-src 'none'"] {
            assert!(answer.contains(header), "{line}: no {header}");
        }
    }
    let head = ask(port, "HEAD /en/allocation", &own).await;
    assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"), "{head}");
    let root = ask(port, "GET /", &own).await;
    assert!(root.contains("location: /sq/"), "{root}");
    let pool = "GET /sq/allocation.csv?p.pool=300.000.000,00";
    assert!(ask(port, pool, &own).await.contains("attachment"));
    site.close().await;
}

/// Goal: whatever the journal says was done has its sentence. Method: every entry of a
/// demonstration that has set itself up.
#[tokio::test]
async fn the_journal_speaks() {
    let folder = Folder::new();
    let site = site(&folder.0).await.unwrap();
    let site = site.set_up_demo().await.unwrap();
    let database = site.gate().database();
    let found = journal::search(database, &Search::default(), 1000).await.unwrap();
    assert!(found.len() > 50);
    for found in found {
        let action = found.written.action;
        let mut named = site.gate().policy().entries().chain(journal::WITHIN_COMMANDS);
        assert!(named.any(|entry| entry.action == action), "{action}");
    }
    site.close().await;
}

/// Goal: starting again on what is there changes nothing. Method: set up twice on one folder, and
/// compare runs and the size of the file.
#[tokio::test]
async fn restart_changes_nothing() {
    let folder = Folder::new();
    let first = site(&folder.0).await.unwrap();
    let first = first.set_up_demo().await.unwrap();
    let runs = first.desk().all_runs().await.unwrap();
    first.close().await;
    let size = std::fs::metadata(database(&folder.0)).unwrap().len();
    let later = Clock::fixed("2027-01-01T00:00:00Z".parse().unwrap());
    let second = Site::open(&Address::file(database(&folder.0)), later).await.unwrap();
    let second = second.set_up_demo().await.unwrap();
    assert_eq!(second.desk().all_runs().await.unwrap(), runs);
    second.close().await;
    assert_eq!(std::fs::metadata(database(&folder.0)).unwrap().len(), size);
}

/// Goal: a database for use in earnest begins with municipalities and without anybody, offers one
/// link to begin by, and is never taken for a demonstration. Method: a new one, opened twice, with
/// the demonstration tried on it.
#[tokio::test]
async fn a_new_database_begins_with_nobody() {
    let folder = Folder::new();
    let first = site(&folder.0).await.unwrap();
    first.set_up_country().await.unwrap();
    let link = first.first_link().await.unwrap().unwrap();
    let address = first.clone().reached_at("https://peshore.example/").begin_address(&link);
    let known = format!("https://peshore.example/sq/begin?link={}", link.reveal());
    assert_eq!(address, known);
    first.close().await;
    let again = site(&folder.0).await.unwrap();
    assert_ne!(again.first_link().await.unwrap().unwrap(), link);
    let refused = again.clone().set_up_demo().await.unwrap_err();
    assert_eq!(refused.id(), "people-not-demonstration");
    assert!(again.desk().all_runs().await.unwrap().is_empty());
    again.close().await;
    let other = Folder::new();
    let demo = site(&other.0).await.unwrap().set_up_demo().await.unwrap();
    assert!(demo.first_link().await.unwrap().is_none());
    demo.close().await;
}

/// Goal: a database that cannot be used is refused with its own message and stays as it is.
/// Method: one of a later version, one that is something else, a folder that is a file.
#[tokio::test]
async fn unusable_databases_are_refused() {
    const LATER: &[Migration] =
        &[Migration::new("later", 1, "thing", "CREATE TABLE thing (name TEXT NOT NULL)")];
    let folder = Folder::new();
    let stations = [territory::MIGRATIONS, LATER];
    let file = database(&folder.0);
    let newer = Database::open(&Address::file(file), &stations, &Options::default(), moment())
        .await
        .unwrap();
    newer.close().await;
    assert_eq!(site(&folder.0).await.unwrap_err().id(), "database-newer");
    let other = Folder::new();
    std::fs::write(database(&other.0), "not a database, but a text").unwrap();
    assert_eq!(site(&other.0).await.unwrap_err().id(), "database-foreign");
    let text = std::fs::read_to_string(database(&other.0)).unwrap();
    assert_eq!(text, "not a database, but a text");
    let error = site(&database(&other.0)).await.unwrap_err();
    assert_eq!(error.id(), "database-unwritable");
}

/// Goal: a port in use leads to the next one, and no port at all to a message. Method: take a port
/// and ask for it.
#[tokio::test]
async fn next_free_port_is_taken() {
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let any = listen(address, 0, true).await.unwrap();
    let taken = any.local_addr().unwrap().port();
    let next = listen(address, taken, true).await.unwrap();
    let found = next.local_addr().unwrap().port();
    assert!(found > taken && found <= taken.saturating_add(20), "{taken} {found}");
    // No machine has this address of the range for documentation.
    let foreign = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    let error = listen(foreign, 8080, true).await.unwrap_err();
    assert_eq!(error.id(), "start-ports-taken");
    let error = listen(address, taken, false).await.unwrap_err();
    assert!(matches!(error, Error::PortsTaken { first, last, .. } if first == last));
}

/// Goal: what is printed says where the site and its database are and how to end, in each
/// language. Method: the text.
#[test]
fn announcement_says_everything() {
    for language in Language::ALL {
        let file = Address::file("/x/peshore.sqlite");
        let text = announcement("http://127.0.0.1:1/", &file, "demo", true, language);
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(!text.contains('⟦') && text.contains("/x/peshore.sqlite"), "{text}");
        assert_eq!(text.matches("http://").count(), 1);
        let address = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let error = Error::AddressPublic { address };
        assert!(error.message(language).contains("0.0.0.0") && error.help(language).is_some());
    }
}

/// Goal: the words agree, the command line is well formed, routes have distinct addresses.
/// Method: each checked as a whole.
#[test]
fn everything_fits_together() {
    assert_eq!(pages::words::differences(&WORDS), Vec::<String>::new());
    Arguments::command().debug_assert();
    let routes = routes().unwrap();
    assert!(routes.entries().len() > 10);
}

/// Goal: a database that is still what was written is said to be so, in each language, with the end
/// of each chain. Method: the demonstration's, verified; then a folder without a database.
#[tokio::test]
async fn a_whole_database_is_verified() {
    let folder = Folder::new();
    let address = Address::file(database(&folder.0));
    let site = Site::open(&address, Clock::fixed(moment())).await.unwrap();
    let site = site.set_up_demo().await.unwrap();
    site.close().await;
    let found = verify(&address, Clock::fixed(moment())).await.unwrap();
    assert!(found.snapshots == 1 && found.runs >= 2, "{found:?}");
    let national = found.chains.iter().find(|chain| chain.chain == "national").unwrap();
    for language in Language::ALL {
        let text = verify_command::report(&found, "/x", language);
        assert!(!text.contains('⟦') && text.contains(&national.end), "{text}");
    }
    let nothing = Address::file(folder.0.join("nothing.sqlite"));
    let refused = verify(&nothing, Clock::fixed(moment())).await.unwrap_err();
    assert_eq!(refused.id(), "database-missing");
}

/// Goal: the description of the API is that of this program, and describes every address of it.
/// Method: `docs/openapi.json` compared with what `peshore api` prints, and the routes with both.
#[test]
fn the_description_of_the_api_is_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        kept == crate::api_command::document().unwrap(),
        "docs/openapi.json is stale; write it anew:\npeshore api > docs/openapi.json"
    );
    let document = crate::site::api_document().unwrap();
    for entry in routes().unwrap().entries().iter().filter(|it| it.path.starts_with("/api/")) {
        let method = entry.method.as_str().to_lowercase();
        let known = document["paths"][entry.path][method].is_object();
        assert!(known || entry.path == "/api/v1/openapi.json", "{} is not described", entry.path);
    }
}

/// Goal: the document of rights is that of this program. Method: `docs/rights.md` compared with
/// what `peshore rights` prints.
#[test]
fn rights_are_written_down() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md");
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    let now = crate::rights_command::document().unwrap();
    assert!(
        kept == now,
        "docs/rights.md is stale; write it anew:\npeshore rights > docs/rights.md"
    );
}

/// Goal: no answer leaves without the headers that keep a browser from doing with it what it is
/// not for; what is shown to somebody with a cookie stays in no cache. Method: every route, found
/// by walking the list of them, with and without a cookie; and what has no route.
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_its_headers() {
    let folder = Folder::new();
    let site = site(&folder.0).await.unwrap();
    let site = site.set_up_demo().await.unwrap();
    let url = ("PESHORE_SITE_PUBLIC_URL".to_owned(), "https://peshore.example".to_owned());
    let (config, _) = crate::config::read(None, [url]).unwrap();
    let watch = crate::watch::Watch::new(&config, crate::metrics::Metrics::default());
    let app = site.app_with(Hosts::of(&config, 1), watch).unwrap();
    let listed = routes().unwrap();
    let mut all: Vec<(String, String)> = listed
        .entries()
        .iter()
        .map(|entry| {
            let path = entry.path.replace("{language}", "en").replace("{code}", "01");
            (entry.method.to_string(), path.replace(['{', '}'], ""))
        })
        .collect();
    all.push(("GET".to_owned(), "/en/nowhere".to_owned()));
    all.push(("POST".to_owned(), "/en/".to_owned()));
    for (method, path) in all {
        for cookie in [None, Some("a=b")] {
            let request = Request::builder()
                .method(method.as_str())
                .uri(&path)
                .header("host", "peshore.example");
            let request = match cookie {
                Some(cookie) => request.header("cookie", cookie),
                None => request,
            };
            let answer = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            let header = |name: &str| {
                let value = answer.headers().get(name);
                value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
            };
            let policy = header("content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{path}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}");
            assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}");
            for (name, value) in [
                ("x-frame-options", "DENY"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("strict-transport-security", "max-age=31536000"),
            ] {
                assert_eq!(header(name), value, "{method} {path}: {name}");
            }
            assert!(header("permissions-policy").contains("camera=()"), "{path}");
            assert_eq!(header("x-request-id").len(), 36, "{path}");
            if cookie.is_some() && !header("cache-control").contains("immutable") {
                assert_eq!(header("cache-control"), "no-store", "{path}");
            }
        }
    }
    site.close().await;
}

/// Goal: every route that is served is decided on by the policy. Method: each entry names an action
/// that a station lists, and somebody may do it.
#[test]
fn every_route_has_a_policy() {
    use records::policy::{Policy, Resource};
    let policy = Policy::new(crate::site::POLICIES).unwrap();
    let public = records::policy::Principal::from(records::actor::Actor::public());
    for entry in routes().unwrap().entries() {
        assert!(policy.lists(entry.action), "{} {}", entry.method, entry.path);
        let resource = Resource::national().of_sensitivity(entry.sensitivity);
        let open = policy.decide(&public, entry.action, &resource).permitted
            || !policy.open_to(entry.action, &resource).is_empty();
        assert!(open, "{} {} is open to nobody", entry.method, entry.path);
    }
}

/// Goal: language and folder come from the surroundings, with a fallback for each.
/// Method: variables set and not set.
#[test]
fn surroundings_are_read() {
    let language = |name: &'static str, value: &'static str| {
        language_of_terminal(move |asked| (asked == name).then(|| value.to_owned()))
    };
    assert_eq!(language("LANG", "sq_AL.UTF-8"), Language::Sq);
    assert_eq!(language("LC_ALL", "sr_RS"), Language::SrCyrl);
    assert_eq!(language("LANG", "sr_RS.UTF-8@latin"), Language::SrLatn);
    assert_eq!(language("LANG", "C"), Language::En);
    assert_eq!(language("OTHER", "sq"), Language::En);
    let folder = |name: &'static str, value: &'static str| {
        default_folder("demo", move |asked| (asked == name).then(|| value.to_owned()))
    };
    assert_eq!(folder("XDG_DATA_HOME", "/d"), Path::new("/d/peshore/demo"));
    assert_eq!(folder("HOME", "/h"), Path::new("/h/.local/share/peshore/demo"));
    assert_eq!(folder("HOME", ""), Path::new("var/demo"));
}

/// Goal: the database to serve is the one that is typed, else the one of the surroundings. Method:
/// each way of naming it, and a password that is not repeated.
#[test]
fn database_to_serve_is_found() {
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let listen = Listen { port: Some(0), address: Some(address) };
    let serve = |data_dir: Option<&str>, database: Option<&str>| Serve {
        create: false,
        data_dir: data_dir.map(PathBuf::from),
        database: database.map(str::to_owned),
        config: None,
        listen,
    };
    let set = |name: &str| match name {
        "PESHORE_DATABASE" => Some("postgres://me:secret@db.example/two".to_owned()),
        "HOME" => Some("/h".to_owned()),
        _ => None,
    };
    let settings = |set: &dyn Fn(&str) -> Option<String>| {
        let named = set("PESHORE_DATABASE").map(|value| ("PESHORE_DATABASE".to_owned(), value));
        crate::config::read(None, named).unwrap().0
    };
    let found =
        |arguments: &Serve| database_of(arguments, &settings(&set), set).unwrap().to_string();
    assert_eq!(found(&serve(None, None)), "postgres://me@db.example/two");
    assert_eq!(found(&serve(Some("/x"), None)), "/x/peshore.sqlite");
    assert_eq!(found(&serve(None, Some("/y.sqlite"))), "/y.sqlite");
    assert_eq!(found(&serve(None, Some("postgres:///one"))), "postgres:///one");
    let folder = Folder::new();
    let named = folder.0.display().to_string();
    assert_eq!(found(&serve(None, Some(&named))), database(&folder.0).display().to_string());
    let unset = |name: &str| set(name).filter(|_| name == "HOME");
    let usual = database_of(&serve(None, None), &settings(&unset), unset).unwrap();
    assert_eq!(usual.to_string(), "/h/.local/share/peshore/serve/peshore.sqlite");
    let wrong = serve(None, Some("postgres://me:secret@db.example/two?ssl=on"));
    let error = database_of(&wrong, &settings(&set), set).unwrap_err();
    assert_eq!(error.id(), "database-address");
    assert!(!format!("{error:?} {error}").contains("secret"));
}

/// Goal: a backup says what it holds and in which file, in each language. Method: the texts; a name
/// after the time in a folder.
#[test]
fn backup_is_reported() {
    let table = Digest { table: "journal".to_owned(), rows: 12, hash: "ab".repeat(32) };
    let held = records::backup::Held {
        made_at: moment(),
        program: "0.1.0".to_owned(),
        tables: vec![table],
        file_hash: "cd".repeat(32),
    };
    for language in Language::ALL {
        for title in ["backup-made", "backup-verified", "backup-restored"] {
            let text = backup_command::report(&held, title, "/x", Path::new("/y"), language);
            assert_eq!(text.lines().count(), 4, "{text}");
            assert!(!text.contains('⟦') && text.contains("/y") && text.contains("cdcd"), "{text}");
        }
    }
    let folder = Folder::new();
    let named = backup_command::file_of(&folder.0, moment());
    assert_eq!(named, folder.0.join("peshore-20261122T100000Z.backup"));
    assert_eq!(backup_command::file_of(Path::new("/x/y"), moment()), Path::new("/x/y"));
}

/// Goal: a move says what it moved, table by table, in each language. Method: the text.
#[test]
fn move_is_reported() {
    let digest =
        |table: &str, rows| Digest { table: table.to_owned(), rows, hash: "ab".repeat(32) };
    let copied = Copied { tables: vec![digest("journal", 12), digest("run", 3)] };
    for language in Language::ALL {
        let text = report(&copied, "/x", "postgres:///y", language);
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(!text.contains('⟦') && text.contains("15") && text.contains("abababababababab\n"));
    }
}
