// The pages of the example domain whose accessibility and layout are tested, with how to open them.
import type { Page } from '@playwright/test';
import { asMember, asRoot, expect, field, hydrated, join, open, status, summary, uniqueUser } from '../../fixtures.ts';
import { startProject } from './project.ts';

/** Creates a project and opens one of its pages. */
async function asOwner(page: Page, rest: string): Promise<void> {
  await join(page, uniqueUser());
  await open(page, `${await startProject(page, 'A project with-a-name-that-is-longer-than-a-phone-is-wide')}${rest}`);
}

/** Adds an item to the basket and waits for the result. */
async function addToBasket(page: Page, item: string, quantity: string): Promise<void> {
  await open(page, '/basket');
  await page.getByLabel('Item', { exact: true }).selectOption(item);
  await page.getByLabel('Quantity', { exact: true }).fill(quantity);
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await expect(status(page).or(summary(page))).toBeVisible();
  await hydrated(page);
}

/** The pages by their descriptions, each with a function that opens it. */
export const demoPages: Record<string, (page: Page) => Promise<void>> = {
  'the list of orders': (page) => asRoot(page, '/orders'),
  'the page of a new order': (page) => asMember(page, '/orders/new'),
  'the list of projects': (page) => asRoot(page, '/projects'),
  'the list of projects without one': (page) => asMember(page, '/projects'),
  'the page of a new project': (page) => asMember(page, '/projects/new'),
  'the page of a project': (page) => asOwner(page, ''),
  'the page that changes a project': (page) => asOwner(page, '/edit'),
  'the page that shares a project': async (page) => {
    await asOwner(page, '/share');
    await page.locator('#group').selectOption('Manager');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Revoke' })).toBeVisible();
    await hydrated(page);
  },
  'the page that shares a project with errors': async (page) => {
    await asOwner(page, '/share');
    await field(page, 'user').fill('nobody-is-called-that');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
  'the page that deletes a project': (page) => asOwner(page, '/delete'),
  'the dashboard of managers': (page) => asRoot(page, '/dashboard/manager'),
  'the order report': (page) => asRoot(page, '/reports'),
  'the empty basket': (page) => open(page, '/basket'),
  'the basket': async (page) => {
    await addToBasket(page, 'lamp', '99');
    await addToBasket(page, 'whiteboard', '2');
  },
  'the basket with errors': async (page) => {
    await addToBasket(page, 'lamp', '2');
    await addToBasket(page, 'lamp', '99');
    await expect(summary(page)).toBeVisible();
    await hydrated(page);
  },
};
