// Narrow screens without JavaScript: no page scrolls sideways at 320 pixels. With it `pages.hydrate.spec.ts` looks at the same.
import { expectToFit, test } from '../fixtures.ts';
import { pages, provoked } from '../pages.ts';

test.use({ allowedStatuses: provoked, viewport: { width: 320, height: 640 } });

for (const [name, visit] of Object.entries(pages)) {
  test(`${name} fits 320 pixels`, async ({ page }) => {
    await visit(page);
    await expectToFit(page);
  });
}
