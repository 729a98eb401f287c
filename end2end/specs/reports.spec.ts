// The order report: figures, bars, and the same as a table.
import { expect, logIn, open, root, signUp, test, uniqueUser } from '../fixtures.ts';

// Who may not see it is told so.
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

test('the report prints without what only a screen needs', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/reports');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('img', { name: /^Amount by month/ })).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
});

test('the report is closed to who may not see it', async ({ page }) => {
  await signUp(page, uniqueUser());
  await expect(page.getByRole('link', { name: /report/i })).toHaveCount(0);
  await open(page, '/reports');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You may not do this');
});
