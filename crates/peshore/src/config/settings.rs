//! The table of all settings: name, what it may be, and how it is taken.

use super::finding::Problem;
use super::{Config, LogFormat, Network, PublicUrl};
use mail::Protection;
use records::database::Address;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// A value as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// A text; of a variable, also a number or a list parted by commas.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Several texts.
    List(Vec<String>),
}

impl Given {
    fn shown(&self) -> String {
        match self {
            Given::Text(text) => text.chars().take(80).collect(),
            Given::Whole(number) => number.to_string(),
            Given::List(all) => all.join(", ").chars().take(80).collect(),
        }
    }

    fn text(&self, expected: &'static str) -> Result<&str, Problem> {
        match self {
            Given::Text(text) if !text.trim().is_empty() => Ok(text.trim()),
            other => Err(wrong(expected, other)),
        }
    }

    fn list(&self, expected: &'static str) -> Result<Vec<String>, Problem> {
        match self {
            Given::List(all) => Ok(all.clone()),
            Given::Text(text) => Ok(text
                .split(',')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect()),
            other => Err(wrong(expected, other)),
        }
    }

    fn whole(&self, least: u64, most: u64) -> Result<u64, Problem> {
        let number = match self {
            Given::Whole(number) => u64::try_from(*number).ok(),
            Given::Text(text) => match text.trim().parse() {
                Ok(number) => Some(number),
                Err(_) => return Err(wrong("config-is-number", self)),
            },
            Given::List(_) => return Err(wrong("config-is-number", self)),
        };
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or(Problem::Range { least, most })
    }
}

fn wrong(expected: &'static str, found: &Given) -> Problem {
    Problem::Value { expected, found: found.shown() }
}

/// One setting.
pub(super) struct Setting {
    /// `section.name`.
    pub(super) name: &'static str,
    /// Its variable.
    pub(super) variable: &'static str,
    /// Puts it into the settings.
    pub(super) take: fn(&mut Config, &Given) -> Result<(), Problem>,
    /// How it is printed.
    pub(super) show: fn(&Config) -> String,
}

/// The names of all settings.
pub const NAMES: [&str; 37] = [
    "site.public-url",
    "site.hosts",
    "listen.address",
    "listen.port",
    "listen.metrics",
    "listen.trusted-proxies",
    "database.address",
    "database.address-file",
    "database.data-dir",
    "database.readers",
    "database.writers",
    "database.wait-seconds",
    "limits.connections",
    "limits.requests",
    "limits.head-bytes",
    "limits.body-bytes",
    "limits.attachment-bytes",
    "limits.head-seconds",
    "limits.request-seconds",
    "limits.rate-per-minute",
    "limits.rate-burst",
    "limits.stop-seconds",
    "keys.file",
    "mail.from",
    "mail.server",
    "mail.protection",
    "mail.user",
    "mail.password-file",
    "mail.folder",
    "sign-in.issuer",
    "sign-in.client",
    "sign-in.secret-file",
    "sign-in.name-en",
    "sign-in.name-sq",
    "sign-in.name-sr",
    "sign-in.second-factor",
    "log.format",
];

macro_rules! numbers {
    ($($name:literal $variable:literal $least:literal..=$most:literal
       |$config:ident| $place:expr, $type:ty;)+) => {
        [$(Setting {
            name: $name,
            variable: $variable,
            take: |$config, given| {
                let number = given.whole($least, $most)?;
                $place = <$type as OfNumber>::of(number);
                Ok(())
            },
            show: |$config| <$type as OfNumber>::shown(&$place),
        }),+]
    };
}

/// What is set by a number.
trait OfNumber {
    fn of(number: u64) -> Self;
    fn shown(&self) -> String;
}

