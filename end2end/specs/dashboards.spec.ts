// The dashboard of admins.
import { expect, hydrated, logIn, open, root, signUp, test, uniqueUser } from '../fixtures.ts';

// A user without permission gets an error page.
test.use({ allowedStatuses: [403] });

test('an admin sees accounts, sessions and recent events', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const user = uniqueUser();
  await signUp(other, user);
  await logIn(page, root);
  await page.getByRole('link', { name: 'Admin dashboard' }).click();
  await expect(page).toHaveURL('/dashboard/admin');
  await hydrated(page);
  await expect(page.getByText('Active sessions')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Sign-ups per day .* sign-ups?, at most/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Recent audit log entries' })).toContainText('user logged in');
  await page.getByRole('region', { name: 'Recent sign-ups' }).getByRole('link', { name: 'All users' }).click();
  await expect(page).toHaveURL('/admin/users');
});

test('a customer has neither the dashboard of admins nor a link to it', async ({ page }) => {
  await signUp(page, uniqueUser());
  await expect(page.getByRole('link', { name: 'Admin dashboard' })).toHaveCount(0);
  await open(page, '/dashboard/admin');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
});
