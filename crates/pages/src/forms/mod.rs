//! Forms that forgive: fields with their label, hint, error and last year's value; an error
//! summary that leads to each field; numbers as people type them.
//!
//! A refused form is shown again with [`Field::value`] as it was typed and [`Field::error`].

mod field;
mod form;
mod number;
mod sent;
mod upload;

pub use field::{Choice, Field};
pub use form::{Form, button_to, error_summary};
pub use number::{FieldError, ReadNumber, read_number};
pub use sent::{SECRET, Sent, stale_notice};
pub use upload::{Expected, NoFile, READ_OVER, Upload};
