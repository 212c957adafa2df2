import { ensureJars, start, stop } from '../scripts/lib/rocketmq.mjs';
import { type Place, type Row, runJvm } from './jvm.ts';
import { startSandboxProcess } from './sandbox-process.ts';

const RELEASE = '5.3.3';
const OLD_RELEASE = '4.9.7';
/** Of its own, so that brokers started by hand are left alone. */
const REAL_PORTS = { nameServerPort: 59_876, brokerPort: 60_911 };
const TURNED_RATE = 60;
/** What the sandbox does not do is off on the real one too, so that both refuse it. */
const REAL_SETTINGS = {
  enablePropertyFilter: false,
  rejectTransactionMessage: true,
  // A busy machine is no behaviour: without it sends that waited 200 ms are refused.
  waitTimeMillsInSendQueue: 5_000,
};

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
  const [plain, turned] = await Promise.all([startSandboxProcess(1), startSandboxProcess(TURNED_RATE)]);
  const turnedPlace = { turnedNameServer: turned.nameServer, turnedRate: TURNED_RATE };
  return during(
    () => run({ nameServer: plain.nameServer, ...turnedPlace }),
    async () => {
      await Promise.all([plain.stop(), turned.stop()]);
    },
  );
}

async function withReal(run: (place: Place) => Promise<Row[]>): Promise<Row[]> {
  const state = await start(RELEASE, {
    ...REAL_PORTS,
    conf: REAL_SETTINGS,
    join: undefined,
    delayLevels: undefined,
    credentials: undefined,
  });
  const { nameServer } = state;
  return during(
    () => run({ nameServer, turnedNameServer: nameServer, turnedRate: 1 }),
    () => stop(state),
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
