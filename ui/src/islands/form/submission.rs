//! Submits a form with JavaScript: the same request as a browser's, but asking for JSON.

use std::collections::BTreeMap;

use contract::field_errors::{Message, Messages};
use leptos::{
    ev::SubmitEvent,
    prelude::window,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{FormData, Headers, HtmlFormElement, RequestInit, Response, UrlSearchParams},
};
use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;

/// Why a submission was rejected.
#[derive(Clone, Debug, Default)]
pub(super) struct Rejection {
    /// An error of the request as a whole, such as "Log in and try again".
    pub(super) failure: Option<String>,
    /// The validation errors.
    pub(super) errors: Messages,
}

impl Rejection {
    fn failure(sentence: &str) -> Self {
        Self {
            failure: Some(sentence.to_owned()),
            ..Self::default()
        }
    }
}

/// Why a submission failed.
pub(super) enum SubmissionError {
    /// The user has to authenticate again first.
    Reauthenticate,
    /// The form shows the errors.
    Rejected(Rejection),
}

/// The body of an error response.
#[derive(Deserialize)]
struct Answer {
    error: String,
    message: String,
    #[serde(default)]
    form: Vec<Message>,
    #[serde(default)]
    fields: BTreeMap<String, Vec<Message>>,
}

/// The submitted form with its encoded fields.
pub(super) fn read(event: &SubmitEvent) -> Option<(HtmlFormElement, String)> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some((form, pairs.to_string().into()))
}

/// Lets the browser submit the form and load the resulting page.
pub(super) fn send_as_page(form: &HtmlFormElement) {
    let _ = form.submit();
}

/// Submits the form. Returns the location of the next page.
pub(super) async fn send(path: &str, body: String) -> Result<String, SubmissionError> {
    let unreachable = |_: JsValue| {
        SubmissionError::Rejected(Rejection::failure(
            "The server cannot be reached. Check your connection and try again.",
        ))
    };
    let response = post(path, &body).await.map_err(unreachable)?;
    if response.ok() {
        let location = response.headers().get("location").ok().flatten();
        return Ok(location.unwrap_or_else(|| path.to_owned()));
    }
    let text = JsFuture::from(response.text().map_err(unreachable)?)
        .await
        .map_err(unreachable)?
        .as_string()
        .unwrap_or_default();
    Err(match serde_json::from_str::<Answer>(&text) {
        Ok(answer) if answer.error == "reauthentication_required" => SubmissionError::Reauthenticate,
        Ok(answer) => SubmissionError::Rejected(Rejection {
            failure: (answer.error != "invalid").then_some(answer.message),
            errors: Messages {
                form: answer.form,
                fields: answer.fields,
            },
        }),
        // A response that is not ours, for example a proxy's.
        Err(_) => {
            SubmissionError::Rejected(Rejection::failure("Something went wrong. Try again in a minute."))
        }
    })
}

async fn post(path: &str, body: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("content-type", "application/x-www-form-urlencoded")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body.into());
    JsFuture::from(window().fetch_with_str_and_init(path, &request))
        .await?
        .dyn_into()
}

/// Loads the next page. There is no client-side router.
pub(super) fn open(address: &str) {
    let _ = window().location().set_href(address);
}
