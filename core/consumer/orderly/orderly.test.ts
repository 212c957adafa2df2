import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import type { AssignedQueue } from '../assigned-queue.ts';
import { BrokerReach } from '../broker-reach.ts';
import { Decisions } from '../decisions.ts';
import type { Delivery, LiveDelivery } from '../delivery.ts';
import { OrderlyQueue } from './orderly-queue.ts';
import { Suspend } from './suspend.ts';

const QUEUES = [0, 1];

/** Two queues of an orderly consumer, without a network. */
class Machine {
  readonly clock = new ManualClock();
  readonly queues: OrderlyQueue[];
  readonly decisions: Decisions;
  readonly held: Delivery[] = [];
  readonly settled: string[] = [];
  #ids = 0;

  constructor({ batchMaxSize = 1, seats = 8, maxReconsumeTimes = undefined as number | undefined } = {}) {
    const client = { clock: this.clock, invokeBroker: () => Promise.resolve({} as never) };
    const newQueue = (queueId: number) =>
      new OrderlyQueue({ topic: 't', brokerName: 'b', queueId }, { offset: 0, batchMaxSize });
    this.queues = QUEUES.map(newQueue);
    this.decisions = new Decisions({
      client,
      laterWay: new Suspend({
        client,
        group: 'g',
        maxReconsumeTimes,
        nextDeliveryId: () => ++this.#ids,
        onResumed: (queue) => this.decisions.offer(queue),
      }),
      seats,
      holdDeadlineMs: 600_000,
      holdDefault: 'later',
      sleepWatch: undefined,
      reach: new BrokerReach(),
      listener: {
        onPulled: () => {},
        onHeld: (deliveries) => this.held.push(...deliveries),
        onSettled: (deliveries, { result }) =>
          this.settled.push(...deliveries.map((one) => `${one.message.queueOffset} ${result}`)),
        onDeadlines: () => {},
        onDecisionFailed: () => {},
        onMovedAway: () => {},
        onChanged: () => {},
      },
      onDecided: () => {},
    });
  }

  arrive(queueId: number, count: number): void {
    const assigned = this.#queue(queueId);
    const from = assigned.ledger.nextOffset;
    const pulled = Array.from({ length: count }, (_, index) => this.#delivery(assigned, from + index));
    assigned.ledger.pulled(pulled, from + count);
    this.decisions.offer(assigned);
  }

  release(queueId: number): void {
    const assigned = this.#queue(queueId);
    this.decisions.release(assigned, assigned.ledger.release(), 'rebalance');
  }

  heldOf(queueId: number): Delivery[] {
    return this.decisions
      .held(Number.POSITIVE_INFINITY)
      .filter(({ message }) => message.queue.queueId === queueId);
  }

  offered(queueId: number): number[] {
    return this.held.flatMap(({ message }) => (message.queue.queueId === queueId ? message.queueOffset : []));
  }

  #queue(queueId: number): AssignedQueue {
    const assigned = this.queues[queueId];
    if (assigned === undefined) throw new Error(`no queue ${queueId}`);
    return assigned;
  }

  #delivery({ queue }: AssignedQueue, queueOffset: number): LiveDelivery {
    const message = { queue, queueOffset, body: new Uint8Array(1), reconsumeTimes: 0 } as ReceivedMessage;
    return { deliveryId: ++this.#ids, message, attempt: 1, isRetry: false, state: 'waiting' };
  }
}

function only(machine: Machine, queueId = 0): Delivery {
  const [delivery] = machine.heldOf(queueId);
  if (delivery === undefined) throw new Error('nothing is held');
  return delivery;
}

