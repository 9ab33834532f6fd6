//! How expressions hang together.

use super::super::ast::Wording;
use super::super::ast::{
    BinaryOperator as Op, Expr, ExprKind, IndexArgument, Item, Overlay, ParamValue, RoundMode, Rows,
};
use super::{read, rule};

/// An expression with all its brackets, for comparing.
fn spoken(expression: &Expr) -> String {
    let all = |list: &[Expr]| list.iter().map(spoken).collect::<Vec<_>>().join(", ");
    let unit = |unit: &super::super::ast::UnitExpr| {
        let factors = unit.factors.iter().map(|(name, power)| format!("{}{power}", name.text));
        let percent = if unit.percent { "%" } else { "" };
        format!("<{percent}{}>", factors.collect::<Vec<_>>().join(" "))
    };
    match &expression.kind {
        ExprKind::Number(number, of) => {
            let percent = if number.percent { "%" } else { "" };
            format!("{}{percent}{}", number.digits, of.as_ref().map(unit).unwrap_or_default())
        }
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Date(date) => date.to_string(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Field(of, name) => format!("{}.{}", spoken(of), name.text),
        ExprKind::Index(of, arguments) => {
            let spoken_argument = |argument: &IndexArgument| match argument {
                IndexArgument::One(one) => spoken(one),
                IndexArgument::Range(from, to) => format!("{} to {}", spoken(from), spoken(to)),
            };
            let arguments: Vec<_> = arguments.iter().map(spoken_argument).collect();
            format!("{}[{}]", spoken(of), arguments.join(", "))
        }
        ExprKind::Call(name, arguments) => format!("{}({})", name.text, all(arguments)),
        ExprKind::Negate(of) => format!("(-{})", spoken(of)),
        ExprKind::Not(of) => format!("(not {})", spoken(of)),
        ExprKind::Binary(op, a, b) => format!("({} {} {})", spoken(a), sign(*op), spoken(b)),
        ExprKind::Between(x, a, b) => {
            format!("({} between {} and {})", spoken(x), spoken(a), spoken(b))
        }
        ExprKind::OneOf(x, list) => format!("({} in ({}))", spoken(x), all(list)),
        ExprKind::IsKnown(x, known) => format!("({} known {known})", spoken(x)),
        ExprKind::IsAt(x, bound) => format!("({} at {bound:?})", spoken(x)),
        ExprKind::Otherwise(a, b) => format!("({} otherwise {})", spoken(a), spoken(b)),
        ExprKind::Convert(x, to) => format!("({} in {})", spoken(x), unit(to)),
        ExprKind::At(x, day) => format!("({} at {})", spoken(x), spoken(day)),
        ExprKind::If(c, a, b) => format!("(if {} {} {})", spoken(c), spoken(a), spoken(b)),
        ExprKind::With(x, settings) => {
            let settings = settings.iter().map(|(n, v)| format!("{}={}", n.text, spoken(v)));
            format!("({} with {})", spoken(x), settings.collect::<Vec<_>>().join(", "))
        }
        ExprKind::InTop(top) => format!("({} top {})", spoken(&top.value), spoken(&top.amount)),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_lowercase(),
    }
}

fn sign(operator: Op) -> &'static str {
    match operator {
        Op::Add => "+",
        Op::Subtract => "-",
        Op::Multiply => "*",
        Op::Divide => "/",
        Op::Power => "^",
        Op::Equal => "=",
        Op::NotEqual => "<>",
        Op::Less => "<",
        Op::LessOrEqual => "<=",
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        Op::And => "and",
        Op::Or => "or",
    }
}

