//! How a form is sent with script: as a browser would, asking for JSON.

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
pub(super) fn body_of(event: &SubmitEvent) -> Option<String> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(pairs.to_string().into())
}

/// Sends them, and says where the form leads.
pub(super) async fn send(path: &str, body: String) -> Result<String, AppError> {
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
pub(super) fn go(path: &str) {
    let _ = window().location().set_href(path);
}
