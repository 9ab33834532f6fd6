//! Parameters by category: every member has its value exactly once.

use super::Checker;
use super::constants::standing_of;
use super::notes::wording;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{Constant, Firmness, TableId};
use crate::syntax::ast;
use std::collections::{BTreeMap, HashMap};

/// How many values a parameter may have since one day.
const VALUES_MAX: usize = 100_000;

/// The values of all members in their order, and how firm those are that a scenario set.
pub(super) type Members = (Vec<Constant>, BTreeMap<usize, Firmness>);

/// How many members are named of those that have no value.
const NAMED_MAX: usize = 10;

impl<'a> Checker<'a> {
    /// The categories that a parameter goes by; empty also where one of them is none, which is
    /// said.
    pub(super) fn categories_of(&mut self, param: &ast::Param) -> Vec<TableId> {
        let found: Vec<Option<TableId>> =
            param.by.iter().map(|name| self.category_by_name(name)).collect();
        for (at, name) in param.by.iter().enumerate() {
            let earlier = param.by.iter().take(at).find(|other| other.text == name.text);
            if let Some(earlier) = earlier {
                self.report(
                    Diagnostic::at("check-name-twice", name.span)
                        .with("name", &*name.text)
                        .other(Place::Formula(earlier.span)),
                );
            }
        }
        found.into_iter().collect::<Option<_>>().unwrap_or_default()
    }

    /// One value where each member has its own.
    pub(super) fn one_for_all(&mut self, param: &ast::Param, value: &ast::Expr) {
        let by: Vec<&str> = param.by.iter().map(|name| name.text.as_str()).collect();
        self.report(
            Diagnostic::at("check-param-members-wanted", value.span)
                .with("name", &*param.name.text)
                .with("category", by.join(", ")),
        );
    }

    /// The lines `MEMBER : VALUE` since one day, in the order of the categories; none after a
    /// fault, which is said. `read` works a value out.
    pub(super) fn members_of_param(
        &mut self,
        param: &ast::Param,
        by: &[TableId],
        lines: &[ast::MemberLine],
        since: Span,
        mut read: impl FnMut(&mut Self, &ast::Expr) -> Option<Constant>,
    ) -> Option<Members> {
        if param.by.is_empty() {
            let place = lines.first().map_or(since, |line| line.value.span);
            let diagnostic = Diagnostic::at("check-param-without-category", place);
            self.report(diagnostic.with("name", &*param.name.text));
        }
        if by.is_empty() {
            return None;
        }
        let places: Vec<HashMap<String, usize>> = by
            .iter()
            .map(|t| self.member_names(*t).into_iter().enumerate().map(|(at, n)| (n, at)).collect())
            .collect();
        let count = places.iter().try_fold(1_usize, |n, of| n.checked_mul(of.len()));
        let Some(count) = count.filter(|count| *count <= VALUES_MAX) else {
            self.report(
                Diagnostic::at("check-param-too-large", param.name.span)
                    .with("name", &*param.name.text)
                    .with("most", VALUES_MAX.to_string()),
            );
            return None;
        };
        let mut values: Vec<Option<(Constant, Span)>> = vec![None; count];
        let mut set = BTreeMap::new();
        let mut failed = false;
        for line in lines {
            let names = line.members.as_slice();
            let value = line.set.as_ref().map_or(&line.value, |set| &set.value);
            let place = self.place_of_line(names, by, &places);
            let constant = read(self, value);
            let (Some(place), Some(constant)) = (place, constant) else {
                failed = true;
                continue;
            };
            let span = names.first().map_or(value.span, |n| n.span).to(line.value.span);
            let Some(slot) = values.get_mut(place) else { continue };
            if let Some((_, earlier)) = slot {
                let earlier = *earlier;
                failed = true;
                self.report(
                    Diagnostic::at("check-member-twice", span)
                        .with("member", joined(names))
                        .other(Place::Formula(earlier)),
                );
                continue;
            }
            *slot = Some((constant, span));
            set.extend(firmness(line).map(|firmness| (place, firmness)));
        }
        if failed {
            return None;
        }
        self.none_without_value(param, by, &values, since)?;
        let values = values.into_iter().flatten().map(|(constant, _)| constant).collect();
        Some((values, set))
    }

    /// Where the value of a line belongs, the last category going round first.
    fn place_of_line(
        &mut self,
        names: &[ast::Ident],
        by: &[TableId],
        places: &[HashMap<String, usize>],
    ) -> Option<usize> {
        if names.len() != by.len() {
            let span = names.first().map(|n| n.span).unwrap_or_default();
            self.report(
                Diagnostic::at("check-member-count", span)
                    .with("found", names.len().to_string())
                    .with("wanted", by.len().to_string()),
            );
            return None;
        }
        let mut place = Some(0_usize);
        for ((name, table), of) in names.iter().zip(by).zip(places) {
            place = match (place, of.get(&name.text)) {
                (Some(place), Some(at)) => Some(place.saturating_mul(of.len()).saturating_add(*at)),
                (_, Some(_)) => None,
                (_, None) => {
                    let _ = self.member_unknown::<()>(name.text.clone(), name.span, *table);
                    None
                }
            };
        }
        place
    }

    fn none_without_value(
        &mut self,
        param: &ast::Param,
        by: &[TableId],
        values: &[Option<(Constant, Span)>],
        since: Span,
    ) -> Option<()> {
        let without: Vec<usize> = values
            .iter()
            .enumerate()
            .filter(|(_, value)| value.is_none())
            .map(|(at, _)| at)
            .collect();
        if without.is_empty() {
            return Some(());
        }
        let names: Vec<Vec<String>> = by.iter().map(|t| self.member_names(*t)).collect();
        let name_of = |place: &usize| {
            let mut rest = *place;
            let mut parts = Vec::new();
            for of in names.iter().rev() {
                let at = rest.checked_rem(of.len()).unwrap_or(0);
                rest = rest.checked_div(of.len()).unwrap_or(0);
                parts.extend(of.get(at).cloned());
            }
            parts.reverse();
            parts.join(", ")
        };
        let named: Vec<String> = without.iter().take(NAMED_MAX).map(name_of).collect();
        self.report(
            Diagnostic::at("check-member-without-value", since)
                .with("name", &*param.name.text)
                .with("members", named.join("; "))
                .with("more", if without.len() > NAMED_MAX { "yes" } else { "no" })
                .with("count", without.len().to_string()),
        );
        None
    }
}

/// How firm a value is that a scenario set.
fn firmness(line: &ast::MemberLine) -> Option<Firmness> {
    let note = line.set.as_ref()?.notes.standing.as_ref()?;
    Some(Firmness { standing: standing_of(note.kind), reason: Some(wording(&note.reason)) })
}

fn joined(names: &[ast::Ident]) -> String {
    names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(", ")
}
