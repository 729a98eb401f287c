// Logging in with accounts at other sites: an OpenID provider, called Acme, and GitHub.
import type { Locator, Page } from '@playwright/test';
import {
  asRoot,
  expect,
  expectLoggedOut,
  field,
  fillLogIn,
  fillNewPassword,
  hasJavaScript,
  hydrated,
  linkIn,
  logInByForm,
  logOut,
  mailTo,
  mailsTo,
  open,
  openSettings,
  problemsOf,
  signUp,
  status,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';
import {
  acmeAccount,
  allowAtAcme,
  authorizeAtGitHub,
  confirmAddress,
  connectAcme,
  connectGitHub,
  connections,
  continueWithAcme,
  expectPage,
  gitHubAccount,
  goToProvider,
  providerButton,
  signUpWithAcme,
} from '../social.ts';

test.use({ allowedStatuses: [400, 401, 403, 409, 422, 503] });

const FRESH = 'orchard 82 lantern gravel';

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

function banner(page: Page): Locator {
  return page.getByRole('region', { name: 'Email address' });
}

test('the first login creates an account, and the second needs no page at the provider', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  const account = acmeAccount(user, { given_name: 'Zoë', family_name: 'O’Brien' });
  await continueWithAcme(page, account);
  await expectPage(page, '/dashboard');
  await expect(status(page)).toHaveText('Your account has been created. You are logged in.');
  // Acme has vouched for the address.
  await expect(banner(page)).toHaveCount(0);
  await openSettings(page, user, 'Profile');
  await expect(field(page, 'first_name')).toHaveValue('Zoë');
  await expect(field(page, 'last_name')).toHaveValue('O’Brien');
  await openSettings(page, user, 'Email');
  await expect(page.getByRole('region', { name: 'Email address', exact: true }).locator('.item')).toContainText('Confirmed');
  expect((await mailsTo(page, user.email)).map(({ subject }) => subject)).not.toContain('Please confirm your email address');

  await logOut(page, user);
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(status(page)).toHaveCount(0);
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('the login page says how this browser has logged in last', async ({ page }) => {
  await open(page, '/login');
  await expect(page.getByText('Last used')).toHaveCount(0);
  const { user } = await signUpWithAcme(page);
  await logOut(page, user);
  await expect(providerButton(page, 'Continue with Acme')).toContainText('Last used');
  await expect(page.getByText('Last used')).toHaveCount(1);

  const other = uniqueUser();
  await signUp(page, other);
  await logOut(page, other);
  await logInByForm(page, other);
  await logOut(page, other);
  await expect(page.getByText('Last used')).toHaveCount(0);
  await expect(page.getByText('You last logged in with your password.')).toBeVisible();
});

test('a login leads to the page that required it, with and without a form on the way', async ({ page }) => {
  const user = uniqueUser();
  await page.goto('/settings/email');
  await expectPage(page, '/login?next=%2Fsettings%2Femail');
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, acmeAccount(user));
  await expectPage(page, '/settings/email');
  await logOut(page, user);

  const newcomer = uniqueUser();
  await page.goto('/settings/profile');
  await expectPage(page, '/login?next=%2Fsettings%2Fprofile');
  await goToProvider(page, 'Continue with GitHub');
  await authorizeAtGitHub(page, gitHubAccount(newcomer, { emails: `${newcomer.email} unverified primary` }));
  await expectPage(page, '/oauth/signup');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectPage(page, '/settings/profile');
});

test('a login does not lead to another site', async ({ page }) => {
  await open(page, '/login?next=https%3A%2F%2Fexample.org%2F');
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, acmeAccount());
  await expectPage(page, '/dashboard');
});

test('the sign-up page offers the providers too', async ({ page }) => {
  await open(page, '/signup?next=%2Fsettings%2Fprofile');
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, acmeAccount());
  await expectPage(page, '/settings/profile');
});

