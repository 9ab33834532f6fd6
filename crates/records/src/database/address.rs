//! Where a database is. The address of a server may hold a password: only [`Address::secret`]
//! shows it, and nothing that is printed does.

use crate::error::Error;
use sqlx::any::AnyConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// How the address of a PostgreSQL server begins. Without the slashes, so that one which lost them
/// is not taken for a file and printed as it stands.
const SCHEMES: [&str; 2] = ["postgres:", "postgresql:"];

/// What may stand behind the question mark of a server's address. The driver would pass over
/// another word, a misspelt `sslmode` among them, without a sound.
const PARAMETERS: [&str; 12] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "statement-cache-capacity",
];

/// Where a database is: a file of SQLite, or a database on a PostgreSQL server.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Place);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place {
    File(PathBuf),
    Server { secret: String, shown: String },
}

impl Address {
    /// A file of SQLite.
    pub fn file(path: impl Into<PathBuf>) -> Address {
        Address(Place::File(path.into()))
    }

    /// Reads `postgres://user:password@host:port/database?sslmode=verify-full`, or the path of a
    /// file. Parts that are left out come from the variables of PostgreSQL (`PGHOST`, `PGUSER`,
    /// `PGPASSWORD` …) and from the file of passwords that its own programs read.
    ///
    /// # Errors
    /// `database-address`; the text itself is not repeated, because it may hold a password.
    pub fn read(text: &str) -> Result<Address, Error> {
        let is_server = SCHEMES.iter().any(|scheme| text.starts_with(scheme));
        if !is_server {
            return match text.split_once("://") {
                Some((scheme, _)) => Err(invalid(format!("{scheme}://"))),
                None if text.is_empty() => Err(invalid(String::new())),
                None => Ok(Address::file(text)),
            };
        }
        let shown = shown(text)?;
        Ok(Address(Place::Server { secret: text.to_owned(), shown }))
    }

    /// The file, if it is one.
    pub fn as_file(&self) -> Option<&Path> {
        match &self.0 {
            Place::File(path) => Some(path),
            Place::Server { .. } => None,
        }
    }

    /// Whether it holds a password.
    pub fn has_password(&self) -> bool {
        let Place::Server { secret, .. } = &self.0 else { return false };
        let url = AnyConnectOptions::from_str(secret).map(|options| options.database_url);
        url.is_ok_and(|url| {
            url.password().is_some() || url.query_pairs().any(|(name, _)| name == "password")
        })
    }

    pub(super) fn place(&self) -> &Place {
        &self.0
    }
}

