// The admin, and what a grant changes at the next click.
import { expect, expectLoggedOut, field, hydrated, logIn, open, root, signUp, test, uniqueUser } from '../fixtures.ts';

// A page that one may not open any more.
test.use({ allowedStatuses: [403, 404] });

test('a group gives a permission at the next click, and its loss takes it away', { tag: '@journey' }, async ({ page, elsewhere: clerk }) => {
  const user = uniqueUser();
  const group = `Approvers of ${user.username}`;
  await signUp(clerk, user);
  const orders: string[] = [];
  for (const reference of ['Desk lamp', 'Office chair']) {
    await open(clerk, '/orders/new');
    await field(clerk, 'reference').fill(reference);
    await field(clerk, 'amount').fill('89.50');
    await clerk.getByRole('button', { name: 'Place order' }).click();
    await expect(clerk.getByRole('heading', { level: 1, name: reference })).toBeVisible();
    orders.push(new URL(clerk.url()).pathname);
  }
  await expect(clerk.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  await logIn(page, root);
  await open(page, '/admin/groups/new');
  await field(page, 'name').fill(group);
  await page.locator('[value="orders.approve_order"]').check();
  await page.getByRole('button', { name: 'Add group' }).click();
  await expect(page.getByRole('status').first()).toContainText('The group has been saved.');

  await open(page, `/admin/users?q=${user.username}`);
  await page.getByRole('link', { name: user.username, exact: true }).click();
  await page.getByLabel(group).check();
  await page.getByRole('button', { name: 'Save user' }).click();
  await expect(page.getByRole('status').first()).toContainText('The user has been saved.');
  await expect(page.getByLabel(group)).toBeChecked();

  await open(clerk, orders[0] ?? '');
  await clerk.getByRole('button', { name: 'Approve' }).click();
  await expect(clerk.getByRole('status').first()).toContainText('The order has been approved.');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  // The second page is open, with its button, when the grant goes.
  await open(clerk, orders[1] ?? '');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toBeVisible();
  await open(page, '/admin/groups');
  await page.getByRole('link', { name: group, exact: true }).click();
  await page.locator('[value="orders.approve_order"]').uncheck();
  await page.getByRole('button', { name: 'Save group' }).click();
  await expect(page.getByRole('status').first()).toContainText('The group has been saved.');
  await clerk.getByRole('button', { name: 'Approve' }).click();
  await expect(clerk.getByRole('heading', { level: 1 })).toContainText('You may not do this');
  await open(clerk, orders[1] ?? '');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});

test('staff lock an account, and it is out at its next click', async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  await signUp(other, user);
  await logIn(page, root);
  await open(page, `/admin/users?q=${user.username}`);
  await page.getByRole('link', { name: user.username, exact: true }).click();
  await hydrated(page);
  await page.getByLabel('Active', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Save user' }).click();
  await expect(page.getByRole('status').first()).toContainText('The user has been saved.');
  await expectLoggedOut(other);
});

test('a disabled password and ended sessions come after a question', async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  await signUp(other, user);
  await logIn(page, root);
  await open(page, `/admin/users?q=${user.username}`);
  await page.getByRole('link', { name: user.username, exact: true }).click();
  await page.getByRole('link', { name: 'End sessions …' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `End the sessions of ${user.username}?` })).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await open(other, '/dashboard');
  await expect(other).toHaveURL('/dashboard');
  await page.getByRole('link', { name: 'End sessions …' }).click();
  await page.getByRole('button', { name: 'End the sessions' }).click();
  await expect(page.getByRole('status').first()).toContainText('Every session of the user has ended.');
  await expectLoggedOut(other);

  await page.getByRole('link', { name: 'Disable …' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Disable the password of ${user.username}?` })).toBeVisible();
  await page.getByRole('button', { name: 'Disable the password' }).click();
  await expect(page.getByRole('status').first()).toContainText('The user cannot log in with a password any more.');
  await expect(page.getByRole('link', { name: 'Disable …' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Audit log' }).last().click();
  await expect(page.getByRole('row', { name: /password disabled/ })).toBeVisible();
});

test('the own account is changed in the settings, not in the admin', async ({ page }) => {
  await logIn(page, root);
  await open(page, `/admin/users?q=${root.username}`);
  await page.getByRole('link', { name: root.username, exact: true }).click();
  const own = page.getByRole('region', { name: 'Your own account' });
  await expect(own).toContainText(root.username);
  await expect(page.locator('#username')).toHaveCount(0);
  await own.getByRole('link', { name: 'Change email address' }).click();
  await expect(page).toHaveURL('/settings/email');
});

test('several users are deactivated at once, after a question', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const [first, second] = [uniqueUser(), uniqueUser()];
  await signUp(other, second);
  await other.context().clearCookies();
  await signUp(other, first);
  await logIn(page, root);
  // One of a page, found by its address; then both, as two who were ticked.
  await open(page, `/admin/users?q=${first.username}`);
  await page.getByLabel(`Select ${first.username}`).check();
  await page.getByLabel('With the selected').selectOption('Deactivate');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Deactivate 1 user?' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('1 session ends');
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await open(other, '/dashboard');
  await expect(other).toHaveURL('/dashboard');

  await open(page, `/admin/users?q=${first.username}`);
  const one = await page.getByLabel(`Select ${first.username}`).getAttribute('value');
  await open(page, `/admin/users?q=${second.username}`);
  const two = await page.getByLabel(`Select ${second.username}`).getAttribute('value');
  await open(page, `/admin/users/bulk?action=deactivate&user=${one}&user=${two}`);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('status').first()).toContainText('The users have been changed.');
  await expectLoggedOut(other);
  await open(page, `/admin/users?q=${first.username}`);
  await expect(page.getByText('Inactive', { exact: true }).last()).toBeVisible();
});

test('a member has a last day, and is taken out', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  const group = `Temps of ${user.username}`;
  await signUp(other, user);
  await logIn(page, root);
  await open(page, '/admin/groups/new');
  await field(page, 'name').fill(group);
  await page.locator('[value="orders.view_report"]').check();
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByRole('link', { name: group, exact: true }).click();
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members).toContainText('Nobody is in this group.');

  await field(page, 'user').fill('nobody-is-called-that');
  await page.getByRole('button', { name: 'Add member' }).click();
  await expect(page.getByRole('link', { name: 'There is no user of this name.' })).toBeVisible();
  await hydrated(page);
  await field(page, 'user').fill(user.username);
  await field(page, 'until').fill('2199-12-31');
  await page.getByRole('button', { name: 'Add member' }).click();
  await expect(page.getByRole('status').first()).toContainText('The members have been changed.');
  await expect(members).toContainText('until 2199-12-31');
  await open(other, '/reports');
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Report');

  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(members).toContainText('Nobody is in this group.');
  await open(other, '/reports');
  await expect(other.getByRole('heading', { level: 1 })).toContainText('You may not do this');
});

test('a permission is made at run time, given, and deleted with its grants', { tag: '@journey' }, async ({ page }) => {
  const codename = `archive_${uniqueUser().username.replaceAll(/[^a-z0-9]/g, '')}`;
  await logIn(page, root);
  await open(page, '/admin/permissions');
  await page.getByRole('link', { name: 'Add permission' }).click();
  await field(page, 'app_label').fill('projects');
  await field(page, 'model').fill('project');
  await field(page, 'codename').fill('Not a name');
  await field(page, 'name').fill('Can archive project');
  await page.getByRole('button', { name: 'Add permission' }).click();
  await expect(page.getByRole('link', { name: /Use lower-case letters/ })).toBeVisible();
  await hydrated(page);
  await field(page, 'codename').fill(codename);
  await page.getByRole('button', { name: 'Add permission' }).click();
  await expect(page.getByRole('status').first()).toContainText('The permission has been made.');
  await page.getByRole('row', { name: codename }).getByRole('link', { name: /Delete/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Delete projects.${codename}?`);
  await page.getByRole('button', { name: 'Delete this permission' }).click();
  await expect(page.getByRole('status').first()).toContainText('The permission has been deleted');
  await expect(page.getByText(codename)).toHaveCount(0);
});

