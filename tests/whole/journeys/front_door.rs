//! Who may come in, what every answer carries, and what a wrong address meets.

use crate::demo::Demo;

const LANGUAGES: [&str; 4] = ["sq", "sr-Cyrl", "sr-Latn", "en"];

/// Goal: a reader arrives in a language of the own browser. Method: ask for `/` with several
/// preferences and follow the address.
#[test]
fn the_root_leads_to_the_readers_language() {
    let demo = Demo::shared();
    for (accepted, language) in
        [("sq", "sq"), ("en-GB,en;q=0.9", "en"), ("sr-Latn", "sr-Latn"), ("sr;q=0.9", "sr-")]
    {
        let head =
            format!("GET / HTTP/1.1\r\nHost: {}\r\nAccept-Language: {accepted}\r\n", demo.host);
        let answer = demo.ask(&head);
        assert!((300..400).contains(&answer.status), "{accepted}: {}", answer.status);
        let location = answer.header("location");
        assert!(location.starts_with(&format!("/{language}")), "{accepted}: {location}");
        assert_eq!(demo.get(location).status, 200);
    }
}

/// Goal: pages come as HTML in their language, and forbid what they do not need. Method: look at
/// the head of each home page.
#[test]
fn every_home_page_carries_its_headers() {
    let demo = Demo::shared();
    for language in LANGUAGES {
        let answer = demo.get(&format!("/{language}/"));
        assert_eq!(answer.status, 200, "{language}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("set-cookie"), "", "no cookie without a sign-in");
        assert!(answer.text().contains(&format!("<html lang=\"{language}\"")), "{language}");
    }
}

/// Goal: a page of another site cannot reach the demo through a name of its own. Method: send Host
/// headers that are not the demo's.
#[test]
fn a_strange_host_is_refused() {
    let demo = Demo::shared();
    let port = demo.host.rsplit(':').next().unwrap();
    let strange =
        ["example.org".to_owned(), format!("example.org:{port}"), "127.0.0.1:1".to_owned()];
    for host in strange {
        let answer = demo.ask(&format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\n"));
        assert!((400..500).contains(&answer.status), "{host}: {}", answer.status);
    }
    let answer = demo.ask(&format!("GET /en/ HTTP/1.1\r\nHost: localhost:{port}\r\n"));
    assert_eq!(answer.status, 200, "localhost is this machine");
}

/// Goal: a wrong address is answered in the reader's language and leads on. Method: ask for what is
/// not there.
#[test]
fn a_wrong_address_is_no_dead_end() {
    let demo = Demo::shared();
    for language in LANGUAGES {
        for path in ["nowhere", "municipality/99", "formula/nowhere"] {
            let answer = demo.get(&format!("/{language}/{path}"));
            assert_eq!(answer.status, 404, "{language}/{path}");
            let text = answer.text();
            assert!(text.contains(&format!("<html lang=\"{language}\"")), "{language}/{path}");
            assert!(text.contains(&format!("href=\"/{language}")), "{language}/{path}: no way on");
        }
    }
    assert_eq!(demo.get("/xx/").status, 404);
}

/// Goal: no address brings the site down or to a fault of its own. Method: bad bytes, long texts,
/// and odd values in the query of every page.
#[test]
fn no_address_is_a_fault_of_the_site() {
    let demo = Demo::shared();
    let long = "x".repeat(3000);
    let values = [
        "",
        "0",
        "-1",
        "1e9",
        "abc",
        "%00",
        "%FF",
        "%F0%9F%98%80",
        "1,5",
        "1.234,56",
        "'--",
        "<b>",
        "99999999999999999999999999999999999999999999",
        "../../etc",
        &long,
    ];
    let names =
        ["run", "sort", "order", "q", "figure", "result", "p.pool", "a", "b", "find", "page"];
    for path in ["/en/", "/en/allocation", "/en/compare", "/en/municipality/01"] {
        for name in names {
            for value in values {
                let answer = demo.get(&format!("{path}?{name}={value}"));
                let status = answer.status;
                assert!(status < 500, "{path}?{name}={value}: {status}");
            }
        }
    }
    for path in ["/%", "/%zz", "//", "/en/%FF", "/en/municipality/%00", "/en/../../etc/passwd"] {
        let status = demo.get(path).status;
        assert!(status < 500, "{path}: {status}");
    }
}

/// Goal: pages are read, not written to. Method: every other method on a page is refused.
#[test]
fn a_page_takes_no_other_method() {
    let demo = Demo::shared();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let head = format!(
            "{method} /en/allocation HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\n",
            demo.host
        );
        let status = demo.ask(&head).status;
        assert!((400..500).contains(&status), "{method}: {status}");
    }
}
