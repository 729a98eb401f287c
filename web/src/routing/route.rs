//! The routes that an area provides.

use std::{future::Future, sync::Arc};

use axum::{
    extract::{FromRef, State},
    response::IntoResponse,
    routing::{MethodRouter, get, post},
};
use contract::forms::FormData;
use leptos::prelude::{IntoAny, IntoView};
use ui::icon::Shape;

use super::{
    Menu, Next, Policy,
    endpoint::{Endpoint, Handler, MachineHandler, PageError, ResourceHandler, View, form_endpoint},
    link::Link,
};
use crate::{error::AppError, request::Request, services::Services};

/// A path with its policies and handlers. Created by [`page`], [`form`] and [`resource`].
pub struct Route {
    pub(crate) path: &'static str,
    pub(crate) get: Option<Endpoint>,
    pub(crate) post: Option<Endpoint>,
    pub(crate) link: Option<Link>,
    pub(crate) is_for_development: bool,
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
    let handler: MachineHandler = Arc::new(move |services, _| {
        let answer = handler(services);
        Box::pin(async move { answer.await.into_response() })
    });
    Route::get(path, Policy::Anyone, Handler::Machine(handler))
}

/// A path that accepts a `POST` from other sites. It has no session and no viewer, so another site cannot use those of a visitor: the
/// handler sees only the request.
pub fn cross_site_post<R, F>(
    path: &'static str,
    handler: impl Fn(axum::extract::Request) -> F + Send + Sync + 'static,
) -> Route
where
    R: IntoResponse,
    F: Future<Output = R> + Send + 'static,
{
    let handler: MachineHandler = Arc::new(move |_, request| {
        let answer = handler(request);
        Box::pin(async move { answer.await.into_response() })
    });
    Route {
        path,
        get: None,
        post: Some(Endpoint::new(Policy::Anyone, Handler::Machine(handler))),
        link: None,
        is_for_development: false,
    }
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

impl Route {
    fn get(path: &'static str, policy: Policy, handler: Handler) -> Self {
        Self {
            path,
            get: Some(Endpoint::new(policy, handler)),
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
        let endpoint = self.get.as_ref().or(self.post.as_ref());
        endpoint.is_some_and(Endpoint::is_for_machines)
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
                    endpoint.clone().answer(services, request)
                },
            ));
        }
        if let Some(endpoint) = self.post.clone() {
            router = router.merge(post(
                move |State(services): State<Arc<Services>>, request: axum::extract::Request| {
                    endpoint.clone().answer(services, request)
                },
            ));
        }
        router
    }
}
