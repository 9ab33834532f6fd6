//! The deepest texts that are taken, from reading to exporting, on a small stack.

use crate::annex::annex;
use crate::sql::{Asked, Dialect, Inputs, script};
use crate::workbook::workbook;
use formula::check::check;
use formula::data::{CellText, Data, TableReader};
use formula::diagnostic::Source;
use formula::explain::{Explainer, rule_in_words};
use formula::number::Decimal;
use formula::plan::{DefinitionId, Plan, TableId};
use formula::run::{Request, run};
use formula::simulate::{Kept, Simulation};
use formula::syntax::format::format;
use formula::syntax::highlight::classify;
use formula::words::Language;
use jiff::civil::date;

/// The stack of a thread that nobody has asked for more: of the tests, and of those that answer
/// requests.
const STACK: usize = 2 * 1024 * 1024;

/// A way in which a rule grows.
struct Grows {
    name: &'static str,
    /// What stands before the chapter.
    before: fn(usize) -> String,
    /// A rule for a number `x`, with so many levels.
    rule: fn(usize) -> String,
}

fn nothing(_: usize) -> String {
    String::new()
}

/// A function that applies the one before it, so many times over.
fn functions(levels: usize) -> String {
    let mut text = String::from("function f0(a : number) -> number = a + 1\n");
    for at in 1..=levels {
        let before = at - 1;
        text.push_str(&format!("function f{at}(a : number) -> number = f{before}(a) + 1\n"));
    }
    text
}

const WAYS: [Grows; 14] = [
    Grows {
        name: "brackets",
        before: nothing,
        rule: |n| format!("{}x + p{}", "(".repeat(n), ")".repeat(n)),
    },
    Grows { name: "a sum", before: nothing, rule: |n| format!("p{}", " + x".repeat(n)) },
    Grows { name: "a product", before: nothing, rule: |n| format!("p{}", " * x".repeat(n)) },
    Grows { name: "signs", before: nothing, rule: |n| format!("{}(x + p)", "-".repeat(n)) },
    Grows {
        name: "brackets of sums",
        before: nothing,
        rule: |n| format!("{}x{}", "p + x + x + (".repeat(n), ")".repeat(n)),
    },
    Grows {
        name: "choices",
        before: nothing,
        rule: |n| format!("{}x{}", "if x > p then x + (".repeat(n), ") else x".repeat(n)),
    },
    Grows {
        name: "a chain of choices",
        before: nothing,
        rule: |n| format!("{}p", "if x > 5 then x else ".repeat(n)),
    },
    Grows {
        name: "conditions",
        before: nothing,
        rule: |n| format!("if {}x > p{} then 1 else 0", "not (".repeat(n), ")".repeat(n)),
    },
    Grows {
        name: "conditions side by side",
        before: nothing,
        rule: |n| format!("if x > p{} then 1 else 0", " or x > 3".repeat(n)),
    },
    Grows {
        name: "rounding",
        before: nothing,
        rule: |n| format!("{}x + p{}", "round(".repeat(n), " to 1 number)".repeat(n)),
    },
    Grows {
        name: "functions of the language",
        before: nothing,
        rule: |n| format!("{}x + p{}", "min(x, ".repeat(n), ")".repeat(n)),
    },
    Grows {
        name: "sums over rows",
        before: nothing,
        rule: |n| format!("{}x + p{}", "sum(".repeat(n), " over t)".repeat(n)),
    },
    Grows {
        name: "a sum in sums over rows",
        before: nothing,
        rule: |n| {
            let (before, after) = ("sum(".repeat(60), " over t)".repeat(60));
            format!("{before}p{}{after}", " + x".repeat(n))
        },
    },
    Grows { name: "functions", before: functions, rule: |n| format!("f{n}(x + p)") },
];

/// More levels than any limit allows.
const MOST: usize = 600;

