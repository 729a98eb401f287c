//! The list of events.

use serde_json::{Value, json};

use super::Change;

/// What can happen. Names are Django's signals' where Django has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An account was made: Django's `post_save` of a user with `created`.
    UserCreated,
    /// Somebody signed up with an address that has an account already.
    SignUpRepeated,
    /// Django's `user_logged_in`.
    LoggedIn {
        /// In a browser that this user has not logged in with before, although they have with others.
        is_new_device: bool,
        /// Names of the methods that the user authenticated by, in their order.
        methods: Vec<String>,
    },
    /// Django's `user_logged_out`.
    LoggedOut,
    /// Django's `user_login_failed`.
    LoginFailed {
        /// Why; the visitor is not told.
        reason: LoginFailure,
    },
    /// A log-in at a provider has failed.
    SocialLoginFailed {
        /// The name of the provider.
        provider: String,
        /// Why.
        reason: SocialFailure,
    },
    /// An account at a provider was connected.
    SocialAccountConnected {
        /// The name of the provider.
        provider: String,
        /// The address or the username there.
        account: String,
        /// Whether the user was created with it.
        is_sign_up: bool,
    },
    /// An account at a provider was disconnected.
    SocialAccountDisconnected {
        /// The name of the provider.
        provider: String,
        /// The address or the username there.
        account: String,
    },
    /// The password was given again.
    Reauthenticated,
    /// A wrong password was given where the right one was wanted again.
    ReauthenticationFailed,
    /// A password was set. All sessions ended, save the one in which its owner did it.
    PasswordChanged {
        /// How.
        by: PasswordSetBy,
    },
    /// A link to set a new password was asked for and sent.
    PasswordResetRequested,
    /// A link to confirm the address was sent.
    EmailConfirmationSent,
    /// The owner of the address has confirmed it.
    EmailConfirmed {
        /// No address of this account was confirmed before.
        is_first: bool,
    },
    /// Another address was asked for. A link was sent to it, unless it has an account already.
    EmailChangeRequested {
        /// The new address.
        to: String,
    },
    /// The account has another address.
    EmailChanged {
        /// The former address; empty where there was none.
        from: String,
        /// The new address; empty where there is none.
        to: String,
        /// How.
        by: EmailSetBy,
    },
    /// The former address is back.
    EmailChangeUndone {
        /// The address that was taken away.
        from: String,
        /// The address that is back.
        to: String,
    },
    /// Name and the like were saved by the owner of the account.
    ProfileChanged {
        /// What is another than before; nothing where everything was saved as it was.
        changes: Vec<Change>,
    },
    /// Somebody changed another's account in the admin.
    UserChanged {
        /// What was changed.
        changes: Vec<Change>,
    },
    /// A password was taken away in the admin: no log-in with one.
    PasswordDisabled,
    /// All sessions of a user were ended in the admin.
    AllSessionsEnded,
    /// A group was made.
    GroupCreated {
        /// Its name.
        group: String,
        /// Permissions that it gives.
        permissions: Vec<String>,
    },
    /// A group's name or permissions were changed.
    GroupChanged {
        /// Its name.
        group: String,
        /// Its name before, where it was renamed.
        before: Option<String>,
        /// Permissions given.
        added: Vec<String>,
        /// Permissions taken.
        removed: Vec<String>,
    },
    /// Staff made a permission at run time.
    PermissionCreated {
        /// Its full name.
        permission: String,
    },
    /// Staff deleted a permission that was made at run time.
    PermissionDeleted {
        /// Its full name.
        permission: String,
        /// How many users held it directly.
        users: u64,
        /// Names of the groups that gave it.
        groups: Vec<String>,
    },
    /// A group was deleted.
    GroupDeleted {
        /// Its name.
        group: String,
        /// Permissions that it gave.
        permissions: Vec<String>,
        /// How many members it had.
        members: u64,
    },
    /// What happens in a domain beside accounts.
    Domain {
        /// The name of the event in the audit log, such as `article_published`.
        code: &'static str,
        /// What it is about.
        object: String,
    },
    /// One session was ended from the list.
    SessionEnded,
    /// All sessions of a user but one were ended from the list.
    OtherSessionsEnded,
    /// An account was deleted.
    UserDeleted,
    /// A mail could not be delivered; there are no more attempts.
    MailGivenUp {
        /// Which mail.
        template: String,
    },
}

/// Why a log-in failed. For the audit log only: the visitor gets the same answer for every reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFailure {
    /// No such account.
    UnknownUser,
    /// Not its password, or it has none.
    WrongPassword,
    /// A credential back end denied it, whatever the others say.
    Vetoed,
    /// The right password of an account that may not log in.
    Inactive,
    /// The right password, before the address was confirmed.
    NotConfirmed,
}

/// Why a log-in at a provider failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocialFailure {
    /// The state is missing, unknown, expired or used, or belongs to another browser or provider.
    InvalidState,
    /// The provider refused, or its answer was not valid.
    Refused,
    /// The provider did not answer.
    Unavailable,
}

/// How a password was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordSetBy {
    /// By its owner, with the old one.
    Owner,
    /// By a link from a mail.
    Link,
    /// By `changepassword`.
    Command,
    /// By staff, in the admin.
    Staff,
}

/// How an address was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailSetBy {
    /// By its owner, who asked for the change and confirmed it by the link that went to the new address.
    Owner,
    /// By staff, in the admin.
    Staff,
}

