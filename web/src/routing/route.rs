//! The routes that an area provides.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    body::Body,
    extract::{FromRef, State},
    http::Response,
    response::IntoResponse,
    routing::{MethodRouter, get, post},
};
use contract::forms::{Form, FormData};
use leptos::prelude::{AnyView, IntoAny, IntoView};

use super::{Next, Policy, guard, see_other};
use crate::{error::AppError, forms, page as pages, request::Request, services::Services};
use ui::icon::Shape;

type Answer<T, E = AppError> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;
/// Loads and builds a page.
pub(crate) type View = Arc<dyn Fn(Request) -> Answer<AnyView, PageError> + Send + Sync>;
/// Processes a form.
pub(crate) type Verb = Arc<dyn Fn(Request, contract::forms::Values) -> Answer<Next> + Send + Sync>;
type MachineHandler =
    Arc<dyn Fn(Arc<Services>) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> + Send + Sync>;
type ResourceHandler = Arc<dyn Fn(Request) -> Answer<Response<Body>> + Send + Sync>;

#[derive(Clone)]
enum Handler {
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
}

/// A path with its policies and handlers. Created by [`page`], [`form`] and [`resource`].
pub struct Route {
    pub(crate) path: &'static str,
    pub(crate) get: Option<Endpoint>,
    pub(crate) post: Option<Endpoint>,
    pub(crate) link: Option<Link>,
    pub(crate) is_for_development: bool,
}

/// The menus that can contain a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// The bar at the top of every page.
    Main,
    /// The second bar, in the admin.
    Admin,
    /// The list beside the settings.
    Settings,
    /// The footer of the pages that visitors see.
    Footer,
}

/// A link to a page, in a menu or on the dashboard. Hidden from users who are not allowed to open the page.
#[derive(Clone, Debug, Default)]
pub struct Link {
    pub(crate) menus: Vec<(Menu, &'static str)>,
    pub(crate) dashboard: Option<(Shape, &'static str, &'static str)>,
}

/// Why a page is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// The page is at another local path.
    SeeOther(String),
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
            Self::App(error) => error.into_response(),
        }
    }
}

/// A page. `view` loads its data and builds it, for requests that `policy` admits.
///
/// A page without a policy does not compile:
///
/// ```compile_fail,E0061
/// # use leptos::prelude::*;
/// # use web::{error::AppError, request::Request, routing::page};
/// # async fn hello(_: Request) -> Result<impl IntoView, AppError> { Ok(view! { <p>"Hello."</p> }) }
/// page("/hello", hello);
/// ```
///
/// With one it does:
///
/// ```
/// # use leptos::prelude::*;
/// # use web::{error::AppError, request::Request, routing::{Policy, page}};
/// # async fn hello(_: Request) -> Result<impl IntoView, AppError> { Ok(view! { <p>"Hello."</p> }) }
/// page("/hello", Policy::Anyone, hello);
/// ```
pub fn page<V, E, F>(
    path: &'static str,
    policy: Policy,
    view: impl Fn(Request) -> F + Send + Sync + 'static,
) -> Route
where
    V: IntoView + 'static,
    E: Into<PageError> + 'static,
    F: Future<Output = Result<V, E>> + Send + 'static,
{
    let view: View = Arc::new(move |request| {
        let view = view(request);
        // The type of a page grows with the page. Boxed here, so that it is not part of the type of every surrounding function.
        Box::pin(async move { view.await.map(IntoAny::into_any).map_err(Into::into) })
    });
    Route::get(path, policy, Handler::Page(view))
}

/// A path that responds to a `GET` with something other than a page.
pub fn resource<R, F>(
    path: &'static str,
    policy: Policy,
    handler: impl Fn(Request) -> F + Send + Sync + 'static,
) -> Route
where
    R: IntoResponse,
    F: Future<Output = Result<R, AppError>> + Send + 'static,
{
    let handler: ResourceHandler = Arc::new(move |request| {
        let answer = handler(request);
        Box::pin(async move { Ok(answer.await?.into_response()) })
    });
    Route::get(path, policy, Handler::Resource(handler))
}

/// A path for machines, such as a health check. It is open to everyone and has no session.
pub fn machine<R, F>(
    path: &'static str,
    handler: impl Fn(Arc<Services>) -> F + Send + Sync + 'static,
) -> Route
where
    R: IntoResponse,
    F: Future<Output = R> + Send + 'static,
{
    let handler: MachineHandler = Arc::new(move |services| {
        let answer = handler(services);
        Box::pin(async move { answer.await.into_response() })
    });
    Route::get(path, Policy::Anyone, Handler::Machine(handler))
}

