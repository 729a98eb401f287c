//! Roles. A role is derived from the user's groups and not stored.

use serde::{Deserialize, Serialize};

/// The three groups of every installation. Other groups have permissions but give no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// The role after sign-up, with access to the user's own objects.
    Customer,
    /// Manages the objects of customers.
    Manager,
    /// Manages users, groups and everything else.
    Admin,
}

impl Role {
    /// All roles, lowest to highest.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Manager, Self::Admin];

    /// The name of the group that gives this role.
    #[must_use]
    pub const fn group(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Manager => "Manager",
            Self::Admin => "Admin",
        }
    }

    /// The highest role among these groups; `None` if none of them gives a role.
    #[must_use]
    pub fn highest<'a>(groups: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        groups
            .into_iter()
            .filter_map(|name| Self::ALL.into_iter().find(|role| role.group() == name))
            .max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_of_several_groups_wins_and_names_are_exact() {
        assert_eq!(Role::highest(["Customer", "Admin", "Manager"]), Some(Role::Admin));
        assert_eq!(Role::highest(["Editors", "Customer"]), Some(Role::Customer));
        assert_eq!(Role::highest(["admin", "Editors"]), None);
    }
}
