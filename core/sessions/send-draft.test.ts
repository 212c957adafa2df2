import { describe, expect, it } from 'vitest';
import type { CallInput } from '../contract/contract.ts';
import * as inputs from '../contract/inputs.ts';
import { FakeClient, queuesOf } from '../producer/fake-client.ts';
import { Producer } from '../producer/producer.ts';
import { sendDraft } from './send-draft.ts';

/** As it comes from a window, and what went to the network for it. */
async function send(more: Partial<CallInput<'message.send'>['draft']>, set: Partial<FakeClient> = {}) {
  const client = Object.assign(new FakeClient(), { queues: queuesOf(8, 'a'), ...set });
  const draft = inputs.draft.parse({
    topic: 'order-events',
    tag: '',
    keys: [],
    properties: [],
    body: new Uint8Array(1),
    bodyFormat: 'text',
    delayLevel: 0,
    ...more,
  });
  const outcome = await sendDraft(new Producer(client, { group: 'g' }), draft);
  return {
    outcome,
    queueIds: client.sent.map(({ request }) => Number(request.extFields.e)),
    brokers: client.sent.map(({ brokerName }) => brokerName),
  };
}

const thrownBy = async (sent: Promise<unknown>): Promise<unknown> =>
  await sent.then(
    () => undefined,
    ({ data }) => [data.params.field, data.params.rule],
  );

describe('sendDraft', () => {
  it('takes a draft that does not say for a sync one', async () => {
    expect((await send({})).outcome.kind).toBe('stored');
  });

  it('hands a one-way draft over', async () => {
    expect((await send({ mode: 'oneway' })).outcome.kind).toBe('oneway');
  });

  it.each([
    [{ by: 'hash', key: 'ORD-20931', retries: 0 }, 5],
    [{ by: 'modulo', number: 20_931, retries: 0 }, 3],
    [{ by: 'index', number: 7, retries: 0 }, 7],
  ] as const)('sends an orderly draft, %j, to queue %d', async (orderly, queueId) => {
    expect((await send({ mode: 'orderly', orderly })).queueIds).toEqual([queueId]);
  });

  it.each([
    [undefined, ['a', 'a']],
    ['anotherBroker', ['a', 'b']],
  ] as const)(
    'sends the retry of an orderly draft that says "%s" to brokers %j',
    async (retryQueue, brokers) => {
      const orderly = { by: 'index', number: 0, retries: 1, retryQueue } as const;
      const set = { queues: queuesOf(1, 'a', 'b'), answers: [1] };
      expect((await send({ mode: 'orderly', orderly }, set)).brokers).toEqual(brokers);
    },
  );

  it('refuses an orderly draft that leads to no queue', async () => {
    expect(await thrownBy(send({ mode: 'orderly' }))).toEqual(['orderly', 'empty']);
    const noKey = { by: 'hash', retries: 0 } as const;
    expect(await thrownBy(send({ mode: 'orderly', orderly: noKey }))).toEqual(['orderly.key', 'empty']);
    const { outcome } = await send({ mode: 'orderly', orderly: { by: 'index', number: 8, retries: 0 } });
    expect(outcome).toMatchObject({ kind: 'notSent', error: { params: { field: 'queueIndex', count: 8 } } });
  });
});
