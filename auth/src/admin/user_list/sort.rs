//! The order of the list, and places in it.

use contract::field_errors::FieldError;
use entity::user;
use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, Order, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Value},
};
use time::OffsetDateTime;

use crate::Error;

/// What the list goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Username,
    /// SQLite keeps moments as text: of accounts of one second it may take the later first, each time alike.
    Joined,
}

/// What the list goes by, and whether it begins with the largest: Django's `ordering`, a minus sign for the latter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    key: Key,
    is_descending: bool,
}

impl Sort {
    /// Reads the parameter; empty is by user name.
    pub(super) fn read(sort: &str) -> Result<Self, Error> {
        let (name, is_descending) = match sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort, false),
        };
        let key = match name {
            "" | "username" => Key::Username,
            "date_joined" => Key::Joined,
            _ => return Err(Error::refused_field("sort", FieldError::InvalidChoice)),
        };
        Ok(Self { key, is_descending })
    }

    /// The users in this order, or from the other end.
    pub(super) fn order(self, select: Select<user::Entity>, is_from_the_end: bool) -> Select<user::Entity> {
        let order = if self.is_descending == is_from_the_end {
            Order::Asc
        } else {
            Order::Desc
        };
        match self.key {
            Key::Username => select.order_by(user::Column::UsernameCanonical, order),
            Key::Joined => select
                .order_by(user::Column::DateJoined, order.clone())
                .order_by(user::Column::Id, order),
        }
    }

    /// Where a user stands, as a word for the address: the value of `after` and `before`.
    pub(super) fn place_of(self, user: &user::Model) -> String {
        match self.key {
            Key::Username => user.username_canonical.clone(),
            Key::Joined => joined_place(user.date_joined, user.id),
        }
    }

    /// True of those that stand after this place in the order of the list, or before it.
    pub(super) fn beyond(self, place: &str, is_before: bool) -> Result<Expr, Error> {
        let is_greater = self.is_descending == is_before;
        let (columns, values) = match self.key {
            Key::Username => (vec![user::Column::UsernameCanonical], vec![Value::from(place)]),
            Key::Joined => {
                let (nanoseconds, id) = place.split_once('.').ok_or(Error::NotFound)?;
                let nanoseconds: i128 = nanoseconds.parse().map_err(|_| Error::NotFound)?;
                let at =
                    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|_| Error::NotFound)?;
                let id: i64 = id.parse().map_err(|_| Error::NotFound)?;
                (
                    vec![user::Column::DateJoined, user::Column::Id],
                    vec![Value::from(at), Value::from(id)],
                )
            }
        };
        let columns = Expr::tuple(
            columns
                .into_iter()
                .map(|column| Expr::col(column.as_column_ref())),
        );
        let values = Expr::tuple(values.into_iter().map(Expr::value));
        Ok(if is_greater {
            columns.gt(values)
        } else {
            columns.lt(values)
        })
    }

    /// The key of the user at this index of the list, counted from 0.
    pub(super) async fn place_at(
        self,
        db: &impl ConnectionTrait,
        filtered: &Select<user::Entity>,
        index: u64,
    ) -> Result<Option<String>, Error> {
        let select = self.order(filtered.clone().select_only(), false).offset(index);
        Ok(match self.key {
            Key::Username => {
                let name = select.column(user::Column::UsernameCanonical);
                name.into_tuple().one(db).await?
            }
            Key::Joined => {
                let joined = select.columns([user::Column::DateJoined, user::Column::Id]);
                let found: Option<(OffsetDateTime, i64)> = joined.into_tuple().one(db).await?;
                found.map(|(at, id)| joined_place(at, id))
            }
        })
    }
}

fn joined_place(at: OffsetDateTime, id: i64) -> String {
    format!("{}.{id}", at.unix_timestamp_nanos())
}
