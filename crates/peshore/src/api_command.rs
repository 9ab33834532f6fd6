//! `peshore api`: what programs can ask of the site, as OpenAPI 3.1.

use crate::error::Error;
use crate::serve::to_the_end;
use crate::site::api_document;
use std::io::Write;
use std::process::ExitCode;

/// The document as text, one line for each value.
///
/// # Errors
/// `route-invalid` when two stations have one address.
pub fn document() -> Result<String, Error> {
    let text = serde_json::to_string_pretty(&api_document()?);
    Ok(text.map_err(|error| Error::System { detail: error.to_string() })? + "\n")
}

/// Prints it.
pub fn execute() -> ExitCode {
    to_the_end(async {
        let text = document()?;
        // Whoever closed the terminal does not want the rest.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        Ok(())
    })
}
