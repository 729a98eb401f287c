//! Orders are placed and approved.

use auth::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authorization::permissions,
    text,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    viewer::Viewer,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{forms::REFERENCE_MAX, queries::find};
use crate::{
    entity::order::{self, Column, Entity, Status},
    money::cents,
    permission::order::{ADD, APPROVE},
};

/// Places an order and returns its key. The user needs `orders.add_order`, at the moment when it is placed.
pub async fn place(auth: &Auth, user_id: i64, reference: &str, amount: &str) -> Result<i64, Error> {
    let (reference, amount_cents) = read(reference, amount)?;
    let transaction = auth.db.begin().await?;
    permissions::require(&transaction, user_id, ADD, auth.clock.now()).await?;
    let order: order::Model = order::ActiveModel {
        user_id: Set(user_id),
        reference: Set(reference.to_owned()),
        amount_cents: Set(amount_cents),
        status: Set(Status::Pending),
        created_at: Set(auth.clock.now()),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(order.id)
}

/// Reference and amount as they were typed, or everything that is wrong with either.
fn read<'a>(reference: &'a str, amount: &str) -> Result<(&'a str, i64), FieldErrors> {
    let mut errors = FieldErrors::default();
    let reference = reference.trim();
    if reference.is_empty() {
        errors.add("reference", FieldError::Required);
    } else if reference.chars().count() > REFERENCE_MAX {
        errors.add("reference", FieldError::TooLong { max: REFERENCE_MAX });
    } else if let Err(error) = text::check_line(reference) {
        errors.add("reference", error);
    }
    let amount_cents = cents(amount);
    if amount.trim().is_empty() {
        errors.add("amount", FieldError::Required);
    } else if amount_cents.is_none() {
        let invalid = FieldError::custom("invalid_amount", "Enter an amount such as 12.50.");
        errors.add("amount", invalid);
    }
    match amount_cents {
        Some(amount_cents) if errors.is_empty() => Ok((reference, amount_cents)),
        _ => Err(errors),
    }
}

/// Approves a pending order: once, however many users press the button at the same moment.
pub async fn approve(auth: &Auth, origin: &Origin, viewer: &Viewer, id: i64) -> Result<(), Error> {
    let (_, customer) = find(auth, viewer, id).await?;
    let transaction = auth.db.begin().await?;
    permissions::require(&transaction, viewer.id, APPROVE, auth.clock.now()).await?;
    let approved = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Approved))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Pending))
        .exec(&transaction)
        .await?;
    if approved.rows_affected == 0 {
        return Err(Error::Conflict);
    }
    let kind = EventKind::Domain {
        code: "order_approved",
        object: id.to_string(),
    };
    auth.record(
        &transaction,
        kind,
        customer.as_ref().map(AffectedUser::from),
        origin,
    )
    .await?;
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(read(" Lamp ", "12.50"), Ok(("Lamp", 1_250)));
        let errors = read(" ", "much").expect_err("refused");
        assert_eq!(errors.of("reference"), [FieldError::Required]);
        assert_eq!(errors.of("amount")[0].code(), "invalid_amount");
        let long = "ä".repeat(REFERENCE_MAX + 1);
        let errors = read(&long, "").expect_err("refused");
        assert_eq!(
            errors.of("reference"),
            [FieldError::TooLong { max: REFERENCE_MAX }]
        );
        assert_eq!(errors.of("amount"), [FieldError::Required]);
    }
}
