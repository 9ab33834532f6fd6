//! A provider: what it says of itself, where a person is sent, who they are when they come back.

use crate::fault::Fault;
use crate::http::{Http, Unanswered, is_loopback};
use chrono::DateTime;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken,
    CoreIdTokenClaims, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
};
use openidconnect::http::Uri;
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, IdTokenVerifier, IssuerUrl, LanguageTag, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, SignatureVerificationError, TokenResponse,
};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// How long it is believed what the provider said of itself, its keys included.
const BELIEVED: SignedDuration = SignedDuration::from_hours(1);

/// The longest code that is taken to the provider.
const CODE_MAX: usize = 4096;

/// The ways of signing that are believed. None by a secret that both sides know: whoever reads the
/// settings of the site could sign so.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// What a provider says of a sign-in with more than one factor: `amr` of RFC 8176, `acr` of REFEDS
/// and of the older PAPE.
const SECOND_FACTOR: [&str; 3] = [
    "mfa",
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
];

/// The address that names a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    text: String,
    is_local: bool,
}

impl Issuer {
    /// Of a text: `https://…` without a query, or `http://…` on this machine; none otherwise.
    pub fn read(text: &str) -> Option<Issuer> {
        let url = Url::parse(text).ok()?;
        let host = url.host_str()?;
        let is_local = url.scheme() == "http";
        let fits = match url.scheme() {
            "https" => true,
            "http" => is_loopback(host),
            _ => false,
        };
        let is_plain = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        (fits && is_plain).then(|| Issuer { text: text.to_owned(), is_local })
    }

    /// The text, as the provider must name itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The secret of a client, which prints as `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Of a text.
    pub fn new(text: &str) -> Secret {
        Secret(Zeroizing::new(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One way to the provider and back: where it ends, and what proves that it is this one.
#[derive(Clone, Copy)]
pub struct Trip<'a> {
    /// The address of the site to which the provider sends people back.
    pub callback: &'a str,
    /// What comes back beside the code.
    pub state: &'a str,
    /// What comes back in the token.
    pub nonce: &'a str,
    /// What proves to the provider that whoever has the code also began (43 to 128 signs).
    pub verifier: &'a str,
}

/// Who someone is to a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The identifier of the person there, which never changes and is no other's.
    pub subject: String,
    /// Whether the provider says that more than one factor was asked for.
    pub has_second_factor: bool,
}

/// A provider. Cloning it is cheap.
#[derive(Clone)]
pub struct Provider {
    issuer: Issuer,
    client: ClientId,
    secret: ClientSecret,
    http: Http,
    known: Arc<Mutex<Option<(Timestamp, CoreProviderMetadata)>>>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.issuer.text)
    }
}

impl Provider {
    /// A provider, at which the site is known as a client with a secret. It is not asked anything
    /// before someone wants to sign in.
    ///
    /// # Errors
    /// [`Fault::Unfit`] when no TLS can be set up.
    pub fn new(issuer: Issuer, client: &str, secret: &Secret) -> Result<Provider, Fault> {
        let http = Http::new(issuer.is_local).ok_or(Fault::Unfit)?;
        let (client, secret) = (ClientId::new(client.to_owned()), secret.0.to_string());
        Ok(Provider {
            issuer,
            client,
            secret: ClientSecret::new(secret),
            http,
            known: Arc::default(),
        })
    }

