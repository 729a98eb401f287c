// The order report: figures, chart and table.
import { expect, logIn, open, root, signUp, test, uniqueUser } from '../../fixtures.ts';

// A user without permission gets an error page.
test.use({ allowedStatuses: [403] });

test('the report has bars, a caption and a table', { tag: '@journey' }, async ({ page }) => {
  await logIn(page, root);
  await open(page, '/dashboard');
  await page.getByRole('link', { name: 'Order report' }).click();
  await expect(page).toHaveURL('/reports');
  await expect(page.getByRole('img', { name: /^Amount by month .* approved, .* pending/ })).toBeVisible();
  const table = page.getByRole('region', { name: 'Orders by month and status' }).getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(14);
  await expect(table.getByRole('row').last()).toContainText('Together');
});

test('the printed report omits interactive elements', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/reports');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('img', { name: /^Amount by month/ })).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
});

test('the report requires a permission', async ({ page }) => {
  await signUp(page, uniqueUser());
  await expect(page.getByRole('link', { name: /report/i })).toHaveCount(0);
  await open(page, '/reports');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
});
