//! The amount step by step: a waterfall, and each step opened to its derivation.

use super::Sheet;
use super::derivation::{Elsewhere, Text, Writer};
use crate::opened::OpenedRun;
use formula::diagnostic::catalog;
use formula::explain::{Node, Step, StepKind};
use formula::plan::{Labels, Plan};
use formula::syntax::ast::Bound;
use formula::words::Language;
use pages::charts::{Chart, Frame, Step as Bar, Waterfall};
use pages::content::standing_mark;
use pages::html::{Html, element};
use pages::language::Reader;
use pages::measure::Measure;

/// What a step is called: the title of its rule, or what was done to the sum so far.
pub(in crate::pages) fn label(
    kind: StepKind,
    labels: &Labels,
    name: &str,
    language: Language,
) -> String {
    let id = match kind {
        StepKind::Part => return labels.say(language, name),
        StepKind::Share(Bound::Free) => "explain-step-share-free",
        StepKind::Share(Bound::Floor) => "explain-step-share-floor",
        StepKind::Share(Bound::Cap) => "explain-step-share-cap",
        StepKind::Share(Bound::Fixed) => "explain-step-share-fixed",
        StepKind::Limit => "explain-step-limit",
        StepKind::Rounding => "explain-step-rounding",
    };
    catalog().say::<&str>(language, id, &[])
}

/// The label of a step of a run, in one line.
pub(crate) fn step_words(opened: &OpenedRun, step: &Step, language: Language) -> String {
    titles(opened, step, language).0
}

/// The label of a step of a run, and beneath it the rule that did it, when that is not the label.
fn titles(opened: &OpenedRun, step: &Step, language: Language) -> (String, Option<String>) {
    let Some(rule) = opened.plan.definition(step.definition) else { return Default::default() };
    let labels = step.term.as_ref().unwrap_or(&rule.labels);
    let title = label(step.kind, labels, &rule.name, language);
    match step.kind {
        StepKind::Part => (title, rule.cites.first().map(|cited| cited.say(language))),
        _ => (title, Some(rule.labels.say(language, &rule.name))),
    }
}

fn anchor(at: usize) -> String {
    format!("step-{}", at.saturating_add(1))
}

/// The picture.
pub(super) fn waterfall(sheet: &Sheet<'_>) -> Chart {
    let say = sheet.say();
    let language = sheet.language();
    let opened = sheet.opened();
    let explainer = opened.explainer();
    let steps = opened.steps(&sheet.own.code);
    let bars = steps.iter().enumerate().map(|(at, step)| {
        let (title, detail) = titles(opened, step, language);
        let bar = Bar::change(title, step.amount).href(format!("#{}", anchor(at)));
        let bar = match detail {
            Some(detail) => bar.detail(detail),
            None => bar,
        };
        let standing = explainer.rests(step.definition, sheet.own.row).weakest;
        if standing.is_unverified() { bar.standing(standing) } else { bar }
    });
    let bars = bars.chain([Bar::level(&sheet.known.grant, sheet.own.amount)]);
    let largest = steps.iter().max_by_key(|step| step.amount);
    let finding = match largest {
        Some(step) => {
            let part = super::super::arithmetic::ratio(step.amount, sheet.own.amount);
            let part = part.map(|p| Measure::percent(0).full(p, language)).unwrap_or_default();
            let (title, _) = titles(opened, step, language);
            say.with("waterfall-finding", &[("step", &title), ("part", &part)])
        }
        None => say.word("waterfall-title"),
    };
    let measured = say.with("waterfall-measured", &[("year", &sheet.known.year())]);
    let frame = Frame::new("waterfall", finding, measured, sheet.known.source(language));
    sheet.picture(Chart::new(frame, Waterfall::new(bars.collect(), Measure::euro_cent())))
}

/// Every step, to be opened.
pub(super) fn opened(sheet: &Sheet<'_>) -> Html {
    let language = sheet.language();
    let opened = sheet.opened();
    let explainer = opened.explainer();
    let elsewhere = Behind { opened, reader: sheet.reader };
    let writer = Writer {
        language,
        elsewhere: &elsewhere,
        whole: (!sheet.is_whole).then(|| sheet.whole_address()),
    };
    let text = text_of(opened, sheet.reader);
    let signed = Measure::euro_cent().signed();
    let steps = opened.steps(&sheet.own.code).iter().enumerate().map(|(at, step)| {
        let (title, detail) = titles(opened, step, language);
        let node = explainer.derive(step.definition, sheet.own.row, language);
        let standing = explainer.rests(step.definition, sheet.own.row).weakest;
        let mark = standing.is_unverified().then(|| standing_mark(standing, language));
        let name = element("span")
            .class("why-title")
            .child(title)
            .child(detail.map(|detail| element("span").class("detail").child(detail)));
        let amount = element("span")
            .class("why-value")
            .child(mark)
            .child(signed.full(step.amount, language));
        let running = Measure::euro_cent().full(step.running, language);
        let so_far = sheet.say().with("step-running", &[("amount", &running)]);
        let inside = element("div")
            .class("why-inside")
            .attr("id", anchor(at))
            .child(writer.inside(&node, &text, 0))
            .child(element("p").class("why-running").child(so_far));
        element("details")
            .class("why why-step")
            .flag("open", sheet.is_whole)
            .child(element("summary").child(name).child(" ").child(amount))
            .child(inside)
    });
    element("div").class("steps").children(steps).finish()
}

fn text_of<'o>(opened: &'o OpenedRun, reader: &Reader) -> Text<'o> {
    Text {
        source: &opened.plan.source,
        href: reader.href(&format!("/formula/{}", opened.plan.name)),
    }
}

/// Opens the runs of the formulas that a run uses.
struct Behind<'a> {
    opened: &'a OpenedRun,
    reader: &'a Reader,
}

impl Elsewhere for Behind<'_> {
    fn open(&self, node: &Node) -> Option<(Node, Text<'_>)> {
        let used = self.opened.plan.uses.iter().find(|used| used.name == node.name)?;
        // Behind the result of an unpublished formula nothing is shown: it may count few persons.
        let published = |plan: &Plan| plan.name == used.formula && !plan.unpublished;
        let run = self.opened.used.iter().find(|run| published(&run.plan))?;
        let (id, definition) = run.plan.definition_named(&used.result)?;
        let row = match (definition.table, &node.row) {
            (Some(table), Some(key)) => run.data.table(table)?.row(key)?,
            _ => 0,
        };
        let inner = run.explainer().derive(id, row, self.reader.language);
        Some((inner, text_of(run, self.reader)))
    }
}
