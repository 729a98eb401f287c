// Browser launch options, for the runner and for tests that launch their own browser.
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const system = '/usr/bin/chromium';

export const launchOptions: LaunchOptions = {
  // Uses the system's Chromium if it is installed, which avoids a download.
  executablePath: existsSync(system) ? system : undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'],
};

export const baseURL = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';
