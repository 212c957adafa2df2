import { describe, expect, it } from 'vitest';
import { type ErrorData, GantryError } from '../model/error.ts';
import type { StoreOutcome } from '../model/send.ts';
import { type Answer, FakeClient, message, SILENT, TOPIC } from './fake-client.ts';
import { Producer } from './producer.ts';

async function sendWith(client: FakeClient, ...answers: Answer[]): Promise<StoreOutcome> {
  client.answers = answers;
  const outcome = new Producer(client, { group: 'g' }).send(message());
  await client.clock.advance(5_000);
  return await outcome;
}

function errorOf(outcome: StoreOutcome): ErrorData {
  if (outcome.kind === 'stored') throw new Error('it was stored');
  return outcome.error;
}

const connect = (address: string): GantryError =>
  new GantryError('CONNECT', { outcome: 'notSent', params: { address, role: 'broker', reason: 'refused' } });

describe('Producer.send', () => {
  it('tells where a message was stored', async () => {
    const client = new FakeClient();
    const outcome = await sendWith(client);
    const { brokerName } = client.sent[0] ?? { brokerName: '' };
    expect(outcome).toEqual({
      kind: 'stored',
      receipt: {
        status: 'SEND_OK',
        msgId: 'KEY1',
        offsetMsgId: 'OFFSET-ID',
        queue: { topic: TOPIC, brokerName, queueId: 0 },
        queueOffset: 42,
        brokerAddr: `${brokerName}:10911`,
        attempts: 1,
        unansweredAttempts: 0,
        elapsedMs: 0,
      },
    });
  });

  it.each([
    [10, 'FLUSH_DISK_TIMEOUT'],
    [11, 'SLAVE_NOT_AVAILABLE'],
    [12, 'FLUSH_SLAVE_TIMEOUT'],
  ])('takes code %i for stored, and does not send it again', async (code, status) => {
    const client = new FakeClient();
    expect(await sendWith(client, code)).toMatchObject({ kind: 'stored', receipt: { status, attempts: 1 } });
    expect(client.sent.length).toBe(1);
  });

  it('tries three times in all, with one unique key, on another broker each time', async () => {
    const client = new FakeClient();
    const outcome = await sendWith(client, 2, 2, 2);
    expect(outcome).toMatchObject({ kind: 'refused', error: { responseCode: 2 }, msgId: 'KEY1' });
    expect(client.uniqueKeys()).toEqual(['KEY1', 'KEY1', 'KEY1']);
    const [first, second, third] = client.sent.map(({ brokerName }) => brokerName);
    expect([first === second, first === third]).toEqual([false, true]);
  });

  it('says how many earlier attempts may have stored a copy as well', async () => {
    const outcome = await sendWith(new FakeClient(), SILENT, 0);
    expect(outcome).toMatchObject({
      kind: 'stored',
      receipt: { attempts: 2, unansweredAttempts: 1, elapsedMs: 2_000 },
    });
  });

  it('counts a refused attempt, which stored nothing, as no such copy', async () => {
    expect(await sendWith(new FakeClient(), 2, 0)).toMatchObject({
      receipt: { attempts: 2, unansweredAttempts: 0 },
    });
  });

  it('does not know when nobody answers, and says so within 3 s', async () => {
    const client = new FakeClient();
    const outcome = await sendWith(client, SILENT, SILENT, SILENT);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      error: { code: 'TIMEOUT' },
      attempts: 3,
      elapsedMs: 3_000,
    });
    expect(client.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([2_000, 500, 500]);
  });

  it('does not know after silence and a refusal, which is the detail', async () => {
    const outcome = await sendWith(new FakeClient(), SILENT, 13);
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'RESPONSE', responseCode: 13 } });
  });

  it('names the address it was told to dial when no broker can be reached', async () => {
    const outcome = await sendWith(new FakeClient(), connect('10.0.0.9:10911'), connect('x'), connect('y'));
    expect(outcome).toMatchObject({
      kind: 'notSent',
      error: { code: 'CONNECT', params: { role: 'broker', address: '10.0.0.9:10911' } },
    });
  });

  it('does not try wrong credentials again', async () => {
    const client = new FakeClient();
    const refused = new GantryError('AUTH', { outcome: 'refused', responseCode: 16 });
    expect((await sendWith(client, refused)).kind).toBe('refused');
    expect(client.sent.length).toBe(1);
  });

  it('does not try a final refusal again', async () => {
    const client = new FakeClient();
    expect(await sendWith(client, 13)).toMatchObject({ kind: 'refused', error: { responseCode: 13 } });
    expect(client.sent.length).toBe(1);
  });

  it('asks for the route again when the broker says that it is the wrong one', async () => {
    const client = new FakeClient();
    expect((await sendWith(client, 17, 0)).kind).toBe('stored');
    expect(client.refreshed).toBe(1);
  });

  it('stays on the queue when only a moment is asked for', async () => {
    const client = new FakeClient();
    await sendWith(client, 215, 0);
    expect(client.sent[0]?.brokerName).toBe(client.sent[1]?.brokerName);
  });

  it('sends nothing to a topic without a route', async () => {
    const client = new FakeClient();
    client.routeError = new GantryError('NO_ROUTE', { params: { topic: TOPIC } });
    expect(await sendWith(client)).toMatchObject({ kind: 'notSent', error: { code: 'NO_ROUTE' } });
    expect(client.sent).toEqual([]);
  });

  it('ends even when the name server never answers', async () => {
    const client = new FakeClient();
    client.routes.forPublish = () => new Promise(() => {});
    expect(await sendWith(client)).toMatchObject({ kind: 'notSent', error: { code: 'TIMEOUT' } });
  });

  it('refuses bad input without asking anybody', async () => {
    const client = new FakeClient();
    const producer = new Producer(client, { group: 'g', maxBodyBytes: 3 });
    expect(errorOf(await producer.send(message()))).toMatchObject({
      code: 'INPUT',
      params: { field: 'body', rule: 'tooLarge', bytes: 4, max: 3 },
    });
    expect(client.sent).toEqual([]);
  });
});

describe('Producer.close', () => {
  it('lets sends be answered that are under way, and takes no further ones', async () => {
    const client = new FakeClient();
    const producer = new Producer(client, { group: 'g' });
    expect(client.groups.has('g')).toBe(true);
    const pending = producer.send(message());
    const closing = producer.close();
    expect(client.groups.has('g')).toBe(false);
    expect(errorOf(await producer.send(message())).params.rule).toBe('notRunning');
    expect((await pending).kind).toBe('stored');
    await closing;
  });

  it('ends a silent one after 1 s as unknown, and tries it no further', async () => {
    const client = new FakeClient();
    client.answers = [SILENT, 0];
    const producer = new Producer(client, { group: 'g' });
    const pending = producer.send(message());
    await client.clock.advance(0);
    void producer.close();
    await client.clock.advance(1_000);
    expect(await pending).toMatchObject({ kind: 'unknown', error: { code: 'CLOSED' }, attempts: 1 });
    await client.clock.advance(10_000);
    expect(client.sent.length).toBe(1);
  });
});
