//! A letter, and how it is written down (RFC 5322).

use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use std::time::{Duration, SystemTime};

/// A letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Names it: letters of one name are one letter. Of letters, digits, `-` and `/`.
    pub name: String,
    /// The address.
    pub to: String,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says, in plain text.
    pub text: String,
    /// The tag of the language in which it is written: `sq`, `sr-Latn`.
    pub language: String,
}

/// The text is no address from which letters can come: `Peshore <peshore@example.org>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no address of a sender")]
pub struct SenderInvalid;

/// The sender of a text: an address, perhaps with a name before it.
///
/// # Errors
/// [`SenderInvalid`].
pub fn sender(text: &str) -> Result<Mailbox, SenderInvalid> {
    let mailbox: Mailbox = text.trim().parse().map_err(|_| SenderInvalid)?;
    let is_named = mailbox.email.domain().contains('.') || mailbox.email.domain() == "localhost";
    if is_named { Ok(mailbox) } else { Err(SenderInvalid) }
}

/// Says that nobody wrote it and nobody reads an answer (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

/// In which language it is written (RFC 3282).
#[derive(Debug, Clone)]
struct ContentLanguage(String);

fn named(name: &'static str) -> HeaderName {
    HeaderName::new_from_ascii_str(name)
}

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        named("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<AutoSubmitted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(AutoSubmitted::name(), "auto-generated".to_owned())
    }
}

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        named("Content-Language")
    }

    fn parse(text: &str) -> Result<ContentLanguage, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ContentLanguage(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(ContentLanguage::name(), self.0.clone())
    }
}

impl Letter {
    /// Written down, from a sender, at a time; none when the address or the name is none.
    pub(crate) fn written(&self, from: &Mailbox, now: Timestamp) -> Option<Message> {
        let to: Mailbox = Mailbox::new(None, self.to.parse().ok()?);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '/';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return None;
        }
        let name = self.name.replace('/', ".");
        let seconds = u64::try_from(now.as_second()).ok()?;
        let at = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        // A line break in a subject would begin another line of the head.
        let subject = self.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        Message::builder()
            .from(from.clone())
            .to(to)
            .date(at)
            .message_id(Some(format!("<{name}@{}>", from.email.domain())))
            .subject(subject)
            .header(AutoSubmitted)
            .header(ContentLanguage(self.language.clone()))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .body(self.text.replace("\r\n", "\n").replace('\n', "\r\n")),
            )
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            name: "notice/0192".to_owned(),
            to: "arta@ministry.example".to_owned(),
            subject: "Fjalëkalimi juaj\r\nBcc: x@y.example".to_owned(),
            text: "Здраво.\nHajde përshëndetje, ë.\n".to_owned(),
            language: "sq".to_owned(),
        }
    }

    /// Goal: a letter has the head that mail programs go by, one recipient, and no head of the
    /// reader's making. Method: the written form of one whose subject holds a line break.
    #[test]
    fn letters_are_written_down() {
        let from = sender("Peshore <no-reply@peshore.example>").unwrap();
        let now = "2026-11-27T08:00:00Z".parse().unwrap();
        let written = String::from_utf8(letter().written(&from, now).unwrap().formatted()).unwrap();
        for line in [
            "From: Peshore <no-reply@peshore.example>\r\n",
            "To: arta@ministry.example\r\n",
            "Date: Fri, 27 Nov 2026 08:00:00 +0000\r\n",
            "Message-ID: <notice.0192@peshore.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: sq\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
        ] {
            assert!(written.contains(line), "{line} is missing in\n{written}");
        }
        assert!(!written.contains("\nBcc:"), "{written}");
    }

    /// Goal: what is no address reaches no server. Method: names and addresses that are none.
    #[test]
    fn what_is_none_is_not_written() {
        let from = sender("no-reply@peshore.example").unwrap();
        let now = Timestamp::UNIX_EPOCH;
        for (name, to) in
            [("a b", "a@b.example"), ("", "a@b.example"), ("a", "a"), ("a", "a\r\n@b")]
        {
            let letter = Letter { name: name.to_owned(), to: to.to_owned(), ..letter() };
            assert!(letter.written(&from, now).is_none(), "{name} {to}");
        }
        for text in ["", "peshore", "a@", "a@b", "Peshore <>"] {
            assert!(sender(text).is_err(), "{text}");
        }
    }
}
