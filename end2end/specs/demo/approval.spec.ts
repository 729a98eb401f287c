// The approval of orders, and the immediate effect of grants.
import { addToGroup, createGroup, expect, field, logIn, open, root, signUp, test, uniqueUser } from '../../fixtures.ts';

// The page of a user whose permission has been revoked.
test.use({ allowedStatuses: [403] });

test('a group grants a permission immediately, and leaving it revokes the permission', { tag: '@journey' }, async ({ page, elsewhere: clerk }) => {
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
  await createGroup(page, group, 'orders.approve_order');
  await addToGroup(page, user, group);

  await open(clerk, orders[0] ?? '');
  await clerk.getByRole('button', { name: 'Approve' }).click();
  await expect(clerk.getByRole('status').first()).toContainText('The order has been approved.');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  // The page with the button is still open when the grant is revoked.
  await open(clerk, orders[1] ?? '');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toBeVisible();
  await open(page, '/admin/groups');
  await page.getByRole('link', { name: group, exact: true }).click();
  await page.locator('[value="orders.approve_order"]').uncheck();
  await page.getByRole('button', { name: 'Save group' }).click();
  await expect(page.getByRole('status').first()).toContainText('The group has been saved.');
  await clerk.getByRole('button', { name: 'Approve' }).click();
  await expect(clerk.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
  await open(clerk, orders[1] ?? '');
  await expect(clerk.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});
