import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Membership } from './acking-consumer.ts';
import type { Copy } from './judge.ts';
import type { FromMember, ToMember } from './member-messages.ts';
import type { Access } from './open-client.ts';
import { until } from './until.ts';

const PROGRAM = fileURLToPath(new URL('./member-process.ts', import.meta.url));
const LEAVES_WITHIN_MS = 10_000;

/** A member of a group in a process of its own, as seen from here. */
export class Member {
  readonly #child: ChildProcess;
  readonly #record: Copy[];
  #joined = false;
  #holding = 0;
  #failure: string | undefined;

  /** Resolves once it is in the group; what it acks from then on is added to `record`. */
  static async join(access: Access, membership: Membership, record: Copy[]): Promise<Member> {
    const member = new Member(record);
    member.#tell({ kind: 'join', access, membership });
    await until('a member in its own process joins', 30_000, () => {
      member.#throwFailure();
      return member.#joined;
    });
    return member;
  }

  private constructor(record: Copy[]) {
    this.#record = record;
    this.#child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', (message: FromMember) => this.#heard(message));
    // It may be killed while something is on its way to it.
    this.#child.on('error', () => {});
    // A sleeping one would not notice that this process is gone.
    const kill = (): void => this.kill();
    process.once('exit', kill);
    this.#child.once('exit', () => process.off('exit', kill));
  }

  /** From now on it acks nothing; resolves when it holds at least one delivery. */
  async hold(): Promise<void> {
    this.#tell({ kind: 'hold' });
    await until('the member holds messages', 30_000, () => this.#holding > 0);
  }

  /** As a power cut: no goodbye. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Puts it to sleep, as a closed lid does. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Leaves the group properly. Throws what went wrong in it on the way. */
  async leave(): Promise<void> {
    if (this.#hasEnded) return;
    this.#tell({ kind: 'leave' });
    try {
      await until('the member leaves', LEAVES_WITHIN_MS, () => this.#hasEnded);
    } finally {
      this.kill();
    }
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw new Error(`the member: ${this.#failure}`);
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #tell(message: ToMember): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #heard(message: FromMember): void {
    if (message.kind === 'joined') this.#joined = true;
    if (message.kind === 'failed') this.#failure = message.error;
    if (message.kind === 'holding') this.#holding = message.count;
    if (message.kind === 'delivered') {
      const deliveryIds = message.deliveries.map(({ deliveryId, ...copy }) => {
        this.#record.push(copy);
        return deliveryId;
      });
      this.#tell({ kind: 'ack', deliveryIds });
    }
  }
}