impl Grows {
    fn source(&self, levels: usize) -> Source {
        let (before, rule) = ((self.before)(levels), (self.rule)(levels));
        let text = format!(
            "formula f\ntable t\n  key k : text\n  x : number\nparam p : number\n  since \
             2020-01-01 = 1  cites \"a\"\n{before}each t\n  result r : number = {rule}\n"
        );
        Source::new("deep.formula", text)
    }

    /// The plan of the deepest text that is taken, with its levels.
    fn deepest(&self) -> (usize, Source, Plan) {
        let (mut taken, mut refused) = (1, MOST);
        while refused - taken > 1 {
            let middle = taken + (refused - taken) / 2;
            match check(&self.source(middle), &[]).plan {
                Some(_) => taken = middle,
                None => refused = middle,
            }
        }
        let source = self.source(taken);
        let plan = check(&source, &[]).into_result().unwrap_or_else(|d| panic!("{d:#?}"));
        (taken, source, plan)
    }

    /// Everything that is done with a formula.
    fn go_through(&self) -> usize {
        let (levels, source, plan) = self.deepest();
        let laid_out = format(&source).unwrap_or_else(|d| panic!("{d:#?}"));
        assert!(!classify(&Source::new("deep.formula", laid_out)).is_empty());
        let mut reader = TableReader::new(&plan, TableId(0), "t.csv", &["k", "x"]);
        for (at, row) in [["A", "2"], ["B", "1"]].iter().enumerate() {
            let cells = row.map(|text| CellText { text, ..CellText::default() });
            reader.row(at as u64 + 2, &cells);
        }
        let data = Data::new(&plan, vec![reader.finish().expect("rows")], &[]).expect("data");
        let request = Request::on(date(2026, 1, 1));
        let (result, definition) = plan.definition_named("r").expect("the result");
        let official = match run::<Decimal>(&plan, &data, &request) {
            Ok(official) => official,
            Err(found) => panic!("{}: {found:#?}", self.name),
        };
        run::<f64>(&plan, &data, &request).unwrap_or_else(|d| panic!("{d:#?}"));
        let (p, _) = plan.param_named("p").expect("the parameter");
        let simulation = Simulation::new(&plan, &data, &request, &[p], Kept::All);
        simulation.expect("a number").evaluate(&[1.5]).unwrap_or_else(|d| panic!("{d:#?}"));
        let explainer = Explainer::new(&plan, &data, &official);
        assert!(!explainer.steps(result, 0).is_empty());
        assert!(explainer.rests(result, 0).inputs > 0);
        for language in Language::ALL {
            assert!(!explainer.derive_text(result, 0, language).is_empty());
            assert!(!rule_in_words(&plan, &definition.body, language).is_empty());
        }
        assert!(!annex(&plan, Language::Sq).is_empty());
        export(&plan, &data, &official, &request, result);
        levels
    }
}

fn export(
    plan: &Plan,
    data: &Data,
    official: &formula::run::Run<Decimal>,
    request: &Request,
    result: DefinitionId,
) {
    let book = workbook(plan, data, official, Language::En).expect("a workbook");
    assert!(book.places.definition(result, 0).is_some());
    let language = Language::En;
    for dialect in [Dialect::Postgres, Dialect::DuckDb] {
        for inputs in [None, Some(Inputs { data, run: official })] {
            let script = script(&Asked { plan, request, inputs, dialect, language });
            assert!(!script.expect("a script").text.is_empty());
        }
    }
}

/// Goal: the deepest text that is taken goes through everything that is done with a formula on the
/// stack of an ordinary thread, also where nothing is optimised. Method: each way of nesting up to
/// what the reader allows: read, checked, laid out, run, simulated, explained, exported.
#[test]
fn the_deepest_texts_need_no_more_than_an_ordinary_stack() {
    for way in WAYS {
        let name = way.name;
        let thread = std::thread::Builder::new().stack_size(STACK).name(name.to_owned());
        let running = thread.spawn(move || way.go_through()).expect("a thread");
        let levels = running.join().unwrap_or_else(|_| panic!("{name}"));
        println!("{name}: {levels} levels");
        assert!(levels < MOST - 1, "{name} has no limit");
    }
}
