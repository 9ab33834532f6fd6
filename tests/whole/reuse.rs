//! The tests build on what running the product has built.

use std::collections::BTreeSet;

use xtask::cargo::cargo;
use xtask::tree;

use crate::tidy::report;

/// The packages that a selection builds, each with the features it is built with.
fn packages(selection: &[&str]) -> BTreeSet<String> {
    let listed = cargo()
        .args(["tree", "--offline", "--prefix", "none", "--format", "{p} with {f}"])
        .args(selection)
        .current_dir(tree::root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let text = String::from_utf8(listed.stdout).unwrap();
    text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

/// Goal: `cargo xtask test` after `cargo run --release` compiles no library a second time. Method:
/// every package of the product has the same features in both selections, because a library with
/// other features is another library to Cargo.
#[test]
fn tests_and_product_share_their_libraries() {
    let product = packages(&["--edges", "normal,build"]);
    let tests = packages(&["--workspace", "--edges", "normal,build,dev"]);
    assert!(product.len() > 10, "{product:?}");
    report(product.difference(&tests).map(|package| {
        format!(
            "{package}: the tests build it with other features; name the features of both in \
             [workspace.dependencies]"
        )
    }));
}
