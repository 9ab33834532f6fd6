//! A site as it is run: settings, limits, log, measurements, and its end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use xtask::tree;

use super::command_line::peshore;
use crate::demo::{Answer, Demo, fresh_folder, program};

const PATIENCE: Duration = Duration::from_secs(60);

/// A site with settings, on a database that is there already.
struct Service {
    child: Child,
    folder: PathBuf,
    host: String,
    door: String,
    log: Option<JoinHandle<Vec<String>>>,
    _out: Receiver<String>,
}

impl Service {
    /// Serves the database of a demo that has ended, with these further settings.
    fn start(settings: &str) -> Service {
        let mut demo = Demo::start();
        demo.kill();
        let folder = fresh_folder();
        std::fs::create_dir_all(&folder).unwrap();
        for entry in std::fs::read_dir(demo.folder()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
        let file = folder.join("peshore.toml");
        let data = folder.display();
        let door = format!("127.0.0.1:{}", free_port());
        let text = format!(
            "[database]\ndata-dir = \"{data}\"\n[listen]\nmetrics = \"{door}\"\n\
             trusted-proxies = [\"127.0.0.1\"]\n{settings}\n[log]\nformat = \"json\"\n"
        );
        std::fs::write(&file, text).unwrap();
        let mut child = Command::new(program())
            .args(["serve", "--port", "0", "--config"])
            .arg(&file)
            .current_dir(tree::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let log = thread::spawn(move || errors.lines().map_while(Result::ok).collect());
        let (sender, out) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // Read to the end also when nobody listens any more.
                let _ = sender.send(line);
            }
        });
        let line = out.recv_timeout(PATIENCE).expect("the site names its address");
        let host = line.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned();
        Service { child, folder, host, door, log: Some(log), _out: out }
    }

    /// Sends bytes and reads until the connection ends.
    fn send(&self, bytes: &str) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // A connection that was cut is one that gave no more.
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Asks with further lines in the head, and a body.
    fn ask(&self, line: &str, head: &str, body: &str) -> Answer {
        let host = &self.host;
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{head}Content-Length: \
             {}\r\n\r\n{body}",
            body.len()
        );
        Answer::parse(&self.send(&request))
    }

    fn at_the_door(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.door).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    /// Asks it to end, as a service manager does.
    fn terminate(&self) {
        let ended = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(ended.unwrap().success());
    }

    /// Waits for its end: its status and its log.
    fn ended(&mut self) -> (ExitStatus, Vec<String>) {
        let status = self.child.wait().unwrap();
        (status, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// The marks that are planted wherever people leave something.
const MARKS: [&str; 9] = [
    "markquery",
    "markpath",
    "markbody",
    "markcookie",
    "markheader",
    "markagent",
    "markmethod",
    "markhost",
    "203.0.113.77",
];

/// Goal: the log holds one line for each request, and nothing of what people type or are. Method: a
/// full run with marks in query, path, body, cookie, headers and method; every line is read.
#[test]
fn the_log_tells_nothing_of_people() {
    let mut service = Service::start("");
    let head = "Cookie: session=markcookie\r\nX-Mark: markheader\r\nUser-Agent: markagent\r\n\
                Referer: http://markhost/markpath?markquery\r\nX-Forwarded-For: 203.0.113.77\r\n\
                Authorization: Bearer markheader\r\n";
    let lines = [
        ("GET /en/allocation?p.pool=markquery", ""),
        ("GET /en/municipality/markpath?q=markquery", ""),
        ("GET /en/markpath/markpath", ""),
        ("POST /en/allocation", "markbody=markbody"),
        ("MARKMETHOD /en/", ""),
        ("GET /en/allocation.xlsx?run=markquery", ""),
        ("GET /en/municipality/%FFmarkpath", ""),
        ("GET /en/?q=%F0%9F%98%80markquery", ""),
        ("GET /healthz?markquery", ""),
        ("GET /readyz", ""),
    ];
    for (line, body) in lines {
        service.ask(line, head, body);
    }
    service.send("GET /en/ HTTP/1.1\r\nHost: markhost\r\nConnection: close\r\n\r\n");
    let measured = service.at_the_door("/metrics");
    service.terminate();
    let (status, log) = service.ended();
    assert!(status.success());
    for text in log.iter().chain([&measured]) {
        let found = MARKS.iter().find(|mark| text.to_lowercase().contains(*mark));
        assert_eq!(found, None, "{text}");
    }
    let keys = ["timestamp", "level", "message", "id", "method", "route", "status", "microseconds"];
    let mut routes = Vec::new();
    for line in &log {
        let event: Value = serde_json::from_str(line).expect(line);
        if event["message"] == "request" {
            let event = event.as_object().unwrap();
            assert!(event.keys().all(|key| keys.contains(&key.as_str())), "{line}");
            assert_eq!(event.len(), keys.len(), "{line}");
            routes.push(event["route"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(routes.len(), lines.len() + 1, "{log:#?}");
    assert_eq!(routes[1], "/{language}/municipality/{code}");
    assert_eq!(routes[2], "other");
    let told: Vec<String> = log
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["message"].to_string())
        .filter(|message| message != "\"request\"")
        .collect();
    assert_eq!(told, ["\"started\"", "\"stopping\"", "\"stopped\""]);
}

/// Goal: what a machine asks is answered: alive, ready, and numbers by route and status. Method:
/// the door after some requests; the site itself does not show its numbers.
#[test]
fn machines_are_answered() {
    let service = Service::start("");
    for path in ["/en/", "/sq/", "/en/municipality/01", "/en/municipality/99"] {
        service.ask(&format!("GET {path}"), "", "");
    }
    for (path, word) in [("/healthz", "alive"), ("/readyz", "ready")] {
        assert!(service.at_the_door(path).ends_with(&format!("{word}\n")), "{path}");
        assert_eq!(service.ask(&format!("GET {path}"), "", "").text(), format!("{word}\n"));
    }
    assert_eq!(service.ask("GET /metrics", "", "").status, 404);
    let text = service.at_the_door("/metrics");
    let municipality = "route=\"/{language}/municipality/{code}\",method=\"GET\"";
    for line in [
        format!("peshore_requests_total{{{municipality},status=\"200\"}} 1"),
        format!("peshore_requests_total{{{municipality},status=\"404\"}} 1"),
        "peshore_requests_total{route=\"/{language}/\",method=\"GET\",status=\"200\"} 2".to_owned(),
        "peshore_request_duration_seconds_bucket{".to_owned(),
        "peshore_connections{pool=\"readers\",state=\"most\"} 4".to_owned(),
        "peshore_memory_bytes ".to_owned(),
        "peshore_start_time_seconds 1".to_owned(),
        "peshore_requests_under_way 0".to_owned(),
        format!("peshore_build{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(text.contains(&line), "{line}:\n{text}");
    }
    assert!(!text.contains("peshore_memory_bytes 0\n"), "{text}");
    assert!(text.ends_with("# EOF\n"));
}

/// Goal: a site that is stopped answers what is under way, takes nothing new, and does not wait for
/// whoever says nothing. Method: requests that take long, a connection that is only open, one with
/// half a request; then the signal of a service manager.
#[test]
fn a_site_ends_gracefully() {
    let mut service = Service::start("[limits]\nstop-seconds = 30\nhead-seconds = 2");
    let idle = service.connect();
    let mut half = service.connect();
    half.write_all(b"GET /en/ HTTP/1.1\r\nHo").unwrap();
    let host = service.host.clone();
    let mut under_way: Vec<TcpStream> = (0..6)
        .map(|number| {
            let mut stream = service.connect();
            let path = format!("/en/allocation?p.pool={}", 100_000_000 + number);
            write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
                .unwrap();
            stream
        })
        .collect();
    // Their first byte says that they are under way, or through.
    let mut first = [0; 1];
    under_way[0].peek(&mut first).unwrap();
    service.terminate();
    let answers: Vec<Vec<u8>> = under_way
        .iter_mut()
        .map(|stream| {
            let mut answer = Vec::new();
            // One that had not been accepted yet is refused by the system.
            let _ = stream.read_to_end(&mut answer);
            answer
        })
        .collect();
    let (status, log) = service.ended();
    assert!(status.success(), "{log:#?}");
    for answer in answers.iter().filter(|answer| !answer.is_empty()) {
        let answer = Answer::parse(answer);
        assert_eq!(answer.status, 200);
        assert!(answer.text().trim_end().ends_with("</html>"));
    }
    assert!(!answers[0].is_empty());
    assert!(TcpStream::connect(&host).is_err(), "nothing listens any more");
    assert!(log.last().unwrap().contains("\"all_answered\":true"), "{log:#?}");
    drop((idle, half));
}

/// Goal: what is too much is answered with its own page in the reader's language, or closed, and
/// the site goes on. Method: small limits, each passed.
#[test]
fn too_much_is_refused() {
    let service = Service::start(
        "[limits]\nbody-bytes = 2048\nhead-bytes = 2048\nhead-seconds = 1\n\
         rate-per-minute = 1\nrate-burst = 3",
    );
    let long = format!("X-Long: {}\r\n", "x".repeat(3000));
    let large = "x".repeat(3000);
    let mut said = Vec::new();
    for language in ["sq", "sr-Cyrl", "sr-Latn", "en"] {
        let line = format!("POST /{language}/allocation");
        for (head, body, status) in [("", large.as_str(), 413), (long.as_str(), "", 431)] {
            let answer = service.ask(&line, head, body);
            assert_eq!(answer.status, status, "{language}");
            let text = answer.text();
            assert!(text.contains(&format!("<html lang=\"{language}\"")), "{text}");
            assert_ne!(answer.header("x-request-id"), "");
            said.push(text);
        }
    }
    said.dedup();
    assert_eq!(said.len(), 8);
    let from =
        |address: &str| service.ask("GET /en/", &format!("X-Forwarded-For: {address}\r\n"), "");
    assert_eq!([(); 3].map(|()| from("192.0.2.1").status), [200; 3]);
    let refused = from("192.0.2.1");
    assert_eq!(refused.status, 429);
    assert!((1..=60).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(from("192.0.2.2").status, 200);
    // Whoever never ends the head of a request is cut off.
    let cut = service.send("GET /en/ HTTP/1.1\r\nHost: x");
    assert!(!cut.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&cut));
    let huge = format!("GET /en/ HTTP/1.1\r\nX-Long: {}\r\n\r\n", "x".repeat(12_000));
    assert!(service.send(&huge).starts_with(b"HTTP/1.1 431 "));
    assert_eq!(service.ask("GET /en/", "", "").status, 200);
}

/// Goal: a site whose public address is one of TLS tells browsers to stay with it, and answers
/// under that name. Method: settings with such an address.
#[test]
fn a_public_name_is_served() {
    let service = Service::start("[site]\npublic-url = \"https://peshore.example\"");
    let answer =
        service.send("GET /en/ HTTP/1.1\r\nHost: peshore.example\r\nConnection: close\r\n\r\n");
    let answer = Answer::parse(&answer);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
}

/// Goal: settings that are wrong are said at once, and nothing starts. Method: a file with three
/// faults, checked and served.
#[test]
fn wrong_settings_start_nothing() {
    let folder = fresh_folder();
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("peshore.toml");
    std::fs::write(&file, "[listen]\nprot = 1\naddress = \"x\"\n[limits]\nrequests = 0\n").unwrap();
    let named = file.display().to_string();
    for words in [["config", "check", "--config"].as_slice(), &["serve", "--config"]] {
        let ended = peshore(&[words, &[named.as_str()]].concat());
        assert_eq!((ended.status, ended.output.as_str()), (1, ""));
        for word in ["line 2", "`listen.port`", "line 3", "line 5", "1 to 65536", "3 settings"] {
            assert!(ended.errors.contains(word), "{word}: {}", ended.errors);
        }
    }
    std::fs::write(&file, "[log]\nformat = \"json\"\n").unwrap();
    let ended = peshore(&["config", "check", "--config", &named]);
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    assert!(ended.output.contains("format = \"json\"") && ended.output.contains("# line 2"));
    let _ = std::fs::remove_dir_all(folder);
}

/// Goal: a backup made by one machine is verified and restored by another, and the site goes on
/// page by page the same. Method: the commands as a person types them, with the file damaged once.
#[test]
fn a_site_comes_back_from_a_backup() {
    let mut demo = Demo::start();
    let page = "/en/allocation";
    let first = demo.get(page).text();
    let folder = fresh_folder();
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let key = peshore(&["backup-key", "--to", &path("key")]);
    let recipient = key.output.trim();
    assert!(recipient.starts_with("age1") && !key.errors.contains("SECRET"), "{}", key.errors);
    // While the site runs.
    let from = demo.folder();
    let made = ["backup", "--from", &from, "--to", &path("one"), "--recipient", recipient];
    let made = peshore(&made);
    assert_eq!((made.status, made.errors.as_str()), (0, ""));
    demo.kill();
    let verify = ["backup", "--verify", &path("one"), "--identity", &path("key")];
    let verified = peshore(&verify);
    assert_eq!((verified.status, verified.errors.as_str()), (0, ""));
    let tables = |said: &str| -> Vec<String> {
        said.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect()
    };
    assert_eq!(tables(&made.output), tables(&verified.output));
    let to = path("back.sqlite");
    let restore = ["restore", &path("one"), "--identity", &path("key"), "--to", &to];
    let restored = peshore(&restore);
    assert_eq!((restored.status, restored.errors.as_str()), (0, ""));
    assert_eq!(tables(&made.output), tables(&restored.output));
    // Keys are in no backup: without them nothing is served.
    let without = peshore(&["serve", "--port", "0", "--database", &to]);
    assert!(without.errors.contains("[start-no-keys]"), "{}", without.errors);
    assert_eq!(demo.goes_on_at(&to).get(page).text(), first);
    assert_eq!(peshore(&["verify", &to]).status, 0);
    let again = peshore(&restore);
    assert!(again.errors.contains("[database-not-empty]"), "{}", again.errors);
    let mut bytes = std::fs::read(path("one")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path("one"), bytes).unwrap();
    let damaged = peshore(&verify);
    assert_eq!((damaged.status, damaged.output.as_str()), (1, ""));
    assert!(damaged.errors.contains("[backup-damaged]") || damaged.errors.contains("-truncated]"));
    let _ = std::fs::remove_dir_all(folder);
}
