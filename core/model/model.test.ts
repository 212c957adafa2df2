import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNameServerDomain, nameServerSource, parseNameServers, splitAddress } from './address.ts';
import { brokerTimeAt, hostTimeOf } from './clock.ts';
import { DELAY_LEVELS, delayMs, parseDelayLevels, retryDelayLevel } from './delay.ts';
import { type ErrorData, GantryError, toErrorData } from './error.ts';
import type { OutgoingMessage } from './message.ts';
import { checkConsumerGroup, checkTopic } from './names.ts';
import { checkOutgoing, utf8Length } from './outgoing.ts';
import { javaHash, parseTagExpression } from './tag.ts';

function errorOf(run: () => unknown): ErrorData {
  try {
    run();
  } catch (error) {
    if (error instanceof GantryError) return error.data;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const order: OutgoingMessage = {
  topic: 'order-events',
  tag: 'paid',
  keys: ['ORD-20931'],
  delayLevel: 0,
  properties: [['source', 'gantry']],
  body: new TextEncoder().encode('{"orderId":"ORD-20931"}'),
};
const with_ = (patch: Partial<OutgoingMessage>) => () => checkOutgoing({ ...order, ...patch });

describe('names', () => {
  it('are refused with the rule they break', () => {
    const cases: [string, string][] = [
      ['', 'empty'],
      ['  ', 'empty'],
      ['a'.repeat(128), 'tooLong'],
      ['订单', 'characters'],
      ['a b', 'characters'],
      ['a.b', 'characters'],
      ['TBW102', 'reserved'],
      ['SCHEDULE_TOPIC_XXXX', 'reserved'],
      ['rmq_sys_wheel_timer', 'reserved'],
    ];
    for (const [topic, rule] of cases)
      expect(errorOf(() => checkTopic(topic)).params).toMatchObject({ field: 'topic', rule });
    expect(errorOf(() => checkConsumerGroup('DEFAULT_CONSUMER')).params).toMatchObject({
      field: 'group',
      rule: 'reserved',
    });
    expect(errorOf(() => checkConsumerGroup('g'.repeat(121))).params).toMatchObject({
      rule: 'tooLong',
      max: 120,
    });
  });

  it('pass when a broker takes them', () => {
    for (const topic of ['order-events', '%RETRY%g', 'a|b', 'A_1', 'x'.repeat(127)]) checkTopic(topic);
    checkConsumerGroup('g'.repeat(120));
  });
});

describe('addresses', () => {
  it('are split, trimmed and kept once', () => {
    expect(parseNameServers(' a:9876;b:9877 ; ;a:9876')).toEqual(['a:9876', 'b:9877']);
    expect(parseNameServers('[::1]:9876')).toEqual(['[::1]:9876']);
    expect(nameServerSource(' a:9876 ; b:9877')).toBe('a:9876;b:9877');
    expect(nameServerSource(' http://ns.example/rocketmq/nsaddr ')).toBe('http://ns.example/rocketmq/nsaddr');
    expect([isNameServerDomain('https://ns'), isNameServerDomain('ns:9876')]).toEqual([true, false]);
    expect(splitAddress('[fd00::2]:9876')).toEqual({ host: 'fd00::2', port: 9876 });
  });

  it('without a port offer :9876', () => {
    for (const value of ['localhost', 'localhost:', '10.0.0.5', '[::1]']) {
      const error = errorOf(() => parseNameServers(value));
      expect(error).toMatchObject({ remedyKey: 'addPort', params: { rule: 'noPort' } });
      expect(parseNameServers(String(error.params.suggestion))).toHaveLength(1);
    }
  });

  it('that are none say so', () => {
    const rule = (text: string) => errorOf(() => parseNameServers(text)).params.rule;
    expect([rule(''), rule(';'), rule('h:0'), rule('h:70000'), rule('http://h:1/x'), rule('a:b:1')]).toEqual([
      'empty',
      'empty',
      'badPort',
      'badPort',
      'badAddress',
      'badAddress',
    ]);
  });
});

describe('a message to send', () => {
  it('passes as the engine would send it', () => checkOutgoing(order));

  it('is refused with the field and the rule', () => {
    const cases: [Partial<OutgoingMessage>, string, string][] = [
      [{ topic: 'a b' }, 'topic', 'characters'],
      [{ body: new Uint8Array(0) }, 'body', 'empty'],
      [{ body: new Uint8Array(4 * 1024 * 1024 + 1) }, 'body', 'tooLarge'],
      [{ tag: 'a\u0001' }, 'tag', 'control'],
      [{ keys: ['ok', ''] }, 'keys.1', 'empty'],
      [{ keys: ['a b'] }, 'keys.0', 'characters'],
      [{ delayLevel: -1 }, 'delayLevel', 'range'],
      [{ delayLevel: 1.5 }, 'delayLevel', 'range'],
      [{ properties: [['', 'x']] }, 'properties.0.name', 'empty'],
      [{ properties: [['x', '']] }, 'properties.0.value', 'empty'],
      [{ properties: [['x', 'a\u0002b']] }, 'properties.0.value', 'control'],
      [{ properties: [['DELAY', '3']] }, 'properties.0.name', 'reserved'],
      [
        {
          properties: [
            ['a', '1'],
            ['a', '2'],
          ],
        },
        'properties.1.name',
        'duplicate',
      ],
      [{ properties: [['big', 'x'.repeat(31 * 1024)]] }, 'properties', 'tooLarge'],
    ];
    for (const [patch, field, rule] of cases)
      expect(errorOf(with_(patch))).toMatchObject({
        code: 'INPUT',
        outcome: 'notSent',
        params: { field, rule },
      });
    expect(errorOf(with_({ properties: [['x', '\u0002']] })).params.character).toBe('U+0002');
  });

  it('is exactly as large as the limit allows', () => {
    with_({ body: new Uint8Array(4 * 1024 * 1024) })();
    expect(() => checkOutgoing(order, order.body.length)).not.toThrow();
    expect(errorOf(() => checkOutgoing(order, order.body.length - 1)).params).toMatchObject({
      bytes: order.body.length,
    });
  });

  it('is measured in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe('tags', () => {
  it('hash as in Java', () => {
    expect(['TagA', 'TagB', '订单', 'pay_ok'].map(javaHash)).toEqual([2598919, 2598920, 1129459, -995221293]);
  });

  it('match whole, never by pattern', () => {
    expect(parseTagExpression(' ok||  failed || ok ')).toEqual({
      text: 'ok || failed',
      tags: ['ok', 'failed'],
    });
    for (const all of ['', '*', '  ', '||']) expect(parseTagExpression(all)).toEqual({ text: '*', tags: [] });
    expect(parseTagExpression('pa*').tags).toEqual(['pa*']);
    expect(parseTagExpression('*').tags).toEqual([]);
    expect(parseTagExpression('ok || failed').tags).toEqual(['ok', 'failed']);
  });
});

describe('delay levels', () => {
  it('are the documented 18', () => {
    expect(DELAY_LEVELS.map(({ name }) => name).join(' ')).toBe(
      '1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h',
    );
    expect([delayMs(0), delayMs(1), delayMs(18), delayMs(19), delayMs(-3)]).toEqual([
      0, 1_000, 7_200_000, 7_200_000, 0,
    ]);
    expect([0, 1, 13, 15, 40].map(retryDelayLevel)).toEqual([3, 4, 16, 18, 18]);
  });

  it('are read from a broker’s own text, or refused', () => {
    expect(parseDelayLevels('1s 2m  1d')).toEqual([
      { level: 1, name: '1s', ms: 1_000 },
      { level: 2, name: '2m', ms: 120_000 },
      { level: 3, name: '1d', ms: 86_400_000 },
    ]);
    expect(() => parseDelayLevels('1s soon')).toThrow('not a delay: soon');
  });
});

describe('broker time', () => {
  it('runs at its rate and back', () => {
    const clock = { brokerMs: 1_000_000, hostMs: 500, rate: 60, source: 'sandbox' as const };
    expect(brokerTimeAt(clock, 1_500)).toBe(1_060_000);
    expect(hostTimeOf(clock, 1_060_000)).toBe(1_500);
  });

  it('never comes while paused', () => {
    expect(hostTimeOf({ brokerMs: 10, hostMs: 0, rate: 0, source: 'sandbox' }, 11)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe('errors', () => {
  it('cross as data; what is not ours is a BUG with its message', () => {
    expect(toErrorData(new TypeError('x is undefined'))).toEqual({
      code: 'BUG',
      outcome: 'none',
      params: { message: 'x is undefined' },
      retry: 'no',
    });
  });
});
