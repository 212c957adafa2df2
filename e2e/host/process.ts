import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** Resolves when the process is gone, at once if it is already. */
export function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** The first line a process prints. Rejects with what it said on stderr when it ends without one. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('its stdout is not a pipe');
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`it ended with ${code}: ${said.trim()}`)));
  });
}

/** The work's result, or a rejection that names what did not happen in time. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Below the ports that systems give to outgoing connections: one of those could take a peer's while it restarts. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
/** A broker also listens on its port - 2 and + 1. */
const PORTS_APART = 4;

/** Asked for twice before anybody listens, one would be given twice. */
const given = new Set<number>();

/** A port on loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + PORTS_APART * randomInt(PORTS / PORTS_APART);
    if (given.has(port) || !(await canListen(port))) continue;
    given.add(port);
    return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
