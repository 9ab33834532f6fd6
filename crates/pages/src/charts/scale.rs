//! Classes for colouring, and round marks for axes.

use formula::number::Decimal;

/// A class of a coloured map: a range of values and how many fall in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The smallest value in it.
    pub least: Decimal,
    /// The largest value in it.
    pub most: Decimal,
    /// How many values are in it.
    pub count: usize,
    /// Its step: 1 to 5 from low to high, or −3 to 3 for changes (0 is no change).
    pub step: i8,
}

/// The classes of a set of values.
///
/// Equal values always share a class, and a class is never empty, so there can be fewer classes
/// than asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes(Vec<Class>);

impl Classes {
    /// Five classes with about equally many values each, low to high.
    pub fn sequential(values: &[Decimal]) -> Classes {
        let groups = quantiles(values, 5);
        // Fewer groups than colours: spread over the whole scale, so that low and high differ.
        let steps: &[i8] = match groups.len() {
            0 | 1 => &[3],
            2 => &[2, 4],
            3 => &[1, 3, 5],
            4 => &[1, 2, 4, 5],
            _ => &[1, 2, 3, 4, 5],
        };
        Classes(groups.iter().zip(steps).map(|(group, step)| class(group, *step)).collect())
    }

    /// Classes for changes: losses and gains in three steps each, parted by size so that equal
    /// sizes have equal strength on both sides; no change is a class of its own.
    pub fn diverging(values: &[Decimal]) -> Classes {
        let sizes: Vec<Decimal> = values.iter().filter(|v| !v.is_zero()).map(|v| v.abs()).collect();
        let thirds = quantiles(&sizes, 3);
        let step_of = |value: Decimal| -> i8 {
            let at = thirds.iter().position(|third| third.contains(&value.abs()));
            let strength = match (at, thirds.len()) {
                (Some(at), 3) => at,
                (Some(at), 2) => at.saturating_add(1),
                _ => 1,
            };
            let strength = i8::try_from(strength).unwrap_or(0).saturating_add(1);
            match (value.is_zero(), value.is_negative()) {
                (true, _) => 0,
                (false, true) => strength.saturating_neg(),
                (false, false) => strength,
            }
        };
        let mut sorted = values.to_vec();
        sorted.sort();
        let mut classes = Vec::new();
        for step in -3..=3 {
            let members: Vec<Decimal> =
                sorted.iter().copied().filter(|v| step_of(*v) == step).collect();
            if !members.is_empty() {
                classes.push(class(&members, step));
            }
        }
        Classes(classes)
    }

    /// The classes, lowest first.
    pub fn all(&self) -> &[Class] {
        &self.0
    }

    /// The step of the class that a value falls in.
    pub fn step_of(&self, value: Decimal) -> Option<i8> {
        self.0.iter().find(|c| c.least <= value && value <= c.most).map(|c| c.step)
    }
}

fn class(members: &[Decimal], step: i8) -> Class {
    let least = members.first().copied().unwrap_or_default();
    let most = members.last().copied().unwrap_or_default();
    Class { least, most, count: members.len(), step }
}

/// The sorted values in at most so many groups of about equal size; equal values stay together.
fn quantiles(values: &[Decimal], wanted: usize) -> Vec<Vec<Decimal>> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let total = sorted.len();
    let mut groups: Vec<Vec<Decimal>> = Vec::new();
    for (at, value) in sorted.into_iter().enumerate() {
        let due = groups.len().saturating_mul(total).div_ceil(wanted.max(1));
        let same = groups.last().and_then(|group| group.last()) == Some(&value);
        match groups.last_mut() {
            Some(group) if same || at < due => group.push(value),
            _ => groups.push(vec![value]),
        }
    }
    groups
}

/// Round marks that span from the least to the most: about so many, at steps of 1, 2 or 5.
pub(super) fn ticks(least: f64, most: f64, about: u8) -> Vec<f64> {
    let span = (most - least).max(f64::EPSILON);
    let rough = span / f64::from(about.max(1));
    let power = 10_f64.powf(rough.log10().floor());
    let factor = match rough / power {
        r if r <= 1.0 => 1.0,
        r if r <= 2.0 => 2.0,
        r if r <= 5.0 => 5.0,
        _ => 10.0,
    };
    let step = factor * power;
    let first = (least / step).floor();
    let mut marks = Vec::new();
    for n in 0..40_u8 {
        let mark = (first + f64::from(n)) * step;
        marks.push(mark);
        if mark >= most - step * 1e-9 {
            break;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimals(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|v| Decimal::from_i64(*v)).collect()
    }

    /// Goal: 38 values in five classes of about equal size. Method: counts of the classes.
    #[test]
    fn fifths() {
        let values: Vec<i64> = (1..=38).collect();
        let classes = Classes::sequential(&decimals(&values));
        let counts: Vec<usize> = classes.all().iter().map(|c| c.count).collect();
        assert_eq!(counts, [8, 8, 7, 8, 7]);
    }

    /// Goal: equal values share a class. Method: many equal values.
    #[test]
    fn equal_values_stay_together() {
        let classes = Classes::sequential(&decimals(&[0, 0, 0, 0, 0, 0, 0, 5, 9]));
        assert_eq!(classes.step_of(Decimal::from_i64(0)), Some(1));
        assert!(classes.all().len() <= 3);
        assert_eq!(Classes::sequential(&[]).all().len(), 0);
        assert_eq!(Classes::sequential(&decimals(&[4, 4])).all()[0].step, 3);
    }

    /// Goal: gains and losses of one size have one strength, no change stands alone.
    /// Method: values on both sides of zero.
    #[test]
    fn changes_are_symmetric() {
        let classes = Classes::diverging(&decimals(&[-9, -5, -1, 0, 1, 5, 9]));
        let step = |v| classes.step_of(Decimal::from_i64(v)).unwrap();
        for v in [1, 5, 9] {
            assert_eq!(step(v), -step(-v));
        }
        assert_eq!((step(0), step(9), step(1)), (0, 3, 1));
    }

    /// Goal: axis marks are round and span the values. Method: some ranges.
    #[test]
    fn marks_are_round() {
        assert_eq!(ticks(0.0, 9.3, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(0.0, 0.0, 5), [0.0]);
        assert!(ticks(-3.0, 7.0, 5).starts_with(&[-4.0]));
    }

    proptest! {
        /// Goal: every value has a class and the counts add up. Method: any values.
        #[test]
        fn every_value_has_a_class(values in prop::collection::vec(-50_i64..50, 0..60)) {
            let values = decimals(&values);
            for classes in [Classes::sequential(&values), Classes::diverging(&values)] {
                let counted: usize = classes.all().iter().map(|c| c.count).sum();
                prop_assert_eq!(counted, values.len());
                for value in &values {
                    prop_assert!(classes.step_of(*value).is_some());
                }
            }
        }
    }
}
