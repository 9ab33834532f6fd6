//! A form with a file, read piece by piece: what is too large is not kept, and what was typed
//! beside it is.

use super::Sent;
use crate::surroundings::{KEY, TOKEN};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use std::fmt;

/// The token that a form with a file must bear. The outermost layer, which cannot read such a form
/// before its page does, puts it beside the request; none fits where there is none.
#[derive(Clone)]
pub struct Expected(pub Option<String>);

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expected([redacted])")
    }
}

/// How many bytes the fields beside the file may have.
const FIELDS_MAX: usize = 256 * 1024;

/// How many times the most that is kept is read of a file that is too large, so that the browser
/// hears why.
pub const READ_OVER: usize = 4;

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFile {
    /// None was chosen.
    Missing,
    /// It is too large.
    TooLarge,
    /// It did not arrive whole.
    Broken,
}

/// What a form with a file sent.
#[derive(Clone)]
pub struct Upload {
    /// Its other fields, as far as they arrived.
    pub sent: Sent,
    /// The name and the content of the file.
    pub file: Result<(String, Vec<u8>), NoFile>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({:?})", self.sent)
    }
}

impl Upload {
    /// Reads a form whose file stands in the field of a name and may have so many bytes.
    pub async fn read(mut request: Request, name: &str, most: usize) -> Upload {
        let expected = request.extensions().get::<Expected>().cloned();
        // How much is read is bounded here, by what is done with it.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut reading = Reading { fields: Vec::new(), room: FIELDS_MAX };
        let file = match Multipart::from_request(request, &()).await {
            Ok(mut parts) => reading.all(&mut parts, name, most).await,
            Err(_) => Err(NoFile::Broken),
        };
        let mut fields = reading.fields;
        let mut taken = |name: &str| {
            let at = fields.iter().position(|(field, _)| field == name)?;
            Some(fields.remove(at).1)
        };
        let (token, key) = (taken(TOKEN), taken(KEY).unwrap_or_default());
        let own = expected.and_then(|Expected(own)| own);
        let is_fresh = own.is_some() && own == token;
        Upload { sent: Sent::new(fields, key, !is_fresh), file }
    }
}

struct Reading {
    fields: Vec<(String, String)>,
    /// How many bytes the fields may still have.
    room: usize,
}

impl Reading {
    async fn all(
        &mut self,
        parts: &mut Multipart,
        name: &str,
        most: usize,
    ) -> Result<(String, Vec<u8>), NoFile> {
        let mut file = Err(NoFile::Missing);
        loop {
            let field = match parts.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return file,
                Err(_) => return Err(NoFile::Broken),
            };
            if field.name() == Some(name) {
                file = one(field, most).await;
                if file == Err(NoFile::Broken) {
                    return file;
                }
            } else {
                self.field(field).await?;
            }
        }
    }

    async fn field(&mut self, mut field: Field<'_>) -> Result<(), NoFile> {
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|_| NoFile::Broken)? {
            self.room = self.room.checked_sub(piece.len()).ok_or(NoFile::Broken)?;
            bytes.extend_from_slice(&piece);
        }
        let text = String::from_utf8(bytes).map_err(|_| NoFile::Broken)?;
        self.fields.push((name, text));
        Ok(())
    }
}

/// The file itself. Nothing chosen is sent as an empty file without a name.
async fn one(mut field: Field<'_>, most: usize) -> Result<(String, Vec<u8>), NoFile> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let (mut bytes, mut read) = (Vec::new(), 0_usize);
    while let Some(piece) = field.chunk().await.map_err(|_| NoFile::Broken)? {
        read = read.saturating_add(piece.len());
        if read > most.saturating_mul(READ_OVER) {
            return Err(NoFile::TooLarge);
        }
        if read <= most {
            bytes.extend_from_slice(&piece);
        }
    }
    match read {
        0 if name.is_empty() => Err(NoFile::Missing),
        read if read > most => Err(NoFile::TooLarge),
        _ => Ok((name, bytes)),
    }
}
