//! The basket. Prices are not among the fields: they are the server's.

use super::{Form, Input, Kind};
use crate::paths;

const ITEM: Input = Input::new("item", Kind::Text, 40);
const QUANTITY: Input = Input::new("quantity", Kind::Number, 20);

/// Put something in.
pub const BASKET: Form = Form::new(paths::BASKET, &[ITEM, QUANTITY]);
/// Have more or less of it. There is one such form a line: a name of its own keeps `quantity` that of the form that adds.
pub const CHANGE_BASKET: Form = Form::new(
    paths::CHANGE_BASKET,
    &[ITEM, Input::new("pieces", Kind::Number, 20)],
)
.on(paths::BASKET);
/// Take one item out.
pub const REMOVE_FROM_BASKET: Form = Form::new(paths::REMOVE_FROM_BASKET, &[ITEM]).on(paths::BASKET);
/// Take everything out.
pub const EMPTY_BASKET: Form = Form::new(paths::EMPTY_BASKET, &[]).on(paths::BASKET);
/// Order what is in it; `basket` names what was seen.
pub const CHECK_OUT: Form =
    Form::new(paths::CHECK_OUT, &[Input::new("basket", Kind::Hidden, 64)]).on(paths::BASKET);

/// What is in it.
pub const BASKET_DATA: Form = Form::new(paths::BASKET_DATA, &[]);
