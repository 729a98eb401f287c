//! `sessions`: one row per browser session.

use sea_orm::entity::prelude::*;

/// A session. The cookie holds the id, the row its SHA-256, so a stolen database contains no usable session (ASVS 7.2.3).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// The SHA-256 of the id, in lower-case hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// The SHA-256 of the previous id, if a logged-in session has changed its id. A request that ends the session by its previous id still
    /// takes effect.
    pub former_id_hash: Option<String>,
    /// The user; null for an anonymous session.
    pub user_id: Option<i64>,
    /// The user's `auth_epoch` at login. The session is invalid if the user's has changed since.
    pub auth_epoch: Option<i64>,
    /// The name of the method by which the user logged in.
    pub backend: Option<String>,
    /// When the user last authenticated in this session, by any method.
    pub authenticated_at: Option<TimeDateTimeWithTimeZone>,
    /// All methods used in this session with the time of their last use, as JSON. Null in a session that is older than the column.
    #[sea_orm(column_type = "Text", nullable)]
    pub methods: Option<String>,
    /// Whether "Remember me" was checked.
    pub is_remembered: bool,
    /// Everything else, as a JSON object, such as a flash message.
    #[sea_orm(column_type = "Text")]
    pub data: String,
    pub created_at: TimeDateTimeWithTimeZone,
    /// To the minute, so that the row is not written with every request.
    pub last_seen_at: TimeDateTimeWithTimeZone,
    /// When the session expires. Housekeeping deletes expired rows.
    #[sea_orm(indexed)]
    pub expires_at: TimeDateTimeWithTimeZone,
    /// The IP address of the client at login.
    pub ip_address: Option<String>,
    /// The `User-Agent` header at login, truncated to 255 characters.
    pub user_agent: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Sessions that are valid at this moment.
    pub fn live(now: TimeDateTimeWithTimeZone) -> Select<Self> {
        Self::find().filter(Column::ExpiresAt.gt(now))
    }
}
