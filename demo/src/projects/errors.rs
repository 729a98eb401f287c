//! Why a project cannot be shared as it was asked for.

use contract::field_errors::FieldError;

/// Neither a user nor a group was given, or both were.
pub(super) fn user_or_group() -> FieldError {
    FieldError::custom("user_or_group", "Enter either a username or a group.")
}

/// It is theirs already.
pub(super) fn already_owner() -> FieldError {
    FieldError::custom(
        "already_owner",
        "This user is the owner and already has every permission.",
    )
}
