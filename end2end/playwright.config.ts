// Every flow runs with and without JavaScript. `*.hydrate.spec.ts` tests features that need JavaScript, `*.noscript.spec.ts` pages
// without it.
// `cargo xtask e2e` builds, starts a server and runs the tests; `cargo xtask e2e -- --trace on` records traces.
// Tests tagged `@journey` run on PostgreSQL as well.
import { defineConfig } from '@playwright/test';
import { baseURL, launchOptions } from './browser.ts';

export default defineConfig({
  testDir: 'specs',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  // Generous, so that tests do not fail on a busy machine.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: { baseURL, launchOptions, screenshot: 'only-on-failure' },
  projects: [
    { name: 'javascript', testIgnore: '**/*.noscript.spec.ts' },
    { name: 'no-javascript', testIgnore: '**/*.hydrate.spec.ts', use: { javaScriptEnabled: false } },
  ],
});
