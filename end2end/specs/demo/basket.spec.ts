// The basket: any visitor can fill it, and a logged-in user can order.
import type { Page } from '@playwright/test';
import { expect, fillLogIn, hydrated, logOut, open, problemsOf, signUp, status, summary, test, uniqueUser } from '../../fixtures.ts';

// With JavaScript, a rejected form responds with 422.
test.use({ allowedStatuses: [422] });

/** Adds an item to the basket on the current page. */
async function add(page: Page, item: string, quantity: string): Promise<void> {
  await page.getByLabel('Item', { exact: true }).selectOption(item);
  await page.getByLabel('Quantity', { exact: true }).fill(quantity);
  await page.getByRole('button', { name: 'Add to basket', exact: true }).click();
}

/** The lines of the basket. */
function lines(page: Page) {
  return page.getByRole('region', { name: /^\d+ items?$/ }).getByRole('listitem');
}

test('a visitor fills a basket, changes it and empties it', async ({ page }) => {
  await open(page, '/basket');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
  await add(page, 'lamp', '2');
  await expect(status(page)).toContainText('The item is in your basket.');
  await hydrated(page);
  await add(page, 'paper', '10');
  await expect(page.getByRole('heading', { name: '2 items' })).toBeVisible();
  await expect(page.getByText('€128.00')).toBeVisible();

  await lines(page).filter({ hasText: 'Desk lamp' }).getByLabel('Pieces of Desk lamp').fill('1');
  await lines(page).filter({ hasText: 'Desk lamp' }).getByRole('button', { name: 'Change' }).click();
  await expect(page.getByText('€88.50')).toBeVisible();
  await lines(page).filter({ hasText: 'Paper' }).getByRole('button', { name: 'Remove' }).click();
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Empty basket', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
});

test('a basket is kept at login, becomes an order, and is removed at logout', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await open(page, '/basket');
  await add(page, 'chair', '1');
  await expect(status(page)).toBeVisible();
  await page.getByRole('button', { name: 'Check out', exact: true }).click();
  await expect(page).toHaveURL('/login?next=%2Fbasket');
  await hydrated(page);
  await fillLogIn(page, user.username, user.password);
  await expect(page).toHaveURL('/basket');
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Check out', exact: true }).click();
  await expect(status(page)).toContainText('The order has been placed.');
  await expect(page.getByRole('heading', { level: 1, name: 'Office chair' })).toBeVisible();
  await expect(page.getByRole('table')).toContainText('€189.00');
  await open(page, '/basket');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();

  await add(page, 'desk', '1');
  await expect(status(page)).toBeVisible();
  await hydrated(page);
  await logOut(page, user);
  await open(page, '/basket');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
});

test('an invalid quantity is rejected, and nothing is lost', async ({ page }) => {
  await open(page, '/basket');
  await add(page, 'lamp', '98');
  await expect(status(page)).toBeVisible();
  await hydrated(page);
  await add(page, 'pens', '0');
  await expect(summary(page)).toBeVisible();
  const quantity = page.getByLabel('Quantity', { exact: true });
  expect(await problemsOf(quantity)).toContain('Enter a whole number from 1 to 99.');
  await expect(quantity).toHaveValue('0');
  await expect(page.getByLabel('Item', { exact: true })).toHaveValue('pens');
  await expect(lines(page)).toHaveCount(1);

  await open(page, '/basket');
  await page.getByLabel('Pieces of Desk lamp').fill('100');
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(summary(page)).toContainText('Enter a whole number from 1 to 99.');
  expect(await problemsOf(page.getByLabel('Pieces of Desk lamp'))).toContain('Enter a whole number from 1 to 99.');
  await expect(page.getByLabel('Pieces of Desk lamp')).toHaveValue('100');
});

test('check-out is rejected if the basket was changed in another tab', async ({ page }) => {
  await signUp(page, uniqueUser());
  await open(page, '/basket');
  await add(page, 'lamp', '1');
  await expect(status(page)).toBeVisible();
  await hydrated(page);
  const other = await page.context().newPage();
  await open(other, '/basket');
  await add(other, 'desk', '1');
  await expect(other.getByRole('heading', { name: '2 items' })).toBeVisible();
  await page.getByRole('button', { name: 'Check out', exact: true }).click();
  await expect(summary(page)).toContainText('Look at it again');
  await expect(page.getByRole('heading', { name: '2 items' })).toBeVisible();
});
