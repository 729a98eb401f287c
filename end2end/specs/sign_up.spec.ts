// Errors of the sign-up form.
import { expect, field, fillSignUp, hydrated, open, problemsOf, register, summary, test, uniqueUser } from '../fixtures.ts';

test.use({ allowedStatuses: [422] });

test('all errors of a password are shown at once', async ({ page }) => {
  const user = { ...uniqueUser(), password: '12345678' };
  await open(page, '/signup');
  await fillSignUp(page, user);
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  const problems = await problemsOf(field(page, 'password1'));
  expect(problems).toContain('This password is too short. It must contain at least 9 characters.');
  expect(problems).toContain('This password is too common.');
  expect(problems).toContain('This password is entirely numeric.');
  await expect(field(page, 'username')).toHaveValue(user.username);
  await expect(field(page, 'email')).toHaveValue(user.email);
  await expect(field(page, 'password1')).toHaveValue('');
  await expect(field(page, 'password2')).toHaveValue('');
  expect(new URL(page.url()).search).toBe('');
});

test('a password mismatch is shown at the second field', async ({ page }) => {
  const user = uniqueUser();
  await open(page, '/signup');
  await fillSignUp(page, user, `${user.password}!`);
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'password2'))).toContain('The two password fields didn’t match.');
  await expect(field(page, 'password1')).not.toHaveAttribute('aria-invalid', 'true');
});

test('a username that differs only in case is taken', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await register(user);
  await open(page, '/signup');
  await fillSignUp(page, { ...uniqueUser(), username: user.username.toUpperCase() });
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'username'))).toContain('A user with that username already exists.');
});

test('a rejected form can be corrected and submitted again', async ({ page }) => {
  const user = uniqueUser();
  await open(page, '/signup');
  await fillSignUp(page, { ...user, password: '12345678' });
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await field(page, 'password1').fill(user.password);
  await field(page, 'password2').fill(user.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL('/dashboard');
});

test('markup in a username is rejected and shown as text', async ({ page }) => {
  const name = '<img src=x onerror=alert(1)>';
  await open(page, '/signup');
  await fillSignUp(page, { ...uniqueUser(), username: name });
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(field(page, 'username')).toHaveValue(name);
  expect(await problemsOf(field(page, 'username'))).not.toBe('');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});
