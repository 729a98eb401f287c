// Projects: creating, sharing, concurrent edits, revoking and deleting.
import type { Page } from '@playwright/test';
import {
  expect,
  field,
  hydrated,
  logIn,
  open,
  problemsOf,
  root,
  signUp,
  status,
  summary,
  test,
  uniqueUser,
} from '../../fixtures.ts';
import { startProject } from './project.ts';

// Pages that a user is not, or no longer, allowed to open.
test.use({ allowedStatuses: [403, 404, 422] });

async function share(page: Page, user: string, permission: string): Promise<void> {
  await field(page, 'user').fill(user);
  await page.locator('#permission').selectOption({ label: permission });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
}

test('a project is visible to its collaborators until the grant is revoked', { tag: '@journey' }, async ({ page, elsewhere: other }) => {
  const [owner, friend] = [uniqueUser(), uniqueUser()];
  await signUp(page, owner);
  await signUp(other, friend);
  await open(other, '/projects');
  await expect(other.getByRole('heading', { name: 'No projects yet' })).toBeVisible();
  const path = await startProject(page, 'Spring catalogue');
  await expect(status(page).first()).toContainText('The project has been started.');

  await open(other, path);
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Page not found');

  await page.getByRole('link', { name: 'Share …' }).click();
  await share(page, friend.username, 'View it');
  await expect(status(page).first()).toContainText('The project has been shared.');
  await open(other, '/projects');
  const row = other.getByRole('row').filter({ hasText: 'Spring catalogue' });
  await expect(row).toContainText(owner.username);
  await expect(row).toContainText('View');
  await row.getByRole('link', { name: 'Spring catalogue' }).click();
  await expect(other.getByText('Texts until the end of January.')).toBeVisible();
  for (const door of ['Edit', 'Share …', 'Delete …']) {
    await expect(other.getByRole('link', { name: door })).toHaveCount(0);
  }
  for (const door of ['edit', 'share', 'delete']) {
    await open(other, `${path}/${door}`);
    await expect(other.getByRole('heading', { level: 1 })).toContainText('You don’t have permission to do this');
  }

  await open(page, `${path}/share`);
  await share(page, friend.username, 'Change it');
  await expect(page.getByRole('listitem').filter({ hasText: friend.username })).toHaveCount(2);
  await open(other, path);
  await other.getByRole('link', { name: 'Edit' }).click();
  await field(other, 'name').fill('Autumn catalogue');
  await other.getByRole('button', { name: 'Save project' }).click();
  await expect(status(other).first()).toContainText('The project has been saved.');
  await expect(other.getByRole('heading', { level: 1, name: 'Autumn catalogue' })).toBeVisible();

  // Revokes both grants; the project is then not found.
  await open(page, `${path}/share`);
  for (const left of [1, 0]) {
    await page.getByRole('button', { name: 'Revoke' }).first().click();
    await expect(status(page).first()).toContainText('The access has been taken away.');
    await expect(page.getByRole('button', { name: 'Revoke' })).toHaveCount(left);
  }
  await other.reload();
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Page not found');
  await open(other, '/projects');
  await expect(other.getByRole('heading', { name: 'No projects yet' })).toBeVisible();
});

test('sharing errors are shown beside their field', async ({ page }) => {
  await signUp(page, uniqueUser());
  const path = await startProject(page, 'Spring catalogue');
  await open(page, `${path}/share`);
  await share(page, 'nobody-is-called-that', 'Change it');
  await expect(summary(page)).toBeVisible();
  expect(await problemsOf(field(page, 'user'))).toContain('There is no user with this name.');
  await expect(field(page, 'user')).toHaveValue('nobody-is-called-that');
  await expect(page.locator('#permission')).toHaveValue('projects.change_project');

  await field(page, 'user').fill('');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(summary(page)).toContainText('Enter either a username or a group.');
  for (const name of ['#user', '#group']) {
    expect(await problemsOf(page.locator(name))).toContain('Enter either a username or a group.');
  }
  await page.locator('#group').selectOption('Manager');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(status(page).first()).toContainText('The project has been shared.');
  await expect(page.getByRole('listitem').filter({ hasText: 'Manager' })).toContainText('May change');
});

test('the second of two concurrent edits gets a conflict and keeps the input', { tag: '@journey' }, async ({ page, context }) => {
  await signUp(page, uniqueUser());
  const path = await startProject(page, 'Spring catalogue');
  const tab = await context.newPage();
  await open(tab, `${path}/edit`);
  await open(page, `${path}/edit`);
  await field(page, 'name').fill('Saved first');
  await page.getByRole('button', { name: 'Save project' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Saved first' })).toBeVisible();

  await field(tab, 'name').fill('Saved second');
  await tab.locator('#description').fill('Two lines,\nand this is the second.');
  await tab.getByRole('button', { name: 'Save project' }).click();
  await expect(summary(tab)).toContainText('Someone else has saved this since you opened it.');
  await expect(field(tab, 'name')).toHaveValue('Saved second');
  await expect(tab.locator('#description')).toHaveValue('Two lines,\nand this is the second.');
  await expect(tab.getByRole('region', { name: 'As it is saved now' })).toContainText('Saved first');
  await tab.getByRole('button', { name: 'Save project' }).click();
  await expect(tab.getByRole('heading', { level: 1, name: 'Saved second' })).toBeVisible();
  await expect(tab.getByText('and this is the second.')).toBeVisible();
});

test('an empty name is rejected, and markup in a description is shown as text', async ({ page }) => {
  await signUp(page, uniqueUser());
  await open(page, '/projects/new');
  const text = '</textarea><script>document.title = "broken into"</script> & more';
  await page.locator('#description').fill(text);
  await page.getByRole('button', { name: 'Start project' }).click();
  await expect(summary(page)).toContainText('Name: This field is required.');
  await expect(page.locator('#description')).toHaveValue(text);
  await field(page, 'name').fill('Spring catalogue');
  await page.getByRole('button', { name: 'Start project' }).click();
  await expect(page.getByText(text)).toBeVisible();
});

test('a project is deleted after confirmation', { tag: '@journey' }, async ({ page }) => {
  await signUp(page, uniqueUser());
  const path = await startProject(page, 'Spring catalogue');
  await open(page, `${path}/share`);
  await page.locator('#group').selectOption('Manager');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(status(page).first()).toContainText('The project has been shared.');
  await open(page, path);
  await page.getByRole('link', { name: 'Delete …' }).click();
  await expect(page.getByText('The access of the group Manager (may view)')).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(path);
  await open(page, `${path}/delete`);
  await page.getByRole('button', { name: 'Delete this project' }).click();
  await expect(page).toHaveURL('/projects');
  await expect(status(page).first()).toContainText('The project has been deleted.');
  await open(page, path);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Page not found');
});

test('a superuser sees all projects', async ({ page, elsewhere: other }) => {
  const owner = uniqueUser();
  await signUp(other, owner);
  const path = await startProject(other, `Project of ${owner.username}`);
  await logIn(page, root);
  await open(page, '/projects');
  await page.getByRole('link', { name: `Project of ${owner.username}` }).click();
  await expect(page).toHaveURL(path);
  await hydrated(page);
  await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
});
