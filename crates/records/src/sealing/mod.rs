//! Personal data, sealed before it is stored: each person has a data key, wrapped under a master
//! key that is in no database and no backup.
//!
//! Whoever copies the database reads nothing personal. Whoever destroys a person's key has erased
//! the person everywhere at once, also in the journal, which holds what was sealed as it was
//! sealed: its hashes still fit. Nothing is opened without an entry in the journal that says who
//! read it.
//!
//! The cipher is XChaCha20-Poly1305 (RFC 8439 with the nonce of draft-irtf-cfrg-xchacha-03): nonces
//! of 192 bits may be drawn at random for as long as a key lives.

mod cipher;
mod fault;
mod file;
mod hold;
mod retention;
mod ring;
mod search;
mod store;
mod subject;

pub use cipher::Sealed;
pub use fault::Fault;
pub(crate) use file::ForServing;
pub use file::{ForChecking, ForWriting, OpenFile};
pub use hold::{Hold, holds, lift_hold, set_hold};
pub use retention::{Basis, Due, Retention, due};
pub use ring::{KeyId, KeyRing};
pub use search::SearchToken;
pub use store::{Counted, check, close, erase, rewrap};
pub use subject::Subject;
