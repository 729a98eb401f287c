// The dashboard of managers.
import { expect, field, hydrated, logIn, open, root, signUp, status, test, uniqueUser, type User } from '../../fixtures.ts';

// A user without permission gets an error page.
test.use({ allowedStatuses: [403] });

const manager: User = { username: 'manager', email: 'manager@example.com', password: root.password };

test('a manager cannot place orders and sees no link to do so', async ({ page }) => {
  await logIn(page, manager);
  await open(page, '/orders');
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New order' })).toHaveCount(0);
  await open(page, '/orders/new');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
});

test('a manager approves an order from the list of pending orders', { tag: '@journey' }, async ({ page, elsewhere: customer }) => {
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
  await page.getByText('Show as table').click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(13);
});

test('a customer has neither the dashboard of managers nor a link to it', async ({ page }) => {
  await signUp(page, uniqueUser());
  await expect(page.getByRole('link', { name: 'Manager dashboard' })).toHaveCount(0);
  await open(page, '/dashboard/manager');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
});
