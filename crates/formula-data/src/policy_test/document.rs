//! A Markdown file with policy tests becomes cases: what goes in, what must come out.

use formula::check::nearest;
use formula::standing::Standing;
use jiff::civil::Date;

/// Something wrong with how a test is written: the line, the id of the message, its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the page.
    pub line: usize,
    /// The id of the message.
    pub id: &'static str,
    /// What the message puts into its text.
    pub arguments: Vec<(&'static str, String)>,
}

/// One case: the text below a `##` heading together with what stands above the first one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Its heading.
    pub title: String,
    /// The line of the heading.
    pub line: usize,
    /// What its blocks say, and those above the first case.
    pub settings: Settings,
    /// `### in: TABLE`
    pub tables: Vec<Table>,
    /// What must come out.
    pub expected: Vec<Expected>,
}

/// What a `formula-test` block says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `formula FILE`, relative to the Markdown file.
    pub formula: Option<String>,
    /// The formula itself, in a block `formula`.
    pub written: Option<Written>,
    /// A scenario over the formula, in a block `formula` too.
    pub scenario: Option<Written>,
    /// `day DATE`
    pub day: Option<Date>,
    /// `known DATE`
    pub known: Option<Date>,
    /// `data FOLDER`, relative to the Markdown file.
    pub data: Option<String>,
    /// `NAME = VALUE`
    pub params: Vec<(String, String)>,
    /// `without STANDING`
    pub without: Vec<Standing>,
    /// `skip REASON`
    pub skip: Option<String>,
}

/// A formula that stands in the Markdown file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line of the file on which it begins.
    pub line: usize,
    /// Its text.
    pub text: String,
}

impl Written {
    /// Whether its first line with anything on it is that of a scenario.
    fn is_scenario(&self) -> bool {
        let mut lines = self.text.lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        first.is_some_and(|line| line.split_whitespace().next() == Some("scenario"))
    }
}

/// A Markdown table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The name after the colon of the heading; empty where none stands there.
    pub name: String,
    /// The line of the header.
    pub line: usize,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The cells of each line, with the line of the page.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// What must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// `### out`: these values.
    Out(Table),
    /// `### refused: ID`: no results, but this finding.
    Refused(String, usize),
    /// `### warned: ID`: the run stands, with this warning; a warning of the formula may also be
    /// named by its title.
    Warned(String, usize),
}

impl Expected {
    /// The line of the page.
    pub fn line(&self) -> usize {
        match self {
            Expected::Out(table) => table.line,
            Expected::Refused(_, line) | Expected::Warned(_, line) => *line,
        }
    }
}

/// A heading that announces a table or a refusal.
enum Announced {
    In(String),
    Out(String),
}

/// What the lines of a fenced block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fenced {
    Settings,
    Formula,
    Other,
}

