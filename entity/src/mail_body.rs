//! The text of a mail, which does not print itself.

use std::fmt;

use sea_orm::DeriveValueType;

/// What a mail says. It may hold a link that lets somebody in, so its `Debug` says nothing (ASVS 16.2.5).
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
#[sea_orm(column_type = "Text")]
pub struct MailBody(pub String);

impl fmt::Debug for MailBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailBody(…)")
    }
}
