// What the admin adds with script: a search in long lists of boxes, and boxes that are counted.
import { expect, hydrated, logIn, open, root, test } from '../fixtures.ts';

test('permissions are looked for and counted', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/groups/new');
  await hydrated(page);
  const search = page.getByRole('searchbox', { name: 'Search permissions' });
  const boxes = page.locator('#permissions-list li:visible');
  const all = await boxes.count();
  await search.fill('approve');
  await expect(boxes).toHaveCount(1);
  await expect(page.locator('#permissions-list h3:visible')).toHaveCount(1);
  await page.locator('[value="orders.approve_order"]').check();
  await expect(page.getByText(`1 of ${all} chosen`)).toBeVisible();
  await search.press('Enter');
  await expect(page).toHaveURL('/admin/groups/new');
  await search.fill('');
  await expect(boxes).toHaveCount(all);
  await expect(page.locator('[value="orders.approve_order"]')).toBeChecked();
});

test('all users of a page are ticked at once, and counted', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/users');
  await hydrated(page);
  const boxes = page.locator('input[name=user]');
  await page.getByLabel('Select all on this page').check();
  const count = await boxes.count();
  await expect(page.getByText(`${count} selected`)).toBeVisible();
  await boxes.first().uncheck();
  await expect(page.getByText(`${count - 1} selected`)).toBeVisible();
});
