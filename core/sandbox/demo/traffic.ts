import { Buffer } from 'node:buffer';
import type { HostClock } from '../../clock.ts';
import { splitAddress } from '../../model/address.ts';
import { PROPERTY } from '../../model/properties.ts';
import { createUniqueKeyGenerator } from '../../protocol/unique-key.ts';
import { seededRandom } from '../random.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { propertyText } from '../store/property-text.ts';
import { DEMO_TOPICS, type DemoMessage, newShop } from './shop.ts';

/** A message about so often, on host time: gentle enough to read along. */
const EVERY_MS = 700;

/** A small shop's order and payment messages, from now on, on the brokers in turn. Returns how to stop it. */
export function startTraffic(states: readonly BrokerState[], host: HostClock): () => void {
  for (const { topics } of states) for (const { name, queues } of DEMO_TOPICS) topics.ensure(name, queues);
  const random = seededRandom(1);
  const shop = newShop(random);
  const newUniqueKey = createUniqueKeyGenerator({
    ip: splitAddress(states[0]?.address ?? '').host,
    pid: process.pid,
    now: () => host.now(),
  });
  let sent = 0;
  const timer = host.setInterval(() => {
    const state = states[sent++ % states.length];
    if (state !== undefined) put(state, shop(state.clock.now()), newUniqueKey(), random);
  }, EVERY_MS);
  return () => timer.cancel();
}

function put(state: BrokerState, message: DemoMessage, uniqueKey: string, random: () => number): void {
  const { topic, tag, key, delayLevel, body } = message;
  const properties = new Map<string, string>([
    [PROPERTY.uniqueKey, uniqueKey],
    [PROPERTY.tags, tag],
    [PROPERTY.keys, key],
  ]);
  if (delayLevel > 0) properties.set(PROPERTY.delayLevel, String(delayLevel));
  state.delay.put({
    topic,
    queueId: Math.floor(random() * (state.topics.get(topic)?.writeQueueNums ?? 1)),
    flag: 0,
    sysFlag: 0,
    bornTimestamp: state.host.now(),
    bornHost: state.address,
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from(JSON.stringify(body)),
    properties: propertyText(properties),
  });
}
