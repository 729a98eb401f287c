// Errors of the login form, and its redirect target.
import { expect, field, fillLogIn, hydrated, open, problemsOf, register, summary, test, uniqueUser } from '../fixtures.ts';

// A rejected form responds to a script with 401 or 422, and to a browser with 303.
test.use({ allowedStatuses: [401, 422] });

test('a rejected login keeps the input except the password, and the redirect target', async ({ page }) => {
  const user = uniqueUser();
  await register(user);

  await open(page, '/login?next=%2Fdashboard%3Ftab%3D1');
  await fillLogIn(page, user.username, 'not the password');
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(page.getByLabel('Username or email')).toHaveValue(user.username);
  await expect(field(page, 'password')).toHaveValue('');
  expect(await problemsOf(page.locator('form [aria-invalid="true"]').first())).not.toBe('');

  const url = new URL(page.url());
  expect(url.pathname).toBe('/login');
  expect([...url.searchParams.keys()].filter((key) => key !== 'next')).toEqual([]);
  expect(url.href).not.toContain(user.username);

  await fillLogIn(page, user.username, user.password);
  await expect(page).toHaveURL('/dashboard?tab=1');
});

test('an unknown name and a wrong password look the same', async ({ page }) => {
  const user = uniqueUser();
  await register(user);
  const said: string[] = [];
  for (const name of [user.username, uniqueUser().username]) {
    await open(page, '/login');
    await fillLogIn(page, name, 'not the password');
    await expect(summary(page)).toBeVisible();
    said.push(await summary(page).innerText());
  }
  expect(said[1]).toBe(said[0]);
});

test('reloading a rejected form shows an empty form', async ({ page }) => {
  await open(page, '/login');
  await fillLogIn(page, uniqueUser().username, 'not the password');
  await expect(summary(page)).toBeVisible();
  await page.goto('/login');
  await hydrated(page);
  await expect(summary(page)).toHaveCount(0);
  await expect(page.getByLabel('Username or email')).toHaveValue('');
});

test('markup in a username is shown as text', async ({ page }) => {
  const name = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>';
  await open(page, '/login');
  await fillLogIn(page, name, 'not the password');
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(page.getByLabel('Username or email')).toHaveValue(name);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

for (const next of ['https://example.org/', '//example.org/', '/\\example.org/', '\\\\example.org', 'javascript:alert(1)', '/\t/example.org']) {
  test(`login does not lead to another site: ${JSON.stringify(next)}`, async ({ page, baseURL }) => {
    const user = uniqueUser();
    await register(user);
    await open(page, `/login?next=${encodeURIComponent(next)}`);
    await fillLogIn(page, user.username, user.password);
    await expect(page).toHaveURL('/dashboard');
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin);
  });
}

test('logging in works with the keyboard alone', async ({ page }) => {
  const user = uniqueUser();
  await register(user);
  await open(page, '/login');

  const name = page.getByLabel('Username or email');
  // The form may have the focus already; otherwise Tab moves it there.
  for (let presses = 0; presses < 40; presses += 1) {
    if (await name.and(page.locator(':focus')).count()) break;
    await page.keyboard.press('Tab');
  }
  await expect(name).toBeFocused();
  await page.keyboard.type(user.username);
  await page.keyboard.press('Tab');
  await expect(field(page, 'password')).toBeFocused();
  await page.keyboard.type(user.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/dashboard');
});
