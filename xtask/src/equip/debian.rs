//! Packages of Debian: known, priced, installed.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::row;
use crate::Trouble;
use crate::child::{answer, find, run, shown};
use crate::node;
use crate::size::megabytes;

/// The major version of Debian's candidate for a package.
pub(super) fn version(package: &str) -> Option<u32> {
    let policy = answer("apt-cache", &["policy", package])?;
    let line = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate:"))?;
    node::major(line.trim())
}

/// On a new machine the package lists are empty, and then nothing can be priced.
pub(super) fn refresh_lists_if_empty(root: &Path) -> Result<(), Trouble> {
    if find("apt-get").is_none() {
        return Err(Trouble::Ground(
            "This machine has no apt-get. Install Chromium, a font with Cyrillic letters, Node 20 \
             or newer (with npm), LibreOffice Calc, PostgreSQL and a C++ compiler in its own way, \
             then run this again. A browser elsewhere is named by the variable PESHORE_CHROMIUM, \
             LibreOffice by PESHORE_SOFFICE."
                .to_owned(),
        ));
    }
    if is_known("chromium") {
        return Ok(());
    }
    row("package lists", "empty; fetching them first, to be able to name sizes");
    let mut command = as_root("apt-get", &["update", "-qq"])?;
    let ended = run(root, "apt-update", &mut command)?;
    if !ended.success || !is_known("chromium") {
        ended.show_tail();
        return Err(Trouble::Ground("Debian's package lists could not be fetched.".to_owned()));
    }
    Ok(())
}

fn is_known(package: &str) -> bool {
    answer("apt-cache", &["show", "--no-all-versions", package])
        .is_some_and(|text| !text.is_empty())
}

const PRICED: [&str; 4] = ["install", "-y", "--no-install-recommends", "--print-uris"];

/// What the packages and all that they need take, as apt itself reckons it.
pub(super) fn price(root: &Path, packages: &[&str]) -> Result<String, Trouble> {
    let mut command = Command::new("apt-get");
    let ended = run(root, "apt-price", command.args(PRICED).args(packages).env("LC_ALL", "C"))?;
    if !ended.success {
        ended.show_tail();
        return Err(Trouble::Ground(format!("Debian has no package {}.", packages.join(", "))));
    }
    let (count, bytes) = uris(&ended.lines);
    let after = ended.lines.iter().find_map(|line| line.strip_prefix("After this operation, "));
    let disk = after.and_then(|rest| rest.split(" of ").next()).unwrap_or_default();
    let disk = disk.trim_end_matches(" disk space will be used.");
    Ok(format!("{count} packages in all, {} to download, {disk} on disk", megabytes(bytes)))
}

/// The number and the bytes of the files in apt's list: `'address' file size hash`.
fn uris(lines: &[String]) -> (usize, u64) {
    let files = lines.iter().filter(|line| line.starts_with('\''));
    let sizes = files.filter_map(|line| line.split_whitespace().nth(2)?.parse::<u64>().ok());
    sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes.saturating_add(size)))
}

/// Installs packages with all that they need.
///
/// # Errors
/// When apt does not, or the rights to do so are not there.
pub(super) fn install(root: &Path, packages: &[&str]) -> Result<(), Trouble> {
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    let mut last = None;
    // A list that is some days old names files that are gone: fetch it and try once more.
    for refresh in [false, true] {
        if refresh {
            let ended = run(root, "apt-update", &mut as_root("apt-get", &["update", "-qq"])?)?;
            if !ended.success {
                ended.show_tail();
            }
        }
        let mut command = as_root("apt-get", &words)?;
        let ended = run(root, "apt-install", command.env("DEBIAN_FRONTEND", "noninteractive"))?;
        if ended.success {
            row("from Debian", "done");
            return Ok(());
        }
        last = Some((ended, shown(&command)));
    }
    if let Some((ended, typed)) = last {
        ended.show_tail();
        return Err(Trouble::Ground(format!("This did not succeed:\n    {typed}")));
    }
    Ok(())
}

/// A command with the rights to install packages.
fn as_root(program: &str, arguments: &[&str]) -> Result<Command, Trouble> {
    let mut command = if answer("id", &["-u"]).as_deref() == Some("0") {
        Command::new(program)
    } else if find("sudo").is_some() {
        let mut command = Command::new("sudo");
        if !std::io::stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.arg(program);
        command
    } else {
        return Err(Trouble::Ground(format!(
            "Installing needs the rights of root, and there is no sudo. Run this as root, then \
             start again:\n    {program} {}",
            arguments.join(" ")
        )));
    };
    command.args(arguments).stdin(Stdio::inherit());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: apt's own list is added up. Method: two lines of it between others.
    #[test]
    fn the_bytes_of_debian_packages_are_added() {
        let lines = [
            "Need to get 6565 kB of archives.",
            "'http://deb/a_1.deb' a_1.deb 577104 MD5Sum:a6",
            "'http://deb/b_1.deb' b_1.deb 92960 MD5Sum:99",
        ];
        assert_eq!(uris(&lines.map(str::to_owned)), (2, 670_064));
    }
}
