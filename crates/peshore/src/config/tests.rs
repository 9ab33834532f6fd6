//! Settings read from texts and variables.

use super::*;
use crate::config::check_command::{load, shown};
use formula::words::Language;
use proptest::prelude::*;
use std::path::Path;

fn variables(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn wrong(text: &str) -> Vec<Finding> {
    read(Some(text), []).unwrap_err()
}

/// Goal: without a word everything is set, on this machine only. Method: nothing read, and what is
/// printed then read as a file.
#[test]
fn nothing_said_is_enough() {
    let (config, sources) = read(None, []).unwrap();
    assert!(sources.is_empty() && config.address.is_loopback() && config.port == 8080);
    let text = shown(&config, &sources, Language::En);
    for name in NAMES.iter().filter(|name| **name != "database.address-file") {
        let (_, name) = name.split_once('.').unwrap();
        assert!(text.lines().any(|line| line.starts_with(&format!("{name} = "))), "{name}: {text}");
    }
    assert_eq!(names_of_variables().count(), NAMES.len());
    // What nobody set is shown as empty, which a file does not say.
    let said: Vec<&str> = text.lines().filter(|line| !line.contains("= \"\"")).collect();
    let (again, _) = read(Some(&said.join("\n")), []).unwrap();
    assert_eq!(format!("{again:?}").replace("asked: true", "asked: false"), format!("{config:?}"));
}

/// Goal: each setting is taken from the file, and the environment comes before it. Method: a file
/// with every section, and variables over some of it.
#[test]
fn environment_comes_before_the_file() {
    let text = "
        [site]
        public-url = \"https://Peshore.example/\"
        hosts = [\"intern.example:8443\", \"[::1]:80\"]
        [listen]
        address = \"0.0.0.0\"
        port = 9000
        metrics = \"off\"
        trusted-proxies = [\"10.0.0.0/8\", \"::1\"]
        [database]
        address = \"postgres://peshore@db.example/peshore\"
        readers = 8
        [limits]
        head-seconds = 5
        [log]
        format = \"json\"";
    let (config, sources) = read(
        Some(text),
        variables(&[
            ("PESHORE_LISTEN_PORT", "9001"),
            ("PESHORE_SITE_HOSTS", "a.example, b.example"),
            ("PESHORE_DATABASE", "/srv/peshore.sqlite"),
            ("PESHORE_LOG_FORMAT", ""),
            ("HOME", "/h"),
        ]),
    )
    .unwrap();
    let url = PublicUrl { is_https: true, host: "peshore.example".to_owned() };
    assert_eq!(config.public_url, Some(url));
    assert_eq!(config.hosts, ["a.example", "b.example"]);
    assert_eq!((config.port, config.metrics, config.log), (9001, None, LogFormat::Json));
    assert_eq!((config.options.readers, config.options.writers), (8, 4));
    assert_eq!(config.limits.head, Duration::from_secs(5));
    assert_eq!(config.database.unwrap().to_string(), "/srv/peshore.sqlite");
    assert_eq!(config.trusted_proxies.len(), 2);
    assert!(config.trusted_proxies[0].holds("10.9.8.7".parse().unwrap()));
    assert!(!config.trusted_proxies[0].holds("11.0.0.1".parse().unwrap()));
    assert!(config.trusted_proxies[1].holds("::1".parse().unwrap()));
    assert_eq!(sources["listen.port"], Place::Variable("PESHORE_LISTEN_PORT".to_owned()));
    assert_eq!(sources["limits.head-seconds"], Place::Line(14));
}

/// Goal: everything that is wrong is said at once, with its line and what would be right. Method:
/// one of each, and the words in each language.
#[test]
fn everything_wrong_is_said() {
    let cases = [
        ("[listen]\nprot = 1", 2, "config-misspelt", Some("listen.port")),
        ("[listn]\nport = 1", 2, "config-misspelt", Some("listen.port")),
        ("[limits]\nformat = \"json\"", 2, "config-misspelt", Some("log.format")),
        ("[nonsense]\nwhatever = 1", 2, "config-unknown", None),
        ("whatever = 1", 1, "config-unknown", None),
        ("[nonsense]", 1, "config-unknown", None),
        ("[listen]\n\nport = 70000", 3, "config-range", None),
        ("[listen]\nport = -1", 2, "config-range", None),
        ("[listen]\nport = \"many\"", 2, "config-value", None),
        ("[listen]\nport = 1.5", 2, "config-value", None),
        ("[listen]\naddress = \"localhost\"", 2, "config-value", None),
        ("[listen]\ntrusted-proxies = [\"10.0.0.0/33\"]", 2, "config-value", None),
        ("[site]\npublic-url = \"https://a.example/b\"", 2, "config-value", None),
        ("[site]\npublic-url = \"ftp://a.example\"", 2, "config-value", None),
        ("[site]\nhosts = [\"a b\"]", 2, "config-value", None),
        ("[log]\nformat = \"xml\"", 2, "config-value", None),
        ("[listen]\nport = ", 2, "config-syntax", None),
        ("[listen]\nport = 1\nport = 2", 3, "config-syntax", None),
        ("[database]\naddress-file = \"/nowhere/x\"", 2, "config-file", None),
        ("[database]\naddress = \"postgres://me:sesame@h/x\"", 2, "config-secret", None),
        ("[database]\naddress = \"postgres://me:sesame@h/x?ssl=1\"", 2, "config-value", None),
        ("[database]\ndata-dir = \"/x\"\naddress = \"/y\"", 2, "config-contradicts", None),
        ("[listen]\naddress = \"0.0.0.0\"", 2, "config-needs", None),
        ("[mail]\nfrom = \"nobody\"", 2, "config-value", None),
        ("[mail]\nserver = \"mail.example\"", 2, "config-value", None),
        ("[mail]\nprotection = \"some\"", 2, "config-value", None),
        ("[mail]\npassword-file = \"/nowhere/x\"", 2, "config-file", None),
        ("[mail]\nfrom = \"a@b.example\"", 2, "config-lacks", None),
        ("[mail]\nserver = \"mail.example:587\"", 2, "config-lacks", None),
        ("[mail]\nfrom = \"a@b.example\"\nfolder = \"/x\"\nuser = \"a\"", 4, "config-lacks", None),
        (
            "[mail]\nfrom = \"a@b.example\"\nserver = \"mail.example:25\"\nprotection = \"none\"",
            4,
            "config-lacks",
            None,
        ),
    ];
    let half = "[sign-in]\nissuer = \"https://id.example\"\nclient = \"a\"";
    let of_sign_in = [
        ("[sign-in]\nissuer = \"http://id.example\"", 2, "config-value", None),
        ("[sign-in]\nissuer = \"id.example\"", 2, "config-value", None),
        ("[sign-in]\nsecret-file = \"/nowhere/x\"", 2, "config-file", None),
        ("[sign-in]\nsecond-factor = \"both\"", 2, "config-value", None),
        ("[sign-in]\nsecond-factor = \"provider\"", 2, "config-lacks", None),
        ("[sign-in]\nclient = \"a\"", 2, "config-lacks", None),
        ("[sign-in]\nname-sr = \"a\\nb\"", 2, "config-value", None),
        ("[sign-in]\nsecret = \"sesame\"", 2, "config-unknown", None),
        (half, 2, "config-lacks", None),
    ];
    for (text, line, id, meant) in cases.into_iter().chain(of_sign_in) {
        let findings = wrong(text);
        let first = &findings[0];
        assert_eq!((first.id(), &first.place), (id, &Place::Line(line)), "{text}");
        if let Problem::Unknown { nearest } = first.problem {
            assert_eq!(nearest, meant, "{text}");
        }
        for language in Language::ALL {
            let said = first.say(Some(Path::new("peshore.toml")), language);
            assert!(said.contains("peshore.toml") && said.contains("  = "), "{said}");
            assert!(!said.contains('⟦') && !said.contains("sesame"), "{said}");
        }
    }
    let near = "[mail]\nfrom = \"a@b.example\"\nserver = \"127.0.0.1:25\"\nprotection = \"none\"";
    let (config, _) = read(Some(near), variables(&[])).unwrap();
    assert!(config.mail.outbox().unwrap().is_some());
    let three = wrong("[listen]\nprot = 1\naddress = \"x\"\n[log]\nformat = 3");
    let lines: Vec<&Place> = three.iter().map(|finding| &finding.place).collect();
    assert_eq!(lines, [&Place::Line(2), &Place::Line(3), &Place::Line(5)]);
    let misspelt = read(None, variables(&[("PESHORE_LISTEN_PROT", "1")])).unwrap_err();
    let nearest = Some("PESHORE_LISTEN_PORT");
    assert_eq!(misspelt[0].problem, Problem::Unknown { nearest });
    assert!(read(None, variables(&[("PESHORE_CHROMIUM", "/usr/bin/chromium")])).is_ok());
}

/// Goal: a secret comes from a file or the environment, and is never printed. Method: both, looked
/// for in everything that is shown.
#[test]
fn secrets_are_redacted() {
    let name = records::identity::make("2026-11-22T10:00:00Z".parse().unwrap()).unwrap();
    let secret = std::env::temp_dir().join(format!("peshore-config-{name}"));
    std::fs::write(&secret, "postgres://me:sesame@db.example/x\n").unwrap();
    let text = format!("[database]\naddress-file = \"{}\"", secret.display());
    let of_file = read(Some(&text), []).unwrap();
    let address = ("PESHORE_DATABASE", "postgres://db.example/x?user=me&password=sesame");
    for (config, sources) in [of_file, read(None, variables(&[address])).unwrap()] {
        let said = shown(&config, &sources, Language::En) + &format!("{config:?}");
        assert!(said.contains("postgres://me@db.example/x\"  # [redacted]"), "{said}");
        assert!(!said.contains("sesame"), "{said}");
    }
    std::fs::remove_file(&secret).unwrap();
    let missing = load(Some(&secret), []).unwrap_err();
    assert_eq!(missing.id(), "config-unreadable");
}

/// Goal: a whole section names a provider, and its secret is never printed. Method: one with every
/// setting, what is missing of it said one by one.
#[test]
fn an_identity_provider_is_set() {
    let name = records::identity::make("2026-11-22T10:00:00Z".parse().unwrap()).unwrap();
    let secret = std::env::temp_dir().join(format!("peshore-config-{name}"));
    std::fs::write(&secret, "sesame\n").unwrap();
    let file = format!("secret-file = \"{}\"", secret.display());
    let lines = [
        "issuer = \"https://id.example/realms/a\"",
        "client = \"peshore\"",
        file.as_str(),
        "name-en = \"the state\"",
        "name-sq = \"shteti\"",
        "name-sr = \"држава\"",
    ];
    let text = |lines: &[&str]| format!("[sign-in]\n{}", lines.join("\n"));
    let (config, sources) = read(Some(&text(&lines)), []).unwrap();
    assert!(config.sign_in.provider().unwrap().is_some() && !config.sign_in.is_second_factor);
    let said = shown(&config, &sources, Language::En) + &format!("{config:?}");
    assert!(said.contains("issuer = \"https://id.example/realms/a\""), "{said}");
    assert!(said.contains("[redacted]") && !said.contains("sesame"), "{said}");
    for at in 1..lines.len() {
        let mut fewer = lines.to_vec();
        fewer.remove(at);
        let findings = wrong(&text(&fewer));
        let said = findings.iter().map(|finding| (finding.id(), finding.key.as_str()));
        assert_eq!(said.collect::<Vec<_>>(), [("config-lacks", "sign-in.issuer")], "{fewer:?}");
    }
    assert!(read(None, []).unwrap().0.sign_in.provider().unwrap().is_none());
    std::fs::remove_file(&secret).unwrap();
}

proptest! {
    /// Goal: no text makes reading panic, and every finding has its words. Method: arbitrary text,
    /// and settings with arbitrary values.
    #[test]
    fn any_text_is_read(text: String, at in 0..NAMES.len(), value in "[ -~]{0,12}") {
        let (section, name) = NAMES[at].split_once('.').unwrap();
        let set = format!("[{section}]\n{name} = {value}\n");
        for text in [text, set] {
            for finding in read(Some(&text), []).err().unwrap_or_default() {
                prop_assert!(!finding.say(None, Language::En).contains('⟦'));
            }
        }
    }
}