test('a group that gives a role keeps its name and stays', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/groups');
  await page.getByRole('link', { name: 'Customer', exact: true }).click();
  await expect(field(page, 'name')).toHaveValue('Customer');
  await expect(field(page, 'name')).toHaveAttribute('readonly', '');
  await expect(page.getByText('A group that gives a role cannot be renamed.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Delete …' })).toHaveCount(0);
  await open(page, `${new URL(page.url()).pathname}/delete`);
  await expect(page.getByText('A group that gives a role cannot be deleted.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete this group' })).toHaveCount(0);
});

test('the list of permissions leads to the users who hold one', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/permissions');
  await expect(page.getByText(/superusers? holds? every permission/)).toBeVisible();
  await page.getByRole('link', { name: 'Show users who hold orders.view_report' }).click();
  await expect(page).toHaveURL('/admin/users?permission=orders.view_report');
  await expect(page.getByRole('link', { name: 'manager', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'customer', exact: true })).toHaveCount(0);
  // The form carries it along, and a click takes it off.
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/permission=orders\.view_report/);
  await page.getByRole('link', { name: /Remove: Permission: orders\.view_report/ }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('a page says why a user may do something, and why not', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/permissions/why?user=manager&permission=orders.approve_order');
  await expect(page.getByText('It was given to the group Manager, which the user is in.')).toBeVisible();
  await page.locator('#permission').selectOption('auth.delete_user');
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('It was given neither to the user nor to a group of theirs.')).toBeVisible();
});

test('a search finds beginnings, and a filter can be taken off', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/users');
  await field(page, 'q').fill('manag');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('link', { name: 'manager', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'customer', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: /Remove: “manag”/ }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('the list goes by a column, and the other way round', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/users?q=c');
  const joined = page.getByRole('columnheader', { name: 'Joined' });
  await expect(joined).toHaveAttribute('aria-sort', 'none');
  await joined.getByRole('link').click();
  await expect(page).toHaveURL('/admin/users?q=c&sort=date_joined');
  await expect(joined).toHaveAttribute('aria-sort', 'ascending');
  await joined.getByRole('link').click();
  await expect(page).toHaveURL('/admin/users?q=c&sort=-date_joined');
  await expect(joined).toHaveAttribute('aria-sort', 'descending');
  // A filter keeps the order.
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(joined).toHaveAttribute('aria-sort', 'descending');
});

test('the admin is closed to who is not staff', async ({ page }) => {
  await signUp(page, uniqueUser());
  for (const path of ['/admin', '/admin/users', '/admin/groups', '/admin/permissions', '/admin/audit']) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('You may not do this');
  }
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
});
