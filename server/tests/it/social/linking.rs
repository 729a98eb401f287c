//! Which user an account gets that is not connected yet: every row of the rules in `auth/src/social.rs`.

use super::*;

/// What the provider says about the address `victor@example.com`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Verified,
    NotVerified,
    /// The claim `email_verified` is missing.
    Unsaid,
    Absent,
}

/// The user here with this address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Local {
    Absent,
    Unconfirmed,
    Confirmed,
    Inactive,
    Staff,
    Superuser,
}

/// Who is logged in in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    Anonymous,
    /// The user with the address, who connects the account.
    Owner,
    /// Another user, who connects the account.
    Other,
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// A new user with a confirmed address, who is logged in.
    SignedUp,
    /// The form that completes a sign-up.
    SignUpForm,
    /// The form that asks for the password of the existing user.
    PasswordForm,
    /// The account is connected with the logged-in user.
    Connected,
    /// Nothing, and a page that says what to do.
    NotConfirmed,
}

/// The rules.
const fn expected(address: Address, local: Local, visitor: Visitor) -> Outcome {
    match (visitor, address, local) {
        (Visitor::Owner | Visitor::Other, _, _) => Outcome::Connected,
        (Visitor::Anonymous, Address::Verified, Local::Absent) => Outcome::SignedUp,
        (Visitor::Anonymous, Address::Verified, Local::Unconfirmed) => Outcome::NotConfirmed,
        (Visitor::Anonymous, Address::Verified, _) => Outcome::PasswordForm,
        (Visitor::Anonymous, _, _) => Outcome::SignUpForm,
    }
}

const ADDRESSES: [Address; 4] = [
    Address::Verified,
    Address::NotVerified,
    Address::Unsaid,
    Address::Absent,
];
const LOCALS: [Local; 6] = [
    Local::Absent,
    Local::Unconfirmed,
    Local::Confirmed,
    Local::Inactive,
    Local::Staff,
    Local::Superuser,
];
const VISITORS: [Visitor; 3] = [Visitor::Anonymous, Visitor::Owner, Visitor::Other];

fn login(address: Address) -> Login {
    let login = Login::of("subject-of-victor").username("vic");
    match address {
        Address::Verified => login.email("Victor@Example.com", true),
        Address::NotVerified => login.email("victor@example.com", false),
        Address::Unsaid => login.email("victor@example.com", serde_json::Value::Null),
        Address::Absent => login,
    }
}

async fn prepare(app: &TestApp, local: Local) -> Option<user::Model> {
    if local == Local::Absent {
        return None;
    }
    confirmed(app, "victor").await;
    let victor = set(app, "victor", |user| match local {
        Local::Unconfirmed => user.email_confirmed_at = Set(None),
        Local::Inactive => user.is_active = Set(false),
        Local::Staff => user.is_staff = Set(true),
        Local::Superuser => (user.is_staff, user.is_superuser) = (Set(true), Set(true)),
        Local::Absent | Local::Confirmed => user.is_active = Set(true),
    });
    Some(victor.await)
}

/// Nobody can be logged in who does not exist or is not active.
fn is_possible(local: Local, visitor: Visitor) -> bool {
    visitor != Visitor::Owner || !matches!(local, Local::Absent | Local::Inactive)
}

