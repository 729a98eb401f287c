// The pages that are looked at for accessibility and layout, and how to get there.
import type { Page } from '@playwright/test';
import {
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
  startProject,
  startSession,
  status,
  summary,
  uniqueUser,
} from './fixtures.ts';

/** Signs up and goes to a page for members. */
async function asMember(page: Page, path: string): Promise<void> {
  await join(page, uniqueUser());
  await open(page, path);
}

/** Logs in as the superuser that every development server has, and goes to a page. */
async function asRoot(page: Page, path: string): Promise<void> {
  await startSession(page, root);
  await open(page, path);
}

/** Starts a project and goes to one of its pages. */
async function asOwner(page: Page, rest: string): Promise<void> {
  await join(page, uniqueUser());
  await open(page, `${await startProject(page, 'A project with-a-name-that-is-longer-than-a-phone-is-wide')}${rest}`);
}

/** Puts something into the basket, and waits for what comes of it. */
async function addToBasket(page: Page, item: string, quantity: string): Promise<void> {
  await open(page, '/basket');
  await page.getByLabel('Item', { exact: true }).selectOption(item);
  await page.getByLabel('Quantity', { exact: true }).fill(quantity);
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await expect(status(page).or(summary(page))).toBeVisible();
  await hydrated(page);
}

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
  'the page that asks for the password again': (page) => asMember(page, '/reauthenticate?next=%2Fsettings%2Femail'),
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
  'the list of orders': (page) => asRoot(page, '/orders'),
  'the page of a new order': (page) => asMember(page, '/orders/new'),
  'the list of projects': (page) => asRoot(page, '/projects'),
  'the list of projects without one': (page) => asMember(page, '/projects'),
  'the page of a new project': (page) => asMember(page, '/projects/new'),
  'the page of a project': (page) => asOwner(page, ''),
  'the page that changes a project': (page) => asOwner(page, '/edit'),
  'the page that shares a project': async (page) => {
    await asOwner(page, '/share');
    await page.locator('#group').selectOption('Manager');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Revoke' })).toBeVisible();
    await hydrated(page);
  },
  'the page that shares a project with errors': async (page) => {
    await asOwner(page, '/share');
    await field(page, 'user').fill('nobody-is-called-that');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the page that deletes a project': (page) => asOwner(page, '/delete'),
  'the dashboard of managers': (page) => asRoot(page, '/dashboard/manager'),
  'the dashboard of admins': (page) => asRoot(page, '/dashboard/admin'),
  'the order report': (page) => asRoot(page, '/reports'),
  'the empty basket': (page) => open(page, '/basket'),
  'the basket': async (page) => {
    await addToBasket(page, 'lamp', '99');
    await addToBasket(page, 'whiteboard', '2');
  },
  'the basket with errors': async (page) => {
    await addToBasket(page, 'lamp', '2');
    await addToBasket(page, 'lamp', '99');
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
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
  'the page that says why': (page) => asRoot(page, '/admin/permissions/why?user=manager&permission=orders.approve_order'),
  'the audit log': (page) => asRoot(page, '/admin/audit'),
  'the page that says 405': async (page) => {
    await join(page, uniqueUser());
    await open(page, '/logout');
  },
  'the page that says 404': (page) => open(page, '/there/is/no/such/page'),
};

/** Statuses that getting there provokes. */
export const provoked = [401, 404, 405, 422];
