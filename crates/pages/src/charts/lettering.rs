//! How wide text is, without a font at hand: an estimate on the safe side, so that labels never
//! run into one another.

/// The width of a text in pixels, for a sans-serif face of a size.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let ems: f64 = text.chars().map(ems_of).sum();
    ems * size
}

fn ems_of(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'ј' | 'і' => 0.30,
        '\u{202f}' | '\u{2009}' => 0.22,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' | '–' => 0.38,
        '0'..='9' | '+' | '\u{2212}' => 0.60,
        'm' | 'w' | 'M' | 'W' | '%' | 'ш' | 'щ' | 'ж' | 'ю' | 'Ш' | 'Ж' | 'М' | 'љ' | 'њ' | 'Љ'
        | 'Њ' | '…' | '—' => 0.96,
        c if c.is_uppercase() => 0.74,
        'а'..='я' | 'ђ' | 'ћ' | 'џ' => 0.62,
        _ => 0.60,
    }
}

/// The text in lines no wider than a width, broken before a bracket or at spaces; a single word
/// that is wider is cut with an ellipsis.
pub(super) fn wrapped(text: &str, size: f64, width: f64) -> Vec<String> {
    if let Some((before, bracket)) = text.split_once(" (")
        && width_of(text, size) > width
    {
        let mut lines = wrapped(before, size, width);
        lines.extend(wrapped_at_spaces(&format!("({bracket}"), size, width));
        return lines;
    }
    wrapped_at_spaces(text, size, width)
}

fn wrapped_at_spaces(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (lines.last_mut(), joined) {
            (Some(line), Some(joined)) if width_of(&joined, size) <= width => *line = joined,
            _ => lines.push(cut(word, size, width)),
        }
    }
    lines
}

/// The text, cut with an ellipsis when it is wider than a width.
pub(super) fn cut(text: &str, size: f64, width: f64) -> String {
    if width_of(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = width_of("…", size);
    for letter in text.chars() {
        used += ems_of(letter) * size;
        if used > width {
            break;
        }
        out.push(letter);
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: long names fit their column. Method: the longest names of Kosovo in a narrow column.
    #[test]
    fn long_names_wrap() {
        let lines = wrapped("Elez Han (Đeneral Janković)", 14.0, 140.0);
        assert_eq!(lines, ["Elez Han", "(Đeneral Janković)"]);
        for line in wrapped("Општина Косовска Каменица и Ново Брдо", 14.0, 120.0)
        {
            assert!(width_of(&line, 14.0) <= 120.0, "{line}");
        }
        let one = wrapped("Donaudampfschifffahrtsgesellschaft", 14.0, 80.0);
        assert!(one.len() == 1 && one[0].ends_with('…') && width_of(&one[0], 14.0) <= 80.0);
        assert!(wrapped("", 14.0, 80.0).is_empty());
    }
}
