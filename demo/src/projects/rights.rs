//! The rights of a user on a project, and the permissions that can be shared.

use contract::{permission::Permission, viewer::Viewer};

use crate::permission::project;

/// The permissions that can be shared, each with its label in the form and its label in the list of users and groups with access.
pub const SHAREABLE: [(Permission, &str, &str); 2] = [
    (project::VIEW, "View it", "May view"),
    (project::CHANGE, "Change it", "May change"),
];

/// The permission with this name, if it can be shared.
#[must_use]
pub fn shareable(name: &str) -> Option<Permission> {
    let mut all = SHAREABLE.iter().map(|(permission, ..)| *permission);
    all.find(|permission| permission.name() == name)
}

/// An action on a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectAction {
    /// View the project.
    View,
    /// Change the name and the description.
    Change,
    /// Share the project with others, and revoke their access.
    Share,
    /// Delete the project.
    Delete,
}

/// The permissions granted to the viewer on one project, directly or through a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// `projects.view_project`.
    pub view: bool,
    /// `projects.change_project`.
    pub change: bool,
}

/// What the viewer may do with one project besides viewing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Whether the viewer may change the name and the description.
    pub may_change: bool,
    /// Whether the viewer may share the project.
    pub may_share: bool,
    /// Whether the viewer may delete the project.
    pub may_delete: bool,
}

impl Rights {
    /// The rights of a viewer on a project, or `None` if the viewer may not view it: for that viewer, the project does not exist.
    ///
    /// As in Django, permission to change implies permission to view. A viewer who was granted permission to change only this project may
    /// not share it.
    #[must_use]
    pub fn of(viewer: &Viewer, owner_id: i64, granted: Granted) -> Option<Self> {
        let is_owner = owner_id == viewer.id;
        let changes_all = viewer.has_perm(project::CHANGE);
        let may_change = is_owner || changes_all || granted.change;
        let may_view = may_change || granted.view || viewer.has_perm(project::VIEW);
        may_view.then(|| Self {
            may_change,
            may_share: is_owner || changes_all,
            may_delete: is_owner || viewer.has_perm(project::DELETE),
        })
    }

    /// Whether these rights allow an action.
    #[must_use]
    pub const fn allow(self, deed: ProjectAction) -> bool {
        match deed {
            ProjectAction::View => true,
            ProjectAction::Change => self.may_change,
            ProjectAction::Share => self.may_share,
            ProjectAction::Delete => self.may_delete,
        }
    }

    /// Whether the viewer has every right.
    #[must_use]
    pub const fn are_full(self) -> bool {
        self.may_change && self.may_share && self.may_delete
    }

    /// The label in the list of projects.
    #[must_use]
    pub const fn label(self) -> &'static str {
        if self.are_full() {
            "Everything"
        } else if self.may_change {
            "Change"
        } else {
            "View"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHER: i64 = 8;
    const VIEW: Granted = Granted {
        view: true,
        change: false,
    };
    const CHANGE: Granted = Granted {
        view: false,
        change: true,
    };

    fn holder(permission: Permission) -> Viewer {
        Viewer {
            permissions: [permission.name().to_owned()].into(),
            ..Viewer::default()
        }
    }

    #[test]
    fn a_stranger_has_no_project() {
        assert_eq!(Rights::of(&Viewer::default(), OTHER, Granted::default()), None);
        for permission in [project::ADD, project::DELETE, crate::permission::order::VIEW] {
            assert_eq!(Rights::of(&holder(permission), OTHER, Granted::default()), None);
        }
    }

    #[test]
    fn each_grant_opens_what_it_says() {
        let label = |viewer: &Viewer, owner, granted| Rights::of(viewer, owner, granted).map(Rights::label);
        let nobody = Viewer::default();
        assert_eq!(label(&nobody, nobody.id, Granted::default()), Some("Everything"));
        assert_eq!(label(&nobody, OTHER, VIEW), Some("View"));
        assert_eq!(label(&nobody, OTHER, CHANGE), Some("Change"));
        assert_eq!(
            label(&holder(project::VIEW), OTHER, Granted::default()),
            Some("View")
        );
        let changer = Rights::of(&holder(project::CHANGE), OTHER, Granted::default()).expect("may view");
        assert!(
            changer.allow(ProjectAction::Change)
                && changer.allow(ProjectAction::Share)
                && !changer.allow(ProjectAction::Delete)
        );
        let root = Viewer {
            is_superuser: true,
            ..Viewer::default()
        };
        assert_eq!(label(&root, OTHER, Granted::default()), Some("Everything"));
    }

    #[test]
    fn a_user_who_may_change_one_project_neither_shares_nor_deletes_it() {
        let rights = Rights::of(&Viewer::default(), OTHER, CHANGE).expect("may view");
        assert!(rights.allow(ProjectAction::View) && rights.allow(ProjectAction::Change));
        assert!(!rights.allow(ProjectAction::Share) && !rights.allow(ProjectAction::Delete));
        // Permission to delete any project does not imply permission to view it.
        let rights = Rights::of(&holder(project::DELETE), OTHER, VIEW).expect("may view");
        assert!(rights.allow(ProjectAction::Delete) && !rights.allow(ProjectAction::Change));
    }

    #[test]
    fn two_permissions_can_be_shared() {
        assert_eq!(shareable("projects.view_project"), Some(project::VIEW));
        assert_eq!(shareable("projects.change_project"), Some(project::CHANGE));
        for forged in [
            "auth.change_user",
            "projects.delete_project",
            "view_project",
            "projects.View_project",
            "",
        ] {
            assert_eq!(shareable(forged), None, "{forged}");
        }
    }
}
