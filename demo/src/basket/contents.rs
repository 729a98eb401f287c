//! What a visitor means to order.
//!
//! It lives in the session, logged in or not, and holds codes and quantities. Names and prices are looked up each time, so no
//! client ever says one.

use auth::Error;
use contract::field_errors::{FieldError, FieldErrors};
use serde::{Deserialize, Serialize};

use super::{
    MAX_PIECES,
    catalogue::{self, Item},
    errors::{basket_changed, basket_full, too_many_pieces},
    quantity,
};

/// Most different items.
pub const MAX_LINES: usize = 10;

/// What is in it. Every change gives it another version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    version: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    item: String,
    quantity: u32,
}

impl Basket {
    /// Whether there is nothing in it that can be ordered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines().next().is_none()
    }

    /// What is in it, at today's prices. What the catalogue does not have any more is passed over.
    pub fn lines(&self) -> impl Iterator<Item = (&'static Item, u32)> {
        self.lines
            .iter()
            .filter_map(|line| Some((catalogue::find(&line.item)?, line.quantity)))
    }

    /// What all of it comes to, in cents.
    #[must_use]
    pub fn cents(&self) -> i64 {
        self.lines().map(|(item, quantity)| item.cents(quantity)).sum()
    }

    /// Names this content at these prices; empty for an empty basket.
    #[must_use]
    pub fn stamp(&self) -> String {
        if self.is_empty() {
            String::new()
        } else {
            format!("{}.{}", self.version, self.cents())
        }
    }

    /// Puts something in; more of what is in it already is added up.
    pub fn add(&mut self, item: &str, typed: &str) -> Result<(), Error> {
        let (item, quantity) = read(item, typed, "quantity")?;
        // Only what can be ordered takes up room.
        self.lines.retain(|line| catalogue::find(&line.item).is_some());
        if let Some(line) = self.lines.iter_mut().find(|line| line.item == item.code) {
            if line.quantity + quantity > MAX_PIECES {
                return Err(Error::refused_field("quantity", too_many_pieces()));
            }
            line.quantity += quantity;
        } else if self.lines.len() >= MAX_LINES {
            return Err(Error::refused_field("item", basket_full()));
        } else {
            self.lines.push(Line {
                item: item.code.to_owned(),
                quantity,
            });
        }
        self.touch();
        Ok(())
    }

    /// Has more or less of what is in it.
    pub fn change(&mut self, item: &str, typed: &str) -> Result<(), Error> {
        let (item, quantity) = read(item, typed, "pieces")?;
        let line = self.lines.iter_mut().find(|line| line.item == item.code);
        line.ok_or_else(|| Error::refused(basket_changed()))?.quantity = quantity;
        self.touch();
        Ok(())
    }

    /// Takes one item out. What is not in it is out already: the second click of a hurried visitor is no mistake.
    pub fn remove(&mut self, item: &str) {
        self.lines.retain(|line| line.item != item);
        self.touch();
    }

    fn touch(&mut self) {
        self.version = format!("{:032x}", rand::random::<u128>());
    }
}

/// Item and quantity as they were sent; everything that is wrong with either, at once.
fn read(item: &str, typed: &str, field: &str) -> Result<(&'static Item, u32), Error> {
    let mut errors = FieldErrors::default();
    let found = catalogue::find(item);
    if item.is_empty() {
        errors.add("item", FieldError::Required);
    } else if found.is_none() {
        errors.add("item", FieldError::InvalidChoice);
    }
    let quantity = quantity(typed).map_err(|error| errors.add(field, error));
    match (found, quantity) {
        (Some(item), Ok(quantity)) => Ok((item, quantity)),
        _ => Err(errors.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basket::{ITEMS, errors::invalid_quantity};

    fn errors(result: Result<(), Error>) -> FieldErrors {
        match result {
            Err(Error::Refused(errors)) => errors,
            other => panic!("{other:?}"),
        }
    }

    fn filled(items: &[(&str, &str)]) -> Basket {
        let mut basket = Basket::default();
        for (item, quantity) in items {
            basket.add(item, quantity).expect("goes in");
        }
        basket
    }

    #[test]
    fn pieces_add_up_as_far_as_they_may() {
        let mut basket = filled(&[("lamp", "60"), ("paper", "2"), ("lamp", "39")]);
        assert_eq!(basket.cents(), 99 * 3_950 + 2 * 490);
        let before = basket.clone();
        assert_eq!(
            errors(basket.add("lamp", "1")).of("quantity"),
            [too_many_pieces()]
        );
        assert_eq!(basket, before, "nothing is lost");
        basket.change("lamp", "1").expect("less of it");
        assert_eq!(basket.cents(), 3_950 + 980);
    }

    #[test]
    fn only_so_many_items() {
        let mut basket = Basket::default();
        for item in &ITEMS[..MAX_LINES] {
            basket.add(item.code, "1").expect("goes in");
        }
        assert_eq!(
            errors(basket.add(ITEMS[MAX_LINES].code, "1")).of("item"),
            [basket_full()]
        );
        basket.add(ITEMS[0].code, "1").expect("more of the same");
        basket.remove(ITEMS[0].code);
        basket
            .add(ITEMS[MAX_LINES].code, "1")
            .expect("there is room again");
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let mut basket = Basket::default();
        let found = errors(basket.add("yacht", "-1"));
        assert_eq!(found.of("item"), [FieldError::InvalidChoice]);
        assert_eq!(found.of("quantity"), [invalid_quantity()]);
        assert_eq!(errors(basket.add("", "1")).of("item"), [FieldError::Required]);
        assert_eq!(errors(basket.change("lamp", "1")).form, [basket_changed()]);
        assert!(basket.is_empty() && basket.stamp().is_empty());
    }

    #[test]
    fn a_stamp_is_good_for_one_content() {
        let mut basket = filled(&[("lamp", "1")]);
        let first = basket.stamp();
        basket.add("lamp", "1").expect("goes in");
        let second = basket.stamp();
        basket.change("lamp", "1").expect("less of it");
        assert!(
            first != second && basket.stamp() != first,
            "also when it is as it was"
        );
        assert!(first.len() <= 64);
    }

    #[test]
    fn what_is_not_sold_any_more_is_passed_over() {
        let mut basket = filled(&[("lamp", "2")]);
        basket.lines.push(Line {
            item: "typewriter".into(),
            quantity: 3,
        });
        assert_eq!((basket.lines().count(), basket.cents()), (1, 7_900));
    }
}