/// Goal: operators bind as the grammar says. Method: pairs of text and fully bracketed text.
#[test]
fn operators_bind() {
    let cases = [
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a / b / c", "((a / b) / c)"),
        ("-a ^ 2 ^ b", "(-(a ^ (2 ^ b)))"),
        ("2 ^ -1 * c", "((2 ^ (-1)) * c)"),
        ("-a * b", "((-a) * b)"),
        ("a - -b", "(a - (-b))"),
        ("a or b and not c = d", "(a or (b and (not (c = d))))"),
        ("not a and b", "((not a) and b)"),
        ("a + b < c - d and e", "(((a + b) < (c - d)) and e)"),
        ("x between a + 1 and b and c", "((x between (a + 1) and b) and c)"),
        ("x in (a, b) or y", "((x in (a, b)) or y)"),
        ("a + b otherwise c + d", "((a + b) otherwise (c + d))"),
        ("a otherwise b = c", "((a otherwise b) = c)"),
        ("a otherwise b otherwise c", "((a otherwise b) otherwise c)"),
        ("a is known and b is missing", "((a known true) and (b known false))"),
        ("a is at its floor or a is free", "((a at Floor) or (a at Free))"),
        ("a * b in EUR/m2/year * c", "((a * (b in <EUR1 m2-1 year-1>)) * c)"),
        ("a in EUR in ALL", "((a in <EUR1>) in <ALL1>)"),
        ("a.b.c[d, e].f", "a.b.c[d, e].f"),
        ("t[2019 to 2024]", "t[2019 to 2024]"),
        ("pool at 2024-01-01 in EUR", "((pool at 2024-01-01) in <EUR1>)"),
        ("pool at start.day + 1", "((pool at start.day) + 1)"),
        ("age(born, at 2024-09-01)", "age(born, 2024-09-01)"),
        ("a + b with r = c * d", "(a + ((b with r=c) * d))"),
        ("b with r = -c, s = (d + 1)", "(b with r=(-c), s=(d + 1))"),
        ("if a then b else c + d", "(if a b (c + d))"),
        ("if a then if b then c else d else e", "(if a (if b c d) e)"),
        ("x in top 20% and y", "((x top 20%) and y)"),
        ("min(a, b) + max(c, 0)", "(min(a, b) + max(c, 0))"),
        ("70 EUR/person/month * 2", "(70<EUR1 person-1 month-1> * 2)"),
        ("10 EUR / 3", "(10<EUR1> / 3)"),
        ("3 person*month^2", "3<person1 month2>"),
        ("3%/year + 10 188.50", "(3%<%year-1> + 10188.50)"),
        ("5 number", "5<>"),
        ("10\u{a0}188 + 1\u{202f}000", "(10188 + 1000)"),
        ("year - 2019-01-01", "(year - 2019-01-01)"),
        ("2024-25", "(2024 - 25)"),
        ("share * fill - solve", "((share * fill) - solve)"),
        ("floor + rest + up + by_law + first", "((((floor + rest) + up) + by_law) + first)"),
        ("\"a \\\"b\\\" \\\\\" = x", "(\"a \\\"b\\\" \\\\\" = x)"),
    ];
    for (text, expected) in cases {
        assert_eq!(spoken(&rule(text)), expected, "{text}");
    }
}

/// Goal: rows of aggregates are read from each wording. Method: one aggregate a wording.
#[test]
fn aggregates_name_their_rows() {
    let rows = |text: &str| match rule(text).kind {
        ExprKind::Aggregate(aggregate) => aggregate,
        other => panic!("{other:?}"),
    };
    assert_eq!(rows("sum(a)").rows, Rows::All);
    assert!(matches!(rows("sum(a over t g)").rows, Rows::Over(_, Some(g)) if g.text == "g"));
    assert!(matches!(rows("sum(a over its t)").rows, Rows::Its(t, None) if t.text == "t"));
    assert!(matches!(rows("count(its t by r)").rows, Rows::Its(_, Some(r)) if r.text == "r"));
    assert!(matches!(rows("sum(a per b.c)").rows, Rows::Per(_)));
    let mean = rows("mean(x weighted by w over t where c dropping 1 at each end)");
    assert!(mean.weight.is_some() && mean.filter.is_some() && mean.dropping.is_some());
    let every = rows("every(a = b over its person)");
    assert_eq!(spoken(every.value.as_ref().unwrap()), "(a = b)");
    let least = rows("min(a where b)");
    assert!(least.filter.is_some());
}

