//! `peshore rights`: who may do what, as this program decides it.

use crate::error::Error;
use crate::serve::to_the_end;
use crate::site::POLICIES;
use std::io::Write;
use std::process::ExitCode;

const HEAD: &str = "# Rights

Who may do what, worked out from the policies of the stations (`crates/*/policy.cedar`) for each
role, and printed by `peshore rights`. Whatever is not listed is refused.

The columns say how sensitive the things are that someone may do it to: **where the role reaches**
(for a role in a municipality that municipality, for one in a centre or at a provider that unit, for
one in the country everything), **elsewhere**, and to **their own**. Sensitivity runs from `public`
over `official` (for the administration) and `personal` (about a person) to `restricted` (about a
person or place that must not be found).
";

/// The document of rights.
///
/// # Errors
/// `policy-invalid`.
pub fn document() -> Result<String, Error> {
    Ok(format!("{HEAD}{}", records::policy::document(POLICIES)?))
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
