import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../host/app.ts';
import { freePort, within } from '../host/process.ts';

const VERSION = '5.3.3';
/** A JVM's start and, the first time, its download. */
const ANSWERS_WITHIN_MS = 120_000;

/** Whether this machine can run one at all. */
export const hasJava = (): boolean => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

/** A RocketMQ by scripts/broker.mjs: unlike the sandbox it keeps its messages over a crash. */
export class RealBroker {
  readonly #ports: { nameServer: number; broker: number };

  static async start(): Promise<RealBroker> {
    const broker = new RealBroker({ nameServer: await freePort(), broker: await freePort() });
    await broker.#do('start', '--name-server-port', String(broker.#ports.nameServer));
    return broker;
  }

  private constructor(ports: { nameServer: number; broker: number }) {
    this.#ports = ports;
  }

  get nameServer(): string {
    return `127.0.0.1:${this.#ports.nameServer}`;
  }

  /** The broker alone, as a power cut would. */
  async kill(): Promise<void> {
    await this.#do('kill');
  }

  /** On the store it had. */
  async restart(): Promise<void> {
    await this.#do('restart-broker');
  }

  async stop(): Promise<void> {
    await this.#do('stop');
  }

  async #do(command: string, ...more: string[]): Promise<void> {
    const args = [command, VERSION, '--broker-port', String(this.#ports.broker), ...more];
    await within(ANSWERS_WITHIN_MS, `broker ${command}`, run(args));
  }
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'broker.mjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`broker ${args.join(' ')}: ${said.trim()}`)),
    );
  });
}
