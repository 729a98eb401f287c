//! The origin of an event: the actor, the credential and the client.

/// The browser or program on the other side.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Its address, as far as trusted proxies tell.
    pub ip_address: Option<String>,
    /// Its `User-Agent`, as sent.
    pub user_agent: Option<String>,
    /// What its device cookie holds, if it has one.
    pub device: Option<String>,
}

impl Client {
    /// The `User-Agent` as it may be stored: 255 characters at most, nothing that moves a cursor.
    #[must_use]
    pub fn stored_user_agent(&self) -> Option<String> {
        let agent = self.user_agent.as_deref()?;
        Some(agent.chars().filter(|c| !c.is_control()).take(255).collect())
    }
}

/// The kind of credential that a request is authenticated with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// The session of a browser.
    Session,
    /// A token of a program.
    Token,
}

impl CredentialKind {
    /// The name in the audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
        }
    }
}

/// The origin of an event. A request has it from [`AuthContext::origin`](crate::authentication::AuthContext::origin).
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The user who acts; `None` for a visitor and for the server itself. While impersonating, the person behind it.
    pub actor_id: Option<i64>,
    /// While impersonating, the user in whose name the actor acts.
    pub impersonated_id: Option<i64>,
    /// What the request is authenticated with; `None` for a visitor and for the server itself.
    pub credential: Option<CredentialKind>,
    /// The browser or program; empty for a command.
    pub client: Client,
}

impl Origin {
    /// A command of the operator, or the server by itself.
    #[must_use]
    pub fn server() -> Self {
        Self::default()
    }

    /// A visitor who is not logged in.
    #[must_use]
    pub fn visitor(client: Client) -> Self {
        Self {
            client,
            ..Self::default()
        }
    }

    /// The same client, now known as this user.
    #[must_use]
    pub fn acting_as(&self, user_id: i64) -> Self {
        Self {
            actor_id: Some(user_id),
            ..self.clone()
        }
    }
}
