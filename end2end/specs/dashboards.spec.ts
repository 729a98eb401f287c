// The dashboards of managers and admins.
import { expect, field, hydrated, logIn, open, root, signUp, status, test, uniqueUser, type User } from '../fixtures.ts';

// Who may not see one is told so.
test.use({ allowedStatuses: [403] });

const manager: User = { username: 'manager', email: 'manager@example.com', password: root.password };

test('a manager, who may not place orders, is offered none', async ({ page }) => {
  await logIn(page, manager);
  await open(page, '/orders');
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New order' })).toHaveCount(0);
  await open(page, '/orders/new');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You may not do this');
});

test('a manager approves an order from the list of those that wait', { tag: '@journey' }, async ({ page, elsewhere: customer }) => {
  const user = uniqueUser();
  await signUp(customer, user);
  await open(customer, '/orders/new');
  await field(customer, 'reference').fill(`Lamp of ${user.username}`);
  await field(customer, 'amount').fill('89.50');
  await customer.getByRole('button', { name: 'Place order' }).click();
  await expect(status(customer)).toBeVisible();

  await logIn(page, manager);
  await page.getByRole('link', { name: 'Manager dashboard' }).click();
  await expect(page).toHaveURL('/dashboard/manager');
  await hydrated(page);
  const order = page.getByRole('listitem').filter({ hasText: `Lamp of ${user.username}` });
  await expect(order).toContainText('€89.50');
  await order.getByRole('button', { name: 'Approve' }).click();
  await expect(page).toHaveURL('/dashboard/manager');
  await expect(status(page)).toContainText('The order has been approved.');
  await expect(order).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^Orders by week Since/ })).toBeVisible();
  await page.getByText('The same as a table').click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(13);
});

test('an admin sees accounts, sessions and what happened', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  await signUp(other, user);
  await logIn(page, root);
  await page.getByRole('link', { name: 'Admin dashboard' }).click();
  await expect(page).toHaveURL('/dashboard/admin');
  await hydrated(page);
  await expect(page.getByText('Active sessions')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Sign-ups per day .* sign-ups?, at most/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Latest in the audit log' })).toContainText('user logged in');
  await page.getByRole('region', { name: 'Latest sign-ups' }).getByRole('link', { name: 'All users' }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('a customer has neither the dashboards nor links to them', async ({ page }) => {
  await signUp(page, uniqueUser());
  for (const name of ['Manager dashboard', 'Admin dashboard']) {
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  }
  for (const path of ['/dashboard/manager', '/dashboard/admin']) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('You may not do this');
  }
});
