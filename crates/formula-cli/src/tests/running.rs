//! `run`

use super::{Folder, PLACES};

/// Goal: a person reads an aligned table with totals, firmness and identity in their language.
/// Method: snapshots in English, Albanian and Serbian in Latin script.
#[test]
fn results_as_a_table() {
    let folder = Folder::new("table", &[]);
    let said: Vec<String> = ["en", "sq", "sr-Latn"]
        .iter()
        .map(|tag| folder.run(&format!("run @heads.formula --data @ --lang {tag}")))
        .collect();
    insta::assert_snapshot!("run_table", said.join("\n"));
}

/// Goal: CSV is key and results only, with a decimal point. Method: the whole text.
#[test]
fn results_as_csv() {
    let folder = Folder::new("csv", &[]);
    assert_eq!(
        folder.run("run @heads.formula --data @ --format csv"),
        "status 0\ncode,grant,density\n01,582.65,3.333\n02,248.77,5.000\n03,168.58,4.757\n",
    );
    assert_eq!(
        folder.run("run @heads.formula --data @ --format csv --result grant --param part=100%"),
        "status 0\ncode,grant\n01,545.55\n02,272.78\n03,181.67\n",
    );
}

/// Goal: JSON carries results with their standing, parameters, checks and hashes. Method: the text
/// with its hashes hidden.
#[test]
fn results_as_json() {
    let folder = Folder::new(
        "json",
        &[(
            "place.status.csv",
            "code,people,land\n01,verified,verified\n02,verified,\n03,estimated,\n",
        )],
    );
    let text = folder.run("run @heads.formula --data @ --format json --param part=50%");
    let json = text.strip_prefix("status 0\n").expect("it runs");
    let mut value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(value["tables"][0]["rows"].as_array().map(Vec::len), Some(3));
    for run in value["runs"].as_array_mut().expect("runs") {
        for name in ["hash", "formula_hash", "data_hash", "parameters_hash"] {
            assert_eq!(run[name].as_str().map(str::len), Some(64), "{name}");
            run[name] = "…".into();
        }
    }
    insta::assert_snapshot!("run_json", serde_json::to_string_pretty(&value).expect("JSON"));
}

/// Goal: a run says up to which day its data were known, where that was given, and gives the same
/// amounts under another hash. Method: text in each language, and JSON.
#[test]
fn the_day_of_knowledge_is_said() {
    let folder = Folder::new("known", &[]);
    let known = "run @heads.formula --data @ --known 2024-09-30";
    for tag in ["en", "sq", "sr-Cyrl", "sr-Latn"] {
        let said = folder.run(&format!("{known} --lang {tag}"));
        assert!(said.contains("2024") && said.contains("30"), "{said}");
    }
    let english = folder.run(known);
    assert!(english.contains("on data known up to 30 September 2024"), "{english}");
    let read = |line: &str| -> serde_json::Value {
        let text = folder.run(&format!("{line} --format json"));
        serde_json::from_str(text.strip_prefix("status 0\n").expect("it runs")).expect("JSON")
    };
    let (named, silent) = (read(known), read("run @heads.formula --data @"));
    assert_eq!(named["runs"][0]["known"], "2024-09-30");
    assert_eq!(silent["runs"][0].get("known"), None);
    assert_ne!(named["runs"][0]["hash"], silent["runs"][0]["hash"]);
    assert_eq!(named["tables"], silent["tables"]);
    let wrong = folder.run("run @heads.formula --data @ --known yesterday");
    assert!(wrong.starts_with("status 2"), "{wrong}");
}

/// Goal: what is wrong with data, parameters or checks stops the run with status 1 and nothing on
/// standard output. Method: one fault each.
#[test]
fn faults_stop_the_run() {
    let folder = Folder::new(
        "faults",
        &[
            ("text/place.csv", &PLACES.replace("500", "five")),
            (
                "comma/place.csv",
                &PLACES.replace("01,", "01;").replace(',', ";").replace("333", "3,5"),
            ),
            ("zero/place.csv", &PLACES.replace("500,", "0,")),
            ("empty/place.csv", &PLACES.replace("500,", ",")),
            ("none/other.csv", "a,b\n"),
        ],
    );
    let mut text = String::new();
    for line in [
        "run @heads.formula --data @text",
        "run @heads.formula --data @comma",
        "run @heads.formula --data @zero",
        "run @heads.formula --data @empty",
        "run @heads.formula --data @none",
        "run @heads.formula --data @nowhere",
        "run @nothing.formula --data @",
        "run @heads.formula --data @ --param prt=1%",
        "run @heads.formula --data @ --param part=much",
        "run @heads.formula --data @ --as-of 2023-01-01",
        "run @heads.formula --data @ --without reported",
    ] {
        let said = folder.run(line);
        assert!(said.starts_with("status 1\n--- findings\n"), "{line}: {said}");
        text.push_str(&format!("$ {line}\n{said}\n"));
    }
    insta::assert_snapshot!("run_faults", text);
}

