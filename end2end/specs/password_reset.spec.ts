// Password reset, from the login page to the new password.
import {
  expect,
  expectLoggedOut,
  field,
  fillLogIn,
  fillNewPassword,
  hydrated,
  linkIn,
  logIn,
  logOut,
  mailsTo,
  open,
  problemsOf,
  requestReset,
  signUp,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';

test.use({ allowedStatuses: [401, 422] });

const FRESH = 'orchard 82 lantern gravel';

test('a forgotten password is reset by a mailed link', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);

  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page).toHaveURL('/password_reset');
  await hydrated(page);
  await field(page, 'email').fill(user.email);
  await page.getByRole('button', { name: 'Send the link', exact: true }).click();
  await expect(page).toHaveURL('/password_reset/done');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Check your email' })).toBeVisible();

  await open(page, await linkIn(page, user.email, '/reset/'));
  await expect(page.getByRole('heading', { level: 1, name: 'Set a new password' })).toBeVisible();
  await fillNewPassword(page, '12345678', 'Set password');
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  const problems = await problemsOf(field(page, 'new_password1'));
  expect(problems).toContain('This password is too short. It must contain at least 9 characters.');
  expect(problems).toContain('This password is entirely numeric.');
  await expect(field(page, 'new_password1')).toHaveValue('');
  await expect(field(page, 'new_password2')).toHaveValue('');

  // Opening the link did not use it up.
  await fillNewPassword(page, FRESH, 'Set password');
  await expect(page).toHaveURL('/reset/done');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Your password is set' })).toBeVisible();
  await expectLoggedOut(page);

  await fillLogIn(page, user.username, user.password);
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await logIn(page, { ...user, password: FRESH });
});

test('the token is removed from the URL and does not reappear', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await requestReset(page, user.email);
  const link = await linkIn(page, user.email, '/reset/');
  const token = link.split('/').at(-1)!;
  const seen: string[] = [];
  page.on('framenavigated', (frame) => seen.push(frame.url()));

  await open(page, link);
  await expect(page).toHaveURL(/\/reset\/[^/]+\/set-password$/);
  expect(await page.content()).not.toContain(token);
  await fillNewPassword(page, '12345678', 'Set password');
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(page).toHaveURL(/\/reset\/[^/]+\/set-password$/);
  expect(await page.content()).not.toContain(token);

  await page.getByRole('banner').getByRole('link').first().click();
  await expect(page).toHaveURL('/');
  await hydrated(page);
  // Goes through the history.
  while (!page.url().endsWith('/password_reset/done')) {
    const here = seen.length;
    await page.goBack();
    await hydrated(page);
    expect(seen.length, 'there is nothing to go back to').toBeGreaterThan(here);
  }
  expect(seen.filter((url) => url.includes(token))).toEqual([]);
});

test('a used link is reported as such', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await requestReset(page, user.email);
  const link = await linkIn(page, user.email, '/reset/');
  await open(page, link);
  await fillNewPassword(page, FRESH, 'Set password');
  await expect(page).toHaveURL('/reset/done');

  for (const path of [link, link.replace(/[^/]+$/, 'set-password')]) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1, name: 'Password reset unsuccessful' })).toBeVisible();
    await expect(field(page, 'new_password1')).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Request a new link' }).click();
  await expect(page).toHaveURL('/password_reset');
});

test('an opened link works only in the browser that opened it', async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await requestReset(page, user.email);
  await open(page, await linkIn(page, user.email, '/reset/'));
  await expect(field(page, 'new_password1')).toBeVisible();

  await open(elsewhere, new URL(page.url()).pathname);
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Password reset unsuccessful' })).toBeVisible();
});

test('setting a password ends every session', { tag: '@journey' }, async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await requestReset(elsewhere, user.email);
  await open(elsewhere, await linkIn(elsewhere, user.email, '/reset/'));
  await fillNewPassword(elsewhere, FRESH, 'Set password');
  await expect(elsewhere).toHaveURL('/reset/done');
  await hydrated(elsewhere);

  await page.locator('summary', { hasText: user.username }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(page);
});

test('an address without an account gets the same response and no mail', async ({ page }) => {
  const [user, nobody] = [uniqueUser(), uniqueUser()];
  await signUp(page, user);
  await logOut(page, user);
  const said: string[] = [];
  for (const { email } of [user, nobody]) {
    await requestReset(page, email);
    said.push(await page.locator('body').innerText());
  }
  expect(said[0]).toContain('Check your email');
  expect(said[1]).toBe(said[0]);
  await linkIn(page, user.email, '/reset/');
  expect(await mailsTo(page, nobody.email)).toEqual([]);
});

test('an invalid address is rejected with an error at its field', async ({ page }) => {
  await open(page, '/password_reset');
  await field(page, 'email').fill('nobody at example');
  await page.getByRole('button', { name: 'Send the link', exact: true }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(page).toHaveURL('/password_reset');
  expect(await problemsOf(field(page, 'email'))).toContain('Enter a valid email address.');
  await expect(field(page, 'email')).toHaveValue('nobody at example');
});
