//! How a form is sent with script: as a browser would, asking for JSON.

#[cfg(feature = "hydrate")]
pub(super) use browser::{body_of, go, send};
#[cfg(not(feature = "hydrate"))]
pub(super) use server::{body_of, go, send};

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{
        ev::SubmitEvent,
        prelude::window,
        wasm_bindgen::JsCast,
        web_sys::{FormData, HtmlFormElement, UrlSearchParams},
    };
    use server_fn::{
        client::{Client, browser::BrowserClient},
        error::FromServerFnError,
        request::{ClientReq, browser::BrowserRequest},
        response::ClientRes,
    };

    use crate::error::AppError;

    const KIND: &str = "application/x-www-form-urlencoded";

    /// The fields of the form that is being sent.
    pub(in super::super) fn body_of(event: &SubmitEvent) -> Option<String> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        let data = FormData::new_with_form(&form).ok()?;
        let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
        Some(pairs.to_string().into())
    }

    /// Sends them, and says where the form leads.
    pub(in super::super) async fn send(path: &str, body: String) -> Result<String, AppError> {
        let request =
            <BrowserRequest as ClientReq<AppError>>::try_new_post(path, KIND, "application/json", body)?;
        let response = <BrowserClient as Client<AppError>>::send(request).await?;
        if (200..300).contains(&ClientRes::<AppError>::status(&response)) {
            return Ok(ClientRes::<AppError>::location(&response));
        }
        Err(AppError::de(
            ClientRes::<AppError>::try_into_bytes(response).await?,
        ))
    }

    /// Opens the page that comes next: no router runs in the browser.
    pub(in super::super) fn go(path: &str) {
        let _ = window().location().set_href(path);
    }
}

/// The server renders forms and sends none.
#[cfg(not(feature = "hydrate"))]
mod server {
    use leptos::ev::SubmitEvent;

    use crate::error::AppError;

    pub(in super::super) fn body_of(_: &SubmitEvent) -> Option<String> {
        None
    }

    pub(in super::super) async fn send(_: &str, _: String) -> Result<String, AppError> {
        Err(AppError::Unreachable)
    }

    pub(in super::super) fn go(_: &str) {}
}
