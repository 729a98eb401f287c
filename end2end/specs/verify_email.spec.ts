// Confirming an email address: the banner, the link and its button.
import type { Locator, Page } from '@playwright/test';
import {
  expect,
  field,
  hydrated,
  linkIn,
  logOut,
  mailsTo,
  open,
  problemsOf,
  signUp,
  status,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';

test.use({ allowedStatuses: [422] });

const SENT = 'If that address needs to be confirmed, we’ve sent it a link. It may take a few minutes to arrive.';

function banner(page: Page): Locator {
  return page.getByRole('region', { name: 'Email address' });
}

function confirm(page: Page): Locator {
  return page.getByRole('button', { name: 'Confirm', exact: true });
}

test('the button confirms an address, opening the link does not', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await expect(banner(page)).toContainText('Your email address is not confirmed yet.');
  await expect(banner(page)).toContainText(user.email);

  // Mail scanners open every link.
  const link = await linkIn(page, user.email, '/verify_email/');
  for (const time of ['once', 'twice']) {
    await open(page, link);
    await expect(page.getByRole('heading', { level: 1, name: 'Confirm your email address' }), time).toBeVisible();
    await expect(page.getByRole('main')).toContainText(`Is ${user.email} yours?`);
    await expect(confirm(page)).toBeVisible();
  }
  await open(page, '/dashboard');
  await expect(banner(page)).toBeVisible();

  await open(page, link);
  await confirm(page).click();
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);
  await expect(status(page)).toHaveText('Your email address is confirmed.');
  await expect(banner(page)).toHaveCount(0);

  await open(page, link);
  await expect(page.getByRole('heading', { level: 1, name: 'Email address not confirmed' })).toBeVisible();
  await expect(confirm(page)).toHaveCount(0);
  await page.getByRole('link', { name: 'Request a new link' }).click();
  await expect(page).toHaveURL('/verify_email');
});

test('a link works without a login, and does not log in', async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await open(elsewhere, await linkIn(elsewhere, user.email, '/verify_email/'));
  await confirm(elsewhere).click();
  await expect(elsewhere).toHaveURL('/login');
  await hydrated(elsewhere);
  await expect(status(elsewhere)).toHaveText('Your email address is confirmed.');

  await open(page, '/dashboard');
  await expect(page).toHaveURL('/dashboard');
  await expect(banner(page)).toHaveCount(0);
});

test('the button of a used link has no effect', async ({ page, context }) => {
  const user = uniqueUser();
  await signUp(page, user);
  const link = await linkIn(page, user.email, '/verify_email/');
  await open(page, link);
  const tab = await context.newPage();
  await open(tab, link);
  await confirm(tab).click();
  await expect(tab).toHaveURL('/dashboard');

  await confirm(page).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Email address not confirmed' })).toBeVisible();
  await hydrated(page);
});

test('"Send the link again" gives the same response for every address', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await banner(page).getByRole('button', { name: 'Send the link again' }).click();
  await expect(status(page)).toHaveText(SENT);
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);
  // A link was sent a moment ago.
  const sent = await mailsTo(page, user.email);
  expect(sent.filter(({ subject }) => subject === 'Please confirm your email address')).toHaveLength(1);
  await logOut(page, user);

  const nobody = uniqueUser();
  const said: string[] = [];
  for (const { email } of [user, nobody]) {
    await open(page, '/verify_email');
    await field(page, 'email').fill(email);
    await page.getByRole('button', { name: 'Send the link', exact: true }).click();
    await expect(status(page)).toHaveText(SENT);
    await expect(page).toHaveURL('/verify_email');
    await hydrated(page);
    said.push(await page.locator('body').innerText());
  }
  expect(said[1]).toBe(said[0]);
  expect(await mailsTo(page, nobody.email)).toEqual([]);
});

test('an invalid address gets no link', async ({ page }) => {
  await open(page, '/verify_email');
  await field(page, 'email').fill('nobody at example');
  await page.getByRole('button', { name: 'Send the link', exact: true }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'email'))).toContain('Enter a valid email address.');
});

test('an invalid link is not a server error', async ({ page }) => {
  const answer = await page.goto('/verify_email/there-is-no-such-token');
  expect(answer?.status()).toBe(200);
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Email address not confirmed' })).toBeVisible();
});
