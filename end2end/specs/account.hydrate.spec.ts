// The account pages with JavaScript.
import {
  expect,
  field,
  fillNewPassword,
  hydrated,
  linkIn,
  open,
  openSettings,
  requestReset,
  signUp,
  status,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';

test.use({ allowedStatuses: [422] });

test('a new password can be revealed, and the strength meter is updated', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await requestReset(page, user.email);
  await open(page, await linkIn(page, user.email, '/reset/'));
  const [first, second] = [field(page, 'new_password1'), field(page, 'new_password2')];
  const meter = page.locator('#password-strength');
  await expect(meter).toHaveAttribute('data-score', '0');

  for (const [password, score, label] of [
    ['short', '1', 'Weak.'],
    ['tangerine', '2', 'Fair.'],
    ['tangerine sky', '3', 'Good.'],
    ['correct horse battery', '4', 'Strong.'],
  ] as const) {
    await first.fill(password);
    await expect(meter).toHaveAttribute('data-score', score);
    await expect(meter).toContainText(label);
  }

  // Each button controls its own field.
  await second.fill('something else');
  await page.getByRole('button', { name: 'Show new password', exact: true }).click();
  await expect(first).toHaveAttribute('type', 'text');
  await expect(first).toHaveValue('correct horse battery');
  await expect(second).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Hide new password', exact: true }).click();
  await expect(first).toHaveAttribute('type', 'password');

  // A rejected form clears the field and resets the meter.
  await fillNewPassword(page, '12345678', 'Set password');
  await expect(summary(page)).toBeVisible();
  await expect(first).toHaveValue('');
  await expect(meter).toHaveAttribute('data-score', '0');
});

test('a rejected profile form stays on its page, and the focus moves to the error', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Profile');
  const loads: string[] = [];
  page.on('framenavigated', (frame) => loads.push(frame.url()));
  await field(page, 'first_name').fill('Ada');
  await field(page, 'date_of_birth').fill('1850-01-01');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(summary(page)).toBeVisible();
  await expect(summary(page)).toBeFocused();
  await expect(field(page, 'first_name')).toHaveValue('Ada');
  expect(loads).toEqual([]);

  await summary(page).getByRole('link', { name: 'Enter a valid date.' }).click();
  await expect(field(page, 'date_of_birth')).toBeFocused();

  // The corrected form is accepted.
  await field(page, 'date_of_birth').fill('1990-12-10');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(status(page)).toHaveText('Your profile has been saved.');
  await hydrated(page);
  await expect(field(page, 'date_of_birth')).toHaveValue('1990-12-10');
});

test('a profile cannot be submitted twice', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Profile');
  const sent: string[] = [];
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/settings/profile', async (route) => {
    if (route.request().method() === 'POST') {
      sent.push(route.request().url());
      await answered;
    }
    await route.continue();
  });

  await field(page, 'first_name').fill('Ada');
  const save = page.locator('.form__actions button');
  await save.click();
  await expect(save).toHaveAttribute('aria-busy', 'true');
  await expect(save).toHaveText('Saving…');
  await save.click();
  // The Enter key does not submit it either.
  await field(page, 'first_name').press('Enter');
  answer();
  await expect(status(page)).toHaveText('Your profile has been saved.');
  await hydrated(page);
  expect(sent).toHaveLength(1);
});