/// Goal: a warning does not stop a run but is said. Method: a place that is too large.
#[test]
fn a_warning_is_said_beside_the_results() {
    let folder = Folder::new("warning", &[("large/place.csv", &PLACES.replace(",300", ",600"))]);
    let said = folder.run("run @heads.formula --data @large --format csv --result density");
    insta::assert_snapshot!("run_warning", said);
}

/// Goal: a fault of the terminal's side is ours, and a closed pipe is none. Method: writers that
/// refuse.
#[test]
fn unwritable_output_is_ours() {
    struct Refusing(std::io::ErrorKind);
    impl std::io::Write for Refusing {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    use clap::Parser;
    let folder = Folder::new("unwritable", &[]);
    let file = folder.0.join("heads.formula").display().to_string();
    let arguments = crate::Arguments::parse_from(["formula", "check", &file]);
    for (kind, status) in [
        (std::io::ErrorKind::StorageFull, crate::OURS),
        (std::io::ErrorKind::BrokenPipe, crate::FINE),
    ] {
        let (mut out, mut err) = (Refusing(kind), Vec::new());
        let today = jiff::civil::date(2024, 7, 1);
        let mut console = crate::Console { out: &mut out, err: &mut err, terminal: true, today };
        assert_eq!(crate::execute(&arguments, &mut console), status);
    }
}

/// Goal: an optional column that no file has is told once, and a parameter that several formulas
/// have is named with them; one of them alone can be meant. Method: a formula that uses another.
#[test]
fn what_was_not_delivered_and_what_is_set_twice_is_told() {
    let need = "formula need\ntable town\n  key code : text\n  people : person\n  poor : person \
                optional\nparam rate : % since 2020-01-01 = 10% cites \"a\"\neach town\n  result \
                needy : person = poor otherwise rate * people\n";
    let grant = "formula aid\nuse need.needy\ntable town\n  key code : text\nparam rate : % since \
                 2020-01-01 = 50% cites \"b\"\neach town\n  result amount : EUR = needy * rate * 1 \
                 EUR/person\n";
    let files =
        [("need.formula", need), ("aid.formula", grant), ("town.csv", "code,people\nA,100\n")];
    let folder = Folder::new("undelivered", &files);
    let said = folder.run("run @aid.formula --data @");
    let line = "Not delivered, so missing in every row: town.poor";
    assert_eq!(said.matches(line).count(), 1, "{said}");
    let both = folder.run("run @aid.formula --data @ --param rate=20% --format csv");
    assert!(both.contains("A,4\n") && both.contains("run-param-in-several"), "{both}");
    assert!(both.contains("need, aid"), "{both}");
    let one = folder.run("run @aid.formula --data @ --param aid.rate=20% --format csv");
    assert!(one.contains("A,2\n") && !one.contains("run-param-in-several"), "{one}");
    let other = folder.run("run @aid.formula --data @ --param need.rate=20% --format csv");
    assert!(other.contains("A,10\n"), "{other}");
    let wrong = folder.run("run @aid.formula --data @ --param town.rate=20%");
    assert!(wrong.contains("run-param-unknown"), "{wrong}");
}

/// Goal: a run without assumed figures says which parameters it went without, shows what rests on
/// them as missing with that reason, and not as zero; an official one stops; a value that is given
/// counts. Method: a parameter that is assumed, as text in each language and as JSON.
#[test]
fn assumed_parameters_that_are_left_out_are_said() {
    let folder = Folder::new("assumed", &[]);
    let line = "run @heads.formula --data @ --without assumed";
    let official = folder.run(line);
    assert!(
        official.starts_with("status 1\n--- findings\nerror[run-param-excluded]"),
        "{official}"
    );
    let said: Vec<String> = ["en", "sq", "sr-Latn"]
        .iter()
        .map(|tag| folder.run(&format!("{line} --simulate --lang {tag}")))
        .collect();
    insta::assert_snapshot!("run_left_out", said.join("\n"));
    let text = folder.run(&format!("{line} --simulate --format json"));
    let json = text.split_once("status 0\n").expect("it runs").1;
    let json = json.split("--- findings").next().expect("results");
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(value["left_out"][0]["name"], "part");
    assert_eq!(value["left_out"][0]["standing"], "assumed");
    let grant = &value["tables"][0]["rows"][0]["results"]["grant"];
    assert!(grant["value"].is_null(), "{grant}");
    assert_eq!(grant["standing"], "assumed");
    assert_eq!(grant["awaits_left_out"][0]["name"], "part");
    let density = &value["tables"][0]["rows"][0]["results"]["density"];
    assert_eq!(density["value"], "3.333");
    assert_eq!(density["awaits_left_out"].as_array().map(Vec::len), Some(0));
    let given = folder.run(&format!("{line} --param part=100% --format csv --result grant"));
    assert_eq!(given, "status 0\ncode,grant\n01,545.55\n02,272.78\n03,181.67\n");
}
