import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

export type HostName = 'electron' | 'browser';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const bundle = (name: string): string => join(root, 'out', 'main', name);

/** A host must be gone this soon after it was told to end: 3 s for the engine, the rest for the process. */
export const ENDS_WITHIN_MS = 6_000;

/** A file that the window gave to the person. */
export interface SavedFile {
  name: string;
  bytes: Buffer;
}

/** A running Gantry with its one window, whichever host drives it. */
export interface RunningHost {
  readonly page: Page;
  /** The host's process; for Electron its main process. */
  readonly pid: number;
  /** What the host's process wrote to stderr. */
  log(): string;
  /** The file that the window hands to the person when `act` is done. */
  fileSavedBy(act: () => Promise<void>): Promise<SavedFile>;
  /** Keeps a trace of the window when `failed`; then ends the host as a person or the system would. Rejects when it hangs. */
  close(failed: boolean): Promise<void>;
}

/** The environment of a host: a data folder of its own, a login name that group names can be told by. */
export function hostEnv(dataFolder: string): Record<string, string> {
  const { NODE_OPTIONS: _forTheRunnerOnly, ...env } = process.env;
  const named = { ...env, GANTRY_HOME: dataFolder, USER: 'kim', LANG: 'C.UTF-8' };
  return Object.fromEntries(
    Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** The window's own mark, set after its first frame with the host's answer; `load` comes before that. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
}
