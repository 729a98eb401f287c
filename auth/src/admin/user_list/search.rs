//! The users whom a search text finds.

use entity::user;
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};

use super::MAX_HITS;
use crate::users::username;

/// Sorts after every letter of any script.
const AFTER_ALL: char = '\u{10FFFF}';

/// Keys of the users in whom a column begins with the text; each column is a range of its index. A text that is longer than a name
/// may be finds no user.
pub(super) fn hits(text: &str) -> SelectStatement {
    let canonical = username::canonical(text);
    if canonical.is_empty() {
        // A range from the empty text on is everybody.
        return nobody();
    }
    let mut capitalised = text.to_lowercase();
    if let Some(first) = text.chars().next() {
        capitalised.replace_range(
            ..capitalised.chars().next().map_or(0, char::len_utf8),
            &first.to_uppercase().to_string(),
        );
    }
    let mut ranges = vec![
        range(user::Column::UsernameCanonical, &canonical),
        range(user::Column::EmailCanonical, &canonical),
    ];
    for column in [user::Column::FirstName, user::Column::LastName] {
        ranges.push(range(column, text));
        if capitalised != text {
            ranges.push(range(column, &capitalised));
        }
    }
    // One range after the other, and not "this or that": for an "or" PostgreSQL reads every row.
    let mut all = ranges.swap_remove(0);
    for range in ranges {
        all.union(UnionType::Distinct, range);
    }
    all
}

/// No keys.
pub(super) fn nobody() -> SelectStatement {
    Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(Expr::cust("1 = 0"))
        .to_owned()
}

/// Keys of the users in whom this column begins with the text: the first ones, in the order of its index.
fn range(column: user::Column, text: &str) -> SelectStatement {
    let mut range = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(column.gte(text))
        .and_where(column.lt(format!("{text}{AFTER_ALL}")))
        .order_by(column, Order::Asc)
        .limit(MAX_HITS)
        .to_owned();
    if matches!(column, user::Column::FirstName | user::Column::LastName) {
        range.order_by(user::Column::UsernameCanonical, Order::Asc);
    }
    // A limit inside a union needs a query of its own around it.
    Query::select()
        .column("id")
        .from_subquery(range, "hits")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::SqliteQueryBuilder;

    use super::*;

    #[test]
    fn what_nobody_can_be_called_finds_nobody() {
        for text in ["a".repeat(151), "ﷺ".repeat(151), String::new()] {
            assert_eq!(
                hits(&text).to_string(SqliteQueryBuilder),
                nobody().to_string(SqliteQueryBuilder)
            );
        }
        assert_ne!(
            hits(&"a".repeat(150)).to_string(SqliteQueryBuilder),
            nobody().to_string(SqliteQueryBuilder)
        );
    }
}
