import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { inRoot, Stop } from '../../scripts/lib/ground.mjs';

const PAGE_BYTES = 4_096;
/** Of a process's processor time in /proc. */
const TICKS_PER_SECOND = 100;

/** A built sandbox, as programs get it, in a process of its own, looked at from outside through /proc. */
export class SandboxProcess {
  /** From the start of the process to its ready line. */
  readonly startMs: number;
  readonly nameServer: string;
  readonly broker: string;
  readonly #child: ChildProcess;

  /** Throws Stop when it does not start. */
  static async start(options: readonly string[]): Promise<SandboxProcess> {
    const begunMs = performance.now();
    const ports = ['--name-server-port', '0', '--broker-port', '0'];
    const cli = inRoot('out', 'main', 'sandbox.cjs');
    const child = spawn(process.execPath, [cli, ...ports, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = child;
    const [line] = (await Promise.race([once(stdout, 'data'), once(child, 'exit')])) as [unknown];
    if (!(line instanceof Uint8Array)) throw new Stop('The sandbox did not start.');
    const addresses = JSON.parse(String(line)) as { nameServer: string; broker: string };
    return new SandboxProcess(child, performance.now() - begunMs, addresses);
  }

  private constructor(
    child: ChildProcess,
    startMs: number,
    { nameServer, broker }: { nameServer: string; broker: string },
  ) {
    this.#child = child;
    this.startMs = startMs;
    this.nameServer = nameServer;
    this.broker = broker;
  }

  /** Resident memory. */
  get memoryBytes(): number {
    return Number(this.#proc('statm').split(' ')[1]) * PAGE_BYTES;
  }

  /** Processor time used so far, its own and the system's for it. */
  get processorMs(): number {
    // The name of the program, in brackets, may hold blanks.
    const fields = this.#proc('stat').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }

  #proc(file: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${file}`, 'utf8');
  }
}
