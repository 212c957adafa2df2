import { parseArgs } from 'node:util';
import { inRoot, main, Stop, say } from '../../scripts/lib/ground.mjs';
import { start, stop } from '../../scripts/lib/rocketmq.mjs';
import { requireSystem } from '../../scripts/lib/system.mjs';
import { openClient } from '../client.ts';
import { type Pair, printRows, type Row, row } from '../rows.ts';
import { CASES, type Case, forBare, forNative, quick } from './cases.ts';
import { Contest } from './contest.ts';
import { javaPeer } from './java.ts';
import { nativePeer } from './native.ts';
import { Side } from './side.ts';

/**
 * The engine beside the official Java client, or the native C++ library, on one broker in one run. Speeds decide nothing about the exit code; a
 * message that was sent and is not stored does.
 */
const usage = `npm run bench -- [--json FILE]   rows {name, unit, ours, peer, ratio, runs}; a ratio above 1 is better than the peer
                 [--pairs 3]     pairs of each case, after one that is thrown away
                 [--quick]       a tenth of the messages: a JVM half cold flatters us
                 [--only NAME]   the cases whose name begins so: ${CASES.map(({ name }) => name).join(', ')}, decode
                 [--peer native] beside the C++ library instead of the Java client: ${forNative(CASES)
                   .map(({ name }) => name)
                   .join(', ')}
                 [--bare]        bytes made ready beforehand on a bare socket in place of the engine, beside Java: no
                                 client is faster: ${forBare(CASES)
                                   .map(({ name }) => name)
                                   .join(', ')}`;

const VERSION = '5.3.3';
/** Away from the default ports and those of the suite. */
const PORTS = { nameServerPort: 39_876, brokerPort: 40_911 };
/** On a busy machine sends are to wait, not to be thrown away after 200 ms: neither side would measure speed then. */
const CONF = { waitTimeMillsInSendQueue: 3_000 };

const options = {
  json: { type: 'string' },
  pairs: { type: 'string', default: '3' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  peer: { type: 'string', default: 'java' },
  bare: { type: 'boolean', default: false },
} as const;

function readOptions() {
  try {
    const { values } = parseArgs({ options });
    const pairs = Number(values.pairs);
    if (!Number.isInteger(pairs) || pairs < 1)
      throw new Error(`--pairs ${values.pairs} is no number of pairs.`);
    if (values.peer !== 'java' && values.peer !== 'native')
      throw new Error(`--peer ${values.peer} is neither java nor native.`);
    if (values.bare && values.peer !== 'java') throw new Error('--bare is run beside Java only.');
    return { ...values, pairs };
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

type Broker = Awaited<ReturnType<typeof start>>;
type Wanted = ReturnType<typeof readOptions>;

async function startPeer(broker: Broker, peer: string): Promise<Side> {
  if (peer === 'java') return new Side('Java', 'java', await javaPeer(broker));
  const { command, args } = await nativePeer(broker);
  return new Side('native', command, args);
}

function startOurs(broker: Broker, name: 'ours' | 'bare'): Side {
  return new Side(name, process.execPath, [inRoot('bench', 'engine', name, 'main.ts'), broker.nameServer]);
}

function casesOf({ peer, bare }: Wanted): readonly Case[] {
  if (peer === 'native') return forNative(CASES);
  return bare ? forBare(CASES) : CASES;
}

async function measure(broker: Broker, wanted: Wanted) {
  const { pairs, quick: isQuick, only, peer: peerName, bare } = wanted;
  const ours = startOurs(broker, bare ? 'bare' : 'ours');
  const peer = await startPeer(broker, peerName);
  const client = openClient(broker.nameServer);
  const contest = new Contest({ client, ours, peer, pairs });
  const rows: Row[] = [];
  try {
    for (const one of casesOf(wanted).filter(({ name }) => name.startsWith(only)))
      rows.push(...(await contest.run(isQuick ? quick(one) : one)));
    if (peerName === 'java' && !bare && 'decode'.startsWith(only)) rows.push(await decodeRow(ours, pairs));
  } finally {
    ours.end();
    peer.end();
    await client.close();
  }
  return { rows, lost: contest.lost };
}

/** The decoder alone; its peer is a plain copy of the same bytes. */
async function decodeRow(ours: Side, pairs: number): Promise<Row> {
  const runs: Pair[] = [];
  for (let number = 0; number < pairs; number++) {
    const { decodeMBPerSecond = 0, copyMBPerSecond = 0 } = await ours.run(['decode']);
    runs.push({ ours: decodeMBPerSecond, peer: copyMBPerSecond });
  }
  return row('decode', 'MB/s', 'high', runs);
}

await main(async () => {
  const wanted = readOptions();
  await requireSystem(['java'], { yes: false });
  const broker = await start(VERSION, {
    ...PORTS,
    join: undefined,
    delayLevels: undefined,
    credentials: undefined,
    conf: CONF,
  });
  const end = async (): Promise<never> => {
    await stop(broker);
    process.exit(1);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    const { rows, lost } = await measure(broker, wanted);
    printRows(rows, wanted.json);
    if (wanted.quick) say('A quick run: not for quoting.');
    for (const sentence of lost) say(sentence);
    process.exitCode = lost.length > 0 ? 1 : 0;
  } finally {
    await stop(broker);
  }
});
