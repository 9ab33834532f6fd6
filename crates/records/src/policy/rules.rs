//! The stations' policies, written in Cedar (docs.cedarpolicy.com), and the decisions they make.
//!
//! A policy sees no territory: which roles reach the place of a resource is worked out before, by
//! one rule for all stations, and handed over as `context.here`. So no policy can compare codes
//! wrongly, and a decision rests on few values: the kind of actor, the roles here and anywhere, the
//! purpose, the sensitivity of the resource, whether it is the actor's own, whether they are in its
//! circle, and whether emergency access runs. That is what lets a [`Scope`](super::Scope) be exact.

use super::principal::{Principal, Purpose};
use super::resource::{Resource, Sensitivity};
use super::role::Role;
use super::ties::Ties;
use crate::error::Error;
use cedar_policy::{
    Authorizer, Context, Decision as Effect, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicyId, PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use formula::words::{Language, to_latin};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::{PoisonError, RwLock};

/// What a station asks of the policy: its actions, and who may do them.
#[derive(Debug, Clone, Copy)]
pub struct StationPolicy {
    /// The station.
    pub station: &'static str,
    /// Its actions.
    pub actions: &'static [ActionEntry],
    /// The text of its `policy.cedar`. Each policy is annotated with `@en`, `@sq` and `@sr`: why it
    /// permits or forbids, as a sentence.
    pub text: &'static str,
}

/// An action, listed by the station that owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionEntry {
    /// `station.verb`, as commands, routes, policies and the journal name it.
    pub action: &'static str,
    /// What it does, in a sentence, for the document of rights.
    pub description: &'static str,
    /// The same in Albanian.
    pub sq: &'static str,
    /// The same in Serbian, in Cyrillic letters.
    pub sr: &'static str,
}

impl ActionEntry {
    /// What it does, in a language.
    pub fn say(&self, language: Language) -> String {
        match language {
            Language::En => self.description.to_owned(),
            Language::Sq => self.sq.to_owned(),
            Language::SrCyrl => self.sr.to_owned(),
            Language::SrLatn => to_latin(self.sr),
        }
    }
}

/// Why something is permitted or forbidden: the sentence of one policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    en: String,
    sq: String,
    sr: String,
}

impl Reason {
    /// The one reason of the ground itself.
    fn kinship() -> Reason {
        Reason {
            en: "Whoever is kin to somebody, or partial in another way, neither reads nor decides \
                 what concerns them."
                .to_owned(),
            sq:
                "Kush është i afërm me dikë, ose i njëanshëm për shkak tjetër, as nuk lexon as nuk \
                 vendos për atë që e prek atë."
                    .to_owned(),
            sr:
                "Ко је некоме сродник или је из другог разлога пристрасан, не чита нити одлучује о \
                 ономе што се тог лица тиче."
                    .to_owned(),
        }
    }

    /// The sentence in a language.
    pub fn say(&self, language: Language) -> String {
        match language {
            Language::En => self.en.clone(),
            Language::Sq => self.sq.clone(),
            Language::SrCyrl => self.sr.clone(),
            Language::SrLatn => to_latin(&self.sr),
        }
    }
}

/// What the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub permitted: bool,
    /// The policies that decided. None when it is refused because no policy permits it.
    pub reasons: Vec<Reason>,
}

/// All that a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Circumstances {
    pub(super) actor: &'static str,
    pub(super) here: BTreeSet<Role>,
    pub(super) anywhere: BTreeSet<Role>,
    pub(super) purpose: Purpose,
    pub(super) sensitivity: Sensitivity,
    pub(super) own: bool,
    pub(super) ties: Ties,
}

impl Circumstances {
    pub(super) fn of(principal: &Principal, resource: &Resource) -> Circumstances {
        Circumstances {
            actor: principal.actor().kind(),
            here: principal.roles_at(&resource.place),
            anywhere: principal.roles(),
            purpose: principal.purpose(),
            sensitivity: resource.sensitivity,
            own: principal.owns(resource),
            ties: resource.ties,
        }
    }
}

/// The policies of all stations, checked against what there is.
#[derive(Debug)]
pub(super) struct Rules {
    authorizer: Authorizer,
    policies: PolicySet,
    reasons: BTreeMap<PolicyId, Reason>,
    schema: Schema,
    /// What was decided: policies do not change while the program runs, and a decision rests on few
    /// values, so that most are asked for again and again. Going through all policies takes a
    /// hundred times as long as looking here.
    decided: RwLock<BTreeMap<String, BTreeMap<Circumstances, Decision>>>,
}

/// How many decisions are kept of each action: many more than there are sets of roles that people
/// hold.
const DECIDED_MAX: usize = 4096;

