//! The route table, from which the router is built and which links and tests query.

use std::fmt;

use contract::forms::Form;

use super::{Menu, Policy, Route, endpoint::Endpoint};
use ui::icon::Shape;

/// The method of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// A page or a resource.
    Get,
    /// A form.
    Post,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
        })
    }
}

/// A row of the list of routes.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// The method.
    pub method: Method,
    /// The path in axum's syntax, with parameters as `{name}`.
    pub path: &'static str,
    /// The policy.
    pub policy: Policy,
    /// The form that it accepts.
    pub form: Option<&'static Form>,
}

/// All routes, in the order in which the areas list them.
#[derive(Default)]
pub struct RouteTable(Vec<Route>);

impl RouteTable {
    /// Creates the table from the routes of all areas. Without `has_development_routes`, development routes are omitted and respond with
    /// 404.
    ///
    /// # Panics
    /// At startup, if two routes have the same method and path, or if a form repeats the policy of the page at its path.
    #[must_use]
    pub fn new(routes: Vec<Route>, has_development_routes: bool) -> Self {
        let routes: Vec<_> = routes
            .into_iter()
            .filter(|route| has_development_routes || !route.is_for_development)
            .collect();
        let table = Self(routes);
        let mut seen = Vec::new();
        for route in table.list() {
            let key = (route.method, route.path);
            assert!(!seen.contains(&key), "{} {} is routed twice", key.0, key.1);
            seen.push(key);
        }
        table.forbid_copied_policies();
        table
    }

    /// A policy is written once. A form at the path of a page has the policy of the page, or one of its own that differs.
    fn forbid_copied_policies(&self) {
        let forms = self.0.iter().filter(|route| route.get.is_none());
        for route in forms.filter(|route| !route.is_for_machines()) {
            let page = self.policy(Method::Get, route.path);
            let form = self.policy(Method::Post, route.path);
            assert!(
                page.is_none() || page != form,
                "the form at {} repeats the policy of its page: write `page(…).form(…)`",
                route.path
            );
        }
    }

    /// The routes, for the router.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }

    /// Every method of every route, with its policy.
    pub fn list(&self) -> impl Iterator<Item = Listed> + '_ {
        self.0.iter().flat_map(|route| {
            let listed = |method, endpoint: &Endpoint| Listed {
                method,
                path: route.path,
                policy: endpoint.policy,
                form: endpoint.form(),
            };
            let get = route.get.as_ref().map(|endpoint| listed(Method::Get, endpoint));
            let post = route.post.as_ref().map(|endpoint| listed(Method::Post, endpoint));
            get.into_iter().chain(post)
        })
    }

    /// The policy of a route; `None` if there is no such route.
    #[must_use]
    pub fn policy(&self, method: Method, path: &str) -> Option<Policy> {
        self.endpoint(method, path).map(|endpoint| endpoint.policy)
    }

    /// Whether a page shows this form.
    #[must_use]
    pub fn has_page(&self, form: &Form) -> bool {
        self.endpoint(Method::Get, form.page())
            .is_some_and(Endpoint::is_page)
    }

    /// The pages of a menu: label, path and policy.
    pub fn menu(&self, menu: Menu) -> impl Iterator<Item = (&'static str, &'static str, Policy)> + '_ {
        self.0.iter().filter_map(move |route| {
            let (_, label) = *route.link.as_ref()?.menus.iter().find(|(of, _)| *of == menu)?;
            Some((label, route.path, route.get.as_ref()?.policy))
        })
    }

    /// The pages that the dashboard links to: icon, label, note, path and policy.
    pub fn dashboard_links(
        &self,
    ) -> impl Iterator<Item = (Shape, &'static str, &'static str, &'static str, Policy)> + '_ {
        self.0.iter().filter_map(|route| {
            let (icon, label, note) = route.link.as_ref()?.dashboard?;
            let policy = route.get.as_ref()?.policy;
            Some((icon, label, note, route.path, policy))
        })
    }

    fn endpoint(&self, method: Method, path: &str) -> Option<&Endpoint> {
        self.0
            .iter()
            .filter(|route| route.path == path)
            .find_map(|route| match method {
                Method::Get => route.get.as_ref(),
                Method::Post => route.post.as_ref(),
            })
    }
}

#[cfg(test)]
mod tests {
    use contract::forms::{ChangeGroup, LogIn};
    use leptos::prelude::*;

    use super::*;
    use crate::{
        error::AppError,
        request::Request,
        routing::{Next, form, page, redirect},
    };

    async fn view(_: Request) -> Result<impl IntoView, AppError> {
        Ok(view! { <p>"A page."</p> })
    }

    async fn log_in(_: Request, _: LogIn) -> Result<Next, AppError> {
        Ok(redirect("/"))
    }

    async fn change_group(_: Request, _: ChangeGroup) -> Result<Next, AppError> {
        Ok(redirect("/"))
    }

    #[test]
    fn a_form_of_a_page_has_its_policy() {
        let table = RouteTable::new(vec![page("/login", Policy::Anonymous, view).form(log_in)], false);
        let listed: Vec<_> = table.list().map(|route| (route.method, route.policy)).collect();
        assert_eq!(
            listed,
            [
                (Method::Get, Policy::Anonymous),
                (Method::Post, Policy::Anonymous)
            ]
        );
    }

    #[test]
    #[should_panic(expected = "repeats the policy of its page")]
    fn a_copied_policy_is_refused() {
        let _ = RouteTable::new(
            vec![
                page("/login", Policy::Anonymous, view),
                form(Policy::Anonymous, log_in),
            ],
            false,
        );
    }

    #[test]
    fn a_form_may_have_a_stricter_policy_than_its_page() {
        let table = RouteTable::new(
            vec![
                page("/admin/groups/{id}", Policy::Staff, view),
                form(Policy::RecentAuthentication, change_group),
            ],
            false,
        );
        let policy = table.policy(Method::Post, "/admin/groups/{id}");
        assert_eq!(policy, Some(Policy::RecentAuthentication));
    }

    #[test]
    #[should_panic(expected = "is routed twice")]
    fn a_path_is_routed_once() {
        let _ = RouteTable::new(
            vec![page("/a", Policy::Anyone, view), page("/a", Policy::Staff, view)],
            false,
        );
    }

    #[test]
    fn development_routes_do_not_exist_elsewhere() {
        let routes = || vec![page("/dev", Policy::Anyone, view).for_development()];
        assert_eq!(RouteTable::new(routes(), false).list().count(), 0);
        assert_eq!(RouteTable::new(routes(), true).list().count(), 1);
    }
}
