//! The ground for programs that read Peshore: JSON under [`BASE`], with the same policy and words
//! as the pages.
//!
//! | room | holds |
//! |---|---|
//! | [`problem`] | what is refused, as RFC 9457 says it, with the id of the error |
//! | [`list`] | lists in pages, each leading to the next by a cursor |
//! | [`answer`] | JSON with its ETag: who has it already is told so |
//! | [`operation`] | routes that cannot exist without their description |
//! | [`document`] | the description of all of them, OpenAPI 3.1 |

pub mod answer;
pub mod document;
pub mod list;
pub mod operation;
pub mod problem;
mod words;

pub use answer::{Asker, answered};
pub use document::document;
pub use list::{Cursor, List, Paging};
pub use operation::{ApiRoutes, Operation, Parameter};
pub use problem::Problem;
pub use words::WORDS;

/// What every address of the API begins with.
pub const BASE: &str = "/api/v1";
