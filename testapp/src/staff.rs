//! Users with flags.

use contract::role::Role;
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{Browser, TestApp};

/// A member of staff in the group of this role, a superuser if `is_superuser`, and the script that has logged in as this user.
pub async fn staff(
    app: &TestApp,
    name: &str,
    role: Option<Role>,
    is_superuser: bool,
) -> (user::Model, Browser) {
    let mut user = app.user(name, role).await.into_active_model();
    user.is_staff = Set(true);
    user.is_superuser = Set(is_superuser);
    let user = user.update(app.auth.db.writer()).await.expect("updated");
    let mut browser = Browser::script();
    browser.log_in(app, name, &[]).await;
    (user, browser)
}

/// The same user with these flags.
pub async fn flags(app: &TestApp, user: user::Model, is_active: bool, is_superuser: bool) -> user::Model {
    let mut user = user.into_active_model();
    user.is_active = Set(is_active);
    user.is_superuser = Set(is_superuser);
    user.update(app.auth.db.writer()).await.expect("updated")
}
