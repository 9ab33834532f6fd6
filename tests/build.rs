//! Says whether the published grants lie beside the repository, and whether Debian installed
//! PostgreSQL, so that the tests which need them are either run or left out with that reason.

use std::path::Path;

fn main() {
    let corpus = Path::new("../../shared/corpus");
    println!("cargo:rustc-check-cfg=cfg(corpus)");
    println!("cargo:rerun-if-changed=../../shared/corpus/README.md");
    if corpus.join("README.md").is_file() {
        println!("cargo:rustc-cfg=corpus");
    }
    let programs = Path::new("/usr/lib/postgresql");
    println!("cargo:rustc-check-cfg=cfg(postgres)");
    println!("cargo:rerun-if-changed={}", programs.display());
    let versions = std::fs::read_dir(programs).into_iter().flatten().flatten();
    if versions.into_iter().any(|version| version.path().join("bin/initdb").is_file()) {
        println!("cargo:rustc-cfg=postgres");
    }
}
