//! The fields of a user's profile.

use contract::forms::Profile;
use leptos::prelude::*;

use super::TextField;
use crate::components::Description;

/// The fields of a [`Profile`], two in a row if there is room. A field is labelled by its name, as in Django: `first_name`
/// is "First name".
#[component]
pub fn ProfileFields(
    /// The initial values.
    #[prop(optional)]
    profile: Profile,
    /// Whether it is the user's own profile, so that the browser may fill it in.
    #[prop(optional)]
    is_own: bool,
    /// The names of the fields to show.
    #[prop(optional)]
    only: Option<&'static [&'static str]>,
) -> impl IntoView {
    let fields: Vec<_> = Profile::FIELDS
        .iter()
        .filter(|field| only.is_none_or(|names| names.contains(&field.name)))
        .map(|field| {
            let value = profile.value_of(field.name).unwrap_or_default();
            let autocomplete = if is_own { autocomplete(field.name) } else { "off" };
            view! { <TextField name=field.name label=label(field.name) autocomplete value is_optional=true /> }
        })
        .collect();
    (!fields.is_empty()).then(|| view! { <div class="field-row">{fields}</div> })
}

/// The fields of a [`Profile`], as entries of a description list.
#[component]
pub fn ProfileDescription(
    /// The values.
    profile: Profile,
) -> impl IntoView {
    Profile::FIELDS
        .iter()
        .map(|field| {
            let value = profile.value_of(field.name).unwrap_or_default();
            view! { <Description name=label(field.name) value /> }
        })
        .collect_view()
}

/// Django's default for `verbose_name`: the name in words.
fn label(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The autofill token of a field (WHATWG, "Autofill").
fn autocomplete(name: &str) -> &'static str {
    match name {
        "first_name" => "given-name",
        "last_name" => "family-name",
        "date_of_birth" => "bday",
        "phone" => "tel",
        _ => "off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_name_in_words() {
        assert_eq!(label("first_name"), "First name");
        assert_eq!(label("phone"), "Phone");
    }
}
