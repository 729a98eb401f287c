// Every flow runs with and without JavaScript; `*.hydrate.spec.ts` is for what only scripts can do, `*.noscript.spec.ts` for what is
// looked at without them alone.
// `cargo xtask e2e` builds, starts a server of its own and runs this; `cargo xtask e2e -- --trace on` records what happens.
// Tests tagged `@journey` run on PostgreSQL as well.
import { defineConfig } from '@playwright/test';
import { baseURL, launchOptions } from './browser.ts';

export default defineConfig({
  testDir: 'specs',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  // Generous: a busy machine makes a test slow, not wrong.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: { baseURL, launchOptions, screenshot: 'only-on-failure' },
  projects: [
    { name: 'javascript', testIgnore: '**/*.noscript.spec.ts' },
    { name: 'no-javascript', testIgnore: '**/*.hydrate.spec.ts', use: { javaScriptEnabled: false } },
  ],
});
