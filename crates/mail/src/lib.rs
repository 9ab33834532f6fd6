//! Letters by electronic mail: plain text, to one person, through a server or into a folder.
//!
//! A letter is answered by nobody and says so in its head (RFC 3834). Its identifier is made from
//! what it is about, so that a server, or a person, knows a letter that comes a second time. What
//! is said of a failure names neither the person nor the text: it is kept, and shown to whoever
//! runs the site.
//!
//! | room | holds |
//! |---|---|
//! | `letter` | a letter, and how it is written down |
//! | `outbox` | where letters go: a server, a folder |

mod letter;
mod outbox;

pub use letter::{Letter, SenderInvalid, sender};
pub use outbox::{Fault, Outbox, Password, Protection, Server};
