//! Values of parameters, of this day and of others.

use super::looks::Kind;
use super::values::Held;
use super::{Book, Written, at, text};
use crate::workbook::layout::FIRST_ROW;
use formula::plan::{Constant, ParamId, TableId};
use formula::run::ParamInForce;
use rust_xlsxwriter::{Formula, Worksheet};

impl Book<'_, '_> {
    /// The values of a parameter in force, each with the member that it belongs to.
    pub(super) fn values_in_force(
        &self,
        id: ParamId,
        in_force: &ParamInForce,
    ) -> Vec<(String, Held)> {
        let plan = self.emitter.plan;
        let by = plan.param(id).map(|p| p.by.as_slice()).unwrap_or_default();
        if by.is_empty() {
            let held = Self::constant(&in_force.value);
            let counts = in_force.counts(0, &self.emitter.run.request().without);
            return vec![(String::new(), if counts { held } else { Held::LeftOut })];
        }
        let without = &self.emitter.run.request().without;
        self.named(by, &in_force.members, &|place| in_force.counts(place, without))
    }

    /// Values with the members of categories that they belong to, the last going round first.
    fn named(
        &self,
        by: &[TableId],
        values: &[Constant],
        counts: &dyn Fn(usize) -> bool,
    ) -> Vec<(String, Held)> {
        let mut names = vec![String::new()];
        for table in by {
            let members = self.emitter.plan.table(*table).and_then(|t| t.members.as_ref());
            let own: Vec<&str> = members.into_iter().flatten().map(|m| m.name.as_str()).collect();
            names = names
                .iter()
                .flat_map(|before| {
                    own.iter().map(move |name| match before.is_empty() {
                        true => (*name).to_owned(),
                        false => format!("{before}, {name}"),
                    })
                })
                .collect();
        }
        let held =
            |(place, value)| if counts(place) { Self::constant(value) } else { Held::LeftOut };
        names.into_iter().zip(values.iter().enumerate().map(held)).collect()
    }

    /// The sheet of all values of all parameters by day.
    pub(super) fn history(&self, sheet: &mut Worksheet) -> Written {
        let name = self.emitter.sheets.history.clone();
        let heads = [
            ("workbook-head-name", 30),
            ("workbook-head-since", 14),
            ("workbook-head-value", 20),
            ("workbook-head-member", 30),
        ];
        self.list(sheet, &name, "workbook-about-history", &heads)?;
        let without = &self.emitter.run.request().without;
        let mut row = FIRST_ROW - 1;
        for param in &self.emitter.plan.params {
            let day = self.looks.value(Kind::Input, super::looks::DAY);
            let each = crate::workbook::layout::count_of(self.emitter.plan, &param.by);
            for (version, dated) in param.values.iter().enumerate() {
                let version = u32::try_from(version).unwrap_or(0);
                Held::Day(dated.since).write(sheet, row + version, 1, &day)?;
                let values = match (&dated.value, param.by.is_empty()) {
                    (Some(_), true) if !dated.counts(0, without) => {
                        vec![(String::new(), Held::LeftOut)]
                    }
                    (Some(value), true) => vec![(String::new(), Self::constant(value))],
                    (Some(_), false) => {
                        self.named(&param.by, &dated.members, &|at| dated.counts(at, without))
                    }
                    (None, _) => Vec::new(),
                };
                let held: Vec<Held> = values.iter().map(|(_, held)| held.clone()).collect();
                let format = self.format_of(&param.ty, param.percent, &held);
                let look = self.looks.value(Kind::Input, format);
                for line in 0..each {
                    let here = row + version * each + line;
                    text(sheet, here, 0, &param.name, &self.looks.words)?;
                    match values.get(line as usize) {
                        Some((member, held)) => {
                            held.write(sheet, here, 2, &look)?;
                            text(sheet, here, 3, member, &self.looks.words)?;
                        }
                        // Repealed.
                        None => {
                            let repealed = Formula::new("=NA()").set_result("#N/A");
                            sheet.write_formula_with_format(here, at(2)?, repealed, &look)?;
                        }
                    }
                }
            }
            let versions = u32::try_from(param.values.len()).unwrap_or(0);
            row += versions * each + 1;
        }
        Ok(())
    }
}
