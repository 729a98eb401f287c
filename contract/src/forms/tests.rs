//! What a declaration accepts.

use super::{FormData, Kind, Values};
use crate::{
    field_errors::{FieldError, FieldErrors},
    fields, form,
};

fields! {
    /// A group of fields.
    struct Part {
        day: String = date(),
    }
}

form! {
    /// A form with every type of field.
    struct Whole at "/whole/{id}" on "/page/{id}" {
        name: String = text(3),
        is_active: bool = checkbox(),
        part: Part = group(Part::FIELDS),
        groups: Vec<String> = many(20),
    }
}

fn decode(pairs: &[(&str, &str)]) -> Result<Whole, FieldErrors> {
    Whole::decode(Values::new(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    ))
}

#[test]
fn a_declaration_is_both_the_list_of_inputs_and_the_struct() {
    let names: Vec<_> = Whole::FORM.inputs().iter().map(|input| input.name).collect();
    assert_eq!(names, ["name", "is_active", "day", "groups"]);
    assert_eq!(Whole::FORM.input("day").map(|input| input.kind), Some(Kind::Date));
    assert_eq!(
        (Whole::FORM.path, Whole::FORM.page()),
        ("/whole/{id}", "/page/{id}")
    );
    let whole = decode(&[
        ("name", "a"),
        ("is_active", "on"),
        ("day", "2026-01-01"),
        ("groups", "1"),
        ("groups", "2"),
    ]);
    assert_eq!(
        whole,
        Ok(Whole {
            name: "a".into(),
            is_active: true,
            part: Part {
                day: "2026-01-01".into()
            },
            groups: vec!["1".into(), "2".into()],
        })
    );
    assert_eq!(decode(&[]), Ok(Whole::default()), "a missing field is empty");
}

form! {
    /// A form with some fields of a part.
    struct Short at "/short" {
        part: Part = some_of(Part::FIELDS, &["place"]),
    }
}

#[test]
fn a_form_takes_only_the_named_fields_of_a_part() {
    assert!(Short::FORM.inputs().is_empty() && Short::FORM.input("day").is_none());
}

#[test]
fn a_box_is_ticked_or_not() {
    for (value, is_ticked) in [("true", true), ("1", true), ("", false), ("off", false)] {
        assert_eq!(
            decode(&[("is_active", value)]).map(|whole| whole.is_active),
            Ok(is_ticked),
            "{value}"
        );
    }
    let errors = decode(&[("is_active", "perhaps")]).expect_err("refused");
    assert_eq!(errors.of("is_active"), [FieldError::InvalidChoice]);
}
