//! People: accounts, how they sign in, their sessions, and the roles they were given.
//!
//! | room | holds |
//! |---|---|
//! | [`account`] | accounts, what proves who someone is, roles given |
//! | [`password`] | which passwords are refused, and how they are kept |
//! | [`second_factor`] | codes that change with time, and recovery codes |
//! | [`factor_kept`] | how the secret of a second factor is kept |
//! | [`session`] | who is signed in, until when |
//! | [`access_token`] | tokens by which programs act for people |
//! | [`delay`] | what slows whoever guesses |
//! | [`link`] | one-time links: the first administrator, invitations |
//! | [`sign_in`] | the commands of signing in: password, then second factor |
//! | [`identity_provider`] | signing in by an identity provider, and who is tied to whom there |
//! | [`begin`] | the commands of links: making one, beginning by one |
//! | [`own`] | what someone changes about their own account |
//! | [`rights`] | giving and ending roles, replacing a lost second factor |
//! | [`pending`] | what needs a second person |
//! | [`forgotten`] | replacing a password that was forgotten |
//! | [`told`] | what people are told of it |
//! | [`samples`] | the people of the demonstration, and the mark of its database |
//! | [`secret`] | tokens and typed secrets, which print as `[redacted]` |
//!
//! [`People`] is what pages and the command line use. A secret enters a command only beside what is
//! serialised, and no outcome and no entry of the journal holds one, nor a name or an address.

pub mod access_token;
pub mod account;
pub mod begin;
pub mod delay;
mod error;
pub mod factor_kept;
pub mod forgotten;
pub mod identity_provider;
pub mod kinship;
pub mod link;
pub mod own;
pub mod password;
pub mod pending;
pub mod rights;
pub mod samples;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod told;

pub use access_token::{AccessToken, ActedFor, NewAccessToken};
pub use account::{Account, AccountKind, Given, email_of};
pub use error::{Error, Refusal};
pub use link::{Invitation, LinkKind};
pub use pending::Pending;
pub use secret::{Secret, Token};
pub use session::{Limits, Seen, Session, SignedIn};

use crate::command::{Command, Gate, Request};
use crate::database::Database;
use crate::identity::{self, Identifier};
use crate::journal::{Chain, Entry};
use crate::policy::{ActionEntry, Principal, Resource, Sensitivity, StationPolicy};
use crate::unit_of_work::IdempotencyKey;
use jiff::Timestamp;
use password::Hasher;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The actions of this room, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "people",
    actions: &[
        ActionEntry {
            action: sign_in::SIGN_IN,
            description: "Signs in.",
            sq: "Hyn në llogari.",
            sr: "Пријављује се.",
        },
        ActionEntry {
            action: begin::BEGIN,
            description: "Begins by a one-time link: name, password, second factor.",
            sq: "Fillon me lidhje njëpërdorimshe: emri, fjalëkalimi, faktori i dytë.",
            sr: "Почиње преко једнократне везе: име, лозинка, други чинилац.",
        },
        ActionEntry {
            action: begin::FIRST_LINK,
            description: "Makes the link by which the first administrator begins.",
            sq: "Krijon lidhjen me të cilën fillon administratori i parë.",
            sr: "Прави везу којом почиње први администратор.",
        },
        ActionEntry {
            action: begin::INVITE,
            description: "Invites someone into a role.",
            sq: "Fton dikë në një rol.",
            sr: "Позива некога у улогу.",
        },
        ActionEntry {
            action: own::OWN,
            description: "Sees and changes an account's password, second factor, sessions, tokens.",
            sq: "Sheh dhe ndryshon fjalëkalimin, faktorin e dytë, seancat, çelësat e llogarisë.",
            sr: "Види и мења лозинку, други чинилац, сесије и приступне кључеве налога.",
        },
        ActionEntry {
            action: forgotten::ASK,
            description: "Asks for a letter by which a forgotten password is replaced.",
            sq: "Kërkon një letër me të cilën zëvendësohet fjalëkalimi i harruar.",
            sr: "Тражи писмо којим се замењује заборављена лозинка.",
        },
        ActionEntry {
            action: forgotten::LINK,
            description: "Makes the link of such a letter.",
            sq: "Krijon lidhjen e një letre të tillë.",
            sr: "Прави везу таквог писма.",
        },
        ActionEntry {
            action: forgotten::REPLACE,
            description: "Replaces a forgotten password, with the second factor.",
            sq: "Zëvendëson fjalëkalimin e harruar, me faktorin e dytë.",
            sr: "Замењује заборављену лозинку, уз други чинилац.",
        },
        ActionEntry {
            action: VISIT,
            description: "Opens the pages of one's own account.",
            sq: "Hap faqet e llogarisë së vet.",
            sr: "Отвара странице свог налога.",
        },
        ActionEntry {
            action: SEE,
            description: "Sees accounts and the roles they hold.",
            sq: "Sheh llogaritë dhe rolet që mbajnë.",
            sr: "Види налоге и улоге које имају.",
        },
        ActionEntry {
            action: rights::GIVE,
            description: "Gives an account a role.",
            sq: "I jep një llogarie një rol.",
            sr: "Додељује налогу улогу.",
        },
        ActionEntry {
            action: rights::END,
            description: "Ends a role that an account holds.",
            sq: "Përfundon një rol të një llogarie.",
            sr: "Завршава улогу налога.",
        },
        ActionEntry {
            action: rights::CLOSE,
            description: "Ends an account, with its roles and sessions.",
            sq: "Mbyll një llogari, me rolet dhe seancat e saj.",
            sr: "Гаси налог, са његовим улогама и сесијама.",
        },
        ActionEntry {
            action: rights::RESET,
            description: "Takes away a lost second factor, so that another can be set up.",
            sq: "Heq një faktor të dytë të humbur, që të mund të vendoset një tjetër.",
            sr: "Укида изгубљени други чинилац, да би могао да се постави нови.",
        },
        ActionEntry {
            action: rights::CONFIRM,
            description: "Approves or refuses, as the second person, what concerns rights.",
            sq: "Miraton ose refuzon, si person i dytë, atë që ka të bëjë me të drejtat.",
            sr: "Као друго лице одобрава или одбија оно што се тиче права.",
        },
        ActionEntry {
            action: kinship::DECLARE,
            description: "Declares to be kin to somebody, or partial in another way.",
            sq: "Deklaron se është i afërm me dikë, ose i njëanshëm për shkak tjetër.",
            sr: "Изјављује да је некоме сродник или је из другог разлога пристрасан.",
        },
        ActionEntry {
            action: kinship::WITHDRAW,
            description: "Withdraws such a declaration, with a second person.",
            sq: "E tërheq një deklaratë të tillë, me një person të dytë.",
            sr: "Повлачи такву изјаву, уз друго лице.",
        },
        ActionEntry {
            action: factor_kept::SEAL,
            description: "Seals secrets that were kept open.",
            sq: "Vulos sekretet që ishin ruajtur të hapura.",
            sr: "Запечаћује тајне које су чуване отворено.",
        },
        ActionEntry {
            action: samples::SET_UP,
            description: "Makes the sample people of the demonstration.",
            sq: "Krijon personat shembull të demonstrimit.",
            sr: "Прави пробна лица демонстрације.",
        },
    ],
    text: include_str!("people.cedar"),
};

