//! Why it did not work. Nothing that the provider said is quoted: it may name a person.

/// Why a person could not be sent to the provider, or was not known when they came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It was not reached, or did not answer in time.
    #[error("the provider was not reached")]
    Unreached,
    /// What it says of itself or answers is not what the protocol or the settings ask for.
    #[error("the answer of the provider cannot be used")]
    Unfit,
    /// It did not take the code, or not from this client.
    #[error("the provider refused the code")]
    Refused,
    /// The token is not what it must be: signature, issuer, audience, end or nonce.
    #[error("the token of the provider is not proved")]
    Unproven,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 4] = [Fault::Unreached, Fault::Unfit, Fault::Refused, Fault::Unproven];

    /// Stable id, also the id of its message.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Unreached => "openid-unreached",
            Fault::Unfit => "openid-unfit",
            Fault::Refused => "openid-refused",
            Fault::Unproven => "openid-unproven",
        }
    }
}
