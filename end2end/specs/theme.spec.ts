// The theme: remembered, and applied before the first paint.
import { expect, hydrated, open, signUp, test, uniqueUser } from '../fixtures.ts';

for (const who of ['a visitor', 'a member']) {
  test(`the theme is remembered, for ${who}`, async ({ page }) => {
    const user = uniqueUser();
    const isMember = who === 'a member';
    if (isMember) await signUp(page, user);
    await open(page, '/');
    const html = page.locator('html');
    // For a user, the switch is in the account menu, which is closed after a page load.
    const showSwitch = async () => {
      const system = page.getByRole('button', { name: 'System', exact: true });
      if (isMember && !(await system.isVisible())) await page.locator('summary', { hasText: user.username }).click();
    };
    for (const theme of ['Dark', 'Light']) {
      await showSwitch();
      await page.getByRole('button', { name: theme, exact: true }).click();
      await expect(html).toHaveAttribute('data-theme', theme.toLowerCase());
      await page.reload();
      await hydrated(page);
      await expect(html).toHaveAttribute('data-theme', theme.toLowerCase());
      // The server renders the theme, so that nothing flashes before hydration.
      const source = await (await page.request.get('/')).text();
      expect(source).toMatch(new RegExp(`<html[^>]*\\sdata-theme="${theme.toLowerCase()}"`));
    }
    await showSwitch();
    await page.getByRole('button', { name: 'System', exact: true }).click();
    await expect(html).not.toHaveAttribute('data-theme', /light|dark/);
  });
}

test('choosing a theme stays on the same page', async ({ page }) => {
  await open(page, '/login?next=%2Fdashboard%3Ftab%3D1');
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL('/login?next=%2Fdashboard%3Ftab%3D1');
});
