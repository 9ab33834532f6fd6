//! Places in an order, by window functions over classes of equal values.

use super::CannotExport;
use super::number::Operation;
use super::shares::clause;
use super::sql_text::{Held, Scope, Sql};
use super::writer::{Lowered, Writer};
use formula::number::Decimal;
use formula::plan::{Expr, InTop, Rank, TableId};
use formula::syntax::ast::BinaryOperator as O;

/// What is ordered, and which way.
struct Order<'e> {
    table: TableId,
    value: &'e Expr,
    largest_first: bool,
    per: Option<&'e Expr>,
    filter: Option<&'e Expr>,
}

impl Writer<'_> {
    pub(super) fn rank(&mut self, rank: &Rank, scope: &mut Scope) -> Lowered {
        let order = Order {
            table: rank.table,
            value: &rank.value,
            largest_first: rank.largest_first,
            per: rank.per.as_ref(),
            filter: rank.filter.as_ref(),
        };
        let places = self.places(&order)?;
        let alias = self.join_by_key(&places, rank.table, scope);
        let most = self.most_rows(self.rows_of(rank.table));
        let place = self.whole_number(format!("{alias}.\"before\" + 1"), most);
        Ok(Sql { nullable: true, ..place })
    }

    pub(super) fn in_top(&mut self, top: &InTop, scope: &mut Scope) -> Lowered {
        let order = Order {
            table: top.table,
            value: &top.value,
            largest_first: top.top,
            per: top.per.as_ref(),
            filter: top.filter.as_ref(),
        };
        let places = self.places(&order)?;
        let amount = self.expr(&top.amount, scope)?;
        let alias = self.join_by_key(&places, top.table, scope);
        let most = self.most_rows(self.rows_of(top.table));
        let of = self.whole_number(format!("{alias}.\"of\""), most);
        let before = self.whole_number(format!("{alias}.\"before\""), most);
        let edge = match top.is_part {
            true => self.operate(Operation::Multiply, &amount, &of),
            false => amount.clone(),
        };
        let is_in = self.compare(O::Less, &before, &edge);
        let mut wrong = vec![format!("{} < 0", amount.beside())];
        if top.is_part {
            let one = self.number(Decimal::ONE);
            wrong.push(self.compare(O::Greater, &amount, &one).text);
        }
        let refused = self.refuse("sql-refuse-part", &Sql::plain("", true));
        let text = format!(
            "case when {alias}.\"inside\" = false then false when {alias}.\"before\" is null \
             then null when {} then {refused} is null else {} end",
            wrong.join(" or "),
            is_in.text
        );
        Ok(Sql { may_refuse: true, ..Sql::plain(text, false) })
    }

    /// Whether a row begins a class of equal values.
    fn start_of_class(&mut self, value: &Sql) -> String {
        let column = Sql { text: "e.\"value\"".to_owned(), tight: true, ..value.clone() };
        let before = Sql { text: "lag(e.\"value\") over w".to_owned(), ..column.clone() };
        let same = match value.held {
            Held::NoNumber => format!("{} = {}", before.text, column.text),
            _ => self.compare(O::Equal, &before, &column).text,
        };
        format!("case when {same} then 0 else 1 end")
    }

    /// A relation that says for each row how many come strictly before it, and of how many.
    fn places(&mut self, order: &Order<'_>) -> Result<String, CannotExport> {
        let mut rows = Scope::of(Some(order.table), "r");
        let value = self.expr(order.value, &mut rows).map(|value| self.typed(&value))?;
        let filter = match order.filter {
            Some(filter) => self.expr(filter, &mut rows)?,
            None => Sql::plain("true", true).known(),
        };
        let group = match order.per {
            Some(per) => self.expr(per, &mut rows)?.text,
            None => "1".to_owned(),
        };
        let starts = self.start_of_class(&value);
        let from = self.from(&rows, "  ");
        let (title, base) = self.current_title();
        let name = self.relations.names.claim(&format!("{base}_places"));
        let way = if order.largest_first { " desc" } else { "" };
        let key = self.relations.key(order.table);
        let missing = "e.\"inside\" is null or e.\"inside\" and e.\"value\" is null";
        let entry = clause(
            "entry",
            &[
                &format!("select r.{key} as \"key\", {group} as \"group\","),
                &format!("  {} as \"inside\",", filter.text),
                &format!("  case when {} then {} end as \"value\"{from}", filter.text, value.text),
            ],
        );
        let opened = clause(
            "opened",
            &[
                &format!("select e.\"group\", bool_or({missing}) as \"open\""),
                "from entry e group by e.\"group\"",
            ],
        );
        let starts = clause(
            "starts",
            &[
                &format!("select e.*, {starts} as \"start\""),
                "from entry e where e.\"inside\"",
                "window w as (partition by e.\"group\" order by e.\"value\")",
            ],
        );
        let [classes, places] = classes_and_places(way);
        let text = [
            format!("with {entry}, {opened}, {starts}, {classes}, {places}").as_str(),
            "select e.\"key\", e.\"inside\",",
            "  case when not o.\"open\" then p.\"before\" end as \"before\", p.\"of\"",
            "from entry e",
            "  left join opened o on o.\"group\" = e.\"group\"",
            "  left join places p on p.\"key\" = e.\"key\"",
        ]
        .join("\n");
        let head = self.words("sql-places", &[("title", &title)]);
        self.beside(&head, &name, &text);
        Ok(name)
    }
}

/// The classes of equal values, and how many rows stand in those before each.
fn classes_and_places(way: &str) -> [String; 2] {
    let classes = clause(
        "classes",
        &[
            "-- numbers that agree in their leading digits are of one class",
            "select e.*, sum(e.\"start\") over (",
            "  partition by e.\"group\" order by e.\"value\") as \"class\"",
            "from starts e",
        ],
    );
    let places = clause(
        "places",
        &[
            "select e.\"key\", e.\"group\", rank() over (",
            &format!("  partition by e.\"group\" order by e.\"class\"{way}) - 1 as \"before\","),
            "  count(*) over (partition by e.\"group\") as \"of\"",
            "from classes e",
        ],
    );
    [classes, places]
}
