//! Our own style sheet, script and icon, each under an address with its hash, kept for ever by
//! the browser.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file that pages load.
#[derive(Debug)]
pub struct Asset {
    path: String,
    content_type: &'static str,
    text: String,
}

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, text: String) -> Asset {
        let hash = hex::encode(Sha256::digest(text.as_bytes()));
        let short = hash.get(..12).unwrap_or(&hash);
        Asset { path: format!("/assets/{stem}.{short}.{extension}"), content_type, text }
    }

    /// Its address; it changes with its content.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its content.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The answer to a request for it.
    pub fn respond(&'static self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.content_type),
            (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        (headers, self.text.as_str()).into_response()
    }
}

/// The tokens of the light theme, as declarations.
pub(crate) const LIGHT: &str = include_str!("../../assets/css/light.css");
/// The tokens of the dark theme, as declarations.
pub(crate) const DARK: &str = include_str!("../../assets/css/dark.css");
/// The look of pictures, also inside a downloaded one.
pub(crate) const PICTURES: &str = include_str!("../../assets/css/pictures.css");

static CSS: LazyLock<Asset> = LazyLock::new(|| {
    // The dark tokens hold when the system asks for dark and the reader has not chosen light, or
    // when the reader has chosen dark; they are written once and placed under both conditions.
    let themes = format!(
        ":root{{{LIGHT}}}\n@media screen and (prefers-color-scheme:dark)\
         {{:root:not([data-theme=light]){{{DARK}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{DARK}}}}}\n"
    );
    let rest = [
        include_str!("../../assets/css/base.css"),
        include_str!("../../assets/css/frame.css"),
        include_str!("../../assets/css/content.css"),
        include_str!("../../assets/css/tables.css"),
        include_str!("../../assets/css/reading.css"),
        include_str!("../../assets/css/forms.css"),
        PICTURES,
        include_str!("../../assets/css/figures.css"),
        include_str!("../../assets/css/print.css"),
    ];
    let text = format!("@charset \"utf-8\";\n{themes}{}", rest.join("\n"));
    Asset::new("pages", "css", "text/css; charset=utf-8", text)
});

static JS: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../../assets/pages.js").to_owned();
    Asset::new("pages", "js", "text/javascript; charset=utf-8", text)
});

static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("mark", "svg", "image/svg+xml", include_str!("../../assets/mark.svg").to_owned())
});

/// The style sheet.
pub fn css() -> &'static Asset {
    &CSS
}

/// The script; every page works without it.
pub fn js() -> &'static Asset {
    &JS
}

/// The icon of the site.
pub fn icon() -> &'static Asset {
    &ICON
}

/// All files, for a registry of routes.
pub fn all() -> [&'static Asset; 3] {
    [css(), js(), icon()]
}

/// The routes of all files.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    all().into_iter().fold(Router::new(), |router, asset| {
        router.route(asset.path(), get(move || async { asset.respond() }))
    })
}

/// The value of a token (`--accent`) among declarations.
pub(crate) fn token<'a>(declarations: &'a str, name: &str) -> Option<&'a str> {
    declarations.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().trim_end_matches(';').trim())
    })
}

#[cfg(test)]
mod contrast;

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: nothing is loaded from another host, and both themes define the same tokens.
    /// Method: the text of the style sheet and of the two lists.
    #[test]
    fn style_sheet_is_self_contained() {
        let css = css().text();
        assert!(!css.contains("http") && !css.contains("@import") && !css.contains("url("));
        let names = |text: &'static str| -> Vec<&str> {
            text.lines()
                .filter(|l| l.trim().starts_with("--"))
                .filter_map(|l| l.split_once(':'))
                .map(|(name, _)| name.trim())
                .collect()
        };
        let dark = names(DARK);
        let missing: Vec<&&str> = dark.iter().filter(|n| !names(LIGHT).contains(n)).collect();
        assert!(missing.is_empty() && dark.len() > 20, "{missing:?}");
        let used = css.split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next());
        for name in used {
            assert!(token(LIGHT, name).is_some(), "{name} is used and not defined");
        }
    }

    /// Goal: files are cached for ever and change their address with their content.
    /// Method: the path of the style sheet.
    #[test]
    fn address_carries_the_hash() {
        let path = css().path();
        assert!(path.starts_with("/assets/pages.") && path.ends_with(".css") && path.len() == 30);
        let response = css().respond();
        assert!(response.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }
}