impl EventKind {
    /// The name in the audit log and in the server's log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UserCreated => "user_created",
            Self::SignUpRepeated => "sign_up_repeated",
            Self::LoggedIn { .. } => "user_logged_in",
            Self::LoggedOut => "user_logged_out",
            Self::LoginFailed { .. } => "user_login_failed",
            Self::SocialLoginFailed { .. } => "social_login_failed",
            Self::SocialAccountConnected { .. } => "social_account_connected",
            Self::SocialAccountDisconnected { .. } => "social_account_disconnected",
            Self::Reauthenticated => "reauthenticated",
            Self::ReauthenticationFailed => "reauthentication_failed",
            Self::PasswordChanged { .. } => "password_changed",
            Self::PasswordResetRequested => "password_reset_requested",
            Self::EmailConfirmationSent => "email_confirmation_sent",
            Self::EmailConfirmed { .. } => "email_confirmed",
            Self::EmailChangeRequested { .. } => "email_change_requested",
            Self::EmailChanged { .. } => "email_changed",
            Self::EmailChangeUndone { .. } => "email_change_undone",
            Self::ProfileChanged { .. } => "profile_changed",
            Self::UserChanged { .. } => "user_changed",
            Self::PasswordDisabled => "password_disabled",
            Self::AllSessionsEnded => "all_sessions_ended",
            Self::GroupCreated { .. } => "group_created",
            Self::GroupChanged { .. } => "group_changed",
            Self::PermissionCreated { .. } => "permission_created",
            Self::PermissionDeleted { .. } => "permission_deleted",
            Self::GroupDeleted { .. } => "group_deleted",
            Self::Domain { code, .. } => code,
            Self::SessionEnded => "session_ended",
            Self::OtherSessionsEnded => "other_sessions_ended",
            Self::UserDeleted => "user_deleted",
            Self::MailGivenUp { .. } => "mail_given_up",
        }
    }

    /// Does the server's log get a warning?
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::LoginFailed { .. }
                | Self::SocialLoginFailed { .. }
                | Self::ReauthenticationFailed
                | Self::MailGivenUp { .. }
        )
    }

    /// What else there is to say, without secrets: the details of the entry in the audit log.
    #[must_use]
    pub fn details(&self) -> Value {
        match self {
            Self::LoggedIn {
                is_new_device,
                methods,
            } => {
                let mut details = json!({ "new_device": is_new_device, "backend": methods.first() });
                if methods.len() > 1 {
                    details["methods"] = json!(methods);
                }
                details
            }
            Self::LoginFailed { reason } => json!({ "reason": reason.code() }),
            Self::SocialLoginFailed { provider, reason } => {
                json!({ "provider": provider, "reason": reason.code() })
            }
            Self::SocialAccountConnected {
                provider, account, ..
            }
            | Self::SocialAccountDisconnected { provider, account } => {
                json!({ "provider": provider, "account": account })
            }
            Self::PasswordChanged { by } => json!({ "by": by.code() }),
            Self::EmailChangeRequested { to } => json!({ "to": to }),
            Self::EmailChanged { from, to, by } => json!({ "from": from, "to": to, "by": by.code() }),
            Self::EmailChangeUndone { from, to } => json!({ "from": from, "to": to }),
            Self::MailGivenUp { template } => json!({ "mail": template }),
            Self::UserChanged { changes } | Self::ProfileChanged { changes } => {
                json!({ "changes": changes.iter().map(Change::to_json).collect::<Vec<_>>() })
            }
            Self::PermissionCreated { permission } => json!({ "permission": permission }),
            Self::PermissionDeleted {
                permission,
                users,
                groups,
            } => json!({ "permission": permission, "users": users, "groups": groups }),
            Self::GroupCreated { group, permissions } => {
                json!({ "group": group, "permissions": permissions })
            }
            Self::GroupDeleted {
                group,
                permissions,
                members,
            } => json!({ "group": group, "permissions": permissions, "members": members }),
            Self::GroupChanged {
                group,
                before,
                added,
                removed,
            } => {
                let mut details = json!({ "group": group, "added": added, "removed": removed });
                if let Some(before) = before {
                    details["before"] = before.as_str().into();
                }
                details
            }
            Self::Domain { object, .. } => json!({ "object": object }),
            _ => json!({}),
        }
    }

    /// [`Self::details`] for the server's log: it names what was changed of an account and not the values, which somebody
    /// typed.
    #[must_use]
    pub fn details_for_log(&self) -> Value {
        match self {
            Self::UserChanged { changes } | Self::ProfileChanged { changes } => {
                json!({ "fields": changes.iter().map(Change::field).collect::<Vec<_>>() })
            }
            _ => self.details(),
        }
    }
}

impl LoginFailure {
    /// The name in the audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownUser => "unknown_user",
            Self::WrongPassword => "wrong_password",
            Self::Vetoed => "vetoed",
            Self::Inactive => "inactive",
            Self::NotConfirmed => "not_confirmed",
        }
    }
}

impl SocialFailure {
    /// The name in the audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidState => "invalid_state",
            Self::Refused => "provider_refused",
            Self::Unavailable => "provider_unavailable",
        }
    }
}

impl PasswordSetBy {
    /// The name in the audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Link => "link",
            Self::Command => "command",
            Self::Staff => "staff",
        }
    }
}

impl EmailSetBy {
    /// The name in the audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Staff => "staff",
        }
    }
}
