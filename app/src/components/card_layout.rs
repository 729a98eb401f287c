//! Account pages: one centred card with one form.

use leptos::prelude::*;

use super::{Brand, Footer, Icon, PageTitle, Status, icon::Shape};
use crate::page_context::use_page;

/// Mark, one-time message, card, theme switch.
#[component]
pub fn CardLayout(
    /// What this page is: the heading too. A page that shows a refused form says so first in its title.
    title: &'static str,
    /// One sentence under the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// Says at a glance how it went.
    #[prop(optional)]
    icon: Option<(Shape, &'static str)>,
    /// What comes under the heading.
    children: Children,
) -> impl IntoView {
    let page_title = if use_page().refused.is_some() {
        format!("Error: {title}")
    } else {
        title.to_owned()
    };
    view! {
        <PageTitle title=page_title />
        <div class="shell shell--card">
            <header class="masthead">
                <Brand />
            </header>
            <main id="main" tabindex="-1">
                <Status />
                <section class="card card--account">
                    <header>
                        {icon
                            .map(|(shape, tone)| {
                                view! {
                                    <span class=format!("card__icon {tone}")>
                                        <Icon shape />
                                    </span>
                                }
                            })}
                        <h1>{title}</h1>
                        {lead}
                    </header>
                    {children()}
                </section>
            </main>
            <Footer />
        </div>
    }
}
