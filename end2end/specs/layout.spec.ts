// A phone: the form that visitors see first.
import { expect, test } from '../fixtures.ts';
import { pages } from '../pages.ts';

test('the log-in form fits a phone without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await pages['the log-in page']!(page);
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeInViewport({ ratio: 1 });
});
