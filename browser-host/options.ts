import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface HostOptions {
  port: number;
  open: boolean;
  sandbox: boolean;
  /** The library's folder for this run. */
  libraryDir?: string;
}

export const DEFAULT_PORT = 7077;

export const USAGE =
  'Usage: browser-host [--port N] [--no-open] [--sandbox] [--library DIR], with N from 0 (any free port) to 65535.';

/** Throws an Error whose message is one sentence. */
export function readOptions(args: readonly string[]): HostOptions {
  let values: { port?: string; 'no-open'?: boolean; sandbox?: boolean; library?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        sandbox: { type: 'boolean' },
        library: { type: 'string' },
      },
    }));
  } catch (error) {
    const [reason] = (error as Error).message.split(/\.\s/);
    throw new Error(`${reason}. ${USAGE}`);
  }
  const port =
    values.port === undefined ? DEFAULT_PORT : /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new Error(`--port ${values.port} is not a port. ${USAGE}`);
  return {
    port,
    open: values['no-open'] !== true,
    sandbox: values.sandbox === true,
    ...(values.library === undefined ? {} : { libraryDir: path.resolve(values.library) }),
  };
}

/** GANTRY_HOME, else the folder Electron would use for an app of this name. */
export function dataFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  home = os.homedir(),
): string {
  const named = env.GANTRY_HOME;
  if (named !== undefined && named !== '') return path.resolve(named);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Gantry');
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Gantry');
  return path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), 'Gantry');
}
