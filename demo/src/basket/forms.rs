//! The forms of the basket. Prices are not among the fields: the server looks them up.

use contract::form;

use super::paths;

/// Longest code of an item.
pub const ITEM_MAX: usize = 40;
/// Longest quantity: long enough that a number that is too large is refused as such.
const QUANTITY_MAX: usize = 20;

form! {
    /// Put an item in.
    pub struct AddToBasket at paths::BASKET {
        /// Its code.
        item: String = text(ITEM_MAX),
        /// How many.
        quantity: String = number(QUANTITY_MAX),
    }
}

form! {
    /// Have more or less of an item. Each line of the basket has this form, so its field is not called `quantity`, as that of the form
    /// that adds is.
    pub struct ChangeBasket at paths::CHANGE_BASKET on paths::BASKET {
        /// Its code.
        item: String = text(ITEM_MAX),
        /// How many there are to be.
        pieces: String = number(QUANTITY_MAX),
    }
}

form! {
    /// Take one item out.
    pub struct RemoveFromBasket at paths::REMOVE_FROM_BASKET on paths::BASKET {
        /// Its code.
        item: String = text(ITEM_MAX),
    }
}

form! {
    /// Take everything out.
    pub struct EmptyBasket at paths::EMPTY_BASKET on paths::BASKET {}
}

form! {
    /// Order what is in it.
    pub struct CheckOut at paths::CHECK_OUT on paths::BASKET {
        /// The stamp of the basket that the user was shown.
        basket: String = hidden(64),
    }
}
