//! Where a database is. The address of a server may hold a password: only [`Address::secret`]
//! shows it, and nothing that is printed does.

use crate::error::Error;
use sqlx::any::AnyConnectOptions;
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

/// The address of a server without its secrets.
fn shown(text: &str) -> Result<String, Error> {
    // What the driver says of an address that it cannot read holds no part of it.
    let options =
        AnyConnectOptions::from_str(text).map_err(|error| invalid(without_context(&error)))?;
    let url = options.database_url;
    let mut parts = [None, None, None, None];
    for (name, value) in url.query_pairs() {
        let at = match &*name {
            "user" => 0,
            "host" | "hostaddr" => 1,
            "port" => 2,
            "dbname" => 3,
            other if PARAMETERS.contains(&other) => continue,
            other => return Err(invalid(other.to_owned())),
        };
        if let Some(part) = parts.get_mut(at) {
            *part = Some(value.into_owned());
        }
    }
    let [user, host, port, name] = parts;
    let own = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let user = user.or_else(|| own(url.username())).map(|user| user + "@");
    let host = host.or_else(|| url.host_str().and_then(own));
    let port =
        port.or_else(|| url.port().map(|port| port.to_string())).map(|port| format!(":{port}"));
    let name = name.or_else(|| own(url.path().trim_start_matches('/')));
    let text = |part: Option<String>| part.unwrap_or_default();
    Ok(format!("postgres://{}{}{}/{}", text(user), text(host), text(port), text(name)))
}

fn without_context(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Configuration(cause) => cause.to_string(),
        other => other.to_string(),
    }
}
