import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { StoreOutcome } from '../core/model/send.ts';
import { PacedSender } from './paced-sender.ts';
import { until } from './until.ts';

const notSent: StoreOutcome = {
  kind: 'notSent',
  error: { code: 'CLOSED', outcome: 'notSent', params: {}, retry: 'no' },
  elapsedMs: 0,
};

it('numbers messages from 0, each once, and waits for every outcome when stopped', async () => {
  const waiting: (() => void)[] = [];
  const sender = new PacedSender({
    perSecond: 500,
    lines: 1,
    inTurn: false,
    send: () => new Promise((resolve) => waiting.push(() => resolve(notSent))),
  });
  await until('some are under way', 3_000, () => waiting.length >= 20);
  let stopped = false;
  const stopping = sender.stop().then(() => {
    stopped = true;
  });
  await sleep(30);
  expect([stopped, sender.sent]).toEqual([false, []]);
  for (const end of waiting) end();
  await stopping;
  expect(sender.sent.map(({ id }) => id)).toEqual(waiting.map((_, id) => id));
  expect([sender.sent[0]?.kind, sender.stored]).toEqual(['notSent', 0]);
});

it('sends each line’s messages one after the other where told to', async () => {
  const underWay = new Set<number>();
  let overlaps = 0;
  let sent = 0;
  const sender = new PacedSender({
    perSecond: 1_000,
    lines: 3,
    inTurn: true,
    async send(_id, line) {
      if (underWay.has(line)) overlaps++;
      underWay.add(line);
      await sleep(5);
      underWay.delete(line);
      sent++;
      return notSent;
    },
  });
  await until('all lines send', 3_000, () => sent >= 12);
  await sender.stop();
  expect(overlaps).toBe(0);
});