test('a username that is missing is asked for', { tag: '@journey' }, async ({ page }) => {
  const [user, taken] = [uniqueUser(), uniqueUser()];
  await signUp(page, taken);
  await logOut(page, taken);
  await continueWithAcme(page, acmeAccount(user, { preferred_username: '' }));
  await expectPage(page, '/oauth/signup');
  await expect(heading(page, 'Complete your account')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('You are logged in at Acme.');
  // The part before the @ is suggested.
  await expect(field(page, 'username')).toHaveValue(user.username);
  await expect(field(page, 'email')).toHaveValue(user.email);
  await expect(page.getByText('Confirmed by Acme.')).toBeVisible();

  await field(page, 'username').fill(taken.username);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'username'))).toContain('A user with that username already exists.');
  await expect(field(page, 'username')).toHaveValue(taken.username);
  await expect(field(page, 'email')).toHaveValue(user.email);

  await field(page, 'username').fill(user.username);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectPage(page, '/dashboard');
  await expect(status(page)).toHaveText('Your account has been created. You are logged in.');
  await expect(banner(page)).toHaveCount(0);
  // The form is gone with its visitor.
  await page.goto('/oauth/signup');
  await expectPage(page, '/dashboard');
});

test('a username that is taken at this site is asked for', async ({ page }) => {
  const taken = uniqueUser();
  await signUp(page, taken);
  await logOut(page, taken);
  await continueWithAcme(page, acmeAccount({ ...uniqueUser(), username: taken.username.toUpperCase() }));
  await expectPage(page, '/oauth/signup');
  await expectLoggedOut(page);
});

test('an address that is changed in the form has to be confirmed', async ({ page }) => {
  const [user, other] = [uniqueUser(), uniqueUser()];
  await continueWithAcme(page, acmeAccount(user, { preferred_username: '' }));
  await expectPage(page, '/oauth/signup');
  await field(page, 'email').fill(other.email);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectPage(page, '/dashboard');
  await expect(banner(page)).toContainText(other.email);
  await mailTo(page, other.email, 'Please confirm your email address');
  expect(await mailsTo(page, user.email)).toEqual([]);
});

