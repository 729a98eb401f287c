// Logging in at the providers in `providers/`, where a test decides who logs in.
import { randomInt } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect, field, hydrated, linkIn, open, uniqueUser, type User } from './fixtures.ts';

/** An account at the OpenID provider, which is called Acme. An empty text is a claim that it does not make. */
export interface AcmeAccount {
  login: string;
  email: string;
  email_verified: boolean;
  preferred_username: string;
  given_name: string;
  family_name: string;
}

export interface GitHubAccount {
  login: string;
  id: number;
  /** `address verified|unverified primary`, one on each line. */
  emails: string;
}

/** A new account at Acme with a verified address and a username, both those of `user`. */
export function acmeAccount(user: User = uniqueUser(), changes: Partial<AcmeAccount> = {}): AcmeAccount {
  const { username, email } = user;
  return { login: uniqueUser().username, email, email_verified: true, preferred_username: username, given_name: '', family_name: '', ...changes };
}

/** A new account at GitHub with a verified address and a username, both those of `user`. */
export function gitHubAccount(user: User = uniqueUser(), changes: Partial<GitHubAccount> = {}): GitHubAccount {
  return { login: user.username, id: randomInt(1, 2 ** 40), emails: `${user.email} verified primary`, ...changes };
}

/** The button of a provider, such as "Continue with Acme". */
export function providerButton(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('button', { name });
}

/** Presses the button of a provider, and waits for the provider's page. Returns the origin of the provider. */
export async function goToProvider(page: Page, button: string): Promise<string> {
  await providerButton(page, button).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Log in at the test' })).toBeVisible();
  return new URL(page.url()).origin;
}

/** Logs in on the page of Acme, and returns to the site. */
export async function allowAtAcme(page: Page, account: AcmeAccount): Promise<void> {
  const { email_verified, ...texts } = account;
  for (const [name, value] of Object.entries(texts)) await field(page, name).fill(value);
  await field(page, 'email_verified').setChecked(email_verified);
  await page.getByRole('button', { name: 'Log in and allow' }).click();
}

/** Logs in on the page of GitHub, and returns to the site. */
export async function authorizeAtGitHub(page: Page, account: GitHubAccount): Promise<void> {
  await field(page, 'login').fill(account.login);
  await field(page, 'id').fill(String(account.id));
  await page.locator('textarea[name="emails"]').fill(account.emails);
  await page.getByRole('button', { name: 'Authorize' }).click();
}

/** Waits for a page of the site, after a provider. */
export async function expectPage(page: Page, path: string | RegExp): Promise<void> {
  await expect(page).toHaveURL(path);
  await hydrated(page);
}

/** Goes from the login page to Acme, logs in there and returns. */
export async function continueWithAcme(page: Page, account: AcmeAccount): Promise<void> {
  await open(page, '/login');
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, account);
}

/** Signs up with a new account at Acme, without a form. Returns the user, who has no password. */
export async function signUpWithAcme(page: Page): Promise<{ user: User; account: AcmeAccount }> {
  const user = uniqueUser();
  const account = acmeAccount(user);
  await continueWithAcme(page, account);
  await expectPage(page, '/dashboard');
  return { user, account };
}

/** Goes from the connected accounts to Acme, logs in there and returns. */
export async function connectAcme(page: Page, account: AcmeAccount): Promise<void> {
  await open(page, '/settings/connections');
  await goToProvider(page, 'Connect Acme');
  await allowAtAcme(page, account);
}

/** Goes from the connected accounts to GitHub, logs in there and returns. */
export async function connectGitHub(page: Page, account: GitHubAccount): Promise<void> {
  await open(page, '/settings/connections');
  await goToProvider(page, 'Connect GitHub');
  await authorizeAtGitHub(page, account);
}

/** The rows of the connected accounts. */
export function connections(page: Page): Locator {
  return page.getByRole('region', { name: 'Connected accounts' }).getByRole('listitem');
}

/** Confirms the address of a user with the link in the mail. */
export async function confirmAddress(page: Page, user: User): Promise<void> {
  await open(page, await linkIn(page, user.email, '/verify_email/'));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page).toHaveURL(/\/(dashboard|login)$/);
  await hydrated(page);
}
