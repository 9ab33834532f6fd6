//! Who exists for whom: circles of restricted people and places, kinship, emergency access, and
//! possible matches that go to a broker.
//!
//! A station says of each subject how sensitive it is and who answers for it ([`guard`]), names the
//! subject in the [`Resource`](crate::policy::Resource) of its commands and in the columns of its
//! lists, and opens what is sealed by [`OpenFile`](crate::sealing::OpenFile). The rest follows and
//! cannot be permitted around: for whoever is outside the circle a restricted thing is not there,
//! whoever declared kinship reads and does nothing, and each reading is journalled.
//!
//! | room | holds |
//! |---|---|
//! | `member` | who can stand in a circle |
//! | `circle` | what is watched over, and who is in its circle |
//! | `ties` | how somebody stands to a subject, for one thing and for lists |
//! | [`emergency`] | access in an emergency: reason, end, notice |
//! | [`matches`] | possible matches, for a broker |
//! | [`told`] | what people are told of it |

mod circle;
pub mod emergency;
mod error;
pub mod matches;
mod member;
pub(crate) mod ties;
pub mod told;

pub use circle::{Guard, InCircle, admit, circle, dismiss, guard};
pub use error::{Error, Refusal};
pub use member::Member;
pub use ties::known;

use crate::policy::{ActionEntry, StationPolicy};

/// The actions of this room, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "sensitivity",
    actions: &[
        ActionEntry {
            action: emergency::ASK,
            description: "Opens a file in an emergency, with a written reason and for some hours.",
            sq: "Hap një dosje në emergjencë, me arsye të shkruar dhe për disa orë.",
            sr: "Отвара досије у хитном случају, уз писано образложење и на неколико сати.",
        },
        ActionEntry {
            action: emergency::SEE,
            description: "Sees emergency access and the reason that was written for it.",
            sq: "Sheh qasjet emergjente dhe arsyen e shkruar për to.",
            sr: "Види хитне приступе и образложење које је за њих написано.",
        },
        ActionEntry {
            action: emergency::END,
            description: "Ends emergency access before its time is over.",
            sq: "E përfundon qasjen emergjente para kohe.",
            sr: "Завршава хитни приступ пре истека времена.",
        },
        ActionEntry {
            action: matches::KEEP,
            description: "Puts a possible match before its broker.",
            sq: "Ia paraqet ndërmjetësit një përputhje të mundshme.",
            sr: "Износи могуће подударање пред посредника.",
        },
        ActionEntry {
            action: matches::ANSWER,
            description: "Answers a possible match as its broker.",
            sq: "I përgjigjet si ndërmjetës një përputhjeje të mundshme.",
            sr: "Као посредник одговара на могуће подударање.",
        },
    ],
    text: include_str!("sensitivity.cedar"),
};
