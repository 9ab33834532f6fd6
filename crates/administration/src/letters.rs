//! Letters: what the jobs of [`LETTER`](records::notices::LETTER) send.
//!
//! A letter is written when it is sent: a notice that was read in between is not written about, and
//! whoever has left is not written to. It says one sentence and where to read on; nothing of a case
//! is in it, and of a secret only the link of a password, which is made for it.

use crate::door::Door;
use crate::sentences::Sentences;
use crate::words::say;
use formula::words::Language;
use mail::Outbox;
use records::identity::Identifier;
use records::jobs::{Claimed, Handler, Handling};
use records::notices::letters::{self, Letter, Preference};
use records::notices::{Notice, inbox};
use records::people::{Account, AccountKind, Error};

/// Sends letters.
#[derive(Debug, Clone)]
pub struct Postbox {
    door: Door,
    outbox: Option<Outbox>,
}

impl Postbox {
    /// Of a site, with where its letters go. Where they go nowhere, each is done by not being sent:
    /// nobody gets a year of letters on the day on which a server of mail is named.
    pub fn new(door: Door, outbox: Option<Outbox>) -> Postbox {
        Postbox { door, outbox }
    }

    async fn send(&self, job: &Claimed) -> Result<(), String> {
        let Some(outbox) = &self.outbox else { return Ok(()) };
        let letter: Letter = serde_json::from_value(job.payload.clone())
            .map_err(|_| "the job does not say what the letter is about".to_owned())?;
        let written = match &letter {
            Letter::Notice { account, notice } => self.of_notice(account, notice).await,
            Letter::Password { account } => self.of_password(account, job).await,
        };
        // An error names no person: those of the ground are about tables and keys.
        let written = written.map_err(|error| error.to_string())?;
        let Some(written) = written else { return Ok(()) };
        let now = self.door.clock.now();
        outbox.send(&written, now).await.map_err(|fault| fault.to_string())
    }

    /// Whom to write to, and how; nobody when they have left, or are made up.
    async fn reader(&self, account: &Identifier) -> Result<Option<(Account, Preference)>, Error> {
        let Some(found) = self.door.people.account(account).await? else { return Ok(None) };
        if found.ended_at.is_some() {
            return Ok(None);
        }
        let database = self.door.people.gate().database();
        let mut reading = database.readers().acquire().await?;
        let preference = letters::preference(&mut reading, account).await?;
        Ok(Some((found, preference)))
    }

    async fn of_notice(
        &self,
        account: &Identifier,
        notice: &Identifier,
    ) -> Result<Option<mail::Letter>, Error> {
        let Some((reader, preference)) = self.reader(account).await? else { return Ok(None) };
        let database = self.door.people.gate().database();
        let mut reading = database.readers().acquire().await?;
        let found = inbox::find(&mut reading, account, notice).await?;
        drop(reading);
        let Some(found) = found.filter(|notice| notice.read_at.is_none()) else { return Ok(None) };
        let sentences = Sentences::of(&self.door, found.about.values(), preference.language);
        let sentence = sentences.await?.sentence(&found.kind, &found.about);
        Ok(Some(self.written(&reader, preference.language, &(found, sentence))))
    }

    fn written(
        &self,
        reader: &Account,
        language: Language,
        (notice, sentence): &(Notice, String),
    ) -> mail::Letter {
        let say = say(language);
        let address = self.door.address(language, &notice.path);
        let inbox = self.door.address(language, "/account");
        let body = say.with(
            "letter-notice",
            &[("sentence", sentence), ("address", &address), ("account", &inbox)],
        );
        mail::Letter {
            name: format!("notice/{}", notice.id),
            to: reader.email.clone(),
            subject: say.word("letter-notice-subject"),
            text: self.with_head(reader, body, language),
            language: language.tag().to_owned(),
        }
    }

    /// A letter of the demonstration says so in its first line.
    fn with_head(&self, reader: &Account, body: String, language: Language) -> String {
        let say = say(language);
        let head = say.with("letter-head", &[("name", &reader.name)]);
        let is_shown = self.door.is_demonstration() || reader.kind == AccountKind::Sample;
        let demo =
            if is_shown { format!("{}\n\n", say.word("letter-demo")) } else { String::new() };
        format!("{demo}{head}\n\n{body}\n")
    }

    async fn of_password(
        &self,
        account: &Identifier,
        job: &Claimed,
    ) -> Result<Option<mail::Letter>, Error> {
        let Some((reader, preference)) = self.reader(account).await? else { return Ok(None) };
        let language = preference.language;
        let link = self.door.people.password_link(account, self.door.clock.now()).await?;
        let Some(link) = link else { return Ok(None) };
        let path = format!("/sign-in/new-password?link={}", link.reveal());
        let address = self.door.address(language, &path);
        let say = say(language);
        let body = say.with("letter-password", &[("address", &address)]);
        Ok(Some(mail::Letter {
            // Each attempt makes another link, so that each is a letter of its own.
            name: format!("password/{}/{}", job.id, job.attempt),
            to: reader.email.clone(),
            subject: say.word("letter-password-subject"),
            text: self.with_head(&reader, body, language),
            language: language.tag().to_owned(),
        }))
    }
}

impl Handler for Postbox {
    fn handle<'j>(&'j self, job: &'j Claimed) -> Handling<'j> {
        Box::pin(self.send(job))
    }
}
