// The pages whose accessibility and layout are tested, with how to open them.
import type { Page } from '@playwright/test';
import {
  asMember,
  asRoot,
  expect,
  field,
  fillLogIn,
  fillNewPassword,
  fillSignUp,
  hydrated,
  join,
  linkIn,
  logOut,
  mailTo,
  open,
  register,
  requestReset,
  root,
  signUp,
  summary,
  uniqueUser,
} from './fixtures.ts';
import {
  acmeAccount,
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
} from './social.ts';
import { demoPages } from './specs/demo/pages.ts';

export const pages: Record<string, (page: Page) => Promise<void>> = {
  'the landing page': (page) => open(page, '/'),
  'the login page': (page) => open(page, '/login'),
  'the login page with errors': async (page) => {
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
  'the login page after a login at a provider': async (page) => {
    const { user } = await signUpWithAcme(page);
    await logOut(page, user);
    await expect(providerButton(page, 'Last used')).toBeVisible();
  },
  'the page of a login that was cancelled': async (page) => {
    await open(page, '/login');
    await goToProvider(page, 'Continue with Acme');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expectPage(page, /\/oauth\/oidc\/callback\?/);
  },
  'the page that completes an account': async (page) => {
    await continueWithAcme(page, acmeAccount(uniqueUser(), { preferred_username: '' }));
    await expectPage(page, '/oauth/signup');
  },
  'the page that completes an account with errors': async (page) => {
    await continueWithAcme(page, acmeAccount(uniqueUser(), { email: '', preferred_username: '' }));
    await expectPage(page, '/oauth/signup');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the page that connects an existing account': async (page) => {
    const user = uniqueUser();
    await signUp(page, user);
    await confirmAddress(page, user);
    await logOut(page, user);
    await continueWithAcme(page, acmeAccount(user));
    await expectPage(page, '/oauth/connect');
  },
  'the page about an account whose address is not confirmed': async (page) => {
    const user = uniqueUser();
    await register(user);
    await continueWithAcme(page, acmeAccount(user));
    await expectPage(page, /\/oauth\/oidc\/callback\?/);
  },
  'the dashboard': (page) => signUp(page, uniqueUser()),
  'the profile': (page) => asMember(page, '/settings/profile'),
  'the profile with errors': async (page) => {
    await asMember(page, '/settings/profile');
    await field(page, 'date_of_birth').fill('1850-01-01');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the page about the address': (page) => asMember(page, '/settings/email'),
  'the sessions': (page) => asMember(page, '/settings/sessions'),
  'the connected accounts without one': (page) => asMember(page, '/settings/connections'),
  'the connected accounts': async (page) => {
    await join(page, uniqueUser());
    await connectAcme(page, acmeAccount());
    await expectPage(page, '/settings/connections');
    await connectGitHub(page, gitHubAccount());
    await expectPage(page, '/settings/connections');
    await expect(connections(page)).toHaveCount(2);
  },
  'the connected accounts of a user without a password': async (page) => {
    await signUpWithAcme(page);
    await open(page, '/settings/connections');
  },
  'the page that sets a first password': async (page) => {
    await signUpWithAcme(page);
    await open(page, '/password_set');
  },
  'the reauthentication page of a user without a password': async (page) => {
    await signUpWithAcme(page);
    await open(page, '/reauthenticate?next=%2Fsettings%2Femail');
  },
  'the page that deletes an account': (page) => asMember(page, '/settings/delete'),
  'the page that changes a password': (page) => asMember(page, '/password_change'),
  'the page that changes a password with errors': async (page) => {
    await asMember(page, '/password_change');
    await fillNewPassword(page, '12345678', 'Change password');
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the reauthentication page': (page) => asMember(page, '/reauthenticate?next=%2Fsettings%2Femail'),
  'the page that asks for a link to reset a password': (page) => open(page, '/password_reset'),
  'the page that says to look for the link': (page) => requestReset(page, uniqueUser().email),
  'the page that sets a new password': async (page) => {
    const user = uniqueUser();
    await register(user);
    await requestReset(page, user.email);
    await open(page, await linkIn(page, user.email, '/reset/'));
    await expect(field(page, 'new_password1')).toBeVisible();
  },
  'the page of a link that does not work': (page) => open(page, '/reset/MQ/there-is-no-such-token'),
  'the page that confirms an address': async (page) => {
    const user = uniqueUser();
    await join(page, user);
    await open(page, await linkIn(page, user.email, '/verify_email/'));
    await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeVisible();
  },
  'the mailbox': async (page) => {
    const user = uniqueUser();
    await register(user);
    await open(page, `/dev/mailbox?mail=${(await mailTo(page, user.email)).id}`);
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  },
  'the dashboard of admins': (page) => asRoot(page, '/dashboard/admin'),
  'the front page of the admin': (page) => asRoot(page, '/admin'),
  'the list of users': (page) => asRoot(page, '/admin/users?q=manager&is_active=true'),
  'the list of users without a hit': (page) => asRoot(page, '/admin/users?q=nobody-is-called-that'),
  'the form of a user': async (page) => {
    await asRoot(page, '/admin/users?q=manager');
    await page.getByRole('link', { name: 'manager', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Save user' })).toBeVisible();
    await hydrated(page);
  },
  'the form of a user with a connected account': async (page) => {
    const { user } = await signUpWithAcme(page);
    await logOut(page, user);
    await asRoot(page, `/admin/users?q=${user.username}`);
    await page.getByRole('link', { name: user.username, exact: true }).click();
    await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
    await hydrated(page);
  },
  'the question before a password is disabled': async (page) => {
    await asRoot(page, '/admin/users?q=manager');
    await page.getByRole('link', { name: 'manager', exact: true }).click();
    await page.getByRole('link', { name: 'Disable …' }).click();
    await page.getByRole('heading', { level: 1, name: 'Disable the password of manager?' }).waitFor();
  },
  'the question before sessions are ended': async (page) => {
    await asRoot(page, `/admin/users?q=${root.username}`);
    await page.getByRole('link', { name: root.username, exact: true }).click();
    await page.getByRole('link', { name: 'End sessions …' }).click();
    await page.getByRole('heading', { level: 1, name: `End the sessions of ${root.username}?` }).waitFor();
  },
  "the form of one's own account": async (page) => {
    await asRoot(page, `/admin/users?q=${root.username}`);
    await page.getByRole('link', { name: root.username, exact: true }).click();
    await page.getByRole('heading', { name: 'Your own account' }).waitFor();
  },
  'the question about several users': async (page) => {
    await asRoot(page, '/admin/users?q=manager');
    await page.getByLabel('Select manager').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deactivate 1 user?' }).waitFor();
  },
  'the form of a new group': (page) => asRoot(page, '/admin/groups/new'),
  'the page of a group': async (page) => {
    await asRoot(page, '/admin/groups');
    await page.getByRole('link', { name: 'Manager', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Add member' })).toBeVisible();
    await hydrated(page);
  },
  'the form of a new permission': (page) => asRoot(page, '/admin/permissions/new'),
  'the list of permissions': (page) => asRoot(page, '/admin/permissions'),
  'the page that says why': (page) => asRoot(page, '/admin/permissions/why?user=manager&permission=auth.view_user'),
  'the audit log': (page) => asRoot(page, '/admin/audit'),
  'the page that says 405': async (page) => {
    await join(page, uniqueUser());
    await open(page, '/logout');
  },
  ...demoPages,
  'the page that says 404': (page) => open(page, '/there/is/no/such/page'),
};

/** HTTP statuses that opening these pages causes. */
export const provoked = [401, 404, 405, 409, 422];
