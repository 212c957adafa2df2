import { type ChildProcess, spawn } from 'node:child_process';
import { bundle, root } from '../host/app.ts';
import { exitOf, firstLine, freePort, within } from '../host/process.ts';

const STARTS_WITHIN_MS = 15_000;
const ENDS_WITHIN_MS = 5_000;

/** A sandbox in a process of its own, name server and broker, to be killed or put to sleep as a machine would be. */
export class SandboxProcess {
  readonly #ports: { nameServer: number; broker: number };
  readonly #options: readonly string[];
  #child: ChildProcess;

  /** `options` as of `npm run sandbox`, such as `--acl`. */
  static async start(options: readonly string[] = []): Promise<SandboxProcess> {
    const ports = { nameServer: await freePort(), broker: await freePort() };
    return new SandboxProcess(ports, options, await launch(ports, options));
  }

  private constructor(
    ports: { nameServer: number; broker: number },
    options: readonly string[],
    child: ChildProcess,
  ) {
    this.#ports = ports;
    this.#options = options;
    this.#child = child;
  }

  get nameServer(): string {
    return `127.0.0.1:${this.#ports.nameServer}`;
  }

  get broker(): string {
    return `127.0.0.1:${this.#ports.broker}`;
  }

  /** As a power cut: nothing is said to anybody, and everything stored is gone. */
  async kill(): Promise<void> {
    const ended = exitOf(this.#child);
    this.#child.kill('SIGKILL');
    await within(ENDS_WITHIN_MS, 'the sandbox is gone', ended);
  }

  /** On the same ports, with an empty store. */
  async restart(): Promise<void> {
    this.#child = await launch(this.#ports, this.#options);
  }

  /** Connections stay open and nobody answers. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }
}

async function launch(
  ports: { nameServer: number; broker: number },
  options: readonly string[],
): Promise<ChildProcess> {
  const args = [
    '--name-server-port',
    String(ports.nameServer),
    '--broker-port',
    String(ports.broker),
    ...options,
  ];
  const child = spawn(process.execPath, [bundle('sandbox.cjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await within(STARTS_WITHIN_MS, 'the sandbox prints its addresses', firstLine(child));
  return child;
}
