//! The station where people sign in, look after their account, and are given roles.
//!
//! It stands beside the loop. What it shows and does is `records::people`; here are the pages, and
//! the [`door`] that finds out who a request is from before anything else sees it.
//!
//! | room | holds |
//! |---|---|
//! | [`door`] | who a request is from; whether a form is one of ours; what surrounds each page |
//! | `cookies` | what the browser keeps |
//! | `kept` | a form whose session has ended, sealed until its owner has signed in again |
//! | [`api`] | one's own account and the journal, for programs |
//! | [`pages`] | signing in, beginning by a link, own account, tokens, accounts, what waits |
//! | `identity` | the identity provider at which people may sign in |
//! | [`letters`] | letters that are sent: notices, forgotten passwords |
//! | `sentences` | notices in the reader's words |
//! | `places` | where roles are held, by name |
//! | [`samples`] | the people of the demonstration |

pub mod api;
mod cookies;
pub mod door;
mod identity;
mod kept;
pub mod letters;
pub mod pages;
mod places;
pub mod samples;
mod sentences;
mod words;

pub use door::{Door, Mode, Origin};
pub use identity::{IdentityProvider, ProviderNames};
pub use letters::Postbox;
pub use pages::routes;
pub use sentences::NoticeKinds;
pub use words::WORDS;
