//! The tokens with which a fork calls a provider in the name of its users. Stored only with `OAUTH_STORE_TOKENS=true`, and encrypted.

use entity::{redacted::Redacted, social_token};
use oauth::ExternalTokens;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Auth, Error, cipher::TokenCipher};

/// Encrypted tokens, outside the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sealed {
    access: String,
    refresh: Option<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    expires_at: Option<OffsetDateTime>,
}

impl Sealed {
    /// `None` if tokens are not stored.
    pub(super) fn new(auth: &Auth, tokens: &ExternalTokens) -> Option<Self> {
        seal(auth.settings.token_cipher.as_ref()?, "pending", tokens)
    }

    pub(super) fn open(&self, auth: &Auth) -> Option<ExternalTokens> {
        open(auth.settings.token_cipher.as_ref()?, "pending", self)
    }
}

/// Stores the tokens of a connected account, in place of earlier ones. Does nothing unless the operator stores tokens.
pub(super) async fn store(
    auth: &Auth,
    db: &impl ConnectionTrait,
    account_id: i64,
    tokens: &ExternalTokens,
) -> Result<(), Error> {
    let Some(cipher) = auth.settings.token_cipher.as_ref() else {
        return Ok(());
    };
    if tokens.access.is_empty() {
        return Ok(());
    }
    let sealed = seal(cipher, &account_id.to_string(), tokens)
        .ok_or_else(|| Error::Internal("there is no key to encrypt tokens with".into()))?;
    social_token::Entity::insert(social_token::ActiveModel {
        social_account_id: Set(account_id),
        access_token: Set(Redacted(sealed.access)),
        refresh_token: Set(sealed.refresh.map(Redacted)),
        expires_at: Set(sealed.expires_at),
        updated_at: Set(auth.clock.now()),
    })
    .on_conflict(
        OnConflict::column(social_token::Column::SocialAccountId)
            .update_columns([
                social_token::Column::AccessToken,
                social_token::Column::RefreshToken,
                social_token::Column::ExpiresAt,
                social_token::Column::UpdatedAt,
            ])
            .to_owned(),
    )
    .exec_without_returning(db)
    .await?;
    Ok(())
}

/// The tokens of a connected account. `None` if none are stored, or if they were encrypted with a key that is not configured any more.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be reached.
pub async fn load(auth: &Auth, account_id: i64) -> Result<Option<ExternalTokens>, Error> {
    let Some(cipher) = auth.settings.token_cipher.as_ref() else {
        return Ok(None);
    };
    let row = social_token::Entity::find_by_id(account_id)
        .one(auth.db.reader())
        .await?;
    Ok(row.and_then(|row| {
        let sealed = Sealed {
            access: row.access_token.0,
            refresh: row.refresh_token.map(|token| token.0),
            expires_at: row.expires_at,
        };
        open(cipher, &account_id.to_string(), &sealed)
    }))
}

fn seal(cipher: &TokenCipher, context: &str, tokens: &ExternalTokens) -> Option<Sealed> {
    let refresh = tokens.refresh.as_deref();
    Some(Sealed {
        access: cipher.encrypt(&format!("{context}:access"), &tokens.access)?,
        refresh: match refresh {
            Some(refresh) => Some(cipher.encrypt(&format!("{context}:refresh"), refresh)?),
            None => None,
        },
        expires_at: tokens.expires_at,
    })
}

fn open(cipher: &TokenCipher, context: &str, sealed: &Sealed) -> Option<ExternalTokens> {
    let refresh = sealed.refresh.as_deref();
    Some(ExternalTokens {
        access: cipher.decrypt(&format!("{context}:access"), &sealed.access)?,
        refresh: match refresh {
            Some(refresh) => Some(cipher.decrypt(&format!("{context}:refresh"), refresh)?),
            None => None,
        },
        expires_at: sealed.expires_at,
    })
}