/// Opening the pages of one's own account.
pub const VISIT: &str = "people.visit";
/// Seeing accounts.
pub const SEE: &str = "people.see";

/// What people may do with their accounts. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct People {
    gate: Gate,
    hasher: Hasher,
    limits: Limits,
}

/// The names of those of these actors who have accounts, by the word that the journal has of each.
///
/// # Errors
/// Those of the database.
pub async fn names<'w>(
    database: &Database,
    actors: impl IntoIterator<Item = &'w str>,
) -> Result<BTreeMap<String, String>, crate::Error> {
    let words: BTreeSet<&str> = actors.into_iter().collect();
    let mut reading = database.readers().acquire().await?;
    let mut names = BTreeMap::new();
    for word in words {
        let id = word.strip_prefix("account/").and_then(|id| id.parse::<Identifier>().ok());
        let Some(id) = id else { continue };
        if let Some(account) = account::by_id(&mut reading, &id).await? {
            names.insert(word.to_owned(), account.name);
        }
    }
    Ok(names)
}

/// The open account that signs in with an address, if there is one.
///
/// # Errors
/// Those of the database.
pub async fn account_of_address(
    database: &Database,
    address: &str,
) -> Result<Option<Identifier>, crate::Error> {
    let Some(email) = account::email_of(address) else { return Ok(None) };
    let mut reading = database.readers().acquire().await?;
    let found = account::by_email(&mut reading, &email).await?;
    Ok(found.filter(|account| account.ended_at.is_none()).map(|account| account.id))
}

impl People {
    /// Over a gate.
    pub fn new(gate: Gate, limits: Limits) -> People {
        People { gate, hasher: Hasher::default(), limits }
    }

    /// How long things last.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The gate.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Who a token of a session stands for.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn see(&self, token: &Token, now: Timestamp) -> Result<Seen, crate::Error> {
        session::see(self.gate.database(), token, (&self.limits, now)).await
    }

    /// The open sessions of an account, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sessions(
        &self,
        account: &Identifier,
        now: Timestamp,
    ) -> Result<Vec<Session>, crate::Error> {
        let mut reading = self.gate.database().readers().acquire().await?;
        session::list(&mut reading, account, (&self.limits, now)).await
    }

    /// All accounts with the roles they hold.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn accounts(&self) -> Result<Vec<(Account, Vec<Given>)>, crate::Error> {
        let mut reading = self.gate.database().readers().acquire().await?;
        let accounts = account::all(&mut reading).await?;
        let given = account::given(&mut reading, None).await?;
        let of = |account: Account| {
            let own = given.iter().filter(|given| given.account == account.id).cloned().collect();
            (account, own)
        };
        Ok(accounts.into_iter().map(of).collect())
    }

    /// An account by its identifier.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn account(&self, id: &Identifier) -> Result<Option<Account>, crate::Error> {
        let mut reading = self.gate.database().readers().acquire().await?;
        account::by_id(&mut reading, id).await
    }

    /// Does a command of this room once.
    async fn execute<C: Command<Error = Error>>(
        &self,
        command: &C,
        request: Request,
    ) -> Result<C::Outcome, Error> {
        self.gate.execute(command, request).await
    }

    /// A request that nobody repeats: who signs in twice is signed in twice.
    fn once(&self, principal: Principal, now: Timestamp) -> Result<Request, Error> {
        let key = IdempotencyKey::new(identity::make(now)?.as_str())?;
        Ok(Request { principal, now, key })
    }
}

/// An account as what something is done to.
fn resource_of(account: &Identifier) -> Resource {
    let owner = crate::actor::Actor::account(account.clone());
    Resource::national().of_sensitivity(Sensitivity::Personal).owned_by(owner)
}

/// An entry of the journal about an account.
fn entry(action: &str, account: Option<&Identifier>, after: Value) -> Entry {
    let subject = account.map_or("unknown", |id| id.as_str());
    Entry {
        chain: Chain::National,
        action: action.to_owned(),
        subject: format!("account/{subject}"),
        before: None,
        after: Some(after),
    }
}