    /// Who it is.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The address to which a person is sent. `asks_again` has the provider ask who they are even
    /// when it knows their browser.
    ///
    /// # Errors
    /// [`Fault::Unreached`], [`Fault::Unfit`].
    pub async fn address(
        &self,
        trip: &Trip<'_>,
        (language, asks_again): (&str, bool),
        now: Timestamp,
    ) -> Result<String, Fault> {
        let metadata = self.metadata(now, BELIEVED).await?;
        let client = CoreClient::from_provider_metadata(
            metadata,
            self.client.clone(),
            Some(self.secret.clone()),
        );
        let client = client.set_redirect_uri(callback(trip)?);
        let state = CsrfToken::new(trip.state.to_owned());
        let nonce = Nonce::new(trip.nonce.to_owned());
        let request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || state.clone(),
                move || nonce.clone(),
            )
            .add_ui_locale(LanguageTag::new(language.to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier(trip)?));
        let request = match asks_again {
            true => request.add_prompt(CoreAuthPrompt::Login),
            false => request,
        };
        Ok(request.url().0.to_string())
    }

    /// Who someone is by the code with which they came back.
    ///
    /// # Errors
    /// A [`Fault`].
    pub async fn identity(
        &self,
        trip: &Trip<'_>,
        code: &str,
        now: Timestamp,
    ) -> Result<Identity, Fault> {
        if code.len() > CODE_MAX {
            return Err(Fault::Refused);
        }
        let metadata = self.metadata(now, BELIEVED).await?;
        let token = self.exchange(trip, code, metadata.clone()).await?;
        let nonce = Nonce::new(trip.nonce.to_owned());
        match self.verified(&token, &nonce, &metadata, now) {
            Ok(claims) => Ok(self.identity_of(claims)),
            // The provider may have taken a new key since it was asked last.
            Err(Unverified::KeyUnknown) => {
                let metadata = self.metadata(now, SignedDuration::ZERO).await?;
                let claims = self.verified(&token, &nonce, &metadata, now);
                Ok(self.identity_of(claims.map_err(|_| Fault::Unproven)?))
            }
            Err(Unverified::Wrong) => Err(Fault::Unproven),
        }
    }

    /// What the provider says of itself, asked for when that was longer ago.
    async fn metadata(
        &self,
        now: Timestamp,
        believed: SignedDuration,
    ) -> Result<CoreProviderMetadata, Fault> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((asked, metadata)) = known
            && now.duration_since(asked).abs() < believed
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.issuer.text.clone()).map_err(|_| Fault::Unfit)?;
        let found = CoreProviderMetadata::discover_async(issuer, &self.http).await;
        let metadata = found.map_err(|error| match error {
            DiscoveryError::Request(unanswered) => fault_of(unanswered),
            DiscoveryError::Response(status, ..) if status.is_server_error() => Fault::Unreached,
            _ => Fault::Unfit,
        })?;
        // Where people are sent and secrets go must be as safe as the provider itself.
        let token = metadata.token_endpoint().ok_or(Fault::Unfit)?;
        for address in [metadata.authorization_endpoint().as_str(), token.as_str()] {
            let uri: Uri = address.parse().map_err(|_| Fault::Unfit)?;
            if !self.http.permits(&uri) {
                return Err(Fault::Unfit);
            }
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    async fn exchange(
        &self,
        trip: &Trip<'_>,
        code: &str,
        metadata: CoreProviderMetadata,
    ) -> Result<CoreIdToken, Fault> {
        let takes = metadata.token_endpoint_auth_methods_supported().cloned();
        let takes_only_post = takes.is_some_and(|takes| {
            takes.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !takes.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let client = CoreClient::from_provider_metadata(
            metadata,
            self.client.clone(),
            Some(self.secret.clone()),
        );
        let client =
            client.set_redirect_uri(callback(trip)?).set_auth_type(match takes_only_post {
                true => AuthType::RequestBody,
                false => AuthType::BasicAuth,
            });
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Fault::Unfit)?
            .set_pkce_verifier(verifier(trip)?);
        let answer = request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => Fault::Refused,
            RequestTokenError::Request(unanswered) => fault_of(unanswered),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Fault::Unfit,
        })?;
        answer.id_token().cloned().ok_or(Fault::Unfit)
    }

    /// What a token says, once its signature, issuer, audience, end and nonce are right.
    fn verified<'t>(
        &self,
        token: &'t CoreIdToken,
        nonce: &Nonce,
        metadata: &CoreProviderMetadata,
        now: Timestamp,
    ) -> Result<&'t CoreIdTokenClaims, Unverified> {
        let at = DateTime::from_timestamp(now.as_second(), 0).ok_or(Unverified::Wrong)?;
        let issuer = IssuerUrl::new(self.issuer.text.clone()).map_err(|_| Unverified::Wrong)?;
        let keys = metadata.jwks().clone();
        let verifier = IdTokenVerifier::new_public_client(self.client.clone(), issuer, keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || at);
        token.claims(&verifier, nonce).map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ) => Unverified::KeyUnknown,
            _ => Unverified::Wrong,
        })
    }

    fn identity_of(&self, claims: &CoreIdTokenClaims) -> Identity {
        let ways = claims.auth_method_refs().into_iter().flatten().map(|way| way.as_str());
        let context = claims.auth_context_ref().map(|context| context.as_str());
        let has_second_factor = ways.chain(context).any(|said| SECOND_FACTOR.contains(&said));
        Identity {
            issuer: self.issuer.text.clone(),
            subject: claims.subject().as_str().to_owned(),
            has_second_factor,
        }
    }

    #[cfg(test)]
    pub(crate) fn waiting(self, patience: std::time::Duration) -> Provider {
        Provider { http: self.http.waiting(patience), ..self }
    }
}

/// Why a token is not believed.
enum Unverified {
    /// It is signed by a key that the provider did not name when it was asked.
    KeyUnknown,
    /// Anything else.
    Wrong,
}

fn fault_of(unanswered: Unanswered) -> Fault {
    match unanswered {
        Unanswered::NoAnswer => Fault::Unreached,
        Unanswered::NotPermitted | Unanswered::Unreadable => Fault::Unfit,
    }
}

fn callback(trip: &Trip<'_>) -> Result<RedirectUrl, Fault> {
    RedirectUrl::new(trip.callback.to_owned()).map_err(|_| Fault::Unfit)
}

/// The verifier, of a length that the protocol has.
fn verifier(trip: &Trip<'_>) -> Result<PkceCodeVerifier, Fault> {
    let fits = (43..=128).contains(&trip.verifier.len());
    fits.then(|| PkceCodeVerifier::new(trip.verifier.to_owned())).ok_or(Fault::Unfit)
}
