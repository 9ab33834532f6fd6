//! The contrast of both themes, computed from the tokens as the accessibility guidelines (WCAG 2.2)
//! define it.

#![allow(clippy::float_arithmetic, reason = "relative luminance is defined in real numbers")]

use super::{DARK, LIGHT, token};

/// Text on its ground: at least 4.5 to 1.
const TEXT: &[(&str, &str)] = &[
    ("--ink", "--paper"),
    ("--ink", "--wash"),
    ("--ink", "--wash-strong"),
    ("--ink", "--accent-wash"),
    ("--ink", "--caution-wash"),
    ("--ink", "--fault-wash"),
    ("--ink-soft", "--paper"),
    ("--ink-soft", "--wash"),
    ("--ink-soft", "--accent-wash"),
    ("--accent", "--paper"),
    ("--accent", "--wash"),
    ("--accent", "--accent-wash"),
    ("--accent", "--caution-wash"),
    ("--accent", "--fault-wash"),
    ("--accent-strong", "--paper"),
    ("--accent-strong", "--wash"),
    ("--accent-strong", "--accent-wash"),
    ("--on-accent", "--accent"),
    ("--on-accent", "--accent-strong"),
    ("--caution", "--caution-wash"),
    ("--done", "--wash"),
    ("--fault", "--paper"),
    ("--fault", "--fault-wash"),
    ("--s1-ink", "--s1"),
    ("--s2-ink", "--s2"),
    ("--s3-ink", "--s3"),
    ("--s4-ink", "--s4"),
    ("--s5-ink", "--s5"),
    ("--l1-ink", "--l1"),
    ("--l2-ink", "--l2"),
    ("--l3-ink", "--l3"),
    ("--d0-ink", "--d0"),
    ("--g1-ink", "--g1"),
    ("--g2-ink", "--g2"),
    ("--g3-ink", "--g3"),
];

/// Edges of fields, focus, bars and lines that carry meaning: at least 3 to 1.
const SHAPES: &[(&str, &str)] = &[
    ("--rule-strong", "--paper"),
    ("--focus", "--paper"),
    ("--focus", "--wash"),
    ("--bar", "--paper"),
    ("--bar-marked", "--paper"),
    ("--gain", "--paper"),
    ("--loss", "--paper"),
    ("--accent", "--paper"),
];

fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    assert_eq!(digits.len(), 6, "{colour}");
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(digits.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn ratio(theme: &str, one: &str, other: &str) -> f64 {
    let of = |name: &str| luminance(token(theme, name).unwrap_or_else(|| panic!("{name}")));
    let (one, other) = (of(one), of(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Goal: both themes can be read by people with weak sight. Method: the ratio of every pair of
/// tokens that stand on one another.
#[test]
fn contrast_is_sufficient_in_both_themes() {
    let mut weak = Vec::new();
    for (theme, tokens) in [("light", LIGHT), ("dark", DARK)] {
        for (pairs, least) in [(TEXT, 4.5), (SHAPES, 3.0)] {
            for (one, other) in pairs {
                let ratio = ratio(tokens, one, other);
                if ratio < least {
                    weak.push(format!("{theme}: {one} on {other} {ratio:.2} < {least}"));
                }
            }
        }
    }
    assert!(weak.is_empty(), "{weak:#?}");
}

/// Goal: the sequential scale is read without seeing hues. Method: its luminance rises or falls
/// throughout, neighbours differ clearly.
#[test]
fn sequential_scale_is_ordered_by_lightness() {
    for tokens in [LIGHT, DARK] {
        let steps: Vec<f64> = ["--s1", "--s2", "--s3", "--s4", "--s5"]
            .iter()
            .map(|name| luminance(token(tokens, name).unwrap()))
            .collect();
        let rises = steps.windows(2).all(|pair| pair[0] < pair[1]);
        let falls = steps.windows(2).all(|pair| pair[0] > pair[1]);
        assert!(rises || falls, "{steps:?}");
        for pair in steps.windows(2) {
            let ratio = (pair[0].max(pair[1]) + 0.05) / (pair[0].min(pair[1]) + 0.05);
            assert!(ratio > 1.3, "{steps:?}");
        }
    }
}

/// Goal: the known values of the definition. Method: black on white, and grey.
#[test]
fn definition() {
    assert!((luminance("#ffffff") - 1.0).abs() < 1e-9);
    let grey = (1.05) / (luminance("#767676") + 0.05);
    assert!((grey - 4.54).abs() < 0.01, "{grey}");
}
