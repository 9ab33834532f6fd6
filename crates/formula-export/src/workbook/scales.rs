//! Bands, slices and points, read live from the sheet of scales.

use super::emitter::Emitter;
use super::layout::{CellAt, fixed};
use super::piece::{Bond, Piece, impossible, missing};
use formula::plan::{Expr, ScaleId, TableId};
use formula::syntax::ast::ScaleKind;

/// The columns of a scale on its sheet.
struct Lines {
    /// Where a line begins.
    from: String,
    /// Where it ends; 1E+300 where it has no end.
    to: String,
    /// 1 where the edge belongs to the line, else 0.
    inclusive: String,
    /// What the line says.
    value: String,
    count: usize,
}

impl Emitter<'_> {
    pub(super) fn scale(&mut self, id: ScaleId, argument: &Expr, table: Option<TableId>) -> Piece {
        let words = self.words(argument);
        let value = self.expr(argument, table);
        let value = self.repeatable(table, value, &words);
        let Some(kind) = self.plan.scales.get(id.0).map(|scale| scale.kind) else {
            return missing();
        };
        let without = &self.run.request().without;
        if self.scale_version(id).is_some_and(|version| without.contains(&version.standing)) {
            return missing();
        }
        let Some(lines) = self.lines(id) else { return missing() };
        match kind {
            ScaleKind::Bands => band(&value, &lines),
            ScaleKind::Slices => {
                let x = value.at(Bond::Sum);
                let (from, to) = (&lines.from, &lines.to);
                let sum = format!(
                    "SUMPRODUCT(({x}>{from})*(({x}<{to})*{}+({x}>={to})*{to}-{from})*{})",
                    value.at(Bond::Sign),
                    lines.value
                );
                let beyond = format!("{x}>MAX({to})");
                Piece::call("IF", &[&beyond, &impossible().text, &sum])
            }
            ScaleKind::Points => {
                let flat = self.scale_version(id).is_some_and(|v| v.flat_outside);
                self.points(&value, &lines, flat, table, &words)
            }
        }
    }

    fn lines(&self, id: ScaleId) -> Option<Lines> {
        let first = self.places.scales.get(&id)?;
        let count = self.scale_version(id)?.lines.len();
        let last = first.row.saturating_add(u32::try_from(count).ok()?).saturating_sub(1);
        let column = |at: u32| {
            let top = CellAt { column: first.column + at, ..first.clone() };
            let end = CellAt { row: last, ..top.clone() };
            let end = fixed(&end);
            let address = end.rsplit_once('!').map_or(end.as_str(), |(_, address)| address);
            format!("{}:{address}", fixed(&top))
        };
        Some(Lines {
            from: column(0),
            to: column(1),
            inclusive: column(2),
            value: column(3),
            count,
        })
    }

    fn points(
        &mut self,
        value: &Piece,
        lines: &Lines,
        flat: bool,
        table: Option<TableId>,
        words: &str,
    ) -> Piece {
        let (xs, ys) = (&lines.to, &lines.value);
        if lines.count == 1 {
            return Piece::whole(format!("INDEX({ys},1)"));
        }
        let held = format!("MIN(MAX({},MIN({xs})),MAX({xs}))", value.text);
        let held = self.aside(table, &Piece::whole(held), &self.part(words, "within-points"));
        let left = format!("MIN(MATCH({},{xs},1),{})", held.text, lines.count - 1);
        let left = self.aside(table, &Piece::whole(left), &self.part(words, "point-before"));
        let (x0, x1) =
            (format!("INDEX({xs},{})", left.text), format!("INDEX({xs},{}+1)", left.text));
        let (y0, y1) =
            (format!("INDEX({ys},{})", left.text), format!("INDEX({ys},{}+1)", left.text));
        let line = format!("{y0}+({y1}-{y0})*({}-{x0})/({x1}-{x0})", held.text);
        if flat {
            return Piece::bound(line, Bond::Sum);
        }
        let outside = format!("{}<>{}", value.at(Bond::Sum), held.text);
        Piece::call("IF", &[&outside, &impossible().text, &line])
    }
}

/// One line after those whose edge the value has passed.
fn band(value: &Piece, lines: &Lines) -> Piece {
    let x = value.at(Bond::Product);
    let (to, inclusive) = (&lines.to, &lines.inclusive);
    let noise = format!("1E-11*ABS({to})");
    let beyond = format!("{inclusive}*({x}-{to}>{noise})");
    let reached = format!("(1-{inclusive})*({to}-{x}<={noise})");
    let passed = format!("SUMPRODUCT({beyond}+{reached})");
    Piece::whole(format!("INDEX({},1+{passed})", lines.value))
}
