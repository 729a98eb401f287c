// Every flow runs with and without JavaScript; `*.hydrate.spec.ts` is for what only scripts can do.
// `cargo xtask e2e` builds, starts a server of its own and runs this.
import { defineConfig } from '@playwright/test';
import { baseURL, launchOptions } from './browser.ts';

export default defineConfig({
  testDir: 'specs',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 7_500 },
  reporter: 'list',
  use: { baseURL, launchOptions, screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: [
    { name: 'javascript' },
    { name: 'no-javascript', testIgnore: '**/*.hydrate.spec.ts', use: { javaScriptEnabled: false } },
  ],
});
