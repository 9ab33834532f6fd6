//! Notices: what people are told of what concerns them, on the site and by letter.
//!
//! A command tells in its own unit of work, so that nobody is told of what did not happen, and
//! nothing that happened is kept quiet. A notice says its kind and what it is about in words and
//! identifiers; its sentence is made when it is shown, in the reader's language. A letter says the
//! same sentence and where to read on, and is sent by a job after a while, unless the notice was
//! read in between.
//!
//! | room | holds |
//! |---|---|
//! | [`kind`] | the kinds of notices, and what a sentence is filled with |
//! | [`tell`] | telling, in a unit of work |
//! | [`inbox`] | what someone was told, and what they have read |
//! | [`letters`] | in which language someone is written to, and whether |
//! | [`reminders`] | telling later, unless it is withdrawn |

pub mod inbox;
pub mod kind;
pub mod letters;
pub mod reminders;
pub mod tell;

pub use inbox::Notice;
pub use kind::{Filling, NoticeKind};
pub use letters::{LETTER, Preference};
pub use tell::{NewNotice, Recipients, tell};

use crate::policy::{ActionEntry, StationPolicy};

/// The actions of this room, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "notices",
    actions: &[
        ActionEntry {
            action: inbox::READ,
            description: "Reads what they themselves were told.",
            sq: "Lexon njoftimet e veta.",
            sr: "Чита обавештења која су му упућена.",
        },
        ActionEntry {
            action: letters::PREFER,
            description: "Chooses the language of letters, and whether there are any.",
            sq: "Zgjedh gjuhën e letrave, dhe nëse dërgohen.",
            sr: "Бира језик писама и да ли их жели.",
        },
        ActionEntry {
            action: reminders::REMIND,
            description: "Reminds of what still waits.",
            sq: "Kujton për atë që ende pret.",
            sr: "Подсећа на оно што још чека.",
        },
    ],
    text: include_str!("notices.cedar"),
};
