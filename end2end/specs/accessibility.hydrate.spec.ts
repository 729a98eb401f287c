// axe finds nothing, in light and in dark. It is a script, and what it looks at is the same page without.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';
import { pages, provoked } from '../pages.ts';

test.use({ allowedStatuses: provoked });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, visit] of Object.entries(pages)) {
    test(`${name} in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await visit(page);
      // The frame of a mail lets no script in, so axe would wait for its answer for ever.
      const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze();
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join('\n')}`);
      expect(found).toEqual([]);
    });
  }
}