async fn check(app: &TestApp, provider: &OpenIdProvider, address: Address, local: Local, visitor: Visitor) {
    let case = format!("{address:?}, {local:?}, {visitor:?}");
    let victor = prepare(app, local).await;
    confirmed(app, "bob").await;
    let mut browser = match visitor {
        Visitor::Anonymous => Browser::new(),
        Visitor::Owner => Browser::logged_in(app, "victor").await,
        Visitor::Other => Browser::logged_in(app, "bob").await,
    };
    let before = (rows(app).await, browser.who(app).await);
    let answer = match visitor {
        Visitor::Anonymous => log_in(app, provider, &mut browser, &login(address)).await,
        Visitor::Owner | Visitor::Other => connect(app, provider, &mut browser, &login(address)).await,
    };
    let to = (answer.status.as_u16(), answer.location());
    let after = (rows(app).await, browser.who(app).await);
    match expected(address, local, visitor) {
        Outcome::SignedUp => {
            assert_eq!(to, (303, "/dashboard"), "{case}");
            let vic = app.stored("vic").await;
            assert_eq!(after.1.as_deref(), Some("vic"), "{case}");
            assert!(
                vic.email_confirmed_at.is_some() && vic.email == "Victor@example.com",
                "{case}"
            );
            assert_eq!(
                after.0.accounts,
                [(vic.id, "subject-of-victor".to_owned())],
                "{case}"
            );
            assert_eq!(after.0.users, before.0.users + 1, "{case}");
        }
        Outcome::Connected => {
            let (me, _) = after
                .1
                .as_ref()
                .zip(before.1.as_ref())
                .expect("logged in before and after");
            assert_eq!((to, &after.1), ((303, CONNECTIONS), &before.1), "{case}");
            let id = app.stored(me).await.id;
            assert_eq!(after.0.accounts, [(id, "subject-of-victor".to_owned())], "{case}");
            assert_eq!(
                (after.0.users, &after.0.sessions),
                (before.0.users, &before.0.sessions),
                "{case}"
            );
        }
        outcome => {
            let expected = match outcome {
                Outcome::SignUpForm => (303, "/oauth/signup"),
                Outcome::PasswordForm => (303, "/oauth/connect"),
                _ => (409, ""),
            };
            assert_eq!(to, expected, "{case}");
            assert_eq!(
                after, before,
                "{case}: nothing is stored, and nobody is logged in"
            );
        }
    }
    if let Some(victor) = victor {
        let now = app.stored("victor").await;
        assert_eq!(now.email_confirmed_at, victor.email_confirmed_at, "{case}");
        assert_eq!(
            (now.password, now.auth_epoch),
            (victor.password, victor.auth_epoch),
            "{case}"
        );
    }
    user::Entity::delete_many()
        .exec(app.auth.db.writer())
        .await
        .expect("cleared");
    assert_eq!(
        rows(app).await,
        Rows {
            users: 0,
            accounts: vec![],
            sessions: vec![]
        },
        "{case}"
    );
}

