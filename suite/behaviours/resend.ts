import { randomBytes, randomInt } from 'node:crypto';
import { browseNewest } from '../../core/admin/browse/browse.ts';
import { systemClock } from '../../core/clock.ts';
import type { EventMessage } from '../../core/contract/contract.ts';
import type { MessageRef } from '../../core/contract/message-ref.ts';
import type { ResendRunView } from '../../core/contract/resend.ts';
import type { OutgoingMessage, Properties, ReceivedMessage } from '../../core/model/message.ts';
import { dlqTopic } from '../../core/model/names.ts';
import { checkOutgoing, MAX_PROPERTIES_BYTES } from '../../core/model/outgoing.ts';
import { RESERVED_PROPERTIES } from '../../core/model/properties.ts';
import { LINK_PROPERTY } from '../../core/model/resend/copy.ts';
import { originTopic } from '../../core/model/resend/original.ts';
import type { Producer } from '../../core/producer/producer.ts';
import { ResendSession } from '../../core/sessions/resend/resend-session.ts';
import { sendDraft } from '../../core/sessions/send-draft.ts';
import { factsOf, storedDetail } from '../../core/sessions/stored-detail.ts';
import { type Behaviour, check, equal, message, producer, send, until, type World } from '../harness.ts';

const MAX_RANDOM_BODY = 8 * 1024;
/** Letters, signs beyond the basic plane, and controls that other clients let pass. */
const ALPHABET = [...'abcXYZ019 =,;:"\\{}/城市上海é€🚀\u200b\n\r\t\u0000\u0003'];
const MESSAGES = 40;

/** What a copy must have in common with its original, byte by byte. */
interface Faithful {
  body: string;
  tag: string;
  keys: string;
  properties: Properties;
}

export const resending: Behaviour[] = [
  {
    name: 'resend: random messages arrive again with the same body, tag, keys and user properties',
    timeoutMs: 60_000,
    run: (world) => resendRandom(world, MESSAGES),
  },
  {
    name: 'resend: a message with as many properties as there may be goes without a link, and whole',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      const properties: Properties = [['big', 'x'.repeat(MAX_PROPERTIES_BYTES - 5)]];
      await send(by, message(topic, 'full', { properties }));
      const [original] = await stored(world, topic, 1);
      if (original === undefined) throw new Error('nothing is stored');
      await resend(by, [original], topic);
      const both = await stored(world, topic, 2);
      equal(
        both.map((copy) => copy.properties.find(([name]) => name === LINK_PROPERTY)),
        [undefined, undefined],
        'link',
      );
      equal(both.map(faithful)[0], both.map(faithful)[1], 'copy');
    },
  },
  {
    name: 'resend: a dead letter names the topic it was first sent to, and goes there',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      await send(by, message(topic, 'poison', { keys: ['PAY-1'], properties: [['source', 'api']] }));
      const consumer = await world.consume(client, {
        group,
        topic,
        maxReconsumeTimes: 0,
        startFrom: 'first',
      });
      const [delivery] = await consumer.waitFor(1);
      if (delivery === undefined) throw new Error('nothing came');
      await consumer.later(delivery);
      const [dead] = await stored(world, dlqTopic(group), 1);
      if (dead === undefined) throw new Error('no dead letter');
      equal(originTopic(storedDetail(factsOf(dead), dead)), topic, 'first topic');
      const run = await resend(by, [dead]);
      equal(run.counts.stored, 1, 'copies stored');
      const copy = (await stored(world, topic, 2)).find((found) => linkOf(found) !== undefined);
      equal(copy && faithful(copy), faithful(dead), 'copy');
      equal(copy?.reconsumeTimes, 0, 'attempts start over');
      equal((await stored(world, dlqTopic(group), 1)).length, 1, 'the dead letter stays');
    },
  },
];

