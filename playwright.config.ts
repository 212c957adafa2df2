import { defineConfig } from '@playwright/test';

/** Which host a project's tests drive; the fixtures in e2e/ read it. */
interface HostOptions {
  host: 'electron' | 'browser';
}

/** Each host has its own: neither report is written over. */
const results = process.env.GANTRY_E2E_RESULTS ?? 'test-results/e2e';

/**
 * The same specs run in both hosts. One worker, because a host's windows share one display and one clipboard; no
 * retries, because a test that passes the second time has failed. Video stays off: it needs a download of its own.
 */
export default defineConfig<object, HostOptions>({
  testDir: 'e2e',
  outputDir: results,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `${results}.json` }]],
  use: {
    // For Electron this holds test steps only; the fixture records a trace of its own under another name.
    // An element that cannot be reached fails where it is asked for, not at the end of the test.
    actionTimeout: 15_000,
    // Costs a fifth of the time: `npm run e2e -- --trace retain-on-failure`.
    trace: 'off',
    screenshot: 'only-on-failure',
    video: 'off',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
  },
  projects: [
    // What only one host has is told by a tag: a test that does not apply is no skipped one.
    { name: 'electron', use: { host: 'electron' }, grepInvert: /@browser-only/ },
    { name: 'browser', use: { host: 'browser' }, grepInvert: /@electron-only/ },
  ],
});
