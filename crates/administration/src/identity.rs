//! The identity provider at which people may sign in, as the site knows it.

use formula::words::{Language, to_latin};

/// What a reader calls the provider, in three languages; Serbian in Latin derives from Cyrillic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderNames {
    /// In English.
    pub en: String,
    /// In Albanian.
    pub sq: String,
    /// In Serbian, in Cyrillic.
    pub sr: String,
}

/// An identity provider with its name, and how far its word is taken.
#[derive(Debug, Clone)]
pub struct IdentityProvider {
    pub(crate) provider: openid::Provider,
    names: ProviderNames,
    /// Whether a second factor that it asked for counts in the place of ours.
    pub(crate) is_second_factor: bool,
}

impl IdentityProvider {
    /// A provider, whose second factor counts or does not.
    pub fn new(
        provider: openid::Provider,
        names: ProviderNames,
        is_second_factor: bool,
    ) -> IdentityProvider {
        IdentityProvider { provider, names, is_second_factor }
    }

    /// Its name for a reader.
    pub(crate) fn name(&self, language: Language) -> String {
        match language {
            Language::En => self.names.en.clone(),
            Language::Sq => self.names.sq.clone(),
            Language::SrCyrl => self.names.sr.clone(),
            Language::SrLatn => to_latin(&self.names.sr),
        }
    }
}
