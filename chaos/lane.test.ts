import { afterEach, expect, it } from 'vitest';
import { createTopic } from '../core/admin/create.ts';
import { startSandbox } from '../core/sandbox/sandbox.ts';
import { complaints } from './judge.ts';
import { Lane, type LaneKind } from './lane.ts';
import { openClient } from './open-client.ts';
import { TcpProxy } from './proxy.ts';
import { topicContents } from './topic-contents.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** The long scenarios are `npm run chaos`, on real brokers. */
it.each([
  { name: 'concurrent', perSecond: 400, lines: 1 },
  { name: 'orderly', perSecond: 100, lines: 4 },
] as LaneKind[])(
  'a network that drops and repeats loses nothing: $name',
  async (kind) => {
    const sandbox = await startSandbox();
    const proxy = await TcpProxy.listen(sandbox.broker);
    endings.push(
      () => sandbox.stop(),
      () => proxy.close(),
    );
    const access = { nameServer: sandbox.nameServer, addressMap: { [sandbox.broker]: proxy.address } };
    const clients = [access, access, { ...access, addressMap: {} }].map(openClient);
    const [sending, consuming, witness] = clients;
    if (sending === undefined || consuming === undefined || witness === undefined)
      throw new Error('no client');
    for (const client of clients) endings.push(() => client.close());
    const lane = new Lane(kind, access, { sending, consuming });
    endings.push(() => lane.close());
    await createTopic(witness, { topic: lane.membership.topic, queues: 4 });
    await lane.start();
    await lane.flows(0.5, 10_000);
    proxy.become({ twins: true });
    for (let times = 0; times < 3; times++) {
      proxy.dropAll();
      await lane.flows(0.25, 10_000);
    }
    await lane.stopSending();
    const inBroker = await topicContents(witness, lane.membership.topic);
    await lane.drain(inBroker, 10_000);
    const verdict = lane.verdict(inBroker);
    expect(complaints(verdict, { orderly: lane.membership.orderly })).toEqual([]);
    // The twins' copies.
    expect([verdict.storedTwice > 0, verdict.duplicates >= verdict.storedTwice]).toEqual([true, true]);
  },
  60_000,
);
