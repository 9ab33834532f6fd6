//! Bands, slices and points: what their lines may say, and values beyond them.

use super::{Case, ids, plan};

/// Goal: what a line of a scale must not say is found before anything runs, at that line: a rate of
/// a slice below zero or beyond the whole, edges that do not rise, a scale without a line. What is
/// no part of anything may be more than one. Method: one fault each, and what is in order.
#[test]
fn lines_of_a_scale_are_sound() {
    let text =
        |head: &str, lines: &str| format!("formula f\n{head}\n{lines}result r : number = 1\n");
    let tax = "slices tax (income : EUR) -> EUR";
    let scale = "slices aid (members : person) -> EUR";
    let grade = "bands grade (people : person) -> %";
    for (head, lines, id, at) in [
        (tax, "  up to 100 : -10%\n  above : 20%\n", "check-slice-rate-negative", "-10%"),
        (tax, "  up to 100 : 10%\n  above : 20\n", "check-slice-rate-above-whole", "20"),
        (tax, "  up to 100 : 10%\n  above : 101%\n", "check-slice-rate-above-whole", "101%"),
        (scale, "  up to 1 : 70\n  above : -5\n", "check-slice-rate-negative", "-5"),
        (
            scale,
            "  up to 3 : 70\n  up to 2 : 60\n  above : 5\n",
            "check-scale-order",
            "up to 2 : 60",
        ),
        (scale, "  above : 70\n  up to 2 : 60\n", "check-scale-order", "up to 2 : 60"),
        (grade, "  up to 3 : 5%\n  up to 3 : 6%\n", "check-scale-order", "up to 3 : 6%"),
    ] {
        let source = text(head, lines);
        let found = plan(&source).expect_err("a refusal");
        assert_eq!(ids(&found), [id], "{lines}");
        let crate::diagnostic::Place::Formula(span) = found[0].place else { panic!("{lines}") };
        assert_eq!(crate::diagnostic::Source::new("f", source).slice(span), at);
    }
    for (head, lines) in [
        (tax, "  up to 100 : 0\n  above : 100%\n"),
        (scale, "  up to 1 : 70\n  above : 0.5\n"),
        ("slices score (x : number) -> number", "  up to 10 : 2\n  above : 3\n"),
        (grade, "  up to 3 : -5%\n  above : 150%\n"),
    ] {
        let found =
            crate::check::check(&crate::diagnostic::Source::new("f", text(head, lines)), &[]);
        assert!(found.plan.is_some(), "{lines}: {:?}", found.diagnostics);
    }
}

/// Goal: a bare number in a scale in % is a hundredth, as in a parameter or a column in %. Method:
/// the same lines with and without the sign, as edge and as value.
#[test]
fn bare_numbers_of_a_scale_in_per_cent_are_hundredths() {
    for (edge, value) in [("30", "5"), ("30%", "5%")] {
        let text = format!(
            "formula f\ntable town\n  key name : text\n  part : %\nbands rate (part : %) -> %\n  \
             since 2020-01-01 cites \"a\"\n    up to {edge} : {value}\n    above : 0\neach town\n  \
             result r : % = rate(part)\n"
        );
        let case = Case::new(&text, &[("town", "name,part\nA,30\nB,31")]);
        assert_eq!(case.values("r"), ["0.05", "0"], "{edge} {value}");
    }
}

/// Goal: a value that no line holds stops the run, and the row and the scale are named. Method: a
/// value above the last edge of bands, slices and points, in each language.
#[test]
fn a_value_outside_a_scale_names_its_row() {
    for lines in [
        "bands s (x : person) -> EUR\n  up to 5 : 1\n",
        "slices s (x : person) -> EUR\n  up to 5 : 1\n",
        "points s (x : person) -> EUR\n  at 0 : 1\n  at 5 : 2\n",
    ] {
        let text = format!(
            "formula f\ntable town\n  key name : text\n  x : person\n{lines}each town\n  \
             result r : EUR = s(x)\n"
        );
        let case = Case::new(&text, &[("town", "name,x\nGood,5\nBad,6")]);
        let found = case.refused();
        assert_eq!(ids(&found), ["run-outside-scale"], "{lines}");
        for language in crate::words::Language::ALL {
            let said = found[0].message(language);
            assert!(said.contains("Bad") && said.contains('s'), "{said}");
        }
    }
}