/// Goal: all clauses of a rounding are read, in any order. Method: two roundings.
#[test]
fn rounding_has_its_clauses() {
    let round = |text: &str| match rule(text).kind {
        ExprKind::Round(round) => round,
        other => panic!("{other:?}"),
    };
    let full = round(
        "round(x to 0.01 EUR, half even keeping sum per state, ties by population descending, \
         name, within bounds)",
    );
    assert_eq!(full.mode, RoundMode::HalfEven);
    assert!(full.keeping_sum && full.per.is_some() && full.within_bounds);
    let ties: Vec<_> = full.ties.iter().map(|(key, down)| (spoken(key), *down)).collect();
    assert_eq!(ties, [("population".to_owned(), true), ("name".to_owned(), false)]);
    let plain = round("round(x to 1)");
    assert_eq!((plain.mode, plain.keeping_sum), (RoundMode::HalfAwayFromZero, false));
    assert_eq!(round("round(x to 1, floor)").mode, RoundMode::Floor);
    assert_eq!(round("round(x to 1, half away from zero)").mode, RoundMode::HalfAwayFromZero);
}

/// Goal: notes and titles reach what they belong to. Method: a parameter with notes everywhere.
#[test]
fn notes_find_their_owner() {
    let file = read(
        "formula f
param a : EUR since 2023-01-01 = 1
  cites \"of the value\"
  title en \"A\"
param b : EUR
  cites \"of the parameter\"
  since 2023-01-01 = 1
    assumed because \"of the value\"
  since 2024-01-01 = 2
  cites \"also of the parameter\"
",
    );
    let Item::Param(a) = &file.items[0] else { panic!() };
    assert!(
        matches!(&a.values[0].notes.cites[0], Wording::One(said) if said.text == "of the value")
    );
    assert_eq!((a.notes.cites.len(), a.notes.titles.len()), (0, 1));
    let Item::Param(b) = &file.items[1] else { panic!() };
    assert_eq!(b.notes.cites.len(), 2);
    assert!(b.values[0].notes.standing.is_some() && b.values[1].notes.standing.is_none());
}

/// Goal: values by category are read with one and two names. Method: two parameters.
#[test]
fn members_have_lines() {
    let file = read(
        "formula f
param q by state : %
  since 2024-01-01
    AC : 3.421%
    AL : 4%
param w by state and year since 2024-01-01
    AC, 2019 : 1
    AC, 2020 : 1 + 2
",
    );
    let Item::Param(w) = &file.items[1] else { panic!() };
    assert_eq!((w.by.len(), w.kind.is_none()), (2, true));
    let ParamValue::Each(lines) = &w.values[0].value else { panic!() };
    let names: Vec<_> = lines[1].members.iter().map(|name| name.text.as_str()).collect();
    assert_eq!((names, spoken(&lines[1].value)), (vec!["AC", "2020"], "(1 + 2)".to_owned()));
}

/// Goal: a scenario names the member whose value it sets, one for each category. Method: the names
/// of three lines.
#[test]
fn a_scenario_sets_members() {
    let file = read("scenario s over f\nset p = 1\nset q[AC] = 2\nset w[ AC,2020 ] = 1 + 2\n");
    let members = |item: &Item| -> Vec<String> {
        let Item::Overlay(Overlay::SetParam(_, members, ..)) = item else { panic!("{item:?}") };
        members.iter().map(|member| member.text.clone()).collect()
    };
    let found: Vec<Vec<String>> = file.items.iter().map(members).collect();
    assert_eq!(found, [vec![], vec!["AC"], vec!["AC", "2020"]]);
}

/// Goal: line ends, tabs and marks of other systems change nothing. Method: the same file written
/// with CRLF, a byte order mark and tabs.
#[test]
fn other_systems_write_the_same() {
    let plain = "formula f\neach t\n  let x = any of\n      a\n      b\n  let y = 1\n";
    let tabs = plain.replace("      ", "\t\t").replace("  ", "\t");
    let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let expected = super::shape(&read(plain));
    assert_eq!(super::shape(&read(&tabs)), expected);
    assert_eq!(super::shape(&read(&marked)), expected);
}
