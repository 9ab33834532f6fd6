//! What a demonstration begins with: the municipalities of Kosovo, a snapshot of them, and for
//! each grant two runs, the north as estimated and as enumerated.

use crate::commands::{MakeRun, make_run, take_snapshot};
use crate::desk::{BASELINE, Desk, NORTH_ENUMERATED};
use crate::error::Error;
use crate::formulas::{GENERAL_GRANT, SPECIFIC_GRANT};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use records::actor::Actor;
use records::command::Gate;

/// The day for which the runs are made: that from which the pool of the general grant which the
/// Grants Commission set on 25 April 2023 is in force. No later pool was found.
pub const DAY: Date = date(2024, 1, 1);

/// The parameter that chooses between both figures of the north.
const NORTH_ESTIMATED: &str = "northern_population_estimated";

/// The name of the snapshot, for people.
const TITLE: &str = "Kosovo 2024";

/// Makes whatever of it is missing; what is there stays as it is.
///
/// # Errors
/// Those of the import, of the formulas and of the database. What was made before one stays.
pub async fn set_up(gate: &Gate, desk: &Desk, now: Timestamp) -> Result<(), Error> {
    territory::commands::import_kosovo(gate, Actor::demo(), now).await?;
    desk.forget_territory();
    let snapshot = take_snapshot(gate, desk, TITLE, Actor::demo(), now).await?;
    for formula in [GENERAL_GRANT, SPECIFIC_GRANT] {
        let enumerated = MakeRun::new(desk, formula, &snapshot, DAY, NORTH_ENUMERATED).await?;
        let enumerated = enumerated.with(NORTH_ESTIMATED, "false");
        let baseline = MakeRun::new(desk, formula, &snapshot, DAY, BASELINE).await?;
        for command in [enumerated, baseline] {
            make_run(gate, &command, Actor::demo(), now).await?;
        }
    }
    Ok(())
}
