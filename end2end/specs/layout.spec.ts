// The layout of the login form on a phone.
import { expect, test } from '../fixtures.ts';
import { pages } from '../pages.ts';

test('the login form fits a phone without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await pages['the login page']!(page);
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeInViewport({ ratio: 1 });
});
