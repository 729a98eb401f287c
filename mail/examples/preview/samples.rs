//! A sample of every mail, for the preview and for the tests. Add new mails to [`all`].

use mail::{
    AccountChanged, AccountDeleted, AddressInUse, AlreadyRegistered, ChangeEmail, Circumstances,
    ConnectionChanged, EmailChanged, Mail, NewDevice, PasswordChanged, PasswordReset, Rendered, Site,
    VerifyEmail, Welcome,
};

/// The values of the samples.
pub struct Values<'a> {
    pub username: &'a str,
    pub email: &'a str,
    pub token_path: &'a str,
    pub circumstances: &'a Circumstances,
}

/// A mail, and the paths to which it links.
pub struct Sample {
    pub name: &'static str,
    pub paths: Vec<String>,
    pub mail: Rendered,
}

/// All mails.
#[rustfmt::skip] // a line a mail
pub fn all(site: &Site<'_>, values: &Values<'_>) -> Result<Vec<Sample>, askama::Error> {
    let &Values { username, email, token_path: path, circumstances } = values;
    let valid_for = "3 days";
    let (dashboard_path, log_in_path, reset_path, sessions_path) = ("/dashboard", "/login", "/reset", "/sessions");
    let undo_path = path;
    Ok(vec![
        sample(site, &[path], &PasswordReset { username, path, valid_for })?,
        sample(site, &[path], &VerifyEmail { username, path, valid_for })?,
        sample(site, &[path], &ChangeEmail { username, email, path, valid_for })?,
        sample(site, &[path], &EmailChanged { username, email, undo_path, valid_for, circumstances })?,
        sample(site, &[reset_path], &PasswordChanged { username, circumstances, reset_path })?,
        sample(site, &[sessions_path, reset_path], &NewDevice { username, circumstances, sessions_path, reset_path })?,
        sample(site, &[dashboard_path], &Welcome { username, dashboard_path })?,
        sample(site, &[log_in_path, reset_path], &AlreadyRegistered { username, log_in_path, reset_path })?,
        sample(site, &[reset_path], &AddressInUse { username, email, reset_path })?,
        sample(
            site,
            &["/connections", reset_path],
            &ConnectionChanged {
                username, provider: "Google", account: email, is_connected: true, circumstances,
                connections_path: "/connections", reset_path,
            },
        )?,
        sample(site, &[], &AccountDeleted { username, circumstances })?,
        sample(
            site,
            &[],
            &AccountChanged { username, what: "it has another email address", circumstances },
        )?,
    ])
}

fn sample<M: Mail>(site: &Site<'_>, paths: &[&str], mail: &M) -> Result<Sample, askama::Error> {
    Ok(Sample {
        name: M::NAME,
        paths: paths.iter().map(ToString::to_string).collect(),
        mail: mail.render(site)?,
    })
}