test('"Cancel" at the provider leads back, and stores nothing', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await open(page, '/login');
  await goToProvider(page, 'Continue with Acme');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectPage(page, /\/oauth\/oidc\/callback\?/);
  await expect(heading(page, 'Login cancelled')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('You cancelled at Acme. Nothing was changed.');
  await page.getByRole('link', { name: 'Back to log in' }).click();
  await expectPage(page, '/login');

  await goToProvider(page, 'Continue with GitHub');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectPage(page, /\/oauth\/github\/callback\?/);
  await expect(page.getByRole('main')).toContainText('You cancelled at GitHub. Nothing was changed.');
  await expectLoggedOut(page);

  // The name is still free: whoever comes next gets it without a form.
  await continueWithAcme(page, acmeAccount(user));
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('a response of the provider works once, and only in the browser that asked for it', async ({ page, elsewhere }) => {
  const response = page.waitForRequest(/\/oauth\/oidc\/callback\?/);
  const { user } = await signUpWithAcme(page);
  const url = (await response).url();
  for (const browser of [elsewhere, page]) {
    if (browser === page) await logOut(page, user);
    await open(browser, url);
    await expect(heading(browser, 'This login can’t be completed')).toBeVisible();
    await expectLoggedOut(browser);
  }
});

test('what a forged response says is not shown', async ({ page }) => {
  await open(page, '/oauth/oidc/callback?state=x&error=server_error&error_description=Call+this+number');
  await expect(heading(page, 'This login can’t be completed')).toBeVisible();
  await expect(page.getByText('Call this number')).toHaveCount(0);
});

test('a login that was started in two tabs ends in both', async ({ page, context }) => {
  const user = uniqueUser();
  const account = acmeAccount(user);
  await open(page, '/login');
  await goToProvider(page, 'Continue with Acme');
  const tab = await context.newPage();
  await continueWithAcme(tab, account);
  await expectPage(tab, '/dashboard');
  await allowAtAcme(page, account);
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('an existing account with a confirmed address is connected with its password', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  const account = acmeAccount({ ...user, username: uniqueUser().username });
  await signUp(page, user);
  await confirmAddress(page, user);
  await logOut(page, user);

  await continueWithAcme(page, account);
  await expectPage(page, '/oauth/connect');
  await expect(heading(page, 'Connect your account')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`You already have an account with the address ${user.email}.`);
  await field(page, 'password').fill('not the password');
  await page.getByRole('button', { name: 'Log in and connect' }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'password'))).toContain('Your password was entered incorrectly. Please enter it again.');
  await field(page, 'password').fill(user.password);
  await page.getByRole('button', { name: 'Log in and connect' }).click();
  await expectPage(page, '/dashboard');
  await expect(status(page)).toHaveText('Your Acme account has been connected.');
  await mailTo(page, user.email, / was connected$/);

  await logOut(page, user);
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('without the password, a confirmed address opens no account', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await confirmAddress(page, user);
  await logOut(page, user);
  await continueWithAcme(page, acmeAccount(user));
  await expectPage(page, '/oauth/connect');
  await expectLoggedOut(page);
  await open(page, '/oauth/connect');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expectPage(page, '/login');
});

test('an existing account with an unconfirmed address stays closed', { tag: '@journey' }, async ({ page, elsewhere }) => {
  // Somebody has registered the address of another person.
  const user = uniqueUser();
  await signUp(elsewhere, user);

  const account = acmeAccount({ ...user, username: uniqueUser().username });
  await continueWithAcme(page, account);
  await expectPage(page, /\/oauth\/oidc\/callback\?/);
  await expect(heading(page, 'Check your email')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('nobody has confirmed the address yet');
  await expectLoggedOut(page);

  // The owner of the address gets the account by mail, and the other person loses it.
  await open(page, await linkIn(page, user.email, '/reset/'));
  await fillNewPassword(page, FRESH, 'Set password');
  await expectPage(page, '/reset/done');
  await expectLoggedOut(elsewhere);
  await open(page, '/login');
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/oauth/connect');
  await field(page, 'password').fill(FRESH);
  await page.getByRole('button', { name: 'Log in and connect' }).click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('an address that the provider does not vouch for opens no account', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await confirmAddress(page, user);
  await logOut(page, user);
  await continueWithAcme(page, acmeAccount({ ...user, username: uniqueUser().username }, { email_verified: false }));
  await expectPage(page, '/oauth/signup');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'email'))).not.toBe('');
  await expectLoggedOut(page);
});

test('the owner of an address ends the access of an account at a provider that was connected before', async ({ page, elsewhere }) => {
  // Somebody signs up with the address of another person, at a provider that does not check it.
  const user = uniqueUser();
  const intruder = acmeAccount(user, { email_verified: false });
  await continueWithAcme(elsewhere, intruder);
  await expectPage(elsewhere, '/oauth/signup');
  await elsewhere.getByRole('button', { name: 'Create account' }).click();
  await expectPage(elsewhere, '/dashboard');

  // The owner of the address logs in at the provider, which vouches for the address: a link comes by mail.
  await continueWithAcme(page, acmeAccount(user));
  await expect(heading(page, 'Check your email')).toBeVisible();
  await open(page, await linkIn(page, user.email, '/reset/'));
  await fillNewPassword(page, FRESH, 'Set password');
  await expectPage(page, '/reset/done');
  await open(page, '/login');
  await fillLogIn(page, user.username, FRESH);
  await expectPage(page, '/dashboard');
  await open(page, '/settings/connections');
  await expect(connections(page)).toHaveCount(0);

  await expectLoggedOut(elsewhere);
  await providerButton(elsewhere, 'Continue with Acme').click();
  await expectPage(elsewhere, '/oauth/signup');
  await expectLoggedOut(elsewhere);
});

test('an account is connected and disconnected in the settings', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  // An account at a provider may have any address.
  const account = acmeAccount();
  await signUp(page, user);
  await openSettings(page, user, 'Connected accounts');
  await expect(page.getByRole('region', { name: 'Connected accounts' })).toContainText('You have not connected any accounts.');
  await goToProvider(page, 'Connect Acme');
  await allowAtAcme(page, account);
  await expectPage(page, '/settings/connections');
  await expect(status(page)).toHaveText('Your Acme account has been connected.');
  await expect(connections(page)).toHaveCount(1);
  await expect(connections(page)).toContainText(account.email);
  await expect(providerButton(page, 'Connect Acme')).toHaveCount(0);
  await expect(providerButton(page, 'Connect GitHub')).toBeVisible();
  await mailTo(page, user.email, / was connected$/);

  await logOut(page, user);
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();

  await openSettings(page, user, 'Connected accounts');
  const disconnect = connections(page).getByRole('button', { name: 'Disconnect' });
  await expect(disconnect).toHaveAccessibleDescription('Acme');
  await disconnect.click();
  await expectPage(page, '/settings/connections');
  await expect(status(page)).toHaveText('Your Acme account has been disconnected.');
  await expect(connections(page)).toHaveCount(0);
  await mailTo(page, user.email, / was disconnected$/);

  // It is a stranger's from now on: a new user would get it.
  await logOut(page, user);
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: account.preferred_username })).toBeVisible();
});

