//! The people of the demonstration: one for each role. Their surnames say that they are made up
//! (`Shembulli` and `Primer` mean example).

use records::people::samples::Sample;
use records::policy::{Assignment, Role, Territory};

/// The code of the municipality in which those of a municipality work: Prishtina.
const MUNICIPALITY: &str = "19";

/// Everyone whom the demonstration offers.
pub fn all() -> Vec<Sample> {
    Role::ALL
        .into_iter()
        .map(|role| {
            let name = name_of(role).to_owned();
            let everywhere = Assignment { role, territory: Territory::Country };
            let here = Territory::Municipality(MUNICIPALITY.to_owned());
            let held = match everywhere.is_usual() {
                true => everywhere,
                false => Assignment { role, territory: here },
            };
            Sample { name, held }
        })
        .collect()
}

fn name_of(role: Role) -> &'static str {
    match role {
        Role::GrantsAnalyst => "Arta Shembulli",
        Role::MinistryDirector => "Besim Shembulli",
        Role::GrantsCommission => "Milica Primer",
        Role::MunicipalSocialDirector => "Drita Shembulli",
        Role::MunicipalFinanceOfficer => "Goran Primer",
        Role::CswManager => "Edona Shembulli",
        Role::SocialWorker => "Fatos Shembulli",
        Role::ProviderManager => "Jelena Primer",
        Role::ProviderStaff => "Liridon Shembulli",
        Role::Inspector => "Nora Shembulli",
        Role::Trainer => "Petar Primer",
        Role::Auditor => "Rina Shembulli",
        Role::Administrator => "Valon Shembulli",
        Role::Person => "Zana Shembulli",
        Role::CivilSociety => "Marko Primer",
    }
}
