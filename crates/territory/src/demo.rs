//! The places of the demonstration, made up: one that is open, and one that is protected.

use crate::error::Error;
use crate::model::MunicipalityCode;
use crate::place::commands::{Register, Said};
use crate::place::{PlaceKind, Typed};
use jiff::Timestamp;
use records::command::{Gate, Request};
use records::policy::{Principal, Territory};
use records::unit_of_work::IdempotencyKey;

/// Registers them once, by someone who may where they work; nothing without keys, since what is
/// known of a place is sealed.
///
/// # Errors
/// Those of the command.
pub async fn set_up(gate: &Gate, principal: &Principal, now: Timestamp) -> Result<(), Error> {
    let Some(code) = principal.assignments().iter().find_map(|held| match &held.territory {
        Territory::Municipality(code) => code.parse::<MunicipalityCode>().ok(),
        Territory::Country | Territory::Unit(_) => None,
    }) else {
        return Ok(());
    };
    if gate.keys().is_none() {
        return Ok(());
    }
    for (name, said) in samples() {
        let command = Register { municipality: code.clone(), said };
        let key = IdempotencyKey::of_content(&["demonstration", name]);
        match gate.execute(&command, Request { principal: principal.clone(), now, key }).await {
            // An earlier version of the program registered a place of other particulars: it stays.
            Ok(_) | Err(Error::Ground(records::Error::KeyReused { .. })) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What is said of them. `Shembull` means example.
fn samples() -> Vec<(&'static str, Said)> {
    let centre = Typed {
        name: "Qendra për Punë Sociale (shembull)".to_owned(),
        address: "Rr. Shembull 1, Prishtinë".to_owned(),
        latitude: "42.66".to_owned(),
        longitude: "21.16".to_owned(),
        telephone: "038 000 001".to_owned(),
        staff: "Edona Shembulli\nFatos Shembulli".to_owned(),
    };
    let shelter = Typed {
        name: "Strehimorja (shembull)".to_owned(),
        address: "Rr. e Fshehtë 7, Shembullaj".to_owned(),
        latitude: "42.71234".to_owned(),
        longitude: "21.09876".to_owned(),
        telephone: "038 000 707".to_owned(),
        staff: "Kujtime Primerska".to_owned(),
    };
    let said = |kind, is_protected, typed: Typed| {
        let details = typed.read().ok()?;
        Some(Said { kind, is_protected, details })
    };
    let all = [
        ("centre", said(PlaceKind::CentreForSocialWork, false, centre)),
        ("shelter", said(PlaceKind::Shelter, true, shelter)),
    ];
    all.into_iter().filter_map(|(name, said)| Some((name, said?))).collect()
}