test('disconnecting an account ends the sessions that were opened with it', async ({ page, elsewhere }) => {
  const user = uniqueUser();
  const account = acmeAccount();
  await signUp(page, user);
  await connectAcme(page, account);
  await expectPage(page, '/settings/connections');
  await continueWithAcme(elsewhere, account);
  await expectPage(elsewhere, '/dashboard');
  await expect(elsewhere.locator('summary', { hasText: user.username })).toBeVisible();

  await connections(page).getByRole('button', { name: 'Disconnect' }).click();
  await expect(status(page)).toHaveText('Your Acme account has been disconnected.');
  await hydrated(page);
  await expectLoggedOut(elsewhere);
  await open(page, '/settings/connections');
  await expect(page).toHaveURL('/settings/connections');
});

test('the last way to log in cannot be disconnected', async ({ page }) => {
  const { user } = await signUpWithAcme(page);
  await openSettings(page, user, 'Connected accounts');
  await expect(connections(page)).toHaveCount(1);
  await expect(connections(page)).toContainText('Your only way to log in');
  await expect(connections(page).getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Set a password' })).toHaveAttribute('href', '/password_set');

  await connectGitHub(page, gitHubAccount());
  await expectPage(page, '/settings/connections');
  await expect(connections(page).getByRole('button', { name: 'Disconnect' })).toHaveCount(2);
  await connections(page).filter({ hasText: 'Acme' }).getByRole('button', { name: 'Disconnect' }).click();
  await expect(status(page)).toHaveText('Your Acme account has been disconnected.');
  await hydrated(page);
  await expect(connections(page)).toHaveCount(1);
  await expect(connections(page)).toContainText('GitHub');
  await expect(connections(page).getByRole('button')).toHaveCount(0);
});

test('staff disconnect an account of a user, who is then logged out', async ({ page, elsewhere }) => {
  const user = uniqueUser();
  const account = acmeAccount();
  await signUp(elsewhere, user);
  await connectAcme(elsewhere, account);
  await expectPage(elsewhere, '/settings/connections');

  await asRoot(page, `/admin/users?q=${user.username}`);
  await page.getByRole('link', { name: user.username, exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: account.email });
  await expect(row).toContainText('Acme');
  await hydrated(page);
  await row.getByRole('button', { name: 'Disconnect' }).click();
  await expect(status(page).first()).toHaveText('The account has been disconnected, and the user has been logged out everywhere.');
  await hydrated(page);
  await expect(row).toHaveCount(0);
  await expectLoggedOut(elsewhere);
  await mailTo(elsewhere, user.email, / was disconnected$/);
});

test('an account at a provider belongs to one user', async ({ page, elsewhere }) => {
  const { account } = await signUpWithAcme(elsewhere);
  const user = uniqueUser();
  await signUp(page, user);
  await connectAcme(page, account);
  await expectPage(page, /\/oauth\/oidc\/callback\?/);
  await expect(heading(page, 'Already connected')).toBeVisible();
  await page.getByRole('link', { name: 'Back to connected accounts' }).click();
  await expectPage(page, '/settings/connections');
  await expect(connections(page)).toHaveCount(0);
});

test('a user without a password sets one, and can then log in with it', { tag: '@journey' }, async ({ page }) => {
  const { user } = await signUpWithAcme(page);
  await page.goto('/password_change');
  await expectPage(page, '/password_set');
  await expect(page.getByRole('heading', { level: 2, name: 'Set a password' })).toBeVisible();
  await expect(field(page, 'old_password')).toHaveCount(0);
  await fillNewPassword(page, '12345678', 'Set password');
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'new_password1'))).toContain('This password is too common.');
  await fillNewPassword(page, user.password, 'Set password');
  await expectPage(page, '/password_change/done');
  await mailTo(page, user.email, 'Your password was changed');

  // From now on, it has to be given to change it, and Acme is not the only way in any more.
  await page.goto('/password_set');
  await expectPage(page, '/password_change');
  await expect(field(page, 'old_password')).toBeVisible();
  await open(page, '/settings/connections');
  await expect(connections(page).getByRole('button', { name: 'Disconnect' })).toBeVisible();
  await logOut(page, user);
  await logInByForm(page, user);
});

