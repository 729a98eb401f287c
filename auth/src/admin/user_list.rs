//! The list of users, with keyset pagination: "the fifty after this key" is one step down an index, wherever in the list it is.
//!
//! A search looks for prefixes, each of which is a range of an index. A page by number works as well, for a user who types one; it
//! reads the rows that it skips.

use std::collections::BTreeMap;

use contract::{
    admin::{UserList, UserQuery, UserRow},
    number::grouped,
};
use entity::{group, user, user_group};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Select, Statement,
    sea_query::{Expr, Query},
};

use crate::{Auth, Error, python_str};

mod holders;
mod of_group;
mod search;
mod sort;

use holders::Holders;
use of_group::Group;
use sort::Sort;

/// Rows a page: the contract's number.
pub const PAGE: u64 = 50;
/// A search looks at no more hits than this in each column.
const MAX_HITS: u64 = 1000;

/// Which way from where.
enum PageCursor {
    First,
    After(String),
    Before(String),
    Last,
    Number(u64),
}

/// A page of the users that fit, in the order that is asked for.
///
/// # Errors
/// [`Error::NotFound`] for a page that is none; [`Error::Refused`] for an unknown order.
pub async fn list(auth: &Auth, query: UserQuery) -> Result<UserList, Error> {
    let cursor = page_cursor(&query);
    let sort = Sort::read(&query.sort)?;
    let db = auth.db.reader();
    let narrowed = Narrowed {
        group: Group::of(db, &query).await?,
        holders: Holders::of(db, &query, auth.clock.now()).await?,
    };
    let filtered = filtered(&query, narrowed)?;
    let is_backwards = matches!(cursor, PageCursor::Before(_) | PageCursor::Last);
    let mut select = sort.order(filtered.clone(), is_backwards).limit(PAGE + 1);
    select = match &cursor {
        PageCursor::After(place) => select.filter(sort.beyond(place, false)?),
        PageCursor::Before(place) => select.filter(sort.beyond(place, true)?),
        // Places alone are read off an index; whole rows would be fetched to be skipped.
        PageCursor::Number(number) => match sort.place_at(db, &filtered, (number - 1) * PAGE - 1).await? {
            Some(place) => select.filter(sort.beyond(&place, false)?),
            None => select.limit(0),
        },
        PageCursor::First | PageCursor::Last => select,
    };
    let mut users = select.all(db).await?;
    let has_more = users.len() as u64 > PAGE;
    users.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    if is_backwards {
        users.reverse();
    }
    let (has_previous, has_next) = match cursor {
        PageCursor::First => (false, has_more),
        PageCursor::After(_) => (true, has_more),
        PageCursor::Number(number) => (number > 1, has_more),
        PageCursor::Before(_) => (has_more, true),
        PageCursor::Last => (has_more, false),
    };
    let end = |user: Option<&user::Model>, is_there: bool| {
        user.filter(|_| is_there).map(|user| sort.place_of(user))
    };
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Name)
        .all(db)
        .await?;
    Ok(UserList {
        previous: end(users.first(), has_previous),
        next: end(users.last(), has_next),
        total: named(&number(db, &query, narrowed, &filtered).await?),
        rows: rows(db, users).await?,
        groups: groups.into_iter().map(|group| (group.id, group.name)).collect(),
        as_of: auth.clock.now(),
        query,
    })
}

fn page_cursor(query: &UserQuery) -> PageCursor {
    if !query.after.is_empty() {
        PageCursor::After(query.after.clone())
    } else if !query.before.is_empty() {
        PageCursor::Before(query.before.clone())
    } else if query.page == "last" {
        PageCursor::Last
    } else {
        match query.page.parse() {
            // More than this is a mistake, and would take long.
            Ok(number @ 2..=1_000_000) => PageCursor::Number(number),
            _ => PageCursor::First,
        }
    }
}

/// What the list is narrowed to that has to be looked up first.
#[derive(Clone, Copy, Default)]
struct Narrowed {
    group: Option<Group>,
    holders: Option<Holders>,
}

impl Narrowed {
    fn is_none(self) -> bool {
        self.group.is_none() && self.holders.is_none()
    }

    /// Is it certain that there are more than are looked up? Not where two lists are intersected.
    fn is_large(self) -> bool {
        match (self.group, self.holders) {
            (Some(group), None) => group.is_large,
            (None, Some(holders)) => holders.is_large,
            _ => false,
        }
    }
}

