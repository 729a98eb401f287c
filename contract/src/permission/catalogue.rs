//! All permissions of an application: what the core and each domain declare, joined.

use std::collections::BTreeSet;

use super::{Model, Permission, built_in};
use crate::role::Role;

/// Permissions that each model gets without asking: Django's `Meta.default_permissions`.
const DEFAULT_ACTIONS: [&str; 4] = ["add", "change", "delete", "view"];

/// What the core, or one domain, declares about permissions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declaration {
    /// Its models: `MODELS`, which [`permission_models!`](crate::permission_models) makes.
    pub models: &'static [Model],
    /// What the group of a role holds in a fresh installation (`seed_roles`). A role may stand here more than once.
    pub seeds: &'static [(Role, &'static [Permission])],
    /// Permissions that no route and no verb asks for, each with the reason. Every model has the default four, as in Django, whether or
    /// not the site does all four. A test compares this list with what is asked for: a permission that stands on neither side fails it,
    /// and so does one that stands on both.
    pub unasked: &'static [(Permission, &'static str)],
    /// Permissions that had another name: `migrate` renames them and keeps their grants.
    pub renamed: &'static [Rename],
    /// Permissions that the home page shows in its table of roles.
    pub examples: &'static [Permission],
}

/// App label, model and codename of a permission.
pub type NaturalKey = [&'static str; 3];

/// The natural key of a permission before and after a change of its name.
pub type Rename = (NaturalKey, NaturalKey);

/// A permission as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// `auth`, `sessions`, …
    pub app_label: &'static str,
    /// `user`, `session`, …
    pub model: &'static str,
    /// `add_user`, `view_session`, …
    pub codename: String,
    /// Django's sentence: "Can add user".
    pub name: String,
}

impl Declared {
    /// The full name, `app_label.codename`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.app_label, self.codename)
    }
}

/// Every permission of the application. The server makes one at start.
#[derive(Clone, Debug)]
pub struct Catalogue {
    declarations: Vec<Declaration>,
    names: BTreeSet<String>,
}

impl Catalogue {
    /// What the core declares together with these declarations of domains.
    ///
    /// # Panics
    /// If two models declare the same permission, or if a declaration seeds, excuses or shows a permission that nobody declares. Both are
    /// mistakes in the code, and the server does not start with them.
    #[must_use]
    pub fn new(domains: impl IntoIterator<Item = Declaration>) -> Self {
        let mut catalogue = Self {
            declarations: std::iter::once(built_in::DECLARATION).chain(domains).collect(),
            names: BTreeSet::new(),
        };
        for name in catalogue
            .declared()
            .map(|permission| permission.full_name())
            .collect::<Vec<_>>()
        {
            assert!(!catalogue.names.contains(&name), "{name} is declared twice");
            catalogue.names.insert(name);
        }
        for name in catalogue.mentioned() {
            assert!(catalogue.contains(name), "{name} is not declared");
        }
        catalogue
    }

    /// All permissions, model by model, the default four first.
    pub fn declared(&self) -> impl Iterator<Item = Declared> {
        self.declarations
            .iter()
            .flat_map(|declaration| declaration.models)
            .flat_map(of_model)
    }

    /// Whether a permission of this full name is declared.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether the group of this role holds the permission of this full name in a fresh installation.
    #[must_use]
    pub fn is_seeded(&self, role: Role, name: &str) -> bool {
        self.declarations
            .iter()
            .flat_map(|declaration| declaration.seeds)
            .filter(|(seeded, _)| *seeded == role)
            .any(|(_, permissions)| permissions.iter().any(|permission| permission.name() == name))
    }

    /// Permissions that no route and no verb asks for, each with the reason.
    pub fn unasked(&self) -> impl Iterator<Item = (Permission, &'static str)> {
        self.declarations
            .iter()
            .flat_map(|declaration| declaration.unasked)
            .copied()
    }

    /// Permissions that had another name.
    pub fn renamed(&self) -> impl Iterator<Item = Rename> {
        self.declarations
            .iter()
            .flat_map(|declaration| declaration.renamed)
            .copied()
    }

