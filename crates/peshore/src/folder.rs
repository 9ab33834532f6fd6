//! Where data lies.

use records::database::Address;
use std::path::{Path, PathBuf};

/// The name of the database within its folder.
pub const FILE: &str = "peshore.sqlite";

/// The folder of the person's own data: `$XDG_DATA_HOME/peshore`, else `~/.local/share/peshore`,
/// else `./var` where there is no home; inside it one for each use.
pub fn default_folder(usage: &str, variable: impl Fn(&str) -> Option<String>) -> PathBuf {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = set("XDG_DATA_HOME").filter(|path| path.is_absolute());
    let home = || set("HOME").map(|home| home.join(".local").join("share"));
    match own.or_else(home) {
        Some(data) => data.join("peshore").join(usage),
        None => PathBuf::from("var").join(usage),
    }
}

/// The database in a folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Reads the address of a database as it is typed: that of a server, a file, or a folder that is
/// there, which stands for the database in it.
///
/// # Errors
/// `database-address`.
pub fn address(text: &str) -> Result<Address, records::Error> {
    let address = Address::read(text)?;
    Ok(match address.as_file() {
        Some(path) if path.is_dir() => Address::file(database(path)),
        _ => address,
    })
}
