import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot, Stop } from '../scripts/lib/ground.mjs';

const START_WITHIN_MS = 60_000;

export interface SandboxProcess {
  nameServer: string;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** The sandbox as a person starts it, in a process of its own, on free ports, with these options. Throws Stop when it does not come up. */
export async function startSandboxProcess(options: readonly string[]): Promise<SandboxProcess> {
  const cli = inRoot('core', 'sandbox', 'cli.ts');
  const ports = ['--name-server-port', '0', '--broker-port', '0'];
  const child = spawn(process.execPath, [cli, ...ports, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), START_WITHIN_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer);
    return { nameServer: nameServerIn(line), stop };
  }
  throw new Stop('The sandbox did not start.');
}

function nameServerIn(line: string): string {
  const said: unknown = JSON.parse(line);
  if (typeof said !== 'object' || said === null || !('nameServer' in said))
    throw new Stop(`The sandbox said: ${line}`);
  return String(said.nameServer);
}
