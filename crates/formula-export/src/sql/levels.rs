//! The level of a bounded share: sorted levels at which rows begin or cease to move, running sums,
//! and the stretch between two of them that holds the pool.

use super::Dialect;
use super::bounded::Numbers;
use super::number::Operation;
use super::shares::{Parts, clause, of};
use super::sql_text::{Held, Sql};
use super::writer::Writer;

/// The relations that find the level, and the numbers that come of them.
pub(super) struct Rising {
    pub(super) text: String,
    pub(super) left: Sql,
    pub(super) moving: Sql,
    /// The first level at which the total meets the pool.
    pub(super) reached: Sql,
}

/// Exact sums over breaks, as columns called after what they sum.
struct Sums {
    still: Sql,
    moving: Sql,
}

impl Writer<'_> {
    /// The levels at which rows leave their floor or reach their cap, with running sums.
    pub(super) fn share_levels(
        &mut self,
        parts: &Parts,
        numbers: &Numbers,
        ground_total: &Sql,
    ) -> Rising {
        let felt = of("b", "felt", &numbers.felt);
        let weight = of("b", "weight", &parts.weight);
        let leaves = self.divide(&felt, &weight);
        let mut columns = vec![[leaves, self.negate(&felt), weight.clone()]];
        if let Some(cap) = &parts.cap {
            let cap = of("b", "cap", cap);
            let reaches = self.divide(&cap, &weight);
            let back = self.negate(&weight);
            columns.push([reaches, cap, back]);
        }
        let group = if parts.grouped { "b.\"group\", " } else { "" };
        let mut held = Vec::new();
        let mut rows = vec![group.to_owned(); columns.len()];
        for (at, name) in ["level", "still", "moving"].into_iter().enumerate() {
            let column: Vec<Sql> = columns.iter().filter_map(|c| c.get(at).cloned()).collect();
            let alike = self.alike(&column);
            held.push(self.common_held(&alike));
            for (row, sql) in rows.iter_mut().zip(&alike) {
                let comma = if name == "moving" { "" } else { ", " };
                row.push_str(&format!("{} as \"{name}\"{comma}", sql.text));
            }
        }
        let column = |at: usize, name: &str| {
            let held = held.get(at).cloned().unwrap_or(Held::NoNumber);
            Sql { held, ..Sql::plain(format!("k.\"{name}\""), true).known() }
        };
        let (level, still, moving) = (column(0, "level"), column(1, "still"), column(2, "moving"));
        let selects: Vec<String> = rows
            .iter()
            .map(|row| format!("select {row}\n  from ground b where b.\"rises\""))
            .collect();
        let breaks = clause(
            "breaks",
            &[
                "-- from the first level on a row moves, from the second it stands still again",
                &selects.join("\n  union all\n  "),
            ],
        );
        let rows = parts.rows.saturating_mul(2);
        let sums = Sums { still: self.exact(&still, rows), moving: self.exact(&moving, rows) };
        let levels = self.running(parts, &sums);
        let reached = self.reached(parts, ground_total, &level, &sums);
        let (stretch, left, moving) = self.stretch(parts, ground_total, &sums);
        let text = format!("{breaks}, {levels}, {reached}, {stretch}");
        Rising { text, left, moving, reached: of("s", "reached", &level) }
    }

    /// Two numbers held alike, so that the database compares them as they are: it would give both
    /// the decimals of the finer one, for which the larger one may have no room.
    pub(super) fn beside_each_other(&self, a: &Sql, b: &Sql) -> (Sql, Sql) {
        let alike = self.alike(&[a.clone(), b.clone()]);
        match alike.as_slice() {
            [a, b] => (a.clone(), b.clone()),
            _ => (a.clone(), b.clone()),
        }
    }

    /// A sum of which no digit is lost.
    fn exact(&mut self, sql: &Sql, rows: usize) -> Sql {
        let summed = self.sum_of(sql, rows);
        match self.dialect {
            Dialect::Postgres => Sql { text: format!("sum({})", sql.text), ..summed },
            Dialect::DuckDb => summed,
        }
    }

    /// What stands still and what moves below each level.
    fn running(&self, parts: &Parts, sums: &Sums) -> String {
        let (group, partition) = match parts.grouped {
            true => ("k.\"group\", ", "partition by k.\"group\" "),
            false => ("", ""),
        };
        let below = |name: &str, sum: &Sql| {
            let zero = self.zero_like(sum);
            format!(
                "  coalesce(sum(k.\"{name}\") over ({partition}order by k.\"level\"\n      rows \
                 between unbounded preceding and 1 preceding), {}) as \"{name}\"",
                zero.text
            )
        };
        clause(
            "levels",
            &[
                "-- what stands still and what moves below each level",
                &format!("select {group}k.\"level\","),
                &format!("{},", below("still", &sums.still)),
                &below("moving", &sums.moving),
                &format!("from (select {group}k.\"level\", {} as \"still\",", sums.still.text),
                &format!("    {} as \"moving\"", sums.moving.text),
                &format!("  from breaks k group by {group}k.\"level\") k"),
            ],
        )
    }

    /// The first level at which the total meets the pool.
    fn reached(&mut self, parts: &Parts, ground_total: &Sql, level: &Sql, sums: &Sums) -> String {
        let ground = of("s", "ground_sum", ground_total);
        let still = self.add_up(&[ground, of("c", "still", &sums.still)]);
        let moving = self.add_up(&[of("c", "moving", &sums.moving)]);
        let moved = self.operate(Operation::Multiply, &of("c", "level", level), &moving);
        let total = self.operate(Operation::Add, &still, &moved);
        let (total, pool) = self.beside_each_other(&total, &of("s", "pool", &parts.pool));
        let (group, join, group_by) = match parts.grouped {
            true => (
                "s.\"group\", ",
                "join state s on s.\"group\" = c.\"group\"",
                "group by s.\"group\"",
            ),
            false => ("", "cross join state s", ""),
        };
        clause(
            "reached",
            &[
                "-- the first level at which the total meets the pool",
                &format!("select {group}min(c.\"level\") as \"level\""),
                &format!("from levels c {join}"),
                &format!("where {} >= {}", total.beside(), pool.beside()),
                group_by,
            ],
        )
    }

    /// Below that level: what is left for the rows that move, and the sum of their weights.
    fn stretch(&mut self, parts: &Parts, ground_total: &Sql, sums: &Sums) -> (String, Sql, Sql) {
        let pool = of("s", "pool", &parts.pool);
        let ground = of("s", "ground_sum", ground_total);
        let zero = self.zero_like(&sums.still);
        let still = of("k", "still", &sums.still);
        let still = Sql { text: format!("coalesce({}, {})", still.text, zero.text), ..still };
        let taken = [self.negate(&ground), self.negate(&still)];
        let [ground_taken, still_taken] = taken;
        let left = self.add_up(&[pool, ground_taken, still_taken]);
        let moving = self.add_up(&[of("k", "moving", &sums.moving)]);
        let (group, join, group_by, on) = match parts.grouped {
            true => (
                "k.\"group\", ",
                "left join reached q on q.\"group\" = k.\"group\"",
                "  group by k.\"group\"",
                "k.\"group\" = s.\"group\"",
            ),
            false => ("", "cross join reached q", "", "true"),
        };
        let text = clause(
            "stretch",
            &[
                "-- below it: what is left for the rows that move, and the sum of their weights",
                &format!("select s.*, {} as \"left\",", left.text),
                &format!("  {} as \"moving\", k.\"reached\"", moving.text),
                "from state s left join (",
                &format!("  select {group}min(q.\"level\") as \"reached\","),
                &format!(
                    "    {} as \"still\", {} as \"moving\"",
                    sums.still.text, sums.moving.text
                ),
                &format!("  from breaks k {join}"),
                "  where q.\"level\" is null or k.\"level\" < q.\"level\"",
                group_by,
                &format!(") k on {on}"),
            ],
        );
        (text, left, moving)
    }
}
