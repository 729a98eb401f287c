//! A basket becomes an order, once.

use auth::{Auth, Error, authorization::permissions};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect, SqlErr,
};

use super::{
    Basket,
    errors::{basket_changed, basket_empty},
};
use crate::{
    entity::{
        order::{self, Column, Entity, Status},
        order_line,
    },
    orders::forms::REFERENCE_MAX,
    permission::order::ADD,
};

/// Orders what is in the basket and returns the key of the order. The user needs `orders.add_order`, at the moment when it is placed.
///
/// `seen` is the stamp of what the user was shown; empty where a script does not say it. However often and in however many tabs
/// the button is pressed, one stamp is one order: the first makes it, the others are led to it. The database decides who is
/// first, so it does not matter where sessions are kept or in which order they are written.
pub async fn check_out(auth: &Auth, user_id: i64, basket: &Basket, seen: &str) -> Result<i64, Error> {
    if !seen.is_empty()
        && let Some(id) = ordered(auth, user_id, seen).await?
    {
        return Ok(id);
    }
    if basket.is_empty() {
        return Err(Error::refused(basket_empty()));
    }
    let stamp = basket.stamp();
    if !seen.is_empty() && seen != stamp {
        return Err(Error::refused(basket_changed()));
    }
    let transaction = auth.db.begin().await?;
    permissions::require(&transaction, user_id, ADD, auth.clock.now()).await?;
    match place(auth, &transaction, user_id, basket, &stamp).await {
        Ok(id) => {
            transaction.commit().await?;
            Ok(id)
        }
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            transaction.rollback().await?;
            ordered(auth, user_id, &stamp).await?.ok_or(Error::Conflict)
        }
        Err(error) => Err(error.into()),
    }
}

/// The order that this user made of this basket.
async fn ordered(auth: &Auth, user_id: i64, stamp: &str) -> Result<Option<i64>, Error> {
    let found = Entity::of(user_id)
        .select_only()
        .column(Column::Id)
        .filter(Column::Basket.eq(stamp))
        .into_tuple()
        .one(auth.db.reader())
        .await?;
    Ok(found)
}

async fn place(
    auth: &Auth,
    transaction: &DatabaseTransaction,
    user_id: i64,
    basket: &Basket,
    stamp: &str,
) -> Result<i64, DbErr> {
    let order: order::Model = order::ActiveModel {
        user_id: Set(user_id),
        reference: Set(reference(basket)),
        amount_cents: Set(basket.cents()),
        status: Set(Status::Pending),
        created_at: Set(auth.clock.now()),
        basket: Set(Some(stamp.to_owned())),
        ..Default::default()
    }
    .insert(transaction)
    .await?;
    let lines = (1..)
        .zip(basket.lines())
        .map(|(position, (item, quantity))| order_line::ActiveModel {
            order_id: Set(order.id),
            position: Set(position),
            item: Set(item.code.to_owned()),
            name: Set(item.name.to_owned()),
            // A basket takes no more than fits.
            quantity: Set(i32::try_from(quantity).unwrap_or(i32::MAX)),
            price_cents: Set(item.price_cents),
        });
    order_line::Entity::insert_many(lines)
        .exec_without_returning(transaction)
        .await?;
    Ok(order.id)
}

/// What the order is called: as many lines as fit, and how many more there are.
fn reference(basket: &Basket) -> String {
    let names: Vec<String> = basket
        .lines()
        .map(|(item, quantity)| match quantity {
            1 => item.name.to_owned(),
            _ => format!("{quantity} × {}", item.name),
        })
        .collect();
    let with = |shown: usize| match names.len() - shown {
        0 => names.join(", "),
        more => format!("{} and {more} more", names[..shown].join(", ")),
    };
    (1..=names.len())
        .rev()
        .map(with)
        .find(|reference| reference.chars().count() <= REFERENCE_MAX)
        .unwrap_or_else(|| "From the basket".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basket::{ITEMS, MAX_LINES};

    fn of(items: &[(&str, &str)]) -> String {
        let mut basket = Basket::default();
        for (item, quantity) in items {
            basket.add(item, quantity).expect("goes in");
        }
        reference(&basket)
    }

    #[test]
    fn a_reference_fits() {
        assert_eq!(
            of(&[("lamp", "1"), ("paper", "3")]),
            "Desk lamp, 3 × Paper, A4, 500 sheets"
        );
        let all: Vec<_> = ITEMS[..MAX_LINES].iter().map(|item| (item.code, "99")).collect();
        let reference = of(&all);
        assert!(
            reference.chars().count() <= REFERENCE_MAX && reference.ends_with(" more"),
            "{reference}"
        );
    }
}