test('a user without a password authenticates again at the provider, and deletes the account', { tag: '@journey' }, async ({ page }) => {
  const { user, account } = await signUpWithAcme(page);
  await open(page, '/reauthenticate?next=%2Fsettings%2Fdelete');
  await expect(heading(page, 'Confirm that it’s you')).toBeVisible();
  await expect(field(page, 'password')).toHaveCount(0);
  await expect(providerButton(page, 'Continue with GitHub')).toHaveCount(0);

  // Acme asks again, although the browser is logged in there.
  await goToProvider(page, 'Continue with Acme');
  await expect(field(page, 'login')).toHaveValue(account.login);
  await allowAtAcme(page, acmeAccount());
  await expectPage(page, /\/oauth\/oidc\/callback\?/);
  await expect(heading(page, 'A different account')).toBeVisible();

  await open(page, '/reauthenticate?next=%2Fsettings%2Fdelete');
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, account);
  await expectPage(page, '/settings/delete');
  await expect(field(page, 'password')).toHaveCount(0);
  await field(page, 'confirm').fill(user.username);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expectPage(page, '/');
  await expect(status(page)).toHaveText('Your account has been deleted.');
  await mailTo(page, user.email, 'Your account was deleted');
  await expectLoggedOut(page);

  // The account at Acme is free again.
  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(status(page)).toHaveText('Your account has been created. You are logged in.');
});

test('a user with a password may authenticate again at the provider', async ({ page }) => {
  const user = uniqueUser();
  const account = acmeAccount();
  await signUp(page, user);
  await connectAcme(page, account);
  await expectPage(page, '/settings/connections');
  await open(page, '/reauthenticate?next=%2Fsettings%2Femail');
  await expect(field(page, 'password')).toBeVisible();
  await goToProvider(page, 'Continue with Acme');
  await allowAtAcme(page, account);
  await expectPage(page, '/settings/email');
});

test('a session that ends while its user is at the provider connects nothing', async ({ page, context }) => {
  const user = uniqueUser();
  const account = acmeAccount();
  await signUp(page, user);
  await open(page, '/settings/connections');
  await goToProvider(page, 'Connect Acme');
  const tab = await context.newPage();
  await open(tab, '/dashboard');
  await logOut(tab, user);
  await allowAtAcme(page, account);
  await expectPage(page, /\/oauth\/oidc\/callback\?/);
  await expect(page.getByRole('link', { name: 'Back to log in' })).toBeVisible();
  await logInByForm(page, user);
  await open(page, '/settings/connections');
  await expect(connections(page)).toHaveCount(0);
});

test('a provider may post its response', async ({ page }) => {
  const user = uniqueUser();
  await open(page, '/login');
  const provider = await goToProvider(page, 'Continue with Acme');
  const answer = await page.request.post(`${provider}/test/response-mode?mode=form_post`);
  expect(answer.status()).toBe(204);
  const posted = page.waitForRequest((request) => request.method() === 'POST' && new URL(request.url()).pathname === '/oauth/oidc/callback');
  await continueWithAcme(page, acmeAccount(user));
  if (!hasJavaScript()) await page.getByRole('button', { name: 'Continue' }).click();
  await posted;
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});

