//! Shares between floors and caps, decided by where the pool lies: below the floors, at them, above
//! the caps, or at a level between.
//!
//! The total is a straight line of the level between the levels at which a row leaves its floor or
//! reaches its cap: these are sorted, running sums give the total at each, and the stretch that
//! holds the pool is the one before the first level whose total reaches it.

use super::levels::Rising;
use super::number::Operation;
use super::shares::{Parts, clause, of};
use super::sql_text::Sql;
use super::writer::Writer;
use formula::number::Decimal;
use formula::plan::Share;
use formula::syntax::ast::BinaryOperator as O;

/// The numbers that the relations of a bounded share hold.
pub(super) struct Numbers {
    pub(super) felt: Sql,
    lowest: Sql,
    ground: Sql,
    rises: String,
    highest: Sql,
}

impl Writer<'_> {
    /// Amounts between floors and caps.
    pub(super) fn bounded_share(&mut self, share: &Share, parts: &Parts) -> (String, Sql) {
        let numbers = self.ground_numbers(parts);
        let inside = if parts.filtered { "\n  where e.\"inside\"" } else { "" };
        let ground = format!(
            "ground as (\n  -- where each row stands at level zero, and whether it rises from \
             there\n  select e.*,\n    {} as \"felt\",\n    {} as \"lowest\",\n    {} as \
             \"ground\",\n    {} as \"highest\",\n    {} as \"rises\"\n  from entry e{inside}\n)",
            numbers.felt.text,
            numbers.lowest.text,
            numbers.ground.text,
            numbers.highest.text,
            numbers.rises,
        );
        let ground_column = of("b", "ground", &numbers.ground);
        let highest = of("b", "highest", &numbers.highest);
        let ground_total = self.sum_of(&ground_column, parts.rows);
        let top_total = self.sum_of(&highest, parts.rows);
        let state = self.share_state(share, parts, &ground_total, &top_total);
        let rising = self.share_levels(parts, &numbers, &ground_total);
        let (final_select, amount) = self.share_amounts(share, parts, &numbers, &rising);
        let opened = self.opened(parts);
        let text = format!(
            "{}, {opened}, {ground}, {state}, {}\n{final_select}",
            self.entry(parts),
            rising.text,
        );
        (text, amount)
    }

    pub(super) fn ground_numbers(&mut self, parts: &Parts) -> Numbers {
        let zero = self.number(Decimal::ZERO);
        let felt = match &parts.floor {
            Some(floor) => self.outer(true, floor, &zero),
            None => zero.clone(),
        };
        let lowest = match &parts.cap {
            Some(cap) => self.outer(false, &felt, cap),
            None => felt.clone(),
        };
        let is_fixed = Sql::plain("e.\"is_fixed\"", true).known();
        let either = |writer: &mut Self, fixed: &Sql, other: &Sql| {
            writer.case(&[fixed.clone(), other.clone()], &[Some(is_fixed.clone()), None])
        };
        let ground = match &parts.fixed {
            Some(fixed) => either(self, fixed, &lowest),
            None => lowest.clone(),
        };
        let mut rises = vec![format!("{} > 0", parts.weight.text)];
        if parts.fixed.is_some() {
            rises.push("not e.\"is_fixed\"".to_owned());
        }
        if let Some(cap) = &parts.cap {
            rises.push(format!("{} > {}", cap.text, felt.beside()));
        }
        let rises = rises.join(" and ");
        let highest = match &parts.cap {
            Some(cap) => {
                let condition = Sql::plain(rises.clone(), false).known();
                self.case(&[cap.clone(), ground.clone()], &[Some(condition), None])
            }
            None => ground.clone(),
        };
        let typed = |writer: &Self, sql: Sql| writer.typed(&sql);
        Numbers {
            felt: typed(self, felt),
            lowest: typed(self, lowest),
            ground: typed(self, ground),
            highest: typed(self, highest),
            rises,
        }
    }

    /// Whether the pool lies below the floors, at them, above the caps, or between.
    pub(super) fn share_state(
        &mut self,
        share: &Share,
        parts: &Parts,
        ground_total: &Sql,
        top_total: &Sql,
    ) -> String {
        let pool = of("p", "pool", &parts.pool);
        let ground = of("p", "ground_total", ground_total);
        let top = of("p", "top_total", top_total);
        let (short, at_ground, at_top, over) = (
            self.compare(O::Less, &pool, &ground),
            self.compare(O::Equal, &pool, &ground),
            self.compare(O::GreaterOrEqual, &pool, &top),
            self.compare(O::Greater, &pool, &top),
        );
        let word = Sql::plain("", true);
        let (mut cases, faults) = self.share_refusals(parts);
        let is_short = match share.if_short_in_proportion {
            true => "'short'".to_owned(),
            false => self.refuse("sql-refuse-floors-exceed", &word),
        };
        cases.push(format!("when {} then {is_short}", short.text));
        cases.push(format!("when {} then 'ground'", at_ground.text));
        let rest = self.refuse_over(share, &word);
        // A row that rises without a cap rises without end.
        let ends = if parts.cap.is_some() { "" } else { "not p.\"rises\" and " };
        cases.push(format!(
            "when {ends}{} then case when {} then {rest} else 'top' end",
            at_top.text, over.text
        ));
        let (weighs, all_fixed) = match parts.fixed {
            Some(_) => {
                ("bool_or(not b.\"is_fixed\" and b.\"weight\" > 0)", "bool_and(b.\"is_fixed\")")
            }
            None => ("bool_or(b.\"weight\" > 0)", "false"),
        };
        let (group, join, group_by) = match parts.grouped {
            true => (
                "b.\"group\", ",
                "left join opened o on o.\"group\" = b.\"group\"",
                "  group by b.\"group\"",
            ),
            false => ("", "cross join opened o", ""),
        };
        clause(
            "state",
            &[
                "-- whether the pool lies below the floors, at them, above the caps, or between",
                "select p.*,",
                &format!("  case {}", cases.join("\n      ")),
                "    else 'level' end as \"state\"",
                "from (",
                &format!("  select {group}min(b.\"pool\") as \"pool\","),
                &format!("    sum(b.\"ground\") as \"ground_sum\", {} as", ground_total.text),
                &format!("    \"ground_total\", {} as \"top_total\",", top_total.text),
                "    bool_or(b.\"rises\") as \"rises\",",
                &format!("    {weighs} as \"weighs\", {all_fixed} as \"all_fixed\","),
                &format!("    bool_or(o.\"open\") as \"open\"{faults}"),
                &format!("  from ground b {join}"),
                group_by,
                ") p",
            ],
        )
    }

    /// The cases of a group that waits for something or that no share can serve, and the columns
    /// that tell.
    pub(super) fn share_refusals(&mut self, parts: &Parts) -> (Vec<String>, String) {
        let word = Sql::plain("", true);
        let mut cases = vec!["when p.\"open\" is not false then 'open'".to_owned()];
        let mut faults = String::new();
        for (at, (condition, reason)) in self.share_faults(parts).into_iter().enumerate() {
            let condition = condition.replace("e.\"", "b.\"");
            faults.push_str(&format!(",\n      bool_or({condition}) as \"fault_{at}\""));
            let refused = self.refuse(reason, &word);
            cases.push(format!("when p.\"fault_{at}\" then {refused}"));
        }
        (cases, faults)
    }

    /// Which groups wait for something missing, whose pools differ, and in which somebody takes
    /// part.
    pub(super) fn opened(&mut self, parts: &Parts) -> String {
        let open = self.open_or_refused(parts);
        let (group, group_by) = match parts.grouped {
            true => ("e.\"group\", ", "\n  group by e.\"group\""),
            false => ("", ""),
        };
        let somebody = match parts.filtered {
            true => ", bool_or(e.\"inside\") as \"somebody\"",
            false => "",
        };
        format!(
            "opened as (\n  select {group}{open} as \"open\"{somebody}\n  from entry e{group_by}\n)"
        )
    }

    /// Whether something that a group needs is missing.
    pub(super) fn open_or_refused(&mut self, parts: &Parts) -> String {
        let open: Vec<String> = parts.open.iter().map(|o| format!("({o})")).collect();
        let mut open = match open.is_empty() {
            true => "bool_or(false)".to_owned(),
            false => format!("bool_or({})", open.join(" or ")),
        };
        if let Some(differs) = self.pool_differs(parts) {
            let word = self.refuse_truth("sql-refuse-pool-differs");
            open = format!("case when {differs} then {word} else {open} end");
        }
        open
    }

    /// Whether the pool of a group is not the same in each of its rows.
    pub(super) fn pool_differs(&mut self, parts: &Parts) -> Option<String> {
        if !parts.grouped {
            return None;
        }
        let least = Sql { text: format!("min({})", parts.pool.text), ..parts.pool.clone() };
        let most = Sql { text: format!("max({})", parts.pool.text), ..parts.pool.clone() };
        Some(self.compare(O::NotEqual, &least, &most).text)
    }

    pub(super) fn refuse_truth(&mut self, reason: &str) -> String {
        let word = self.refuse(reason, &Sql::plain("", true));
        format!("{word} is null")
    }

    /// Rows that no share can serve: condition and sentence.
    pub(super) fn share_faults(&mut self, parts: &Parts) -> Vec<(String, &'static str)> {
        let open = if parts.fixed.is_some() { "not e.\"is_fixed\" and " } else { "" };
        let low = match &parts.floor {
            Some(floor) => format!("{open}{} < 0 and {} < 0", parts.weight.text, floor.text),
            None => format!("{open}{} < 0", parts.weight.text),
        };
        let mut faults = vec![(low, "sql-refuse-stands-nowhere")];
        if let (Some(floor), Some(cap)) = (&parts.floor, &parts.cap) {
            let above = self.compare(O::Greater, floor, cap);
            faults.push((format!("{open}{}", above.text), "sql-refuse-floor-above-cap"));
        }
        faults
    }

    /// What happens to a pool that the caps do not use up.
    pub(super) fn refuse_over(&mut self, share: &Share, like: &Sql) -> String {
        let nobody = self.refuse("sql-refuse-nobody", like);
        let over = match share.if_over_leave_rest {
            true => "'top'".to_owned(),
            false => self.refuse("sql-refuse-caps-below", like),
        };
        format!("case when not p.\"weighs\" and not p.\"all_fixed\" then {nobody} else {over} end")
    }
}

