// The base of every test: a page whose console errors fail the test, and helper functions.
import { randomBytes } from 'node:crypto';
import { expect, request, test as base, type APIRequestContext, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { baseURL } from './browser.ts';

export { expect };

interface Options {
  /** HTTP statuses that a test causes on purpose. The browser reports each as a console error. */
  allowedStatuses: number[];
}

interface Fixtures {
  complaints: void;
  /** A page in a second browser context with its own cookies, whose user agent is Firefox on Windows. */
  elsewhere: Page;
}

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

export const test = base.extend<Options & Fixtures>({
  allowedStatuses: [[], { option: true }],
  complaints: [
    async ({ context, allowedStatuses }, use) => {
      const heard = await listen(context, allowedStatuses);
      await use();
      expect(heard, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
  elsewhere: async ({ browser, allowedStatuses }, use) => {
    const context = await browser.newContext({ userAgent: FIREFOX });
    const heard = await listen(context, allowedStatuses);
    await use(await context.newPage());
    await context.close();
    expect(heard, 'the other browser complained').toEqual([]);
  },
});

/** Starts to collect console errors, uncaught errors and violations of the content security policy. */
export async function listen(context: BrowserContext, allowedStatuses: number[] = []): Promise<string[]> {
  const heard: string[] = [];
  context.on('console', (message) => {
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
    const isExpected = status !== undefined && allowedStatuses.includes(Number(status));
    // The frame of a mail blocks scripts, including those of Playwright's trace viewer.
    const isTrace = /^Blocked script execution in '[^']*\/dev\/mailbox\/\d+\/html'/.test(message.text());
    if (message.type() === 'error' && !isExpected && !isTrace) heard.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => heard.push(String(error.error())));
  context.on('dialog', (dialog) => {
    heard.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  return heard;
}

export interface User {
  username: string;
  email: string;
  password: string;
}

/** The superuser of every development server. */
export const root: User = {
  username: 'admin',
  email: 'admin@example.com',
  password: 'correct horse battery staple',
};

/** Data of a user who has not signed up yet. */
export function uniqueUser(): User {
  const username = `visitor-${randomBytes(6).toString('hex')}`;
  return { username, email: `${username}@example.com`, password: 'violet harbour 47 candle' };
}

export function hasJavaScript(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until the page is hydrated. Without JavaScript, there is nothing to wait for. */
export async function hydrated(page: Page): Promise<void> {
  if (hasJavaScript()) await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
}

/** Opens `path` and waits until the page is hydrated. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** The input with this name. */
export function field(page: Page, name: string): Locator {
  return page.locator(`form input[name="${name}"]:not([type="hidden"])`);
}

/** Submits a form as a browser would, without rendering its page. */
async function post(client: APIRequestContext, path: string, form: Record<string, string>): Promise<void> {
  const answer = await client.post(path, { form, headers: { accept: 'text/html', origin: baseURL }, maxRedirects: 0 });
  expect(answer.status(), `POST ${path}`).toBe(303);
  expect(answer.headers()['location'], `POST ${path} was refused`).not.toBe(path);
}

function signUpFields(user: User): Record<string, string> {
  return { username: user.username, email: user.email, password1: user.password, password2: user.password };
}

/** Creates an account without logging in. */
export async function register(user: User): Promise<void> {
  const client = await request.newContext({ baseURL });
  await post(client, '/signup', signUpFields(user));
  await client.dispose();
}

/** Creates an account and logs in, without opening a page. */
export async function join(page: Page, user: User): Promise<void> {
  await post(page.request, '/signup', signUpFields(user));
}

/** Creates an account and opens the dashboard. For tests that are not about the sign-up form. */
export async function signUp(page: Page, user: User): Promise<void> {
  await join(page, user);
  await open(page, '/dashboard');
}

/** Signs up through the form, which leads to the dashboard. */
export async function signUpByForm(page: Page, user: User): Promise<void> {
  await open(page, '/signup');
  await fillSignUp(page, user);
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);
}

/** Fills in and submits the sign-up form of the current page. */
export async function fillSignUp(page: Page, user: User, repeated = user.password): Promise<void> {
  await field(page, 'username').fill(user.username);
  await field(page, 'email').fill(user.email);
  await field(page, 'password1').fill(user.password);
  await field(page, 'password2').fill(repeated);
  await page.getByRole('button', { name: 'Create account' }).click();
}

interface LogIn {
  remember?: boolean;
  /** The expected page afterwards. */
  to?: string;
}

/** Logs in without opening a page. */
export async function startSession(page: Page, user: User): Promise<void> {
  await post(page.request, '/login', { username: user.username, password: user.password });
}

/** Logs in and opens the dashboard. For tests that are not about the login form. */
export async function logIn(page: Page, user: User): Promise<void> {
  await startSession(page, user);
  await open(page, '/dashboard');
}

/** Logs in through the form, which leads to the dashboard. */
export async function logInByForm(page: Page, user: User, { remember = false, to = '/dashboard' }: LogIn = {}): Promise<void> {
  await open(page, '/login');
  await fillLogIn(page, user.username, user.password, remember);
  await expect(page).toHaveURL(to);
  await hydrated(page);
}

/** Fills in and submits the login form of the current page. */
export async function fillLogIn(page: Page, name: string, password: string, remember = false): Promise<void> {
  await page.getByLabel('Username or email').fill(name);
  await field(page, 'password').fill(password);
  await field(page, 'remember_me').setChecked(remember);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

/** Logs out through the account menu. */
export async function logOut(page: Page, user: User): Promise<void> {
  await page.locator('summary', { hasText: user.username }).click();
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(page).toHaveURL('/login');
  await hydrated(page);
}

/** Navigates to a section of the settings: account menu, "Settings", list of sections. */
export async function openSettings(page: Page, user: User, section: string): Promise<void> {
  await page.locator('summary', { hasText: user.username }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page).toHaveURL('/settings/profile');
  await hydrated(page);
  const link = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section, exact: true });
  // The section may already be open.
  if (section !== 'Profile') await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await hydrated(page);
}

/** Expects that nobody is logged in: a page for users redirects to the login page. */
export async function expectLoggedOut(page: Page): Promise<void> {
  await page.goto('/dashboard');
  await expect(page).toHaveURL('/login?next=%2Fdashboard');
  await hydrated(page);
}

/** Requests a password reset link, which leads to the confirmation page. */
export async function requestReset(page: Page, email: string): Promise<void> {
  await open(page, '/password_reset');
  await field(page, 'email').fill(email);
  await page.getByRole('button', { name: 'Send the link', exact: true }).click();
  await expect(page).toHaveURL('/password_reset/done');
  await hydrated(page);
}

/** Fills in and submits a form that sets a new password. */
export async function fillNewPassword(page: Page, password: string, button: string, repeated = password): Promise<void> {
  await field(page, 'new_password1').fill(password);
  await field(page, 'new_password2').fill(repeated);
  await page.getByRole('button', { name: button, exact: true }).click();
}

export interface Mail {
  id: number;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  state: 'waiting' | 'sent' | 'failed';
}

/** All mails to this address, newest first. The server processes pending mail requests before it responds. */
export async function mailsTo(page: Page, email: string): Promise<Mail[]> {
  const answer = await page.request.get('/dev/mailbox.json');
  expect(answer.status()).toBe(200);
  const mails = (await answer.json()) as Mail[];
  return mails.filter(({ to }) => to === email);
}

/** The newest mail to this address, optionally with this subject. */
export async function mailTo(page: Page, email: string, subject: string | RegExp = /^/): Promise<Mail> {
  return arrival(page, email, `mail ${subject}`, (mails) =>
    mails.find((mail) => (typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject))),
  );
}

/** The newest link in mails to this address whose path starts with this prefix, such as `/reset/`. */
export async function linkIn(page: Page, email: string, beginning: string): Promise<string> {
  return arrival(page, email, `link to ${beginning}`, (mails) =>
    mails
      .flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? [])
      .map((link) => new URL(link).pathname)
      .find((path) => path.startsWith(beginning)),
  );
}

/** Polls the mailbox, because the server's worker may be processing a request at this moment. */
async function arrival<T>(page: Page, email: string, what: string, look: (mails: Mail[]) => T | undefined): Promise<T> {
  let found: T | undefined;
  await expect(async () => {
    const mails = await mailsTo(page, email);
    found = look(mails);
    const subjects = mails.map(({ subject }) => subject);
    expect(found, `${email} has no ${what}, only ${JSON.stringify(subjects)}`).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return found!;
}

/** Expects that nothing on the page is wider than the window. */
export async function expectToFit(page: Page): Promise<void> {
  const { needed, given } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    given: document.documentElement.clientWidth,
  }));
  expect(needed, 'the page scrolls sideways').toBeLessThanOrEqual(given);
}

/** The flash message. */
export function status(page: Page): Locator {
  return page.getByRole('main').getByRole('status');
}

/** The error summary of a rejected form. */
export function summary(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: /\S/ }).first();
}

