//! The permissions of this domain.

use contract::{
    permission::{Declaration, Permission},
    role::Role,
};

contract::permission_models! {
    /// Orders.
    order = "orders" "order" {
        /// May turn a pending order into an approved one.
        APPROVE = "approve_order" "Can approve order";
        /// May open the order report.
        VIEW_REPORT = "view_report" "Can view report";
    }
    /// Projects.
    project = "projects" "project" {}
}

/// What this domain declares.
pub const DECLARATION: Declaration = Declaration {
    models: MODELS,
    seeds: &[
        (Role::Customer, &[order::ADD, project::ADD]),
        (
            Role::Manager,
            &[
                order::VIEW,
                order::CHANGE,
                order::APPROVE,
                order::VIEW_REPORT,
                project::ADD,
            ],
        ),
        (Role::Admin, order::ALL),
        (Role::Admin, project::ALL),
    ],
    unasked: UNASKED,
    renamed: &[],
    examples: &[order::ADD, order::APPROVE, order::VIEW_REPORT, project::ADD],
};

const UNASKED: &[(Permission, &str)] = &[(order::DELETE, "no page deletes an order")];

#[cfg(test)]
mod tests {
    use contract::permission::Catalogue;

    use super::*;

    #[test]
    fn roles_hold_what_the_table_says() {
        let catalogue = Catalogue::new([DECLARATION]);
        let count = |role| {
            let declared = catalogue.declared();
            declared
                .filter(|p| catalogue.is_seeded(role, &p.full_name()))
                .count()
        };
        assert_eq!(count(Role::Customer), 2);
        assert_eq!(count(Role::Manager), 5);
        assert_eq!(count(Role::Admin), 12 + 4 + 1 + 6 + 4);
    }
}
