// Changing a password: its effect on sessions, and its validation errors.
import {
  expect,
  expectLoggedOut,
  field,
  fillLogIn,
  fillNewPassword,
  hydrated,
  logIn,
  logOut,
  mailTo,
  openSettings,
  problemsOf,
  signUp,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';

test.use({ allowedStatuses: [401, 422] });

const FRESH = 'orchard 82 lantern gravel';

test('changing the password ends all other sessions', { tag: '@journey' }, async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logIn(elsewhere, user);

  await openSettings(page, user, 'Password');
  await field(page, 'old_password').fill(user.password);
  await fillNewPassword(page, FRESH, 'Change password');
  await expect(page).toHaveURL('/password_change/done');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Your password has been changed' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to settings' }).click();
  await expect(page).toHaveURL('/settings/profile');
  await hydrated(page);

  await elsewhere.locator('summary', { hasText: user.username }).click();
  await elsewhere.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(elsewhere).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(elsewhere);

  // The owner is notified.
  await mailTo(page, user.email, 'Your password was changed');
});

test('the new password logs in and the old one does not', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Password');
  await field(page, 'old_password').fill(user.password);
  await fillNewPassword(page, FRESH, 'Change password');
  await expect(page).toHaveURL('/password_change/done');
  await page.goto('/dashboard');
  await hydrated(page);
  await logOut(page, user);

  await fillLogIn(page, user.username, user.password);
  await expect(summary(page)).toContainText('Please enter a correct username and password.');
  await hydrated(page);
  await logIn(page, { ...user, password: FRESH });
});

const refusals = [
  {
    what: 'a wrong old password',
    old: 'not the password',
    first: FRESH,
    second: FRESH,
    at: 'old_password',
    says: 'Your old password was entered incorrectly. Please enter it again.',
  },
  {
    what: 'two different new passwords',
    old: undefined,
    first: FRESH,
    second: `${FRESH}!`,
    at: 'new_password2',
    says: 'The two password fields didn’t match.',
  },
  {
    what: 'a new password that is weak',
    old: undefined,
    first: '12345678',
    second: '12345678',
    at: 'new_password1',
    says: 'This password is entirely numeric.',
  },
  {
    what: 'no old password',
    old: '',
    first: FRESH,
    second: FRESH,
    at: 'old_password',
    says: 'This field is required.',
  },
];
const FIELDS = ['old_password', 'new_password1', 'new_password2'];

for (const { what, old, first, second, at, says } of refusals) {
  test(`a change with ${what} is rejected with an error at its field, and the passwords are cleared`, async ({ page }) => {
    const user = uniqueUser();
    await signUp(page, user);
    await openSettings(page, user, 'Password');
    await field(page, 'old_password').fill(old ?? user.password);
    await fillNewPassword(page, first, 'Change password', second);
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
    await expect(page).toHaveURL('/password_change');
    expect(await problemsOf(field(page, at))).toContain(says);
    for (const name of FIELDS) {
      await expect(field(page, name)).toHaveValue('');
      if (name !== at) await expect(field(page, name)).not.toHaveAttribute('aria-invalid', 'true');
    }

    // Nothing was changed.
    await logOut(page, user);
    await logIn(page, user);
  });
}

test('a password that resembles the user’s name is rejected', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Password');
  await field(page, 'old_password').fill(user.password);
  await fillNewPassword(page, user.username, 'Change password');
  await expect(summary(page)).toBeVisible();
  expect(await problemsOf(field(page, 'new_password1'))).toContain('The password is too similar to the username.');
});

test('the page requires a login', async ({ page }) => {
  await expectLoggedOut(page);
  await page.goto('/.well-known/change-password');
  await expect(page).toHaveURL('/login?next=%2Fpassword_change');
  await hydrated(page);
});
