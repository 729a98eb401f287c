//! The layout of account pages: a centred card with a form.

use leptos::prelude::*;

use ui::{Icon, icon::Shape};

use super::{Brand, Footer, PageTitle, Status};
use crate::page::title_prefix;

/// Logo, flash message, card and theme switch.
#[component]
pub fn CardLayout(
    /// The title of the page, and its heading. After a rejected form, the document title starts with "Error: ".
    title: &'static str,
    /// A sentence below the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// An icon that shows the outcome.
    #[prop(optional)]
    icon: Option<(Shape, &'static str)>,
    /// The content below the heading.
    children: Children,
) -> impl IntoView {
    let page_title = format!("{}{title}", title_prefix());
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
