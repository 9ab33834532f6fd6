//! The word that was probably meant.

/// The longest word, in letters, for which another is sought.
const LONGEST: usize = 64;

/// The most slips after which a word still counts as the one that was meant.
const SLIPS_MAX: usize = 2;

/// A word in small letters, held without asking for memory: a text full of slips asks for its
/// nearest words thousands of times.
struct Letters {
    letters: [char; LONGEST + SLIPS_MAX],
    count: usize,
}

impl Letters {
    /// The letters of a word, unless they are more than `most`.
    fn of(word: &str, most: usize) -> Option<Letters> {
        let mut own = Letters { letters: ['\0'; LONGEST + SLIPS_MAX], count: 0 };
        for letter in word.chars().flat_map(char::to_lowercase) {
            if own.count == most {
                return None;
            }
            *own.letters.get_mut(own.count)? = letter;
            own.count += 1;
        }
        Some(own)
    }

    fn letters(&self) -> &[char] {
        self.letters.get(..self.count).unwrap_or_default()
    }
}

/// The candidate that differs least from the word, if it differs so little (one slip in a short
/// word, two in a longer one) that it was probably meant. Capitals count as no difference.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Letters::of(word, LONGEST)?;
    let allowed = match word.count {
        0 | 1 => 0,
        2..=4 => 1,
        _ => SLIPS_MAX,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Only a candidate that is nearer than the best so far is of interest.
        let still = match best {
            None => allowed,
            Some((0, _)) => break,
            Some((slips, _)) => slips - 1,
        };
        if let Some(slips) = slips(word.letters(), candidate, still) {
            best = Some((slips, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Letters to add, drop, change or swap with their neighbour to turn one word into the other, if
/// they are at most `allowed` (optimal string alignment; Boytsov 2011, "Indexing methods for
/// approximate dictionary searching").
fn slips(word: &[char], candidate: &str, allowed: usize) -> Option<usize> {
    // A letter has at most four bytes: a candidate that is far too long is not even looked at.
    if candidate.len() > 4 * (word.len() + allowed) {
        return None;
    }
    let candidate = Letters::of(candidate, word.len() + allowed)?;
    if candidate.count + allowed < word.len() {
        return None;
    }
    let candidate = candidate.letters();
    const WIDTH: usize = LONGEST + SLIPS_MAX + 1;
    let at = |row: &[usize; WIDTH], index: usize| row.get(index).copied().unwrap_or(WIDTH);
    let mut before_last = [0; WIDTH];
    let mut last: [usize; WIDTH] = std::array::from_fn(|index| index);
    let mut least_of_last = 0;
    for (i, letter) in word.iter().enumerate() {
        let mut row = [0; WIDTH];
        let mut left = i + 1;
        let mut least = left;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (j, other) in candidate.iter().enumerate() {
            let change = at(&last, j) + usize::from(letter != other);
            let mut cost = change.min(1 + at(&last, j + 1).min(left));
            let swapped = i > 0
                && j > 0
                && word.get(i - 1) == Some(other)
                && candidate.get(j - 1) == Some(letter);
            if swapped {
                cost = cost.min(1 + at(&before_last, j - 1));
            }
            if let Some(place) = row.get_mut(j + 1) {
                *place = cost;
            }
            left = cost;
            least = least.min(cost);
        }
        // A swap reaches back two rows; from two rows beyond the allowance nothing comes back.
        if least > allowed && least_of_last > allowed {
            return None;
        }
        least_of_last = least;
        before_last = std::mem::replace(&mut last, row);
    }
    Some(at(&last, candidate.len())).filter(|slips| *slips <= allowed)
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use proptest::prelude::*;

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
        assert_eq!(nearest("ŠUMA", ["suma", "šuma"]), Some("šuma"));
    }

    /// The distance, written without any shortcut.
    fn plainly(word: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0_usize; other.len() + 1]; word.len() + 1];
        for i in 0..=word.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = table[i - 1][j - 1] + usize::from(word[i - 1] != other[j - 1]);
                    let mut cost = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1]
                    {
                        cost = cost.min(table[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        table[word.len()][other.len()]
    }

    proptest! {
        /// Goal: giving up early changes no answer. Method: words of two letters, which are near
        /// to one another, against the distance written plainly; the first of the nearest wins.
        #[test]
        fn giving_up_early_changes_nothing(
            word in "[abB]{0,7}",
            candidates in proptest::collection::vec("[abA]{0,8}", 0..6),
        ) {
            let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
            let allowed = match word.len() { 0 | 1 => 0, 2..=4 => 1, _ => 2 };
            let distance = |other: &String| plainly(&letters(&word), &letters(other));
            let expected = candidates
                .iter()
                .filter(|other| distance(other) <= allowed)
                .min_by_key(|other| distance(other));
            let found = nearest(&word, candidates.iter().map(String::as_str));
            prop_assert_eq!(found, expected.map(String::as_str));
        }
    }
}
