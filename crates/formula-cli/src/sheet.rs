//! Aligned text tables.

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table of text: a header, rows, and a last row of totals.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
    totals: Option<Vec<String>>,
}

impl Sheet {
    /// Starts with the columns.
    pub(crate) fn new(columns: Vec<(String, Align)>) -> Sheet {
        Sheet { columns, rows: Vec::new(), totals: None }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Sets the row below the last line.
    pub(crate) fn totals(&mut self, cells: Vec<String>) {
        self.totals = Some(cells);
    }

    /// The lines: header, rule, rows, rule and totals.
    pub(crate) fn lines(&self) -> Vec<String> {
        let header: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let all = self.rows.iter().chain([&header]).chain(&self.totals);
                let width = |row: &Vec<String>| row.get(at).map_or(0, |c| c.chars().count());
                all.map(width).max().unwrap_or(0)
            })
            .collect();
        let rule: String =
            widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  ");
        let mut lines = vec![self.line(&header, &widths), rule.clone()];
        lines.extend(self.rows.iter().map(|row| self.line(row, &widths)));
        if let Some(totals) = &self.totals {
            lines.push(rule);
            lines.push(self.line(totals, &widths));
        }
        lines
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut out = String::new();
        for ((cell, width), (_, align)) in cells.iter().zip(widths).zip(&self.columns) {
            let pad = " ".repeat(width.saturating_sub(cell.chars().count()));
            if !out.is_empty() {
                out.push_str("  ");
            }
            match align {
                Align::Left => out.push_str(&format!("{cell}{pad}")),
                Align::Right => out.push_str(&format!("{pad}{cell}")),
            }
        }
        out.trim_end().to_owned()
    }
}