impl OfNumber for Duration {
    fn of(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn shown(&self) -> String {
        self.as_secs().to_string()
    }
}

macro_rules! of_number {
    ($($type:ty),+) => { $(
        impl OfNumber for $type {
            fn of(number: u64) -> $type {
                <$type>::try_from(number).unwrap_or(<$type>::MAX)
            }

            fn shown(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

of_number!(u16, u32, u64, usize);

/// The settings that are numbers, with their bounds.
const NUMBERS: [Setting; 14] = numbers! {
    "listen.port" "PESHORE_LISTEN_PORT" 0..=65_535 |c| c.port, u16;
    "database.readers" "PESHORE_DATABASE_READERS" 1..=64 |c| c.options.readers, u32;
    "database.writers" "PESHORE_DATABASE_WRITERS" 1..=64 |c| c.options.writers, u32;
    "database.wait-seconds" "PESHORE_DATABASE_WAIT_SECONDS" 1..=60 |c| c.options.wait, Duration;
    "limits.connections" "PESHORE_LIMITS_CONNECTIONS" 1..=65_536 |c| c.limits.connections, usize;
    "limits.requests" "PESHORE_LIMITS_REQUESTS" 1..=65_536 |c| c.limits.requests, usize;
    "limits.head-bytes" "PESHORE_LIMITS_HEAD_BYTES" 1_024..=65_536 |c| c.limits.head_bytes, usize;
    "limits.body-bytes" "PESHORE_LIMITS_BODY_BYTES" 1_024..=1_073_741_824
        |c| c.limits.body_bytes, usize;
    "limits.attachment-bytes" "PESHORE_LIMITS_ATTACHMENT_BYTES" 1_024..=104_857_600
        |c| c.limits.attachment_bytes, usize;
    "limits.head-seconds" "PESHORE_LIMITS_HEAD_SECONDS" 1..=300 |c| c.limits.head, Duration;
    "limits.request-seconds" "PESHORE_LIMITS_REQUEST_SECONDS" 1..=3_600
        |c| c.limits.request, Duration;
    "limits.rate-per-minute" "PESHORE_LIMITS_RATE_PER_MINUTE" 1..=1_000_000
        |c| c.limits.rate_per_minute, u32;
    "limits.rate-burst" "PESHORE_LIMITS_RATE_BURST" 1..=1_000_000 |c| c.limits.rate_burst, u32;
    "limits.stop-seconds" "PESHORE_LIMITS_STOP_SECONDS" 0..=600 |c| c.stop, Duration;
};

/// The other settings.
const TEXTS: [Setting; 23] = [
    Setting {
        name: "site.public-url",
        variable: "PESHORE_SITE_PUBLIC_URL",
        take: |config, given| {
            let text = given.text("config-is-url")?;
            config.public_url = Some(url(text).ok_or_else(|| wrong("config-is-url", given))?);
            Ok(())
        },
        show: |config| {
            let shown = config.public_url.as_ref().map(|url| format!("\"{}\"", url.address()));
            shown.unwrap_or_else(|| "\"\"".to_owned())
        },
    },
    Setting {
        name: "site.hosts",
        variable: "PESHORE_SITE_HOSTS",
        take: |config, given| {
            let hosts = given.list("config-is-hosts")?;
            if !hosts.iter().all(|host| is_host(host)) {
                return Err(wrong("config-is-hosts", given));
            }
            config.hosts = hosts;
            Ok(())
        },
        show: |config| shown_list(config.hosts.iter()),
    },
    Setting {
        name: "listen.address",
        variable: "PESHORE_LISTEN_ADDRESS",
        take: |config, given| {
            let text = given.text("config-is-address")?;
            config.address = text.parse().map_err(|_| wrong("config-is-address", given))?;
            Ok(())
        },
        show: |config| format!("\"{}\"", config.address),
    },
    Setting {
        name: "listen.metrics",
        variable: "PESHORE_LISTEN_METRICS",
        take: |config, given| {
            let text = given.text("config-is-socket")?;
            config.metrics_asked = true;
            config.metrics = match text {
                "off" => None,
                text => Some(text.parse().map_err(|_| wrong("config-is-socket", given))?),
            };
            Ok(())
        },
        show: |config| {
            let shown = config.metrics.map(|address| format!("\"{address}\""));
            shown.unwrap_or_else(|| "\"off\"".to_owned())
        },
    },
    Setting {
        name: "listen.trusted-proxies",
        variable: "PESHORE_LISTEN_TRUSTED_PROXIES",
        take: |config, given| {
            let all = given.list("config-is-networks")?;
            let all: Option<Vec<Network>> = all.iter().map(|text| network(text)).collect();
            config.trusted_proxies = all.ok_or_else(|| wrong("config-is-networks", given))?;
            Ok(())
        },
        show: |config| {
            let all = config.trusted_proxies.iter();
            shown_list(all.map(|network| format!("{}/{}", network.address, network.bits)))
        },
    },
    Setting {
        name: "database.address",
        variable: "PESHORE_DATABASE",
        take: |config, given| {
            // The text itself is never shown: it may hold a password.
            let wrong =
                || Problem::Value { expected: "config-is-database", found: "…".to_owned() };
            let text = given.text("config-is-database").map_err(|_| wrong())?;
            config.database = Some(crate::folder::address(text).map_err(|_| wrong())?);
            Ok(())
        },
        show: |config| match &config.database {
            None => "\"\"".to_owned(),
            Some(address) if address.has_password() => format!("\"{address}\"  # [redacted]"),
            Some(address) => format!("\"{address}\""),
        },
    },
    Setting {
        name: "database.address-file",
        variable: "PESHORE_DATABASE_ADDRESS_FILE",
        take: |config, given| {
            let path = PathBuf::from(given.text("config-is-path")?);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Problem::File { detail: error.to_string() })?;
            let wrong =
                || Problem::Value { expected: "config-is-database", found: "…".to_owned() };
            let address = crate::folder::address(text.trim()).map_err(|_| wrong())?;
            config.database = Some(address);
            Ok(())
        },
        show: |_| String::new(),
    },
    Setting {
        name: "database.data-dir",
        variable: "PESHORE_DATABASE_DATA_DIR",
        take: |config, given| {
            config.data_dir = Some(PathBuf::from(given.text("config-is-path")?));
            Ok(())
        },
        show: |config| match &config.data_dir {
            None => "\"\"".to_owned(),
            Some(folder) => format!("\"{}\"", folder.display()),
        },
    },
    Setting {
        name: "keys.file",
        variable: "PESHORE_KEYS_FILE",
        take: |config, given| {
            config.keys = Some(PathBuf::from(given.text("config-is-path")?));
            Ok(())
        },
        show: |config| {
            let shown = config.keys.as_ref().map(|file| file.display().to_string());
            shown_text(shown.as_deref())
        },
    },
    Setting {
        name: "mail.from",
        variable: "PESHORE_MAIL_FROM",
        take: |config, given| {
            let text = given.text("config-is-sender")?;
            mail::sender(text).map_err(|_| wrong("config-is-sender", given))?;
            config.mail.from = Some(text.to_owned());
            Ok(())
        },
        show: |config| shown_text(config.mail.from.as_deref()),
    },
    Setting {
        name: "mail.server",
        variable: "PESHORE_MAIL_SERVER",
        take: |config, given| {
            let text = given.text("config-is-server")?;
            config.mail.server =
                Some(server(text).ok_or_else(|| wrong("config-is-server", given))?);
            Ok(())
        },
        show: |config| {
            let shown = config.mail.server.as_ref().map(|(host, port)| format!("{host}:{port}"));
            shown_text(shown.as_deref())
        },
    },
    Setting {
        name: "mail.protection",
        variable: "PESHORE_MAIL_PROTECTION",
        take: |config, given| {
            config.mail.protection = match given.text("config-is-protection")? {
                "tls" => Protection::Tls,
                "starttls" => Protection::StartTls,
                "none" => Protection::None,
                _ => return Err(wrong("config-is-protection", given)),
            };
            Ok(())
        },
        show: |config| match config.mail.protection {
            Protection::Tls => "\"tls\"".to_owned(),
            Protection::StartTls => "\"starttls\"".to_owned(),
            Protection::None => "\"none\"".to_owned(),
        },
    },
    Setting {
        name: "mail.user",
        variable: "PESHORE_MAIL_USER",
        take: |config, given| {
            config.mail.user = Some(given.text("config-is-user")?.to_owned());
            Ok(())
        },
        show: |config| shown_text(config.mail.user.as_deref()),
    },
    Setting {
        name: "mail.password-file",
        variable: "PESHORE_MAIL_PASSWORD_FILE",
        take: |config, given| {
            let path = PathBuf::from(given.text("config-is-path")?);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Problem::File { detail: error.to_string() })?;
            config.mail.password = Some(mail::Password::new(text.trim_end_matches(['\r', '\n'])));
            Ok(())
        },
        show: |config| match config.mail.password {
            Some(_) => "\"…\"  # [redacted]".to_owned(),
            None => "\"\"".to_owned(),
        },
    },
    Setting {
        name: "mail.folder",
        variable: "PESHORE_MAIL_FOLDER",
        take: |config, given| {
            config.mail.folder = Some(PathBuf::from(given.text("config-is-path")?));
            Ok(())
        },
        show: |config| {
            let shown = config.mail.folder.as_ref().map(|folder| folder.display().to_string());
            shown_text(shown.as_deref())
        },
    },
    Setting {
        name: "sign-in.issuer",
        variable: "PESHORE_SIGN_IN_ISSUER",
        take: |config, given| {
            let issuer = openid::Issuer::read(given.text("config-is-issuer")?);
            config.sign_in.issuer = Some(issuer.ok_or_else(|| wrong("config-is-issuer", given))?);
            Ok(())
        },
        show: |config| shown_text(config.sign_in.issuer.as_ref().map(openid::Issuer::as_str)),
    },
    Setting {
        name: "sign-in.client",
        variable: "PESHORE_SIGN_IN_CLIENT",
        take: |config, given| {
            config.sign_in.client = Some(given.text("config-is-user")?.to_owned());
            Ok(())
        },
        show: |config| shown_text(config.sign_in.client.as_deref()),
    },
    Setting {
        name: "sign-in.secret-file",
        variable: "PESHORE_SIGN_IN_SECRET_FILE",
        take: |config, given| {
            let path = PathBuf::from(given.text("config-is-path")?);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Problem::File { detail: error.to_string() })?;
            config.sign_in.secret = Some(openid::Secret::new(text.trim_end_matches(['\r', '\n'])));
            Ok(())
        },
        show: |config| match config.sign_in.secret {
            Some(_) => "\"…\"  # [redacted]".to_owned(),
            None => "\"\"".to_owned(),
        },
    },
    Setting {
        name: "sign-in.name-en",
        variable: "PESHORE_SIGN_IN_NAME_EN",
        take: |config, given| {
            config.sign_in.name_en = Some(label(given)?);
            Ok(())
        },
        show: |config| shown_text(config.sign_in.name_en.as_deref()),
    },
    Setting {
        name: "sign-in.name-sq",
        variable: "PESHORE_SIGN_IN_NAME_SQ",
        take: |config, given| {
            config.sign_in.name_sq = Some(label(given)?);
            Ok(())
        },
        show: |config| shown_text(config.sign_in.name_sq.as_deref()),
    },
    Setting {
        name: "sign-in.name-sr",
        variable: "PESHORE_SIGN_IN_NAME_SR",
        take: |config, given| {
            config.sign_in.name_sr = Some(label(given)?);
            Ok(())
        },
        show: |config| shown_text(config.sign_in.name_sr.as_deref()),
    },
    Setting {
        name: "sign-in.second-factor",
        variable: "PESHORE_SIGN_IN_SECOND_FACTOR",
        take: |config, given| {
            config.sign_in.is_second_factor = match given.text("config-is-factor")? {
                "peshore" => false,
                "provider" => true,
                _ => return Err(wrong("config-is-factor", given)),
            };
            Ok(())
        },
        show: |config| match config.sign_in.is_second_factor {
            false => "\"peshore\"".to_owned(),
            true => "\"provider\"".to_owned(),
        },
    },
    Setting {
        name: "log.format",
        variable: "PESHORE_LOG_FORMAT",
        take: |config, given| {
            config.log = match given.text("config-is-format")? {
                "plain" => LogFormat::Plain,
                "json" => LogFormat::Json,
                _ => return Err(wrong("config-is-format", given)),
            };
            Ok(())
        },
        show: |config| match config.log {
            LogFormat::Plain => "\"plain\"".to_owned(),
            LogFormat::Json => "\"json\"".to_owned(),
        },
    },
];

/// All settings, in the order of [`NAMES`].
pub(super) fn all() -> impl Iterator<Item = &'static Setting> {
    NAMES.iter().filter_map(|name| find(name))
}

/// The setting of a name.
pub(super) fn find(name: &str) -> Option<&'static Setting> {
    const TEXT: &[Setting] = &TEXTS;
    const NUMBER: &[Setting] = &NUMBERS;
    TEXT.iter().chain(NUMBER).find(|setting| setting.name == name)
}

/// The variables of the environment that are read.
pub fn names_of_variables() -> impl Iterator<Item = &'static str> {
    all().map(|setting| setting.variable)
}

