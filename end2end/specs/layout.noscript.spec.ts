// Narrow screens without JavaScript: no page scrolls horizontally at 320 pixels. `pages.hydrate.spec.ts` tests the same with JavaScript.
import { expectToFit, test } from '../fixtures.ts';
import { pages, provoked } from '../pages.ts';

test.use({ allowedStatuses: provoked, viewport: { width: 320, height: 640 } });

for (const [name, visit] of Object.entries(pages)) {
  test(`${name} fits 320 pixels`, async ({ page }) => {
    await visit(page);
    await expectToFit(page);
  });
}
