//! The words of the exports in each language.

use formula::plan::Plan;
use formula::words::{Catalog, Language, Words};
use std::sync::OnceLock;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../locales/en.ftl")],
            sq: &[include_str!("../locales/sq.ftl")],
            sr: &[include_str!("../locales/sr.ftl")],
        })
    })
}

/// A message.
pub(crate) fn say(language: Language, id: &str, arguments: &[(&str, &str)]) -> String {
    catalog().say(language, id, arguments)
}

/// That a scenario is laid over the formula, so that what is exported is never official; nothing
/// for a formula as it stands.
pub(crate) fn scenario(plan: &Plan, language: Language) -> Option<String> {
    let scenario = plan.scenario.as_ref()?;
    let title = scenario.labels.say(language, &scenario.name);
    Some(say(language, "export-scenario", &[("scenario", &title)]))
}