fn shown_text(text: Option<&str>) -> String {
    format!("\"{}\"", text.unwrap_or_default())
}

/// A name as it stands on a button.
fn label(given: &Given) -> Result<String, Problem> {
    let text = given.text("config-is-label")?;
    let fits = text.chars().count() <= 60 && !text.chars().any(|c| c.is_control() || c == '"');
    if fits { Ok(text.to_owned()) } else { Err(wrong("config-is-label", given)) }
}

/// The name of a server and a port.
fn server(text: &str) -> Option<(String, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let port = port.parse::<u16>().ok().filter(|port| *port > 0)?;
    is_host(host).then(|| (host.trim_matches(['[', ']']).to_owned(), port))
}

fn shown_list(all: impl Iterator<Item = impl ToString>) -> String {
    let all: Vec<String> = all.map(|one| format!("\"{}\"", one.to_string())).collect();
    format!("[{}]", all.join(", "))
}

/// Scheme and host; anything else is none.
fn url(text: &str) -> Option<PublicUrl> {
    let (is_https, rest) = match text.split_once("://")? {
        ("https", rest) => (true, rest),
        ("http", rest) => (false, rest),
        _ => return None,
    };
    let host = rest.strip_suffix('/').unwrap_or(rest).to_lowercase();
    is_host(&host).then_some(PublicUrl { is_https, host })
}

/// A name or address, perhaps with a port.
fn is_host(text: &str) -> bool {
    let name = match text.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => {
            if port.parse::<u16>().is_err() {
                return false;
            }
            name
        }
        _ => text,
    };
    let is_v6 = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    match is_v6 {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            !name.is_empty()
                && name.split('.').all(|part| !part.is_empty() && part.chars().all(plain))
        }
    }
}

/// An address, or a range of them.
fn network(text: &str) -> Option<Network> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some(Network { address, bits })
}

/// Whether the address of a database that stands in a file holds a password.
pub(super) fn holds_password(given: &Given) -> bool {
    match given {
        Given::Text(text) => Address::read(text).is_ok_and(|address| address.has_password()),
        _ => false,
    }
}
