//! What only some may see.

use contract::access::Policy;
use leptos::prelude::*;

use crate::page_context::use_viewer;

/// Shows its children to who passes the policy: "in this group", "holds this permission", or a test of one's own. It hides and
/// guards nothing: what a button does is refused by its server function.
#[component]
pub fn Authorized(
    /// Who may see them.
    policy: Policy,
    /// What there is to see.
    children: Children,
) -> impl IntoView {
    policy.admits(use_viewer().as_ref()).then(children)
}
