// Access control of pages and forms.
import { expect, hydrated, open, signUp, test, uniqueUser } from '../fixtures.ts';

test.use({ allowedStatuses: [403, 404, 405] });

test('a page for users redirects to the login page and back', async ({ page }) => {
  await page.goto('/dashboard?tab=1&page=2');
  await expect(page).toHaveURL('/login?next=%2Fdashboard%3Ftab%3D1%26page%3D2');
  await hydrated(page);
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeVisible();
});

test('the redirect has no body', async ({ request }) => {
  const answer = await request.get('/dashboard', { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()['location']).toBe('/login?next=%2Fdashboard');
  expect(await answer.text()).toBe('');
});

test('a cross-site form is rejected with an error page', async ({ request }) => {
  const answer = await request.post('/login', {
    form: { username: 'somebody', password: 'something' },
    headers: { origin: 'https://elsewhere.example', accept: 'text/html' },
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain('You don’t have permission to do this');
});

for (const who of ['a visitor', 'a member']) {
  test(`an unknown path is not found, for ${who}`, async ({ page }) => {
    if (who === 'a member') await signUp(page, uniqueUser());
    const answer = await page.goto('/there/is/no/such/page');
    expect(answer?.status()).toBe(404);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  });
}

test('logging out requires a POST', async ({ page }) => {
  await signUp(page, uniqueUser());
  expect((await page.request.get('/logout', { maxRedirects: 0 })).status()).toBe(405);
  await open(page, '/dashboard');
  await expect(page).toHaveURL('/dashboard');
});

test('a trailing slash redirects to the path without it', async ({ request }) => {
  const answer = await request.get('/signup/', { maxRedirects: 0 });
  expect(answer.status()).toBe(308);
  expect(new URL(answer.headers()['location'] ?? '', answer.url()).pathname).toBe('/signup');
});

test('a cross-site form is rejected', async ({ page }) => {
  await open(page, '/login');
  const action = (await page.locator('form:has(input[name="password"])').getAttribute('action')) ?? '/login';
  const answer = await page.request.post(new URL(action, page.url()).href, {
    form: { username: 'somebody', password: 'something' },
    headers: { Origin: 'https://example.org', 'Sec-Fetch-Site': 'cross-site' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
});