/** Sends `count` random messages, sends what is stored of them again as it is, and compares both, copy by copy. */
export async function resendRandom(world: World, count: number): Promise<void> {
  const client = world.client();
  const [from, to] = [await world.topic(client), await world.topic(client)];
  const by = producer(client);
  for (let n = 0; n < count; n++) await send(by, randomMessage(from, n));
  const originals = await stored(world, from, count);
  const run = await resend(by, originals, to);
  equal([run.counts.stored, run.done], [count, count], 'copies stored');
  const copies = new Map((await stored(world, to, count)).map((copy) => [linkOf(copy), copy]));
  for (const original of originals) {
    const copy = copies.get(`${from}/${original.uniqueKey}`);
    if (copy === undefined) throw new Error(`no copy of ${original.uniqueKey}`);
    equal(faithful(copy), faithful(original), `copy of ${original.uniqueKey}`);
    check(copy.uniqueKey !== original.uniqueKey, 'the copy has a unique key of its own');
  }
}

/** By the same session as a window does, as one run; without `topic` each goes to its own. */
async function resend(
  by: Producer,
  originals: readonly ReceivedMessage[],
  topic?: string,
): Promise<ResendRunView> {
  let last: ResendRunView | undefined;
  const session = new ResendSession({
    clock: systemClock,
    find: async (ref) => {
      const original = ref.kind === 'browse' ? originals[ref.seq - 1] : undefined;
      if (original === undefined) throw new Error('no such row');
      return { kind: 'browse', detail: storedDetail(factsOf(original), original) };
    },
    sender: {
      check: (draft) => checkOutgoing(draft),
      send: async (profileId, draft) => ({
        sendId: 1,
        profileId,
        sentAtMs: 0,
        topic: draft.topic,
        tag: draft.tag,
        keys: draft.keys,
        delayLevel: draft.delayLevel,
        bodyBytes: draft.body.length,
        outcome: await sendDraft(by, draft),
      }),
    },
    requireWritable: () => undefined,
    emit: (told: EventMessage) => {
      if (told.event === 'resend.changed') last = told.data.run;
    },
  });
  const refs = originals.map((_, at): MessageRef => ({ kind: 'browse', browseId: 1, seq: at + 1 }));
  await session.handlers['resend.start'](
    { refs, target: { profileId: 'suite', ...(topic === undefined ? {} : { topic }), link: true } },
    'suite',
  );
  await until('the end of the run', () => last !== undefined && last.state !== 'running', 60_000);
  if (last === undefined) throw new Error('nothing was told');
  return last;
}

/** Every message of the topic, once there are so many. */
async function stored(world: World, topic: string, count: number): Promise<ReceivedMessage[]> {
  const client = world.client();
  let found: ReceivedMessage[] = [];
  await until(`${count} messages in ${topic}`, async () => {
    found = (await browseNewest(client, topic, { maxRows: count + 1 })).messages;
    return found.length === count;
  });
  return found;
}

function faithful({ body, tag, keys, properties }: ReceivedMessage): Faithful {
  return {
    body: Buffer.from(body).toString('base64'),
    tag,
    keys,
    properties: properties.filter(([name]) => !RESERVED_PROPERTIES.has(name) && name !== LINK_PROPERTY),
  };
}

const linkOf = ({ properties }: ReceivedMessage): string | undefined =>
  properties.find(([name]) => name === LINK_PROPERTY)?.[1];

/** Every tenth fills its properties to the limit. */
function randomMessage(topic: string, at: number): OutgoingMessage {
  const properties: Properties = Array.from({ length: randomInt(12) }, (_, n) => [
    `${randomText(12)}-${n}`,
    randomText(200),
  ]);
  return {
    topic,
    body: randomBytes(1 + randomInt(MAX_RANDOM_BODY)),
    tag: at % 3 === 0 ? '' : randomText(20),
    keys: Array.from({ length: randomInt(4) }, () => randomText(16)),
    delayLevel: 0,
    properties: at % 10 === 9 ? filled(properties) : properties,
    verbatim: true,
  };
}

/** Leaves room for tag, keys, ids, the link, and what the broker adds. */
function filled(properties: Properties): Properties {
  const bytes = Buffer.byteLength(properties.flat().join('  '));
  return [...properties, ['filler', 'z'.repeat(Math.max(1, MAX_PROPERTIES_BYTES - 1_024 - bytes))]];
}

function randomText(maxLength: number): string {
  const length = 1 + randomInt(maxLength);
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
