//! Formulas made up: one to three tables with columns of each kind, parameters, scales, and rules
//! of every form, in which types and units mostly fit.
//!
//! A rule is written as text, from the outside in: what is wanted (a number of a unit, a truth) and
//! where it stands (a table's row, or the country) decide what may be chosen. A formula so made up
//! may still be refused, by the checker for a rule of the language that is not minded here, or by a
//! run for a division by zero; whoever needs one that runs draws again.

mod categories;
mod definitions;
mod expressions;
mod schema;

use crate::draw::Draw;
use formula::number::{Decimal, Number as _};
use schema::Schema;
use std::fmt::Write as _;

/// Units of made-up values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// No unit.
    Plain,
    /// Money.
    Euro,
    /// People.
    Person,
    /// Money for each of them.
    EuroPerPerson,
}

impl Unit {
    const ALL: [Unit; 4] = [Unit::Euro, Unit::Plain, Unit::Person, Unit::EuroPerPerson];

    /// Whether it is an amount of money.
    fn is_money(self) -> bool {
        matches!(self, Unit::Euro | Unit::EuroPerPerson)
    }
}

/// In what a made-up formula counts money. The same choices give the same rules in either, so that
/// one can be held against the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// In euros.
    Euros,
    /// In cents, of which a hundred are a euro.
    Cents,
}

impl Money {
    /// A unit as it stands after a colon.
    fn unit(self, unit: Unit) -> &'static str {
        match (self, unit) {
            (_, Unit::Plain) => "number",
            (_, Unit::Person) => "person",
            (Money::Euros, Unit::Euro) => "EUR",
            (Money::Euros, Unit::EuroPerPerson) => "EUR/person",
            (Money::Cents, Unit::Euro) => "cent",
            (Money::Cents, Unit::EuroPerPerson) => "cent/person",
        }
    }

    /// A number of euros as it is written.
    fn amount(self, euros: &str) -> String {
        let hundred = Decimal::from_i64(100);
        let cents = |plain: &str| Decimal::parse(plain)?.mul(hundred).ok();
        match self {
            Money::Euros => euros.to_owned(),
            Money::Cents => {
                let plain = euros.replace(' ', "");
                cents(&plain).map_or(plain, Decimal::to_canonical)
            }
        }
    }

    /// A number of a unit, of which only money depends on what it is counted in.
    fn number(self, number: &str, unit: Unit) -> String {
        if unit.is_money() { self.amount(number) } else { number.to_owned() }
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number of a unit.
    Number(Unit),
    /// True or false.
    Truth,
}

/// Where something stands: in the rows of a table, by its place in the schema, or for the country.
pub(crate) type Scope = Option<usize>;

/// A definition that later ones may use.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    name: String,
    kind: Kind,
    scope: Scope,
    /// Whether its rule is a share, of which it can be asked what holds it.
    share: bool,
}

/// A formula on its way.
#[derive(Debug)]
pub(crate) struct Maker<'d, 'b> {
    draw: &'d mut Draw<'b>,
    money: Money,
    schema: Schema,
    known: Vec<Known>,
    text: String,
}

/// The most definitions that a formula gets.
const DEFINITIONS_MAX: usize = 9;

/// Makes up a formula that counts money in euros.
pub fn formula(draw: &mut Draw<'_>) -> String {
    formula_in(Money::Euros, draw)
}

/// Makes up a formula.
pub fn formula_in(money: Money, draw: &mut Draw<'_>) -> String {
    let schema = Schema::draw(draw);
    let text = schema.text(money);
    let mut maker = Maker { draw, money, schema, known: Vec::new(), text };
    let count = 2 + maker.draw.below(DEFINITIONS_MAX - 1);
    for at in 0..count {
        maker.define(at);
    }
    maker.export();
    maker.text
}

impl Maker<'_, '_> {
    /// States the last definition of each scope as a result, and a check or a warning now and then.
    fn export(&mut self) {
        let mut told: Vec<Scope> = Vec::new();
        for known in self.known.clone().iter().rev() {
            if told.contains(&known.scope) {
                continue;
            }
            told.push(known.scope);
            let (kind, name) = (known.kind, &known.name);
            let out = name.replace('.', "_");
            self.write(known.scope, &format!("result out_{out} : {} = {name}", self.ty(kind)));
        }
        if self.draw.once_in(3) {
            let scope = self.scope();
            let condition = self.truth(scope, 2);
            self.write(scope, &format!("warn {condition}"));
        }
    }

    /// Writes a line in the chapter of its scope.
    fn write(&mut self, scope: Scope, line: &str) {
        match scope.and_then(|table| self.schema.tables.get(table)) {
            None => {
                let _ = writeln!(self.text, "{line}");
            }
            Some(table) => {
                let _ = writeln!(self.text, "each {}", table.name);
                for part in line.lines() {
                    let _ = writeln!(self.text, "  {part}");
                }
            }
        }
    }

    /// A kind as it stands after a colon.
    fn ty(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Number(unit) => self.money.unit(unit),
            Kind::Truth => "bool",
        }
    }

    /// A number with its unit.
    fn quantity(&self, number: &str, unit: Unit) -> String {
        let number = self.money.number(number, unit);
        match unit {
            Unit::Plain => number,
            _ => format!("{number} {}", self.money.unit(unit)),
        }
    }

    /// A place for a definition: mostly the rows of a table.
    fn scope(&mut self) -> Scope {
        match self.draw.below(4) {
            0 => None,
            _ => Some(self.draw.below(self.schema.tables.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::formula;
    use crate::draw::Draw;
    use crate::rows;
    use formula::check::check;
    use formula::diagnostic::{Source, has_errors, render};
    use formula::number::Decimal;
    use formula::run::{Request, run};
    use formula::words::Language;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    /// Goal: most made-up formulas are accepted and run, so that what is built on them is tested.
    /// Method: a few hundred seeds; what the checker and the runs refuse is counted.
    #[test]
    fn most_made_up_formulas_run() {
        let (mut accepted, mut ran) = (0, 0);
        let mut refusals: BTreeMap<&str, (usize, String)> = BTreeMap::new();
        let cases = 400;
        for seed in 0..cases {
            let mut draw = Draw::seeded(seed);
            let source = Source::new("made_up", formula(&mut draw));
            let checked = check(&source, &[]);
            let findings = match checked.plan {
                None => checked.diagnostics,
                Some(plan) => {
                    accepted += 1;
                    let data = rows::data(&plan, &mut draw);
                    match data
                        .and_then(|d| run::<Decimal>(&plan, &d, &Request::on(date(2026, 1, 1))))
                    {
                        Ok(_) => {
                            ran += 1;
                            continue;
                        }
                        Err(findings) => findings,
                    }
                }
            };
            assert!(has_errors(&findings));
            let first = findings.into_iter().find(|f| has_errors(std::slice::from_ref(f))).unwrap();
            let text = render(std::slice::from_ref(&first), &source, Language::En);
            refusals.entry(first.id).or_insert((0, text)).0 += 1;
        }
        let told = format!("{accepted} accepted, {ran} ran of {cases}; {refusals:#?}");
        println!("{told}");
        assert!(ran > 320, "{told}");
    }
}
