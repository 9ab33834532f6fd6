//! The settings of a site: one TOML file, the environment over it, what is typed over both.
//!
//! Every setting stands once in a table (`settings`) with its name, what it may be, and what it is
//! when nobody says anything. Whatever is wrong is found at once, with its line, and nothing is
//! passed over: a setting that there is not is an error.
//!
//! A secret stands in a file of its own or in the environment, and is printed as `[redacted]`.

mod check_command;
mod finding;
mod read;
mod settings;

pub use check_command::check;
pub(crate) use check_command::load;
pub use finding::{Finding, Place, Problem, in_words};
pub use read::{Sources, read};
pub use settings::{NAMES, names_of_variables};

use crate::error::Error;
use crate::limits::Limits;
use administration::{IdentityProvider, ProviderNames};
use mail::{Outbox, Password, Protection, Server};
use openid::{Issuer, Provider, Secret};
use records::database::{Address, Options};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person.
    Plain,
    /// For a program: one object a line.
    Json,
}

/// Under which address people reach the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Whether it is reached by TLS.
    pub is_https: bool,
    /// Host, with the port where it is not the usual one.
    pub host: String,
}

impl PublicUrl {
    /// The whole address: `https://peshore.example`.
    pub fn address(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.host)
    }
}

/// A range of addresses: an address and how many of its first bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// The address.
    pub address: IpAddr,
    /// How many of its first bits count.
    pub bits: u8,
}

impl Network {
    /// Whether an address lies in it.
    pub fn holds(&self, other: IpAddr) -> bool {
        let bits = u32::from(self.bits);
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differs = u32::from(own) ^ u32::from(other);
                differs.checked_shr(32_u32.saturating_sub(bits)).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differs = u128::from(own) ^ u128::from(other);
                differs.checked_shr(128_u32.saturating_sub(bits)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// How letters are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// From whom; without one no letter is sent.
    pub from: Option<String>,
    /// The server and its port.
    pub server: Option<(String, u16)>,
    /// How the connection to it is protected.
    pub protection: Protection,
    /// The name under which the site signs in there.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Password>,
    /// The folder into which letters are put in the place of a server.
    pub folder: Option<PathBuf>,
}

impl Default for Mail {
    fn default() -> Mail {
        let protection = Protection::StartTls;
        Mail { from: None, server: None, protection, user: None, password: None, folder: None }
    }
}

impl Mail {
    /// Where letters go; nowhere when the settings name no sender.
    ///
    /// # Errors
    /// `start-mail` when the connection cannot be set up.
    pub fn outbox(&self) -> Result<Option<Outbox>, Error> {
        let Some(from) = &self.from else { return Ok(None) };
        let detail = |detail: String| Error::Mail { detail };
        let from = mail::sender(from).map_err(|error| detail(error.to_string()))?;
        if let Some(folder) = &self.folder {
            return Ok(Some(Outbox::folder(from, folder.clone())));
        }
        let Some((host, port)) = self.server.clone() else { return Ok(None) };
        let user = self.user.clone().zip(self.password.clone());
        let server = Server { host, port, protection: self.protection, user };
        let outbox = Outbox::server(from, &server).map_err(|fault| detail(fault.to_string()))?;
        Ok(Some(outbox))
    }
}

/// Where people may sign in by an identity provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The provider; without one nobody signs in so.
    pub issuer: Option<Issuer>,
    /// The name under which the provider knows the site.
    pub client: Option<String>,
    /// The secret by which the site proves to the provider who it is.
    pub secret: Option<Secret>,
    /// What people call the provider, in English.
    pub name_en: Option<String>,
    /// In Albanian.
    pub name_sq: Option<String>,
    /// In Serbian, in Cyrillic.
    pub name_sr: Option<String>,
    /// Whether a second factor that the provider asked for counts in the place of ours.
    pub is_second_factor: bool,
}

impl SignIn {
    /// The provider; none when the settings name none.
    ///
    /// # Errors
    /// `start-system` when no connection by TLS can be set up.
    pub fn provider(&self) -> Result<Option<IdentityProvider>, Error> {
        let (Some(issuer), Some(client)) = (self.issuer.clone(), &self.client) else {
            return Ok(None);
        };
        let (Some(secret), Some(en), Some(sq), Some(sr)) =
            (&self.secret, &self.name_en, &self.name_sq, &self.name_sr)
        else {
            return Ok(None);
        };
        let provider = Provider::new(issuer, client, secret);
        let provider = provider.map_err(|fault| Error::System { detail: fault.to_string() })?;
        let names = ProviderNames { en: en.clone(), sq: sq.clone(), sr: sr.clone() };
        Ok(Some(IdentityProvider::new(provider, names, self.is_second_factor)))
    }
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Under which address people reach the site; none where only this machine does.
    pub public_url: Option<PublicUrl>,
    /// Further names under which it may be asked.
    pub hosts: Vec<String>,
    /// Where it listens.
    pub address: IpAddr,
    /// On which port.
    pub port: u16,
    /// Where measurements are read; none for nowhere.
    pub metrics: Option<SocketAddr>,
    /// Whether that was asked for.
    pub metrics_asked: bool,
    /// Whose word on the address of a reader is taken.
    pub trusted_proxies: Vec<Network>,
    /// The database, where one is named.
    pub database: Option<Address>,
    /// The folder of the database, where one is named.
    pub data_dir: Option<PathBuf>,
    /// How the database is opened.
    pub options: Options,
    /// What is too much.
    pub limits: Limits,
    /// How long requests under way may take once the end was asked for.
    pub stop: Duration,
    /// The file of the master keys of personal data, where one is named.
    pub keys: Option<PathBuf>,
    /// How letters are sent.
    pub mail: Mail,
    /// Where people may sign in by an identity provider.
    pub sign_in: SignIn,
    /// How lines of the log are written.
    pub log: LogFormat,
}

impl Default for Config {
    /// On this machine only.
    fn default() -> Config {
        Config {
            public_url: None,
            hosts: Vec::new(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8080,
            metrics: Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464)),
            metrics_asked: false,
            trusted_proxies: Vec::new(),
            database: None,
            data_dir: None,
            options: Options::default(),
            limits: Limits::default(),
            stop: Duration::from_secs(20),
            keys: None,
            mail: Mail::default(),
            sign_in: SignIn::default(),
            log: LogFormat::Plain,
        }
    }
}

#[cfg(test)]
mod tests;
