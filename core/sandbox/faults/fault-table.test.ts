import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { Command } from '../../protocol/command.ts';
import { EMPTY_BODY } from '../../protocol/command.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import type { Call } from '../dispatch/dispatcher.ts';
import { Refusal, type Reply } from '../dispatch/reply.ts';
import type { Fault } from './fault.ts';
import { FaultTable } from './fault-table.ts';

const SEND = 310;
const ROUTE = 105;

function rig(faults: Fault[]) {
  const host = new ManualClock();
  const table = new FaultTable(host, faults);
  const replies: Reply[] = [];
  let destroyed = 0;
  // Only `destroy` is used.
  const connection = { destroy: () => destroyed++ } as unknown as ServedConnection;
  const ask = (extFields: Record<string, string>, reply: Reply = {}, code = SEND): void => {
    const request: Command = {
      code,
      opaque: 1,
      flag: 0,
      language: 'JAVA',
      version: 1,
      extFields,
      body: EMPTY_BODY,
    };
    const call: Call = { connection, request, respond: (answer) => replies.push(answer) };
    table.pass(call).respond(reply);
  };
  return { host, table, replies, ask, destroyed: () => destroyed };
}

describe('FaultTable', () => {
  it.each([
    ['flush-disk-timeout', 10],
    ['slave-not-available', 11],
    ['flush-slave-timeout', 12],
  ] as const)('answers %s with %i to what was stored, and leaves a refusal', (kind, code) => {
    const { ask, replies } = rig([{ topic: 'T', kind }]);
    ask({ b: 'T' }, { extFields: { msgId: 'x' } });
    ask({ b: 'T' }, { code: 13 });
    expect(replies).toEqual([{ code, extFields: { msgId: 'x' } }, { code: 13 }]);
  });

  it.each([
    ['pull', 11, { topic: 'T' }],
    ['offset', 15, { topic: 'T' }],
    ['send-back', 36, { originTopic: 'T' }],
  ] as const)('meets the %s requests it is about, and no others', (on, code, extFields) => {
    const { ask, replies } = rig([{ topic: 'T', kind: 'silent', on }]);
    ask(extFields, {}, code);
    ask({ b: 'T' });
    ask({ topic: 'T' }, {}, ROUTE);
    expect(replies).toHaveLength(2);
  });

  it('answers late on host time, never, or not before the connection is gone', async () => {
    const { ask, replies, host, destroyed } = rig([
      { topic: 'slow', kind: 'slow', delayMs: 2_000 },
      { topic: 'silent', kind: 'silent' },
      { topic: 'closed', kind: 'closed' },
    ]);
    for (const b of ['slow', 'silent', 'closed']) ask({ b });
    expect([replies.length, destroyed()]).toEqual([0, 1]);
    await host.advance(1_999);
    expect(replies.length).toBe(0);
    await host.advance(1);
    expect(replies.length).toBe(1);
  });

  it('refuses before anything is stored', () => {
    const { ask } = rig([{ topic: 'T', kind: 'forbidden' }]);
    expect(() => ask({ b: 'T' })).toThrow(Refusal);
  });

  it('names in the route an address where nobody listens', () => {
    const { ask, replies } = rig([{ topic: 'T', kind: 'unreachable' }]);
    const body = Buffer.from('{"0":"127.0.0.1:10911"}');
    ask({ topic: 'T' }, { body }, ROUTE);
    ask({ topic: 'other' }, { body }, ROUTE);
    ask({ b: 'T' }, { body });
    expect(replies.map((reply) => Buffer.from(reply.body ?? '').toString())).toEqual([
      '{"0":"127.0.0.1:1"}',
      '{"0":"127.0.0.1:10911"}',
      '{"0":"127.0.0.1:10911"}',
    ]);
  });

  it('counts down, is about its topic alone, and falls to the next one', () => {
    const { ask, replies } = rig([
      { topic: 'T', kind: 'flush-disk-timeout', count: 2 },
      { topic: '*', kind: 'slave-not-available', count: 1 },
    ]);
    for (const b of ['T', 'T', 'T', 'T']) ask({ b });
    expect(replies.map(({ code }) => code)).toEqual([10, 10, 11, undefined]);
  });

  it('meets about the share, and the same requests each time it is set', () => {
    const faults: Fault[] = [{ topic: 'T', kind: 'flush-disk-timeout', share: 0.25 }];
    const { ask, replies, table } = rig(faults);
    const run = (): (number | undefined)[] => {
      replies.length = 0;
      for (let n = 0; n < 1_000; n++) ask({ b: 'T' });
      return replies.map(({ code }) => code);
    };
    const first = run();
    const met = first.filter((code) => code === 10).length;
    expect(met).toBeGreaterThan(200);
    expect(met).toBeLessThan(300);
    table.set(faults);
    expect(run()).toEqual(first);
    table.set([]);
    expect(run().every((code) => code === undefined)).toBe(true);
  });
});
