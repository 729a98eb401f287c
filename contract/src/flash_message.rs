//! One-time messages: Django's `messages` framework, as codes.

use serde::{Deserialize, Serialize};

/// Something that went well, said on the next page and never again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlashMessage {
    /// After a sign-up that also logged in.
    SignedUp,
    /// After a sign-up that has to be confirmed by mail first, and after one that only looked like that.
    ConfirmationSent,
    /// Another link was asked for; whether one was sent is not said.
    LinkSent,
    /// After a log-out.
    LoggedOut,
    /// The profile was saved.
    ProfileSaved,
    /// The link of a mail was followed and its button pressed.
    EmailConfirmed,
    /// A mail with a link is on its way to the new address.
    EmailChangeSent,
    /// The former address is back.
    EmailChangeUndone,
    /// One session was ended.
    SessionEnded,
    /// All sessions but this one were ended.
    OtherSessionsEnded,
    /// The account is gone.
    AccountDeleted,
    /// Staff made a user.
    UserAdded,
    /// Staff changed a user.
    UserSaved,
    /// Staff set a user's password.
    UserPasswordSet,
    /// Staff took a user's password away.
    PasswordDisabled,
    /// Staff ended a user's sessions.
    UserSessionsEnded,
    /// Staff activated or deactivated several users.
    UsersChanged,
    /// Staff deleted a user.
    UserDeleted,
    /// Staff made or changed a group.
    GroupSaved,
    /// Staff made a permission.
    PermissionAdded,
    /// Staff deleted a permission.
    PermissionDeleted,
    /// Staff put somebody into a group, or took them out.
    MembersChanged,
    /// Staff deleted a group.
    GroupDeleted,
    /// An order was placed.
    OrderPlaced,
    /// An order was approved.
    OrderApproved,
    /// A project was started.
    ProjectAdded,
    /// A project was changed.
    ProjectSaved,
    /// A project was shared.
    ProjectShared,
    /// Access to a project was taken away.
    ProjectRevoked,
    /// A project was deleted.
    ProjectDeleted,
    /// An item was put into the basket.
    AddedToBasket,
    /// There is more or less of an item in the basket.
    BasketChanged,
    /// An item was taken out of the basket.
    RemovedFromBasket,
    /// Everything was.
    BasketEmptied,
}

impl FlashMessage {
    /// The sentence that is shown with `role="status"`.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::SignedUp => "Your account has been created. You are logged in.",
            Self::ConfirmationSent => {
                "We have sent you a mail with a link. Open it to confirm your email address, then log in."
            }
            Self::LinkSent => {
                "If that address waits to be confirmed, a link is on its way to it. It may take a few minutes."
            }
            Self::LoggedOut => "You have logged out.",
            Self::ProfileSaved => "Your profile has been saved.",
            Self::EmailConfirmed => "Your email address is confirmed.",
            Self::EmailChangeSent => {
                "We have sent a link to the new address. The change takes effect when it is opened."
            }
            Self::EmailChangeUndone => {
                "Your former email address is back. Every session has ended, and so has the password: set a new one by the \
                 link that we have sent you."
            }
            Self::SessionEnded => "The session has been ended.",
            Self::OtherSessionsEnded => "All other sessions have been ended.",
            Self::UserAdded => "The user has been added. Now give them groups and permissions.",
            Self::UserSaved => "The user has been saved.",
            Self::UserPasswordSet => "The password has been set, and every session of the user has ended.",
            Self::PasswordDisabled => "The user cannot log in with a password any more.",
            Self::UserSessionsEnded => "Every session of the user has ended.",
            Self::UserDeleted => "The user has been deleted.",
            Self::GroupSaved => "The group has been saved.",
            Self::GroupDeleted => "The group has been deleted.",
            Self::PermissionAdded => "The permission has been made. So far only superusers have it.",
            Self::PermissionDeleted => "The permission has been deleted, and every grant of it.",
            Self::MembersChanged => "The members have been changed.",
            Self::UsersChanged => "The users have been changed.",
            Self::OrderPlaced => "The order has been placed.",
            Self::OrderApproved => "The order has been approved.",
            Self::ProjectAdded => "The project has been started.",
            Self::ProjectSaved => "The project has been saved.",
            Self::ProjectShared => "The project has been shared.",
            Self::ProjectRevoked => "The access has been taken away.",
            Self::ProjectDeleted => "The project has been deleted.",
            Self::AddedToBasket => "The item is in your basket.",
            Self::BasketChanged => "The quantity has been changed.",
            Self::RemovedFromBasket => "The item has been removed from your basket.",
            Self::BasketEmptied => "Your basket is empty now.",
            Self::AccountDeleted => "Your account has been deleted.",
        }
    }
}
