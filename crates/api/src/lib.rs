//! The ground for programs that read and write: JSON under [`BASE`], with the same commands, policy
//! and words as the pages.
//!
//! | room | holds |
//! |---|---|
//! | [`problem`] | what is refused, as RFC 9457 says it, with the id of the error |
//! | [`list`] | lists in pages, each leading to the next by a cursor |
//! | [`answer`] | JSON with its ETag: who has it already is told so |
//! | [`body`] | what is sent: JSON, the key of a request, the state on which it rests |
//! | [`operation`] | routes that cannot exist without their description |
//! | [`document`] | the description of all of them, OpenAPI 3.1 |

pub mod answer;
pub mod body;
pub mod document;
pub mod list;
pub mod operation;
pub mod problem;
mod words;

pub use answer::{Asker, answered, answered_as, changed_as, made_as};
pub use body::{Body, IfMatch, Once};
pub use document::document;
pub use list::{Cursor, List, Paging};
pub use operation::{ApiRoutes, Operation, Parameter};
pub use problem::{FieldProblem, Problem};
pub use words::WORDS;

/// What every address of the API begins with.
pub const BASE: &str = "/api/v1";
