//! A group of check boxes, for groups and permissions.

use contract::admin::Choice;
use leptos::prelude::*;

use ui::{Icon, icon::Shape, islands::CheckboxSearch};

use crate::components::form::FormContext;

/// Up to this many boxes, there is no search field.
const MAX_WITHOUT_SEARCH: usize = 12;

/// Check boxes that share a name, in sections by app and model if they have one. A box that the viewer is not allowed to change is
/// disabled, with the reason; it is not sent, and its state is kept.
#[component]
pub fn CheckboxGroup(
    /// The name of the boxes.
    name: &'static str,
    /// The heading.
    label: &'static str,
    /// A sentence below the heading.
    hint: &'static str,
    /// The choices.
    choices: Vec<Choice>,
) -> impl IntoView {
    let form = FormContext::from_context();
    // A rejected form keeps its state; a locked box keeps the stored one.
    let ticked = form
        .was_rejected()
        .then(|| form.value_of(name).unwrap_or_default());
    let is_chosen = |choice: &Choice| match &ticked {
        Some(values) if !choice.is_locked => values.lines().any(|value| value == choice.value),
        _ => choice.is_chosen,
    };
    let is_any_locked = choices.iter().any(|choice| choice.is_locked);
    let why = format!("{name}-why");
    let locked = is_any_locked.then(|| {
        view! {
            <p class="locked" id=why.clone()>
                <Icon shape=Shape::Lock />
                <span>"Items that include permissions you do not have are disabled."</span>
            </p>
        }
    });
    let list_id = format!("{name}-list");
    let (total, chosen) = (
        choices.len(),
        choices.iter().filter(|choice| is_chosen(choice)).count(),
    );
    let search = (total > MAX_WITHOUT_SEARCH).then(|| {
        view! { <CheckboxSearch list=list_id.clone() things=label.to_lowercase() total chosen /> }
    });
    let mut sections: Vec<((String, String), Vec<AnyView>)> = Vec::new();
    for choice in choices {
        let is_checked = is_chosen(&choice);
        let id = format!("{name}-{}", choice.value.replace('.', "-"));
        let section = choice.section.clone();
        let item = view! {
            <li class="field field--check">
                <input
                    class="field__check"
                    id=id.clone()
                    name=name
                    type="checkbox"
                    value=choice.value.clone()
                    checked=is_checked
                    disabled=choice.is_locked
                    aria-describedby=choice.is_locked.then(|| why.clone())
                />
                <label class="field__label" for=id>
                    <span>{choice.label}</span>
                    {(!choice.section.0.is_empty()).then(|| view! { <code>{choice.value}</code> })}
                </label>
                {(!choice.note.is_empty()).then(|| view! { <p class="field__hint">{choice.note}</p> })}
            </li>
        }
        .into_any();
        match sections.last_mut() {
            Some((last, items)) if *last == section => items.push(item),
            _ => sections.push((section, vec![item])),
        }
    }
    view! {
        <fieldset class="checkbox-group" aria-describedby=format!("{name}-hint")>
            <legend>{label}</legend>
            <p class="field__hint" id=format!("{name}-hint")>
                {hint}
            </p>
            {locked} {search}
            <div class="checkbox-group__list" id=list_id>
                {by_app(sections)}
            </div>
        </fieldset>
    }
}

/// Nests the boxes in models, and the models in apps. A list without sections is flat.
fn by_app(sections: Vec<((String, String), Vec<AnyView>)>) -> Vec<AnyView> {
    let mut apps: Vec<(String, Vec<AnyView>)> = Vec::new();
    for ((app, model), items) in sections {
        if app.is_empty() {
            apps.push((app, vec![view! { <ul>{items}</ul> }.into_any()]));
            continue;
        }
        let fieldset = view! {
            <fieldset>
                <legend>{model}</legend>
                <ul>{items}</ul>
            </fieldset>
        }
        .into_any();
        match apps.last_mut() {
            Some((last, models)) if *last == app => models.push(fieldset),
            _ => apps.push((app, vec![fieldset])),
        }
    }
    apps.into_iter()
        .map(|(app, models)| {
            if app.is_empty() {
                models.into_any()
            } else {
                view! {
                    <section>
                        <h3>{app}</h3>
                        {models}
                    </section>
                }
                .into_any()
            }
        })
        .collect()
}