impl Rules {
    /// Reads and checks the policies.
    ///
    /// # Errors
    /// `policy-invalid` when a text cannot be read, names an action, role or attribute that there
    /// is not, or has a policy without its sentence in each language.
    pub(super) fn new(stations: &[StationPolicy]) -> Result<Rules, Error> {
        let schema = schema(stations)?;
        let mut policies = PolicySet::new();
        let mut reasons = BTreeMap::new();
        for station in stations {
            let invalid = |detail: String| Error::PolicyInvalid {
                station: station.station.to_owned(),
                detail,
            };
            let read = PolicySet::from_str(station.text).map_err(|e| invalid(e.to_string()))?;
            for policy in read.policies() {
                let id = PolicyId::new(format!("{}/{}", station.station, policy.id()));
                let policy = policy.new_id(id.clone());
                let sentence = |language| {
                    let text = policy.annotation(language).filter(|text| !text.is_empty());
                    let missing = || invalid(format!("{id}: @{language}"));
                    text.map(str::to_owned).ok_or_else(missing)
                };
                let (en, sq, sr) = (sentence("en")?, sentence("sq")?, sentence("sr")?);
                reasons.insert(id, Reason { en, sq, sr });
                policies.add(policy).map_err(|error| invalid(error.to_string()))?;
            }
        }
        let checked = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if let Some(first) = checked.validation_errors().next() {
            let station = first.policy_id().to_string();
            return Err(Error::PolicyInvalid { station, detail: first.to_string() });
        }
        let decided = RwLock::default();
        Ok(Rules { authorizer: Authorizer::new(), policies, reasons, schema, decided })
    }

    /// Decides, once for each set of circumstances.
    pub(super) fn decide(&self, action: &str, circumstances: &Circumstances) -> Decision {
        let decided = self.decided.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = decided.get(action).and_then(|of| of.get(circumstances)) {
            return known.clone();
        }
        drop(decided);
        let decision = self.work_out(action, circumstances);
        let mut decided = self.decided.write().unwrap_or_else(PoisonError::into_inner);
        let of_action = decided.entry(action.to_owned()).or_default();
        if of_action.len() < DECIDED_MAX {
            of_action.insert(circumstances.clone(), decision.clone());
        }
        decision
    }

    /// Whatever cannot be evaluated is refused: a prohibition that fails must not turn into a
    /// permission.
    fn work_out(&self, action: &str, circumstances: &Circumstances) -> Decision {
        if circumstances.ties.refuses(circumstances.sensitivity) {
            let reasons = circumstances.ties.kin.then(Reason::kinship).into_iter().collect();
            return Decision { permitted: false, reasons };
        }
        let Ok((request, entities)) = self.request(action, circumstances) else {
            return Decision { permitted: false, reasons: Vec::new() };
        };
        let answer = self.authorizer.is_authorized(&request, &self.policies, &entities);
        let faulty = answer.diagnostics().errors().next().is_some();
        let ids = answer.diagnostics().reason();
        let mut reasons: Vec<Reason> = ids.filter_map(|id| self.reasons.get(id)).cloned().collect();
        reasons.sort();
        reasons.dedup();
        Decision { permitted: answer.decision() == Effect::Allow && !faulty, reasons }
    }

    fn request(&self, action: &str, given: &Circumstances) -> Result<(Request, Entities), String> {
        let (actor, thing) = (uid("Actor", "one")?, uid("Thing", "one")?);
        let text = |text: &str| RestrictedExpression::new_string(text.to_owned());
        let roles = |roles: &BTreeSet<Role>| {
            RestrictedExpression::new_set(roles.iter().map(|role| text(role.word())))
        };
        let named = |pairs: Vec<(&str, RestrictedExpression)>| -> HashMap<String, _> {
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
        };
        let of_actor = named(vec![("kind", text(given.actor))]);
        let of_thing = named(vec![
            ("sensitivity", text(given.sensitivity.word())),
            ("own", RestrictedExpression::new_bool(given.own)),
        ]);
        let context = named(vec![
            ("here", roles(&given.here)),
            ("anywhere", roles(&given.anywhere)),
            ("purpose", text(given.purpose.word())),
            ("circle", RestrictedExpression::new_bool(given.ties.circle)),
            ("emergency", RestrictedExpression::new_bool(given.ties.emergency)),
        ]);
        let entity = |uid: &EntityUid, attributes| {
            Entity::new(uid.clone(), attributes, HashSet::new()).map_err(|e| e.to_string())
        };
        let entities = [entity(&actor, of_actor)?, entity(&thing, of_thing)?];
        let entities = Entities::from_entities(entities, None).map_err(|e| e.to_string())?;
        let context = Context::from_pairs(context).map_err(|e| e.to_string())?;
        let action = uid("Action", action)?;
        let request = Request::new(actor, action, thing, context, Some(&self.schema));
        Ok((request.map_err(|e| e.to_string())?, entities))
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind = EntityTypeName::from_str(kind).map_err(|error| error.to_string())?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

/// What policies may speak of.
fn schema(stations: &[StationPolicy]) -> Result<Schema, Error> {
    let mut text = String::from(
        "type Circumstances = { here: Set<String>, anywhere: Set<String>, purpose: String, \
         circle: Bool, emergency: Bool };\n\
         entity Actor = { kind: String };\n\
         entity Thing = { sensitivity: String, own: Bool };\n",
    );
    for entry in stations.iter().flat_map(|station| station.actions) {
        let _ = writeln!(
            text,
            "action \"{}\" appliesTo {{ principal: [Actor], resource: [Thing], \
             context: Circumstances }};",
            entry.action
        );
    }
    let read = Schema::from_cedarschema_str(&text);
    let invalid = |error: String| Error::PolicyInvalid { station: "schema".into(), detail: error };
    read.map(|(schema, _)| schema).map_err(|error| invalid(error.to_string()))
}
