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
  mailTo,
  open,
  register,
  requestReset,
  root,
  signUp,
  summary,
  uniqueUser,
} from './fixtures.ts';
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
export const provoked = [401, 404, 405, 422];
