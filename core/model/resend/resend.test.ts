import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Properties } from '../message.ts';
import { checkOutgoing, MAX_PROPERTIES_BYTES } from '../outgoing.ts';
import { copyOf, isLinkLeftOut, LINK_PROPERTY, userProperties } from './copy.ts';
import { explainResend } from './explain.ts';
import { type Original, originTopic } from './original.ts';

const LINK = 'payment-callback/7F00000100002A9F';

function original(patch: Partial<Original> = {}): Original {
  return {
    topic: 'payment-callback',
    tag: 'failed',
    keys: 'PAY-88203',
    body: Uint8Array.of(0, 255, 10),
    bodyFormat: 'hex',
    properties: [
      ['UNIQ_KEY', '7F00000100002A9F'],
      ['WAIT', 'false'],
      ['source', 'checkout-api'],
      ['DELAY', '3'],
      ['RETRY_TOPIC', 'payment-callback'],
    ],
    delayLevel: 3,
    delaySetBy: 'broker',
    flag: 0,
    mode: 'sync',
    sentBefore: true,
    link: LINK,
    ...patch,
  };
}

const whys = (message: Original, sent = copyOf(message, { link: true })): string[] =>
  explainResend(message, sent).map(({ name, why }) => `${name}: ${why}`);

describe('copyOf', () => {
  it('leaves the link out where there is no room, and never a property', () => {
    const full: Properties = [['big', 'x'.repeat(MAX_PROPERTIES_BYTES - 40)]];
    const message = original({ properties: full });
    const copy = copyOf(message, { link: true });
    expect(copy.properties).toEqual(full);
    expect(isLinkLeftOut(message, copy, true)).toBe(true);
    expect(isLinkLeftOut(message, copy, false)).toBe(false);
  });

  it('keeps a level that a person chose, and drops one that may be a retry’s', () => {
    expect(copyOf(original(), { link: false }).delayLevel).toBe(0);
    expect(copyOf(original({ delaySetBy: 'person' }), { link: false }).delayLevel).toBe(3);
  });

  it('is checked as any form where the original was never sent', () => {
    const template = original({ sentBefore: false, tag: 'a\nb' });
    expect(() => checkOutgoing(copyOf(template, { link: false }))).toThrow('tag');
    expect(() => checkOutgoing(copyOf(original({ tag: 'a\nb' }), { link: false }))).not.toThrow();
  });
});

describe('explainResend', () => {
  it('tells of every field why it is sent as it is', () => {
    expect(whys(original({ flag: 7 }))).toEqual([
      'topic: same',
      'tag: same',
      'keys: same',
      'delayLevel: retryLevel',
      'body: same',
      'source: same',
      'GANTRY_ORIGIN: link',
      'UNIQ_KEY: reserved',
      'WAIT: reserved',
      'RETRY_TOPIC: reserved',
      'flag: reserved',
    ]);
    expect(explainResend(original(), copyOf(original(), { link: true }))).toContainEqual(
      expect.objectContaining({ name: 'UNIQ_KEY', renewed: true }),
    );
  });

  it('tells what a person changed: added, removed, and another body of the same size', () => {
    const message = original();
    const copy = copyOf(message, { topic: 'other', link: false });
    const edited = {
      ...copy,
      tag: 'ok',
      delayLevel: 4,
      body: Uint8Array.of(1, 255, 10),
      properties: [['new', '1'] as [string, string]],
    };
    expect(whys(message, edited).filter((line) => line.endsWith('changed'))).toEqual([
      'topic: changed',
      'tag: changed',
      'delayLevel: changed',
      'body: changed',
      'source: changed',
      'new: changed',
    ]);
  });

  it('declares every property of the original once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom('a', 'b', 'TAGS', 'WAIT', LINK_PROPERTY), fc.constantFrom('1', '2')),
        ),
        fc.boolean(),
        (properties, link) => {
          const message = original({ properties });
          const copy = copyOf(message, { link });
          const fields = explainResend(message, copy).filter(({ group }) => group === 'property');
          const told = fields.flatMap(({ name, original: value }) =>
            value === undefined ? [] : [[name, value]],
          );
          const all = [...userProperties(message), ...properties.filter(([name]) => name === 'WAIT')];
          expect(told).toEqual(all);
          const sent = fields.flatMap(({ name, sent: value }) =>
            value === undefined ? [] : [`${name}=${value}`],
          );
          expect(sent.sort()).toEqual(copy.properties.map((pair) => pair.join('=')).sort());
        },
      ),
    );
  });
});

describe('originTopic', () => {
  const of = (topic: string, storedTopic: string, properties: Properties): string =>
    originTopic({ row: { topic }, storedTopic, properties });

  it('is where a dead letter, a retry or a waiting message was sent to first', () => {
    expect(of('%DLQ%g', '%DLQ%g', [['RETRY_TOPIC', 'a']])).toBe('a');
    expect(
      of('%DLQ%g', '%DLQ%g', [
        ['DLQ_ORIGIN_TOPIC', 'b'],
        ['RETRY_TOPIC', '%RETRY%g'],
      ]),
    ).toBe('b');
    expect(
      of('a', '%RETRY%g', [
        ['RETRY_TOPIC', 'a'],
        ['REAL_TOPIC', '%RETRY%g'],
      ]),
    ).toBe('a');
    expect(of('SCHEDULE_TOPIC_XXXX', 'SCHEDULE_TOPIC_XXXX', [['REAL_TOPIC', 'a']])).toBe('a');
    expect(of('RMQ_SYS_TRANS_HALF_TOPIC', 'RMQ_SYS_TRANS_HALF_TOPIC', [['REAL_TOPIC', 'a']])).toBe('a');
    expect(of('a', 'a', [])).toBe('a');
  });

  it('is not known where nothing names it', () => {
    expect(of('%DLQ%g', '%DLQ%g', [])).toBe('');
    expect(of('%RETRY%g', '%RETRY%g', [['REAL_TOPIC', '%RETRY%g']])).toBe('');
  });
});
