//! A provider of these tests whose tokens are wrong in one thing each: one that is certified never
//! makes such tokens. The whole way with a certified one is a journey of `tests/browser`.

use crate::{Fault, Issuer, Provider, Secret, Trip};
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CALLBACK: &str = "http://127.0.0.1:8080/sign-in/callback";
const VERIFIER: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";

const TRIP: Trip<'_> =
    Trip { callback: CALLBACK, state: "the-state", nonce: "the-nonce", verifier: VERIFIER };

fn now() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

/// Base 64 for addresses (RFC 4648, section 5), without signs that fill up.
fn coded(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |n, at| n << 8 | u32::from(*part.get(at).unwrap_or(&0)));
        for sign in 0..=part.len() {
            text.push(char::from(SIGNS[(number >> (18 - 6 * sign)) as usize & 63]));
        }
    }
    text
}

fn key() -> Ed25519KeyPair {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap()
}

fn signed(key: &Ed25519KeyPair, name: &str, head: &str, claims: &str) -> String {
    let head = head.replace("KEY", name);
    let text = format!("{}.{}", coded(head.as_bytes()), coded(claims.as_bytes()));
    let signature = coded(key.sign(text.as_bytes()).as_ref());
    format!("{text}.{signature}")
}

const HEAD: &str = r#"{"alg":"EdDSA","kid":"KEY"}"#;

/// What the provider of a test answers.
#[derive(Default)]
struct Answers {
    issuer: String,
    /// The token endpoint that it names; its own when empty.
    endpoint: String,
    keys: String,
    token: String,
    /// The requests that came, as they were written.
    asked: Vec<String>,
}

type Shared = Arc<Mutex<Answers>>;

async fn one(mut stream: TcpStream, answers: Shared) {
    let mut bytes = vec![0; 16_384];
    let mut length = 0;
    let whole = |text: &str| match text.split_once("\r\n\r\n") {
        Some((head, body)) => {
            let named = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            body.len() >= named.map_or(0, |named| named.parse().unwrap())
        }
        None => false,
    };
    while !whole(std::str::from_utf8(&bytes[..length]).unwrap()) {
        length += stream.read(&mut bytes[length..]).await.unwrap();
    }
    let asked = String::from_utf8(bytes[..length].to_vec()).unwrap();
    let path = asked.split(' ').nth(1).unwrap().to_owned();
    let (status, body) = {
        let mut answers = answers.lock().unwrap();
        answers.asked.push(asked);
        let issuer = &answers.issuer;
        let own = format!("{issuer}/token");
        let token = if answers.endpoint.is_empty() { &own } else { &answers.endpoint };
        match path.as_str() {
            "/.well-known/openid-configuration" => (
                "200 OK",
                format!(
                    r#"{{"issuer":"{issuer}","authorization_endpoint":"{issuer}/auth",
                    "token_endpoint":"{token}","jwks_uri":"{issuer}/keys",
                    "response_types_supported":["code"],"subject_types_supported":["public"],
                    "id_token_signing_alg_values_supported":["EdDSA"]}}"#
                ),
            ),
            "/keys" => ("200 OK", answers.keys.clone()),
            "/token" if answers.token.is_empty() => {
                ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned())
            }
            "/token" => (
                "200 OK",
                format!(
                    r#"{{"access_token":"a","token_type":"Bearer","id_token":"{}"}}"#,
                    answers.token
                ),
            ),
            _ => ("404 Not Found", String::new()),
        }
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n");
    let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    // Whoever asked may have gone.
    let _ = stream.write_all(answer.as_bytes()).await;
}

async fn provider() -> (Provider, Shared) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let answers = Shared::default();
    answers.lock().unwrap().issuer.clone_from(&issuer);
    let shared = Arc::clone(&answers);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(one(stream, Arc::clone(&shared)));
        }
    });
    let issuer = Issuer::read(&issuer).unwrap();
    (Provider::new(issuer, "peshore", &Secret::new("geheim")).unwrap(), answers)
}

