//! The measured queries, run by the functions that the pages call.

use std::hint::black_box;

use auth::{admin::user_list, authorization::viewer, sessions::Identity};
use contract::{
    admin::{UserList, UserQuery},
    permission::Permission,
};
use demo::{
    entity::project as row,
    permission::{order, project},
    projects::KIND,
};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Result,
    seed::{shared_with, text},
    subject::Subject,
};

/// A query to measure.
pub(crate) struct Question {
    /// The description in the table.
    pub(crate) what: &'static str,
    /// Whether the query is subject to the limit. Other queries return more rows from the large database.
    pub(crate) has_limit: bool,
    ask: Ask,
}

enum Ask {
    /// A page of `/admin/users`.
    Users(fn(&Subject) -> UserQuery),
    /// Whether a user has a permission.
    Permission,
    /// Whether a user has a permission on an object.
    ObjectPermission,
    /// All projects that are shared with a user.
    SharedObjects,
}

/// All queries, in the order of the table.
pub(crate) const ALL: &[Question] = &[
    limited("first page", |_| UserQuery::default()),
    limited("middle page", |subject| UserQuery {
        after: subject.middle.username_canonical.clone(),
        ..UserQuery::default()
    }),
    limited("last page", |_| UserQuery {
        page: "last".to_owned(),
        ..UserQuery::default()
    }),
    limited("newest accounts", |_| UserQuery {
        sort: "-date_joined".to_owned(),
        ..UserQuery::default()
    }),
    limited("search: username prefix", |subject| {
        search(but_last(&subject.middle.username))
    }),
    limited("search: email prefix", |subject| {
        let address = &subject.middle.email;
        search(
            address
                .split_once('@')
                .map_or(address, |(name, _)| but_last(name)),
        )
    }),
    Question {
        what: "permission check",
        has_limit: true,
        ask: Ask::Permission,
    },
    Question {
        what: "permission check on one project",
        has_limit: true,
        ask: Ask::ObjectPermission,
    },
    Question {
        what: "projects shared with a user",
        has_limit: true,
        ask: Ask::SharedObjects,
    },
    unlimited("search: a last name", |_| search("Lindqvist")),
    unlimited("search: two letters", |_| search("ma")),
    unlimited("staff", |_| UserQuery {
        is_staff: "true".to_owned(),
        ..UserQuery::default()
    }),
    unlimited("superusers", |_| UserQuery {
        is_superuser: "true".to_owned(),
        ..UserQuery::default()
    }),
    unlimited("group with all users", |subject| in_group(subject.everybody)),
    unlimited("group with one user in a hundred", |subject| {
        in_group(subject.managers)
    }),
    unlimited("holders of a rare permission", |_| holders_of(order::APPROVE)),
    unlimited("holders of a common permission", |_| holders_of(order::ADD)),
    unlimited("middle page by number", |subject| UserQuery {
        page: (subject.users / 100).to_string(),
        ..UserQuery::default()
    }),
];

const fn limited(what: &'static str, query: fn(&Subject) -> UserQuery) -> Question {
    Question {
        what,
        has_limit: true,
        ask: Ask::Users(query),
    }
}

const fn unlimited(what: &'static str, query: fn(&Subject) -> UserQuery) -> Question {
    Question {
        what,
        has_limit: false,
        ask: Ask::Users(query),
    }
}

fn search(beginning: &str) -> UserQuery {
    UserQuery {
        q: beginning.to_owned(),
        ..UserQuery::default()
    }
}

fn in_group(id: i64) -> UserQuery {
    UserQuery {
        group: id.to_string(),
        ..UserQuery::default()
    }
}

fn holders_of(permission: Permission) -> UserQuery {
    UserQuery {
        permission: permission.name().to_owned(),
        ..UserQuery::default()
    }
}

/// Drops the last character, so that the search finds one user, or at most eleven with similar numbers.
fn but_last(text: &str) -> &str {
    text.char_indices().next_back().map_or("", |(at, _)| &text[..at])
}

impl Question {
    /// Runs the query once. Fails if the result is implausible. The user varies with each turn.
    pub(crate) async fn ask(&self, subject: &Subject, turn: i64) -> Result {
        let id = 1 + turn * 7_919 % subject.users;
        let makes_sense = match &self.ask {
            Ask::Users(query) => has_rows(
                &user_list::list(&subject.auth, query(subject))
                    .await
                    .map_err(text)?,
            ),
            Ask::Permission => may_add_orders(subject, id).await?,
            Ask::ObjectPermission => {
                let project = of_a_project(id, subject);
                let user = shared_with(project);
                let (db, now) = (subject.auth.db.reader(), subject.auth.clock.now());
                KIND.is_granted(db, user, project::VIEW, project, now)
                    .await
                    .map_err(text)?
            }
            Ask::SharedObjects => !shared(subject, shared_with(of_a_project(id, subject)))
                .await?
                .is_empty(),
        };
        if makes_sense {
            Ok(())
        } else {
            Err(format!("{}: the answer is wrong", self.what))
        }
    }
}

fn has_rows(list: &UserList) -> bool {
    !black_box(list).rows.is_empty()
}

/// Every tenth user owns a project.
fn of_a_project(id: i64, subject: &Subject) -> i64 {
    (id / 10 * 10).clamp(10, subject.users)
}

/// Loads the viewer as for each request. Inactive users have no viewer, which is a valid result.
async fn may_add_orders(subject: &Subject, user_id: i64) -> Result<bool> {
    let identity = Identity {
        user_id,
        auth_epoch: 0,
    };
    let viewer = viewer::load(subject.auth.db.reader(), identity, subject.auth.clock.now())
        .await
        .map_err(text)?;
    Ok(viewer.is_none_or(|viewer| viewer.has_perm(order::ADD)))
}

async fn shared(subject: &Subject, user_id: i64) -> Result<Vec<row::Model>> {
    let condition = KIND.objects_for_user(user_id, project::VIEW, subject.auth.clock.now());
    row::Entity::find()
        .filter(condition.map_err(text)?)
        .order_by_asc(row::Column::Name)
        .limit(user_list::PAGE)
        .all(subject.auth.db.reader())
        .await
        .map_err(text)
}
