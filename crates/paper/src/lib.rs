//! Documents as people read them: on the screen, and as tagged, archival PDF.
//!
//! | room | holds |
//! |---|---|
//! | [`screen`] | what a document says, what was done, what differs, two texts side by side |
//! | [`pdf`] | a document as PDF/A-2a and PDF/UA-1: the same bytes for the same content |
//! | [`verify`] | the page that answers whether a document is genuine |
//! | [`words`] | what stands on screen and paper, in three languages |
//!
//! It stands on `records` and `pages` and knows no station. Only this crate pulls the typesetter.

pub mod pdf;
pub mod screen;
pub mod verify;
pub mod words;
