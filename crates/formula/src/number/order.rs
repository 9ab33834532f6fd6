//! Equal ranks: which numbers count as the same.

use super::Number;

/// The class of each value, counted from zero at the smallest: values in the same class are equal.
///
/// In order of size, a value joins the class before it if it compares equal to that class's
/// smallest; so each class spans no more than one tolerance and the order of rows does not matter.
pub fn classes<N: Number>(values: &[N]) -> Vec<usize> {
    let mut sorted: Vec<(usize, N)> = values.iter().copied().enumerate().collect();
    sorted.sort_by(|(_, a), (_, b)| a.total_order(*b));
    let mut classes = vec![0; values.len()];
    let mut class = 0_usize;
    let mut smallest: Option<N> = None;
    for (row, value) in sorted {
        match smallest {
            Some(first) if first.compare(value).is_eq() => {}
            Some(_) => {
                class += 1;
                smallest = Some(value);
            }
            None => smallest = Some(value),
        }
        if let Some(slot) = classes.get_mut(row) {
            *slot = class;
        }
    }
    classes
}
