//! The maximum lengths of what accounts consist of.

/// The maximum length of a username: Django's `AbstractUser.username`.
pub const MAX_USERNAME_LENGTH: usize = 150;
/// The maximum length of an email address: Django's `EmailField`, RFC 5321.
pub const MAX_EMAIL_LENGTH: usize = 254;
/// The default of `PASSWORD_MIN_LENGTH`.
pub const DEFAULT_MIN_PASSWORD_LENGTH: usize = 9;
/// The maximum length of a password (ASVS 6.2.9 requires at least 64). A longer one is rejected, never truncated.
pub const MAX_PASSWORD_LENGTH: usize = 256;
