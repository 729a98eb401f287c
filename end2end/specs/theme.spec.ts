// System, light, dark: remembered, and there before the first paint.
import { expect, hydrated, open, signUp, test, uniqueUser } from '../fixtures.ts';

for (const who of ['a visitor', 'a member']) {
  test(`the theme is remembered, for ${who}`, async ({ page }) => {
    if (who === 'a member') await signUp(page, uniqueUser());
    await open(page, '/');
    const html = page.locator('html');
    for (const theme of ['Dark', 'Light']) {
      await page.getByRole('button', { name: theme, exact: true }).click();
      await expect(html).toHaveAttribute('data-theme', theme.toLowerCase());
      await page.reload();
      await hydrated(page);
      await expect(html).toHaveAttribute('data-theme', theme.toLowerCase());
      // In the page as the server sent it: nothing flashes while a script makes up its mind.
      const source = await (await page.request.get('/')).text();
      expect(source).toMatch(new RegExp(`<html[^>]*\\sdata-theme="${theme.toLowerCase()}"`));
    }
    await page.getByRole('button', { name: 'System', exact: true }).click();
    await expect(html).not.toHaveAttribute('data-theme', /light|dark/);
  });
}

test('choosing a theme leaves one on the same page', async ({ page }) => {
  await open(page, '/login?next=%2Fdashboard%3Ftab%3D1');
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL('/login?next=%2Fdashboard%3Ftab%3D1');
});
