//! Says whether Debian installed PostgreSQL, so that the tests which need it are either run or left
//! out with that reason.

use std::path::Path;

fn main() {
    let programs = Path::new("/usr/lib/postgresql");
    println!("cargo:rustc-check-cfg=cfg(postgres)");
    println!("cargo:rerun-if-changed={}", programs.display());
    let versions = std::fs::read_dir(programs).into_iter().flatten().flatten();
    if versions.into_iter().any(|version| version.path().join("bin/initdb").is_file()) {
        println!("cargo:rustc-cfg=postgres");
    }
}
