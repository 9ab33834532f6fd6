//! The word that was probably meant.

/// The candidate that differs least from the word, if it differs so little (one slip in a short
/// word, two in a longer one) that it was probably meant. Capitals count as no difference.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if word.len() > LONGEST {
        return None;
    }
    let allowed = match word.len() {
        0 | 1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .map(|candidate| (slips(&word, candidate), candidate))
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// Letters to add, drop, change or swap with their neighbour to turn one word into the other.
fn slips(word: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.to_lowercase().chars().collect();
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=candidate.len()).collect();
    for (i, letter) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in candidate.iter().enumerate() {
            let change = at(&last, j) + usize::from(letter != other);
            let add_or_drop = 1 + at(&last, j + 1).min(at(&row, j));
            let mut best = change.min(add_or_drop);
            let swapped = i > 0
                && j > 0
                && word.get(i - 1) == Some(other)
                && candidate.get(j - 1) == Some(letter);
            if swapped {
                best = best.min(1 + at(&before_last, j - 1));
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    at(&last, candidate.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    /// Goal: a slip of the hand finds its word, an unrelated word finds none. Method: examples.
    #[test]
    fn finds_what_was_meant() {
        let words = ["table", "result", "check", "let"];
        assert_eq!(nearest("tabel", words), Some("table"));
        assert_eq!(nearest("Table", words), Some("table"));
        assert_eq!(nearest("reslt", words), Some("result"));
        assert_eq!(nearest("elt", words), Some("let"));
        assert_eq!(nearest("population", words), None);
        assert_eq!(nearest("", words), None);
    }
}
