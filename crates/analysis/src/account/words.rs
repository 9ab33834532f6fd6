//! What causes are called.

use super::causes::{Basis, Formula, Kind};
use super::{Cause, Joined};
use formula::explain::format_value;
use formula::plan::{Constant, Labels};
use formula::run::Value;
use formula::words::{Catalog, Language, Words, format_date};
use std::sync::{Arc, LazyLock};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    Catalog::new(&Words {
        en: &[include_str!("../../locales/en.ftl")],
        sq: &[include_str!("../../locales/sq.ftl")],
        sr: &[include_str!("../../locales/sr.ftl")],
    })
});

fn word(language: Language, id: &str) -> String {
    CATALOG.say::<&str>(language, id, &[])
}

/// The cells of a row itself, as a cause.
pub fn own_data(language: Language) -> String {
    word(language, "account-cause-own-data")
}

/// The cells of other rows, as a cause.
pub fn others_data(language: Language) -> String {
    word(language, "account-cause-others-data")
}

impl Kind {
    /// Its name for programs: that of the parameter or scale, else a word.
    pub fn id(&self) -> &str {
        match self {
            Kind::Parameter(name) | Kind::Scale(name) => name,
            Kind::Rules => "rules",
            Kind::Day => "day",
            Kind::Standings => "standings",
            Kind::Data => "data",
        }
    }
}

impl Basis<'_> {
    fn labelled<'f>(
        &'f self,
        of: impl Fn(&'f Formula<'_>) -> Option<&'f Labels>,
    ) -> Option<&'f Labels> {
        self.formulas.iter().rev().find_map(of)
    }

    /// What a kind of difference is called, by the labels of this run's formulas.
    pub fn title(&self, kind: &Kind, language: Language) -> String {
        let labels = match kind {
            Kind::Parameter(name) => {
                self.labelled(|f| f.plan.param_named(name).map(|(_, param)| &param.labels))
            }
            Kind::Scale(name) => self.labelled(|f| {
                let scale = f.plan.scales.iter().find(|scale| scale.name == *name);
                scale.map(|scale| &scale.labels)
            }),
            Kind::Rules => return word(language, "account-cause-rules"),
            Kind::Day => return word(language, "account-cause-day"),
            Kind::Standings => return word(language, "account-cause-standings"),
            Kind::Data => return word(language, "account-cause-data"),
        };
        labels.cloned().unwrap_or_default().say(language, kind.id())
    }

    /// The value of a difference in this run, with its unit: of a parameter that has one value, and
    /// of the day.
    pub fn value(&self, kind: &Kind, language: Language) -> Option<String> {
        match kind {
            Kind::Day => Some(format_date(self.request.day, language)),
            Kind::Parameter(name) => self.formulas.iter().rev().find_map(|formula| {
                let (_, param) = formula.plan.param_named(name)?;
                let found = formula.params.iter().find(|p| p.name == *name)?;
                let value = match &found.value {
                    _ if !param.by.is_empty() => return None,
                    Constant::Number(number) => Value::Number(*number),
                    Constant::Bool(value) => Value::Bool(*value),
                    Constant::Date(day) => Value::Date(*day),
                    Constant::Text(text) => Value::Text(Arc::from(text.as_str())),
                };
                Some(format_value(formula.plan, &value, &param.ty, param.percent, language))
            }),
            _ => None,
        }
    }
}

impl Cause {
    /// Its name for programs: the names of what it joins, parted by `+`; `other_parameters` for
    /// those that are told together because they move little.
    pub fn id(&self) -> String {
        match self.joined {
            Joined::Small => "other_parameters".to_owned(),
            _ => self.kinds.iter().map(Kind::id).collect::<Vec<_>>().join("+"),
        }
    }

    /// What it is called, by the labels of a run.
    pub fn title(&self, basis: &Basis<'_>, language: Language) -> String {
        match self.joined {
            Joined::Small => word(language, "account-cause-small"),
            _ => self.names(basis, language),
        }
    }

    /// Why it is several things together, if it is.
    pub fn remark(&self, basis: &Basis<'_>, language: Language) -> Option<String> {
        match self.joined {
            Joined::No => None,
            Joined::Small => {
                let names = self.names(basis, language);
                Some(CATALOG.say(language, "account-joined-small", &[("names", names)]))
            }
            Joined::Together(_) => Some(word(language, "account-joined-together")),
        }
    }

    fn names(&self, basis: &Basis<'_>, language: Language) -> String {
        let names: Vec<String> =
            self.kinds.iter().map(|kind| basis.title(kind, language)).collect();
        match names.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => {
                let arguments = [("list", rest.join(", ")), ("last", last.clone())];
                CATALOG.say(language, "account-list-last", &arguments)
            }
        }
    }
}
