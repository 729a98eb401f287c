//! Figures about accounts, for the admin's dashboard. No query counts further than what it shows.

use contract::{
    calendar::days_until,
    dashboard::{AdminDashboard, MAX_SIGN_UPS, NewAccount},
    number::grouped,
};
use entity::user;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryOrder, QuerySelect, Statement, Value};
use time::{Date, Duration, OffsetDateTime};

use super::{audit_log, user_list};
use crate::{Auth, Error};

/// Days of sign-ups.
const DAYS: u8 = 30;
/// Lines of the audit log.
const ENTRIES: u64 = 8;
/// Accounts.
const LATEST: u64 = 5;
/// Further than this nothing is counted.
const MAX_COUNTED: i64 = 10_000;
/// What "lately" means for mails.
const MAILS_OF: Duration = Duration::days(7);

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

#[derive(FromQueryResult)]
struct OnDay {
    day: i64,
    number: i64,
}

/// All of them.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn read(auth: &Auth) -> Result<AdminDashboard, Error> {
    let (db, now) = (auth.db.reader(), auth.clock.now());
    let latest = user::Entity::find()
        .order_by_desc(user::Column::DateJoined)
        .order_by_desc(user::Column::Id)
        .limit(LATEST)
        .all(db)
        .await?;
    let given_up = "SELECT id FROM outbox WHERE failed_at > $1";
    Ok(AdminDashboard {
        users: user_list::number_of_all(db).await?,
        sign_ups: sign_ups(db, now).await?,
        sessions: sessions(auth, now).await?,
        mails_given_up: bounded(db, given_up, vec![(now - MAILS_OF).into()]).await?,
        entries: audit_log::latest(auth, ENTRIES).await?,
        latest: latest.into_iter().map(account).collect(),
        as_of: now,
    })
}

fn account(user: user::Model) -> NewAccount {
    NewAccount {
        id: user.id,
        username: user.username,
        email: user.email,
        date_joined: user.date_joined,
    }
}

/// Sign-ups by day, in one query: a range of the index for each day, and no further into it than [`MAX_SIGN_UPS`].
async fn sign_ups(db: &impl ConnectionTrait, now: OffsetDateTime) -> Result<Vec<(Date, u64)>, Error> {
    let days = days_until(now.date(), DAYS);
    let end = now.date().saturating_add(Duration::DAY);
    let bounds = days.iter().copied().chain([end]);
    let of_day = |day: usize| {
        format!(
            "SELECT CAST({day} AS bigint) AS day, COUNT(*) AS number FROM (SELECT id FROM users \
             WHERE date_joined >= ${} AND date_joined < ${} LIMIT {MAX_SIGN_UPS}) AS found",
            day + 1,
            day + 2
        )
    };
    let parts: Vec<String> = (0..days.len()).map(of_day).collect();
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        parts.join(" UNION ALL "),
        bounds.map(|day| day.midnight().assume_utc().into()),
    );
    let mut counted: Vec<_> = days.into_iter().map(|day| (day, 0)).collect();
    for row in OnDay::find_by_statement(statement).all(db).await? {
        if let Some((_, number)) = usize::try_from(row.day).ok().and_then(|day| counted.get_mut(day)) {
            *number = row.number.unsigned_abs();
        }
    }
    Ok(counted)
}

/// Sessions that are logged in: neither unused for too long, nor too old, nor ended by a change of the account.
async fn sessions(auth: &Auth, now: OffsetDateTime) -> Result<String, Error> {
    let sql = "SELECT s.id_hash FROM sessions s JOIN users u ON u.id = s.user_id AND u.auth_epoch = s.auth_epoch \
               WHERE u.is_active AND s.expires_at > $1 \
               AND ((s.is_remembered AND s.created_at > $2) OR (NOT s.is_remembered AND s.created_at > $3))";
    let limits = [
        now,
        now - auth.sessions.remembered_total,
        now - auth.sessions.unremembered_total,
    ];
    bounded(auth.db.reader(), sql, limits.map(Into::into).to_vec()).await
}

/// How many rows a query finds, as far as that is worth knowing.
async fn bounded(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<String, Error> {
    let sql = format!(
        "SELECT COUNT(*) AS number FROM ({sql} LIMIT {}) AS found",
        MAX_COUNTED + 1
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = Number::find_by_statement(statement).one(db).await?;
    let number = found.map_or(0, |row| row.number);
    Ok(if number > MAX_COUNTED {
        format!("more than {}", grouped(MAX_COUNTED))
    } else {
        grouped(number)
    })
}
