//! What can be bought, and for how much.

/// An item of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What forms and baskets say for it. It stays when the name changes.
    pub code: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What one costs, in cents.
    pub price_cents: i64,
}

const fn item(code: &'static str, name: &'static str, price_cents: i64) -> Item {
    Item {
        code,
        name,
        price_cents,
    }
}

/// All of it, in the order of the page.
pub const ITEMS: [Item; 12] = [
    item("paper", "Paper, A4, 500 sheets", 490),
    item("notebook", "Notebook, squared", 299),
    item("pens", "Ballpoint pens (10)", 650),
    item("folders", "Folders (25)", 1_190),
    item("stapler", "Stapler", 1_450),
    item("whiteboard", "Whiteboard, 120 × 90", 11_250),
    item("lamp", "Desk lamp", 3_950),
    item("keyboard", "Keyboard", 5_990),
    item("headphones", "Headphones", 8_900),
    item("monitor-arm", "Monitor arm", 13_900),
    item("chair", "Office chair", 18_900),
    item("desk", "Standing desk, oak", 64_900),
];

/// The item of this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.code == code)
}

impl Item {
    /// What so many of it cost, in cents.
    #[must_use]
    pub fn cents(&self, quantity: u32) -> i64 {
        self.price_cents * i64::from(quantity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        basket::{MAX_LINES, MAX_PIECES, forms::ITEM_MAX},
        money::MAX_CENTS,
    };

    #[test]
    fn the_catalogue_fits_forms_and_orders() {
        for (index, item) in ITEMS.iter().enumerate() {
            assert!(
                ITEMS[index + 1..].iter().all(|other| other.code != item.code),
                "{} twice",
                item.code
            );
            assert!(
                item.code.len() <= ITEM_MAX && item.name.chars().count() <= 80,
                "{}",
                item.code
            );
            assert!(item.price_cents > 0, "{}", item.code);
        }
        let dearest = ITEMS
            .iter()
            .map(|item| item.price_cents)
            .max()
            .unwrap_or_default();
        let lines = i64::try_from(MAX_LINES).expect("a small number");
        assert!(
            dearest * lines * i64::from(MAX_PIECES) <= MAX_CENTS,
            "the fullest basket is an order"
        );
    }
}
