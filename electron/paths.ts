import path from 'node:path';

/** Where things lie beside the bundle `out/main/electron.cjs`, packed or not. */
export interface AppPaths {
  /** The window's files. */
  renderer: string;
  preload: string;
  sandboxWorker: string;
  searchWorker: string;
  diffWorker: string;
}

export function appPaths(mainDir: string): AppPaths {
  return {
    renderer: path.join(mainDir, '..', 'renderer'),
    preload: path.join(mainDir, '..', 'preload', 'preload.cjs'),
    sandboxWorker: path.join(mainDir, 'sandbox-worker.cjs'),
    searchWorker: path.join(mainDir, 'search-worker.cjs'),
    diffWorker: path.join(mainDir, 'diff-worker.cjs'),
  };
}

/** Data folder and Chromium's own folder. GANTRY_HOME moves both, so two homes are two instances of the app. */
export function homeFolders(
  env: NodeJS.ProcessEnv,
  userData: string,
): { dataDir: string; chromiumDir: string } {
  const home = env.GANTRY_HOME;
  if (home === undefined || home === '') return { dataDir: userData, chromiumDir: userData };
  const dataDir = path.resolve(home);
  return { dataDir, chromiumDir: path.join(dataDir, 'chromium') };
}