/// Reads a file. A file without any `formula-test` block has no cases: it is a text.
pub fn read(text: &str) -> Result<Vec<Case>, Vec<Fault>> {
    let mut reader = Reader::default();
    for (at, line) in text.lines().enumerate() {
        reader.line(at + 1, line);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    shared: Case,
    cases: Vec<Case>,
    faults: Vec<Fault>,
    /// The fence that is open: its sign, and what it holds.
    fence: Option<(String, Fenced)>,
    announced: Option<(Announced, usize)>,
    table: Option<Table>,
    /// The block `formula` that is open.
    block: Option<Written>,
    has_settings: bool,
}

/// The headings that mean something to a test.
const HEADINGS: [&str; 4] = ["in", "out", "refused", "warned"];

/// What other words are written for them.
const ALIKE: [(&str, &str); 8] = [
    ("input", "in"),
    ("inputs", "in"),
    ("output", "out"),
    ("outputs", "out"),
    ("refusal", "refused"),
    ("error", "refused"),
    ("warning", "warned"),
    ("warnings", "warned"),
];

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let trimmed = line.trim();
        if let Some((sign, fenced)) = self.fence.clone() {
            if trimmed.starts_with(&sign) && trimmed.trim_matches(['`', '~']).is_empty() {
                self.fence = None;
                self.formula_ends();
            } else {
                self.fenced_line(number, fenced, line);
            }
            return;
        }
        if let Some(sign) = ["```", "~~~"].into_iter().find(|sign| trimmed.starts_with(sign)) {
            self.end_table();
            let length = trimmed.chars().take_while(|c| sign.starts_with(*c)).count();
            let info = trimmed.trim_start_matches(['`', '~']).trim();
            let fenced = match info {
                "formula-test" => Fenced::Settings,
                "formula" => Fenced::Formula,
                _ => Fenced::Other,
            };
            self.has_settings |= fenced == Fenced::Settings;
            if fenced == Fenced::Formula {
                self.formula_begins(number);
            }
            let sign: String = trimmed.chars().take(length).collect();
            self.fence = Some((sign, fenced));
            return;
        }
        if trimmed.starts_with('|') {
            self.table_line(number, trimmed);
            return;
        }
        self.end_table();
        let level = trimmed.chars().take_while(|c| *c == '#').count();
        let title = trimmed.trim_start_matches('#');
        if level > 0 && title.starts_with([' ', '\t']) {
            self.heading(number, level, title.trim());
        }
    }

    fn fenced_line(&mut self, number: usize, fenced: Fenced, line: &str) {
        match fenced {
            Fenced::Settings => self.setting(number, line.trim()),
            Fenced::Formula => {
                if let Some(written) = &mut self.block {
                    written.text.push_str(line);
                    written.text.push('\n');
                }
            }
            Fenced::Other => {}
        }
    }

    fn formula_begins(&mut self, number: usize) {
        self.block = Some(Written { line: number + 1, text: String::new() });
    }

    /// A case has one formula, and perhaps one scenario over it.
    fn formula_ends(&mut self) {
        let Some(block) = self.block.take() else { return };
        let line = block.line.saturating_sub(1);
        let settings = &mut self.case().settings;
        let place = match block.is_scenario() {
            true => &mut settings.scenario,
            false => &mut settings.written,
        };
        if place.replace(block).is_some() {
            self.fault(line, "test-two-formulas", Vec::new());
        }
    }

    fn case(&mut self) -> &mut Case {
        self.cases.last_mut().unwrap_or(&mut self.shared)
    }

    fn fault(&mut self, line: usize, id: &'static str, arguments: Vec<(&'static str, String)>) {
        self.faults.push(Fault { line, id, arguments });
    }

    fn heading(&mut self, number: usize, level: usize, title: &str) {
        self.announced_without_table();
        match level {
            1 => {
                self.shared.title = title.to_owned();
                self.shared.line = number;
            }
            2 => self.cases.push(Case { title: title.to_owned(), line: number, ..Case::default() }),
            _ => {
                let (word, rest) = title.split_once(':').unwrap_or((title, ""));
                let rest = rest.trim().trim_matches('`').to_owned();
                match word.trim().to_ascii_lowercase().as_str() {
                    "in" => self.announced = Some((Announced::In(rest), number)),
                    "out" => self.announced = Some((Announced::Out(rest), number)),
                    "refused" if rest.is_empty() => {
                        self.fault(number, "test-refused-without-id", Vec::new());
                    }
                    "refused" => self.case().expected.push(Expected::Refused(rest, number)),
                    "warned" if rest.is_empty() => {
                        self.fault(number, "test-warned-without-id", Vec::new());
                    }
                    "warned" => self.case().expected.push(Expected::Warned(rest, number)),
                    word => self.other_heading(number, title, word),
                }
            }
        }
    }

    /// A heading of the prose, unless it looks like one that was meant for the test: what stands
    /// below it would not be counted.
    fn other_heading(&mut self, number: usize, title: &str, word: &str) {
        let mut words = word.split_whitespace();
        let meant = match (words.next(), words.next(), words.next()) {
            (Some(only), None, _) => {
                let alike = ALIKE.iter().find(|(written, _)| *written == only);
                let alike = alike.map(|(_, meant)| (*meant).to_owned());
                alike.or_else(|| nearest(only, HEADINGS.into_iter()))
            }
            // `out municipality`, which wants a colon; but not the prose "Out of scope".
            (Some(first), Some(name), None)
                if HEADINGS.contains(&first) && title.starts_with(|c: char| c.is_lowercase()) =>
            {
                Some(format!("{first}: {name}"))
            }
            _ => None,
        };
        if let Some(meant) = meant {
            let arguments = vec![("written", title.to_owned()), ("meant", meant)];
            self.fault(number, "test-heading-unknown", arguments);
        }
    }

    fn announced_without_table(&mut self) {
        if let Some((_, line)) = self.announced.take() {
            self.fault(line, "test-table-missing", Vec::new());
        }
    }

    fn table_line(&mut self, number: usize, line: &str) {
        let cells = cells(line);
        match &mut self.table {
            None => {
                let header = cells.iter().map(|name| name.trim_matches('`').to_owned()).collect();
                self.table =
                    Some(Table { name: String::new(), line: number, header, rows: Vec::new() });
            }
            Some(table) if number == table.line + 1 && is_rule(&cells) => {}
            Some(table) => {
                let (found, wanted) = (cells.len(), table.header.len());
                table.rows.push((number, cells));
                if found != wanted && self.announced.is_some() {
                    let arguments =
                        vec![("cells", found.to_string()), ("columns", wanted.to_string())];
                    self.fault(number, "test-cells-in-line", arguments);
                }
            }
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        match self.announced.take() {
            // A table in the prose.
            None => {}
            Some((Announced::In(name), line)) if name.is_empty() => {
                self.fault(line, "test-in-without-table", Vec::new());
            }
            Some((Announced::In(name), _)) => {
                table.name = name;
                self.case().tables.push(table);
            }
            Some((Announced::Out(name), _)) => {
                table.name = name;
                self.case().expected.push(Expected::Out(table));
            }
        }
    }

    fn setting(&mut self, number: usize, line: &str) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let settings = &mut self.case().settings;
        match word {
            "formula" if !rest.is_empty() => settings.formula = Some(rest.to_owned()),
            "data" if !rest.is_empty() => settings.data = Some(rest.to_owned()),
            "skip" if !rest.is_empty() => settings.skip = Some(rest.to_owned()),
            "day" | "known" => match rest.parse() {
                Ok(day) if word == "day" => settings.day = Some(day),
                Ok(day) => settings.known = Some(day),
                Err(_) => {
                    let arguments = vec![("value", rest.to_owned())];
                    self.fault(number, "test-day-unreadable", arguments);
                }
            },
            "without" => match Standing::from_word(rest) {
                Some(standing) => settings.without.push(standing),
                None => {
                    let words = Standing::ALL.map(Standing::word).join(", ");
                    let arguments = vec![("value", rest.to_owned()), ("words", words)];
                    self.fault(number, "test-standing-unknown", arguments);
                }
            },
            _ => match line.split_once('=') {
                Some((name, value)) if !name.trim().is_empty() => {
                    settings.params.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                _ => {
                    let arguments = vec![("line", line.to_owned())];
                    self.fault(number, "test-setting-unknown", arguments);
                }
            },
        }
    }

    fn finish(mut self) -> Result<Vec<Case>, Vec<Fault>> {
        self.formula_ends();
        self.end_table();
        self.announced_without_table();
        if !self.has_settings {
            return Ok(Vec::new());
        }
        let shared = self.shared;
        let cases = if self.cases.is_empty() {
            vec![shared]
        } else {
            for expected in &shared.expected {
                let line = expected.line();
                let fault = Fault { line, id: "test-expects-above-cases", arguments: Vec::new() };
                self.faults.push(fault);
            }
            // A chapter that expects nothing is prose, unless it sets something up.
            self.cases.retain(|case| {
                !case.expected.is_empty()
                    || !case.tables.is_empty()
                    || case.settings != Settings::default()
            });
            self.cases.into_iter().map(|case| case.above(&shared)).collect()
        };
        for case in &cases {
            if case.settings.formula.is_none() && case.settings.written.is_none() {
                let fault =
                    Fault { line: case.line, id: "test-without-formula", arguments: Vec::new() };
                self.faults.push(fault);
            }
            if case.expected.is_empty() && case.settings.skip.is_none() {
                let fault =
                    Fault { line: case.line, id: "test-expects-nothing", arguments: Vec::new() };
                self.faults.push(fault);
            }
        }
        self.faults.sort_by_key(|fault| fault.line);
        if self.faults.is_empty() { Ok(cases) } else { Err(self.faults) }
    }
}

