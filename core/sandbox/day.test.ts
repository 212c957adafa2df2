import { expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { retryTopic } from '../model/names.ts';
import { allHandlers } from './all-handlers.ts';
import { BrokerClock } from './broker-clock.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { routeHandlers } from './handlers/route.ts';
import { seededRandom } from './random.ts';
import { nameOf, type Queue, SimulatedMember } from './simulated-member.ts';
import { createState } from './state/create-state.ts';
import { testMessage } from './store/test-message.ts';

const DAY_MS = 24 * 3_600_000;
const STEP_MS = 10_000;
const GROUP = 'g';
const QUEUES: Queue[] = [
  ...Array.from({ length: 4 }, (_, queueId) => ({ topic: 'T', queueId })),
  { topic: retryTopic(GROUP), queueId: 0 },
];
const MOST_MEMBERS = 4;

/** A broker on virtual clocks, its group, and what is checked at every step. */
function rig(seed: number) {
  const random = seededRandom(seed);
  const host = new ManualClock();
  const clock = new BrokerClock(host);
  const state = createState(
    { host, clock, topics: [{ name: 'T', queues: 4 }], maxStoreBytes: 40_000 },
    '127.0.0.1:10911',
  );
  const dispatcher = new Dispatcher(
    [...routeHandlers([{ state, isUp: true }]), ...allHandlers(state)],
    [],
    () => {},
  );
  host.setInterval(() => state.groups.expire(), STEP_MS);
  const seen = { stored: 0, retried: 0, expired: 0, joined: 0, died: 0, left: 0 };
  const ends = new Map<string, number>();
  state.store.onAppended(({ topic, queueId, queueOffset }) => {
    const name = nameOf({ topic, queueId });
    expect([name, queueOffset]).toEqual([name, ends.get(name) ?? 0]);
    ends.set(name, queueOffset + 1);
    seen.stored++;
    if (topic === retryTopic(GROUP)) seen.retried++;
  });
  const members: SimulatedMember[] = [];

  function produce(): void {
    for (let count = Math.floor(random() * 3); count > 0; count--) {
      const level = random() < 0.2 ? String(1 + Math.floor(random() * 18)) : '0';
      state.delay.put(testMessage({ queueId: Math.floor(random() * 4), properties: { DELAY: level } }));
    }
  }

  /** Members come, leave, lose their connection, or fall silent and are dropped after 120 s. */
  function churn(): void {
    const draw = random();
    if (members.length === 0 || (draw < 0.004 && members.length < MOST_MEMBERS)) {
      const member = new SimulatedMember(dispatcher, GROUP, `member-${++seen.joined}`, QUEUES);
      members.push(member);
      member.heartbeat();
    } else if (draw > 0.997) {
      members.shift()?.leave();
      seen.left++;
    } else if (draw > 0.992) {
      const member = members.shift();
      if (member !== undefined && draw > 0.995) state.groups.closed(member.connection);
      seen.died++;
    }
  }

  /** Heartbeats every 30 s; each rebalances, and renews its locks, every 20 s at a time of its own. */
  function consume(step: number): void {
    for (const [place, member] of members.entries()) {
      if (step % 3 === 0) member.heartbeat();
      if ((step + place) % 2 === 0) member.rebalance();
    }
    const owners = members.flatMap(({ owned }) => [...owned.keys()]);
    expect(new Set(owners).size).toBe(owners.length);
    for (const member of members)
      member.consume(
        () => random() < 0.05,
        (queue, asked, got) => {
          if (got.length === 0) return;
          // What was asked for may have been dropped; then a pull moved there first.
          expect([nameOf(queue), ...got]).toEqual([nameOf(queue), ...got.map((_, index) => asked + index)]);
        },
      );
  }

  return { host, state, seen, produce, churn, consume };
}

it('lives through a day of retries, expiry and rebalances on virtual clocks', async () => {
  const { host, state, seen, produce, churn, consume } = rig(7);
  const committed = new Map<string, number>();
  for (let step = 0; step < DAY_MS / STEP_MS; step++) {
    await host.advance(STEP_MS);
    produce();
    churn();
    consume(step);
    for (const [, topic, queueId, offset] of state.committed.entries()) {
      const name = nameOf({ topic, queueId });
      expect(offset).toBeGreaterThanOrEqual(committed.get(name) ?? 0);
      expect(offset).toBeLessThanOrEqual(state.store.maxOffset(topic, queueId));
      committed.set(name, offset);
    }
  }
  state.delay.stop();
  // It was a day worth the name.
  expect(seen.stored).toBeGreaterThan(8_000);
  expect(seen.retried).toBeGreaterThan(100);
  expect(seen.joined).toBeGreaterThan(10);
  expect(Math.min(seen.left, seen.died)).toBeGreaterThan(3);
  expect(state.store.minOffset('T', 0)).toBeGreaterThan(500);
}, 60_000);
