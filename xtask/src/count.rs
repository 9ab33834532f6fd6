//! Reads from the output of a test runner how many tests passed, failed and were skipped.

/// What a step of the test run found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
    /// Tests that were not run, each with its reason.
    pub(crate) skipped: Vec<Skip>,
}

/// A test that was not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skip {
    /// Its name.
    pub(crate) test: String,
    /// The reason that it states. A skip without one counts as a failure.
    pub(crate) reason: Option<String>,
}

impl Outcome {
    /// One check that passed or failed as a whole.
    pub(crate) fn single(success: bool) -> Self {
        Self { passed: u64::from(success), failed: u64::from(!success), skipped: Vec::new() }
    }

    /// Adds what another step found.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
        self.skipped.extend(other.skipped);
    }

    /// Turns skips without a reason into failures, and an exit status that says failure while
    /// no failed test was counted (a build error, a crash) into one.
    pub(crate) fn settle(&mut self, success: bool) {
        let before = self.skipped.len();
        self.skipped.retain(|skip| skip.reason.is_some());
        let unexplained = before.saturating_sub(self.skipped.len());
        let unexplained = u64::try_from(unexplained).unwrap_or(u64::MAX);
        self.failed = self.failed.saturating_add(unexplained);
        if !success && self.failed == 0 {
            self.failed = 1;
        }
    }
}

/// The counts of `cargo test`, over all its test binaries and documentation tests.
pub(crate) fn cargo_test(lines: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        if let Some(rest) = line.strip_prefix("test result: ") {
            outcome.passed = outcome.passed.saturating_add(before_word(rest, "passed"));
            outcome.failed = outcome.failed.saturating_add(before_word(rest, "failed"));
        } else if let Some(rest) = line.strip_prefix("test ")
            && let Some((test, verdict)) = rest.rsplit_once(" ... ")
            && let Some(reason) = verdict.strip_prefix("ignored")
        {
            let reason = reason.trim_start_matches([',', ' ']);
            let reason = (!reason.is_empty()).then(|| reason.to_owned());
            outcome.skipped.push(Skip { test: test.to_owned(), reason });
        }
    }
    outcome
}

/// The counts of Node's test runner, from its report in the TAP format.
pub(crate) fn node_test(lines: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        let counted = |word: &str| {
            line.strip_prefix("# ").and_then(|rest| rest.strip_prefix(word))?.trim().parse().ok()
        };
        outcome.passed = outcome.passed.saturating_add(counted("pass ").unwrap_or(0));
        for word in ["fail ", "cancelled ", "todo "] {
            outcome.failed = outcome.failed.saturating_add(counted(word).unwrap_or(0));
        }
        if let Some((test, reason)) = line.split_once(" # SKIP") {
            let test = test.split_once(" - ").map_or(test, |(_, name)| name);
            let reason = reason.trim();
            let reason = (!reason.is_empty()).then(|| reason.to_owned());
            outcome.skipped.push(Skip { test: test.trim().to_owned(), reason });
        }
    }
    outcome
}

/// The cases of Schemathesis, from its line `3162 generated, 3160 passed`; a run that did not
/// succeed has failed once at least.
pub(crate) fn schemathesis(lines: &[String], success: bool) -> Outcome {
    let count = |line: &str, word: &str| -> Option<u64> {
        let part = line.split(',').find(|part| part.trim().ends_with(word))?;
        part.split_whitespace().next()?.parse().ok()
    };
    let line = lines.iter().rev().find(|line| line.contains(" generated"));
    let made = line.and_then(|line| count(line, "generated")).unwrap_or(0);
    let passed = line.and_then(|line| count(line, "passed")).unwrap_or(0);
    let failed = made.saturating_sub(passed);
    let failed = if success { failed } else { failed.max(1) };
    Outcome { passed, failed, ..Outcome::default() }
}

/// The counts of `peshore formula test`, from its last line and the lines of what it skipped:
/// `FILE:LINE: skipped “TITLE”: REASON`.
pub(crate) fn policy_test(lines: &[String]) -> Outcome {
    let Some(line) = lines.iter().rev().find(|line| line.contains(" passed")) else {
        return Outcome::default();
    };
    let skipped = lines.iter().filter_map(|line| {
        let (_, rest) = line.split_once(": skipped “")?;
        let (test, reason) = rest.split_once('”')?;
        let reason = reason.trim_start_matches([':', ' ']);
        let reason = (!reason.is_empty()).then(|| reason.to_owned());
        Some(Skip { test: test.to_owned(), reason })
    });
    let skipped: Vec<Skip> = skipped.collect();
    let unnamed = before_word(line, "skipped")
        .saturating_sub(u64::try_from(skipped.len()).unwrap_or(u64::MAX));
    Outcome {
        passed: before_word(line, "passed"),
        failed: before_word(line, "failed").saturating_add(unnamed),
        skipped,
    }
}

/// The number that stands right before `word`; 0 when there is none.
fn before_word(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|part| !part.is_empty()).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(_, next)| **next == word)
        .find_map(|(number, _)| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    /// Goal: counts are added over test binaries, and each ignored test keeps its reason.
    /// Method: the output of two binaries.
    #[test]
    fn cargo_output_is_counted() {
        let outcome = cargo_test(&lines(
            "running 3 tests\ntest a ... ok\ntest b ... ignored, needs a corpus beside the tree\n\
             test src/lib.rs - c (line 3) ... ignored\n\
             test result: ok. 1 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out\n\
             test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n",
        ));
        assert_eq!((outcome.passed, outcome.failed, outcome.skipped.len()), (5, 1, 2));
        let reasons: Vec<_> = outcome.skipped.iter().map(|skip| skip.reason.as_deref()).collect();
        assert_eq!(reasons, [Some("needs a corpus beside the tree"), None]);
    }

    /// Goal: a report of Node's runner is counted; cancelled and unfinished tests fail.
    /// Method: a report with one of each.
    #[test]
    fn node_output_is_counted() {
        let outcome = node_test(&lines(
            "TAP version 13\nok 1 - home\n    ok 2 - map # SKIP no map in this run\n\
             # tests 5\n# suites 0\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n",
        ));
        assert_eq!((outcome.passed, outcome.failed), (2, 2));
        let skip = Skip { test: "map".into(), reason: Some("no map in this run".into()) };
        assert_eq!(outcome.skipped, [skip]);
    }

    /// Goal: the closing line of the policy tests is read. Method: with failures, without, and
    /// with a skip that is named and one that is not.
    #[test]
    fn policy_output_is_counted() {
        let outcome = policy_test(&lines("formulas/x.md\n12 passed, 2 failed\n"));
        assert_eq!((outcome.passed, outcome.failed), (12, 2));
        assert_eq!(policy_test(&lines("12 passed")).passed, 12);
        let skipped = "a.md:3: skipped “Cap”: no decision\n1 passed, 0 failed, 2 skipped";
        let outcome = policy_test(&lines(skipped));
        assert_eq!((outcome.skipped.len(), outcome.failed), (1, 1));
    }

    /// Goal: neither a skip without reason nor a crash goes unseen. Method: settle both.
    #[test]
    fn an_unexplained_skip_and_a_crash_are_failures() {
        let mut outcome = Outcome {
            skipped: vec![Skip { test: "x".into(), reason: None }],
            ..Outcome::default()
        };
        outcome.settle(true);
        assert_eq!((outcome.failed, outcome.skipped.len()), (1, 0));
        let mut outcome = Outcome { passed: 3, ..Outcome::default() };
        outcome.settle(false);
        assert_eq!(outcome.failed, 1);
    }
}