fn set_of(keys: &[(&str, &Ed25519KeyPair)]) -> String {
    let each = keys.iter().map(|(name, key)| {
        let x = coded(key.public_key().as_ref());
        format!(
            r#"{{"kty":"OKP","use":"sig","crv":"Ed25519","alg":"EdDSA","kid":"{name}","x":"{x}"}}"#
        )
    });
    format!(r#"{{"keys":[{}]}}"#, each.collect::<Vec<_>>().join(","))
}

fn claims(issuer: &str, changed: &[(&str, &str)]) -> String {
    let at = now().as_second();
    let mut all = vec![
        ("iss", format!("\"{issuer}\"")),
        ("sub", "\"arta\"".to_owned()),
        ("aud", "\"peshore\"".to_owned()),
        ("iat", at.to_string()),
        ("exp", (at + 60).to_string()),
        ("nonce", "\"the-nonce\"".to_owned()),
    ];
    for (name, value) in changed {
        all.retain(|(own, _)| own != name);
        if !value.is_empty() {
            all.push((name, (*value).to_owned()));
        }
    }
    let all: Vec<String> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", all.join(","))
}

/// Goal: a person is sent off with challenge, state and nonce, and never with a secret. Method: the
/// address, read.
#[tokio::test]
async fn people_are_sent_with_a_challenge() {
    let (provider, answers) = provider().await;
    answers.lock().unwrap().keys = set_of(&[]);
    let address = provider.address(&TRIP, ("sr-Cyrl", true), now()).await.unwrap();
    for part in [
        "/auth?response_type=code&client_id=peshore&state=the-state&",
        "code_challenge_method=S256",
        "nonce=the-nonce",
        "scope=openid",
        "prompt=login",
        "ui_locales=sr-Cyrl",
    ] {
        assert!(address.contains(part), "{part} in {address}");
    }
    assert!(!address.contains(VERIFIER) && !address.contains("geheim"), "{address}");
    assert!(!format!("{provider:?} {:?}", Secret::new("geheim")).contains("geheim"));
    let short = Trip { verifier: "short", ..TRIP };
    assert_eq!(provider.address(&short, ("en", false), now()).await, Err(Fault::Unfit));
}

/// What is wrong, by which key and head it is signed, what it says otherwise, what comes of it.
type Case<'a> =
    (&'a str, &'a Ed25519KeyPair, &'a str, &'a [(&'a str, &'a str)], Result<bool, Fault>);

/// Goal: whoever comes back is known by a token that is right in everything, and by no other.
/// Method: a right one, and one that is wrong in each thing.
#[tokio::test]
async fn tokens_are_verified() {
    let (provider, answers) = provider().await;
    let (own, strange) = (key(), key());
    let issuer = answers.lock().unwrap().issuer.clone();
    answers.lock().unwrap().keys = set_of(&[("k1", &own)]);
    let late = (now().as_second() - 1).to_string();
    let cases: [Case<'_>; 17] = [
        ("right", &own, HEAD, &[], Ok(false)),
        ("mfa", &own, HEAD, &[("amr", r#"["pwd","mfa"]"#)], Ok(true)),
        ("acr", &own, HEAD, &[("acr", r#""https://refeds.org/profile/mfa""#)], Ok(true)),
        ("pwd", &own, HEAD, &[("amr", r#"["pwd"]"#)], Ok(false)),
        ("signature", &strange, HEAD, &[], Err(Fault::Unproven)),
        ("issuer", &own, HEAD, &[("iss", r#""https://other.example""#)], Err(Fault::Unproven)),
        ("audience", &own, HEAD, &[("aud", r#""another""#)], Err(Fault::Unproven)),
        ("audiences", &own, HEAD, &[("aud", r#"["peshore","another"]"#)], Err(Fault::Unproven)),
        ("end", &own, HEAD, &[("exp", &late)], Err(Fault::Unproven)),
        ("no end", &own, HEAD, &[("exp", "")], Err(Fault::Unfit)),
        ("nonce", &own, HEAD, &[("nonce", r#""another""#)], Err(Fault::Unproven)),
        ("no nonce", &own, HEAD, &[("nonce", "")], Err(Fault::Unproven)),
        ("no subject", &own, HEAD, &[("sub", "")], Err(Fault::Unfit)),
        ("unsigned", &own, r#"{"alg":"none"}"#, &[], Err(Fault::Unproven)),
        ("shared secret", &own, r#"{"alg":"HS256","kid":"KEY"}"#, &[], Err(Fault::Unproven)),
        ("another way", &own, r#"{"alg":"ES256","kid":"KEY"}"#, &[], Err(Fault::Unproven)),
        ("key", &own, r#"{"alg":"EdDSA","kid":"k2"}"#, &[], Err(Fault::Unproven)),
    ];
    for (name, key, head, changed, expected) in cases {
        answers.lock().unwrap().token = signed(key, "k1", head, &claims(&issuer, changed));
        let known = provider.identity(&TRIP, "the-code", now()).await;
        let known = known.map(|identity| {
            assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), (&*issuer, "arta"));
            identity.has_second_factor
        });
        assert_eq!(known, expected, "{name}");
    }
    answers.lock().unwrap().token = String::new();
    assert_eq!(provider.identity(&TRIP, "the-code", now()).await, Err(Fault::Refused));
    let long = "c".repeat(5000);
    assert_eq!(provider.identity(&TRIP, &long, now()).await, Err(Fault::Refused));
    let asked = answers.lock().unwrap().asked.clone();
    let exchange = asked.iter().find(|asked| asked.starts_with("POST /token")).unwrap();
    // Basic authentication with `peshore:geheim`, and what proves who began.
    assert!(exchange.contains("Basic cGVzaG9yZTpnZWhlaW0="), "{exchange}");
    assert!(exchange.contains(&format!("code_verifier={VERIFIER}")), "{exchange}");
}

/// Goal: what the provider says of itself is asked for once, anew when it has taken a new key, and
/// no key of another is believed for that. Method: requests counted over a change of keys.
#[tokio::test]
async fn a_new_key_is_asked_for() {
    let (provider, answers) = provider().await;
    let (first, second) = (key(), key());
    let issuer = answers.lock().unwrap().issuer.clone();
    let put = |name: &str, key: &Ed25519KeyPair| {
        let mut answers = answers.lock().unwrap();
        answers.keys = set_of(&[(name, key)]);
        answers.token = signed(key, name, HEAD, &claims(&issuer, &[]));
    };
    let asked = || {
        let asked = answers.lock().unwrap().asked.clone();
        asked.iter().filter(|asked| asked.starts_with("GET /keys")).count()
    };
    put("k1", &first);
    for _ in 0..3 {
        assert!(provider.identity(&TRIP, "c", now()).await.is_ok());
    }
    assert_eq!(asked(), 1);
    put("k2", &second);
    assert!(provider.identity(&TRIP, "c", now()).await.is_ok());
    assert_eq!(asked(), 2);
}

/// Goal: nothing goes to an address that is less safe than the provider, and what it answers is
/// bounded. Method: endpoints elsewhere, another name of itself, answers too long, late, or none;
/// more requests at once than are begun.
#[tokio::test]
async fn answers_are_bounded() {
    let begin = |provider: Provider| async move {
        provider.address(&TRIP, ("en", false), now()).await.map(drop)
    };
    for endpoint in ["http://other.example/token", "ftp://127.0.0.1/token", "file:///token"] {
        let (provider, answers) = provider().await;
        answers.lock().unwrap().keys = set_of(&[]);
        answers.lock().unwrap().endpoint = endpoint.to_owned();
        assert_eq!(begin(provider).await, Err(Fault::Unfit), "{endpoint}");
    }
    let (other, answers) = provider().await;
    answers.lock().unwrap().keys = set_of(&[]);
    answers.lock().unwrap().issuer = "http://127.0.0.1:1".to_owned();
    assert_eq!(begin(other).await, Err(Fault::Unfit));
    let (long, answers) = provider().await;
    answers.lock().unwrap().keys = " ".repeat(300 * 1024);
    assert_eq!(begin(long).await, Err(Fault::Unfit));

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let at = |address| {
        let issuer = Issuer::read(&format!("http://{address}")).unwrap();
        Provider::new(issuer, "peshore", &Secret::new("x")).unwrap()
    };
    let waiting = at(address).waiting(Duration::from_millis(50));
    assert_eq!(begin(waiting).await, Err(Fault::Unreached));
    let waiting = at(address).waiting(Duration::from_secs(20));
    let held: Vec<_> = (0..16).map(|_| tokio::spawn(begin(waiting.clone()))).collect();
    let mut taken = Vec::new();
    for _ in 0..17 {
        // The first of them is the one above.
        taken.push(silent.accept().await.unwrap());
    }
    assert_eq!(begin(waiting).await, Err(Fault::Unreached), "a further one is not begun");
    assert!(held.iter().all(|held| !held.is_finished()));
    held.iter().for_each(tokio::task::JoinHandle::abort);
    drop((silent, taken));
    assert_eq!(begin(at(address)).await, Err(Fault::Unreached));
}

/// Goal: only a provider that is reached by TLS, or on this machine, is one. Method: addresses of
/// both kinds.
#[test]
fn issuers_are_read() {
    for text in ["https://id.example", "https://id.example/realms/a", "http://127.0.0.1:9/a"] {
        assert_eq!(Issuer::read(text).unwrap().as_str(), text);
    }
    assert!(Issuer::read("http://localhost:9").is_some() && Issuer::read("http://[::1]").is_some());
    for text in [
        "",
        "id.example",
        "http://id.example",
        "http://127.0.0.1.example",
        "ftp://127.0.0.1",
        "https://",
        "https://a:b@id.example",
        "https://id.example?a=b",
        "https://id.example#a",
    ] {
        assert_eq!(Issuer::read(text), None, "{text}");
    }
    for fault in Fault::ALL {
        assert!(fault.id().starts_with("openid-"), "{fault}");
    }
}
