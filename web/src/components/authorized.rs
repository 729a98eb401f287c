//! Content that depends on a policy.

use crate::routing::Policy;
use leptos::prelude::*;

use crate::page::use_viewer;

/// Shows its children if the viewer satisfies the policy: a group, a permission or a custom test. It does not protect an action; the
/// route's policy does.
#[component]
pub fn Authorized(
    /// The policy.
    policy: Policy,
    /// The content.
    children: Children,
) -> impl IntoView {
    policy.admits(use_viewer().as_ref()).then(children)
}