    /// What the home page shows in its table of roles: examples of the domains first, then those of the core.
    pub fn examples(&self) -> impl Iterator<Item = Permission> {
        let (core, domains) = self.declarations.split_at(1);
        domains
            .iter()
            .chain(core)
            .flat_map(|declaration| declaration.examples)
            .copied()
    }

    /// The full name of every permission that a declaration refers to.
    fn mentioned(&self) -> impl Iterator<Item = &'static str> {
        self.declarations.iter().flat_map(|declaration| {
            let seeded = declaration.seeds.iter().flat_map(|(_, permissions)| *permissions);
            let unasked = declaration.unasked.iter().map(|(permission, _)| permission);
            seeded
                .chain(unasked)
                .chain(declaration.examples)
                .map(|permission| permission.name())
        })
    }
}

impl Default for Catalogue {
    /// The permissions of the core alone.
    fn default() -> Self {
        Self::new([])
    }
}

fn of_model(model: &'static Model) -> impl Iterator<Item = Declared> {
    let defaults = DEFAULT_ACTIONS.iter().map(|action| {
        (
            format!("{action}_{}", model.name),
            format!("Can {action} {}", model.name),
        )
    });
    let extra = model
        .extra
        .iter()
        .map(|(codename, name)| ((*codename).to_owned(), (*name).to_owned()));
    defaults.chain(extra).map(|(codename, name)| Declared {
        app_label: model.app_label,
        model: model.name,
        codename,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{entry, user},
        *,
    };

    mod news {
        crate::permission_models! {
            /// Articles.
            article = "news" "article" {
                /// May publish any article.
                PUBLISH = "publish_article" "Can publish article";
            }
        }
    }

    const NEWS: Declaration = Declaration {
        models: news::MODELS,
        seeds: &[
            (Role::Customer, &[news::article::ADD]),
            (Role::Admin, news::article::ALL),
        ],
        unasked: &[(news::article::DELETE, "an article is withdrawn")],
        renamed: &[],
        examples: &[news::article::PUBLISH],
    };

    #[test]
    fn names_follow_django() {
        let catalogue = Catalogue::new([NEWS]);
        let first = catalogue.declared().next().expect("there are permissions");
        assert_eq!(
            (first.codename.as_str(), first.name.as_str()),
            ("add_user", "Can add user")
        );
        let last = catalogue.declared().last().expect("there are permissions");
        assert_eq!(
            (last.full_name().as_str(), last.name.as_str()),
            ("news.publish_article", "Can publish article")
        );
        assert_eq!(user::VIEW.name(), "auth.view_user");
    }

    #[test]
    fn a_domain_adds_to_the_core() {
        let (core, both) = (Catalogue::default(), Catalogue::new([NEWS]));
        assert_eq!(both.declared().count(), core.declared().count() + 5);
        assert!(both.contains("news.add_article") && !core.contains("news.add_article"));
        assert_eq!(both.unasked().count(), core.unasked().count() + 1);
        assert_eq!(
            both.examples().map(Permission::name).collect::<Vec<_>>(),
            ["news.publish_article", "auth.change_user"]
        );
    }

    #[test]
    fn roles_hold_what_is_seeded() {
        let held = |catalogue: &Catalogue, role| {
            let declared = catalogue.declared();
            declared
                .filter(|p| catalogue.is_seeded(role, &p.full_name()))
                .count()
        };
        let (core, both) = (Catalogue::default(), Catalogue::new([NEWS]));
        assert_eq!(Role::ALL.map(|role| held(&core, role)), [0, 0, 12 + 4 + 1]);
        assert_eq!(Role::ALL.map(|role| held(&both, role)), [1, 0, 12 + 4 + 1 + 5]);
        assert!(
            core.is_seeded(Role::Admin, entry::VIEW.name())
                && !core.is_seeded(Role::Admin, entry::ADD.name())
        );
    }

    #[test]
    #[should_panic(expected = "news.add_article is declared twice")]
    fn a_permission_is_declared_once() {
        let _ = Catalogue::new([NEWS, NEWS]);
    }

    #[test]
    #[should_panic(expected = "news.add_article is not declared")]
    fn seeds_are_declared() {
        let _ = Catalogue::new([Declaration { models: &[], ..NEWS }]);
    }
}