testkit::on_both_databases! {
    /// T-OIDC-7, T-OIDC-8.
    async fn every_row_of_the_rules(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for address in ADDRESSES {
            for local in LOCALS {
                for visitor in VISITORS {
                    if is_possible(local, visitor) {
                        check(&app, &provider, address, local, visitor).await;
                    }
                }
            }
        }
    }

    /// The owner of a confirmed address enters the password, is logged in, and has the account connected.
    async fn the_password_connects_the_accounts(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let bob = confirmed(&app, "bob").await;
        let login = Login::of("subject-of-bob").email("BOB@example.com", true).username("bob");
        let mut browser = Browser::new();
        let to = to_provider(&app, &mut browser, LOG_IN, &[("next", "/settings/profile")]).await;
        let before = browser.session().map(str::to_owned);
        let callback = provider.approve(&app, &to, &login);
        assert_leads(&browser.get(&app, &callback).await, "/oauth/connect");
        assert_ne!(browser.session().map(str::to_owned), before, "a new session id");
        let page = browser.get(&app, "/oauth/connect").await;
        assert!(page.body.contains("BOB@example.com") && page.body.contains("connect Acme"));
        for wrong in ["", "not the password"] {
            assert_leads(&browser.post(&app, "/oauth/connect", &[("password", wrong)]).await, "/oauth/connect");
            assert!(browser.get(&app, "/oauth/connect").await.body.contains("role=\"alert\""));
        }
        assert_eq!(rows(&app).await, Rows { users: 1, accounts: vec![], sessions: vec![] });
        let right = [("password", testapp::PASSWORD)];
        assert_leads(&browser.post(&app, "/oauth/connect", &right).await, "/settings/profile");
        assert!(browser.get(&app, "/settings/profile").await.body.contains("Your Acme account has been connected."));
        assert_eq!(browser.who(&app).await.as_deref(), Some("bob"));
        assert_eq!(rows(&app).await.accounts, [(bob.id, "subject-of-bob".to_owned())]);
        let events = events(&app).await;
        assert_eq!(&events[events.len() - 2..], ["user_logged_in", "social_account_connected"]);
        assert_eq!(app.subjects("bob@example.com").await, [CONNECTED]);
        // The form is completed: the same browser cannot connect once more.
        browser.post(&app, "/logout", &[]).await;
        assert_eq!(browser.post(&app, "/oauth/connect", &right).await.status, StatusCode::NOT_FOUND);
        logged_in(&app, &provider, &login).await;
    }

    /// The form of another browser, an inactive user, and a user without a password connect nothing. It is open for ten minutes.
    async fn nothing_but_the_right_password_connects_the_accounts(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        confirmed(&app, "bob").await;
        let login = Login::of("subject-of-bob").email("bob@example.com", true);
        let right = [("password", testapp::PASSWORD)];
        let mut browser = Browser::new();
        log_in(&app, &provider, &mut browser, &login).await;

        set(&app, "bob", |user| user.is_active = Set(false)).await;
        assert_leads(&browser.post(&app, "/oauth/connect", &right).await, "/oauth/connect");
        set(&app, "bob", |user| user.is_active = Set(true)).await;
        let hash = app.stored("bob").await.password;
        set(&app, "bob", |user| user.password = Set(auth::passwords::make_unusable().into())).await;
        assert_leads(&browser.post(&app, "/oauth/connect", &right).await, "/oauth/connect");
        assert_leads(&browser.post(&app, "/oauth/connect", &[("password", "!")]).await, "/oauth/connect");
        set(&app, "bob", |user| user.password = Set(hash)).await;

        assert_eq!(Browser::new().post(&app, "/oauth/connect", &right).await.status, StatusCode::NOT_FOUND);
        app.clock.advance(time::Duration::minutes(11));
        assert_eq!(browser.post(&app, "/oauth/connect", &right).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rows(&app).await, Rows { users: 1, accounts: vec![], sessions: vec![] });
    }

    /// T-OIDC-8: an attacker has registered the victim's address, with a password or with an account at a provider. The victim's login at the
    /// provider gives the attacker nothing, and sends the victim a link that takes everything from the attacker.
    async fn an_attacker_who_came_first_gets_nothing(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for (name, has_password) in [("mallory", true), ("trudy", false)] {
            let email = format!("victim-of-{name}@example.com");
            let trojan = Login::of(name).email(&email, false);
            let mut attacker = Browser::new();
            if has_password {
                let password = [("password1", testapp::PASSWORD), ("password2", testapp::PASSWORD)];
                let fields = [[("username", name), ("email", &email)], password].concat();
                assert_leads(&attacker.post(&app, "/signup", &fields).await, "/dashboard");
                assert_leads(&connect(&app, &provider, &mut attacker, &trojan).await, CONNECTIONS);
            } else {
                assert_leads(&log_in(&app, &provider, &mut attacker, &trojan).await, "/oauth/signup");
                let fields = [("username", name), ("email", email.as_str())];
                assert_leads(&attacker.post(&app, "/oauth/signup", &fields).await, "/dashboard");
            }

            let victim = Login::of(&email).email(&email, true).username("victim");
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, &victim).await;
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert!(main_of(&answer).contains("We have sent you an email"));
            assert!(!answer.body.contains(name), "whose account it is stays unknown");
            assert_eq!(browser.who(&app).await, None);

            let link = app.link(&email, "/reset/").await;
            let form = browser.get(&app, &link).await.location().to_owned();
            let new = [("new_password1", "quite another password"), ("new_password2", "quite another password")];
            assert_leads(&browser.post(&app, &form, &new).await, "/reset/done");
            assert_eq!(attacker.who(&app).await, None, "the session of the attacker has ended");
            assert_eq!(rows(&app).await.accounts, vec![], "the account of the attacker is disconnected");
            assert_leads(&attacker.log_in(&app, name, &[]).await, "/login");
            assert_leads(&log_in(&app, &provider, &mut attacker, &trojan).await, "/oauth/signup");
            // The address is confirmed now, so the provider's account can be connected with the new password.
            assert_leads(&log_in(&app, &provider, &mut browser, &victim).await, "/oauth/connect");
            let password = [("password", "quite another password")];
            assert_leads(&browser.post(&app, "/oauth/connect", &password).await, "/dashboard");
            social_account::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }

    /// A login that sends a link is no way to fill a mailbox.
    async fn links_to_an_unconfirmed_address_are_limited(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        app.user("victor", None).await;
        let login = Login::of("1").email("victor@example.com", true);
        for _ in 0..8 {
            let answer = log_in(&app, &provider, &mut Browser::new(), &login).await;
            assert_eq!(answer.status, StatusCode::CONFLICT);
        }
        assert_eq!(app.subjects("victor@example.com").await.len(), 5);
        set(&app, "victor", |user| user.is_active = Set(false)).await;
        app.clock.advance(time::Duration::minutes(2));
        log_in(&app, &provider, &mut Browser::new(), &login).await;
        assert_eq!(app.subjects("victor@example.com").await.len(), 5, "none to an inactive user");
    }
}
