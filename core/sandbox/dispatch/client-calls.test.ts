import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { Command } from '../../protocol/command.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { getConsumerRunningInfo } from '../../protocol/requests/inspect.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import { ClientCalls } from './client-calls.ts';

const request = encodeRequest(getConsumerRunningInfo, { consumerGroup: 'g', clientId: 'x' });

function connection(): { sent: Command[]; served: ServedConnection } {
  const sent: Command[] = [];
  // Only `send` is used.
  return { sent, served: { send: (command: Command) => sent.push(command) } as unknown as ServedConnection };
}

it('ends each call once: with the answer of its own connection, or after 10 s without', async () => {
  const clock = new ManualClock();
  const calls = new ClientCalls(clock);
  const [mine, other] = [connection(), connection()];
  const ends: (string | undefined)[] = [];
  calls.call(mine.served, request, (answer) => ends.push(answer?.remark));
  const [asked] = mine.sent;
  if (asked === undefined) throw new Error('nothing was sent');
  expect([asked.code, asked.flag, asked.extFields.clientId]).toEqual([307, 0, 'x']);
  calls.answered(other.served, { ...asked, flag: 1, remark: 'not its question' });
  calls.answered(mine.served, { ...asked, flag: 1, remark: 'answer' });
  calls.answered(mine.served, { ...asked, flag: 1, remark: 'again' });
  expect(ends).toEqual(['answer']);
  calls.call(mine.served, request, (answer) => ends.push(answer?.remark));
  await clock.advance(9_999);
  expect(ends.length).toBe(1);
  await clock.advance(1);
  expect(ends).toEqual(['answer', undefined]);
  calls.call(mine.served, request, () => ends.push('after the stop'));
  calls.stop();
  await clock.advance(20_000);
  expect(ends.length).toBe(2);
});