impl Writer<'_> {
    /// The amount of each row, and what holds it.
    pub(super) fn share_amounts(
        &mut self,
        share: &Share,
        parts: &Parts,
        numbers: &Numbers,
        rising: &Rising,
    ) -> (String, Sql) {
        let amount = self.amount_by_state(share, parts, numbers, rising);
        let bound = self.share_bound(share, parts, &amount);
        let outside = match parts.filtered {
            true => self.outside_share(parts, &amount),
            false => Vec::new(),
        };
        let join = match parts.grouped {
            true => "left join stretch s on s.\"group\" = b.\"group\"",
            false => "cross join stretch s",
        };
        let mut lines = vec![
            "select a.\"key\", a.\"amount\",".to_owned(),
            format!("  case when a.\"amount\" is null then null {bound}"),
            "    else 'free' end as \"bound\"".to_owned(),
            "from (".to_owned(),
            "  select b.*, s.\"state\",".to_owned(),
            format!("    {} as \"amount\"", amount.text),
            format!("  from ground b {join}"),
            ") a".to_owned(),
        ];
        lines.extend(outside);
        let nullable = !parts.open.is_empty() || parts.grouped;
        (lines.join("\n"), Sql { nullable, may_refuse: false, ..amount })
    }

    /// Rows that take no part get nothing, unless nobody takes part in what there is to share.
    fn outside_share(&mut self, parts: &Parts, amount: &Sql) -> Vec<String> {
        let zero = self.zero_like(amount);
        let nobody = self.refuse("sql-refuse-nobody", amount);
        let join = match parts.grouped {
            true => "left join opened o on o.\"group\" = e.\"group\"",
            false => "cross join opened o",
        };
        vec![
            "union all".to_owned(),
            "select e.\"key\", case when e.\"inside\" is null then null".to_owned(),
            format!(
                "  when o.\"open\" is not false or o.\"somebody\" or {} = 0 then {}",
                parts.pool.text, zero.text
            ),
            format!("  else {nobody} end, null"),
            format!("from entry e {join} where e.\"inside\" is not true"),
        ]
    }

    pub(super) fn amount_by_state(
        &mut self,
        share: &Share,
        parts: &Parts,
        numbers: &Numbers,
        rising: &Rising,
    ) -> Sql {
        let (left, moving) = (of("s", "left", &rising.left), of("s", "moving", &rising.moving));
        let weight = of("b", "weight", &parts.weight);
        let ground = of("b", "ground", &numbers.ground);
        let most = left.known_range().up_from_zero();
        let part = self.part_of(&left, &weight, &moving, most);
        // The last digit of a division may stand beyond a bound that is just reached.
        let mut part = self.outer(true, &part, &ground);
        let cap = parts.cap.as_ref().map(|cap| of("b", "cap", cap));
        if let Some(cap) = &cap {
            part = self.outer(false, &part, cap);
        }
        let felt = of("b", "felt", &numbers.felt);
        let leaves = self.divide(&felt, &weight);
        let is = |text: String| Some(Sql::plain(text, false).known());
        let null = Sql { text: "null".to_owned(), tight: true, nullable: true, ..ground.clone() };
        let mut values = vec![null];
        let mut conditions = vec![is("s.\"state\" is null or s.\"state\" = 'open'".to_owned())];
        let mut when = |value: Sql, condition: Option<Sql>| {
            values.push(value);
            conditions.push(condition);
        };
        if share.if_short_in_proportion {
            when(self.in_proportion(parts, numbers), is("s.\"state\" = 'short'".to_owned()));
        }
        when(ground.clone(), is("s.\"state\" = 'ground' or not b.\"rises\"".to_owned()));
        when(of("b", "highest", &numbers.highest), is("s.\"state\" = 'top'".to_owned()));
        let below = |(level, reached): (Sql, Sql)| {
            let (level, reached) = (level.beside(), reached.beside());
            is(format!("s.\"reached\" is null or {level} < {reached}"))
        };
        if let Some(cap) = &cap {
            let reaches = self.divide(cap, &weight);
            when(cap.clone(), below(self.beside_each_other(&reaches, &rising.reached)));
        }
        when(part, below(self.beside_each_other(&leaves, &rising.reached)));
        when(ground, None);
        self.case(&values, &conditions)
    }

    pub(super) fn share_bound(&mut self, share: &Share, parts: &Parts, amount: &Sql) -> String {
        let amount = of("a", "amount", amount);
        let mut cases = Vec::new();
        if parts.fixed.is_some() {
            cases.push("when a.\"is_fixed\" then 'fixed'".to_owned());
        }
        if let Some(floor) = &parts.floor {
            let floor = of("a", "floor", floor);
            if share.if_short_in_proportion {
                cases.push(format!(
                    "when a.\"state\" = 'short' then case when {} < 0 then 'free' else 'floor' end",
                    floor.text
                ));
            }
            let held = self.compare(O::Equal, &amount, &floor);
            cases.push(format!("when {} then 'floor'", held.text));
        }
        if let Some(cap) = &parts.cap {
            let held = self.compare(O::Equal, &amount, &of("a", "cap", cap));
            cases.push(format!("when {} then 'cap'", held.text));
        }
        cases.join(" ")
    }

    /// Floors that exceed the pool, all scaled by one factor.
    pub(super) fn in_proportion(&mut self, parts: &Parts, numbers: &Numbers) -> Sql {
        let group = |table: &str| match parts.grouped {
            true => format!(" and {table}.\"group\" = b.\"group\""),
            false => String::new(),
        };
        let mut taken = self.number(Decimal::ZERO);
        let open = if parts.fixed.is_some() { "not z.\"is_fixed\"" } else { "true" };
        if let Some(fixed) = &parts.fixed {
            let sum = self.sum_of(&of("z", "fixed", fixed), parts.rows);
            let zero = self.zero_like(&sum);
            let text = format!(
                "(select coalesce({}, {}) from ground z where z.\"is_fixed\"{})",
                sum.text,
                zero.text,
                group("z")
            );
            taken = Sql { text, tight: true, ..sum.clone() };
        }
        let lowest = self.sum_of(&of("z", "lowest", &numbers.lowest), parts.rows);
        let floors = Sql {
            text: format!("(select {} from ground z where {open}{})", lowest.text, group("z")),
            tight: true,
            ..lowest.clone()
        };
        let pool = of("s", "pool", &parts.pool);
        let left = self.operate(Operation::Subtract, &pool, &taken);
        let row = of("b", "lowest", &numbers.lowest);
        let part = self.multiply_divide(&left, &row, &floors);
        let below = self.compare(O::Less, &pool, &taken);
        let refused = self.refuse_number("sql-refuse-fixed-exceed", &part);
        let negative = self.refuse_number("sql-refuse-floor-negative", &part);
        let any_negative = format!(
            "exists (select 1 from ground z where {open} and z.\"lowest\" < 0{})",
            group("z")
        );
        let like = |text: String| Sql { text, tight: true, nullable: false, ..part.clone() };
        let is = |text: String| Some(Sql::plain(text, false).known());
        let mut values = vec![like(refused), like(negative)];
        let mut conditions = vec![Some(below), is(any_negative)];
        if let Some(fixed) = &parts.fixed {
            values.push(of("b", "fixed", fixed));
            conditions.push(is("b.\"is_fixed\"".to_owned()));
        }
        values.push(part);
        conditions.push(None);
        self.case(&values, &conditions)
    }
}
