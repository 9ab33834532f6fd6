//! Where letters go: through a server, or into a folder.

use crate::letter::Letter;
use jiff::Timestamp;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a connection to a server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// By TLS from the first byte (RFC 8314).
    Tls,
    /// By TLS after `STARTTLS`; a server that offers none is sent nothing.
    StartTls,
    /// Not at all: for a server on the same machine.
    None,
}

/// A password, which prints as `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Of a text.
    pub fn new(text: &str) -> Password {
        Password(Zeroizing::new(text.to_owned()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A server to which letters are handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// The name under which one signs in, with the password, if one does.
    pub user: Option<(String, Password)>,
}

/// Why a letter was not sent, for whoever runs the site. It names neither the person nor the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The address or the name of the letter is none.
    #[error("the letter has no address that could be written to")]
    Unwritable,
    /// The settings of the connection cannot be used.
    #[error("the connection to the mail server cannot be set up: {0}")]
    Settings(String),
    /// The server refused it.
    #[error("the mail server answered {0}")]
    Refused(String),
    /// It was not reached, or the connection broke.
    #[error("the mail server was not reached: {0}")]
    Unreached(String),
    /// The folder cannot be written.
    #[error("the folder of letters cannot be written: {0}")]
    Folder(String),
}

/// Where letters go.
#[derive(Clone)]
pub struct Outbox {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Server(_) => f.write_str("Outbox(server)"),
            Way::Folder(folder) => write!(f, "Outbox({})", folder.display()),
        }
    }
}

impl Outbox {
    /// Through a server.
    ///
    /// # Errors
    /// [`Fault::Settings`].
    pub fn server(from: Mailbox, server: &Server) -> Result<Outbox, Fault> {
        let parameters = || {
            TlsParameters::new(server.host.clone())
                .map_err(|error| Fault::Settings(error.to_string()))
        };
        let tls = match server.protection {
            Protection::Tls => Tls::Wrapper(parameters()?),
            Protection::StartTls => Tls::Required(parameters()?),
            Protection::None => Tls::None,
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        let builder = match &server.user {
            Some((name, Password(password))) => {
                builder.credentials(Credentials::new(name.clone(), password.to_string()))
            }
            None => builder,
        };
        Ok(Outbox { from, way: Way::Server(builder.build()) })
    }

    /// Into a folder, one file `….eml` for each letter: for the demonstration, and for a site
    /// whose letters another program takes along.
    pub fn folder(from: Mailbox, folder: PathBuf) -> Outbox {
        Outbox { from, way: Way::Folder(folder) }
    }

    /// Sends a letter. Whoever sends one a second time after a broken connection may send it twice;
    /// it has the same identifier then.
    ///
    /// # Errors
    /// A [`Fault`].
    pub async fn send(&self, letter: &Letter, now: Timestamp) -> Result<(), Fault> {
        let written = letter.written(&self.from, now).ok_or(Fault::Unwritable)?;
        match &self.way {
            Way::Server(server) => server.send(written).await.map(drop).map_err(|error| {
                match error.status() {
                    // The server's own words may quote the address.
                    Some(code) => Fault::Refused(code.to_string()),
                    None => Fault::Unreached(kind_of(&error).to_owned()),
                }
            }),
            Way::Folder(folder) => {
                let fault = |error: std::io::Error| Fault::Folder(error.to_string());
                tokio::fs::create_dir_all(folder).await.map_err(fault)?;
                let name = format!("{}.eml", letter.name.replace('/', "-"));
                let half = folder.join(format!("{name}.part"));
                tokio::fs::write(&half, written.formatted()).await.map_err(fault)?;
                tokio::fs::rename(&half, folder.join(name)).await.map_err(fault)
            }
        }
    }
}

fn kind_of(error: &lettre::transport::smtp::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_tls() {
        "its certificate or protocol was not accepted"
    } else if error.is_response() {
        "its answer could not be understood"
    } else if error.is_client() {
        "it does not offer what the settings ask for"
    } else {
        "no connection"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::sender;

    fn letter(name: &str) -> Letter {
        Letter {
            name: name.to_owned(),
            to: "arta@ministry.example".to_owned(),
            subject: "Përshëndetje".to_owned(),
            text: "Një fjali.".to_owned(),
            language: "sq".to_owned(),
        }
    }

    /// Goal: letters lie whole in the folder, each once. Method: one sent twice, another once.
    #[tokio::test]
    async fn folders_hold_each_letter_once() {
        let folder = std::env::temp_dir().join(format!("peshore-letters-{}", std::process::id()));
        let outbox = Outbox::folder(sender("no-reply@peshore.example").unwrap(), folder.clone());
        for name in ["notice/1", "notice/1", "notice/2"] {
            outbox.send(&letter(name), Timestamp::UNIX_EPOCH).await.unwrap();
        }
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["notice-1.eml", "notice-2.eml"]);
    }

    /// Goal: a server that is not there is said to be so, without the address of the person.
    /// Method: a port on which nobody listens.
    #[tokio::test]
    async fn a_server_that_is_not_there() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = Server {
            host: "127.0.0.1".to_owned(),
            port,
            protection: Protection::None,
            user: Some(("peshore".to_owned(), Password::new("geheim"))),
        };
        let outbox = Outbox::server(sender("no-reply@peshore.example").unwrap(), &server).unwrap();
        let fault = outbox.send(&letter("notice/1"), Timestamp::UNIX_EPOCH).await.unwrap_err();
        assert_eq!(fault, Fault::Unreached("no connection".to_owned()));
        assert!(!format!("{fault} {server:?} {outbox:?}").contains("geheim"));
    }
}
