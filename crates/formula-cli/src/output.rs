//! Files that the command line writes: whole, or not at all.

use formula::diagnostic::{Diagnostic, Place, Source};
use formula_data::Findings;
use std::path::Path;

/// Writes beside the file and puts it in place at once, so that nothing is ever half written.
///
/// What stands there and is no file (a device, a pipe) is written into and stays what it is, and a
/// link goes on pointing to the file that is replaced.
pub(crate) fn replace(file: &Path, content: impl AsRef<[u8]>) -> Result<(), Findings> {
    put(file, content.as_ref())
        .map_err(|fault| refuse(file, "library-unwritable", &fault.to_string()))
}

fn put(file: &Path, content: &[u8]) -> std::io::Result<()> {
    let target = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if std::fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
        return std::fs::write(&target, content);
    }
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = target.with_file_name(name);
    let placed = std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, &target));
    placed.inspect_err(|_| {
        // What is left of it is of no use to anyone.
        let _ = std::fs::remove_file(&beside);
    })
}

/// Says why a file cannot be read or written.
pub(crate) fn refuse(file: &Path, id: &'static str, reason: &str) -> Findings {
    let name = file.display().to_string();
    let diagnostic = Diagnostic::error(id, Place::Request(name.clone()))
        .with("file", &*name)
        .with("reason", reason);
    Findings { source: Source::new(name, ""), diagnostics: vec![diagnostic] }
}

#[cfg(all(test, unix))]
mod tests {
    use super::replace;
    use std::os::unix::fs::FileTypeExt;

    /// Goal: a device stays a device, and a link a link. Method: a pipe that somebody reads, and a
    /// link to a file, written to.
    #[test]
    fn devices_and_links_stay_what_they_are() {
        let folder = std::env::temp_dir().join(format!("peshore-output-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let pipe = folder.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap())
        };
        replace(&pipe, "through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
        let (file, link) = (folder.join("file"), folder.join("link"));
        replace(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace(&link, "two").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
