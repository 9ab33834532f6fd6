//! The cover: what the workbook is, for which day, on what it rests, and how to read it.

use super::looks::{GENERAL, Kind};
use super::values::Held;
use super::{Book, Written, formula_in, grow, text};
use crate::words::scenario;
use formula::explain::Explainer;
use formula::standing::Standing;
use formula::words::format_date;
use rust_xlsxwriter::{Url, Worksheet};
use std::collections::BTreeSet;

/// The width of the column of facts, in letters.
const FACTS: usize = 86;

impl Book<'_, '_> {
    pub(super) fn cover(&self, sheet: &mut Worksheet) -> Written {
        let plan = self.emitter.plan;
        let name = self.emitter.sheets.cover.clone();
        sheet.set_name(&name)?;
        sheet.set_column_width(0, 34)?.set_column_width(1, 86)?;
        sheet.set_print_fit_to_pages(1, 0).set_paper_size(9).set_screen_gridlines(false);
        text(sheet, 0, 0, &plan.labels.say(self.language, &plan.name), &self.looks.title)?;
        sheet.set_row_height(0, 28)?;
        text(sheet, 1, 0, &self.say("workbook-cover-what"), &self.looks.words)?;
        if let Some(said) = scenario(plan, self.language) {
            text(sheet, 2, 0, &said, &self.looks.strong)?;
        }
        let mut row = 3;
        row = self.facts(sheet, row)?;
        let day = Held::Truth(self.emitter.run.holds()).shown();
        text(sheet, row, 0, &self.say("workbook-label-overall"), &self.looks.strong)?;
        let look = self.looks.value(Kind::Result, GENERAL);
        sheet.write_formula_with_format(
            row,
            1,
            formula_in(&self.overall(), &name, 0, &day),
            &look,
        )?;
        row = self.colours(sheet, row + 2)?;
        row = self.reading(sheet, row + 1)?;
        self.contents(sheet, row + 1)
    }

    /// The day, the law, the hashes and the standing.
    fn facts(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, super::Refusal> {
        let identity = self.emitter.run.identity();
        let known = identity.known.map(|known| format_date(known, self.language));
        let mut facts = vec![
            ("workbook-cover-day", format_date(identity.day, self.language)),
            ("workbook-cover-known", known.unwrap_or_default()),
            ("workbook-cover-law", self.sources(&self.emitter.plan.cites, "; ")),
            ("workbook-cover-rests", self.rests()),
            ("workbook-cover-run", identity.hash.clone()),
            ("workbook-cover-formula", identity.formula.clone()),
            ("workbook-cover-data", identity.data.clone()),
            ("workbook-cover-engine", identity.engine.clone()),
        ];
        facts.retain(|(_, fact)| !fact.is_empty());
        let mut row = top;
        for (label, fact) in facts {
            text(sheet, row, 0, &self.say(label), &self.looks.strong)?;
            text(sheet, row, 1, &fact, &self.looks.wrapped)?;
            grow(sheet, row, &[(&fact, FACTS)])?;
            row += 1;
        }
        Ok(row)
    }

    /// On how many inputs the results rest, and how many of them are not verified.
    fn rests(&self) -> String {
        let (plan, data) = (self.emitter.plan, self.emitter.data);
        let explainer = Explainer::new(plan, data, self.emitter.run);
        let mut most = 0;
        let mut weak: BTreeSet<(Standing, formula::explain::Input)> = BTreeSet::new();
        for (id, definition) in plan.results() {
            for row in 0..definition.table.map_or(1, |t| data.rows(t)) {
                let rests = explainer.rests(id, row);
                most = most.max(rests.inputs);
                weak.extend(rests.unverified);
            }
        }
        let count =
            |standing: Standing| weak.iter().filter(|(s, _)| *s == standing).count().to_string();
        let given = [
            ("inputs", most.to_string()),
            ("unverified", weak.len().to_string()),
            ("reported", count(Standing::Reported)),
            ("estimated", count(Standing::Estimated)),
            ("assumed", count(Standing::Assumed)),
        ];
        let given: Vec<(&str, &str)> = given.iter().map(|(n, v)| (*n, v.as_str())).collect();
        super::say(self.language, "workbook-cover-rests-on", &given)
    }

    fn colours(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, super::Refusal> {
        let colours = [
            (Kind::Input, "workbook-colour-input"),
            (Kind::Unverified, "workbook-colour-unverified"),
            (Kind::Used, "workbook-colour-used"),
            (Kind::Worked, "workbook-colour-worked"),
            (Kind::Result, "workbook-colour-result"),
        ];
        text(sheet, top, 0, &self.say("workbook-cover-colours"), &self.looks.strong)?;
        let mut row = top;
        for (kind, word) in colours {
            text(sheet, row, 1, &self.say(word), &self.looks.value(kind, GENERAL))?;
            row += 1;
        }
        Ok(row)
    }

    fn reading(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, super::Refusal> {
        text(sheet, top, 0, &self.say("workbook-cover-reading"), &self.looks.strong)?;
        let mut lines = vec![
            "workbook-read-change",
            "workbook-read-missing",
            "workbook-read-steps",
            "workbook-read-rounding",
            "workbook-read-day",
            "workbook-read-official",
        ];
        if self.emitter.residuals.iter().any(|r| r.solved) {
            lines.push("workbook-read-solved");
        }
        let mut row = top;
        for line in lines {
            let words = self.say(line);
            text(sheet, row, 1, &words, &self.looks.wrapped)?;
            grow(sheet, row, &[(&words, FACTS)])?;
            row += 1;
        }
        Ok(row)
    }

    fn contents(&self, sheet: &mut Worksheet, top: u32) -> Written {
        let sheets = self.emitter.sheets;
        let mut names = vec![
            sheets.results.clone(),
            sheets.checks.clone(),
            sheets.params.clone(),
            sheets.national.clone(),
        ];
        names.extend(self.emitter.places.tables.values().cloned());
        if !self.emitter.plan.scales.is_empty() {
            names.push(sheets.scales.clone());
        }
        text(sheet, top, 0, &self.say("workbook-cover-sheets"), &self.looks.strong)?;
        for (line, name) in names.iter().enumerate() {
            let row = top + u32::try_from(line).unwrap_or(0);
            let address = format!("internal:'{name}'!A1");
            sheet.write_url_with_text(row, 1, Url::new(address), name)?;
        }
        Ok(())
    }
}
