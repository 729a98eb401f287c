//! A method of a route: its policy and its handler. The policy is enforced here.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{body::Body, http::Response, response::IntoResponse};
use contract::forms::{Form, FormData};
use leptos::prelude::AnyView;

use super::{Next, Policy, guard, see_other};
use crate::{error::AppError, forms, page as pages, request::Request, services::Services};

type Answer<T, E = AppError> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;
/// Loads and builds a page.
pub(crate) type View = Arc<dyn Fn(Request) -> Answer<AnyView, PageError> + Send + Sync>;
/// Processes a form.
pub(crate) type Verb = Arc<dyn Fn(Request, contract::forms::Values) -> Answer<Next> + Send + Sync>;
/// Answers a machine, without a session.
pub(super) type MachineHandler = Arc<
    dyn Fn(Arc<Services>, axum::extract::Request) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>>
        + Send
        + Sync,
>;
/// Answers with something other than a page.
pub(super) type ResourceHandler = Arc<dyn Fn(Request) -> Answer<Response<Body>> + Send + Sync>;

/// What answers at a path and method.
#[derive(Clone)]
pub(super) enum Handler {
    Page(View),
    Resource(ResourceHandler),
    Machine(MachineHandler),
    Form(&'static Form, Verb),
}

/// A method of a route, with its policy and its handler.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) policy: Policy,
    handler: Handler,
}

impl Endpoint {
    pub(super) fn new(policy: Policy, handler: Handler) -> Self {
        Self { policy, handler }
    }

    /// The form that this endpoint accepts, if any.
    pub(crate) fn form(&self) -> Option<&'static Form> {
        match &self.handler {
            Handler::Form(form, _) => Some(form),
            Handler::Page(_) | Handler::Resource(_) | Handler::Machine(_) => None,
        }
    }

    pub(crate) fn is_page(&self) -> bool {
        matches!(self.handler, Handler::Page(_))
    }

    pub(super) fn is_for_machines(&self) -> bool {
        matches!(self.handler, Handler::Machine(_))
    }

    /// The only way to a handler. The policy is enforced here, whatever layers surround the router.
    pub(super) async fn answer(
        self,
        services: Arc<Services>,
        request: axum::extract::Request,
    ) -> Response<Body> {
        if let Handler::Machine(handler) = &self.handler {
            return handler(services, request).await;
        }
        let (parts, body) = request.into_parts();
        let request = match Request::from_parts(services, &parts) {
            Ok(request) => request,
            Err(error) => return error.into_response(),
        };
        let form = self.form();
        let admission = match guard::admit(&request, &self.policy, form) {
            Ok(admission) => admission,
            Err(response) => return *response,
        };
        if let Err(error) = crate::request::query::check(&request) {
            return error.into_response();
        }
        match self.handler {
            Handler::Page(view) => pages::answer(request, parts, view).await,
            Handler::Resource(handler) => handler(request).await.unwrap_or_else(IntoResponse::into_response),
            // Answered above.
            Handler::Machine(_) => AppError::Internal.into_response(),
            Handler::Form(form, verb) => forms::answer(request, body, form, verb, admission).await,
        }
    }
}

/// Why a page is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// The page is at another local path.
    SeeOther(String),
    /// The request was processed, and another page follows, as after a form.
    Next(Next),
    /// An error page is shown instead.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response<Body> {
        match self {
            Self::SeeOther(path) => see_other(&path),
            // `pages::render` adds the flash message.
            Self::Next(next) => next.into_response(),
            Self::App(error) => error.into_response(),
        }
    }
}

/// An endpoint that decodes a submission and passes it to `verb`.
pub(super) fn form_endpoint<T, F>(
    policy: Policy,
    verb: impl Fn(Request, T) -> F + Send + Sync + 'static,
) -> Endpoint
where
    T: FormData,
    F: Future<Output = Result<Next, AppError>> + Send + 'static,
{
    let verb: Verb = Arc::new(move |request, values| match T::decode(values) {
        Ok(form) => Box::pin(verb(request, form)),
        Err(errors) => Box::pin(std::future::ready(Err(AppError::Invalid(errors)))),
    });
    Endpoint {
        policy,
        handler: Handler::Form(T::FORM, verb),
    }
}