impl fmt::Display for Address {
    /// Without the password and without what stands behind the question mark.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Server { shown, .. } => f.write_str(shown),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

fn invalid(detail: String) -> Error {
    Error::AddressInvalid { detail }
}

/// The address of a server without its secrets. A password in which a sign of the address stands
/// unescaped spills into other parts: these are then refused, not shown.
fn shown(text: &str) -> Result<String, Error> {
    let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or_default();
    if !rest.starts_with("//") {
        return Err(invalid("//".to_owned()));
    }
    // What the driver says of an address that it cannot read holds at most the value of a setting.
    let unreadable = |error: sqlx::Error| invalid(without_context(&error));
    let url = AnyConnectOptions::from_str(text).map_err(unreadable)?.database_url;
    if url.fragment().is_some() {
        return Err(invalid("#".to_owned()));
    }
    let mut parts = [None, None, None, None];
    for (name, value) in url.query_pairs() {
        let at = match &*name {
            "user" => 0,
            "host" | "hostaddr" => 1,
            "port" => 2,
            "dbname" => 3,
            other if PARAMETERS.contains(&other) => continue,
            _ => return Err(invalid(format!("? ≠ {}", PARAMETERS.join(", ")))),
        };
        if let Some(part) = parts.get_mut(at) {
            *part = Some(value.into_owned());
        }
    }
    PgConnectOptions::from_str(text).map_err(unreadable)?;
    let [user, host, port, name] = parts;
    let own = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let user = user.or_else(|| own(url.username())).map(|user| user + "@");
    let host = host.or_else(|| url.host_str().and_then(own));
    let port =
        port.or_else(|| url.port().map(|port| port.to_string())).map(|port| format!(":{port}"));
    let name = name.or_else(|| own(url.path().trim_start_matches('/'))).unwrap_or_default();
    if let Some(sign) = name.chars().find(|sign| "@:/".contains(*sign)) {
        return Err(invalid(sign.to_string()));
    }
    let text = |part: Option<String>| part.unwrap_or_default();
    Ok(format!("postgres://{}{}{}/{name}", text(user), text(host), text(port)))
}

fn without_context(error: &sqlx::Error) -> String {
    error.to_string().replace("error with configuration: ", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Goal: an address is shown by what leads there, and by nothing else. Method: each part, given
    /// in each way in which it can be.
    #[test]
    fn is_shown_without_secrets() {
        let cases = [
            ("postgres://me:secret@db.example:5433/one", "postgres://me@db.example:5433/one"),
            ("postgresql://db.example", "postgres://db.example/"),
            ("postgres:///one?host=/run/pg&user=me&password=secret", "postgres://me@/run/pg/one"),
            ("postgres://a@b/c?user=me&host=d&port=1&dbname=e", "postgres://me@d:1/e"),
            ("postgres://me:secret@h/one?sslmode=verify-full", "postgres://me@h/one"),
            ("one.sqlite", "one.sqlite"),
            ("/a folder/one", "/a folder/one"),
        ];
        for (text, shown) in cases {
            let address = Address::read(text).unwrap();
            assert_eq!(address.to_string(), shown);
            assert_eq!(address.as_file().is_some(), !text.contains(':'));
            assert!(!format!("{address:?}").contains("secret"));
        }
    }

    /// Goal: what is no address is refused before anything is connected to, and not repeated.
    /// Method: one of each kind, each with a password.
    #[test]
    fn refuses_what_leads_nowhere() {
        for (text, detail) in [
            ("mysql://me:secret@db/one", "mysql://"),
            ("sqlite://secret", "sqlite://"),
            ("", ""),
            ("postgres://me:secret@db/one#a", "#"),
            ("postgres:me:secret@db/one", "//"),
            ("postgres://me:1/secret@db/one", "@"),
            ("postgres://me:secret@db/one?sslmode=sure", "unknown value \"sure\" for `ssl_mode`"),
            ("postgres://me:secret@db:70000/one", "invalid port number"),
        ] {
            let error = Address::read(text).unwrap_err();
            assert_eq!(error, Error::AddressInvalid { detail: detail.to_owned() });
        }
        let misspelt = "postgres://me:secret@db/one?sslmod=require";
        let error = Address::read(misspelt).unwrap_err().to_string();
        assert!(error.contains("? ≠ sslmode") && !error.contains("secret"), "{error}");
    }

    proptest! {
        /// Goal: no text makes reading panic, and no password is shown. Method: arbitrary text, and
        /// arbitrary passwords of some length in every place where one can stand.
        #[test]
        fn never_shows_a_password(text: String, password in "[A-Za-z0-9%:/?#@&=]{8,20}") {
            let _ = Address::read(&text);
            for address in [
                format!("postgres://me:{password}@db/one"),
                format!("postgres://db/one?user=me&password={password}"),
                format!("postgres:me:{password}@db/one"),
            ] {
                let said = match Address::read(&address) {
                    Ok(address) => format!("{address} {address:?}"),
                    Err(error) => format!("{error} {error:?}"),
                };
                for part in password.as_bytes().windows(5) {
                    let part = std::str::from_utf8(part).unwrap();
                    prop_assert!(!said.contains(part), "{part} {said}");
                }
            }
        }
    }
}
