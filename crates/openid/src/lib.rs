//! Signing in at a provider of identities by OpenID Connect: the address to which a person is sent,
//! and who they are by the code with which they come back.
//!
//! It is the authorization code flow with PKCE (RFC 7636, S256), state and nonce. What the provider
//! says is believed only as a token whose signature, issuer, audience, end and nonce are right. The
//! secrets of one way there and back ([`Trip`]) are its caller's, who keeps them.
//!
//! | room | holds |
//! |---|---|
//! | `fault` | why it did not work |
//! | `http` | the requests to the provider, bounded in time and length |
//! | `provider` | addresses, exchange, verification |

mod fault;
mod http;
mod provider;

pub use fault::Fault;
pub use provider::{Identity, Issuer, Provider, Secret, Trip};

#[cfg(test)]
mod tests;
