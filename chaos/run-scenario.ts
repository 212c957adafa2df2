import { setTimeout as sleep } from 'node:timers/promises';
import { createTopic } from '../core/admin/create.ts';
import type { ClientInstance } from '../core/client/client-instance.ts';
import { type Broker, startBrokers, stopBrokers } from './brokers.ts';
import { complaints, type Verdict } from './judge.ts';
import { Lane, type LaneKind } from './lane.ts';
import { type Access, openClient } from './open-client.ts';
import { TcpProxy } from './proxy.ts';
import type { Scenario, Stage } from './scenario.ts';
import { topicContents } from './topic-contents.ts';
import { until } from './until.ts';

/** 1,000 messages a second, and orderly ones beside them. */
const LANES: LaneKind[] = [
  { name: 'concurrent', perSecond: 1_000, lines: 1 },
  { name: 'orderly', perSecond: 200, lines: 8 },
];
const QUEUES = 4;
/** Everything must flow again by itself this soon after the trouble. */
const FLOWS_WITHIN_MS = 90_000;
/** A dead member's locks end after 60 s, a sleeping member's membership after 120 s. */
const DRAINS_WITHIN_MS = 240_000;

export interface LaneResult {
  lane: LaneKind['name'];
  verdict: Verdict;
  complaints: string[];
}

interface RunOptions {
  version: string;
  short: boolean;
}

/** Plays one scenario on brokers of its own and judges it. Throws when it could not be played. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<LaneResult[]> {
  await stopBrokers(options.version);
  try {
    const brokers = await startBrokers(options.version, scenario.brokers ?? 1);
    return await play(scenario, brokers, options.short);
  } finally {
    await stopBrokers(options.version);
  }
}

async function play(scenario: Scenario, brokers: readonly Broker[], short: boolean): Promise<LaneResult[]> {
  const [first] = brokers;
  if (first === undefined) throw new Error('no broker');
  const proxy = await TcpProxy.listen(first.broker);
  const access: Access = {
    nameServer: first.nameServer,
    addressMap: scenario.behindProxy ? { [first.broker]: proxy.address } : {},
  };
  const [sending, consuming] = [openClient(access), openClient(access)];
  const witness = openClient({ ...access, addressMap: {} });
  const lanes = LANES.map((kind) => new Lane(kind, access, { sending, consuming }));
  const stage: Stage = {
    brokers,
    proxy,
    lanes,
    short,
    wait: (longS, shortS) => sleep((short ? shortS : longS) * 1_000),
  };
  try {
    for (const { membership } of lanes) await makeTopic(witness, membership.topic, brokers.length);
    for (const lane of lanes) await lane.start();
    await stage.wait(10, 3);
    await scenario.run(stage);
    return await Promise.all(lanes.map((lane) => conclude(scenario, lane, witness)));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    await Promise.all([sending, consuming, witness].map((client) => client.close()));
    await proxy.close();
  }
}

async function makeTopic(client: ClientInstance, topic: string, brokers: number): Promise<void> {
  await createTopic(client, { topic, queues: QUEUES });
  await until(`the route of ${topic}`, 30_000, async () => {
    await client.routes.refresh(topic).catch(() => {});
    return client.routes.forSubscribe(topic).length === QUEUES * brokers;
  });
}

/** After the trouble: it flows again, ends, and everything that is stored has come out. */
async function conclude(scenario: Scenario, lane: Lane, witness: ClientInstance): Promise<LaneResult> {
  const { name } = lane.kind;
  const stuck = await lane.flows(2, FLOWS_WITHIN_MS).then(
    () => [],
    (error: unknown) => [String(error)],
  );
  await lane.stopSending();
  const inBroker = await topicContents(witness, lane.membership.topic);
  await lane.drain(inBroker, DRAINS_WITHIN_MS);
  const verdict = lane.verdict(inBroker);
  const own = scenario.complaint?.(verdict, name);
  return {
    lane: name,
    verdict,
    complaints: [
      ...stuck,
      ...complaints(verdict, { orderly: lane.membership.orderly }),
      ...(own === undefined ? [] : [own]),
    ],
  };
}
