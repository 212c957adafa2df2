import { ensureJars, stop } from '../scripts/lib/rocketmq.mjs';
import { type Place, runJvm } from './jvm.ts';
import { startGuarded, startPlain } from './real-brokers.ts';
import type { Row } from './rows.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { ACCOUNTS, configOptions, GUARDED_SETTINGS, PLAIN_SETTINGS } from './settings.ts';

const RELEASE = '5.3.3';
const OLD_RELEASE = '4.9.7';
const TURNED_RATE = 60;

/** The behaviours by the jars of one release on one kind of broker. */
export interface Leg {
  title: string;
  jars: string;
  withBroker(run: (place: Place) => Promise<Row[]>): Promise<Row[]>;
}

/** What runs for a leg, ended after it or on a signal. */
const running = new Set<() => Promise<void>>();

export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((end) => end()));
}

async function withSandbox(run: (place: Place) => Promise<Row[]>): Promise<Row[]> {
  const sandboxes = await Promise.all([
    startSandboxProcess(configOptions(PLAIN_SETTINGS)),
    startSandboxProcess(['--clock', String(TURNED_RATE)]),
    startSandboxProcess([...configOptions(GUARDED_SETTINGS), ...ACCOUNTS.flatMap((keys) => ['--acl', keys])]),
  ]);
  const [plain, turned, guarded] = sandboxes;
  return during(
    () =>
      run({
        nameServer: plain.nameServer,
        turnedNameServer: turned.nameServer,
        turnedRate: TURNED_RATE,
        guardedNameServer: guarded.nameServer,
      }),
    async () => {
      await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    },
  );
}

async function withReal(run: (place: Place) => Promise<Row[]>): Promise<Row[]> {
  const plain = await startPlain(RELEASE);
  return during(
    async () => {
      const guarded = await startGuarded(RELEASE);
      const { nameServer } = plain;
      return during(
        () =>
          run({
            nameServer,
            turnedNameServer: nameServer,
            turnedRate: 1,
            guardedNameServer: guarded.nameServer,
          }),
        () => stop(guarded),
      );
    },
    () => stop(plain),
  );
}

async function during<T>(run: () => Promise<T>, end: () => Promise<void>): Promise<T> {
  running.add(end);
  try {
    return await run();
  } finally {
    running.delete(end);
    await end();
  }
}

function legOf(kind: 'sandbox' | 'real', jars: string): Leg {
  const broker = kind === 'real' ? `real ${RELEASE}` : kind;
  return { title: `${broker}, client ${jars}`, jars, withBroker: kind === 'real' ? withReal : withSandbox };
}

export const sandboxLeg = legOf('sandbox', RELEASE);
export const realLeg = legOf('real', RELEASE);
/** The real one first: it proves the behaviours. */
export const allLegs: Leg[] = [
  realLeg,
  sandboxLeg,
  legOf('real', OLD_RELEASE),
  legOf('sandbox', OLD_RELEASE),
];

export async function runLeg(leg: Leg, wanted: string, onRow: (row: Row) => void): Promise<Row[]> {
  const jars = await ensureJars(leg.jars);
  return leg.withBroker((place) => runJvm(jars, place, wanted, onRow));
}