describe('an orderly queue', () => {
  it('waits a second at a Later, and offers the same message as its next attempt', async () => {
    const machine = new Machine();
    machine.arrive(0, 2);
    const first = only(machine);
    await machine.decisions.later(first, 'person');
    expect([first.state, machine.heldOf(0)]).toEqual(['later', []]);
    await machine.clock.advance(999);
    expect(machine.heldOf(0)).toEqual([]);
    await machine.clock.advance(1);
    expect(only(machine)).toMatchObject({ attempt: 2, message: first.message, state: 'held' });
    machine.decisions.ack([only(machine)], 'person');
    expect(machine.offered(0)).toEqual([0, 0, 1]);
    expect(machine.settled).toEqual(['0 later', '0 acked']);
  });

  it('does not wait for another queue’s Later', async () => {
    const machine = new Machine();
    machine.arrive(0, 1);
    machine.arrive(1, 2);
    await machine.decisions.later(only(machine, 0), 'person');
    machine.decisions.ack([only(machine, 1)], 'person');
    expect(machine.offered(1)).toEqual([0, 1]);
  });

  it('takes no level: nothing is sent that could carry it', async () => {
    const machine = new Machine();
    machine.arrive(0, 1);
    const { error } = await machine.decisions.later(only(machine), 'person', 5);
    expect([error?.params.rule, only(machine).state]).toEqual(['noLevel', 'held']);
  });

  it('gives up a message past its limit, keeps holding it at the deadline, and goes on', async () => {
    const machine = new Machine({ maxReconsumeTimes: 1 });
    machine.arrive(0, 2);
    expect(only(machine).deadlineAtMs).toBeDefined();
    await machine.decisions.later(only(machine), 'person');
    await machine.clock.advance(1_000);
    expect(only(machine).deadlineAtMs).toBeUndefined();
    await machine.decisions.later(only(machine), 'person');
    expect(machine.settled).toEqual(['0 later', '0 deadLetter']);
    expect(machine.offered(0)).toEqual([0, 0, 1]);
  });

  it('is not woken by the Later of a message that moved away', async () => {
    const machine = new Machine();
    machine.arrive(0, 2);
    await machine.decisions.later(only(machine), 'person');
    machine.release(0);
    await machine.clock.advance(5_000);
    expect(machine.offered(0)).toEqual([0]);
  });
});

type Step =
  | { kind: 'arrive'; queueId: number; count: number }
  | { kind: 'ack' | 'later'; pick: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'release'; queueId: number };

const queueId = fc.constantFrom(...QUEUES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('arrive' as const), queueId, count: fc.nat(5) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('ack' as const, 'later' as const), pick: fc.nat() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.constantFrom(1, 500, 1_000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), queueId }) },
);

async function take(machine: Machine, one: Step): Promise<void> {
  if (one.kind === 'arrive') machine.arrive(one.queueId, one.count);
  if (one.kind === 'advance') await machine.clock.advance(one.ms);
  if (one.kind === 'release') machine.release(one.queueId);
  if (one.kind !== 'ack' && one.kind !== 'later') return;
  const held = machine.decisions.held(Number.POSITIVE_INFINITY);
  const picked = held[one.pick % held.length];
  if (picked === undefined) return;
  if (one.kind === 'ack') machine.decisions.ack([picked], 'person');
  else await machine.decisions.later(picked, 'person');
}

describe('the orderly machine, under any sequence of events', () => {
  it('never holds two of one queue, and offers in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const machine = new Machine();
        for (const one of steps) {
          await take(machine, one);
          // A queue that was given up begins anew.
          if (one.kind === 'release') machine.held.splice(0);
          for (const id of QUEUES) {
            expect(machine.heldOf(id).length).toBeLessThanOrEqual(1);
            const offered = machine.offered(id);
            expect(offered).toEqual([...offered].sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with batches, offers nothing of the next while one of a batch is undecided or suspended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const machine = new Machine({ batchMaxSize: 3 });
        const suspendedUntilMs = QUEUES.map(() => 0);
        for (const one of steps) {
          const before = machine.held.length;
          const heldBefore = QUEUES.map((id) => machine.heldOf(id));
          await take(machine, one);
          const offered = machine.held.slice(before);
          for (const id of QUEUES) {
            const ours = offered.filter(({ message }) => message.queue.queueId === id);
            const left = heldBefore[id]?.filter(({ state }) => state === 'held') ?? [];
            if (left.length > 0) expect(ours).toEqual([]);
            const nowMs = machine.clock.now();
            if (ours.length > 0) expect(nowMs).toBeGreaterThanOrEqual(suspendedUntilMs[id] ?? 0);
            if (heldBefore[id]?.some(({ state }) => state === 'later')) suspendedUntilMs[id] = nowMs + 1_000;
            expect(machine.heldOf(id).length).toBeLessThanOrEqual(3);
            const committable = machine.queues[id]?.ledger.committableOffset ?? 0;
            for (const { message, state } of machine.heldOf(id))
              if (state === 'held') expect(message.queueOffset).toBeGreaterThanOrEqual(committable);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end: what is acked whenever it is offered is all offered, once', async () => {
    const machine = new Machine({ batchMaxSize: 2, seats: 1 });
    machine.arrive(0, 20);
    while (machine.heldOf(0).length > 0) machine.decisions.ack(machine.heldOf(0), 'autoAck');
    expect(machine.offered(0)).toEqual(Array.from({ length: 20 }, (_, offset) => offset));
  });
});