impl Case {
    /// With what stands above the first case, where the case says nothing else.
    fn above(mut self, shared: &Case) -> Case {
        let own = &mut self.settings;
        let above = &shared.settings;
        // A formula of the case's own, written out or named, is the one that it is about.
        if own.formula.is_none() && own.written.is_none() {
            own.formula.clone_from(&above.formula);
            own.written.clone_from(&above.written);
            own.scenario = own.scenario.take().or_else(|| above.scenario.clone());
        }
        own.day = own.day.or(above.day);
        own.known = own.known.or(above.known);
        // A case that names a folder of data is about that data, not about the tables above.
        let own_data = own.data.is_some();
        own.data = own.data.take().or_else(|| above.data.clone());
        own.skip = own.skip.take().or_else(|| above.skip.clone());
        for (name, value) in &above.params {
            if own.params.iter().all(|(other, _)| other != name) {
                own.params.push((name.clone(), value.clone()));
            }
        }
        own.without.extend(above.without.iter().copied());
        for table in &shared.tables {
            if !own_data && self.tables.iter().all(|other| other.name != table.name) {
                self.tables.push(table.clone());
            }
        }
        self
    }
}

/// The cells of a line of a Markdown table; `\|` is a stroke inside a cell.
fn cells(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'|') => {
                letters.next();
                cell.push('|');
            }
            '|' => {
                cells.push(plain(&cell));
                cell.clear();
            }
            other => cell.push(other),
        }
    }
    if !cell.trim().is_empty() {
        cells.push(plain(&cell));
    }
    cells
}

/// A cell without the marks for bold type and code.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    for mark in ["**", "`", "*", "_"] {
        let bare = cell.strip_prefix(mark).and_then(|c| c.strip_suffix(mark));
        if let Some(bare) = bare.filter(|bare| !bare.is_empty() && !bare.contains(mark)) {
            return bare.trim().to_owned();
        }
    }
    cell.to_owned()
}

fn is_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| {
        !cell.is_empty() && cell.chars().all(|c| c == '-' || c == ':') && cell.contains('-')
    })
}
