//! Wrong usage is told apart from a wrong formula and answered with what is possible.

use super::Folder;
use crate::Arguments;
use clap::CommandFactory;

/// Goal: what is said of every command is read before it ships. Method: the help of each command
/// is a snapshot.
#[test]
fn help_of_every_command() {
    let mut command = Arguments::command().term_width(100);
    let mut text = command.render_long_help().to_string();
    let names: Vec<String> =
        command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in &names {
        let inner = command.find_subcommand_mut(name).expect("the command is there");
        let help = inner.clone().term_width(100).render_long_help().to_string();
        text.push_str(&format!("\n==== {name}\n{help}"));
    }
    insta::assert_snapshot!("help", text);
}

/// Goal: every command shows an example. Method: the help of each is searched.
#[test]
fn every_help_has_examples() {
    for command in Arguments::command().get_subcommands() {
        let help = command.clone().render_long_help().to_string();
        assert!(help.contains("Examples:"), "{}", command.get_name());
    }
}

/// Goal: wrong usage ends with status 2 and says what to do. Method: one wrong command line each.
#[test]
fn wrong_usage_ends_with_status_2() {
    let folder = Folder::new("usage", &[]);
    let mut text = String::new();
    for line in [
        "run @heads.formula --data @ --result grnt",
        "run @heads.formula --data @ --param part=1% --param part=2%",
        "explain @heads.formula --data @",
        "explain @heads.formula --data @ --row Junk",
        "explain @heads.formula --data @ --row 99",
        "test @nothing",
        "test @",
        "run @heads.formula --data @ --lang de",
        "run @heads.formula --data @ --as-of 1.1.2024",
        "run @heads.formula --data @ --param part",
        "run @heads.formula --data @ --without sure",
        "run @heads.formula",
    ] {
        let said = folder.run(line);
        assert!(said.starts_with("status 2\n"), "{line}: {said}");
        let first: Vec<&str> = said.lines().skip(1).filter(|l| !l.is_empty()).take(2).collect();
        text.push_str(&format!("$ {line}\n{}\n\n", first.join("\n")));
    }
    insta::assert_snapshot!("wrong_usage", text);
}

/// Goal: a reader of each language is answered in it. Method: the same slip in four languages.
#[test]
fn wrong_usage_is_answered_in_the_readers_language() {
    let folder = Folder::new("languages", &[]);
    let said: Vec<String> = ["en", "sq", "sr-Cyrl", "sr-Latn"]
        .iter()
        .map(|tag| folder.run(&format!("run @heads.formula --data @ --result grnt --lang {tag}")))
        .collect();
    insta::assert_snapshot!("usage_languages", said.join(""));
}

/// Goal: a command line that cannot be read is answered in the reader's language, told by `--lang`
/// or by the surroundings. Method: one fault of each kind in three languages.
#[test]
fn a_line_that_cannot_be_read_is_answered_in_the_readers_language() {
    let said = |line: &str, lang: Option<&str>| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let error = <Arguments as clap::Parser>::try_parse_from(&words).expect_err("a fault");
        crate::wrong_usage(&error, &words, lang)
    };
    for (line, part) in [
        ("formula rum x", "“rum” nuk njihet këtu"),
        ("formula run x --dta y", "“--dta” nuk njihet këtu"),
        ("formula run x", "Mungon kjo: --data <DIR>"),
        ("formula run x --data y --format xml", "“xml” nuk mund të jepet"),
        ("formula run x --data --lang=sq", "--data <DIR> kërkon një vlerë"),
    ] {
        let said = said(&format!("{line} --lang sq"), None).unwrap_or_default();
        assert!(said.contains(part) && said.contains("--help"), "{line}: {said}");
    }
    let line = "formula run x --dta y";
    assert!(said(line, Some("sr_RS.UTF-8")).is_some_and(|said| said.contains("није познато")));
    assert!(said(line, Some("sr_RS@latin")).is_some_and(|said| said.contains("nije poznato")));
    assert!(said(line, Some("en_GB.UTF-8")).is_none() && said(line, None).is_none());
}
