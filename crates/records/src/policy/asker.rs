//! Who asks, for a handler.

use super::principal::Principal;
use crate::actor::Actor;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;

/// Who asks: whom an outer layer put beside the request, else the public.
#[derive(Debug, Clone)]
pub struct Asker(pub Principal);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Infallible> {
        let principal = parts.extensions.get::<Principal>().cloned();
        Ok(Asker(principal.unwrap_or_else(|| Principal::from(Actor::public()))))
    }
}
