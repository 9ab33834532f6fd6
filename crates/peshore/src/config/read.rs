//! Reads the file and the environment, and finds everything that is wrong.

use super::finding::{Finding, Place, Problem};
use super::settings::{self, Given, Setting};
use super::{Config, NAMES};
use formula::syntax::nearest;
use mail::Protection;
use std::collections::BTreeMap;
use std::net::IpAddr;
use toml::de::{DeTable, DeValue};

/// Where each setting was said; what is not named here is what it is when nobody says anything.
pub type Sources = BTreeMap<&'static str, Place>;

/// Reads the text of a file, if there is one, and the variables of the environment over it. Gives
/// everything that is wrong, in the order of the lines.
///
/// # Errors
/// The findings; never empty.
pub fn read(
    text: Option<&str>,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<(Config, Sources), Vec<Finding>> {
    let mut reading =
        Reading { config: Config::default(), sources: Sources::new(), findings: Vec::new() };
    if let Some(text) = text {
        reading.file(text);
    }
    reading.environment(variables);
    reading.whole();
    let Reading { config, sources, findings } = reading;
    if findings.is_empty() { Ok((config, sources)) } else { Err(findings) }
}

struct Reading {
    config: Config,
    sources: Sources,
    findings: Vec<Finding>,
}

impl Reading {
    fn file(&mut self, text: &str) {
        let line = |at: usize| {
            let before = text.as_bytes().get(..at.min(text.len())).unwrap_or_default();
            before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let place = error.span().map_or(Place::Nowhere, |span| Place::Line(line(span.start)));
            let problem = Problem::Syntax { detail: error.message().to_owned() };
            self.findings.push(Finding { place, key: String::new(), problem });
        }
        for (section, value) in table.get_ref() {
            let place = Place::Line(line(section.span().start));
            let Some(settings) = value.get_ref().as_table() else {
                self.unknown(place, section.get_ref());
                continue;
            };
            if settings.is_empty() && !is_section(section.get_ref()) {
                self.unknown(place, section.get_ref());
            }
            for (name, value) in settings {
                let place = Place::Line(line(name.span().start));
                let key = format!("{}.{}", section.get_ref(), name.get_ref());
                self.one(place, &key, value.get_ref());
            }
        }
        self.findings.sort_by_key(|finding| match finding.place {
            Place::Line(line) => line,
            _ => 0,
        });
    }

    fn one(&mut self, place: Place, key: &str, value: &DeValue<'_>) {
        let Some(setting) = settings::find(key) else { return self.unknown(place, key) };
        let Some(given) = given(value) else {
            let problem = Problem::Value { expected: "config-is-plain", found: "…".to_owned() };
            return self.findings.push(Finding { place, key: key.to_owned(), problem });
        };
        if setting.name == "database.address" && settings::holds_password(&given) {
            let problem = Problem::Secret;
            return self.findings.push(Finding { place, key: key.to_owned(), problem });
        }
        self.take(place, setting, &given);
    }

    fn take(&mut self, place: Place, setting: &'static Setting, given: &Given) {
        match (setting.take)(&mut self.config, given) {
            Ok(()) => {
                self.sources.insert(setting.name, place);
            }
            Err(problem) => {
                self.findings.push(Finding { place, key: setting.name.to_owned(), problem });
            }
        }
    }

    fn unknown(&mut self, place: Place, key: &str) {
        let problem = Problem::Unknown { nearest: meant(key) };
        self.findings.push(Finding { place, key: key.to_owned(), problem });
    }

    fn environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        let mut ours: Vec<(String, String)> = variables
            .into_iter()
            .filter(|(name, value)| name.starts_with("PESHORE_") && !value.is_empty())
            .collect();
        ours.sort();
        for (name, value) in ours {
            match settings::all().find(|setting| setting.variable == name) {
                Some(setting) => {
                    self.take(Place::Variable(name), setting, &Given::Text(value));
                }
                // Variables of other programs may begin like ours.
                None => {
                    let meant = nearest(&name, settings::names_of_variables());
                    if meant.is_some() {
                        let problem = Problem::Unknown { nearest: meant };
                        let place = Place::Variable(name.clone());
                        self.findings.push(Finding { place, key: name, problem });
                    }
                }
            }
        }
    }

    /// What only shows when everything was read.
    fn whole(&mut self) {
        for (one, other) in [
            ("database.address-file", "database.address"),
            ("database.data-dir", "database.address"),
            ("database.data-dir", "database.address-file"),
        ] {
            let (Some(first), Some(second)) = (self.sources.get(one), self.sources.get(other))
            else {
                continue;
            };
            // What the environment names comes before the file.
            let same = std::mem::discriminant(first) == std::mem::discriminant(second);
            let place = first.clone();
            match (same, &place) {
                (true, _) => {
                    let problem = Problem::Contradicts { other };
                    self.findings.push(Finding { place, key: one.to_owned(), problem });
                }
                (false, Place::Line(_)) => self.config.data_dir = None,
                (false, _) if one == "database.data-dir" => self.config.database = None,
                (false, _) => {}
            }
        }
        self.reachable();
        self.posted();
        self.signed_in();
    }

    /// Letters need a sender and a way, a password its name, and one that leaves this machine
    /// protection.
    fn posted(&mut self) {
        let mail = &self.config.mail;
        let is_far = mail.server.as_ref().is_some_and(|(host, _)| {
            host != "localhost" && !host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        });
        let is_open = mail.protection == Protection::None && is_far;
        let lacks_way = mail.server.is_none() && mail.folder.is_none();
        let needed = [
            ("mail.server", mail.server.is_some() && mail.from.is_none(), "mail.from"),
            ("mail.folder", mail.folder.is_some() && mail.from.is_none(), "mail.from"),
            ("mail.from", mail.from.is_some() && lacks_way, "mail.server"),
            ("mail.user", mail.user.is_some() && mail.password.is_none(), "mail.password-file"),
            ("mail.password-file", mail.password.is_some() && mail.user.is_none(), "mail.user"),
            ("mail.protection", is_open, "mail.protection = \"starttls\""),
        ];
        self.lacking(&needed);
    }

    /// An identity provider needs everything that is set of it, and nothing of it means anything
    /// without one.
    fn signed_in(&mut self) {
        let own = &self.config.sign_in;
        let has = own.issuer.is_some();
        let parts = [
            ("sign-in.client", own.client.is_some()),
            ("sign-in.secret-file", own.secret.is_some()),
            ("sign-in.name-en", own.name_en.is_some()),
            ("sign-in.name-sq", own.name_sq.is_some()),
            ("sign-in.name-sr", own.name_sr.is_some()),
        ];
        let mut needed: Vec<(&str, bool, &'static str)> = Vec::new();
        for (part, is_there) in parts {
            needed.push(("sign-in.issuer", has && !is_there, part));
            needed.push((part, !has && is_there, "sign-in.issuer"));
        }
        let factor = ("sign-in.second-factor", !has && own.is_second_factor, "sign-in.issuer");
        needed.push(factor);
        // What could not be read was said already.
        needed.retain(|(_, _, other)| !self.findings.iter().any(|found| found.key == *other));
        self.lacking(&needed);
    }

    /// Says of settings that they mean nothing without others.
    fn lacking(&mut self, needed: &[(&str, bool, &'static str)]) {
        for (key, lacks, other) in needed.iter().copied() {
            if lacks {
                let place = self.sources.get(key).cloned().unwrap_or(Place::Nowhere);
                let problem = Problem::Lacks { other };
                self.findings.push(Finding { place, key: key.to_owned(), problem });
            }
        }
    }

    /// Whoever is reached from other machines must be so by TLS, through a proxy that says who
    /// asks.
    fn reachable(&mut self) {
        if self.config.address.is_loopback() {
            return;
        }
        let is_https = self.config.public_url.as_ref().is_some_and(|url| url.is_https);
        let needed = [
            (!is_https, "site.public-url = \"https://…\""),
            (self.config.trusted_proxies.is_empty(), "listen.trusted-proxies"),
        ];
        for (lacks, other) in needed {
            if lacks {
                let place = self.sources.get("listen.address").cloned().unwrap_or(Place::Nowhere);
                let problem = Problem::Needs { other };
                self.findings.push(Finding { place, key: "listen.address".to_owned(), problem });
            }
        }
    }
}

fn is_section(name: &str) -> bool {
    NAMES.iter().any(|known| known.split('.').next() == Some(name))
}

/// The setting that was probably meant: one slip in the whole, or the right name in another
/// section.
fn meant(key: &str) -> Option<&'static str> {
    let own = |name: &'static str| name.rsplit('.').next().unwrap_or_default();
    nearest(key, NAMES).or_else(|| {
        let name = key.rsplit('.').next().unwrap_or_default();
        let near = nearest(name, NAMES.iter().map(|known| own(known)))?;
        NAMES.iter().copied().find(|known| own(known) == near)
    })
}

/// The value, if it is of a kind that some setting has.
fn given(value: &DeValue<'_>) -> Option<Given> {
    match value {
        DeValue::String(text) => Some(Given::Text(text.to_string())),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(Given::Whole)
        }
        DeValue::Array(all) => {
            let texts = all.iter().map(|one| match one.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            texts.collect::<Option<Vec<String>>>().map(Given::List)
        }
        _ => None,
    }
}
