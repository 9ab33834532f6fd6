//! Lists in pages. A cursor names the last thing that was seen, so that a list goes on where it was
//! left, whatever came in between.

use crate::problem::Problem;
use formula::words::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How many things a page has when nobody says.
pub const LIMIT: usize = 50;

/// How many things a page has at the most.
pub const LIMIT_MAX: usize = 200;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct List<T> {
    /// What is on the page.
    pub items: Vec<T>,
    /// The cursor of the next page; none on the last.
    pub next: Option<String>,
}

/// The last thing that was seen of a list. Its text says nothing to whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    list: String,
    key: String,
}

impl Cursor {
    /// After the thing with this key in a list.
    pub fn after(list: &str, key: &str) -> Cursor {
        Cursor { list: list.to_owned(), key: key.to_owned() }
    }

    /// As it stands in an answer.
    pub fn word(&self) -> String {
        hex::encode(format!("{}\n{}", self.list, self.key))
    }

    /// The cursor of a text, if it is one of this list.
    pub fn read(list: &str, text: &str) -> Option<Cursor> {
        let text = String::from_utf8(hex::decode(text).ok()?).ok()?;
        let (of, key) = text.split_once('\n')?;
        (of == list).then(|| Cursor::after(list, key))
    }
}

/// What is asked of a list: how much, and after what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    limit: usize,
    after: Option<Cursor>,
    list: String,
    language: Language,
}

impl Paging {
    /// Of the query of an address, which may have the parameters `further` as well.
    ///
    /// # Errors
    /// `api-parameter-unknown`, `api-parameter`, `api-cursor`.
    pub fn of(
        query: &BTreeMap<String, String>,
        (list, further): (&str, &[&str]),
        language: Language,
    ) -> Result<Paging, Box<Problem>> {
        known(query, &[&["cursor", "limit"], further].concat(), language)?;
        let limit = match query.get("limit") {
            None => LIMIT,
            Some(text) => {
                let number = text.parse().ok().filter(|number| (1..=LIMIT_MAX).contains(number));
                let expected = ("api-limit-is", &[("most", LIMIT_MAX.to_string())][..]);
                number.ok_or_else(|| {
                    Box::new(Problem::parameter(("limit", text), expected, language))
                })?
            }
        };
        let after = match query.get("cursor") {
            None => None,
            Some(text) => {
                Some(Cursor::read(list, text).ok_or_else(|| Box::new(Problem::cursor(language)))?)
            }
        };
        Ok(Paging { limit, after, list: list.to_owned(), language })
    }

    /// How many things are asked for at the most.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The key of the last thing that was seen; none at the beginning.
    pub fn after(&self) -> Option<&str> {
        self.after.as_ref().map(|after| after.key.as_str())
    }

    /// The page of things that were looked up from where the list was left, one more than the limit
    /// if there are more.
    pub fn begun<T>(&self, mut found: Vec<T>, key: impl Fn(&T) -> String) -> List<T> {
        let more = found.len() > self.limit;
        found.truncate(self.limit);
        let last = found.last().filter(|_| more);
        let next = last.map(|last| Cursor::after(&self.list, &key(last)).word());
        List { items: found, next }
    }

    /// The page of things that stand in their order, each with the key that names it.
    ///
    /// # Errors
    /// `api-cursor` when the last thing that was seen is not there any more.
    pub fn page<T, U>(
        &self,
        all: &[T],
        key: impl Fn(&T) -> String,
        shown: impl Fn(&T) -> U,
    ) -> Result<List<U>, Box<Problem>> {
        let begin = match &self.after {
            None => 0,
            Some(after) => {
                let at = all.iter().position(|it| key(it) == after.key);
                at.ok_or_else(|| Box::new(Problem::cursor(self.language)))?.saturating_add(1)
            }
        };
        let rest = all.get(begin..).unwrap_or_default();
        let page = rest.get(..self.limit).unwrap_or(rest);
        let last = page.last().filter(|_| page.len() < rest.len());
        let next = last.map(|last| Cursor::after(&self.list, &key(last)).word());
        Ok(List { items: page.iter().map(shown).collect(), next })
    }
}

/// Refuses a query with a parameter that an address does not have.
///
/// # Errors
/// `api-parameter-unknown`.
pub fn known(
    query: &BTreeMap<String, String>,
    names: &[&str],
    language: Language,
) -> Result<(), Box<Problem>> {
    match query.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(Box::new(Problem::parameter_unknown(name, language))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn page(pairs: &[(&str, &str)], all: &[u8]) -> Result<List<u8>, String> {
        let paging = Paging::of(&query(pairs), ("numbers", &[]), Language::En);
        let page = paging.and_then(|it| it.page(all, u8::to_string, |number| *number));
        page.map_err(|problem| problem.id)
    }

    /// Goal: whoever follows `next` sees each thing once, in order, also when others come in
    /// between; foreign and wrong cursors and limits are refused. Method: a list that grows.
    #[test]
    fn pages_lead_through_a_list() {
        let first = page(&[("limit", "2")], &[1, 3, 5, 7]).unwrap();
        assert_eq!(first.items, [1, 3]);
        let next = first.next.unwrap();
        let second = page(&[("limit", "2"), ("cursor", &next)], &[0, 1, 2, 3, 5, 7]).unwrap();
        assert_eq!((second.items, second.next), (vec![5, 7], None));
        let foreign = Cursor::after("letters", "3").word();
        for (pairs, id) in [
            (&[("cursor", foreign.as_str())][..], "api-cursor"),
            (&[("cursor", "x")], "api-cursor"),
            (&[("cursor", &Cursor::after("numbers", "4").word())], "api-cursor"),
            (&[("limit", "0")], "api-parameter"),
            (&[("limit", "201")], "api-parameter"),
            (&[("limit", "many")], "api-parameter"),
            (&[("offset", "3")], "api-parameter-unknown"),
        ] {
            assert_eq!(page(pairs, &[1, 3]).unwrap_err(), id, "{pairs:?}");
        }
    }
}
