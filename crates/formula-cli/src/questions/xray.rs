//! `formula xray`

use super::arguments::{AnswerFormat, Xray};
use super::{amount, column, column_name, in_script, plain, result, row};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{open, run_quietly};
use crate::sheet::{Align, Sheet};
use crate::words::say;
use analysis::model::Model;
use analysis::xray::{Idle, xray as look};
use formula::number::{Decimal, Number};
use formula::plan::{DefinitionId, Plan};
use formula::words::{Language, format_number_short};
use formula_data::Outcome;
use serde_json::json;

/// Looks through a formula on its data.
pub(crate) fn xray(
    arguments: &Xray,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let Some(plan) = library.plan() else { return Err(Stop::Said) };
    let of = result(plan, arguments.result.as_deref(), language)?;
    let (runs, warnings) = run_quietly(&library, &arguments.what, language, console.today)?;
    console.findings(&warnings, language)?;
    let outcome = &runs.asked;
    let model = Model { plan, data: &outcome.data, request: outcome.run.request() };
    let Some(seen) = look(&model, of) else {
        return Err(Stop::Usage(say(language, "question-no-result", &[])));
    };
    let seen = Seen { seen, outcome, of, language };
    match arguments.format {
        AnswerFormat::Json => json::write(&seen.as_json(), console.out)?,
        AnswerFormat::Text => {
            for line in seen.told() {
                writeln!(console.out, "{line}")?;
            }
        }
    }
    Ok(())
}

/// How many cliffs are listed for a person.
const CLIFFS_MAX: usize = 12;

struct Seen<'a> {
    seen: analysis::xray::Xray,
    outcome: &'a Outcome<'a>,
    of: DefinitionId,
    language: Language,
}

