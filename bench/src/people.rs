//! Synthetic users, the same ones in every run.

use auth::users::{email_address, username};
use contract::role::Role;
use entity::{password_hash::PasswordHash, user};
use sea_orm::ActiveValue::Set;
use time::{Date, Duration, OffsetDateTime, macros::datetime};

const FIRST: [&str; 40] = [
    "Ada", "Agnes", "Ali", "Amara", "Anna", "Anton", "Bashir", "Beatriz", "Carlos", "Chen", "Clara", "David",
    "Elena", "Emil", "Fatima", "Georg", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jamal", "Jana", "Kofi",
    "Lena", "Liam", "Maria", "Marta", "Mei", "Nadia", "Noah", "Olga", "Omar", "Priya", "Ravi", "Sofia",
    "Tom", "Uma", "Viktor", "Zoe",
];
const LAST: [&str; 50] = [
    "Abebe",
    "Adler",
    "Ahmed",
    "Almeida",
    "Andersson",
    "Bauer",
    "Becker",
    "Brown",
    "Castro",
    "Chen",
    "Costa",
    "Diaz",
    "Dubois",
    "Eriksson",
    "Fischer",
    "Garcia",
    "Gupta",
    "Haddad",
    "Hansen",
    "Hoffmann",
    "Ito",
    "Jansen",
    "Johnson",
    "Kaya",
    "Khan",
    "Kim",
    "Kowalski",
    "Lee",
    "Lindqvist",
    "Lopez",
    "Martin",
    "Mensah",
    "Meyer",
    "Moreau",
    "Nguyen",
    "Novak",
    "Okafor",
    "Patel",
    "Petrov",
    "Rossi",
    "Santos",
    "Sato",
    "Schmidt",
    "Silva",
    "Smith",
    "Tanaka",
    "Vargas",
    "Weber",
    "Yilmaz",
    "Zhang",
];
const DEPARTMENTS: [&str; 6] = ["", "", "Sales", "Research", "Logistics", "Customer care"];
/// A hash with the length of a real one, which matches no password.
const PASSWORD: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// The date before which all users joined.
const NOW: OffsetDateTime = datetime!(2026-11-01 12:00 UTC);

/// The user with this key, starting at 1.
#[expect(
    clippy::needless_update,
    reason = "a column that a fork adds takes its default"
)]
pub(crate) fn person(id: i64) -> user::ActiveModel {
    let mut dice = Dice::of(id);
    let (first, last) = (dice.pick(&FIRST), dice.pick(&LAST));
    let name = username::parse(&format!("{first}.{last}{id}")).expect("letters, a dot and a number");
    let address = format!(
        "{}.{}.{id}@example.org",
        last.to_lowercase(),
        first.to_lowercase()
    );
    let joined = NOW - Duration::minutes(dice.below(10 * 365 * 24 * 60));
    let minutes_since = (NOW - joined).whole_minutes().max(1);
    let has_logged_in = dice.below(4) > 0;
    user::ActiveModel {
        id: Set(id),
        username: Set(name.display),
        username_canonical: Set(name.canonical),
        password: Set(PasswordHash(PASSWORD.to_owned())),
        first_name: Set(first.to_owned()),
        last_name: Set(last.to_owned()),
        email_canonical: Set(email_address::canonical(&address)),
        email: Set(address),
        email_confirmed_at: Set((dice.below(10) > 0).then_some(joined)),
        is_staff: Set(is_staff(id)),
        is_active: Set(dice.below(50) > 0),
        is_superuser: Set(is_superuser(id)),
        last_login: Set(has_logged_in.then(|| joined + Duration::minutes(dice.below(minutes_since)))),
        date_joined: Set(joined),
        auth_epoch: Set(0),
        department: Set(dice.pick(&DEPARTMENTS).to_owned()),
        date_of_birth: Set(Date::from_ordinal_date(
            1950 + i32::from(dice.small(55)),
            1 + u16::from(dice.small(250)),
        )
        .ok()),
        phone: Set(format!("+49 30 {:07}", dice.below(10_000_000))),
        ..Default::default()
    }
}

/// The roles of the user with this key: every user is a customer, one in a hundred a manager, one in a thousand an admin.
pub(crate) fn roles(id: i64) -> impl Iterator<Item = Role> {
    let role = Dice::of(id ^ 0xd1ce).below(1_000);
    [
        Some(Role::Customer),
        (role < 10).then_some(Role::Manager),
        (role == 10).then_some(Role::Admin),
    ]
    .into_iter()
    .flatten()
}

/// One user in twenty is staff.
fn is_staff(id: i64) -> bool {
    Dice::of(id ^ 0xd1ce).below(1_000) < 50
}

/// One user in a thousand is a superuser, and also staff.
fn is_superuser(id: i64) -> bool {
    Dice::of(id ^ 0xd1ce).below(1_000) == 10
}

/// A pseudo-random generator: `SplitMix64`.
pub(crate) struct Dice(u64);

impl Dice {
    /// Seeds the generator with a key.
    pub(crate) fn of(key: i64) -> Self {
        Self(key.cast_unsigned().wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// A number from 0 to `end`, exclusive.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 1).cast_signed() % end
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(end.into())).unwrap_or_default()
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let at = self.below(i64::try_from(from.len()).unwrap_or(1));
        usize::try_from(at)
            .ok()
            .and_then(|at| from.get(at))
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thousand_have_somebody_of_every_kind() {
        let ids = || 1..=1_000;
        assert!(ids().any(is_superuser) && ids().all(|id| is_staff(id) || !is_superuser(id)));
        assert!((30..70).contains(&ids().filter(|id| is_staff(*id)).count()));
        for role in Role::ALL {
            assert!(ids().any(|id| roles(id).any(|held| held == role)), "{role:?}");
        }
    }
}