/** The descriptions of an invalid input. Also expects that it is marked as invalid. */
export async function problemsOf(input: Locator): Promise<string> {
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  const ids = (await input.getAttribute('aria-describedby'))?.split(/\s+/).filter(Boolean) ?? [];
  expect(ids, 'aria-describedby names nothing').not.toEqual([]);
  const texts = await Promise.all(ids.map((id) => input.page().locator(`[id="${id}"]`).innerText()));
  return texts.join('\n').trim();
}

/** Creates a group with one permission, through its form. The page must be logged in as staff. */
export async function createGroup(page: Page, group: string, permission: string): Promise<void> {
  await open(page, '/admin/groups/new');
  await field(page, 'name').fill(group);
  await page.locator(`[value="${permission}"]`).check();
  await page.getByRole('button', { name: 'Add group' }).click();
  await expect(page.getByRole('status').first()).toContainText('The group has been saved.');
}

/** Adds a user to a group, through the form of the user. The page must be logged in as staff. */
export async function addToGroup(page: Page, user: User, group: string): Promise<void> {
  await open(page, `/admin/users?q=${user.username}`);
  await page.getByRole('link', { name: user.username, exact: true }).click();
  await page.getByLabel(group).check();
  await page.getByRole('button', { name: 'Save user' }).click();
  await expect(page.getByRole('status').first()).toContainText('The user has been saved.');
  await expect(page.getByLabel(group)).toBeChecked();
}

/** Signs up and opens a page for users. */
export async function asMember(page: Page, path: string): Promise<void> {
  await join(page, uniqueUser());
  await open(page, path);
}

/** Logs in as the superuser of every development server, and opens a page. */
export async function asRoot(page: Page, path: string): Promise<void> {
  await startSession(page, root);
  await open(page, path);
}
