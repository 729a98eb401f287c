// What scripts add to the forms, and that the page survives being used before they are there.
import { expect, field, fillLogIn, hydrated, logOut, open, problemsOf, signUp, summary, test, uniqueUser } from '../fixtures.ts';

test.use({ allowedStatuses: [401, 422] });

test('every page says when it is alive', async ({ page }) => {
  for (const path of ['/', '/login', '/signup']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  }
});

test('the password can be shown and hidden', async ({ page }) => {
  await open(page, '/login');
  const password = field(page, 'password');
  await password.fill('violet harbour 47 candle');
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: /show/i }).first().click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('violet harbour 47 candle');
  await page.getByRole('button', { name: /hide/i }).first().click();
  await expect(password).toHaveAttribute('type', 'password');
});

test('a form that is sent before the wasm is there is refused, and the refused page comes alive', async ({ page }) => {
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/pkg\/.*\.wasm/, async (route) => {
    await arrival;
    await route.continue().catch(() => undefined); // its page may be gone
  });
  const name = uniqueUser().username;

  await page.goto('/login', { waitUntil: 'commit' });
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeVisible();
  await fillLogIn(page, name, 'not the password');
  await expect(summary(page)).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-hydrated', 'true');

  arrive();
  await hydrated(page);
  await expect(summary(page)).toBeVisible();
  await expect(page.getByLabel('Username or email')).toHaveValue(name);
  expect(await problemsOf(page.locator('form [aria-invalid="true"]').first())).not.toBe('');
  expect(new URL(page.url()).search).toBe('');

  // And it is a working form.
  await fillLogIn(page, name, 'still not the password');
  await expect(field(page, 'password')).toHaveValue('');
  await expect(summary(page)).toBeVisible();
});

test('an error in the address is not believed', async ({ page }) => {
  const forged = Buffer.from('{"error":"invalid","form":[{"code":"sign_up_closed"}]}').toString('base64url');
  await open(page, `/login?__path=${encodeURIComponent('/login')}&__err=${forged}`);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Sign-up is closed')).toHaveCount(0);
});

test('two clicks send one form', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logOut(page, user);
  await open(page, '/login');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await page.getByLabel('Username or email').fill(user.username);
  await field(page, 'password').fill(user.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).dblclick();
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);
  expect(sent).toHaveLength(1);
});

test('a refused form moves the focus to what is wrong', async ({ page }) => {
  await open(page, '/login');
  await fillLogIn(page, uniqueUser().username, 'not the password');
  await expect(summary(page)).toBeVisible();
  const focused = page.locator(':focus');
  await expect(focused).toHaveCount(1);
  await expect(page.getByRole('alert').and(focused).or(page.locator('[aria-invalid="true"]').and(focused))).toHaveCount(1);
});