/// A form that has no page at its own path. `verb` receives the submission after validation.
///
/// A form without a policy does not compile:
///
/// ```compile_fail,E0061
/// # use contract::forms::LogOut;
/// # use web::{error::AppError, request::Request, routing::{Next, form, redirect}};
/// # async fn log_out(_: Request, _: LogOut) -> Result<Next, AppError> { Ok(redirect("/")) }
/// form(log_out);
/// ```
///
/// With one it does:
///
/// ```
/// # use contract::forms::LogOut;
/// # use web::{error::AppError, request::Request, routing::{Next, Policy, form, redirect}};
/// # async fn log_out(_: Request, _: LogOut) -> Result<Next, AppError> { Ok(redirect("/")) }
/// form(Policy::Anyone, log_out);
/// ```
pub fn form<T, F>(policy: Policy, verb: impl Fn(Request, T) -> F + Send + Sync + 'static) -> Route
where
    T: FormData,
    F: Future<Output = Result<Next, AppError>> + Send + 'static,
{
    Route {
        path: T::FORM.path,
        get: None,
        post: Some(form_endpoint(policy, verb)),
        link: None,
        is_for_development: false,
    }
}

fn form_endpoint<T, F>(policy: Policy, verb: impl Fn(Request, T) -> F + Send + Sync + 'static) -> Endpoint
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

impl Route {
    fn get(path: &'static str, policy: Policy, handler: Handler) -> Self {
        Self {
            path,
            get: Some(Endpoint { policy, handler }),
            post: None,
            link: None,
            is_for_development: false,
        }
    }

    /// The form of this page. The page's policy applies to it as well.
    ///
    /// # Panics
    /// At startup, if the form posts to another path or the route has no page.
    #[must_use]
    pub fn form<T, F>(mut self, verb: impl Fn(Request, T) -> F + Send + Sync + 'static) -> Self
    where
        T: FormData,
        F: Future<Output = Result<Next, AppError>> + Send + 'static,
    {
        assert_eq!(
            T::FORM.path,
            self.path,
            "a form of a page posts to the page's own path"
        );
        let page = self.get.as_ref().expect("a form of a page needs the page");
        self.post = Some(form_endpoint(page.policy, verb));
        self
    }

    /// Adds the page to a menu.
    #[must_use]
    pub fn in_menu(mut self, menu: Menu, label: &'static str) -> Self {
        self.link.get_or_insert_default().menus.push((menu, label));
        self
    }

    /// Links to the page from the dashboard of users who are allowed to open it.
    #[must_use]
    pub fn on_dashboard(mut self, icon: Shape, label: &'static str, note: &'static str) -> Self {
        self.link.get_or_insert_default().dashboard = Some((icon, label, note));
        self
    }

    /// The path in axum's syntax, with parameters as `{name}`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Whether the path is for machines and has no session.
    #[must_use]
    pub fn is_for_machines(&self) -> bool {
        self.get
            .as_ref()
            .is_some_and(|endpoint| matches!(endpoint.handler, Handler::Machine(_)))
    }

    /// Restricts the route to development. In production it responds with 404.
    #[must_use]
    pub fn for_development(mut self) -> Self {
        self.is_for_development = true;
        self
    }

    /// The method router of this route.
    pub fn method_router<S>(&self) -> MethodRouter<S>
    where
        S: Clone + Send + Sync + 'static,
        Arc<Services>: FromRef<S>,
    {
        let mut router = MethodRouter::new();
        if let Some(endpoint) = self.get.clone() {
            router = router.merge(get(
                move |State(services): State<Arc<Services>>, request: axum::extract::Request| {
                    answer(services, endpoint.clone(), request)
                },
            ));
        }
        if let Some(endpoint) = self.post.clone() {
            router = router.merge(post(
                move |State(services): State<Arc<Services>>, request: axum::extract::Request| {
                    answer(services, endpoint.clone(), request)
                },
            ));
        }
        router
    }
}

/// The only way to a handler. The policy is enforced here, whatever layers surround the router.
async fn answer(
    services: Arc<Services>,
    endpoint: Endpoint,
    request: axum::extract::Request,
) -> Response<Body> {
    if let Handler::Machine(handler) = &endpoint.handler {
        return handler(services).await;
    }
    let (parts, body) = request.into_parts();
    let request = match Request::from_parts(services, &parts) {
        Ok(request) => request,
        Err(error) => return error.into_response(),
    };
    let form = endpoint.form();
    let admission = match guard::admit(&request, &endpoint.policy, form) {
        Ok(admission) => admission,
        Err(response) => return *response,
    };
    if let Err(error) = crate::request::query::check(&request) {
        return error.into_response();
    }
    match endpoint.handler {
        Handler::Page(view) => pages::answer(request, parts, view).await,
        Handler::Resource(handler) => handler(request).await.unwrap_or_else(IntoResponse::into_response),
        Handler::Machine(handler) => handler(Arc::clone(&request.services)).await,
        Handler::Form(form, verb) => forms::answer(request, body, form, verb, admission).await,
    }
}
