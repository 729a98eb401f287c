// Creates projects for the tests.
import type { Page } from '@playwright/test';
import { expect, field, hydrated, open } from '../../fixtures.ts';

/** Creates a project, which leads to its page. Returns its path. */
export async function startProject(page: Page, name: string): Promise<string> {
  await open(page, '/projects/new');
  await field(page, 'name').fill(name);
  await page.locator('#description').fill('Ninety-six pages.\nTexts until the end of January.');
  await page.getByRole('button', { name: 'Start project' }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await hydrated(page);
  return new URL(page.url()).pathname;
}
