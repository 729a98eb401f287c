//! The profile: what users enter about themselves.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::Profile,
};
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};
use time::{
    Date,
    format_description::BorrowedFormatItem,
    macros::{date, format_description},
};

use crate::{
    Auth, Error,
    audit::{AffectedUser, Change, EventKind},
    authentication::AuthContext,
    python_str, text, users,
};

pub(crate) const DATE_FORMAT: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");
/// The earliest date of birth.
const EARLIEST_BIRTH_DATE: Date = date!(1900 - 01 - 01);

/// The profile of a user.
///
/// # Errors
/// [`Error::NotFound`] where there is no such user.
pub async fn load(auth: &Auth, user_id: i64) -> Result<Profile, Error> {
    Ok(of(&users::by_id(auth, user_id).await?))
}

/// The profile in a row.
pub(crate) fn of(user: &user::Model) -> Profile {
    Profile {
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        department: user.department.clone(),
        date_of_birth: user
            .date_of_birth
            .and_then(|date| date.format(DATE_FORMAT).ok())
            .unwrap_or_default(),
        phone: user.phone.clone(),
    }
}

/// Saves a profile. Everything may be empty; text is stripped, as Django's forms do.
///
/// # Errors
/// [`Error::Refused`] for what is wrong, by field. [`Error::SessionOver`] for an anonymous visitor.
pub async fn save(auth: &Auth, context: &AuthContext, profile: &Profile) -> Result<(), Error> {
    let user_id = context.require_identity()?.user_id;
    let mut errors = FieldErrors::default();
    let changes = read(auth, profile, &mut errors);
    errors.into_result()?;
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    let row = user::ActiveModel {
        id: Set(user_id),
        ..changes
    };
    let saved = row.update(&transaction).await?;
    let kind = EventKind::ProfileChanged {
        changes: self::changes(&user, &saved).collect(),
    };
    auth.record(
        &transaction,
        kind,
        Some(AffectedUser::from(&user)),
        &context.origin(),
    )
    .await?;
    auth.commit(transaction).await
}

/// Stores the profile of a new account.
///
/// # Errors
/// [`Error::Refused`] for what is wrong, by field.
pub(crate) async fn store(
    auth: &Auth,
    transaction: &DatabaseTransaction,
    user_id: i64,
    profile: &Profile,
) -> Result<(), Error> {
    if *profile == Profile::default() {
        return Ok(());
    }
    let mut errors = FieldErrors::default();
    let row = user::ActiveModel {
        id: Set(user_id),
        ..read(auth, profile, &mut errors)
    };
    errors.into_result()?;
    row.update(transaction).await?;
    Ok(())
}

/// What changed of the profile, for the audit log. Personal data is named without its
/// values.
pub(crate) fn changes(before: &user::Model, after: &user::Model) -> impl Iterator<Item = Change> {
    let values = [
        Change::of("first_name", &*before.first_name, &*after.first_name),
        Change::of("last_name", &*before.last_name, &*after.last_name),
        Change::of("department", &*before.department, &*after.department),
    ];
    let personal = [
        ("date_of_birth", before.date_of_birth != after.date_of_birth),
        ("phone", before.phone != after.phone),
    ];
    let personal = personal
        .into_iter()
        .filter(|(_, is_changed)| *is_changed)
        .map(|(field, _)| Change::Personal { field });
    values.into_iter().flatten().chain(personal)
}

/// The columns that a profile sets; errors are collected by field.
pub(crate) fn read(auth: &Auth, profile: &Profile, errors: &mut FieldErrors) -> user::ActiveModel {
    let mut line = |field: &str, value: &str| {
        let value = python_str::strip(value).to_owned();
        let declared = Profile::FIELDS.iter().find(|declared| declared.name == field);
        if let Some(max) = declared.and_then(|declared| declared.spec.max_length())
            && value.chars().count() > max
        {
            errors.add(field, FieldError::TooLong { max });
        }
        if let Err(error) = text::check_line(&value) {
            errors.add(field, error);
        }
        Set(value)
    };
    let first_name = line("first_name", &profile.first_name);
    let last_name = line("last_name", &profile.last_name);
    let department = line("department", &profile.department);
    let phone = line("phone", &profile.phone);
    let today = auth.clock.now().date();
    let date_of_birth = match profile.date_of_birth.trim() {
        "" => None,
        day => Date::parse(day, DATE_FORMAT)
            .ok()
            .filter(|date| (EARLIEST_BIRTH_DATE..=today).contains(date))
            .or_else(|| {
                errors.add("date_of_birth", FieldError::InvalidDate);
                None
            }),
    };
    user::ActiveModel {
        first_name,
        last_name,
        department,
        date_of_birth: Set(date_of_birth),
        phone,
        ..Default::default()
    }
}
