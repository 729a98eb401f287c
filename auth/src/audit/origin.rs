//! Who does something, and from where.

/// The browser on the other side.
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

/// Who does something, and from where: what the audit log wants to know.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The user who acts; `None` for a visitor and for the server itself.
    pub actor_id: Option<i64>,
    /// Their browser; empty for a command.
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
            actor_id: None,
            client,
        }
    }

    /// The same browser, now known as this user.
    #[must_use]
    pub fn acting_as(&self, user_id: i64) -> Self {
        Self {
            actor_id: Some(user_id),
            client: self.client.clone(),
        }
    }
}
