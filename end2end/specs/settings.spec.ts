// The settings: profile, email address, sessions, and deleting the account.
import type { Locator, Page } from '@playwright/test';
import {
  expect,
  expectLoggedOut,
  field,
  fillLogIn,
  fillNewPassword,
  hydrated,
  linkIn,
  logIn,
  mailTo,
  mailsTo,
  open,
  openSettings,
  problemsOf,
  signUp,
  status,
  summary,
  test,
  uniqueUser,
} from '../fixtures.ts';

test.use({ allowedStatuses: [401, 422] });

const PERSON = {
  first_name: 'Zoë <b>',
  last_name: 'O’Brien & Sons',
  department: 'Research "and" development',
  date_of_birth: '1990-12-10',
  phone: '+44 20 7946 0000',
};

async function fillProfile(page: Page, person: typeof PERSON): Promise<void> {
  for (const [name, value] of Object.entries(person)) await field(page, name).fill(value);
  await page.getByRole('button', { name: 'Save profile' }).click();
}

async function expectProfile(page: Page, person: typeof PERSON): Promise<void> {
  for (const [name, value] of Object.entries(person)) await expect(field(page, name)).toHaveValue(value);
}

test('the account menu links to every section', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  for (const section of ['Profile', 'Email', 'Password', 'Sessions', 'Delete account']) {
    await openSettings(page, user, section);
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${section} · Settings · `));
  }
});

test('a saved profile is kept after a reload', { tag: '@journey' }, async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Profile');
  await fillProfile(page, PERSON);
  await expect(status(page)).toHaveText('Your profile has been saved.');
  await hydrated(page);
  await expectProfile(page, PERSON);
  await page.reload();
  await hydrated(page);
  await expect(status(page)).toHaveCount(0);
  await expectProfile(page, PERSON);
});

test('an implausible date of birth is rejected, and the input is kept', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Profile');
  await fillProfile(page, { ...PERSON, date_of_birth: '1850-01-01' });
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  await expect(page).toHaveURL('/settings/profile');
  expect(await problemsOf(field(page, 'date_of_birth'))).toContain('Enter a valid date.');
  await expectProfile(page, { ...PERSON, date_of_birth: '1850-01-01' });

  // Nothing was saved, and a reload discards the input.
  await page.goto('/settings/profile');
  await hydrated(page);
  await expect(field(page, 'first_name')).toHaveValue('');
});

async function askForAddress(page: Page, email: string): Promise<void> {
  await field(page, 'email').fill(email);
  await page.getByRole('button', { name: 'Send the link', exact: true }).click();
}

function presentAddress(page: Page): Locator {
  return page.getByRole('region', { name: 'Email address', exact: true });
}

test('an address changes when the new one is confirmed, and the change can be undone from the former one', { tag: '@journey' }, async ({ page, elsewhere }) => {
  test.slow(); // two browsers, three mails, four passwords to check
  const user = uniqueUser();
  const fresh = uniqueUser().email;
  await signUp(page, user);
  await openSettings(page, user, 'Email');
  await askForAddress(page, fresh);
  await expect(status(page)).toHaveText('We have sent a link to the new address. The change takes effect when it is opened.');
  await hydrated(page);
  await expect(presentAddress(page).locator('.item')).toContainText(user.email);
  await expect(presentAddress(page)).toContainText(`We sent a link to ${fresh}.`);

  await open(page, await linkIn(page, fresh, '/verify_email/'));
  await expect(page.getByRole('main')).toContainText(`Is ${fresh} yours?`);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);
  await expect(status(page)).toHaveText('Your email address is confirmed.');
  await openSettings(page, user, 'Email');
  await expect(presentAddress(page).locator('.item')).toContainText(fresh);
  await expect(presentAddress(page).locator('.item')).toContainText('Confirmed');
  await expect(presentAddress(page)).not.toContainText('We sent a link');

  expect((await mailTo(page, user.email, 'Your email address was changed')).text).toContain(fresh);
  const undo = await linkIn(page, user.email, '/undo_email_change/');
  await open(elsewhere, undo);
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Undo the change of email address?' })).toBeVisible();
  await expect(elsewhere.getByRole('main')).toContainText(`This restores ${user.email} as your email address`);
  await elsewhere.getByRole('button', { name: 'Undo the change' }).click();
  await expect(elsewhere).toHaveURL('/');
  await hydrated(elsewhere);
  await expect(status(elsewhere)).toContainText('Your former email address is back. All sessions have ended and the password is removed');

  const sections = page.getByRole('navigation', { name: 'Settings' });
  await sections.getByRole('link', { name: 'Profile' }).click();
  await expect(page).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(page);
  await open(elsewhere, undo);
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Email address not restored' })).toBeVisible();

  // The person who changed the address knew the password, so it is removed as well.
  await fillLogIn(page, user.username, user.password);
  await expect(summary(page)).toContainText('Please enter a correct username and password.');
  await hydrated(page);
  await open(page, await linkIn(page, user.email, '/reset/'));
  const password = 'orchard 82 lantern gravel';
  await fillNewPassword(page, password, 'Set password');
  await expect(page).toHaveURL('/reset/done');
  await logIn(page, { ...user, password });
  await openSettings(page, user, 'Email');
  await expect(presentAddress(page).locator('.item')).toContainText(user.email);
});

test('opening an undo link has no effect by itself', async ({ page, elsewhere }) => {
  const user = uniqueUser();
  const fresh = uniqueUser().email;
  await signUp(page, user);
  await openSettings(page, user, 'Email');
  await askForAddress(page, fresh);
  await expect(status(page)).toBeVisible();
  await open(page, await linkIn(page, fresh, '/verify_email/'));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page).toHaveURL('/dashboard');
  await hydrated(page);

  const undo = await linkIn(page, user.email, '/undo_email_change/');
  for (const time of ['once', 'twice']) {
    await open(elsewhere, undo);
    await expect(elsewhere.getByRole('button', { name: 'Undo the change' }), time).toBeVisible();
  }
  await openSettings(page, user, 'Email');
  await expect(presentAddress(page).locator('.item')).toContainText(fresh);
});

test('an address of another account gets the same response, and its owner is notified', async ({ page, elsewhere }) => {
  const [user, owner] = [uniqueUser(), uniqueUser()];
  await signUp(elsewhere, owner);
  await signUp(page, user);
  await openSettings(page, user, 'Email');
  await askForAddress(page, owner.email);
  await expect(status(page)).toHaveText('We have sent a link to the new address. The change takes effect when it is opened.');
  await hydrated(page);
  await expect(presentAddress(page)).toContainText(`We sent a link to ${owner.email}.`);

  await mailTo(page, owner.email, 'Someone tried to use your email address');
  const subjects = (await mailsTo(page, owner.email)).map(({ subject }) => subject);
  expect(subjects).not.toContain('Please confirm your new email address');
});

test('an invalid or unchanged address is rejected with an error at its field', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Email');
  for (const [email, says] of [
    ['nobody at example', 'Enter a valid email address.'],
    [user.email.toUpperCase(), 'This is already your email address.'],
  ] as const) {
    await askForAddress(page, email);
    await expect(page.getByRole('link', { name: says })).toBeVisible();
    await hydrated(page);
    expect(await problemsOf(field(page, 'email'))).toContain(says);
    await expect(field(page, 'email')).toHaveValue(email);
  }
});

function sessions(page: Page): Locator {
  return page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
}

/** Expects that the next click leads to the login page. */
async function clickOn(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Profile' }).click();
}

test('revoking a session logs it out immediately', { tag: '@journey' }, async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Sessions');
  await expect(sessions(page)).toHaveCount(1);
  await expect(page.getByRole('main')).toContainText('You are not logged in on any other device.');

  await logIn(elsewhere, user);
  await openSettings(elsewhere, user, 'Sessions');
  await page.reload();
  await hydrated(page);
  await expect(sessions(page)).toHaveCount(2);
  const [here, there] = [sessions(page).first(), sessions(page).last()];
  await expect(here).toContainText('This session');
  await expect(here.getByRole('button')).toHaveCount(0);
  await expect(there).toContainText('Firefox on Windows');
  await expect(there).not.toContainText('This session');
  const revoke = there.getByRole('button', { name: 'Revoke', exact: true });
  await expect(revoke).toHaveAccessibleDescription('Firefox on Windows');
  await revoke.click();
  await expect(status(page)).toHaveText('The session has been ended.');
  await expect(page).toHaveURL('/settings/sessions');
  await hydrated(page);
  await expect(sessions(page)).toHaveCount(1);
  await expect(sessions(page)).toContainText('This session');

  await clickOn(elsewhere);
  await expect(elsewhere).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(elsewhere);
  await clickOn(page);
  await expect(page).toHaveURL('/settings/profile');
});

test('"Revoke all others" keeps this session', async ({ page, elsewhere, browser }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logIn(elsewhere, user);
  const third = await browser.newContext();
  await logIn(await third.newPage(), user);
  await third.close();

  await openSettings(elsewhere, user, 'Sessions');
  await openSettings(page, user, 'Sessions');
  await expect(sessions(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Revoke all others' }).click();
  await expect(status(page)).toHaveText('All other sessions have been ended.');
  await expect(page).toHaveURL('/settings/sessions');
  await hydrated(page);
  await expect(sessions(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Revoke all others' })).toHaveCount(0);

  await clickOn(elsewhere);
  await expect(elsewhere).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(elsewhere);
});

async function leave(page: Page, password: string, confirm: string): Promise<void> {
  await field(page, 'password').fill(password);
  await field(page, 'confirm').fill(confirm);
  await page.getByRole('button', { name: 'Delete my account' }).click();
}

test('an account is deleted only after confirmation', { tag: '@journey' }, async ({ page, elsewhere }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await logIn(elsewhere, user);
  await openSettings(elsewhere, user, 'Sessions');
  await openSettings(page, user, 'Delete account');

  await leave(page, user.password, 'somebody-else');
  await expect(page.getByRole('link', { name: 'The text does not match.' })).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'confirm'))).toContain('The text does not match.');
  await expect(field(page, 'password')).toHaveValue('');

  await leave(page, 'not the password', user.username);
  await expect(page.getByRole('link', { name: 'Your password was entered incorrectly. Please enter it again.' })).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'password'))).toContain('Your password was entered incorrectly. Please enter it again.');
  await expect(field(page, 'confirm')).toHaveValue(user.username);

  await leave(page, user.password, user.username);
  await expect(page).toHaveURL('/');
  await hydrated(page);
  await expect(status(page)).toHaveText('Your account has been deleted.');
  await mailTo(page, user.email, 'Your account was deleted');
  await expectLoggedOut(page);
  await clickOn(elsewhere);
  await expect(elsewhere).toHaveURL('/login?next=%2Fsettings%2Fprofile');
  await hydrated(elsewhere);

  // The response is that for an unknown account.
  await fillLogIn(page, user.username, user.password);
  await expect(summary(page)).toContainText('Please enter a correct username and password.');
  await hydrated(page);
});

test('"Cancel" keeps the account', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await openSettings(page, user, 'Delete account');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/settings/profile');
});

test('a page that requires recent authentication asks for the password first', async ({ page }) => {
  const user = uniqueUser();
  await signUp(page, user);
  await open(page, '/reauthenticate?next=%2Fsettings%2Femail');
  const before = await page.context().cookies();
  await field(page, 'password').fill('not the password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(summary(page)).toBeVisible();
  await hydrated(page);
  expect(await problemsOf(field(page, 'password'))).toContain('Your password was entered incorrectly. Please enter it again.');
  await expect(field(page, 'password')).toHaveValue('');

  await field(page, 'password').fill(user.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL('/settings/email');
  await hydrated(page);
  const session = (cookies: typeof before) => cookies.find(({ name }) => name.endsWith('sessionid'))?.value;
  expect(session(await page.context().cookies())).not.toBe(session(before));
});
