import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot, Stop, say } from '../scripts/lib/ground.mjs';
import { run } from '../scripts/lib/run.mjs';
import { type Row, rowsOf } from './rows.ts';
import { startSandboxProcess } from './sandbox-process.ts';

/** Ten times as fast, so that Later comes back after a second. */
const CLOCK = ['--clock', '10'];
/** The Python package that brings the native C++ library along. */
const NATIVE_PACKAGE = 'rocketmq==0.4.4';
const NATIVE_LIBRARY = 'rocketmq/librocketmq.so';

/** One that takes longer hangs. */
const LIMIT_MS = 300_000;

/** A client that is no Java, fetched in a folder of its own: the command that runs its behaviours. */
export interface OtherClient {
  title: string;
  /** undefined when it cannot be had here; why was said then. */
  prepare(folder: string): Promise<{ command: string; args: string[]; cwd: string } | undefined>;
}

export const nativeClient: OtherClient = {
  title: 'sandbox, native C++ library',
  async prepare(folder) {
    const wheel = ['download', '--quiet', '--no-deps', '--dest', folder, NATIVE_PACKAGE];
    const steps = [
      ['python3', ['-m', 'pip', ...wheel]],
      ['python3', ['-c', UNPACK, folder]],
    ] as const;
    if (!(await all(steps, 'python3 with pip'))) return undefined;
    const script = inRoot('interop', 'native', 'round_trip.py');
    return { command: 'python3', args: [script, path.join(folder, NATIVE_LIBRARY)], cwd: folder };
  },
};

export const goClient: OtherClient = {
  title: 'sandbox, official Go client',
  async prepare(folder) {
    const program = path.join(folder, 'round-trip');
    const build = ['-C', inRoot('interop', 'go'), 'build', '-o', program, '.'];
    const isBuilt = await all([['go', build]], 'go');
    return isBuilt ? { command: program, args: [], cwd: folder } : undefined;
  },
};

/** A wheel is a zip archive. */
const UNPACK =
  'import glob, sys, zipfile; [zipfile.ZipFile(f).extractall(sys.argv[1]) for f in glob.glob(sys.argv[1] + "/*.whl")]';

/** The client's behaviours on a sandbox; undefined when the client cannot be had, which is said loudly. */
export async function runOther(
  { title, prepare }: OtherClient,
  onRow: (row: Row) => void,
): Promise<Row[] | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gantry-interop-'));
  try {
    const program = await prepare(folder);
    if (program === undefined) {
      say(`SKIPPED: ${title}`);
      return undefined;
    }
    const sandbox = await startSandboxProcess(CLOCK);
    try {
      const { command, args, cwd } = program;
      return await rowsOfProgram(command, [...args, sandbox.nameServer], cwd, folder, onRow);
    } finally {
      await sandbox.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What it logs lands in `home`. One that ends badly, or says nothing, failed. */
async function rowsOfProgram(
  command: string,
  args: readonly string[],
  cwd: string,
  home: string,
  onRow: (row: Row) => void,
): Promise<Row[]> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  let said = '';
  child.stderr.on('data', (chunk: Uint8Array) => {
    said = (said + String(chunk)).slice(-2_000);
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const rows = await rowsOf(child.stdout, onRow);
  const code = await ended;
  clearTimeout(limit);
  if (code === 0 && rows.length > 0) return rows;
  const row = { name: `${path.basename(command)} ends well`, ok: false, ms: 0, reason: `${code}: ${said}` };
  onRow(row);
  return [...rows, row];
}

/** Runs the steps one after the other. False, and said, when a program is missing or a step fails. */
async function all(
  steps: readonly (readonly [command: string, args: readonly string[]])[],
  needed: string,
): Promise<boolean> {
  for (const [command, args] of steps) {
    const { code, out, missing } = await run(command, [...args]);
    if (missing) say(`${needed} is needed, and is not installed.`);
    else if (code !== 0) say(`${command} ${args[0]}: ${out.trim().split('\n').slice(-3).join('\n')}`);
    if (code !== 0) {
      if (process.env.CI === 'true') throw new Stop(`${needed} is needed where CI is true.`);
      return false;
    }
  }
  return true;
}
