//! `check` and `fmt`.

use super::{Folder, HEADS};

/// Goal: a formula in order is said to be so in one line. Method: snapshot in two languages.
#[test]
fn a_formula_in_order() {
    let folder = Folder::new("in-order", &[]);
    let said = folder.run("check @heads.formula") + &folder.run("check @heads.formula --lang sr");
    insta::assert_snapshot!("check_in_order", said);
}

/// Goal: findings point at the text, say what is wrong and what to do. Method: a formula with
/// faults of several kinds, as text in four languages and as JSON.
#[test]
fn findings_point_at_the_text() {
    let faulty = HEADS
        .replace("by people\n", "by peopel\n")
        .replace("people / land", "people + land")
        .replace("check sum(grant) = pool", "check sum(grant)");
    let folder = Folder::new("faulty", &[("faulty.formula", &faulty)]);
    let text = folder.run("check @faulty.formula");
    assert!(text.starts_with("status 1\n"));
    insta::assert_snapshot!("check_faulty", text);
    let languages: Vec<String> = ["sq", "sr-Cyrl", "sr-Latn"]
        .iter()
        .map(|tag| folder.run(&format!("check @faulty.formula --lang {tag}")))
        .collect();
    insta::assert_snapshot!("check_faulty_languages", languages.join(""));
    insta::assert_snapshot!("check_faulty_json", folder.run("check @faulty.formula --format json"));
    insta::assert_snapshot!("check_fine_json", folder.run("check @heads.formula --format json"));
}

/// Goal: formatting changes layout only, once, and says which files differ. Method: a file with
/// wild spaces is checked, written and checked again.
#[test]
fn formatting_is_said_done_and_then_silent() {
    let wild = HEADS.replace("people / land", "people   /  land").replace("1 000", "1000");
    let folder = Folder::new("fmt", &[("wild.formula", &wild), ("broken.formula", "formula (")]);
    assert!(folder.run("fmt @heads.formula").starts_with("status 0\n"));
    let mut text = folder.run("fmt @wild.formula --check");
    text += &folder.run("fmt @wild.formula");
    text += &folder.run("fmt @wild.formula --check");
    assert_eq!(
        text,
        "status 1\nwild.formula: not in canonical layout\n\
         status 0\nwild.formula: written in canonical layout\n\
         status 0\n",
    );
    let once = std::fs::read_to_string(folder.0.join("wild.formula")).expect("the file");
    assert!(once.contains("people / land"));
    assert!(folder.run("fmt @broken.formula").starts_with("status 1\n"));
    let kept = std::fs::read_to_string(folder.0.join("broken.formula")).expect("the file");
    assert_eq!(kept, "formula (");
}
