// The admin, and the immediate effect of grants.
import {
  addToGroup,
  createGroup,
  expect,
  expectLoggedOut,
  field,
  hydrated,
  logIn,
  open,
  root,
  signUp,
  test,
  uniqueUser,
} from '../fixtures.ts';

// Pages that a user is no longer allowed to open.
test.use({ allowedStatuses: [403, 404, 422] });

test('a group grants a permission immediately, and leaving it revokes the permission', { tag: '@journey' }, async ({ page, elsewhere: clerk }) => {
  const user = uniqueUser();
  const group = `Auditors of ${user.username}`;
  await signUp(clerk, user);
  await expect(clerk.getByText('audit.view_entry')).toHaveCount(0);

  await logIn(page, root);
  await createGroup(page, group, 'audit.view_entry');
  await addToGroup(page, user, group);

  await open(clerk, '/dashboard');
  await expect(clerk.getByText('audit.view_entry')).toBeVisible();

  await open(page, '/admin/groups');
  await page.getByRole('link', { name: group, exact: true }).click();
  await page.locator('[value="audit.view_entry"]').uncheck();
  await page.getByRole('button', { name: 'Save group' }).click();
  await expect(page.getByRole('status').first()).toContainText('The group has been saved.');
  await open(clerk, '/dashboard');
  await expect(clerk.getByText('audit.view_entry')).toHaveCount(0);
});

test('deactivating an account logs it out immediately', async ({ page, elsewhere: other }) => {
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

test('disabling a password and ending sessions require confirmation', async ({ page, elsewhere: other }) => {
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
  await expect(page.getByRole('status').first()).toContainText('The user can no longer log in with a password.');
  await expect(page.getByRole('link', { name: 'Disable …' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Audit log' }).last().click();
  await expect(page.getByRole('row', { name: /password disabled/ })).toBeVisible();
});

test('staff change their own account in the settings, not in the admin', async ({ page }) => {
  await logIn(page, root);
  await open(page, `/admin/users?q=${root.username}`);
  await page.getByRole('link', { name: root.username, exact: true }).click();
  const own = page.getByRole('region', { name: 'Your own account' });
  await expect(own).toContainText(root.username);
  await expect(page.locator('#username')).toHaveCount(0);
  await own.getByRole('link', { name: 'Change email address' }).click();
  await expect(page).toHaveURL('/settings/email');
});

test('several users can be deactivated at once, after confirmation', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const [first, second] = [uniqueUser(), uniqueUser()];
  await signUp(other, second);
  await other.context().clearCookies();
  await signUp(other, first);
  await logIn(page, root);
  // First one user, selected in the list; then both, by the values of their check boxes.
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

test('a membership can have a last day, and can be removed', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  const group = `Temps of ${user.username}`;
  await signUp(other, user);
  await logIn(page, root);
  await createGroup(page, group, 'audit.view_entry');
  await page.getByRole('link', { name: group, exact: true }).click();
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members).toContainText('Nobody is in this group.');

  await field(page, 'user').fill('nobody-is-called-that');
  await page.getByRole('button', { name: 'Add member' }).click();
  await expect(page.getByRole('link', { name: 'There is no user with this name.' })).toBeVisible();
  await hydrated(page);
  await field(page, 'user').fill(user.username);
  await field(page, 'until').fill('2199-12-31');
  await page.getByRole('button', { name: 'Add member' }).click();
  await expect(page.getByRole('status').first()).toContainText('The members have been changed.');
  await expect(members).toContainText('until 2199-12-31');
  await open(other, '/dashboard');
  await expect(other.getByText('audit.view_entry')).toBeVisible();

  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(members).toContainText('Nobody is in this group.');
  await open(other, '/dashboard');
  await expect(other.getByText('audit.view_entry')).toHaveCount(0);
});

test('a permission is created at run time, granted, and deleted with its grants', { tag: '@journey' }, async ({ page }) => {
  const codename = `archive_${uniqueUser().username.replaceAll(/[^a-z0-9]/g, '')}`;
  await logIn(page, root);
  await open(page, '/admin/permissions');
  await page.getByRole('link', { name: 'Add permission' }).click();
  await field(page, 'app_label').fill('news');
  await field(page, 'model').fill('article');
  await field(page, 'codename').fill('Not a name');
  await field(page, 'name').fill('Can archive article');
  await page.getByRole('button', { name: 'Add permission' }).click();
  await expect(page.getByRole('link', { name: /Use lowercase letters/ })).toBeVisible();
  await hydrated(page);
  await field(page, 'codename').fill(codename);
  await page.getByRole('button', { name: 'Add permission' }).click();
  await expect(page.getByRole('status').first()).toContainText('The permission has been made.');
  await page.getByRole('row', { name: codename }).getByRole('link', { name: /Delete/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Delete news.${codename}?`);
  await page.getByRole('button', { name: 'Delete this permission' }).click();
  await expect(page.getByRole('status').first()).toContainText('The permission has been deleted');
  await expect(page.getByText(codename)).toHaveCount(0);
});

test('a group that gives a role cannot be renamed or deleted', async ({ page }) => {
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

test('the list of permissions links to the holders of each', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/permissions');
  await expect(page.getByText(/superusers? holds? every permission/)).toBeVisible();
  await page.getByRole('link', { name: 'Show users who hold auth.view_user' }).click();
  await expect(page).toHaveURL('/admin/users?permission=auth.view_user');
  await expect(page.getByRole('link', { name: 'admin', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'customer', exact: true })).toHaveCount(0);
  // The search form keeps the filter, and a click removes it.
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/permission=auth\.view_user/);
  await page.getByRole('link', { name: /Remove: Permission: auth\.view_user/ }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('a page explains why a user has a permission, or why not', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/permissions/why?user=admin&permission=auth.view_user');
  await expect(page.getByText('A superuser has every permission.')).toBeVisible();
  await open(page, '/admin/permissions/why?user=manager&permission=auth.view_user');
  await page.locator('#permission').selectOption('auth.delete_user');
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('It was given neither to the user nor to a group of theirs.')).toBeVisible();
});

test('the search matches prefixes, and a filter can be removed', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/users');
  await field(page, 'q').fill('manag');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('link', { name: 'manager', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'customer', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: /Remove: “manag”/ }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('the list can be sorted by a column in both directions', async ({ page }) => {
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
  // A filter keeps the sort order.
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(joined).toHaveAttribute('aria-sort', 'descending');
});

test('the admin is closed to users who are not staff', async ({ page }) => {
  await signUp(page, uniqueUser());
  for (const path of ['/admin', '/admin/users', '/admin/groups', '/admin/permissions', '/admin/audit']) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
  }
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
});
