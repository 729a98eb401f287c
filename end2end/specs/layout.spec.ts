// Narrow screens: no page scrolls sideways at 320 pixels. With JavaScript `pages.hydrate.spec.ts` looks at it in passing.
import { expect, expectToFit, hasJavaScript, test } from '../fixtures.ts';
import { pages, provoked } from '../pages.ts';

test.use({ allowedStatuses: provoked, viewport: { width: 320, height: 640 } });

for (const [name, visit] of Object.entries(pages)) {
  test(`${name} fits 320 pixels`, async ({ page }) => {
    test.skip(hasJavaScript(), 'seen in pages.hydrate.spec.ts');
    await visit(page);
    await expectToFit(page);
  });
}

test('the log-in form fits a phone without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await pages['the log-in page']!(page);
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeInViewport({ ratio: 1 });
});
