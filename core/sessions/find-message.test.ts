import { expect, it } from 'vitest';
import type { MessageRef } from '../contract/message-ref.ts';
import type { SendDraft, SentRecord } from '../contract/views.ts';
import type { StoredDetail } from '../model/message-detail.ts';
import { findContent, findTemplate, type MessagePlaces } from './find-message.ts';

const DRAFT: SendDraft = {
  topic: 'order-events',
  tag: 'paid',
  keys: ['ORD-1', 'PAY-1'],
  properties: [['source', '{{name}}']],
  body: Buffer.from('{}'),
  bodyFormat: 'json',
  delayLevel: 3,
  mode: 'sync',
};
const CONTENT = {
  topic: 'order-events',
  tag: 'paid',
  keys: ['ORD-1', 'PAY-1'],
  properties: [['source', '{{name}}']],
  body: Buffer.from('{}'),
};
const STORED = {
  row: { topic: 'order-events', tag: 'paid', keys: 'ORD-1  PAY-1' },
  properties: [
    ['source', '{{name}}'],
    ['UNIQ_KEY', 'AC1200'],
  ],
  body: Buffer.from('{}'),
} as unknown as StoredDetail;

function places(record: Partial<SentRecord> = {}): MessagePlaces {
  return {
    stored: () => STORED,
    history: {
      draft: async (sendId) => (sendId === 1 ? DRAFT : undefined),
      record: (sendId) => (sendId === 1 ? (record as SentRecord) : undefined),
    },
    library: { template: async () => ({ draft: DRAFT, variables: true }) },
  };
}
const SENT: MessageRef = { kind: 'sent', sendId: 1 };
const TEMPLATE: MessageRef = { kind: 'template', path: 'a.json' };

it.each([SENT, TEMPLATE])('reads what $kind carries', async (ref) => {
  expect(await findContent(places(), ref)).toEqual(CONTENT);
});

it('reads a stored message with all its properties', async () => {
  const { properties } = STORED;
  expect(await findContent(places(), { kind: 'browse', browseId: 1, seq: 1 })).toEqual({
    ...CONTENT,
    properties,
  });
});

it('says why there is nothing to read', async () => {
  await expect(findContent(places(), { kind: 'sent', sendId: 2 })).rejects.toMatchObject({
    data: { params: { rule: 'unknownId' } },
  });
  await expect(findContent(places({ bodyKept: false }), SENT)).rejects.toMatchObject({
    data: { params: { rule: 'bodyNotKept' } },
  });
});

it('only a template keeps its variables: braces in what was sent or stored are text', async () => {
  const refs: MessageRef[] = [TEMPLATE, SENT, { kind: 'consumer', consumerId: 1, seq: 1 }];
  const templates = await Promise.all(refs.map((ref) => findTemplate(places(), ref)));
  expect(templates.map(({ variables }) => variables)).toEqual([true, false, false]);
});