impl Seen<'_> {
    fn plan(&self) -> &Plan {
        self.outcome.plan
    }

    fn word(&self, id: &str) -> String {
        say(self.language, id, &[])
    }

    fn column(&self, of: formula::data::NumberColumn) -> String {
        in_script(column(self.plan(), of, self.language), self.language)
    }

    fn told(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.cliffs(&mut lines);
        self.rewards(&mut lines);
        self.drivers(&mut lines);
        self.idle(&mut lines);
        lines.push(self.word("question-simulated"));
        lines
    }

    fn cliffs(&self, lines: &mut Vec<String>) {
        let cliffs = &self.seen.cliffs;
        if cliffs.is_empty() {
            lines.extend([self.word("xray-no-cliffs"), String::new()]);
            return;
        }
        lines.push(self.word("xray-cliffs"));
        let mut sheet = Sheet::new(vec![
            (self.word("xray-column-row"), Align::Left),
            (self.word("xray-column-figure"), Align::Left),
            (self.word("xray-column-at"), Align::Right),
            (self.word("xray-column-jump"), Align::Right),
        ]);
        for cliff in cliffs.iter().take(CLIFFS_MAX) {
            let at: Option<Decimal> = cliff.to.to_decimal();
            sheet.row(vec![
                row(self.outcome, self.of, cliff.row, self.language),
                self.column(cliff.column),
                at.map(|at| format_number_short(at, 2, self.language)).unwrap_or_default(),
                amount(cliff.jump, self.language),
            ]);
        }
        lines.extend(sheet.lines());
        if cliffs.len() > CLIFFS_MAX {
            let more = (cliffs.len() - CLIFFS_MAX).to_string();
            lines.push(say(self.language, "xray-more", &[("more", &more)]));
        }
        lines.push(String::new());
    }

    fn rewards(&self, lines: &mut Vec<String>) {
        lines.push(self.word("xray-rewards"));
        let mut sheet = Sheet::new(vec![
            (self.word("xray-column-figure"), Align::Left),
            (self.word("xray-column-gain"), Align::Right),
            (self.word("xray-column-lose"), Align::Right),
            (self.word("xray-column-median"), Align::Right),
            (self.word("xray-column-largest"), Align::Right),
            (self.word("xray-column-row"), Align::Left),
        ]);
        for reward in &self.seen.rewards {
            let largest = reward.largest;
            sheet.row(vec![
                self.column(reward.column),
                reward.gain.to_string(),
                reward.lose.to_string(),
                amount(reward.median, self.language),
                largest.map(|(_, change)| amount(change, self.language)).unwrap_or_default(),
                largest
                    .map(|(at, _)| row(self.outcome, self.of, at, self.language))
                    .unwrap_or_default(),
            ]);
        }
        lines.extend(sheet.lines());
        lines.push(String::new());
    }

    fn drivers(&self, lines: &mut Vec<String>) {
        lines.push(self.word("xray-drivers"));
        let mut sheet = Sheet::new(vec![
            (self.word("xray-column-figure"), Align::Left),
            (self.word("xray-column-part"), Align::Right),
        ]);
        for driver in &self.seen.drivers {
            let part: Option<Decimal> = driver.part.to_decimal();
            let percent = part.and_then(|p| Number::mul(p, Decimal::from_i64(100)).ok());
            let percent = percent.map(|p| format_number_short(p, 1, self.language));
            sheet.row(vec![
                self.column(driver.column),
                format!("{}\u{a0}%", percent.unwrap_or_default()),
            ]);
        }
        lines.extend(sheet.lines());
        lines.push(String::new());
    }

    fn idle(&self, lines: &mut Vec<String>) {
        if self.seen.idle.is_empty() {
            lines.extend([self.word("xray-nothing-idle"), String::new()]);
            return;
        }
        lines.push(self.word("xray-idle"));
        for idle in &self.seen.idle {
            let (label, name) = match idle {
                Idle::Definition(id) => {
                    let definition = self.plan().definition(*id);
                    definition.map(|d| (d.labels.say(self.language, &d.name), d.name.clone()))
                }
                Idle::Param(id) => {
                    let param = self.plan().param(*id);
                    param.map(|p| (p.labels.say(self.language, &p.name), p.name.clone()))
                }
            }
            .unwrap_or_default();
            lines.push(format!("  {label} ({name})"));
        }
        lines.push(String::new());
    }

    fn as_json(&self) -> serde_json::Value {
        let plan = self.plan();
        let table = plan.definition(self.of).and_then(|d| d.table);
        let key = |row: usize| {
            let keys = table.and_then(|t| self.outcome.data.table(t)).map(|t| &t.keys);
            keys.and_then(|keys| keys.get(row)).map(ToString::to_string)
        };
        let cliffs = self.seen.cliffs.iter().map(|cliff| {
            json!({
                "row": key(cliff.row), "figure": column_name(plan, cliff.column),
                "from": plain(cliff.from), "to": plain(cliff.to), "jump": plain(cliff.jump),
            })
        });
        let rewards = self.seen.rewards.iter().map(|reward| {
            json!({
                "figure": column_name(plan, reward.column), "gain": reward.gain,
                "lose": reward.lose, "median": plain(reward.median),
                "largest": reward.largest.map(|(row, change)| {
                    json!({ "row": key(row), "change": plain(change) })
                }),
            })
        });
        let drivers = self.seen.drivers.iter().map(|driver| {
            json!({ "figure": column_name(plan, driver.column), "part": plain(driver.part) })
        });
        let idle = self.seen.idle.iter().map(|idle| match idle {
            Idle::Definition(id) => json!({ "definition": plan.definition(*id).map(|d| &d.name) }),
            Idle::Param(id) => json!({ "param": plan.param(*id).map(|p| &p.name) }),
        });
        json!({
            "result": plan.definition(self.of).map(|d| &d.name),
            "cliffs": cliffs.collect::<Vec<_>>(),
            "rewards": rewards.collect::<Vec<_>>(),
            "drivers": drivers.collect::<Vec<_>>(),
            "idle": idle.collect::<Vec<_>>(),
        })
    }
}
