//! Serves the style guide on a port of this machine: `cargo run -p pages --example guide -- 8091`.

use axum::Router;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8091), |text| text.parse())?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let app: Router = pages::router().fallback(pages::errors::fallback);
    axum::serve(listener, app).await?;
    Ok(())
}
