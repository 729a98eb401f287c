//! What is asked, by the functions that the pages call.

use std::hint::black_box;

use auth::{admin::user_list, authorization::viewer, sessions::Identity};
use contract::{
    admin::{UserList, UserQuery},
    permission::{Permission, order, project},
};
use demo::projects::KIND;
use entity::project as row;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Result,
    seed::{shared_with, text},
    subject::Subject,
};

/// Something to time.
pub(crate) struct Question {
    /// As the table says it.
    pub(crate) what: &'static str,
    /// Must not take longer than the limit allows. What is not held to it finds more where there is more to find.
    pub(crate) is_held: bool,
    ask: Ask,
}

enum Ask {
    /// A page of `/admin/users`.
    Users(fn(&Subject) -> UserQuery),
    /// May this viewer do this at all?
    Permission,
    /// May this user do this with that one project?
    ObjectPermission,
    /// All projects that are shared with a user.
    SharedObjects,
}

/// In the order of the table.
pub(crate) const ALL: &[Question] = &[
    held("first page", |_| UserQuery::default()),
    held("middle page", |subject| UserQuery {
        after: subject.middle.username_canonical.clone(),
        ..UserQuery::default()
    }),
    held("last page", |_| UserQuery {
        page: "last".to_owned(),
        ..UserQuery::default()
    }),
    held("newest accounts", |_| UserQuery {
        sort: "-date_joined".to_owned(),
        ..UserQuery::default()
    }),
    held("search: beginning of a user name", |subject| {
        search(but_last(&subject.middle.username))
    }),
    held("search: beginning of an address", |subject| {
        let address = &subject.middle.email;
        search(
            address
                .split_once('@')
                .map_or(address, |(name, _)| but_last(name)),
        )
    }),
    Question {
        what: "permission check",
        is_held: true,
        ask: Ask::Permission,
    },
    Question {
        what: "permission check on one project",
        is_held: true,
        ask: Ask::ObjectPermission,
    },
    Question {
        what: "projects shared with a user",
        is_held: true,
        ask: Ask::SharedObjects,
    },
    shown("search: a last name", |_| search("Lindqvist")),
    shown("search: two letters", |_| search("ma")),
    shown("staff", |_| UserQuery {
        is_staff: "true".to_owned(),
        ..UserQuery::default()
    }),
    shown("superusers", |_| UserQuery {
        is_superuser: "true".to_owned(),
        ..UserQuery::default()
    }),
    shown("a group of everybody", |subject| in_group(subject.everybody)),
    shown("a group of one in a hundred", |subject| {
        in_group(subject.managers)
    }),
    shown("holders of a permission that few hold", |_| {
        holders_of(order::APPROVE)
    }),
    shown("holders of a permission that everybody holds", |_| {
        holders_of(order::ADD)
    }),
    shown("middle page by number", |subject| UserQuery {
        page: (subject.users / 100).to_string(),
        ..UserQuery::default()
    }),
];

const fn held(what: &'static str, query: fn(&Subject) -> UserQuery) -> Question {
    Question {
        what,
        is_held: true,
        ask: Ask::Users(query),
    }
}

const fn shown(what: &'static str, query: fn(&Subject) -> UserQuery) -> Question {
    Question {
        what,
        is_held: false,
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

/// Without the last character: what finds one, or at most eleven who are numbered alike.
fn but_last(text: &str) -> &str {
    text.char_indices().next_back().map_or("", |(at, _)| &text[..at])
}

impl Question {
    /// Asks once; an error where the answer is not one that makes sense. Who is asked about changes from turn to turn.
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

/// Every tenth user owns one.
fn of_a_project(id: i64, subject: &Subject) -> i64 {
    (id / 10 * 10).clamp(10, subject.users)
}

/// The viewer is loaded as for each request. Inactive users are nobody, which is an answer, too.
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