test('a user of GitHub stays the same under another name', { tag: '@journey' }, async ({ page, elsewhere }) => {
  const user = uniqueUser();
  const account = gitHubAccount(user, { emails: `${uniqueUser().email} verified\n${user.email} verified primary` });
  await open(page, '/login');
  const provider = await goToProvider(page, 'Continue with GitHub');
  await authorizeAtGitHub(page, account);
  await expectPage(page, '/dashboard');
  await expect(banner(page)).toHaveCount(0);
  await openSettings(page, user, 'Email');
  await expect(page.getByRole('region', { name: 'Email address', exact: true }).locator('.item')).toContainText(user.email);

  await logOut(page, user);
  await providerButton(page, 'Continue with GitHub').click();
  await expectPage(page, '/dashboard');
  await logOut(page, user);

  const login = uniqueUser().username;
  const answer = await page.request.post(`${provider}/test/rename?id=${account.id}&login=${login}`);
  expect(answer.status()).toBe(204);
  await providerButton(page, 'Continue with GitHub').click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();

  // Whoever takes the former name over is somebody else.
  await open(elsewhere, '/login');
  await goToProvider(elsewhere, 'Continue with GitHub');
  await authorizeAtGitHub(elsewhere, gitHubAccount(user, { emails: `${uniqueUser().email} verified primary` }));
  await expectPage(elsewhere, '/oauth/signup');
});

test('an address that GitHub has not verified has to be confirmed', async ({ page }) => {
  const user = uniqueUser();
  await open(page, '/login');
  await goToProvider(page, 'Continue with GitHub');
  await authorizeAtGitHub(page, gitHubAccount(user, { emails: `${user.email} unverified primary` }));
  await expectPage(page, '/oauth/signup');
  await expect(field(page, 'username')).toHaveValue(user.username);
  await expect(page.getByText('We send a link to this address to confirm it.')).toBeVisible();
  await field(page, 'email').fill(user.email);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectPage(page, '/dashboard');
  await expect(banner(page)).toContainText('Your email address is not confirmed yet.');
  await confirmAddress(page, user);
  await expect(banner(page)).toHaveCount(0);
});

test('a provider that is down stops nobody for good', async ({ page }) => {
  const user = uniqueUser();
  const account = gitHubAccount(user);
  await open(page, '/login');
  const provider = await goToProvider(page, 'Continue with GitHub');
  await authorizeAtGitHub(page, account);
  await expectPage(page, '/dashboard');
  await logOut(page, user);

  const fail = (code: number) => page.request.post(`${provider}/test/fail?id=${account.id}&status=${code}`);
  expect((await fail(503)).status()).toBe(204);
  await providerButton(page, 'Continue with GitHub').click();
  await expectPage(page, /\/oauth\/github\/callback\?/);
  await expect(page.getByRole('main')).toContainText('GitHub isn’t available at the moment.');
  await expectLoggedOut(page);
  expect((await fail(0)).status()).toBe(204);
  await providerButton(page, 'Continue with GitHub').click();
  await expectPage(page, '/dashboard');
});

test('forms lead to the providers from the pages with their buttons only', async ({ page }) => {
  await open(page, '/login');
  const acme = await goToProvider(page, 'Continue with Acme');
  await open(page, '/login');
  const gitHub = await goToProvider(page, 'Continue with GitHub');

  const formAction = async (path: string) => {
    const answer = await page.goto(path);
    await expectPage(page, path);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const directive = policy.split(';').find((directive) => directive.trim().startsWith('form-action '));
    return directive?.trim().split(' ').slice(1).sort();
  };
  const everywhere = ["'self'", acme, gitHub].sort();
  for (const path of ['/login', '/signup']) expect(await formAction(path), path).toEqual(everywhere);
  for (const path of ['/', '/password_reset']) expect(await formAction(path), path).toEqual(["'self'"]);
  await signUp(page, uniqueUser());
  for (const path of ['/settings/connections', '/reauthenticate']) expect(await formAction(path), path).toEqual(everywhere);
  for (const path of ['/dashboard', '/settings/profile']) expect(await formAction(path), path).toEqual(["'self'"]);
});
