// From sign-up to the next login.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { baseURL, launchOptions } from '../browser.ts';
import { expect, fillLogIn, hasJavaScript, hydrated, listen, logInByForm, logOut, open, signUp, signUpByForm, test, uniqueUser } from '../fixtures.ts';

const DAY = 24 * 60 * 60;

async function sessionCookie(context: BrowserContext) {
  const cookie = (await context.cookies()).find((cookie) => cookie.name.endsWith('sessionid'));
  expect(cookie, 'there is no session cookie').toBeDefined();
  return cookie!;
}

test('sign up, log out, log in again', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUpByForm(page, user);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await logOut(page, user);
  await page.goto('/dashboard');
  await expect(page).toHaveURL('/login?next=%2Fdashboard');
  await logInByForm(page, user);
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('a user can log in with the email address', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await fillLogIn(page, user.email, user.password);
  await expect(page).toHaveURL('/dashboard');
});

test('the session cookie is not accessible to scripts and other sites', async ({ page, context }) => {
  await signUp(page, uniqueUser());
  const cookie = await sessionCookie(context);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test('logging in changes the session id', { tag: '@journey' }, async ({ page, context }) => {
  const user = uniqueUser();
  await signUp(page, user);
  const first = (await sessionCookie(context)).value;
  await logOut(page, user);
  await logInByForm(page, user);
  expect((await sessionCookie(context)).value).not.toBe(first);
});

for (const remember of [true, false]) {
  test(`a browser that is closed and opened again ${remember ? 'is still logged in with' : 'is logged out without'} "remember me"`, async ({ page }) => {
    const user = uniqueUser();
    await signUp(page, user);
    const profile = await mkdtemp(join(tmpdir(), 'portico-profile-'));
    try {
      await inBrowser(profile, async (page) => {
        await logInByForm(page, user, { remember });
        const { expires } = await sessionCookie(page.context());
        if (remember) {
          const days = (expires - Date.now() / 1000) / DAY;
          expect(days).toBeGreaterThan(13.9);
          expect(days).toBeLessThan(14.1);
        } else {
          expect(expires).toBe(-1);
        }
      });
      await inBrowser(profile, async (page) => {
        await page.goto('/dashboard');
        await expect(page).toHaveURL(remember ? '/dashboard' : '/login?next=%2Fdashboard');
        await hydrated(page);
      });
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });
}

/** A separate browser with a persistent profile. */
async function inBrowser(profile: string, act: (page: Page) => Promise<void>): Promise<void> {
  const options = { ...launchOptions, baseURL, javaScriptEnabled: hasJavaScript() };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const heard = await listen(context);
    await act(context.pages()[0] ?? (await context.newPage()));
    expect(heard, 'the browser complained').toEqual([]);
  } finally {
    await context.close();
  }
}

test('"You have logged out." is shown once', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  const message = page.getByRole('status').filter({ hasText: 'You have logged out.' });
  await expect(message).toHaveCount(1);
  await expect(message).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByText('You have logged out.')).toHaveCount(0);
});

test('a logged-in user is redirected from the login and sign-up pages', async ({ page }) => {
  await signUp(page, uniqueUser());
  for (const path of ['/login', '/signup']) {
    await open(page, path);
    await expect(page).toHaveURL('/dashboard');
  }
});
