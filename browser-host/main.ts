import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../core/clock.ts';
import { createConsole } from '../core/console.ts';
import { memoryOnly } from '../core/workspace/secret-box.ts';
import { openUrl } from './open-url.ts';
import { dataFolder, type HostOptions, readOptions } from './options.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

/** After SIGTERM, consumers stop and offsets are committed within this time. */
const CLOSE_WITHIN_MS = 3_000;

/** Ports tried one after another when the wanted one is taken; then any free one. */
const PORTS_TRIED = 20;

// The bundle lies in out/main, the source in browser-host/.
const bundleDir = path.dirname(process.argv[1] ?? '.');
const projectDir = existsSync(path.join(bundleDir, '..', 'package.json'))
  ? path.join(bundleDir, '..')
  : path.join(bundleDir, '..', '..');

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const sandboxWorker = path.join(bundleDir, 'sandbox-worker.cjs');
  const searchWorker = path.join(bundleDir, 'search-worker.cjs');
  const diffWorker = path.join(bundleDir, 'diff-worker.cjs');
  const gantry = await createConsole({
    host: 'browser',
    clock: systemClock,
    dataDir: dataFolder(process.env),
    version: appVersion(),
    secrets: memoryOnly,
    ...(options.libraryDir === undefined ? {} : { libraryDir: options.libraryDir }),
    ...(existsSync(sandboxWorker) ? { sandboxWorkerFile: sandboxWorker } : {}),
    ...(existsSync(searchWorker) ? { searchWorkerFile: searchWorker } : {}),
    ...(existsSync(diffWorker) ? { diffWorkerFile: diffWorker } : {}),
  });
  const rendererDir = path.join(projectDir, 'out', 'renderer');
  const server = await listen(options, {
    gantry,
    rendererDir,
    port: options.port,
    startSandbox: options.sandbox,
  });
  process.stdout.write(`${server.url}\n`);
  if (options.open) openUrl(server.url);

  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_WITHIN_MS);
    await server.close();
    await gantry.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());
}

/** On the wanted port, or the next free one with a sentence about it on stderr. */
async function listen(options: HostOptions, server: ServerOptions): Promise<Server> {
  const wanted = options.port;
  const last = Math.min(wanted + PORTS_TRIED, 65_535);
  for (let port = wanted; port <= last; port++) {
    const started = await startOn(server, port);
    if (started === undefined) continue;
    if (port !== wanted) process.stderr.write(`Port ${wanted} is taken; using ${started.port}.\n`);
    return started;
  }
  const started = await startServer({ ...server, port: 0 });
  process.stderr.write(`Ports ${wanted} to ${last} are taken; using ${started.port}.\n`);
  return started;
}

/** undefined: that port cannot be had. */
async function startOn(options: ServerOptions, port: number): Promise<Server | undefined> {
  try {
    return await startServer({ ...options, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return undefined;
    throw error;
  }
}

function appVersion(): string {
  const manifest = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
