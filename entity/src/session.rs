//! `sessions`: one row per browser that the server remembers something about.

use sea_orm::entity::prelude::*;

/// A session. The cookie holds the id, the row its SHA-256, so a stolen database opens no session (ASVS 7.2.3).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of the id, in lower-case hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// SHA-256 of the id before this one, where a logged-in session went on under a new id: what ends the session by the
    /// old one ends it still.
    pub former_id_hash: Option<String>,
    /// Null for a visitor who is not logged in.
    pub user_id: Option<i64>,
    /// The user's `auth_epoch` when they logged in here; another one means that this session is over.
    pub auth_epoch: Option<i64>,
    /// Name of the method by which the user logged in.
    pub backend: Option<String>,
    /// When the user last authenticated in this session, by any method.
    pub authenticated_at: Option<TimeDateTimeWithTimeZone>,
    /// All methods that were used in this session, with the time of their last use, as JSON. Null in a session from before the column.
    #[sea_orm(column_type = "Text", nullable)]
    pub methods: Option<String>,
    /// "Remember me" was ticked.
    pub is_remembered: bool,
    /// Everything else, as a JSON object: a basket, a one-time message.
    #[sea_orm(column_type = "Text")]
    pub data: String,
    pub created_at: TimeDateTimeWithTimeZone,
    /// To the minute: a row is not written at every click.
    pub last_seen_at: TimeDateTimeWithTimeZone,
    /// After this the row is as good as gone; the server's housekeeping removes it.
    #[sea_orm(indexed)]
    pub expires_at: TimeDateTimeWithTimeZone,
    /// Address of the client at log-in.
    pub ip_address: Option<String>,
    /// `User-Agent` at log-in, cut to 255 characters.
    pub user_agent: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Sessions that still count at this moment.
    pub fn live(now: TimeDateTimeWithTimeZone) -> Select<Self> {
        Self::find().filter(Column::ExpiresAt.gt(now))
    }
}
