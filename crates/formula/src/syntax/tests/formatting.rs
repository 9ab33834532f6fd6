//! Canonical layout.

use super::super::format::format;
use super::examples::{ASSISTANCE, COSTING, EVERYTHING, GRANT, SCENARIO};
use super::{read, shape};
use crate::diagnostic::Source;

fn formatted(text: &str) -> String {
    format(&Source::new("f", text)).unwrap()
}

/// Goal: formatting keeps the meaning and is done once. Method: every example.
#[test]
fn keeps_the_meaning_and_settles() {
    for text in [GRANT, ASSISTANCE, COSTING, EVERYTHING, SCENARIO] {
        let once = formatted(text);
        assert_eq!(shape(&read(&once)), shape(&read(text)), "{once}");
        assert_eq!(formatted(&once), once);
    }
}

/// Goal: a point after a number stays apart from it, for `5.r` would be read as a number that ends
/// in a point. Method: the one text in which a number stands before a point.
#[test]
fn a_point_clings_to_no_number() {
    let text = "formula f\nresult r : number = 5 . r\n";
    let once = formatted(text);
    assert_eq!(once, "formula f\nresult r : number = 5 .r\n");
    assert_eq!(shape(&read(&once)), shape(&read(text)));
    assert_eq!(formatted(&once), once);
}

/// Goal: the layout is the canonical one. Method: a snapshot that shows each rule.
#[test]
fn canonical_layout() {
    let text = r#"

#head
formula   f title en "F"   sq "G"



category c
      q:%
      a|1%
param p:EUR since 2024-01-01=12345678 cites "x"   # of 2024
param q : EUR
      since 2024-01-01 = 1000
                         cites   "y"
      title en "Q"
        sq "Ku"
      sr "К"
param w : EUR
  since 2024-01-01 = 1  assumed   because en "a"  sq "b"
      sr "c"
      cites en "d"
        sq "e"
   #last remark
each t
        #about a
        let a=(b+c)*-d / e  # why

        let s = share p by w at least 5
                           fixed 1 where x != 2
        let g = max(first of
                 0 when a
                 # inside
                 1 otherwise
           ,f(
             1))
        result r:EUR/person=t[ a ,b ] . c in EUR/person
"#;
    insta::assert_snapshot!(formatted(text), @r#"
    # head
    formula f  title en "F"  sq "G"

    category c
      q : %
      a | 1%
    param p : EUR  since 2024-01-01 = 12 345 678  cites "x"  # of 2024
    param q : EUR
      since 2024-01-01 = 1000
        cites "y"
      title en "Q"
            sq "Ku"
            sr "К"
    param w : EUR
      since 2024-01-01 = 1  assumed because en "a"  sq "b"
        sr "c"
        cites en "d"
              sq "e"
      # last remark
    each t
      # about a
      let a = (b + c) * -d / e  # why

      let s = share p by w  at least 5
        fixed 1 where x <> 2
      let g = max(first of
            0  when a
            # inside
            1  otherwise
          , f(
            1))
      result r : EUR/person = t[a, b].c in EUR/person
    "#);
}

/// Goal: a scenario is laid out as a formula is. Method: members in loose brackets.
#[test]
fn canonical_layout_of_a_scenario() {
    let text = "scenario s over f\nset  q [ AC ,2020 ]=3%  # more\n";
    assert_eq!(formatted(text), "scenario s over f\nset q[AC, 2020] = 3%  # more\n");
}

/// Goal: what is not understood is left alone. Method: a file with an error.
#[test]
fn refuses_errors() {
    let findings = format(&Source::new("f", "formula f\nlet x = \n")).unwrap_err();
    assert_eq!(findings[0].id, "syntax-expected-value");
}
