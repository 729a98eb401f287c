// Every page: no axe violations in light and dark, and no horizontal scrolling on a narrow screen.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, expectToFit, test } from '../fixtures.ts';
import { pages, provoked } from '../pages.ts';

test.use({ allowedStatuses: provoked });

for (const [name, visit] of Object.entries(pages)) {
  test(`${name} is accessible in light and in dark, and fits 320 pixels`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await visit(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The frame of a mail blocks scripts, so axe would wait for it forever.
      const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze();
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join('\n')}`);
      expect(found, colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expectToFit(page);
  });
}
