// How a browser is started, by the runner and by tests that start one of their own.
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const system = '/usr/bin/chromium';

export const launchOptions: LaunchOptions = {
  // The system's Chromium where there is one: nothing to download.
  executablePath: existsSync(system) ? system : undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'],
};

export const baseURL = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';
