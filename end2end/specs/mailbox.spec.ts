// The mailbox of a development server: its mails and their links.
import type { Page } from '@playwright/test';
import { expect, hydrated, mailTo, open, signUp, test, uniqueUser, type Mail, type User } from '../fixtures.ts';

/** Creates a user with two mails, and opens the older one in the mailbox. */
async function openMail(page: Page): Promise<{ user: User; mail: Mail }> {
  const user = uniqueUser();
  await signUp(page, user);
  const mail = await mailTo(page, user.email, 'Please confirm your email address');
  await open(page, '/dev/mailbox');
  await page.locator(`a[href="/dev/mailbox?mail=${mail.id}#mail"]`).click();
  await expect(page).toHaveURL(`/dev/mailbox?mail=${mail.id}#mail`);
  await hydrated(page);
  return { user, mail };
}

test('the mailbox lists the mails and shows the selected one', async ({ page }) => {
  const { user, mail } = await openMail(page);
  const entry = page.getByRole('link', { name: new RegExp(`${mail.subject}.*${user.email}`) });
  await expect(entry).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('[aria-current="true"]')).toHaveCount(1);

  const shown = page.getByRole('article', { name: mail.subject });
  await expect(shown.getByRole('heading', { level: 2, name: mail.subject })).toBeVisible();
  await expect(shown).toContainText(user.email);
  await expect(shown).toContainText(mail.from);
  await shown.getByText('As plain text').click();
  await expect(shown.locator('pre')).toBeVisible();
  expect(await shown.locator('pre').textContent()).toBe(mail.text);
});

test('a link in a mail can be followed', async ({ page }) => {
  const { user } = await openMail(page);
  await page.getByRole('article').getByRole('listitem').getByRole('link', { name: '/verify_email/' }).click();
  await expect(page).toHaveURL(/\/verify_email\/[^/]+$/);
  await hydrated(page);
  await expect(page.getByRole('main')).toContainText(`Is ${user.email} yours?`);
});

test('the HTML body is rendered with its own styles', async ({ page }) => {
  const { user, mail } = await openMail(page);
  const frame = page.frameLocator('iframe[title="The mail as HTML"]');
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText(mail.subject.replace('Please confirm', 'Confirm'));
  await expect(frame.locator('body')).toContainText(user.username);
  // The policy of the frame allows the styles of the mail.
  await expect(frame.locator('h1')).toHaveCSS('font-size', '24px');
});

test('a link in a mail opens outside the frame', async ({ page }) => {
  const { user } = await openMail(page);
  const frame = page.frameLocator('iframe[title="The mail as HTML"]');
  await frame.locator('.button a').click();
  await expect(page).toHaveURL(/\/verify_email\/[^/]+$/);
  await hydrated(page);
  await expect(page.getByRole('main')).toContainText(`Is ${user.email} yours?`);
});

test('scripts in a mail do not run', async ({ page }) => {
  const { mail } = await openMail(page);
  const answer = await page.request.get(`/dev/mailbox/${mail.id}/html`);
  expect(answer.status()).toBe(200);
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox(?!.*allow-scripts)/);
  expect(policy).toContain("frame-ancestors 'self'");
  expect((await page.request.get('/dev/mailbox/0/html')).status()).toBe(404);
});
