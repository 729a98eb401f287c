//! The body of a mail, with a redacted `Debug`.

use std::fmt;

use sea_orm::DeriveValueType;

/// The body of a mail. It may contain a link that grants access, so its `Debug` is redacted (ASVS 16.2.5).
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
#[sea_orm(column_type = "Text")]
pub struct MailBody(pub String);

impl fmt::Debug for MailBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailBody(…)")
    }
}