fn filtered(query: &UserQuery, narrowed: Narrowed) -> Result<Select<user::Entity>, Error> {
    let mut select = user::Entity::find();
    for (column, value) in [
        (user::Column::IsActive, &query.is_active),
        (user::Column::IsStaff, &query.is_staff),
        (user::Column::IsSuperuser, &query.is_superuser),
    ] {
        match value.as_str() {
            "" => {}
            "true" => select = select.filter(column.eq(true)),
            "false" => select = select.filter(column.eq(false)),
            _ => return Err(Error::NotFound),
        }
    }
    if let Some(group) = narrowed.group {
        select = select.filter(group.has_this_user());
    }
    if let Some(holders) = narrowed.holders {
        select = select.filter(holders.have_this_user());
    }
    let text = python_str::strip(&query.q);
    if !text.is_empty() {
        select = select.filter(user::Column::Id.in_subquery(search::hits(text)));
    }
    Ok(select)
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

fn named(number: &str) -> String {
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} user{plural}")
}

/// How many users there are: see [`number`].
pub(super) async fn number_of_all(db: &impl ConnectionTrait) -> Result<String, Error> {
    number(
        db,
        &UserQuery::default(),
        Narrowed::default(),
        &user::Entity::find(),
    )
    .await
}

/// Counting a million rows takes longer than showing fifty: without a filter it is the database's own estimate, with one it
/// stops at a thousand.
async fn number(
    db: &impl ConnectionTrait,
    query: &UserQuery,
    narrowed: Narrowed,
    filtered: &Select<user::Entity>,
) -> Result<String, Error> {
    let is_plain = [&query.q, &query.is_active, &query.is_staff, &query.is_superuser]
        .into_iter()
        .all(String::is_empty);
    if is_plain && narrowed.is_large() {
        return Ok("more than 1,000".to_owned());
    }
    let is_plain = is_plain && narrowed.is_none();
    let limited = filtered
        .clone()
        .select_only()
        .column(user::Column::Id)
        .limit(MAX_HITS + 1);
    let counted = Query::select()
        .expr_as(Expr::col("id").count(), "number")
        .from_subquery(sea_orm::QuerySelect::query(&mut limited.clone()).clone(), "found")
        .to_owned();
    let counted = Number::find_by_statement(db.get_database_backend().build(&counted))
        .one(db)
        .await?;
    let counted = counted.map_or(0, |row| row.number);
    if counted.unsigned_abs() <= MAX_HITS {
        return Ok(grouped(counted));
    }
    if !is_plain {
        return Ok("more than 1,000".to_owned());
    }
    let estimate = if db.get_database_backend() == DbBackend::Postgres {
        "SELECT reltuples::bigint AS number FROM pg_class WHERE oid = 'users'::regclass"
    } else {
        "SELECT MAX(id) AS number FROM users"
    };
    let statement = Statement::from_string(db.get_database_backend(), estimate);
    let estimate = Number::find_by_statement(statement)
        .one(db)
        .await?
        .map_or(0, |row| row.number);
    Ok(if estimate > counted {
        format!("about {}", grouped(estimate))
    } else {
        "more than 1,000".to_owned()
    })
}

/// The rows of a page, with their groups in one query more.
async fn rows(db: &impl ConnectionTrait, users: Vec<user::Model>) -> Result<Vec<UserRow>, Error> {
    let ids: Vec<i64> = users.iter().map(|user| user.id).collect();
    let memberships: Vec<(i64, String)> = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::UserId)
        .column(group::Column::Name)
        .inner_join(group::Entity)
        .filter(user_group::Column::UserId.is_in(ids))
        .order_by_asc(group::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (user_id, name) in memberships {
        groups.entry(user_id).or_default().push(name);
    }
    Ok(users
        .into_iter()
        .map(|user| UserRow {
            groups: groups.remove(&user.id).unwrap_or_default(),
            name: format!("{} {}", user.first_name, user.last_name)
                .trim()
                .to_owned(),
            id: user.id,
            username: user.username,
            email: user.email,
            is_active: user.is_active,
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            last_login: user.last_login,
            date_joined: user.date_joined,
        })
        .collect())
}
