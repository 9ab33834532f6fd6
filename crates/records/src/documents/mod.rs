//! Documents: reports, plans, proposals, licences. One life for all of them, from the draft to what
//! takes their place; a station gives the content.
//!
//! | room | holds |
//! |---|---|
//! | [`life`] | the steps as types: what is not done at a step cannot be called |
//! | [`content`] | what a station says of its own kind of document |
//! | [`section`] | what a document says, for screen, paper and comparison |
//! | [`annexes`] | the files that belong to a document and are published with it |
//! | [`commands`] | beginning, saving, submitting, returning, approving |
//! | [`publish`] | number, verification code and files, all at once |
//! | [`publication`] | what was published: found, answered for, verified |
//! | [`changes`] | what differs between two versions |
//! | [`code`] | verification codes |
//! | [`store`] | the rows |
//! | [`told`] | what people are told of it |
//! | [`error`] | why something cannot be done |

pub mod annexes;
pub mod changes;
pub mod code;
pub mod commands;
pub mod content;
pub mod error;
pub mod life;
pub mod publication;
pub mod publish;
pub mod section;
pub mod store;
pub mod told;

pub use annexes::Annex;
pub use code::Code;
pub use content::{Content, Flaw};
pub use error::{Conflict, Error};
pub use life::{Reason, Step, Stored};
pub use publication::{Answer, Publication};
pub use store::{DoneStep, Opened};
