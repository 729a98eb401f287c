// A new signing key of a provider. Tested once, because all other tests use the same provider at the same time.
import { expect, logOut, open, test } from '../fixtures.ts';
import { expectPage, goToProvider, providerButton, signUpWithAcme } from '../social.ts';

/** The server fetches the keys again only if it has not done so in the last five seconds. */
const RETRY_INTERVAL = 6_000;

test('a provider may change its signing key', async ({ page }) => {
  await open(page, '/login');
  const provider = await goToProvider(page, 'Continue with Acme');
  const { user } = await signUpWithAcme(page);
  await logOut(page, user);
  await page.waitForTimeout(RETRY_INTERVAL);
  const answer = await page.request.post(`${provider}/test/rotate-keys`);
  expect(answer.status()).toBe(204);

  await providerButton(page, 'Continue with Acme').click();
  await expectPage(page, '/dashboard');
  await expect(page.locator('summary', { hasText: user.username })).toBeVisible();
});
