//! What a request knows about authentication: the one thing that policies judge and that audit entries record.

use contract::viewer::Viewer;
use time::OffsetDateTime;

use super::recent;
use crate::{
    Client, Error, Origin,
    audit::CredentialKind,
    sessions::{AuthSession, Identity, MethodUse},
};

/// What a request is authenticated with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The session of a browser.
    Session,
    /// A token of a program, for what its scopes allow.
    Token {
        /// The scopes.
        scopes: Vec<String>,
    },
}

impl Credential {
    const fn kind(&self) -> CredentialKind {
        match self {
            Self::Session => CredentialKind::Session,
            Self::Token { .. } => CredentialKind::Token,
        }
    }
}

#[derive(Clone, Debug)]
struct Subject {
    viewer: Viewer,
    identity: Identity,
    credential: Credential,
}

/// The subject of a request, the actor behind it, the credential, the methods of the log-in, and the client.
#[derive(Clone, Debug, Default)]
pub struct AuthContext {
    subject: Option<Subject>,
    impersonator_id: Option<i64>,
    methods: Vec<MethodUse>,
    client: Client,
}

impl AuthContext {
    /// A visitor who is not logged in.
    #[must_use]
    pub fn anonymous(client: Client) -> Self {
        Self {
            client,
            ..Self::default()
        }
    }

    /// A user who is logged in with this session.
    #[must_use]
    pub fn of_session(viewer: Viewer, session: &AuthSession, client: Client) -> Self {
        Self {
            subject: Some(Subject {
                viewer,
                identity: session.identity(),
                credential: Credential::Session,
            }),
            impersonator_id: None,
            methods: session.methods.clone(),
            client,
        }
    }

    /// A program that acts for a user, with a token. It has used no method: nothing is recent.
    #[must_use]
    pub fn of_token(viewer: Viewer, identity: Identity, scopes: Vec<String>, client: Client) -> Self {
        Self {
            subject: Some(Subject {
                viewer,
                identity,
                credential: Credential::Token { scopes },
            }),
            impersonator_id: None,
            methods: Vec::new(),
            client,
        }
    }

    /// The same, with this user as the actor behind the subject.
    #[must_use]
    pub fn impersonated_by(mut self, actor_id: i64) -> Self {
        self.impersonator_id = Some(actor_id);
        self
    }

    /// The subject: the user whose rights apply; `None` for an anonymous visitor.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.subject.as_ref().map(|subject| &subject.viewer)
    }

    /// The subject at the epoch of the log-in.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.subject.as_ref().map(|subject| subject.identity)
    }

    /// [`Self::viewer`], for a verb that only a logged-in user may call.
    ///
    /// # Errors
    /// [`Error::SessionOver`] for an anonymous visitor.
    pub fn require_viewer(&self) -> Result<&Viewer, Error> {
        self.viewer().ok_or(Error::SessionOver)
    }

    /// [`Self::identity`], for a verb that only a logged-in user may call.
    ///
    /// # Errors
    /// [`Error::SessionOver`] for an anonymous visitor.
    pub fn require_identity(&self) -> Result<Identity, Error> {
        self.identity().ok_or(Error::SessionOver)
    }

    /// The user who acts: the impersonator, or else the subject.
    #[must_use]
    pub fn actor_id(&self) -> Option<i64> {
        self.viewer()
            .map(|viewer| self.impersonator_id.unwrap_or(viewer.id))
    }

    /// Does another user act as the subject?
    #[must_use]
    pub const fn is_impersonating(&self) -> bool {
        self.subject.is_some() && self.impersonator_id.is_some()
    }

    /// What the request is authenticated with; `None` for an anonymous visitor.
    #[must_use]
    pub fn credential(&self) -> Option<&Credential> {
        self.subject.as_ref().map(|subject| &subject.credential)
    }

    /// The methods that were used in this session, and when each was used last.
    #[must_use]
    pub fn methods(&self) -> &[MethodUse] {
        &self.methods
    }

    /// The browser or program on the other side.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Has the subject authenticated a short time ago? [`RECENT_MINUTES`](super::RECENT_MINUTES) says how short. Never while impersonating: the actor has
    /// authenticated, and the subject has not.
    #[must_use]
    pub fn is_recently_authenticated(&self, now: OffsetDateTime) -> bool {
        self.subject.is_some() && !self.is_impersonating() && recent::is_recent(&self.methods, now)
    }

    /// What the audit log records of this.
    #[must_use]
    pub fn origin(&self) -> Origin {
        let subject = self.viewer().map(|viewer| viewer.id);
        Origin {
            actor_id: self.actor_id(),
            impersonated_id: subject.filter(|_| self.is_impersonating()),
            credential: self.credential().map(Credential::kind),
            client: self.client.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-21 12:00 UTC);

    fn viewer(id: i64) -> Viewer {
        Viewer {
            id,
            username: "alice".to_owned(),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            is_staff: false,
            is_superuser: false,
            email_is_confirmed: false,
            role: None,
            groups: [].into(),
            permissions: [].into(),
        }
    }

    fn of_session() -> AuthContext {
        let session = AuthSession {
            user_id: 7,
            auth_epoch: 3,
            methods: vec![MethodUse::new("password", NOON)],
            started_at: NOON,
            is_remembered: false,
            ip_address: None,
            user_agent: None,
        };
        AuthContext::of_session(viewer(7), &session, Client::default())
    }

    #[test]
    fn a_visitor_is_nobody() {
        let client = Client {
            ip_address: Some("192.0.2.1".to_owned()),
            ..Client::default()
        };
        let context = AuthContext::anonymous(client).impersonated_by(1);
        assert!(context.viewer().is_none() && context.identity().is_none() && context.credential().is_none());
        assert!(matches!(context.require_viewer(), Err(Error::SessionOver)));
        assert!(!context.is_recently_authenticated(NOON));
        let origin = context.origin();
        assert_eq!(
            (origin.actor_id, origin.impersonated_id, origin.credential),
            (None, None, None)
        );
        assert_eq!(origin.client.ip_address.as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn a_session_is_its_user() {
        let context = of_session();
        let identity = Identity {
            user_id: 7,
            auth_epoch: 3,
        };
        assert_eq!(context.identity(), Some(identity));
        assert!(context.is_recently_authenticated(NOON + Duration::minutes(9)));
        assert!(!context.is_recently_authenticated(NOON + Duration::minutes(10)));
        let origin = context.origin();
        assert_eq!((origin.actor_id, origin.impersonated_id), (Some(7), None));
        assert_eq!(origin.credential, Some(CredentialKind::Session));
    }

    #[test]
    fn the_log_names_the_person_behind_an_impersonated_user() {
        let context = of_session().impersonated_by(1);
        assert_eq!(
            context.viewer().map(|viewer| viewer.id),
            Some(7),
            "whose rights apply"
        );
        let origin = context.origin();
        assert_eq!((origin.actor_id, origin.impersonated_id), (Some(1), Some(7)));
        assert!(
            !context.is_recently_authenticated(NOON),
            "the subject has not authenticated"
        );
    }

    #[test]
    fn a_token_makes_nothing_recent() {
        let identity = Identity {
            user_id: 7,
            auth_epoch: 3,
        };
        let scopes = vec!["articles:read".to_owned()];
        let context = AuthContext::of_token(viewer(7), identity, scopes, Client::default());
        assert!(!context.is_recently_authenticated(NOON));
        assert_eq!(context.origin().credential, Some(CredentialKind::Token));
    }
}
