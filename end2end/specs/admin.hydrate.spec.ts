// The admin with JavaScript: searching long lists of check boxes, and counting the checked ones.
import { expect, hydrated, logIn, open, root, test } from '../fixtures.ts';

test('permissions can be searched and are counted', async ({ page }) => {
  await logIn(page, root);
  await open(page, '/admin/groups/new');
  await hydrated(page);
  const search = page.getByRole('searchbox', { name: 'Search permissions' });
  const boxes = page.locator('#permissions-list li:visible');
  const all = await boxes.count();
  await search.fill('view_entry');
  await expect(boxes).toHaveCount(1);
  await expect(page.locator('#permissions-list h3:visible')).toHaveCount(1);
  await page.locator('[value="audit.view_entry"]').check();
  await expect(page.getByText(`1 of ${all} chosen`)).toBeVisible();
  await search.press('Enter');
  await expect(page).toHaveURL('/admin/groups/new');
  await search.fill('');
  await expect(boxes).toHaveCount(all);
  await expect(page.locator('[value="audit.view_entry"]')).toBeChecked();
});

test('all users of a page can be selected at once, and are counted', async ({ page }) => {
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
