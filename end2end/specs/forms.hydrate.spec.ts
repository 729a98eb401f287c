// Forms with JavaScript, and the use of a page before it is hydrated.
import { expect, field, fillLogIn, hydrated, logOut, open, problemsOf, signUp, summary, test, uniqueUser } from '../fixtures.ts';

test.use({ allowedStatuses: [401, 422] });

test('every page reports when it is hydrated', async ({ page }) => {
  for (const path of ['/', '/login', '/signup']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  }
});

test('the password can be revealed and hidden', async ({ page }) => {
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

test('a form that is submitted before hydration is rejected, and the next page is hydrated', async ({ page }) => {
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/pkg\/.*\.wasm/, async (route) => {
    await arrival;
    await route.continue().catch(() => undefined); // the page may have been closed
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

  // The form works.
  await fillLogIn(page, name, 'still not the password');
  await expect(field(page, 'password')).toHaveValue('');
  await expect(summary(page)).toBeVisible();
});

test('an error in the query string is ignored', async ({ page }) => {
  const forged = Buffer.from('{"error":"invalid","form":[{"code":"sign_up_closed"}]}').toString('base64url');
  await open(page, `/login?__path=${encodeURIComponent('/login')}&__err=${forged}`);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Sign-up is closed')).toHaveCount(0);
});

test('a form that requires recent authentication is submitted as a page', async ({ page }) => {
  // Simulates the state after ten minutes: a script is rejected, and a page stores the input and asks for the password.
  let pages = 0;
  await page.route('**/login', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    if (request.headers()['accept'] === 'application/json') {
      return route.fulfill({ status: 401, json: { error: 'reauthentication_required', message: 'Confirm your password first.' } });
    }
    pages += 1;
    return route.fallback();
  });
  await open(page, '/login');
  const name = uniqueUser().username;
  await fillLogIn(page, name, 'not the password');
  await expect(summary(page)).toBeVisible();
  await expect(page.getByLabel('Username or email')).toHaveValue(name);
  expect(pages).toBe(1);
});

test('a double click submits the form once', async ({ page }) => {
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

test('a rejected form moves the focus to the error', async ({ page }) => {
  await open(page, '/login');
  await fillLogIn(page, uniqueUser().username, 'not the password');
  await expect(summary(page)).toBeVisible();
  const focused = page.locator(':focus');
  await expect(focused).toHaveCount(1);
  await expect(page.getByRole('alert').and(focused).or(page.locator('[aria-invalid="true"]').and(focused))).toHaveCount(1);
});
