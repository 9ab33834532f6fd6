//! The pages of this station: home, allocation, municipality, formulas, comparison.
//!
//! A handler reads what it needs from the [`Desk`], makes the parts of its page as markup, and puts
//! them into its template. No page decides an amount: what is shown comes from a run.
//!
//! | room | page |
//! |---|---|
//! | `home` | `/{language}/`: the year's loop, both grants, what the north moves |
//! | `allocation` | `/{language}/allocation`: who gets how much, and what if |
//! | `municipality` | `/{language}/municipality/{code}`: one amount, step by step |
//! | `formula` | `/{language}/formula` and `/{language}/formula/{name}`: text, rules, parameters; below it `/test` |
//! | `data` | `/{language}/formula/{name}/data` and below: the data on which it runs, and new ones |
//! | `compare` | `/{language}/compare`: two runs side by side |
//! | `proposal` | `/{language}/proposal` and below: proposals; `/{language}/verify` |

mod allocated;
mod allocation;
mod arithmetic;
mod asked;
mod compare;
mod data;
mod formula;
mod frame;
mod home;
mod municipality;
mod proposal;
mod words;

pub(crate) use formula::parameters::in_force_line as parameter_line;
pub(crate) use municipality::steps::step_words;
pub use words::WORDS;

use crate::READ;
use crate::desk::Desk;
use axum::extract::FromRef;
use records::policy::{RouteEntry, RoutePlace, Routes};

/// The routes of these pages.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    crate::office::Office: FromRef<S>,
{
    let get = |path, description| RouteEntry::get(path, READ, description);
    Routes::new()
        .route(get("/{language}", "The home page: the year's loop and both grants."), home::page)?
        .route(get("/{language}/", "The home page under its address with a slash."), home::page)?
        .route(
            get("/{language}/allocation", "Who gets how much in a run, and what-if questions."),
            allocation::page,
        )?
        .route(
            get("/{language}/municipality/{code}", "The amount of one municipality, explained.")
                .at(RoutePlace::Municipality("code")),
            municipality::page,
        )?
        .route(get("/{language}/formula", "The formulas that there are."), formula::list)?
        .route(
            get("/{language}/formula/{name}", "A formula: text, rules, parameters, checks."),
            formula::page,
        )?
        .route(
            get("/{language}/formula/{name}/test", "A formula's policy test, run now."),
            formula::policy_test::page,
        )?
        .route(
            get("/{language}/compare", "Two runs: who gains and loses, and by which rule."),
            compare::page,
        )?
        .merge(data::routes()?)?
        .merge(proposal::routes()?)
}

#[cfg(test)]
mod tests;
