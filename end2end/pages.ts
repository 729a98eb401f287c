// The pages that are looked at for accessibility and layout, and how to get there.
import type { Page } from '@playwright/test';
import { expect, fillLogIn, fillSignUp, hydrated, open, signUp, summary, uniqueUser } from './fixtures.ts';

export const pages: Record<string, (page: Page) => Promise<void>> = {
  'the landing page': (page) => open(page, '/'),
  'the log-in page': (page) => open(page, '/login'),
  'the log-in page with errors': async (page) => {
    await open(page, '/login');
    await fillLogIn(page, uniqueUser().username, 'not the password');
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the sign-up page': (page) => open(page, '/signup'),
  'the sign-up page with errors': async (page) => {
    await open(page, '/signup');
    await fillSignUp(page, { ...uniqueUser(), password: '12345678' });
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the dashboard': (page) => signUp(page, uniqueUser()),
  'the page that says 405': async (page) => {
    await signUp(page, uniqueUser());
    await open(page, '/logout');
  },
  'the page that says 404': (page) => open(page, '/there/is/no/such/page'),
};

/** Statuses that getting there provokes. */
export const provoked = [401, 404, 405, 422];
